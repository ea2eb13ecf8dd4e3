"""The folders of a server's visitors: made with it, and cleared at its end or, when it was killed, by the next one."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from content.errors import SaveError
from content.store.durable import lock, make_folder
from content.store.paths import real
from content.store.refuge import keep_text
from content.store.regular import read_regular
from content.store.xdg import data_dir, state_dir
from tui.serve.visits import Places

_KEPT = ("annotations", "rescued", "texts")  # folders of the data directory that visitors' readers need
_NAME = "served-"  # how the names of these folders begin
_LOCK = "lock"  # the file that a server and its readers hold as long as any of them runs


class Rooms(NamedTuple):
    """The folder of one server, with one in it for each visitor; `held` is the descriptor that says it is in use."""

    folder: Path
    held: int

    def places(self, number: int) -> Places:
        """The folders of a visitor; annotations, large texts and what is rescued go to those of whoever serves."""
        room = self.folder / str(number)
        places = Places(room / "data", room / "state", room / "passing", self.held)
        own, real_data = places.data / data_dir().name, data_dir()
        for made in (own, places.state, places.passing):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _KEPT:
            make_folder(real_data / name)
            if not os.path.lexists(own / name):
                (own / name).symlink_to(real(real_data / name))
        return places

    def leave(self) -> list[str]:
        """Clears the folder when all readers have ended; sentences that say where unfinished notes are now."""
        said = _rescued(self.folder)
        if not _unsaved(self.folder):
            shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.held)
        return said


def make() -> Rooms:
    """A new folder for what visitors' readers keep while the server runs: not the library of whoever serves."""
    try:
        make_folder(state_dir())
        new = Path(tempfile.mkdtemp(prefix=f"new-{_NAME}", dir=state_dir()))
        held = _locked(new)
        folder = new.rename(new.with_name(new.name.removeprefix("new-")))  # in use from the first moment of its name
    except OSError as error:
        raise SaveError(f"{state_dir()} cannot be written ({error.strerror}): free some space.") from error
    return Rooms(folder, held)


def clear() -> list[str]:
    """Clears the folders of servers that were killed; sentences that say where what was in them is now."""
    said = []
    for folder in sorted(state_dir().glob(f"{_NAME}*")):
        with suppress(OSError, SaveError):  # which says that its server runs, or a reader that it left
            left = Rooms(folder, _locked(folder, must=True))
            said += left.leave()
            said += [f"What a visitor marked could be saved nowhere but in {path}." for path in _unsaved(folder)]
    return said


def _locked(folder: Path, *, must: bool = False) -> int:
    """A descriptor that holds the lock of a folder. Raises SaveError when another program does, OSError as well.

    Where there are no locks, that is an error if there `must` be one.
    """
    held = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    is_held = False
    try:
        is_held = lock(held, folder, patience=0) or not must
    finally:
        if not is_held:
            os.close(held)
    if not is_held:
        raise SaveError(f"It is not known whether {folder} is in use.")
    return held


def _unsaved(folder: Path) -> list[Path]:
    """The files of what could be saved nowhere else: marks, as their reader said, and unfinished notes."""
    return sorted([*folder.glob("*/passing/briefmark-*.*"), *(path for path in _drafts(folder) if _note(path))])


def _rescued(folder: Path) -> list[str]:
    """Puts unfinished notes of visitors where they stay; sentences that say where."""
    said = []
    for path in _drafts(folder):
        note = _note(path)
        kept = keep_text(note) if note else None
        if kept is not None:
            path.unlink(missing_ok=True)
            said.append(f"A visitor's unfinished note is in {kept}.")
    return said


def _drafts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/state/*/drafts/*/*.json"))


def _note(path: Path) -> str:
    """The note of a draft; empty when there is none."""
    try:
        note = json.loads(read_regular(path)).get("note")
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""
    return note if isinstance(note, str) and note.strip() else ""
