"""What ends a mail or a part of it: the close with a name, the signature, the notes of programs and lawyers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from content.languages.phrases import PagePattern
from content.structure.kinds.mail.fields import WORDS
from content.structure.kinds.mail.quoting import quoted

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_END = r"(?: [^\W\d_][\w'’]*){0,3} ?[,.!]{0,2}$"
_CLOSING = PagePattern(r"{closings}" + _END)
_CLOSES = WORDS.pattern(r"{closes} ?[,.!]{0,2}$")  # also words that begin other lines
_DASHES = frozenset({"--", "—", "-- "})
_SENT_FROM = WORDS.pattern(r"[>(\[*_ ]{0,4}{sent_from}(?!\w)")
_DISCLAIMER = WORDS.pattern(r"[>(\[*_ ]{0,6}{disclaimers}(?!\w)")
_ABOUT = WORDS.pattern(r"(?<!\w){about_messages}(?!\w)")
_NAME = re.compile(r"(?:[-–—~/*]{0,2} ?)[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}[,.*]?$")
_SIGNED = re.compile(r"[-–—~/*]{1,2} ?[^\W\d_][\w.'’ -]{0,30}$|[A-ZÀ-ÞА-Я][\w'’-]*(?: [A-ZÀ-ÞА-Я][\w.'’-]*){0,2},?$")
_REACHED = re.compile(r"<?\S+@\S+$|\S+\.\S+/\S*$|\+?[\d() ./-]{6,24}$")
_LONGEST_NOTE = 100
_LONGEST_NAME = 40
_LONGEST_CLOSING = 60
_WIDEST = 90
_MOST_LINES = 14
_MOST_NAMES = 3


def sent_from(line: str) -> bool:
    """Whether a line is one that a program adds: sent from such a device."""
    return len(line) <= _LONGEST_NOTE and _SENT_FROM.match(line) is not None


def disclaimer(line: str) -> bool:
    """Whether a line tells what may be done with the mail, or how to get no more of them."""
    return _DISCLAIMER.match(line) is not None and _ABOUT.search(line) is not None


def is_closing(line: str) -> bool:
    """Whether a line is a complimentary close and nothing else."""
    return len(line) <= _LONGEST_CLOSING and (_CLOSING.match(line) or _CLOSES.match(line)) is not None


def is_name(line: str) -> bool:
    """Whether a line may be the name under a mail."""
    return len(line) <= _LONGEST_NAME and _NAME.match(line) is not None


def closings(page: Page, borders: frozenset[int]) -> Iterator[int]:
    """The lines of each close with the names under it; none goes over a border, where another mail begins."""
    for index, line in enumerate(page.words):
        opens = index == 0 or index - 1 in borders  # thanks at the start are an answer
        if opens or index in borders or quoted(line) or not is_closing(line):
            continue
        yield index
        named = False
        for at in range(index + 1, min(index + 1 + _MOST_LINES, len(page.words))):
            below = page.words[at]
            if at in borders or quoted(below) or (named and page.blank_before(at)) or len(below) > _WIDEST:
                break
            if not named and not is_name(below):
                break
            named = True
            yield at


def signatures(page: Page, borders: frozenset[int]) -> Iterator[int]:
    """The lines of each signature under two hyphens."""
    for index, line in enumerate(page.words):
        if line not in _DASHES or index == 0:
            continue
        below = list(
            takewhile(
                lambda at: at not in borders and not quoted(page.words[at]),
                range(index + 1, min(index + 2 + _MOST_LINES, len(page.words))),
            )
        )
        ends = len(below) <= _MOST_LINES
        if ends and all(len(page.words[at]) <= _WIDEST for at in below[:_MOST_NAMES]):
            yield index
            yield from below


def names_before(page: Page, borders: frozenset[int]) -> Iterator[int]:
    """The lines with a name, and what it takes to reach its bearer, right above another mail or at the end."""
    for end in (*sorted(borders), len(page.words)):
        if end - 1 in borders:
            continue
        at = end - 1
        while at > 0 and end - at < _MOST_NAMES and _REACHED.match(page.words[at]):
            at -= 1
        opens = at <= 0 or at - 1 in borders
        if not opens and at not in borders and len(page.words[at]) <= _LONGEST_NAME and _SIGNED.match(page.words[at]):
            yield from range(at, end)
