"""What a reader hides for themselves: the ids of others' annotations, one small file each in the data directory."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from content.store.durable import make_folder, replace
from content.store.regular import SMALL, read_regular
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def hidden_ids() -> frozenset[str]:
    """The ids of the annotations that this reader has hidden, whatever briefing they are on."""
    try:
        paths = [path for path in _folder().iterdir() if not path.name.startswith(".")]
    except OSError:
        return frozenset()
    return frozenset(filter(None, map(_read, paths)))


def keep_hidden(ids: Iterable[str], hidden: frozenset[str]) -> bool:
    """Keeps of each of the `ids` whether it is among the `hidden` ones; returns whether all could be kept."""
    try:
        for name in ids:
            path = _folder() / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
            if name in hidden:
                make_folder(path.parent)
                replace(path, name.encode("utf-8", "surrogatepass"))
            else:
                path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _folder() -> Path:
    return data_dir() / "hidden"


def _read(path: Path) -> str:
    try:
        return read_regular(path, SMALL).decode("utf-8", "surrogatepass")
    except (OSError, ValueError):
        return ""
