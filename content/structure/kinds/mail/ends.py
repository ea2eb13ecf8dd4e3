"""What ends a mail or a part of it: the close with a name, the signature, the notes of programs and lawyers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from content.kept import compiled
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
_NAME = compiled(r"\A(?:[-–—~/*]{0,2} ?)[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}[,.*]?$")
_SIGNED = compiled(r"[-–—~/*]{1,2} ?[^\W\d_][\w.'’-]{0,20}(?: [^\W\d_][\w.'’-]{0,20}){0,3}$")
_CALLED = compiled(r"\A[A-ZÀ-ÞА-Я][\w'’-]*(?: [A-ZÀ-ÞА-Я][\w.'’-]*){0,2},?$")
_REACHED = compiled(r"\A<?[^\s@]+@\S+$|\A[^\s/.]+\.[^\s/]+/\S*$|\A\+?[\d() ./-]{6,24}$")
_LONGEST_NOTE = 100
_LONGEST_NAME = 40
_LONGEST_CLOSING = 60
_WIDEST = 90
_MOST_LINES = 14
_MOST_BELOW = 9  # lines below a close, to the end
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
        after = _up_to_border(page, index + 1, borders)
        if len(after) <= _MOST_BELOW and all(is_short(page.words[at]) for at in after):
            yield from after
        else:
            yield from _named(page, after)


def _up_to_border(page: Page, first: int, borders: frozenset[int]) -> list[int]:
    """The lines from `first` on that belong to the same mail, but no more than a signature has."""
    most = range(first, min(first + _MOST_LINES, len(page.words)))
    return list(takewhile(lambda at: at not in borders and not quoted(page.words[at]), most))


def _named(page: Page, lines: Sequence[int]) -> Iterator[int]:
    """Of the lines below a close those with a name and what stands right under it."""
    for at in lines:
        named = at != lines[0]
        if (page.blank_before(at) if named else not is_name(page.words[at])) or len(page.words[at]) > _WIDEST:
            return
        yield at


def is_short(line: str) -> bool:
    """Whether a line may be one of a signature: short, and not a sentence."""
    return len(line) <= _LONGEST_CLOSING and not line.endswith((".", "?", "!", ":", ";"))


def signatures(page: Page, borders: frozenset[int]) -> Iterator[int]:
    """The lines of each signature under two hyphens."""
    for index, line in enumerate(page.words):
        if line not in _DASHES or index == 0:
            continue
        below = _up_to_border(page, index + 1, borders)
        ends = len(below) <= _MOST_LINES
        if ends and all(len(page.words[at]) <= _WIDEST for at in below[:_MOST_NAMES]):
            yield index
            yield from below


def names_before(page: Page, borders: frozenset[int]) -> Iterator[int]:
    """The lines with a name, and what stands below it, right above another mail or at the end."""
    for end in (*sorted(borders), len(page.words)):
        if end - 1 in borders:
            continue
        for at in range(end - 1, max(0, end - 1 - _MOST_NAMES), -1):
            line = page.words[at]
            if at in borders or at - 1 in borders or quoted(line) or not is_short(line):
                break
            signed = _SIGNED.match(line) and not any(map(_SIGNED.match, (page.at(at - 1), page.at(at + 1))))  # no list
            if signed or (_CALLED.match(line) and all(map(_REACHED.match, page.words[at + 1 : end]))):
                yield from range(at, end)
                break
