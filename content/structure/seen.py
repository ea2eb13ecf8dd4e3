"""A text as readers see it: composed letters, nothing unseen, and the way back to the text as written."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import is_
from typing import Any, NamedTuple, Protocol, TypeVar
from unicodedata import is_normalized, normalize

from content.document.model import Document, TextRange
from content.document.ranges import Ranges
from content.kept import compiled
from content.languages.folding import HIDDEN

_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1160-\u11ff\u3099\u309a" + HIDDEN
_MARKED = compiled(f"[^{_MARKS}]?[{_MARKS}]++")  # a letter with what goes with it, or is not seen
_HIDDEN = compiled(f"[{HIDDEN}]")

Value = TypeVar("Value")


class Way(Protocol):
    """The way to another document."""

    @property
    def written(self) -> Document:
        """That document."""

    def place(self, where: TextRange) -> TextRange:
        """Where a range is in it."""


class Seen(NamedTuple):
    """A document as it is seen, and for each of its characters where it starts and ends in the one as written."""

    document: Document
    written: Document
    starts: array[int]
    ends: array[int]

    def back(self, value: Value) -> Value:
        """A value with all ranges in it as places in the text as written."""
        return moved(value, self)

    def forth(self, ranges: Mapping[TextRange, Value]) -> dict[TextRange, Value]:
        """The values by ranges of the text as it is seen."""
        return {_forth(self.starts, where): value for where, value in ranges.items()}

    def place(self, where: TextRange) -> TextRange:
        """A range of the text as written."""
        if not where:
            at = self.starts[where.start] if where.start < len(self.starts) else len(self.written.text)
            return TextRange(at, at)
        return TextRange(self.starts[where.start], self.ends[where.end - 1])


def as_seen(document: Document) -> Seen | None:
    """The document as it is seen; None where that is as it is written."""
    text = document.text
    if text.isascii() or (is_normalized("NFC", text) and not _HIDDEN.search(text)):
        return None
    parts: list[str] = []
    starts, ends = array("l"), array("l")
    for first, last, shown in _stretches(text):
        parts.append(shown)
        if len(shown) == last - first:
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        elif shown:
            starts.extend(min(first + index, last - 1) for index in range(len(shown)))
            ends.extend(min(first + index, last) for index in range(1, len(shown)))
            ends.append(last)
    if not starts:
        return None
    starts[0] = 0  # also what is not seen at the start
    markup = tuple(span._replace(range=_forth(starts, span.range)) for span in document.markup)
    return Seen(document._replace(text="".join(parts), markup=markup), document, starts, ends)


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """The text in parts: where each starts and ends as written, and how it is seen."""
    at = 0
    for match in _MARKED.finditer(text):
        yield at, match.start(), text[at : match.start()]
        yield *match.span(), normalize("NFC", _HIDDEN.sub("", match[0]))
        at = match.end()
    yield at, len(text), text[at:]


def _forth(starts: array[int], where: TextRange) -> TextRange:
    return TextRange(bisect_left(starts, where.start), bisect_left(starts, where.end))


def moved(value: Value, way: Way) -> Value:
    """A value with all ranges in it as places in another document."""
    found: Value = _moved(value, way)
    return found


def _moved(value: Any, seen: Way) -> Any:
    if isinstance(value, TextRange):
        return seen.place(value)
    if isinstance(value, Ranges):
        return Ranges(map(seen.place, value))
    if isinstance(value, Document):
        return seen.written
    if isinstance(value, tuple):
        parts = [_moved(one, seen) for one in value]
        if all(map(is_, parts, value)):
            return value
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
