"""Which annotation files belong to a text, by its hash: a briefing that was renamed or moved finds its annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.store.durable import make_folder, replace
from content.store.library import place_of_source
from content.store.paths import absolute
from content.store.regular import read_regular
from content.store.xdg import state_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.document.model import Document

_MOST = 20  # files remembered for one text


def known_places(document: Document) -> tuple[Path, ...]:
    """The annotation files used for this text, whatever its name was, the last one first."""
    return _paths(_read(_place(document)))


def all_known_places() -> Iterator[tuple[str, Path]]:
    """All annotation files that were used, each with the SHA-256 of its text."""
    for kept in _all("places"):
        yield from ((kept.stem, place) for place in _paths(_read(kept)))


def keep_places(document: Document, paths: Iterable[Path]) -> None:
    """Remembers where a text's annotations are, in addition to what is known; what cannot be kept is skipped."""
    known = known_places(document)
    places = _united(paths, known)
    if places != known:
        _write(_place(document), [str(place) for place in places])


def all_named() -> Iterator[tuple[str, str, Path]]:
    """All annotation files that the reader named, each with the place and the SHA-256 of the text it was named for."""
    for kept in _all("named"):
        source, paths = _named(_read(kept))
        yield from ((source, kept.stem, path) for path in paths)


def keep_named(document: Document, paths: Iterable[Path]) -> None:
    """Remembers files that the reader named for a text's annotations; what cannot be kept is skipped.

    They are for lists of marks alone: a briefing that is opened without them does not get their marks.
    """
    kept = state_dir() / "named" / f"{document.sha256}.json"
    known = _named(_read(kept))
    now = place_of_source(document.source), _united(paths, known[1])
    if now != known:
        _write(kept, {"source": now[0], "files": [str(path) for path in now[1]]})


def _united(paths: Iterable[Path], known: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys([*(absolute(path) for path in paths), *known]))[:_MOST]


def _all(folder: str) -> list[Path]:
    try:
        return sorted((state_dir() / folder).glob("*.json"))
    except OSError:
        return []


def _read(path: Path) -> Any:
    try:
        return json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return None


def _named(value: Any) -> tuple[str, tuple[Path, ...]]:
    """The place of a briefing and the files that were named for it; "" and none for anything else."""
    found = value if isinstance(value, dict) else {}
    source = found.get("source")
    return (source, _paths(found.get("files"))) if isinstance(source, str) else ("", ())


def _paths(value: Any) -> tuple[Path, ...]:
    names = value if isinstance(value, list) else []
    return tuple(Path(name) for name in names if isinstance(name, str) and Path(name).is_absolute() and Path(name).name)


def _write(path: Path, value: Any) -> None:
    try:
        make_folder(path.parent)
        replace(path, json.dumps(value).encode())
    except OSError:
        return


def _place(document: Document) -> Path:
    return state_dir() / "places" / f"{document.sha256}.json"
