"""Which annotation files belong to a text, by its hash: a briefing that was renamed or moved finds its annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from content.store.durable import make_folder, replace
from content.store.locations import state_dir
from content.store.paths import absolute
from content.store.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.document.model import Document

_MOST = 20  # files remembered for one text


def known_places(document: Document) -> tuple[Path, ...]:
    """The annotation files used for this text, whatever its name was, the last one first."""
    return _read(_path(document))


def all_known_places() -> Iterator[tuple[str, Path]]:
    """All annotation files that were used, each with the SHA-256 of its text."""
    try:
        kept = sorted(_folder().glob("*.json"))
    except OSError:
        return
    for path in kept:
        yield from ((path.stem, place) for place in _read(path))


def _read(path: Path) -> tuple[Path, ...]:
    try:
        value = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return ()
    names = value if isinstance(value, list) else []
    return tuple(Path(name) for name in names if isinstance(name, str) and Path(name).is_absolute() and Path(name).name)


def keep_places(document: Document, paths: Iterable[Path]) -> None:
    """Remembers where a text's annotations are, in addition to what is known; what cannot be kept is skipped."""
    known = known_places(document)
    places = tuple(dict.fromkeys([*(absolute(path) for path in paths), *known]))[:_MOST]
    if places == known:
        return
    try:
        make_folder(_path(document).parent)
        replace(_path(document), json.dumps([str(place) for place in places]).encode())
    except OSError:
        return


def _path(document: Document) -> Path:
    return _folder() / f"{document.sha256}.json"


def _folder() -> Path:
    return state_dir() / "places"
