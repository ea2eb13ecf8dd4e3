"""What each block of a marked-up text is for: its markup at its word, and what markup leaves unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.structure.lines.page_rules import OPENS_BYLINE
from content.structure.model import Reason, Role
from content.structure.syntax.tokens import is_capitalised_name

if TYPE_CHECKING:
    from content.structure.lines.blocks import Piece
    from content.structure.lines.judged_lines import Judged

MARKED = {
    Markup.HEADING: (Role.HEADING, "marked-heading"),
    Markup.BLOCK_QUOTE: (Role.QUOTE, "marked-quote"),
    Markup.LIST_ITEM: (Role.LIST_ITEM, "marked-item"),
    Markup.CAPTION: (Role.CAPTION, "marked-caption"),
    Markup.ATTRIBUTION: (Role.ATTRIBUTION, "marked-source"),
    Markup.BYLINE: (Role.BYLINE, "marked-byline"),
    Markup.STANDFIRST: (Role.STANDFIRST, "marked-standfirst"),
    Markup.NOTE: (Role.OTHER, "marked-note"),
    Markup.CODE_BLOCK: (Role.OTHER, "marked-code"),
    Markup.TABLE_ROW: (Role.OTHER, "marked-row"),
    Markup.PARAGRAPH: (Role.PARAGRAPH, "marked-paragraph"),
}
_DASHED_NAME = compiled(r"[-–—―~]\s*\S")
_AFTER_NAME = compiled(r"[,|/•·(–—]| - ")
_LONGEST_BYLINE = 120  # characters
_LONGEST_OFFICE = 64  # characters after the name
_LONGEST_ATTRIBUTION = 120
_BETWEEN = frozenset({Role.HEADING, Role.CAPTION, Role.OTHER, Role.STANDFIRST})  # what may stand above the byline


def judge_marked(text: str, pieces: Sequence[Piece]) -> list[Judged]:
    """Markup at its word: the first heading, if it opens the text or is of the highest level, is the headline."""
    judged = []
    for piece in pieces:
        role, words = MARKED[piece.markup] if piece.markup else (Role.PARAGRAPH, "unmarked")
        judged.append((role, Reason.of(words, 1.0 if piece.markup else 0.5)))
    heads = [index for index, piece in enumerate(pieces) if piece.markup is Markup.HEADING]
    if heads and (sum(not piece.linked for piece in pieces[: heads[0]]) <= 2 or pieces[heads[0]].level == 1):
        judged[heads[0]] = Role.HEADLINE, Reason.of("first-heading", 1.0)
        _around_headline(text, pieces, judged, heads[0])
    for index in range(1, len(pieces)):
        quoted = judged[index - 1][0] is Role.QUOTE
        below = judged[index][0] in {Role.QUOTE, Role.PARAGRAPH} and len(pieces[index].range) <= _LONGEST_ATTRIBUTION
        if quoted and below and _DASHED_NAME.match(pieces[index].range.of(text)):
            judged[index] = Role.ATTRIBUTION, Reason.of("dash-after-quote", 0.95)
    return judged


def _around_headline(text: str, pieces: Sequence[Piece], judged: list[Judged], headline: int) -> None:
    """Set the roles of links above the headline and of a byline below it."""
    for index in range(headline):
        if pieces[index].linked:
            judged[index] = Role.OTHER, Reason.of("only-links", 0.9)
    for index in range(headline + 1, min(headline + 3, len(pieces))):
        if judged[index][0] is Role.PARAGRAPH and _is_byline(pieces[index].range.of(text)):
            judged[index] = Role.BYLINE, Reason.of("byline-below", 0.9)
        if judged[index][0] not in _BETWEEN:
            return


def _is_byline(line: str) -> bool:
    by = OPENS_BYLINE.match(line) if len(line) <= _LONGEST_BYLINE and line[-1] not in ".!?:" else None
    if by is None:
        return False
    words = line[by.end() :]
    name = _AFTER_NAME.split(words, maxsplit=1)[0].rstrip()
    named = ")" not in name and is_capitalised_name(name, every()) and every().calendar.isdisjoint(fold(name).split())
    return named and len(words) - len(name) <= _LONGEST_OFFICE
