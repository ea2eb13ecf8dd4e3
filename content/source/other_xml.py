"""XML in a form of its own, as agencies and programs write it: its reports are told by the names of its elements."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from content.errors import InputError
from content.source.entries import Written, as_guessed, plain
from content.source.news_item import MOST, NewsItem, document, embargo_until, sources
from content.source.stated_dates import in_iso
from content.source.xml_markup import as_html, has_blocks
from content.source.xml_tree import children, name_of, parsed, text_of, words

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
_STANDFIRSTS = frozenset(
    {"subtitle", "subheadline", "subhead", "summary", "abstract", "standfirst", "teaser", "deck", "lead", "intro"}
)
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
_LINES = frozenset({
    *_HEADLINES, *_STANDFIRSTS, *_BYLINES, *_DATELINES, *_NOTES, *_DATES, *_UPDATES, *_KEYWORDS,
    *(name for _, names in _STATED for name in names),
})  # fmt: skip
"""Names of what stands around the text of a report."""

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
    reports = _reports(list(_bodies(tree.root)))
    warnings = tree.warnings
    items = [_report(report, body) for report, body in reports[:MOST]]
    if not items:
        items = [NewsItem(body=[_written(tree.root)], kind="")]
        warnings = (*warnings, _ALL_WORDS)
    if len(reports) > MOST:
        warnings = (*warnings, f"Reports left out: {len(reports) - MOST:,}. Split this file to see them.")
    all_items = [document(item, received.source, MEDIA_TYPE, tree.decoded.encoding, warnings) for item in items]
    found = [one for one in all_items if one.text]
    if not found:
        raise InputError("This XML has no words that can be read: to see its elements, open it with --as text.")
    return [one._replace(source=name) for one, name in zip(found, sources(received, len(found)), strict=True)]


def _name(element: _Element) -> str:
    return name_of(element).lower().translate({ord(sign): None for sign in "_-."})


def _bodies(root: _Element) -> Iterator[_Element]:
    """The elements with the text of a report, the outermost of each; the innermost of those that hold several."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        inner = children(element)
        if _name(element) in _BODIES and not _holds_reports(inner) and len(words(element)) >= _FEWEST:
            yield element
        else:
            waiting += reversed(inner)


def _holds_reports(inner: list[_Element]) -> bool:
    """Whether elements are reports, or the lines of one, and not the paragraphs of its text."""
    return any(_name(one) in _BODIES for one in inner)


def _reports(bodies: list[_Element]) -> list[tuple[_Element, _Element | None]]:
    """The element of each report, with its body, in order; reports without one stand among others of the same name.

    It is the outermost around a body that has no other body, and no other element of the same name beside it.
    """
    held = Counter(outer for body in bodies for outer in (body, *body.iterancestors()))
    found: dict[_Element, _Element | None] = {}
    for body in bodies:
        report = body
        for outer in body.iterancestors():
            if held[outer] > 1 or _name(report) in {_name(one) for one in outer if one is not report}:
                break
            report = outer
        around = report.getparent()
        if report not in found and around is not None:  # else others of its name have been put in
            found |= {one: None for one in around if _name(one) == _name(report)}
        found[report] = body
    return list(found.items())


def _lines_of(report: _Element, body: _Element | None) -> dict[str, list[_Element]]:
    """The elements of a report by their names, without what is in its body; known lines in the body are taken out."""
    found: dict[str, list[_Element]] = {}
    if report is body:
        lines = [one for one in body if _name(one) in _LINES - _BODIES and not (one.tail or "").strip()]
        for one in lines:
            found.setdefault(_name(one), []).append(one)
            body.remove(one)
        return found
    waiting = children(report)[::-1]
    while waiting:
        element = waiting.pop()
        if element is not body:
            found.setdefault(_name(element), []).append(element)
            waiting += reversed(children(element))
    return found


def _report(report: _Element, body: _Element | None) -> NewsItem:
    around = _lines_of(report, body)

    def first(*names: str) -> str:
        said = (plain(as_guessed(text_of(one))) for name in names for one in around.get(name, ()))
        return next(filter(None, said), "")

    def all_of(names: frozenset[str]) -> list[str]:
        """Each once, though one may be in another: the words of a list of keywords are those of its entries."""
        elements = [one for name, found in around.items() if name in names for one in found]
        inner = [one for one in elements if not any(_name(within) in names for within in one.iterdescendants())]
        return [said for one in inner if (said := words(one))]

    return NewsItem(
        headline=first(*_HEADLINES),
        standfirsts=[plain(as_guessed(said)) for said in all_of(_STANDFIRSTS)],
        byline=first(*_BYLINES),
        dateline=first(*_DATELINES),
        body=[_written(body)] if body is not None else [],
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
        inner = children(one)
        if not inner or (one.text or "").strip() or any((child.tail or "").strip() for child in inner):
            found.append(words(one))
        else:
            waiting += reversed(inner)
    return Written("\n\n".join(filter(None, found)))
