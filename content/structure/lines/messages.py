"""The header and the signature of a message: e-mail, situation report, memorandum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from content.kept import compiled
from content.languages.folding import MARKS, fold
from content.languages.language import every
from content.languages.phrases import PagePattern
from content.structure.lines.furniture import in_columns

_FIELD = compiled(rf"\A\*{{0,2}}([^\W\d_][\w{MARKS}-]*+(?: [\w{MARKS}-]++)?)\*{{0,2}}\s?:\*{{0,2}}(?=\s|$)")
_TIME_GROUP = compiled(r"(?:[A-Z] )?(?:DTG:?\s+)?\d{6}Z\s+[A-Z]{3}\s+\d{2,4}$")
_FORWARDED = compiled(r"\A(?:[-_* ]{3}.*[-_* ]{3}$|[-_]{5}$)")
_CLOSING = PagePattern(r"{closings}\b")
_LEAST_FIELDS = 3
FIRST_LINES = 4  # one of them is a field, if there is a header: a classification or a title may stand above it
_MOST_LINES = 60
_MOST_IN_COLUMNS = 10
_SIGNATURE = 12  # lines at most
_WIDEST_SIGNATURE = 80


def is_field(line: str) -> bool:
    """Whether a line starts with the name of a header field, or is the time group of a military message."""
    return _name(line) is not None or _TIME_GROUP.match(line) is not None


def _name(line: str) -> str | None:
    match = _FIELD.match(line)
    if match is None:
        return None
    name = fold(match[1]).replace(" ", "-")
    return name if name.startswith("x-") or name in every().header_fields else None


def header_of(lines: Sequence[str]) -> tuple[int, int]:
    """The first line of the header and the line after its last; the same number twice without a header."""
    first = next((at for at, line in enumerate(lines[:FIRST_LINES]) if is_field(line)), _MOST_LINES)
    header = list(takewhile(is_field, lines[first:_MOST_LINES]))
    return (first, first + len(header)) if len(set(map(_name, header))) >= _LEAST_FIELDS else (0, 0)


def forwarded_in(lines: Sequence[str], start: int) -> list[int]:
    """The lines of the headers of messages that a message has in it, with the line that announces them."""
    found: list[int] = []
    at = start
    while at < len(lines):
        end = at
        while end < len(lines) and is_field(lines[end]):
            end += 1
        if end - at >= _LEAST_FIELDS:
            found.extend(range(at - 1 if _FORWARDED.match(lines[at - 1]) else at, end))
        at = max(end, at + 1)
    return found


def letterhead_of(lines: Sequence[str]) -> int:
    """How many lines, of those before the first blank one, are a head in columns, as on an RFC; 0 without one."""
    return len(lines) if len(lines) <= _MOST_IN_COLUMNS and sum(map(in_columns, lines)) >= 2 else 0


def subject_starts(line: str) -> int:
    """Where the subject's words start in a line that names it; 0 where it does not, or has no words."""
    if _name(line) not in every().subject_fields:
        return 0
    words = _FIELD.sub("", line).lstrip()
    return len(line) - len(words) if words else 0


def signature_of(lines: Sequence[str]) -> int:
    """The index of the line of two hyphens above the signature that ends a text; the number of lines without one."""
    for at in range(len(lines) - 2, max(-1, len(lines) - 2 - _SIGNATURE), -1):
        if lines[at] == "--":
            return at
        if len(lines[at]) > _WIDEST_SIGNATURE:
            break
    return len(lines)


def closing_of(lines: Sequence[str], end: int) -> int:
    """The index of the complimentary close, "Regards", within the last short lines before `end`; `end` without."""
    for at in range(end - 1, max(0, end - 5), -1):
        if len(lines[at]) > 60 or lines[at][-1] in ".:?":
            break
        if _CLOSING.match(lines[at]):
            return at
    return end
