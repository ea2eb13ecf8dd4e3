"""What the name of a style in a word processor says about the paragraphs in it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from content.document.model import Markup

_NUMBERED = re.compile(r"(.{2,40}?) {0,2}([1-9])")
_ENCODED = re.compile(r"_([0-9a-f]{2})_")
_DEEPEST = 6
_KINDS = {
    "title": (Markup.HEADING, 1),
    "subtitle": (Markup.HEADING, 2),
    "quote": (Markup.BLOCK_QUOTE, 1),
    "caption": (Markup.CAPTION, 0),
    "code": (Markup.CODE_BLOCK, 0),
    "byline": (Markup.BYLINE, 0),
}


@cache
def _names() -> dict[str, frozenset[str]]:
    written = tomllib.loads((Path(__file__).parent / "style_names.toml").read_text("utf-8"))
    return {kind: frozenset(names) for kind, names in written.items()}


def plain(name: str) -> str:
    """The name in lower case, its blanks as blanks: OpenDocument writes them as `_20_`."""
    return _ENCODED.sub(lambda code: chr(int(code[1], 16)), name[:200].lower()).replace("_", " ").strip()


def kind_of(name: str) -> tuple[Markup, int] | None:
    """What paragraphs in a style of that name are, with the level of a heading; None for plain ones."""
    said = plain(name)
    names = _names()
    numbered = _NUMBERED.fullmatch(said)
    if numbered and numbered[1] in names["heading"]:
        return Markup.HEADING, min(int(numbered[2]), _DEEPEST)
    return next((meant for kind, meant in _KINDS.items() if said in names[kind]), None)


def is_inline_code(name: str) -> bool:
    """Whether words in a character style of that name are code."""
    return plain(name) in _names()["inline_code"]


def outline(level: int) -> tuple[Markup, int]:
    """A heading at that outline level, from 1; those below the sixth are taken for the sixth."""
    return Markup.HEADING, min(max(level, 1), _DEEPEST)
