"""What each block is for: headline, heading, paragraph, quote, attribution and the rest, by evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.structure.lexicon import word_lists
from content.structure.marking import is_marking_line
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.blocks import Piece

_MARKED = {
    Markup.HEADING: (Role.HEADING, "marked up as a heading"),
    Markup.BLOCK_QUOTE: (Role.QUOTE, "marked up as a block quote"),
    Markup.LIST_ITEM: (Role.LIST_ITEM, "marked up as a list item"),
    Markup.CAPTION: (Role.CAPTION, "marked up as a caption"),
    Markup.CODE_BLOCK: (Role.OTHER, "marked up as code"),
    Markup.TABLE_ROW: (Role.OTHER, "marked up as a row of a table"),
    Markup.PARAGRAPH: (Role.PARAGRAPH, "marked up as a paragraph"),
}
_STOP = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•‣◦▪*+]|[-–—](?=\s+\S)|\(?\d{1,2}[.)])\s+\S")
_DASH = re.compile(r"[-–—―~]\s*\S")
_BYLINE = re.compile(
    r"(?:by|von|par|por|de notre)\s+[A-ZÄÖÜ][\w.'’-]+(?:\s|$)|(?:published|updated|stand:)\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"^(?:photo|foto|image|bild|picture|caption|source|quelle|credit)s?\s*[:/]|\((?:photo|foto|bild)\b"
    r"|/(?:dpa|reuters|afp|ap|getty)\b|getty images|©",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]+$")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def judge_roles(text: str, pieces: Sequence[Piece]) -> list[tuple[Role, Reason]]:
    """A role and its reason for each block."""
    lines = [piece.range.of(text) for piece in pieces]
    judged = [
        _marked_role(piece) or _line_role(lines, index, after_blank=piece.after_blank)
        for index, piece in enumerate(pieces)
    ]
    _find_headline(pieces, lines, judged)
    if not any(piece.markup for piece in pieces):
        _find_pull_quotes(lines, judged)
    else:
        _find_marked_attributions(lines, judged)
    return judged


def _marked_role(piece: Piece) -> tuple[Role, Reason] | None:
    if piece.markup is None:
        return None
    role, words = _MARKED[piece.markup]
    return role, Reason(words, 1.0)


def _line_role(lines: Sequence[str], index: int, *, after_blank: bool) -> tuple[Role, Reason]:
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if is_marking_line(line):
        return Role.OTHER, Reason("a marking of the Traffic Light Protocol", 0.99)
    if _RULE.match(line):
        return Role.OTHER, Reason("no words", 0.95)
    if _BULLET.match(line):
        return Role.LIST_ITEM, Reason("starts with a bullet or a number", 0.9)
    if len(line) < 200 and _CREDIT.search(line):
        return Role.CAPTION, Reason("names a photo or its source", 0.8)
    if len(line) < 120 and _BYLINE.match(line):
        return Role.BYLINE, Reason("names the author or the time of publication", 0.8)
    if len(line) > 110 or (_STOP.search(line) and not line.endswith("?")):
        return Role.PARAGRAPH, Reason("long" if len(line) > 110 else "ends like a sentence", 0.9)
    if len(following) > 110 or _STOP.search(following):
        return Role.HEADING, Reason("short, no full stop, followed by a paragraph", 0.85 + 0.05 * after_blank)
    return Role.PARAGRAPH, Reason("nothing speaks for another role", 0.5)


def _find_headline(pieces: Sequence[Piece], lines: Sequence[str], judged: list[tuple[Role, Reason]]) -> None:
    """The first line that could be one becomes the headline."""
    for index, (piece, (role, _)) in enumerate(zip(pieces, judged, strict=True)):
        if piece.markup is Markup.HEADING:
            judged[index] = Role.HEADLINE, Reason("the first heading marked up", 1.0)
            return
        if role is Role.OTHER or role is Role.BYLINE:
            continue
        if piece.markup is None and len(lines[index]) <= 200 and index + 1 < len(pieces):
            judged[index] = Role.HEADLINE, Reason("the first line, and short", 0.9)
        if piece.markup is None:
            return


def _find_marked_attributions(lines: Sequence[str], judged: list[tuple[Role, Reason]]) -> None:
    """A dash and a name under a block quote is its attribution."""
    for index in range(1, len(lines)):
        quoted = judged[index - 1][0] is Role.QUOTE
        if quoted and judged[index][0] in {Role.QUOTE, Role.PARAGRAPH} and _DASH.match(lines[index]):
            judged[index] = Role.ATTRIBUTION, Reason("starts with a dash after a block quote", 0.95)


def _find_pull_quotes(lines: Sequence[str], judged: list[tuple[Role, Reason]]) -> None:
    """Words that stand alone above a short line that names who said them."""
    body = [set(_TOKEN.findall(line.lower())) for line in lines]
    for index in range(1, len(lines) - 1):
        words = _TOKEN.findall(lines[index])
        if judged[index][0] not in {Role.HEADING, Role.PARAGRAPH} or not 6 <= len(words) <= 60:
            continue
        named = _names_speaker(lines, index + 1)
        if named is None:
            continue
        own = {word.lower() for word in words}
        repeats = any(len(own & other) >= 0.8 * len(own) for at, other in enumerate(body) if at != index)
        bare = not _STOP.search(lines[index]) or repeats
        if bare or lines[index][0] in '“„«"':
            sure = 0.75 + 0.15 * repeats
            why = "repeats words of the text, " if repeats else ""
            judged[index] = Role.QUOTE, Reason(f"{why}stands alone above a line that names who said it", sure)
            judged[index + 1] = Role.ATTRIBUTION, Reason(f"under a quote, {named}", sure)


def _names_speaker(lines: Sequence[str], index: int) -> str | None:
    """Why the line could be the name of whoever said the line before, or None when it could not."""
    line = lines[index]
    words = _TOKEN.findall(line)
    if not 1 <= len(words) <= 9 or _STOP.search(line):
        return None
    if _DASH.match(line):
        return "starts with a dash"
    people = frozenset().union(*word_lists("people").values())
    if words[-1].lower() in people or ("," in line and any(word.lower() in people for word in words)):
        return "names a role"
    capital = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
    if capital and any(words[-1] in other for at, other in enumerate(lines) if at != index):
        return "a name that the text has elsewhere"
    return None
