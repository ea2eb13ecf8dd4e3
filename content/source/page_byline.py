"""Which blocks of a page are its byline: near the headline, short, and with the author's name or marked up as such."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from content.source.html_walk import PageBlock
    from content.source.page_facts import PageFacts

_ABOVE = 3  # blocks above the headline in which a byline may stand
_WITHOUT_HEAD = 12  # blocks above the article's first where no headline is found
_FAR = 30  # blocks between headline and article
_BELOW = 3  # blocks of the article, a picture or a standfirst, after which a byline may still come
_LONGEST = 25  # words
_SENTENCE = 10  # words: longer blocks that end as a sentence are one
_MOST_AUTHORS = 6
_OUTER = 3  # elements around a block whose names are looked at
_INNER = 40  # elements in it
_NAMED = re.compile(r"(?:^|[\s_-])(?:by-?lines?|authors?|post-author|author-?name|writers?)(?:$|[\s_-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_END = ".!?…:"
_MENUS = ("nav", "footer")
_OTHER = frozenset({Markup.CAPTION, Markup.BLOCK_QUOTE, Markup.TABLE_ROW, Markup.CODE_BLOCK, Markup.ATTRIBUTION})


def bylines(blocks: Sequence[PageBlock], heads: Sequence[int], first: int, facts: PageFacts) -> list[int]:
    """The indices of the blocks that say who wrote the article, in order.

    `heads` are the indices of its headline, which a page may show more than once, and `first` that of its first
    paragraph. The names that the page's data state decide; where no block has them, the first that the page's markup
    calls the author.
    """
    near = _near(blocks, heads, first)
    found: list[int] = []
    for name in _names(facts):
        at = next((at for at in near if _has(_lower(blocks[at].text), name)), None)
        if at is not None and at not in found:
            found.append(at)
    if found:
        return sorted(found)
    return [at for at in near if _is_marked(blocks[at])][:1]


def _near(blocks: Sequence[PageBlock], heads: Sequence[int], first: int) -> list[int]:
    """The blocks that may be a byline: those below a headline, the last first, then those above it."""
    shown = [at for at, block in enumerate(blocks) if block.text.strip()]
    start = bisect_left(shown, first)
    end = start + 1 + _BELOW
    tops = [top for head in heads if start - _FAR <= (top := bisect_left(shown, head)) < end]
    if not tops:
        return [at for at in shown[max(0, start - _WITHOUT_HEAD) : end] if _may_be(blocks[at])]
    below = [at for top in reversed(tops) for at in shown[top + 1 : max(end, top + 1 + _BELOW)]]
    above = [at for top in reversed(tops) for at in reversed(shown[max(0, top - _ABOVE) : top])]
    return [at for at in dict.fromkeys([*below, *above]) if _may_be(blocks[at])]


def _may_be(block: PageBlock) -> bool:
    if block.markup in _OTHER or (block.markup is Markup.HEADING and block.level == 1):
        return False
    if block.element is not None and next(block.element.iterancestors(*_MENUS), None) is not None:
        return False
    text = block.text.strip()
    count = len(text.split())
    return 0 < count <= _LONGEST and not (count > _SENTENCE and text[-1] in _END)


def _names(facts: PageFacts) -> list[list[str]]:
    """The authors' names, as words; the publisher's name, which is in menus too, is none."""
    site = _lower(facts.site)
    whole = _lower(facts.author)
    parts = [_lower(part) for part in facts.author.split(",")[:_MOST_AUTHORS]]
    several = [part for part in parts if len(part) > 1]  # what follows a name may be a title
    return [name for name in (several or parts[:1] or [whole]) if name and name != site]


def _lower(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _has(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the name's words are among the others, in a row."""
    *most, last = name
    return any(
        words[at : at + len(most)] == most
        and words[at + len(most)].startswith(last)  # a link's words may follow at once
        for at in range(len(words) - len(most))
        if most or words[at] == last
    )


def _is_marked(block: PageBlock) -> bool:
    """Whether the markup calls a block the byline or the author, and its words may be a name."""
    text = block.text.strip()
    if not text[:1].isalpha() or len(_lower(text)) < 2 or len(text.split()) > _SENTENCE:  # a full name has two
        return False
    return sum(map(str.isdigit, text)) * 3 < len(text) and (
        block.markup is Markup.BYLINE or (block.element is not None and _names_author(block.element))
    )


def _names_author(element: _Element) -> bool:
    around = (element, *islice(element.iterancestors("p", "div", "span", "address", "header", "ul", "li"), _OUTER))
    if any(_NAMED.search(one.get("class") or "") or one.get("itemprop") == "author" for one in around):
        return True
    return any(
        one.get("rel") == "author" or one.get("itemprop") == "author" or _NAMED.search(one.get("class") or "")
        for one in islice(element.iterdescendants("a", "span"), _INNER)
    )
