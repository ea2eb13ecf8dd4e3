"""Where files live: annotations beside their briefing, the rest in the reader's XDG folders. Creates nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import container_of
from content.errors import UsageError
from content.store.paths import absolute, cut_name, is_same, is_there, real
from content.store.regular import read_regular
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.document.model import Document

SUFFIX = ".annotations.jsonl"

_LONGEST_NAME = 255  # bytes of a file name, on all file systems in use
_LONGEST = _LONGEST_NAME - len(SUFFIX)
_LOOKED_THROUGH = 200  # files
_LARGEST_LOOKED_THROUGH = 1 << 24  # bytes
_SAMPLE = Path(__file__).parents[1] / "sample.txt"


class Place(NamedTuple):
    """Where a briefing's annotations are written, where else they are read, and why they are not beside it.

    `beside` is the briefing's own path, if it has one; `private` says that we may create missing folders;
    `shared` that the files of other annotators beside the briefing belong to it.
    """

    path: Path
    others: tuple[Path, ...] = ()
    why: str | None = None
    beside: Path | None = None
    private: bool = False
    shared: bool = True


def annotation_path(document: Document) -> Path:
    """The file for a briefing's annotations when no other is given."""
    return place_of(document).path


def place_of(document: Document) -> Place:
    """Beside the briefing where that can be written, else in the data directory."""
    path = path_of(document)
    hidden = data_dir() / "annotations" / _hidden_name(document)
    if path is None:
        why = "It was not read from a file" if document.is_piped else "It has no place of its own"
        return Place(hidden, why=_sentence(why, hidden), private=True)
    beside = path.with_name(path.name + SUFFIX)
    if real(path) == _SAMPLE:
        return Place(hidden, why=_sentence("The sample's folder is the program's own", hidden), private=True)
    if len(os.fsencode(path.name)) > _LONGEST:
        return Place(hidden, (), _sentence("Its name is too long for a file beside it", hidden), path, private=True)
    if _writable(beside):
        return Place(beside, (hidden,) if is_there(hidden) else (), beside=path)
    return Place(hidden, (beside,), _sentence("Its folder cannot be written", hidden), path, private=True)


def given_place(document: Document, files: Sequence[Path]) -> Place:
    """The files asked for: the first is written, the others are read.

    Raises UsageError when one of them is the briefing.
    """
    briefing = path_of(document)
    file = file_of(document)
    for path in files:
        if file is not None and is_same(path, file):
            raise UsageError(f"{path} is the briefing itself. Give another file for its annotations.")
    return Place(files[0], tuple(files[1:]), beside=briefing, shared=_is_shared_name(files[0], briefing))


def same_text_elsewhere(document: Document, place: Place, known: Iterable[Path]) -> tuple[Path, ...]:
    """Annotation files made on this very text under an earlier name: `known` ones, and those in its folder."""
    found = list(known)
    if place.beside is not None:
        folder = absolute(place.beside).parent
        found += [folder / name for name in _names_in(folder, "", SUFFIX)[:_LOOKED_THROUGH]]
    own = {absolute(path) for path in (place.path, *place.others)}
    name = document.sha256.encode()
    left = [path for path in dict.fromkeys(found) if path not in own and not is_there(_briefing_of(path))]
    return tuple(path for path in left if _mentions(path, name))


def _briefing_of(annotations: Path) -> Path:
    return annotations.with_name(annotations.name.removesuffix(SUFFIX) or "-")


def is_annotation_name(name: str) -> bool:
    """Whether a name is that of a briefing's annotations, all of them or one annotator's."""
    return name.endswith(".jsonl") and ".annotations." in f"{name.removesuffix('.jsonl')}."


def path_of(document: Document) -> Path | None:
    """The briefing's file, or None for stdin and URLs."""
    return None if document.is_piped or document.is_page else absolute(Path(document.source))


def file_of(document: Document) -> Path | None:
    """The file that a briefing is in: its own, or the feed or mailbox that it is the n-th of."""
    path = path_of(document)
    if path is None or is_there(path):
        return path
    container = container_of(path.name)
    return path if container is None else path.with_name(container)


def source_key(document: Document) -> str:
    """A name that is always the same for the same file, URL or piped text."""
    path = path_of(document)
    name = str(path) if path else document.source if document.is_page else document.sha256
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:32]


def shared_files(briefing: Path) -> tuple[Path, ...]:
    """The files `BRIEFING.annotations.NAME.jsonl` beside a briefing, in the order of their names."""
    start, end = f"{briefing.name}.annotations.", ".jsonl"
    names = _names_in(briefing.parent, start, end)
    return tuple(briefing.with_name(name) for name in names if name != start + end)


def is_annotated_nearby(path: Path, document: Document) -> bool:
    """Whether a file of annotations in the same folder, whatever it is called, was made on this very text."""
    names = _names_in(absolute(path).parent, "", ".jsonl")[:_LOOKED_THROUGH]
    name = document.sha256.encode()
    return any(_mentions(path.with_name(other), name) for other in names if other != path.name)


def login_name() -> str:
    """The login name, if known."""
    named = os.environ.get("LOGNAME") or os.environ.get("USER")
    if named:
        return named
    try:
        import pwd  # not on every platform

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return "unknown"


def _names_in(folder: Path, start: str, end: str) -> list[str]:
    """The names in a folder with that start and end, which do not overlap, sorted; none if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return []
    size = len(start) + len(end)
    return sorted(name for name in names if len(name) >= size and name.startswith(start) and name.endswith(end))


def _is_shared_name(path: Path, briefing: Path | None) -> bool:
    """Whether a file, which may not exist yet, is named like one annotator's file of a briefing."""
    if briefing is None or real(path.parent) != real(briefing.parent):
        return False
    return path.name.startswith(f"{briefing.name}.annotations.") and path.name.endswith(".jsonl")


def _mentions(path: Path, name: bytes) -> bool:
    try:
        return name in read_regular(path, _LARGEST_LOOKED_THROUGH)
    except (OSError, ValueError):  # even for a name that no file can have
        return False


def _hidden_name(document: Document) -> str:
    path = path_of(document)
    key = f"{source_key(document)}{SUFFIX}"
    return f"{cut_name(path.name[:60], _LONGEST_NAME - len(key) - 1)}-{key}" if path else key


def _writable(beside: Path) -> bool:
    if is_there(beside):
        return os.access(beside, os.W_OK)
    return os.access(beside.parent, os.W_OK | os.X_OK)


def _sentence(why: str, path: Path) -> str:
    return f"{why}: annotations are saved in {path}."
