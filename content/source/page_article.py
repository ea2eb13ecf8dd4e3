"""Which blocks of a page are its article, and a sentence on what is not shown.

The library trafilatura says which words are the article; every block of our own walk that has these words is kept, with
what belongs to it and the library leaves out: headings, quotations, items and captions between such blocks, and the
byline. So the words and ranges of a block that is shown are the same as on the whole page.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import is_
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source.html_walk import PageBlock, Walk
from content.source.page_byline import bylines
from content.source.rendering import InlinePiece

if TYPE_CHECKING:
    from lxml.etree import _Element

    from content.source.page_facts import PageFacts

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+"
)
_GRAM = 4  # words in a row by which a block is recognised
_ENOUGH = 0.75  # of a block's grams
_SHORT = _GRAM + 2  # words; shorter blocks must be lines of the article
_LINKED = 0.5  # of a block's characters in links: from there on it is a menu
_LEAST_SHARE = 0.2  # of the page's words: an article that has less is compared with the rest of the page
_MOST_UNREAD = 4  # times the words of the article: other words on the page, where it is small
_PROSE = 15  # words of a paragraph that is not a teaser
_SMALL = 400  # characters of a page on which nothing is left out
_NEAR = 12  # blocks before the article's first in which headline and byline are looked for
_BOILERPLATE = frozenset({"nav", "aside", "footer", "form"})
_FILLED = frozenset({
    Markup.BLOCK_QUOTE, Markup.ATTRIBUTION, Markup.LIST_ITEM, Markup.TABLE_ROW, Markup.CODE_BLOCK, Markup.HEADING,
})  # fmt: skip
_COMMENTS = re.compile(r"comment|disqus|respon[ds]|repl(?:y|ies)\b|reaction|discuss", re.IGNORECASE)
_UNSURE = ("It is not clear which part of this page is the article: all of it is shown.",)
_END = frozenset(".!?…”»\"'")


def article_of(
    root: _Element, blocks: Sequence[PageBlock], facts: PageFacts, *, search: bool
) -> tuple[Sequence[PageBlock], tuple[str, ...]]:
    """The blocks of the article, and sentences on what is not shown; all blocks where no part is the article.

    `search` says that the library may look for it; else the page's only article or main element counts.
    """
    blocks = [block for block in blocks if block.prefix or block.text.strip()]  # others are not written
    sizes = [_size(block) for block in blocks]
    whole = sum(sizes)
    if whole < _SMALL:
        sole = _sole_article(root, blocks)
        return sole if sole is not None else _hidden_article(root, blocks, facts, whole)
    page = _Words(blocks)
    if not page.has_menus():
        return blocks, ()
    unsure: tuple[str, ...] = ()
    for found in _readings(root) if search else ():
        unsure = _UNSURE
        kept = page.kept(found, facts)
        here = sum(size for size, keep in zip(sizes, kept, strict=True) if keep)
        if here and not page.lacks(kept, few=here < _LEAST_SHARE * whole):
            return page.chosen(kept), _left_out(whole - here, whole)
    return _sole_article(root, blocks) or (blocks, unsure)


def _left_out(left: int, whole: int) -> tuple[str, ...]:
    """A sentence on so many characters that are not shown of the `whole`, and how to see them."""
    if not left:
        return ()
    share = round(100 * left / whole)
    much = f" (most of this page, {share} %)" if left > (1 - _LEAST_SHARE) * whole else f" ({share} % of this page)"
    return (f"{left:,} characters around the article{much} are not shown: --whole-page shows them.",)


def _sole_article(root: _Element, blocks: Sequence[PageBlock]) -> tuple[Sequence[PageBlock], tuple[str, ...]] | None:
    """The page's only article or main element, if it has most of what is shown outside menus and the like."""
    for name in ("main", "article"):
        found = list(islice(root.iter(name), 2))
        if len(found) == 1:
            is_within, is_aside = _Within(partial(is_, found[0])), _Within(_is_aside)
            inside = [block for block in blocks if is_within(block)]
            rest = [block for block in blocks if not is_aside(block)]
            size, whole = sum(map(_size, inside)), sum(map(_size, blocks))
            if size * 2 >= sum(map(_size, rest)) and size:
                return inside, _left_out(whole - size, whole)
    return None


def _hidden_article(
    root: _Element, blocks: Sequence[PageBlock], facts: PageFacts, whole: int
) -> tuple[Sequence[PageBlock], tuple[str, ...]]:
    """Of a page that shows next to nothing: the article that only its scripts or browsers without scripts show."""
    body = [line for line in facts.body.split("\n") if line.strip()]
    plain = [found for noscript in islice(root.iter("noscript"), 20) for found in Walk().walk(_shown(noscript))]
    if sum(map(len, body)) > max(whole, sum(map(_size, plain))):
        paragraphs = [
            PageBlock([InlinePiece(" ".join(line.split()))], Markup.PARAGRAPH, 0, "", "", None, None) for line in body
        ]
        return [*_headings(blocks), *paragraphs], (
            "The article was taken from the data that this page has for scripts.",
        )
    if sum(map(_size, plain)) > whole:
        return [*blocks, *plain], ("The article was taken from what this page shows without scripts.",)
    every = Walk(all_=True).walk(next(root.iter("body"), root))
    if sum(map(_size, every)) > max(_SMALL, 2 * whole):
        return every, ("This page hides its text until scripts run: all of it is shown.",)
    return blocks, ()


