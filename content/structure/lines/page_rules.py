"""Rules for lines of a page that are around its text and say so: credits, names, what leads elsewhere or asks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.languages.phrases import PagePattern
from content.structure.model import Reason, Role
from content.structure.syntax.tokens import is_capitalised_name

if TYPE_CHECKING:
    from content.structure.lines.judged_lines import Judged, Lines

_DATED = PagePattern(r"{dated}(?!\w)")
_ELSEWHERE = PagePattern(r"\A(?>{elsewhere})(?:\W*+|\s?[:：]\s*\S.*)(?<!\.)$")  # alone, or before a colon
_ASKS = PagePattern("{asks}")
_INVITES = PagePattern("{invites}")
_MADE_BY = PagePattern("{made_by}")
OPENS_BYLINE = PagePattern(r"{byline_openers}(?:\s*:\s*|\s+)(?=\S)")
_COPYRIGHT = PagePattern(r"©|{copyrights}\s?(?:©|\d{4}|{photo_credits_of}\b)")
_READING_TIME = PagePattern("{reading_time}")
_FROM_ELSEWHERE = PagePattern(r"[（(\[【]?\s?{from_elsewhere}\s?[:：\s|/《]")
_TABLE = PagePattern(r"{tables}\.?\s?\d{1,3}\s?[.:–—-]")
_CREDIT = PagePattern(r"{photo_credits}(?:\s?[:：/=©]\s?\S| {photo_credits_of} (?P<name>\S.*))")
_WORD = compiled(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BRIEF = 80  # characters
_NEAR_EDGE = 3  # lines
_LONGEST_TITLE = 100
_LONGEST_CREDIT = 60
_LONGEST_NAME = 80


def _is_dated(line: str) -> bool:
    """Whether a line says when its text was written, and no more than that."""
    said = _DATED.match(line)
    words = [word.strip(".,:()|") for word in fold(line[said.end() :]).split()] if said else []
    names = {word for word in words if word and not word[0].isdigit()}
    return any(word[:1].isdigit() for word in words) and names <= every().months_and_days | every().clock


def _asks(line: str) -> bool:
    """Whether a line asks the reader to do something on the page, or invites to one of its channels."""
    said = _ASKS.match(line)
    if said is None and (said := _INVITES.match(line)) is not None:
        rest = set(_WORD.findall(fold(line[said.end() :])))
        if ":" in line or (rest and rest.isdisjoint(every().channels)):
            return False
    return said is not None and not line[said.end() : said.end() + 1].isalnum()


_KINDS: tuple[tuple[Callable[[str], object], int, str], ...] = (
    (_ELSEWHERE.match, 2 * _BRIEF, "elsewhere"),
    (_asks, _BRIEF, "asks"),
    (_COPYRIGHT.match, 2 * _BRIEF, "copyright"),
    (_is_dated, _BRIEF, "dated"),
    (_READING_TIME.match, _BRIEF, "reading-time"),
    (_FROM_ELSEWHERE.match, _BRIEF, "from-elsewhere"),
)


def caption(lines: Lines, index: int) -> Judged | None:
    """Table 1: X; Foto: X; photo by X Y."""
    line = lines.words[index]
    if index == lines.first or len(line) > _LONGEST_TITLE:
        return None
    if _TABLE.match(line):
        return Role.CAPTION, Reason.of("table-title", 0.9)
    said = _CREDIT.match(line) if len(line) <= _LONGEST_CREDIT else None
    if said is None or (said["name"] and not is_capitalised_name(said["name"].replace("/", " "), every())):
        return None
    return Role.CAPTION, Reason.of("photo-credit", 0.9)


def prompt(lines: Lines, index: int) -> Judged | None:
    """What leads to other pages, asks the reader, or says whose and when."""
    line = lines.words[index]
    why = next((words for kind, most, words in _KINDS if len(line) <= most and kind(line)), None)
    return (Role.OTHER, Reason.of(why, 0.9)) if why and index != lines.first else None


def byline(lines: Lines, index: int) -> Judged | None:
    """By X Y; Von X Y und Z W, NDR: whole names and nothing else, near the top or the end; reporting by X."""
    line = lines.words[index]
    if index == lines.first or len(line) > _LONGEST_NAME:
        return None
    credited = _MADE_BY.match(line)
    if credited is not None and line[credited.end() + 1 : credited.end() + 2].isupper():
        return Role.BYLINE, Reason.of("made-by", 0.9)
    by = OPENS_BYLINE.match(line)
    outside = index - lines.first <= _NEAR_EDGE or len(lines.words) - index <= _NEAR_EDGE
    if by is None or not outside or not is_capitalised_name(line[by.end() :], every()):
        return None
    first = list(takewhile(lambda word: fold(word) not in every().conjunctions, line[by.end() :].split(",")[0].split()))
    return (Role.BYLINE, Reason.of("written-by", 0.9)) if len(first) > 1 else None
