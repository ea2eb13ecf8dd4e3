"""XML in a form of its own, as agencies and programs write it: its reports are told by the names of its elements."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from content.errors import InputError
from content.source.entries import Written, as_guessed, plain
from content.source.news_item import MOST, NewsItem, document, embargo_until, sources
from content.source.stated_dates import in_iso
from content.source.xml_markup import as_html, has_blocks
from content.source.xml_tree import name_of, parsed, text_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from content.document.model import Document
    from content.source.received import Received

MEDIA_TYPE = "application/xml"

# Names of elements, in small letters and without signs between their words.
_BODIES = frozenset({
    "body", "bodytext", "bodycontent", "content", "contents", "text", "fulltext", "maintext", "storytext", "story",
    "articletext", "articlebody", "article",
})  # fmt: skip
_HEADLINES = ("headline", "hedline", "hl1", "articletitle", "heading", "title", "booktitle")
_STANDFIRSTS = frozenset({"subtitle", "subheadline", "subhead", "summary", "abstract", "standfirst", "teaser", "deck"})
_BYLINES = ("byline", "author", "creator")
_DATELINES = ("dateline", "town")
_NOTES = frozenset({"ednote", "editorsnote", "editorialnote", "notetoeditors"})
_STATED = (
    ("slug", ("slug", "slugline", "strapline")),
    ("urgency", ("urgency",)),
    ("priority", ("priority",)),
    ("version", ("version",)),
    ("status", ("status", "pubstatus")),
    ("identifier", ("id", "guid", "newsid", "identifier", "uri")),
    ("publisher", ("publisher", "provider", "source", "origin", "agency")),
    ("rights", ("copyright", "rights")),
    ("language", ("language", "lang")),
    ("link", ("link", "url")),
)
_DATES = ("publishdate", "pubdate", "published", "datepublished", "publicationdate", "date", "created")
_UPDATES = ("updated", "modified", "lastmodified", "datemodified")
_KEYWORDS = frozenset({"keyword", "keywords", "section", "category", "tag"})
_FEWEST = 20  # characters of a body
_ALL_WORDS = (
    "This XML has a form of its own: the words of all its elements are shown; to see it as written, open it with "
    "--as text."
)


def read(received: Received) -> list[Document]:
    """A document for each report in a file; of a file in which none is told from the rest all its words.

    Raises InputError for one without any words.
    """
    tree = parsed(received)
    bodies = list(_bodies(tree.root))
    warnings = tree.warnings
    reports = zip(bodies[:MOST], _reports(bodies), strict=False)
    items = [_report(body, _lines_of(report, body)) for body, report in reports]
    if not items:
        items = [NewsItem(body=[_written(tree.root)], kind="")]
        warnings = (*warnings, _ALL_WORDS)
    if len(bodies) > MOST:
        warnings = (*warnings, f"Reports left out: {len(bodies) - MOST:,}. Split this file to see them.")
    found = [document(item, received.source, MEDIA_TYPE, tree.decoded.encoding, warnings) for item in items]
    if not any(one.text for one in found):
        raise InputError("This XML has no words that can be read: to see its elements, open it with --as text.")
    return [replace(one, source=name) for one, name in zip(found, sources(received, len(found)), strict=True)]


def _name(element: _Element) -> str:
    return name_of(element).lower().translate({ord(sign): None for sign in "_-."})


def _bodies(root: _Element) -> Iterator[_Element]:
    """The elements with the text of a report, the outermost of each; the innermost of those that hold several."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        inner = [one for one in element if isinstance(one.tag, str)]
        if _name(element) in _BODIES and not _holds_reports(inner) and len(words(element)) >= _FEWEST:
            yield element
        else:
            waiting += reversed(inner)


def _holds_reports(inner: list[_Element]) -> bool:
    """Whether elements are reports, or the lines of one, and not the paragraphs of its text."""
    return any(_name(one) in _BODIES for one in inner)


def _reports(bodies: list[_Element]) -> Iterator[_Element]:
    """For each body the outermost element around it that has no other body in it."""
    held = Counter(outer for body in bodies for outer in (body, *body.iterancestors()))
    for body in bodies:
        yield [outer for outer in (body, *body.iterancestors()) if held[outer] == 1][-1]


def _lines_of(report: _Element, body: _Element) -> dict[str, list[_Element]]:
    """The elements of a report by their names, without what is in its body."""
    found: dict[str, list[_Element]] = {}
    waiting = [one for one in report if isinstance(one.tag, str)] if report is not body else []
    waiting.reverse()
    while waiting:
        element = waiting.pop()
        if element is not body:
            found.setdefault(_name(element), []).append(element)
            waiting += reversed([one for one in element if isinstance(one.tag, str)])
    return found


def _report(body: _Element, around: dict[str, list[_Element]]) -> NewsItem:
    def first(*names: str) -> str:
        said = (plain(as_guessed(text_of(one))) for name in names for one in around.get(name, ()))
        return next(filter(None, said), "")

    def all_of(names: frozenset[str]) -> list[str]:
        return [said for name, found in around.items() if name in names for one in found if (said := words(one))]

    return NewsItem(
        headline=first(*_HEADLINES),
        standfirsts=[plain(as_guessed(said)) for said in all_of(_STANDFIRSTS)],
        byline=first(*_BYLINES),
        dateline=first(*_DATELINES),
        body=[_written(body)],
        notes=[as_guessed(said) for said in all_of(_NOTES)],
        metadata=[
            *((name, first(*names)) for name, names in _STATED),
            ("embargo", embargo_until(first("embargo", "embargoed"))),
            ("date", in_iso(first(*_DATES))),
            ("updated", in_iso(first(*_UPDATES))),
            ("keywords", all_of(_KEYWORDS)),
        ],
        kind="",
    )


def _written(body: _Element) -> Written:
    """The text of a report: its blocks, HTML that stands in it as letters, or a paragraph of each element."""
    if len(body) == 0:
        return as_guessed(text_of(body))
    return Written(as_html(body), is_html=True) if has_blocks(body) else _paragraphs(body)


def _paragraphs(element: _Element) -> Written:
    """Each element that has words of its own as a paragraph."""
    found: list[str] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        inner = [child for child in one if isinstance(child.tag, str)]
        if not inner or (one.text or "").strip() or any((child.tail or "").strip() for child in inner):
            found.append(words(one))
        else:
            waiting += reversed(inner)
    return Written("\n\n".join(filter(None, found)))
