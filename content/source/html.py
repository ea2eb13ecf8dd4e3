"""HTML to its canonical text: what a reader sees of the page, with blocks and inline styles as ranges.

Parsed by lxml, which neither runs nor loads anything. Scripts, styles, forms and hidden elements are left out; of a
page with an article so is everything around it, and the reader is told how much that is.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import Document, Markup
from content.source import plain
from content.source.declaration import declared
from content.source.html_walk import PageBlock, Walk, write
from content.source.page_article import article_of
from content.source.page_facts import PageFacts, facts_of
from content.source.rendering import TOO_MANY_STYLES, InlinePiece, Rendering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from content.document.text import Decoded
    from content.source.received import Received

MEDIA_TYPE = "text/html"

_OF_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template", "object"})

# Each element costs 15 us; a table of short numbers has one in ten characters.
_ELEMENTS_OF_ANY_PAGE = 20_000
_CHARACTERS_PER_ELEMENT = 10  # of a longer page

# Where the article is looked for: the library takes 0.3 s for as many elements as any page has, and as much for a few
# that are deep in each other.
_DEEPEST = 150

# The parser compares each attribute of an element with all before it: a hundred thousand of them would take minutes.
# No page has that many words after a "<", not even in a script.
_MOST_ATTRIBUTES = 4_000
_TAG = re.compile(
    r"<[a-z](?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?)*+", re.IGNORECASE
)
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'|/")


def read(received: Received) -> list[Document]:
    """The document of an HTML page; as plain text with a warning when it cannot be parsed."""
    decoded = received.decoded(declared(received.data, received.suffix))
    return [_document(decoded, received.source, whole_page=received.options.whole_page)]


def _document(decoded: Decoded, source: str, *, whole_page: bool) -> Document:
    if not decoded.text.strip():
        return Document("", source, MEDIA_TYPE, decoded.encoding, (), decoded.warnings)
    if _has_long_tags(decoded.text):
        return _as_written(decoded, source, "one of its elements has too many attributes")
    root = _parsed(decoded.text)
    if root is None:
        return _as_written(decoded, source, "it is not a page, or nested too deeply")
    if _has_too_many_elements(root, len(decoded.text)):
        return _as_written(decoded, source, "it has too many elements for its length")
    facts = facts_of(root)
    walk = Walk()
    blocks = walk.walk(next(root.iter("body"), root))
    simple = walk.deepest <= _DEEPEST and not _has_too_many_elements(root, 0)
    chosen, warnings = (blocks, ()) if whole_page else article_of(root, blocks, facts, search=simple)
    rendering = Rendering()
    _headline(rendering, chosen, facts)
    write(chosen, rendering)
    if walk.open.overflowed:
        warnings = (*warnings, TOO_MANY_STYLES)
    text, markup = rendering.done()
    warnings = (*decoded.warnings, *warnings)
    return Document(text, source, MEDIA_TYPE, decoded.encoding, markup, warnings, facts.metadata)


def parsed(text: str) -> _Element | None:
    """The root of a piece of HTML; None when it is empty, too deep, or too costly for its length."""
    if not text.strip() or _has_long_tags(text):
        return None
    root = _parsed(text)
    return None if root is None or _has_too_many_elements(root, len(text)) else root


def _headline(rendering: Rendering, blocks: Sequence[PageBlock], facts: PageFacts) -> None:
    """A page whose first main heading is not its title gets it as one."""
    head = next((block.text for block in blocks if block.markup is Markup.HEADING and block.level == 1), "")
    if facts.title and " ".join(head.split()) != facts.title:
        rendering.write([InlinePiece(facts.title)], Markup.HEADING, level=1)


def _has_too_many_elements(root: _Element, length: int) -> bool:
    most = _ELEMENTS_OF_ANY_PAGE + length // _CHARACTERS_PER_ELEMENT
    return next(islice(root.iter(), most, None), None) is not None


def _as_written(decoded: Decoded, source: str, why: str) -> Document:
    written = plain.as_written(decoded, source)
    sentence = f"This HTML is shown as written, since {why}."
    return Document(written.text, source, MEDIA_TYPE, decoded.encoding, (), (*decoded.warnings, sentence))


def _has_long_tags(text: str) -> bool:
    """Whether an element has far more attributes than any real page gives it."""
    long = (match[0] for match in _TAG.finditer(text) if match.end() - match.start() > 2 * _MOST_ATTRIBUTES)
    return any(len(_VALUE.sub(" ", tag).split()) > _MOST_ATTRIBUTES for tag in long)


def _parsed(text: str) -> _Element | None:
    """The page's root; None when the parser gave up."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # an empty page, which is shown as it is
        return None
    gave_up = any(error.level_name == "FATAL" for error in parser.error_log)
    if root is None or gave_up:
        return None
    _body_out_of_head(root)
    return root


def _body_out_of_head(root: _Element) -> None:
    """Puts what the parser left in the head, as it knows no `article` or `main`, where readers see it."""
    from lxml import html

    head = root.find("head")
    shown = [element for element in head if element.tag not in _OF_HEAD] if head is not None else []
    if not shown:
        return
    body = root.find("body")
    if body is None:
        body = html.Element("body")
        root.append(body)
    for at, element in enumerate(shown):
        body.insert(at, element)
