"""Entries of a feed, of whichever format, each as a briefing of its own, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from content.document.model import Document, Markup
from content.errors import InputError
from content.source.fragment import render
from content.source.rendering import InlinePiece, Rendering
from content.source.stated_dates import in_iso, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.source.received import Received

MOST = 500
"""Entries that are shown; the largest feeds of news sites have 300."""

_MOST_ENCLOSURES = 50
_LONGEST_TITLE = 2_000  # characters
_LONGEST_VALUE = 1_000  # characters
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PARAGRAPHS = re.compile(r"\n[ \t]*+(?:\n[ \t]*+)++")

Metadata = tuple[tuple[str, str | tuple[str, ...]], ...]


class Written(NamedTuple):
    """Words as a source has them, and whether they are HTML."""

    words: str = ""
    is_html: bool = False


NOTHING = Written()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A recording, picture or other file that comes with an entry: its address, and what is said of it."""

    address: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed has it."""

    title: Written = NOTHING
    content: Written = NOTHING
    elsewhere: str = ""  # where the content is, when it is not in the feed
    link: str = ""
    identifier: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it says of itself, and its entries in its own order."""

    media_type: str
    encoding: str
    warnings: tuple[str, ...]
    publisher: str = ""
    language: str = ""
    entries: Sequence[Entry] = field(default_factory=tuple)


def documents(feed: Feed, received: Received) -> list[Document]:
    """A document of each entry, the newest first; one without a date keeps its place.

    Raises InputError for a feed without any words in entries.
    """
    if not feed.entries:
        raise InputError("This feed has no entries: open it again when something has been published.")
    in_order = _newest_first(feed.entries)
    warnings = list(feed.warnings)
    if len(in_order) > MOST:
        warnings.append(f"{len(in_order) - MOST:,} older entries of this feed are left out: split it to see them.")
    rendered = [(entry, *_rendered(entry)) for entry in in_order[:MOST]]
    shown = [one for one in rendered if one[1]]
    if not shown:
        raise InputError("No entry of this feed has any words: open the page that it belongs to.")
    if len(shown) < len(rendered):
        warnings.append(f"Entries without any words are left out: {len(rendered) - len(shown)}.")
    return [
        Document(
            text,
            received.part(number, b"").source if len(shown) > 1 else received.source,
            feed.media_type,
            feed.encoding,
            markup,
            tuple(warnings),
            _metadata(feed, entry),
        )
        for number, (entry, text, markup) in enumerate(shown, 1)
    ]


def _newest_first(entries: Sequence[Entry]) -> list[Entry]:
    dates = [moment(entry.date or entry.updated) for entry in entries]
    dated = sorted(((date, -at) for at, date in enumerate(dates) if date is not None), reverse=True)
    order = iter(-at for _, at in dated)
    return [entries[at if date is None else next(order)] for at, date in enumerate(dates)]


def _rendered(entry: Entry) -> tuple[str, tuple]:  # type: ignore[type-arg]
    rendering = Rendering()
    title = plain(entry.title)[:_LONGEST_TITLE]
    styles = ((Markup.LINK, entry.link),) if entry.link else ()
    rendering.write([InlinePiece(title, styles)], Markup.HEADING, level=1)
    rendering.write([InlinePiece(", ".join(entry.authors)[:_LONGEST_TITLE])], Markup.BYLINE)
    write(entry.content, rendering)
    if entry.elsewhere:
        rendering.write([InlinePiece(entry.elsewhere, ((Markup.LINK, entry.elsewhere),))], Markup.CAPTION)
    if not title and not rendering.done()[0]:
        rendering.write([InlinePiece(entry.link, styles)], Markup.PARAGRAPH)
    written = " ".join(rendering.done()[0].split())
    for enclosure in entry.enclosures[:_MOST_ENCLOSURES]:
        repeated = not enclosure.caption or " ".join(enclosure.caption.split()) in written
        caption = _file_name(enclosure.address) if repeated else enclosure.caption
        rendering.write([InlinePiece(caption, ((Markup.LINK, enclosure.address),))], Markup.CAPTION)
    return rendering.done()


def write(written: Written, rendering: Rendering) -> None:
    """Append the words to a rendering: HTML as its blocks, plain text as the paragraphs between its blank lines.

    HTML that cannot be rendered (nested too deeply, say) is shown as it is written.
    """
    if written.is_html and render(written.words, rendering):
        return
    for paragraph in _PARAGRAPHS.split(written.words):
        lines = "\n".join(map(str.strip, paragraph.strip().split("\n")))
        rendering.write([InlinePiece(lines)], Markup.PARAGRAPH)


def as_guessed(words: str) -> Written:
    """Words that may be either, as HTML when a tag or a reference is in them."""
    return Written(words, _MARKUP.search(words) is not None)


def plain(written: Written) -> str:
    """The words on one line, without markup."""
    words = written.words
    if written.is_html:
        rendering = Rendering()
        words = rendering.done()[0] if render(words, rendering) else words
    return " ".join(words.split())


def stated(pairs: Iterable[tuple[str, str | Iterable[str]]]) -> Metadata:
    """Metadata of those names that have a value; of several values each once."""
    found: dict[str, str | tuple[str, ...]] = {}
    for name, value in pairs:
        if isinstance(value, str):
            one = " ".join(value.split())[:_LONGEST_VALUE]
            if one:
                found.setdefault(name, one)
            continue
        several = dict.fromkeys(" ".join(one.split())[:_LONGEST_VALUE] for one in value)
        several.pop("", None)
        if several:
            found.setdefault(name, tuple(several))
    return tuple(found.items())


def _metadata(feed: Feed, entry: Entry) -> Metadata:
    return stated(
        (
            ("publisher", feed.publisher),
            ("author", ", ".join(entry.authors)),
            ("date", in_iso(entry.date or entry.updated)),
            ("updated", in_iso(entry.updated) if moment(entry.date) != moment(entry.updated) else ""),
            ("link", entry.link),
            ("identifier", entry.identifier),
            ("language", entry.language or feed.language),
            ("keywords", entry.keywords),
            ("attachments", [enclosure.address for enclosure in entry.enclosures[:_MOST_ENCLOSURES]]),
        )
    )


def _file_name(address: str) -> str:
    """The last part of an address, as a reader would name the file; the address itself when it has none."""
    try:
        name = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        name = ""
    return name or address
