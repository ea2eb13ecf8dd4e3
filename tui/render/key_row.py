"""Keys and what they do, in one row, as the footer and sentences show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.keys import BY_ID, shown_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def key_of(keys: Mapping[str, Sequence[str]], id: str) -> str:
    """The first key of a command as people write it; of one without keys, what to type on the command line."""
    return shown_key(keys[id][0]) if keys[id] else f":{id}"


def key_row(keys: Mapping[str, Sequence[str]], ids: Sequence[str], words: Mapping[str, str] | None = None) -> Content:
    """The first key of each command with what it does: in `words` where they are given, else in its own."""
    parts: list[str | tuple[str, str]] = []
    for id_ in ids:
        if keys[id_]:
            said = (words or {}).get(id_) or BY_ID[id_].short or BY_ID[id_].words
            parts += [(shown_key(keys[id_][0]), "bold $primary"), f" {said}   "]
    return Content.assemble(*parts)
