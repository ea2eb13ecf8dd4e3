"""The stories of a digest: which lines begin them, where they end, their headlines, sources and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.structure.model import Story

if TYPE_CHECKING:
    from content.structure.kinds.digest.shapes import Shapes
    from content.structure.kinds.page import Page

_LINK = compiled(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]")
_SOURCE = compiled(r"[(\[]([^()\[\]\n]{2,40})[)\]]\W{0,3}(?:https?://\S+)?\s*\Z")
_AROUND = compiled(r"(?<!\s)\s{1,8}(?:[(\[][^()\[\]\n]{2,40}[)\]]\W{0,3})?(?:[(\[]?https?://\S{1,500})?\s{0,8}\Z")
_MARK = compiled(r"(?:[-*•‣◦▪■●►▶+–]|\(?\d{1,3}[A-Za-z]?[.)])\s+")
_SENTENCE = compiled(r"\A[^\n]{3,160}?(?:[.!?](?=\s)|:(?=\s)|\Z|(?=\n))", re.DOTALL)
_FEW = 4  # words of a title that names a section


def story_starts(shapes: Shapes) -> list[int]:
    """The indices of lines that begin a story, in order."""
    titles = shapes.titles
    if shapes.numbered_titles:
        return sorted(shapes.numbered_titles)
    if sum(titles.values()) >= 2:
        return sorted(index for index in titles if _is_story(shapes, index))
    items = _items(shapes)
    signed = {index for index, below in titles.items() if below and index}
    if items:
        return sorted(signed | {index for index in items if not _under(shapes, index) & signed})
    below = [index for index in titles if (index or shapes.headless) and index + 1 not in titles]
    return sorted(below if len(below) > 1 else shapes.labelled)


def _is_story(shapes: Shapes, index: int) -> bool:
    """Whether a title is that of a story, where some have authors: the others are sections, if they are short."""
    if index == 0:
        return shapes.headless
    return shapes.titles[index] or len(shapes.page.words[index].split()) > _FEW


def _items(shapes: Shapes) -> list[int]:
    """The items of the outermost lists, those with the same number but for its letter as one."""
    outermost = min((item.indent for item in shapes.items.values()), default=0)
    found: list[int] = []
    last: int | None = None
    for index, item in sorted(shapes.items.items()):
        if item.indent > outermost + 1:
            continue
        if item.letter and item.number == last:
            continue
        last = item.number if item.letter else None
        found.append(index)
    return found


def _under(shapes: Shapes, index: int) -> set[int]:
    """The title under which a line stands, if there is one."""
    return {max((title for title in shapes.titles if title < index), default=-1)}


def stories(page: Page, shapes: Shapes, asides: frozenset[int], others: frozenset[int]) -> list[Story]:
    """The stories, each to the line before the next story or section.

    `asides` are lines that belong to none; `others` those that do not end a story, as they are around the text.
    """
    begins = [index for index in story_starts(shapes) if index not in asides]
    sections = set(begins) if shapes.numbered_titles else set(shapes.titles)
    borders = sorted({*begins, *sections, *shapes.rules, *asides, len(page.lines)})
    found = []
    for first in begins:
        after = next(at for at in borders if at > first)
        while after - 1 > first and after - 1 in others:
            after -= 1
        found.append(_story(page, first, after, titled=first in shapes.titles))
    return found


def _story(page: Page, first: int, after: int, *, titled: bool) -> Story:
    """The story from one line to before another; its headline is the line, or of an item the first words."""
    whole = TextRange(page.lines[first].range.start, page.lines[after - 1].range.end)
    line = page.lines[first].range
    words = line.of(page.text)
    mark = _MARK.match(words)
    start = mark.end() if mark else 0
    sentence = None if titled else _SENTENCE.match(words[start:])
    strong = page.lines[first].strong
    end = strong if strong > start else start + sentence.end() if sentence else len(words)
    if end > strong and (around := _AROUND.search(words, start, end)):
        end = around.start()
    headline = TextRange(line.start + start, line.start + len(words[:end].rstrip(" :.")))
    link = next((span.value for span in page.links if whole.contains(span.range)), None)
    if link is None and (written := _LINK.search(whole.of(page.text))):
        link = written[0]
    source = _SOURCE.search(words)
    named = TextRange(line.start + source.start(1), line.start + source.end(1)) if source else None
    return Story(whole, headline or None, named, link)
