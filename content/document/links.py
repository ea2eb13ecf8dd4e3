"""The links of a document: those of its markup, addresses that stand in the text, and those stated beside it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Markup, TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.document.model import Document, MarkupSpan

# One literal start and one run of characters: linear in the text.
_ADDRESS = re.compile(r"[hH][tT][tT][pP][sS]?://[^\s<>\"“”„«»`|\x00-\x1f\x7f-\x9f]+")
_AFTER = ".,;:!?'’‘…*_"  # what a sentence puts after an address
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【"}
_STATED = ("link", "links")  # names of metadata
_LONGEST = 4_000  # characters of a link
_LONGEST_END = 20  # characters that may follow an address and are not of it


class Link(NamedTuple):
    """A link: its target as written, and the range of its words; None for one that is stated beside the text."""

    target: str
    range: TextRange | None


def links_of(document: Document) -> tuple[Link, ...]:
    """All links in the order of the text, then those that the metadata state; targets are as written.

    Links to a place in the same document are left out. The time taken is in proportion to the text.
    """
    marked = list(_joined(document, document.markup))
    found = sorted([*marked, *_written(document.text, marked)], key=_start)
    known = {link.target for link in found}
    stated = (Link(target, None) for target in dict.fromkeys(_stated(document)) if target not in known)
    return (*found, *stated)


def link_at(document: Document, offset: int) -> Link | None:
    """The link whose words are at an offset; looks at what is near only, so that no key waits for it in a long text."""
    found = next((link for link in _marked_near(document, offset) if link.range and link.range.covers(offset)), None)
    if found is not None:
        return found
    start, end = max(0, offset - _LONGEST), offset + _LONGEST
    near = _written(document.text, list(_marked_near(document, offset)), start, end)
    return next((link for link in near if link.range and link.range.covers(offset)), None)


def _marked_near(document: Document, offset: int) -> Iterator[Link]:
    """The links of the markup that are near an offset, in order."""
    spans = document.markup
    first = bisect_left(spans, offset - _LONGEST, key=_begins)
    after = bisect_right(spans, offset + _LONGEST, key=_begins)
    return _joined(document, spans[first:after])


def _begins(span: MarkupSpan) -> int:
    return span.range.start


def _start(link: Link) -> int:
    return link.range.start if link.range else 0


def _joined(document: Document, spans: Iterable[MarkupSpan]) -> Iterator[Link]:
    """The links of the markup; one that is in several pieces, since part of it is in italics, is one link."""
    last: Link | None = None
    for span in spans:
        target = span.value.strip()
        if span.markup is not Markup.LINK or not target or target.startswith("#") or not span.range.of(document.text):
            continue
        if last and last.range and target == last.target and span.range.start <= last.range.end:
            last = Link(target, TextRange(last.range.start, max(last.range.end, span.range.end)))
            continue
        if last:
            yield last
        last = Link(target, span.range)
    if last:
        yield last


def _written(text: str, marked: Iterable[Link], start: int = 0, end: int = sys.maxsize) -> Iterator[Link]:
    """The addresses in the text that are not part of a link of the markup."""
    others = iter([link.range for link in marked if link.range])
    other = next(others, None)
    for match in _ADDRESS.finditer(text, start, end):
        target = _trimmed(match.group())
        range_ = TextRange(match.start(), match.start() + len(target))
        while other and other.end <= range_.start:
            other = next(others, None)
        if (other is None or not other.overlaps(range_)) and not target.endswith("//"):
            yield Link(target, range_)


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it, and without a bracket that it does not open."""
    end, least = len(address), len(address) - _LONGEST_END
    while end > least and end > 0:
        last = address[end - 1]
        opening = _BRACKETS.get(last)
        if last not in _AFTER and (opening is None or address.count(opening, 0, end) >= address.count(last, 0, end)):
            break
        end -= 1
    return address[:end]


def _stated(document: Document) -> Iterator[str]:
    for name, value in document.metadata:
        if name in _STATED:
            yield from (one.strip() for one in ((value,) if isinstance(value, str) else value) if one.strip())
