"""A report as agencies send it, of whichever format: its lines in the order of print, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from content.document.model import Document, Markup
from content.source.entries import NOTHING, Written, stated, write
from content.source.references import unescape
from content.source.rendering import InlinePiece, Rendering
from content.source.stated_dates import in_iso, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.source.received import Received

KIND = "wire"
EMBARGOED = "embargoed"
"""What stands for an embargo that has no date."""

MOST = 500
"""Reports of one file that are shown."""

_LONGEST_LINE = 2_000  # characters of a headline or byline
_MOST_CAPTIONS = 100
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,2000})?>\s*+(?!</p>)", re.IGNORECASE)
_PLACE = re.compile(r"\s{0,9}([^\W\d_][^,.(/–—-]{1,60})")
_DASH = re.compile(r"[-–—:/_]\s{0,9}$")
_AFTER_PLACE = re.compile(r"[^\n]{0,60}?(?:[-–—)/:]|\.-)")
_BRACKETED = re.compile(r"[^\W\d_][^\n()]{1,60}\([^\W\d_][^\n()]{1,30}\)\s{0,2}\.?[-–—_:]")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_OWN_HEADING = re.compile(
    r"<(h[1-3])(?:\s[^<>]{0,500})?>([^<]{0,2000}+(?:<(?!/?h[1-3]\b)[^<]{0,500}+){0,20}+)</\1>", re.IGNORECASE
)
_TOP = 20_000  # characters of a body in which its own headline stands
_NEAR = 40  # characters before the place: of a heading, or the name of the agency
_HEAD = 400  # characters of a body in which its own dateline stands


@dataclass(slots=True)
class NewsItem:
    """A report: the lines around it, its body, and its metadata in the order in which they are shown.

    `captions` are of pictures and other media with it, each with the address of what it says, or none; `notes` are for
    editors.
    """

    headline: str = ""
    standfirsts: Sequence[str] = ()
    byline: str = ""
    dateline: str = ""
    body: Sequence[Written] = ()
    ending: str = ""
    captions: Sequence[tuple[str, str]] = ()
    notes: Sequence[Written] = ()
    metadata: list[tuple[str, str | Iterable[str]]] = field(default_factory=list)
    kind: str = KIND


def document(item: NewsItem, source: str, media_type: str, encoding: str, warnings: tuple[str, ...] = ()) -> Document:
    """The report as a document: headline, standfirst, byline, body with its dateline, captions, notes to editors."""
    rendering = Rendering()
    rendering.write([InlinePiece(_line(item.headline))], Markup.HEADING, level=1)
    body = _without_headline(item.body, _line(item.headline))
    opening = _opening(body[0], 10 * _LONGEST_LINE) if body else ""
    for standfirst in dict.fromkeys(map(_line, item.standfirsts)):
        if standfirst != _line(item.headline) and not opening.startswith(standfirst):
            rendering.write([InlinePiece(standfirst)], Markup.STANDFIRST)
    rendering.write([InlinePiece(_line(item.byline))], Markup.BYLINE)
    for written in _with_dateline(body, " ".join(item.dateline.split())):
        write(written, rendering)
    rendering.write([InlinePiece(_line(item.ending))], Markup.PARAGRAPH)
    shown = set(rendering.done()[0].split("\n\n"))
    for caption, address in list(dict.fromkeys(item.captions))[:_MOST_CAPTIONS]:
        if caption in shown:  # the picture stands in the body, too
            continue
        styles = ((Markup.LINK, address),) if address else ()
        rendering.write([InlinePiece(caption, styles)], Markup.CAPTION)
    for note in item.notes:
        _write_note(note, rendering, shown)
    text, markup = rendering.done()
    metadata = stated([*item.metadata, ("author", item.byline)])
    return Document(text, source, media_type, encoding, markup, warnings, metadata, item.kind)


def sources(received: Received, count: int) -> list[str]:
    """The names of so many documents of what was received: its own for one, FILE#n for several."""
    if count == 1:
        return [received.source]
    return [received.part(number, b"").source for number in range(1, count + 1)]


def embargo_until(date: str) -> str:
    """An embargo that ends at a date, as it is shown; empty without a date."""
    return f"until {in_iso(date)}" if date.strip() else ""


def is_later(date: str, than: str) -> bool:
    """Whether both are dates and the first is later."""
    first, second = moment(date), moment(than)
    return first is not None and second is not None and first > second


def _line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_LINE]


def _write_note(note: Written, rendering: Rendering, shown: set[str]) -> None:
    """Append a note to editors, each of its paragraphs as a note; agencies repeat parts of a long one."""
    inner = Rendering()
    write(note, inner)
    for paragraph in inner.done()[0].split("\n\n"):
        if paragraph not in shown:
            rendering.write([InlinePiece(paragraph)], Markup.NOTE)
            shown.add(paragraph)


def _with_dateline(body: Sequence[Written], dateline: str) -> Sequence[Written]:
    """The body with its dateline before its first words, as it is printed, unless these have it already."""
    place = _PLACE.match(dateline)
    if not body or place is None or (place[1][-1].isdigit() and "(" not in dateline):  # a date alone is not printed
        return body
    first = body[0]
    if has_dateline(first, place[1]):
        return body
    opening = dateline + (" " if _DASH.search(dateline) else " — ")
    if not first.is_html:
        return [Written(opening + first.words.lstrip()), *body[1:]]
    opening = escape(opening, quote=False)
    start = _PARAGRAPH.search(first.words)
    at = start.end() if start is not None else 0
    return [Written(first.words[:at] + opening + first.words[at:], is_html=True), *body[1:]]


def has_dateline(body: Written, place: str) -> bool:
    """Whether the body begins with this place, in any letters, and a dash or bracket near it; or with another one."""
    head = _opening(body, 10 * _HEAD)[:_HEAD].casefold()
    at = head.find(place.split(maxsplit=1)[0].casefold())
    if 0 <= at <= _NEAR and _AFTER_PLACE.match(head, at) is not None:
        return True
    return _BRACKETED.match(head) is not None


def _opening(body: Written, most: int) -> str:
    """The words that are in so many first characters of a body."""
    words = body.words[:most]
    return " ".join((unescape(_TAGS.sub(" ", words)) if body.is_html else words).split())


def _without_headline(body: Sequence[Written], headline: str) -> Sequence[Written]:
    """The body without a heading that repeats the headline before it, and without the header that this stands in."""
    first = body[0] if body else NOTHING
    heading = _OWN_HEADING.search(first.words, 0, _TOP) if first.is_html and headline else None
    if heading is None or _opening(Written(heading[2], is_html=True), len(heading[2])) != headline:
        return body
    start, end = heading.span()
    opened, closed = first.words.rfind("<header", 0, start), first.words.find("</header>", end, end + _TOP)
    if opened > first.words.rfind("</header>", 0, start) and closed >= 0:
        start, end = opened, closed + len("</header>")
    return [Written(first.words[:start] + first.words[end:], is_html=True), *body[1:]]
