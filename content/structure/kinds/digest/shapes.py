"""What the lines of a digest look like: items of lists, titles, and who or when below a title."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Markup
from content.kept import compiled
from content.structure.kinds.hints import is_dated
from content.structure.kinds.words import KindWords

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

WORDS = KindWords(str(Path(__file__)))
_INTRO = WORDS.pattern(r"(?<!\w){intros}(?!\w)")
_SIGN = compiled(r"(?P<sign>[-*•‣◦▪■●►▶+–])\s+\S")
_NUMBER = compiled(r"\(?(?P<number>\d{1,3})(?P<letter>[A-Za-z])?[.)]\s+\S")
_RULE = compiled(r"\A[-=_*~—–#· ]{3,}$")
_BY = WORDS.pattern(r"[(–—-]{0,2} ?{by} \S")
_DATED = compiled(r"\A(?:[^\W\d_]{2,20}:? )?\(?\D{0,20}(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)\b.{0,40}$")
_STOPS = (".", "!", ",", ";", "…", ".”", '."', ".)", ".“", ":")
_OPEN_ENDS = (":", "...", "…")
_PLACED = compiled(r"[^\W\d_][^:]{1,40}: \S")
_LABELLED = compiled(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я\d '’,&/-]{3,60}(?::|\.| [–—-])\s+\S.{20}")
_LINKED = compiled(r"\S \(?https?://\S{1,400}$|.{30}\([^()]{2,40}\)\.?$")
_LEAST = 3
_SHORT = 40
_MANY = 8  # blanks
_LONGEST_TITLE = 120
_LONGEST_BELOW = 80


def _is_linked(line: str) -> bool:
    """Whether a line ends with a source in brackets, or with an address."""
    return (line.endswith((")", ").")) or "http" in line) and _LINKED.search(line) is not None


def is_intro(line: str) -> bool:
    """Whether a line says of what it opens that it is a newsletter or the like."""
    return _INTRO.search(line) is not None


class Item(NamedTuple):
    """An item of a list: how far it is indented, and its number, if it has one."""

    indent: int
    number: int | None
    letter: str | None


class Shapes:
    """The shapes of the lines of a page, by their indices."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def is_marked_up(self) -> bool:
        """Whether the source says itself which lines are titles and items."""
        return any(line.markup for line in self.page.lines)

    @cached_property
    def items(self) -> dict[int, Item]:
        """The lines that begin an item, but for numbered titles."""
        if self.is_marked_up:
            lines = enumerate(self.page.lines)
            return {index: Item(line.indent, None, None) for index, line in lines if line.markup is Markup.LIST_ITEM}
        found: dict[int, Item] = {}
        for index, line in enumerate(self.page.lines):
            numbered = _NUMBER.match(line.words)
            if numbered and index not in self.numbered_titles:
                found[index] = Item(line.indent, int(numbered["number"]), numbered["letter"])
            elif _SIGN.match(line.words):
                found[index] = Item(line.indent, None, None)
        return found

    @cached_property
    def numbered_titles(self) -> frozenset[int]:
        """Short numbered lines that stand alone, at least two of them."""
        found = {
            index
            for index, line in enumerate(self.page.words)
            if _NUMBER.match(line) and self._stands_alone(index) and self._ends_as_title(line)
        }
        apart = {index for index in found if not {index - 1, index + 1} & found}
        return frozenset(apart) if len(apart) >= 2 else frozenset()

    @cached_property
    def rules(self) -> frozenset[int]:
        """The lines of nothing but signs."""
        return frozenset(index for index, line in enumerate(self.page.words) if _RULE.match(line))

    @cached_property
    def titles(self) -> dict[int, bool]:
        """The lines that look like titles, each with whether somebody's name or a date stands right below."""
        if self.is_marked_up:
            lines = enumerate(self.page.lines)
            return {index: self.is_below(index + 1) for index, line in lines if line.markup is Markup.HEADING}
        found: dict[int, bool] = {}
        for index, line in enumerate(self.page.words):
            if found.get(index - 1):  # the name or date of the title above
                continue
            signed = self.is_below(index + 1)
            if self._may_be_title(index, line) and self._stands_alone(index) and self._says_title(index, line, signed):
                found[index] = signed
        return found

    def _may_be_title(self, index: int, line: str) -> bool:
        if index in self.rules or index in self.items or len(line) > _LONGEST_TITLE or not any(map(str.isalpha, line)):
            return False
        return not (_DATED.match(line) or (line[0] in "([" and line[-1] in ")]"))

    def _says_title(self, index: int, line: str, signed: bool) -> bool:
        """Whether a line that stands alone is a title, by how it ends and by what stands around it."""
        listed = index + 1 in self.items
        if signed:
            return True
        if self.numbered_titles and index not in self.numbered_titles and not listed:
            return index == 0
        if self.is_below(index - 1) and line.count(" ") >= _MANY:  # the first line of a story without a full stop
            return False
        first = min(self.items, default=0)
        if index and index < first and self._under_headline(index) and (not listed or line.endswith(_OPEN_ENDS)):
            return False
        return self._ends_as_title(line) or (listed and line.endswith(_OPEN_ENDS))

    def _under_headline(self, index: int) -> bool:
        """Whether no paragraph stands between the first line and this one."""
        return not any(len(line) > _LONGEST_TITLE or line.endswith(".") for line in self.page.words[:index])

    @cached_property
    def headless(self) -> bool:
        """Whether the first line is the title of a story as well: all name place and news, or all have authors."""
        if len(self.titles) < _LEAST or 0 not in self.titles or self.items:
            return False
        authors = all(self.is_byline(index + 1) for index in self.titles)
        return authors or all(map(_PLACED.match, map(self.page.words.__getitem__, self.titles)))

    @cached_property
    def labelled(self) -> frozenset[int]:
        """The paragraphs that begin with a title in capitals or in bold, or end with a source or a link."""
        lines = enumerate(self.page.lines)
        found = {index for index, line in lines if index and (line.strong > 2 or _LABELLED.match(line.words))}
        if len(found) < _LEAST:
            found = {index for index, line in enumerate(self.page.words) if index and _is_linked(line)}
        return frozenset(found) if len(found) >= _LEAST else frozenset()

    def is_below(self, index: int) -> bool:
        """Whether a line right below another says who wrote it or when."""
        line = self.page.at(index)
        if not line or len(line) > _LONGEST_BELOW:
            return False
        if index and self._says_when(line) and _BY.match(self.page.at(index + 1)) is None:
            return not self.page.words[index - 1].endswith(_STOPS)
        apart = self.page.blank_before(index) and not self.is_marked_up
        return not apart and (
            (_BY.match(line) is not None and not line.endswith(".")) or _DATED.match(line) is not None
        )

    @staticmethod
    def _says_when(line: str) -> bool:
        """Whether a line is a date with little else, or ends with one."""
        if not line[0].isalnum() or line.endswith(_STOPS) or not is_dated(line):
            return False
        return len(line) <= _SHORT or line[-1].isdigit()

    def is_byline(self, index: int) -> bool:
        """Whether a line right below another names somebody."""
        return self.is_below(index) and _BY.match(self.page.words[index]) is not None

    def _ends_as_title(self, line: str) -> bool:
        return len(line) <= _LONGEST_TITLE and not line.endswith(_STOPS)

    def _stands_alone(self, index: int) -> bool:
        """Whether a blank line or a rule stands above, and below it a blank line, an item, a name or a longer line."""
        page = self.page
        above = page.blank_before(index) or index - 1 in self.rules or _DATED.match(page.words[index - 1]) is not None
        if not above or index + 1 >= len(page.lines):
            return False
        below = page.words[index + 1]
        if page.blank_before(index + 1) or _SIGN.match(below) or self.is_below(index + 1):
            return True
        line = page.words[index]
        sentence = len(line) <= _SHORT and len(below) > len(line) and below.endswith(".")
        return len(below) > _LONGEST_TITLE or sentence
