"""What the headers and footers of pages say: not in the text, but told in a warning where it is more than a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.source.office_blocks import Block

PAGE = "\ufffc"  # stands for the number of a page, or how many there are
KINDS = ("header", "footer")
_FIELD = re.compile(r"\A\s*+(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_APART = re.compile(r"[\t\n|·•]|[ \u00a0][-–—][ \u00a0]")
_LONGEST = 200  # characters that are told of each
_LONGEST_READ = 2_000
_MOST_PARTS = 20
_MOST_BESIDE_NUMBER = 4  # words around the number of a page that only say that it is one


def is_page_field(code: str) -> bool:
    """Whether the field of a word processor with that code shows the number of a page, or how many there are."""
    return _FIELD.match(code) is not None


def words_of(blocks: Iterable[Block]) -> str:
    """The words of a header or footer that was read into blocks, one line each."""
    return "\n".join("".join(piece.text for piece in block.pieces) for block in blocks)


def warnings(margins: Iterable[tuple[str, str]], text: str, title: str) -> tuple[str, ...]:
    """A sentence with what the first header and the first footer that say something say; none when none does.

    `margins` are their kinds and words, with `PAGE` for the numbers of pages. What the `text` or its `title` says
    already is not told.
    """
    told: dict[str, str] = {}
    shown = _plain(f"{text}\n{title}")
    for kind, words in margins:
        if kind not in told and (said := _said(words, shown)):
            told[kind] = said
    if not told:
        return ()
    said = ", and the ".join(f"{kind} of its pages says: “{told[kind]}”" for kind in KINDS if kind in told)
    return (f"The {said}.",)


def _said(words: str, shown: str) -> str:
    kept = []
    for part in _APART.split(words[:_LONGEST_READ])[:_MOST_PARTS]:
        plain = " ".join(part.replace(PAGE, " ").split())
        is_number = PAGE in part and len(plain.split()) <= _MOST_BESIDE_NUMBER
        if sum(sign.isalpha() for sign in plain) > 1 and not is_number and _plain(plain) not in shown:
            kept.append(plain)
    said = " | ".join(dict.fromkeys(kept))
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
