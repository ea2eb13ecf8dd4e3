"""What each line of a digest is for, and its stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from content.structure.kinds.digest.shapes import WORDS, Shapes, is_intro
from content.structure.kinds.digest.stories import stories
from content.structure.kinds.posts import posts
from content.structure.kinds.rules import Parts
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_TITLE = Role.HEADING, Reason.of("digest-title", 0.85)
_ITEM = Role.LIST_ITEM, Reason.of("digest-item", 0.9)
_MORE = Role.LIST_ITEM, Reason.of("goes-on-with-item", 0.85)
_PARAGRAPH = Role.PARAGRAPH, Reason.of("digest-text", 0.8)
_BYLINE = Role.BYLINE, Reason.of("byline-below", 0.85)
_DATE = Role.OTHER, Reason.of("dated", 0.85)
_RULE = Role.OTHER, Reason.of("no-words", 0.95)
_ASIDE = Role.OTHER, Reason.of("asks", 0.8)
_ASKS = WORDS.pattern(r"\A[-*•‣◦▪■●►▶+–]?\s{0,4}{asks}(?!\w)")
_STOPS = (".", "!", "?", ".”", '."', ":")
_LONG = 80
_SHORT = 40


def asides(page: Page, shapes: Shapes) -> frozenset[int]:
    """The items and short lines that ask readers to follow, subscribe or share."""
    return frozenset(
        index
        for index, line in enumerate(page.words)
        if index and (index in shapes.items or len(line) <= _LONG) and index not in shapes.titles and _ASKS.match(line)
    )


def starts(page: Page) -> frozenset[int]:
    """The lines that begin a title, an item, what stands below a title, or the text after it."""
    shapes = Shapes(page)
    own = {*shapes.titles, *shapes.items, *shapes.rules, *shapes.labelled}
    below = {index for title in shapes.titles for index in (title + 1, title + 2) if index < len(page.lines)}
    return frozenset(own | below)


def joins(page: Page) -> frozenset[int]:
    """The lines that carry on an item."""
    return frozenset(_carried_on(page, Shapes(page)))


def roles(page: Page) -> dict[int, Judged]:
    """The roles of titles, items with the lines that carry them on, and of what stands below titles."""
    shapes = Shapes(page)
    if shapes.is_marked_up:
        return dict.fromkeys(asides(page, shapes), _ASIDE)
    known: dict[int, Judged] = {index: _TITLE for index in shapes.titles if index or shapes.headless}
    known |= dict.fromkeys(_carried_on(page, shapes), _MORE)
    known |= dict.fromkeys(shapes.items, _ITEM)
    known |= dict.fromkeys(shapes.rules, _RULE)
    known |= dict.fromkeys(asides(page, shapes), _ASIDE)
    for index in shapes.titles:
        if shapes.is_below(index + 1):
            known[index + 1] = _BYLINE if shapes.is_byline(index + 1) else _DATE
    return known | _opening(page) | posts(page)


def _carried_on(page: Page, shapes: Shapes) -> Iterator[int]:
    """The lines that carry on an item: right below it, and not further out than it."""
    inside: int | None = None
    for index, line in enumerate(page.lines):
        if index in shapes.items:
            inside = shapes.items[index].indent
        elif line.after_blank or index in shapes.titles or index in shapes.rules:
            inside = None
        elif inside is not None and line.indent >= inside:
            yield index


def _opening(page: Page) -> dict[int, Judged]:
    """The first lines, where they are sentences of one paragraph and not a headline."""
    last = next((at for at in range(1, len(page.lines)) if page.blank_before(at)), len(page.lines)) - 1
    first = page.words[0]
    goes_on = last > 0 and (first.endswith((".", "!")) or page.words[1][0].islower() or is_intro(first))
    if goes_on or (len(first) > _LONG and first.endswith(".")):
        return dict.fromkeys(range(last + 1), _PARAGRAPH)
    return {}


def body(page: Page) -> dict[int, Judged]:
    """Long lines, sentences, and lines right below such that are nothing else are paragraphs."""
    shapes = Shapes(page)
    if shapes.is_marked_up:
        return {}
    known: dict[int, Judged] = {}
    for index in range(1, len(page.words)):
        line = page.words[index]
        below = index + 1 < len(page.words) and not page.blank_before(index + 1) and index + 1 not in shapes.items
        goes_on = index - 1 in known if not page.blank_before(index) else below and len(line) > _SHORT
        if len(line) > _LONG or goes_on or (line.endswith(_STOPS) and " " in line):
            known[index] = _PARAGRAPH
    return {index: found for index, found in known.items() if index not in shapes.items and index not in shapes.titles}


def parts(page: Page, judged: Sequence[Judged]) -> Parts:
    """The stories."""
    shapes = Shapes(page)
    others = frozenset(index for index, (role, _) in enumerate(judged) if role is Role.OTHER)
    return Parts(stories=tuple(stories(page, shapes, asides(page, shapes), others)))
