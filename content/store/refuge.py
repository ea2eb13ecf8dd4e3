"""Where unsaved work goes when the program has to end: the data directory, else a private file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from content.store.durable import make_folder, sync_folder, write_all
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - with names that nobody can guess


def new_files(ending: str) -> Iterator[Path]:
    """New empty files that only this user can read, one in each folder where that is possible.

    `ending` is the end of their names, such as ".annotations.jsonl". The caller removes those that it does not need.
    """
    folders = [data_dir() / "rescued", Path(os.environ.get("TMPDIR") or _FOLDERS[0]), *map(Path, _FOLDERS)]
    for place in dict.fromkeys(folders):
        with contextlib.suppress(OSError):
            if place == folders[0]:
                make_folder(place)
            descriptor, name = tempfile.mkstemp(prefix="briefmark-", suffix=ending, dir=place)
            os.close(descriptor)
            yield Path(name)


def keep_text(text: str) -> Path | None:
    """Puts a text, such as an unfinished note, into a file of its own; None when that fails."""
    for path in new_files(".note.md"):
        try:
            descriptor = os.open(path, os.O_WRONLY)
            try:
                write_all(descriptor, text.encode("utf-8", "surrogatepass"))
            finally:
                os.close(descriptor)
            sync_folder(path.parent)
        except OSError:
            remove(path)
        else:
            return path
    return None


def remove(path: Path) -> None:
    """Removes a file that nothing could be written to."""
    with contextlib.suppress(OSError):
        path.unlink()
