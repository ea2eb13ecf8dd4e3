"""Rules for lines of a page that are around its text and say so: credits, names, what leads elsewhere or asks.

Pages have such lines in other languages than their text: their phrases are those of all languages together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from content.languages.folding import fold
from content.languages.language import every
from content.languages.phrases import any_of
from content.structure.model import Reason, Role
from content.structure.syntax.tokens import is_capitalised_name

if TYPE_CHECKING:
    from content.structure.lines.judged_lines import Judged, Lines

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ALONE = re.compile(r"\A(?:\W*+$|\s?[:：]\s*\S)")
_BRIEF = 80  # characters
_NEAR_EDGE = 3  # lines
_LONGEST_TITLE = 100
_LONGEST_CREDIT = 60
_LONGEST_NAME = 80


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"{any_of(every().dated)}(?!\w)", re.IGNORECASE)


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(any_of(every().elsewhere), re.IGNORECASE)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(any_of(every().asks), re.IGNORECASE)


@cache
def _inviting() -> re.Pattern[str]:
    return re.compile(any_of(every().invites), re.IGNORECASE)


@cache
def _made_by() -> re.Pattern[str]:
    return re.compile(any_of(every().made_by), re.IGNORECASE)


@cache
def opens_byline() -> re.Pattern[str]:
    """“By” and the like before a name."""
    return re.compile(rf"{any_of(every().byline_openers)}(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)


@cache
def _copyright() -> re.Pattern[str]:
    page = every()
    return re.compile(rf"©|{any_of(page.copyrights)}\s?(?:©|\d{{4}}|{any_of(page.photo_credits_of)}\b)", re.IGNORECASE)


@cache
def _reading_time() -> re.Pattern[str]:
    return re.compile(any_of(every().reading_time), re.IGNORECASE)


@cache
def _from_elsewhere() -> re.Pattern[str]:
    return re.compile(rf"[（(\[【]?\s?{any_of(every().from_elsewhere)}\s?[:：\s|/《]")


@cache
def _table() -> re.Pattern[str]:
    return re.compile(rf"{any_of(every().tables)}\.?\s?\d{{1,3}}\s?[.:–—-]", re.IGNORECASE)


@cache
def _credit() -> re.Pattern[str]:
    page = every()
    return re.compile(
        rf"{any_of(page.photo_credits)}(?:\s?[:：/=©]\s?\S| {any_of(page.photo_credits_of)} (?P<name>\S.*))",
        re.IGNORECASE,
    )


def _is_dated(line: str) -> bool:
    """Whether a line says when its text was written, and no more than that."""
    said = _dated().match(line)
    words = [word.strip(".,:()|") for word in fold(line[said.end() :]).split()] if said else []
    names = {word for word in words if word and not word[0].isdigit()}
    return any(word[:1].isdigit() for word in words) and names <= every().months_and_days | every().clock


def _leads_elsewhere(line: str) -> bool:
    """Whether a line is such a phrase alone, or has it before a colon."""
    said = _elsewhere().match(line)
    return said is not None and not line.endswith(".") and _ALONE.match(line[said.end() :]) is not None


def _asks(line: str) -> bool:
    """Whether a line asks the reader to do something on the page, or invites to one of its channels."""
    said = _asking().match(line)
    if said is None and (said := _inviting().match(line)) is not None:
        rest = set(_WORD.findall(fold(line[said.end() :])))
        if ":" in line or (rest and rest.isdisjoint(every().channels)):
            return False
    return said is not None and not line[said.end() : said.end() + 1].isalnum()


_KINDS: tuple[tuple[Callable[[str], object], int, str], ...] = (
    (_leads_elsewhere, 2 * _BRIEF, "leads to other pages"),
    (_asks, _BRIEF, "asks the reader to do something"),
    (lambda line: _copyright().match(line), 2 * _BRIEF, "a copyright"),
    (_is_dated, _BRIEF, "says when it was written"),
    (lambda line: _reading_time().match(line), _BRIEF, "says how long it takes to read"),
    (lambda line: _from_elsewhere().match(line), _BRIEF, "says where it comes from"),
)


def table_title(lines: Lines, index: int) -> Judged | None:
    line = lines.words[index]
    if index == lines.first or len(line) > _LONGEST_TITLE or not _table().match(line):
        return None
    return Role.CAPTION, Reason("the title of a table or figure", 0.9)


def photo_credit(lines: Lines, index: int) -> Judged | None:
    """Foto: X; photo by X Y."""
    line = lines.words[index]
    said = _credit().match(line) if index != lines.first and len(line) <= _LONGEST_CREDIT else None
    if said is None or (said["name"] and not is_capitalised_name(said["name"].replace("/", " "), every())):
        return None
    return Role.CAPTION, Reason("a photo credit", 0.9)


def prompt(lines: Lines, index: int) -> Judged | None:
    """What leads to other pages, asks the reader, or says whose and when."""
    line = lines.words[index]
    why = next((words for kind, most, words in _KINDS if len(line) <= most and kind(line)), None)
    return (Role.OTHER, Reason(why, 0.9)) if why and index != lines.first else None


def byline(lines: Lines, index: int) -> Judged | None:
    """By X Y; Von X Y und Z W, NDR: whole names and nothing else, near the top or the end; reporting by X."""
    line = lines.words[index]
    if index == lines.first or len(line) > _LONGEST_NAME:
        return None
    credited = _made_by().match(line)
    if credited is not None and line[credited.end() + 1 : credited.end() + 2].isupper():
        return Role.BYLINE, Reason("names who made it", 0.9)
    by = opens_byline().match(line)
    outside = index - lines.first <= _NEAR_EDGE or len(lines.words) - index <= _NEAR_EDGE
    if by is None or not outside or not is_capitalised_name(line[by.end() :], every()):
        return None
    first = list(takewhile(lambda word: fold(word) not in every().conjunctions, line[by.end() :].split(",")[0].split()))
    return (Role.BYLINE, Reason("names who wrote it", 0.9)) if len(first) > 1 else None
