"""Whether a text is wire copy: by the header of its transmission, or by marks around a report with a dateline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.wire.envelope import (
    BY,
    CARETED,
    CODED,
    KEYWORD,
    NUMBER,
    NUMBERED_SLUG,
    POOL,
    ROUTING,
    SERVICE,
    SERVICE_NUMBER,
    SIGN_OFF,
    SLUG,
    TIME,
    TRANSMISSION,
    agency_of,
    bare,
    header_in,
    is_own_dateline,
)
from content.structure.kinds.wire.signs import mark_of
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_TOP = 12  # lines in which the header of a transmission and the dateline stand
_HEAD = 4
_LEAST_CODED = 4  # different signs
_TAIL = 6
_LONGEST = 60
_PROSE = 45  # characters of a line of a paragraph, at least
_OPENS = frozenset('"“„«(')
_INDENT = 2, 8  # characters before the first line of a paragraph, as in print
_INDENTED = 0.3  # of the long lines: one of three or four lines of a paragraph


def recognise(page: Page) -> Reason | None:
    """Why a text is wire copy, or None."""
    top = page.words[:_TOP]
    lines = [bare(line) for line in top[:_HEAD]]
    if any(map(TRANSMISSION.match, lines[:2])):
        return Reason.of("wire-header", 0.9)
    if any(header_in(line) or ROUTING.match(line) or SERVICE_NUMBER.match(line) for line in lines) or (
        any(map(NUMBER.match, lines)) and any(map(CARETED.match, top))
    ):
        return Reason.of("wire-header", 0.95)
    if len({line[0] for line in top if CODED.match(line)}) >= _LEAST_CODED:
        return Reason.of("wire-header", 0.9)
    if sum(CARETED.match(line) is not None for line in top) >= 2:
        return Reason.of("wire-header", 0.9)
    agency = next((found for line in top if (found := agency_of(bare(line)))), None)
    if agency is None or SERVICE.match(agency):
        first = lines[0] if lines else ""
        numbered = NUMBERED_SLUG.match(first) is not None and page.at(1).isupper()
        joined = first.isupper() and SLUG.match(first) is not None and first.count("/") + first.count("-") > 1
        return Reason.of("wire-slug", 0.6) if numbered or joined else None
    if _above_dateline(lines):
        return Reason.of("wire-dateline", 0.75, agency)
    prose = [line.indent for line in page.lines if len(line.words) > _PROSE and _is_prose(line.words)]
    if len(prose) > 1 and _INDENTED * len(prose) <= sum(_INDENT[0] <= indent <= _INDENT[1] for indent in prose):
        return Reason.of("wire-dateline", 0.65, agency)
    tail = [bare(line) for line in page.words[-_TAIL:] if len(line) <= _LONGEST]
    ends = any(TIME.match(line) or TRANSMISSION.match(line) or SIGN_OFF.match(line) for line in tail)
    own = any(is_own_dateline(line) for line in lines) or agency_of(lines[0]) is not None
    return Reason.of("wire-dateline", 0.6, agency) if ends or own else None


def _is_prose(words: str) -> bool:
    """Whether a line begins with a word, a quotation mark or a bracket, and not as an item of a list."""
    return words[0].isalnum() or words[0] in _OPENS


def _above_dateline(lines: list[str]) -> bool:
    """Whether a slug, a mark or the signature of a byline stands above the report."""
    for line in lines:
        if agency_of(line):
            return False
        if len(line) > 2 * _LONGEST:
            continue
        if any(one.match(line) for one in (TRANSMISSION, POOL, KEYWORD, SLUG, NUMBERED_SLUG)):
            return True
        if mark_of(line):
            return True
        if BY.match(line) and line.endswith("="):
            return True
    return False
