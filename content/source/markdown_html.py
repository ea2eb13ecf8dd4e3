"""HTML inside Markdown: which tags are elements, and which are words in angle brackets that a reader must see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from content.source.references import unescape

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9.:-]*+)"
    r"((?:\s++[A-Za-z_:@][\w.:@-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)\s*+(/?+)>"
)
_ATTRIBUTE = re.compile(r"\s([A-Za-z_:@][\w.:@-]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9.:-]*+)\s*+>")
_ANY_TAG = re.compile(r"<[^<>]*+>")
_SEEN = re.compile(r"\b(?:alt|script|style)\b", re.IGNORECASE)

_COMMENT, _COMMENT_END = "<!--", "-->"
_OTHER_PARTS = (("<?", "?>"), ("<![CDATA[", "]]>"))

HIDDEN = frozenset({"script", "style", "template", "svg", "math", "iframe", "object", "canvas", "audio", "video"})
"""Elements of which nothing is shown."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS = _names(
    """a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption
    center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label
    legend li link main map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p param
    picture pre progress q rb rp rt rtc ruby s samp script search section select small source span strike strong style
    sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
    """
)


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag; `end` is where it ends in the text."""

    name: str
    closes: bool
    end: int
    alone: bool = False  # <br/>
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether HTML has such an element."""
        return self.name in _ELEMENTS


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins at an offset, if one does."""
    match = _TAG.match(text, start)
    if match is None:
        return None
    return Tag(match[2].lower(), bool(match[1]), match.end(), bool(match[4]), _attributes(match[3]))


def _attributes(written: str) -> dict[str, str]:
    """By name in lower case; of two with one name the first counts."""
    found: dict[str, str] = {}
    if "=" in written:
        for name, *values in _ATTRIBUTE.findall(written):
            found.setdefault(name.lower(), unescape(next((value for value in values if value), "")))
    return found


def other_end(text: str, start: int) -> int:
    """Where a comment, instruction or CDATA section that begins at an offset ends; -1 when none begins there."""
    if text.startswith(_COMMENT, start):
        for short in (">", "->"):
            if text.startswith(short, start + len(_COMMENT)):
                return start + len(_COMMENT) + len(short)
        return _after(text, _COMMENT_END, start + len(_COMMENT))
    for begin, end in _OTHER_PARTS:
        if text.startswith(begin, start):
            return _after(text, end, start + len(begin))
    if text.startswith("<!", start) and text[start + 2 : start + 3].isalpha():
        return _after(text, ">", start)
    return -1


def _after(text: str, end: str, start: int) -> int:
    found = text.find(end, start)
    return -1 if found < 0 else found + len(end)


def closed_names(text: str) -> frozenset[str]:
    """The names, in lower case, of all elements that are closed somewhere in a text."""
    return frozenset(name.lower() for name in _CLOSING.findall(text)) if "</" in text else frozenset()


def is_element(tag: Tag, closed: frozenset[str]) -> bool:
    """Whether a tag is one; else it is a placeholder such as <your name>, and shown.

    What HTML does not know is a component if it has attributes, closes itself, or is closed somewhere in the text.
    """
    return tag.known or tag.closes or tag.alone or bool(tag.attributes) or tag.name in closed


def has_words(html: str) -> bool:
    """Whether a piece of HTML may show anything: words between its tags, or a picture's alternative text."""
    html = without_comments(html)
    return bool(_SEEN.search(html)) or bool(_ANY_TAG.sub("", html).strip())


def without_comments(html: str) -> str:
    """A piece of HTML without its comments; one that does not end is left."""
    kept, done = [], 0
    while (start := html.find(_COMMENT, done)) >= 0 and (end := other_end(html, start)) >= 0:
        kept.append(html[done:start])
        done = end
    return "".join([*kept, html[done:]])
