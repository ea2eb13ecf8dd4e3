"""What a page says about itself: title, author, date, publisher, and the article's text where only scripts have it.

From JSON-LD (schema.org), Open Graph, and the page's own meta elements, in this order.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

_ARTICLES = ("article", "posting", "report", "review", "newsarticle", "webpage")  # ends of the types of schema.org
_LARGEST_SCRIPT = 1 << 20  # characters
_MOST_SCRIPTS = 20
_MOST_NODES = 2_000  # objects looked at
_LONGEST = 300  # characters of a value
_LEAST_TITLE = 12  # characters of a title before its publisher is cut off
_WORD = re.compile(r"\w+")
_SEPARATED = re.compile(r"\s[|–—·»-]\s|\s::\s")
_BLANKS = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BAD_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's title and author as it states them, empty when it does not; `body` is the article in its JSON-LD."""

    title: str = ""
    author: str = ""
    site: str = ""
    body: str = ""
    metadata: tuple[tuple[str, str | tuple[str, ...]], ...] = ()


def facts_of(root: _Element) -> PageFacts:
    """The facts of a page, each value at most 300 characters long."""
    article = _article(root)
    meta = dict(_meta(root))
    element = next(root.iter("title"), None)
    written = _clean("".join(map(str, element.itertext()))) if element is not None else ""
    site = _first(_name(article.get("publisher")), meta.get("og:site_name"))
    heads = [
        words for h1 in islice(root.iter("h1"), _MOST_HEADS) if (words := _clean("".join(map(str, h1.itertext()))))
    ]
    title = _title(heads, (article.get("headline") or article.get("name"), meta.get("og:title")), written, site)
    author = ", ".join(_names(article.get("author") or article.get("creator"))) or _first(
        *(value for name in ("author", "article:author", "dc.creator", "byl") if _is_name(value := meta.get(name, "")))
    )
    keywords = article.get("keywords") or meta.get("keywords", "")
    told = {
        "title": title,
        "author": author,
        "date": _first(article.get("datePublished"), *(meta.get(name) for name in _PUBLISHED)),
        "modified": _first(article.get("dateModified"), meta.get("article:modified_time")),
        "publisher": site,
        "description": _first(article.get("description"), meta.get("og:description"), meta.get("description")),
        "section": _first(article.get("articleSection"), meta.get("article:section")),
        "link": _first(_link(root), meta.get("og:url")),
        "language": (root.get("lang") or "")[:_LONGEST],
        "keywords": tuple(_keywords(keywords)),
    }
    body = article.get("articleBody")
    return PageFacts(
        title,
        author,
        site,
        _TAG.sub("\n", body) if isinstance(body, str) else "",
        tuple((name, value) for name, value in told.items() if value),
    )


_MOST_HEADS = 20
_SURE = 2  # witnesses that outweigh the page's only main heading
_PUBLISHED = ("article:published_time", "date", "dc.date", "pubdate", "parsely-pub-date", "dcterms.created")


def _meta(root: _Element) -> Iterator[tuple[str, str]]:
    """The page's meta elements, by name in lower case; the first of a name comes last, and so counts."""
    for element in reversed(list(islice(root.iter("meta"), _MOST_NODES))):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            yield name.lower(), _clean(element.get("content", ""))


def _link(root: _Element) -> str:
    found = (link.get("href", "") for link in islice(root.iter("link"), _MOST_NODES) if link.get("rel") == "canonical")
    return next(found, "")


def _article(root: _Element) -> Mapping[str, Any]:
    """What JSON-LD says of the article; the object with the longest text, else with a headline."""
    found: list[Mapping[str, Any]] = []
    for script in islice((one for one in root.iter("script") if "ld+json" in (one.get("type") or "")), _MOST_SCRIPTS):
        text = script.text or ""
        if len(text) <= _LARGEST_SCRIPT:
            found += _objects(text)
    return max(found, key=lambda one: (len(str(one.get("articleBody") or "")), "headline" in one), default={})


def _objects(text: str) -> list[Mapping[str, Any]]:
    """The articles in a script of JSON-LD, however they are nested; none when it is not JSON."""
    try:
        value = json.loads(_BAD_CONTROL.sub(" ", text))
    except (ValueError, RecursionError):
        return []
    found: list[Mapping[str, Any]] = []
    left = [value]
    for _ in range(_MOST_NODES):
        if not left:
            break
        one = left.pop()
        if isinstance(one, list):
            left += one[:_MOST_NODES]
        elif isinstance(one, dict):
            types = one.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and name.lower().endswith(_ARTICLES) for name in names):
                found.append(one)
            left += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one]
    return found


def _names(value: Any) -> list[str]:
    """The names of the people in a value of JSON-LD: a name, an object with one, or a list of such."""
    values = value if isinstance(value, list) else [value]
    found = [_name(one) for one in values[:20]]
    return list(dict.fromkeys(name for name in found if _is_name(name)))


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = next(iter(value), None)
    return _clean(value) if isinstance(value, str) else ""


def _is_name(words: str) -> bool:
    """Whether words may be somebody's name, and not an address."""
    return (
        bool(words) and "://" not in words and "@" not in words and len(words) <= 120 and any(map(str.isalpha, words))
    )


def _keywords(value: Any) -> list[str]:
    values = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [_clean(one) for one in values[:40] if isinstance(one, str) and one.strip()]


def _title(heads: Sequence[str], stated: Sequence[Any], written: str, site: str) -> str:
    """The article's title: what most of the page's headings, data and its own title agree on; of equals a heading."""
    told = [_without_site(words, site) for words in map(_first, stated) if words]
    told += [_without_site(written, site)] if written else []
    candidates = list(dict.fromkeys([*heads, *told]))
    votes = {one: sum(_agree(one, other) for other in told) for one in candidates}
    best = max(votes.values(), default=0)
    if heads and best < _SURE and len(heads) == 1:  # a single heading beside a single other title
        return heads[0]
    return next((one for one in candidates if votes[one] == best), "")


def _agree(one: str, other: str) -> bool:
    """Whether two titles are one: each word of the shorter is in the longer, which is not twice as long."""
    words, others = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    few, many = sorted((words, others), key=len)
    return bool(few) and len(many) <= 2 * len(few) and not Counter(few) - Counter(many)


def _without_site(title: str, site: str) -> str:
    """A title without the publisher's name before or behind it, as pages write it for their windows."""
    parts = [part.strip() for part in _SEPARATED.split(title)]
    if len(parts) == 1:
        return title
    publisher = "".join(_WORD.findall(site.casefold()))
    last, first = ("".join(_WORD.findall(part.casefold())) for part in (parts[-1], parts[0]))
    if publisher and last and (last in publisher or publisher in last):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»:-")
    if publisher and first and (first in publisher or publisher in first):
        return title.removeprefix(parts[0]).lstrip(" |–—·»:-")
    return parts[0] if len(parts[0]) >= _LEAST_TITLE and len(parts[0]) * 2 > len(title) else title


def _first(*values: Any) -> str:
    """The first value that is words, on one line."""
    return next((words for value in values if isinstance(value, str) and (words := _clean(value))), "")


def _clean(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()[:_LONGEST]
