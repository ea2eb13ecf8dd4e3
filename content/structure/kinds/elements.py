"""The elements of a text that is read line by line: paragraphs, items with their continuation lines, headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.structure.kinds.page import Line, Page
from content.structure.lines.blocks import BULLETS, Piece, is_forced, is_hard_wrapped, width_of
from content.structure.lines.furniture import in_columns

if TYPE_CHECKING:
    from content.structure.lines.judged_lines import Judged

_BULLET = compiled(
    rf"\A(?:(?P<sign>[{BULLETS}·\uf0b7\uf0a7\uf0d8o*+–—-]|\(-\))\s+|(?P<tight>[{BULLETS}\uf0b7\uf0a7\uf0d8]))(?=\S)"
)
_NUMBER = compiled(
    r"\A(?P<open>\()?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{1,5})"
    r"(?:(?P<close>\.\)|[.)])\s+(?=\S)|(?P<dash>\s[-–]\s)(?=[^\W\d])|(?<=\.\d)(?<![\d.]{6})\s(?=[^\W\d_a-zà-ÿ]))"
)
_BULLET_OF_LETTER = compiled(r"o(?:\t|\s{2})")  # as word processors write a hollow one
_DASHES = frozenset("–—")  # which stand before names, too
_NEAR = 6  # lines
_ENDS = frozenset('.:;!?”"»)')


class Mark(NamedTuple):
    """What a line begins with as an item does: a sign, or a number with the sign after it and how deep it goes."""

    sign: str
    number: str = ""
    depth: int = 0
    width: int = 0  # characters up to the words


class Element(NamedTuple):
    """Lines that go together, from `first` up to `after`; `apart` and `alone` say whether blank lines are around.

    `words` have single blanks between them, `raw` is the first line as it stands.
    """

    first: int
    after: int
    words: str
    raw: str
    indent: int
    mark: Mark | None
    apart: bool  # a blank line above, or the start
    closed: bool  # ... and below, or the end

    @property
    def said(self) -> str:
        """The words after the bullet or number."""
        return self.words if self.mark is None else self.words[self.mark.width :].lstrip()


def mark_of(words: str) -> Mark | None:
    """The bullet or number that a line begins with, or None."""
    bullet = _BULLET.match(words)
    if bullet and any(map(str.isalnum, words[bullet.end() : bullet.end() + 80])):
        return Mark(bullet["sign"] or bullet["tight"], width=bullet.end())
    number = _NUMBER.match(words)
    if number is None or (number["open"] and number["close"] != ")"):
        return None
    word = fold(words[number.end() : number.end() + 20].split(maxsplit=1)[0].strip(".,"))
    if number["close"] == "." and number["number"].isdigit() and word in every().months_and_days:
        return None
    close = (number["open"] or "") + (number["close"] or number["dash"] or "").strip()
    return Mark(close, number["number"], number["number"].count(".") + 1, number.end())


def line_by_line(page: Page) -> tuple[Page, list[int]]:
    """The page with each line on its own, and the first line of each of its blocks."""
    if not any("\n" in page.text[line.range.start : line.range.end] for line in page.lines):
        return page, list(range(len(page.lines)))
    lines: list[Line] = []
    firsts = []
    for block in page.lines:
        firsts.append(len(lines))
        at = block.range.start
        for part in page.text[at : block.range.end].split("\n"):
            words = part.strip()
            start = at + len(part) - len(part.lstrip())
            if words:
                indent = start - (page.text.rfind("\n", 0, start) + 1)
                after_blank = block.after_blank and len(lines) == firsts[-1]
                where = TextRange(start, start + len(words))
                lines.append(Line(" ".join(words.split()), where, after_blank, indent, block.markup, 0))
            at += len(part) + 1
    return Page(page.text, lines, page.language), firsts


def elements_of(page: Page, begins: Callable[[Page, int], bool] = lambda _, __: False) -> list[Element]:
    """The elements of a page of lines; `begins` says of further lines that they begin one."""
    pieces = [Piece(line.range, line.markup, 0, line.after_blank) for line in page.lines]
    width = width_of(page.text, pieces) if is_hard_wrapped(page.text, pieces) else 0
    found: list[tuple[int, Mark | None]] = []
    for index, line in enumerate(page.lines):
        wrapped = index > 0 and width > 0 and is_forced(page.text, pieces[index - 1], pieces[index], width)
        mark = _mark_within(page, index, found[-1][1] if found else None, wrapped=wrapped)
        if mark or not found or line.after_blank or not _goes_on(page, pieces, index, found[-1], width):
            found.append((index, mark))
        elif found[-1][1] is None and begins(page, index):
            found.append((index, None))
    ends = [first for first, _ in found[1:]] + [len(page.lines)]
    return [_element(page, first, after, mark) for (first, mark), after in zip(found, ends, strict=True)]


def _mark_within(page: Page, index: int, above: Mark | None, *, wrapped: bool) -> Mark | None:
    """The mark of a line, unless it is a number or a dash in the midst of a sentence."""
    words = page.words[index]
    mark = mark_of(words)
    if mark and mark.sign in _DASHES and not any(page.at(at)[:1] == mark.sign for at in _around(index)):
        return None
    if mark and mark.sign == "o" and not _BULLET_OF_LETTER.match(page.lines[index].range.of(page.text)):
        return None
    if mark is None or not wrapped or page.blank_before(index) or above or mark.sign in BULLETS + "*+":
        return mark
    return mark if page.at(index - 1)[-1:] in _ENDS or len(page.at(index - 1)) < 40 else None


def _around(index: int) -> Iterator[int]:
    return (at for at in range(index - _NEAR, index + _NEAR + 1) if at != index)


def _goes_on(page: Page, pieces: Sequence[Piece], index: int, block: tuple[int, Mark | None], width: int) -> bool:
    """Whether a line goes on with the element that began with `block`."""
    line, above, (first, mark) = page.lines[index], page.lines[index - 1], block
    if any(_stands_alone(one.range.of(page.text)) for one in (line, above)):
        return False
    if mark:
        deeper = line.indent > page.lines[first].indent
        return deeper or (width > 0 and is_forced(page.text, pieces[index - 1], pieces[index], width))
    if line.indent > above.indent + 1 or not width:
        return False
    return is_forced(page.text, pieces[index - 1], pieces[index], width)


def _stands_alone(line: str) -> bool:
    """Whether a line is a rule or in columns, and so no part of a paragraph."""
    return in_columns(line) or not any(map(str.isalnum, line))


def _element(page: Page, first: int, after: int, mark: Mark | None) -> Element:
    line = page.lines[first]
    return Element(
        first,
        after,
        " ".join(page.words[first:after]),
        line.range.of(page.text),
        line.indent,
        mark,
        page.blank_before(first),
        page.blank_before(after),
    )


JudgeElements = Callable[[Page, Sequence[Element]], Mapping[int, "Judged"]]
"""Roles by the index of the element: of those that the kind knows."""


class ReadByElements(NamedTuple):
    """The `starts` and `roles` of a kind that judges elements."""

    judge: JudgeElements
    begins: Callable[[Page, int], bool] = lambda _, __: False

    def starts(self, page: Page) -> frozenset[int]:
        """The first lines of all elements."""
        return frozenset(element.first for element in elements_of(page, self.begins))

    def roles(self, page: Page) -> dict[int, Judged]:
        """The role of each block: that of the element to which its first line belongs."""
        lines, firsts = line_by_line(page)
        elements = elements_of(lines, self.begins)
        judged = self.judge(lines, elements)
        begin = [element.first for element in elements]
        at = {block: bisect_right(begin, first) - 1 for block, first in enumerate(firsts)}
        return {block: judged[element] for block, element in at.items() if element in judged}