def _headings(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    return [block for block in blocks if block.markup is Markup.HEADING and block.level == 1][:1]


def _shown(noscript: _Element) -> _Element:
    """What is in a noscript element, as an element that is not hidden."""
    from lxml import html

    shown = html.Element("div")
    shown.text = noscript.text
    shown.extend(noscript)
    return shown


def _readings(root: _Element) -> Iterator[str]:
    """The words of the article, a line for each of its blocks: as the library reads it when strict, then when not.

    Nothing when it finds no article.
    """
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "justext", "courlan", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    for strict in (True, False):
        found = bare_extraction(root, favor_precision=strict, include_comments=False)
        if found is not None and (text := getattr(found, "text", None)):
            yield text


def _size(block: PageBlock) -> int:
    return sum(len(piece.text) for piece in block.pieces)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _GRAM]) for at in range(len(words) - _GRAM + 1)]


class _Words:
    """The words of a page's blocks, compared with those of the article."""

    def __init__(self, blocks: Sequence[PageBlock]) -> None:
        self._blocks = blocks
        self._words = [_words(block.text) for block in blocks]
        self._is_aside, self._is_comment = _Within(_is_aside), _Within(_is_comment)
        self._bylines: list[int] = []

    def kept(self, article: str, facts: PageFacts) -> list[bool]:
        """Which blocks are of the article with that text."""
        grams = set(_grams(_words(article)))
        lines = {tuple(_words(line)) for line in article.split("\n")}
        kept = [self._is_in(at, grams, lines) for at in range(len(self._blocks))]
        first, last = self._run(kept)
        self._drop_repeated(kept, first, last, facts)
        self._fill(kept, first, last)
        self._top(kept, first, facts)
        return kept

    def chosen(self, kept: Sequence[bool]) -> list[PageBlock]:
        """The blocks that were kept last, the byline as one."""
        by = set(self._bylines)
        return [
            block._replace(markup=Markup.BYLINE, level=0) if at in by else block
            for at, block in enumerate(self._blocks)
            if kept[at]
        ]

    def has_menus(self) -> bool:
        """Whether anything on the page stands apart from its text: lists of links, menus, a footer, comments."""
        return any(
            _linked(block) >= _LINKED or self._is_aside(block) or self._is_comment(block)
            for block, words in zip(self._blocks, self._words, strict=True)
            if words
        )

    def lacks(self, kept: Sequence[bool], *, few: bool) -> bool:
        """Whether most of what reads as prose is not kept, or of all words, if `few` are kept, by far the most."""
        prose = [at for at in range(len(self._blocks)) if self._is_prose(at)]
        there = sum(len(self._words[at]) for at in prose)
        here = sum(len(self._words[at]) for at in prose if kept[at])
        if here * (2 if few else 3) < there:
            return True
        return few and self._unread(kept) > _MOST_UNREAD * sum(
            len(words) for words, keep in zip(self._words, kept, strict=True) if keep
        )

    def _unread(self, kept: Sequence[bool]) -> int:
        """The words in blocks that are not kept, and are neither links nor comments nor beside the text."""
        rest = (at for at, keep in enumerate(kept) if not keep and _linked(self._blocks[at]) < _LINKED)
        return sum(
            len(self._words[at])
            for at in rest
            if not self._is_aside(self._blocks[at]) and not self._is_comment(self._blocks[at])
        )

    def _is_prose(self, at: int) -> bool:
        """Whether a block reads as a paragraph of an article, and is not what readers commented."""
        block = self._blocks[at]
        if len(self._words[at]) < _PROSE or _linked(block) >= _LINKED or block.text.rstrip()[-1:] not in _END:
            return False
        return not self._is_aside(block) and not self._is_comment(block)

    def _is_in(self, at: int, grams: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> bool:
        words = self._words[at]
        if not words:
            return False
        if len(words) < _SHORT:
            return tuple(words) in lines or (len(words) >= _GRAM and tuple(words[:_GRAM]) in grams)
        own = _grams(words)
        return sum(gram in grams for gram in own) >= _ENOUGH * len(own)

    def _run(self, kept: list[bool]) -> tuple[int, int]:
        """The first and the last block of the article: the stretch with most of its words."""
        strong = [
            at
            for at, keep in enumerate(kept)
            if keep and len(self._words[at]) >= _SHORT and _linked(self._blocks[at]) < _LINKED
        ]
        if not strong:
            strong = [at for at, keep in enumerate(kept) if keep]
        return (strong[0], strong[-1]) if strong else (0, -1)

    def _drop_repeated(self, kept: list[bool], first: int, last: int, facts: PageFacts) -> None:
        """Let go of what stands outside the article's stretch, or says a second time what stands in it."""
        seen = {tuple(_words(facts.title))} if facts.title else set()
        for at, keep in enumerate(kept):
            words = tuple(self._words[at])
            if not keep:
                continue
            heading = self._blocks[at].markup is Markup.HEADING
            again = words in seen and len(words) >= _GRAM and not heading and not self._is_prose(at)
            kept[at] = first <= at <= last and not again
            seen.add(words)

    def _fill(self, kept: list[bool], first: int, last: int) -> None:
        """Take what stands between blocks of the article and is not a menu: headings before text, quotations, items."""
        for at in range(first, last + 1):
            block = self._blocks[at]
            if kept[at] or block.markup not in _FILLED or _linked(block) >= _LINKED or self._is_aside(block):
                continue
            kept[at] = any(kept[at + 1 : at + 2]) if block.markup is Markup.HEADING else self._is_among(at, kept)

    def _is_among(self, at: int, kept: Sequence[bool]) -> bool:
        """Whether a block is in the element in which the paragraphs kept before and after it are."""
        before = next(
            (other for other in range(at - 1, max(-1, at - _NEAR), -1) if self._is_kept_text(other, kept)), None
        )
        after = next((o for o in range(at + 1, min(len(kept), at + _NEAR)) if self._is_kept_text(o, kept)), None)
        if before is None or after is None:
            return False
        outer = _parent(self._blocks[before])
        inside = outer is not None and outer is _parent(self._blocks[after])
        return inside and any(one is outer for one in islice(_ancestors(self._blocks[at].element), _NEAR))

    def _is_kept_text(self, at: int, kept: Sequence[bool]) -> bool:
        return kept[at] and self._blocks[at].markup is Markup.PARAGRAPH

    def _top(self, kept: list[bool], first: int, facts: PageFacts) -> None:
        """Take the headline, the standfirst and the byline above the article's first paragraph."""
        title = _words(facts.title)
        near = range(max(0, first - _NEAR), first)
        heads = [
            at
            for at in range(first)
            if self._blocks[at].markup is Markup.HEADING and title and _same(self._words[at], title)
        ]
        head = heads[-1] if heads else next((at for at in reversed(near) if self._is_main(at)), None)
        if head is not None and not any(kept[at] and self._is_main(at) for at in range(len(kept))):
            kept[head] = True
        for at in near:
            block = self._blocks[at]
            if head is not None and at > head and block.markup is Markup.PARAGRAPH and self._is_standfirst(at):
                kept[at] = True
            if block.markup is Markup.BYLINE:
                kept[at] = False  # an address, a date, or the byline itself, which is told from them below
        heads += [at for at in range(first, len(kept)) if kept[at] and self._is_main(at)][:1]
        heads += [head] if head is not None and head not in heads else []
        begun = next((at for at in range(first, len(kept)) if kept[at] and self._is_prose(at)), first)
        self._bylines = bylines(self._blocks, sorted(heads), begun, facts)
        for at in self._bylines:
            kept[at] = True

    def _is_main(self, at: int) -> bool:
        return self._blocks[at].markup is Markup.HEADING and self._blocks[at].level == 1

    def _is_standfirst(self, at: int) -> bool:
        block = self._blocks[at]
        return len(self._words[at]) >= _PROSE - 5 and not _linked(block) and block.text.rstrip()[-1:] in _END


def _same(words: Sequence[str], title: Sequence[str]) -> bool:
    """Whether a heading and a title have the same words, but for a few."""
    shared = sum((Counter(words) & Counter(title)).values())
    return shared * 10 >= 8 * max(len(words), len(title))


def _linked(block: PageBlock) -> float:
    """The share of a block's characters that are in links."""
    size = _size(block)
    return (
        sum(len(p.text) for p in block.pieces if any(kind is Markup.LINK for kind, _ in p.styles)) / size if size else 0
    )


def _ancestors(element: _Element | None) -> Iterator[_Element]:
    while element is not None:
        element = element.getparent()
        if element is not None:
            yield element


def _parent(block: PageBlock) -> _Element | None:
    return block.element.getparent() if block.element is not None else None


class _Within:
    """Whether blocks stand in an element of some sort; each element is asked about once."""

    def __init__(self, is_it: Callable[[_Element], bool]) -> None:
        self._is_it = is_it
        self._known: dict[_Element | None, bool] = {None: False}

    def __call__(self, block: PageBlock) -> bool:
        path = []
        element = block.element
        while element not in self._known:
            path.append(element)
            element = None if element is None or self._is_it(element) else element.getparent()
        found = self._known[element] if not path or not self._ends(path[-1]) else True
        self._known |= dict.fromkeys(path, found)
        return found

    def _ends(self, element: _Element | None) -> bool:
        return element is not None and self._is_it(element)


def _is_aside(element: _Element) -> bool:
    """Whether an element is a part of the page that is not the article."""
    return element.tag in _BOILERPLATE


def _is_comment(element: _Element) -> bool:
    """Whether an element has what readers commented, by the names that pages give to such parts."""
    if element.tag in {"body", "html", "article", "main"}:
        return False
    return bool(_COMMENTS.search(element.get("class") or "") or _COMMENTS.search(element.get("id") or ""))
