"""Rules for texts made of headings, lists and labelled values, as reports, advisories and minutes are.

They judge elements (see `elements`): what an element is for is told by its bullet or number, by the blank lines and the
indentation around it, and by how long it and its neighbours are.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.hints import FIELD, is_dated, is_framed, section_name
from content.structure.kinds.words import KindWords
from content.structure.lines.blocks import Piece, is_hard_wrapped
from content.structure.lines.dateline import is_date
from content.structure.lines.furniture import furniture
from content.structure.lines.portions import portion_of
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_WORDS = KindWords(__file__)
_LABELLED = _WORDS.pattern(r"{heading_labels}\s?[\dA-Z]{1,4}(?:\.\d{1,3}){0,6}[.:]?\s", 0)
_ADDRESS = compiled(r"\A\W{0,3}(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|[\w.-]+\.\w{2,}/\S*)\W{0,3}$")
_LINKED = compiled(r"\A[^.!?:]{2,80}: ?<?(?:https?://|www\.)\S+$")
_BRACKETED = compiled(r"\A[(\[][^()\[\]]{1,120}[)\]]\.?$")
_SENTENCES = compiled(r"[^\W\d_]{2}[.!?][”\"»)]?\s++[^\W_]")
_ENDS = frozenset(".!?:。！？：")
_QUOTES = frozenset('"“”„«»')
_STOPS = frozenset(".!?;…。！？；")
_LONGEST_HEADING = 90
_LONGEST_ITEM = 160  # characters of a numbered line that is an item in any case
_LONGEST_VALUE = 90
_PROSE = 60  # characters from which a line with a full stop is prose
_FEWEST = 2
_FEW = 6  # words of a heading that ends in a colon
_LOOK = 3  # elements below, among which what a heading stands above must come


class Listed:
    """The elements of a text, with what is the same for all of them."""

    def __init__(self, page: Page, elements: Sequence[Element], sections: frozenset[str] = frozenset()) -> None:
        """`sections` are names of sections."""
        self.page, self.elements, self.sections = page, elements, sections

    @cached_property
    def airy(self) -> bool:
        """Whether blank lines tell elements apart."""
        return any(line.after_blank for line in self.page.lines[1:])

    def at(self, index: int) -> Element | None:
        """An element, or None before the first and after the last."""
        return self.elements[index] if 0 <= index < len(self.elements) else None

    @cached_property
    def wrapped(self) -> bool:
        """Whether paragraphs go over several lines, so that a line may be in the midst of one."""
        pieces = [Piece(line.range, line.markup, 0, line.after_blank) for line in self.page.lines]
        return is_hard_wrapped(self.page.text, pieces)

    @cached_property
    def colons(self) -> bool:
        """Whether headings end with a colon here, in a text without blank lines."""
        short = [one.words for one in self.elements if one.mark is None and len(one.words.split()) <= _FEW]
        return not self.airy and sum(words[-1] == ":" for words in short) > 1

    @cached_property
    def paragraphs(self) -> frozenset[int]:
        """How far those numbered lines are indented that are paragraphs: a third of them has several sentences."""
        found: dict[int, list[bool]] = {}
        for one in self.elements:
            if one.mark and one.mark.number.isdigit() and one.mark.sign in {"", "."}:
                long = len(one.words) > _LONGEST_ITEM and _SENTENCES.search(one.said) is not None
                found.setdefault(one.indent, []).append(long)
        return frozenset(indent for indent, long in found.items() if 3 * sum(long) >= len(long))

    @cached_property
    def items(self) -> frozenset[str]:
        """The words of short list items, as they may come again as headings."""
        return frozenset(one.said for one in self.elements if one.mark and len(one.words) <= _LONGEST_HEADING)

    def alone(self, index: int) -> bool:
        """Whether blank lines stand above and below an element; if there are none in the text, it is a line."""
        return not self.airy or (self.elements[index].apart and self.elements[index].closed)

    def apart(self, index: int) -> bool:
        """Whether a blank line stands above an element, or need not, since each line is a paragraph."""
        return not self.airy or self.elements[index].apart or not self.wrapped

    def sibling(self, index: int, by: int) -> bool:
        """Whether the next element up or down has the next number of the same form."""
        here, other = self.elements[index], self.at(index + by)
        if here.mark is None or other is None or other.mark is None or other.mark.sign != here.mark.sign:
            return False
        return _follows(here.mark.number, other.mark.number, by)

    @cached_property
    def numbered(self) -> frozenset[int]:
        """Numbered elements whose number comes next after that of one above or below, wherever that stands."""
        found: set[int] = set()
        last: dict[tuple[str, int, bool], int] = {}
        for index, element in enumerate(self.elements):
            if element.mark and element.mark.number:
                key = element.mark.sign, element.mark.depth, element.mark.number.isalpha()
                before = last.get(key)
                if before is not None and _follows(_number(self.elements[before]), element.mark.number, 1):
                    found |= {before, index}
                last[key] = index
        return frozenset(found)


def _number(element: Element) -> str:
    return element.mark.number if element.mark else ""


def _follows(number: str, other: str, by: int) -> bool:
    """Whether `other` is the number that comes `by` after `number`."""
    if number.isalpha() and other.isalpha():
        return (len(number) == len(other) == 1 and ord(other) - ord(number) == by) or len(number) + len(other) > 2
    *above, last = number.split(".")
    *others, following = other.split(".")
    return above == others and last.isdigit() and following.isdigit() and int(following) - int(last) in {by, 0}


def judge(
    page: Page, elements: Sequence[Element], known: Mapping[int, Judged], sections: frozenset[str] = frozenset()
) -> dict[int, Judged]:
    """The roles of the elements that the rules are sure of; those `known` already stay.

    `sections` are names, folded, that sections of this kind have.
    """
    listed = Listed(page, elements, sections)
    judged = dict(known)
    for index in range(len(elements)):
        if index not in judged:
            found = _of_one(listed, index, judged.get(index - 1))
            if found is not None:
                judged[index] = found
    return judged


def _of_one(listed: Listed, index: int, above: Judged | None) -> Judged | None:
    element = listed.elements[index]
    if not any(map(str.isalnum, element.words)):
        return Role.OTHER, Reason.of("no-words", 0.97)
    if element.mark is None and (reason := furniture(element.raw)) is not None and element.after == element.first + 1:
        return Role.OTHER, reason
    for rule in RULES:
        found = rule(listed, index, above)
        if found is not None:
            return found
    return None


def _named(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    """The name of a section, alone on its line."""
    element = listed.elements[index]
    bulleted = element.mark is not None and not element.mark.number
    if bulleted or section_name(element.words) not in listed.sections or listed.at(index + 1) is None:
        return None
    if listed.sibling(index, 1) or listed.sibling(index, -1):  # a list of contents
        return None
    return Role.HEADING, Reason.of("section-name", 0.9)


def _announced(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    """The words of an item of an agenda or a list of contents, again on a line of their own."""
    element = listed.elements[index]
    if element.mark or element.words not in listed.items or listed.at(index + 1) is None:
        return None
    return Role.HEADING, Reason.of("listed-above", 0.9)


def _bulleted(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    mark = listed.elements[index].mark
    return (Role.LIST_ITEM, Reason.of("bullet", 0.95)) if mark and not mark.number else None


def _numbered(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    """A number before a short line that others follow is a heading, among its neighbours an item, else a paragraph."""
    element = listed.elements[index]
    if element.mark is None:
        return _labelled_heading(listed, index)
    near = listed.sibling(index, 1) or listed.sibling(index, -1) or _nested(listed, index)
    short = len(element.words) <= _LONGEST_HEADING and element.words[-1] not in _STOPS | {",", ":"}
    if element.mark.number.isalpha() and ")" in element.mark.sign:
        return Role.LIST_ITEM, Reason.of("alike", 0.8)
    if short and not near and listed.apart(index) and _heads(listed, index) and not element.mark.number.islower():
        return Role.HEADING, Reason.of("numbered-alone", 0.9)
    if portion_of(element.words):
        return None
    if not near and index not in listed.numbered:
        return None
    if element.mark.sign in {"", "."} and element.mark.number.isdigit() and element.indent in listed.paragraphs:
        return Role.PARAGRAPH, Reason.of("numbered-paragraph", 0.75)
    return Role.LIST_ITEM, Reason.of("alike", 0.85)


def _nested(listed: Listed, index: int) -> bool:
    """Whether the element below or above has a number that stands further to the right or left."""
    here = listed.elements[index]
    around = (listed.at(index - 1), listed.at(index + 1))
    return any(one and one.mark and one.mark.number and one.indent != here.indent for one in around)


def _labelled_heading(listed: Listed, index: int) -> Judged | None:
    element = listed.elements[index]
    short = len(element.words) <= _LONGEST_HEADING and element.words[-1] not in _STOPS
    if short and _LABELLED.match(element.words) and listed.apart(index) and listed.at(index + 1):
        return Role.HEADING, Reason.of("numbered-alone", 0.9)
    return None


def _hanging(listed: Listed, index: int, above: Judged | None) -> Judged | None:
    """A paragraph under an item, as far to the right as its words."""
    element, last = listed.elements[index], listed.at(index - 1)
    if (
        element.mark
        or above is None
        or last is None
        or above[0] is not Role.LIST_ITEM
        or not last.indent < element.indent
    ):
        return None
    return Role.LIST_ITEM, Reason.of("under-item", 0.8)


def _footnote(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    words = listed.elements[index].words
    return (Role.OTHER, Reason.of("footnote", 0.75)) if words[0] == "*" and words[1:2].isalpha() else None


def _labelled(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    """A short value after a label and a colon."""
    element = listed.elements[index]
    field = FIELD.match(element.words)
    if _LINKED.match(element.words):
        return Role.OTHER, Reason.of("address", 0.85)
    if (
        field is None
        or not field["value"]
        or len(field["label"].split()) > 5
        or set(field["label"]) & _QUOTES
        or len(field["value"]) > _LONGEST_VALUE
    ):
        return None
    sentence = field["value"][-1] in ".!?" and len(field["value"].split()) > 3
    return None if sentence else (Role.OTHER, Reason.of("labelled-value", 0.8))


def _aside(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    """An address, a date or something in brackets, and nothing else."""
    words = listed.elements[index].words
    if _ADDRESS.match(words):
        return Role.OTHER, Reason.of("address", 0.85)
    if _BRACKETED.match(words) or is_framed(words):
        return Role.OTHER, Reason.of("bracketed", 0.75)
    return (Role.OTHER, Reason.of("date-above", 0.85)) if is_date(words, listed.page.language) else None


def _heading(listed: Listed, index: int, _: Judged | None) -> Judged | None:
    """A short line without a full stop above something that it can head."""
    element = listed.elements[index]
    words = element.words
    below = listed.at(index + 1)
    if below is not None and not below.apart and below.words[0].islower() and below.mark is None and listed.airy:
        return None
    if element.mark or len(words) > _LONGEST_HEADING or words[-1] in _STOPS | {","} or not listed.apart(index):
        return None
    if not _opens_heading(listed, index) or not _heads(listed, index) or not any(map(str.isalpha, words)):
        return None
    if words[-1] == ":":
        few = _is_name(words) and below is not None and (below.mark or len(below.words) > len(words))
        few = few and not (below and _ADDRESS.match(below.words))
        return (Role.HEADING, Reason.of("short-above", 0.75)) if few else None
    if listed.colons and not words.isupper():
        return None
    if words.isupper() and sum(map(str.isalpha, words)) > 3:
        return Role.HEADING, Reason.of("capitals-alone", 0.9)
    return (Role.HEADING, Reason.of("short-above", 0.8)) if len(words) <= 70 or listed.alone(index) else None


def _is_name(words: str) -> bool:
    """Whether words before a colon are a name and not half of a sentence: few, or mostly with capitals."""
    parts = words.split()
    long = [part for part in parts if len(part) > _FEWEST + 1 and part[0].isalpha()]
    return len(parts) <= _FEWEST or (len(parts) <= _FEW and not any(part[0].islower() for part in long))


def _opens_heading(listed: Listed, index: int) -> bool:
    """Whether a line begins as headings do: with a capital or a figure; with a small letter only right above prose."""
    element, below = listed.elements[index], listed.at(index + 1)
    first = element.words.lstrip("([\"“„«‘'¿¡§#*")[:1]
    if first.isupper() or first.isdigit() or (first.isalpha() and not first.islower()) or "/" in element.words:
        return True
    return first.islower() and element.apart and below is not None and not below.apart and below.words[0].isupper()


def _heads(listed: Listed, index: int) -> bool:
    """Whether an item or prose comes within the next elements, with nothing but other short lines between."""
    element = listed.elements[index]
    for below in listed.elements[index + 1 : index + 1 + _LOOK]:
        if (
            below.mark
            or (len(below.words) >= _PROSE and len(below.words) > len(element.words))
            or below.words[-1] == "."
        ):
            return True
        if not (listed.apart(index + 1) or not listed.airy):
            return len(below.words) > len(element.words) or element.words.isupper()
    return False


def _carries_on(listed: Listed, index: int, above: Judged | None) -> Judged | None:
    """A line with a small letter or dots at its start right under a paragraph or an item."""
    element, last = listed.elements[index], listed.at(index - 1)
    if element.words.startswith(("...", "…")):
        return Role.PARAGRAPH, Reason.of("sentences", 0.75)
    if (
        above is None
        or last is None
        or element.mark
        or element.apart
        or not listed.airy
        or not element.words[0].islower()
    ):
        return None
    if above[0] is Role.LIST_ITEM and len(last.words) >= _PROSE:
        return Role.LIST_ITEM, Reason.of("under-item", 0.7)
    return (Role.PARAGRAPH, Reason.of("sentences", 0.7)) if above[0] in {Role.PARAGRAPH, Role.LIST_ITEM} else None


def _prose(listed: Listed, index: int, above: Judged | None) -> Judged | None:
    """Sentences, long lines, and whatever stands alone under a heading; a date at the end is not part of the text."""
    words = listed.elements[index].words
    last = listed.at(index + 1) is None
    if last and len(words) <= _PROSE and words[-1] not in _STOPS | {"."} and is_dated(words):
        return Role.OTHER, Reason.of("date-below", 0.75)
    ends = words.rstrip("”\"»)’'")[-1:] in _ENDS
    if len(words) > _PROSE or (ends and " " in words):
        return Role.PARAGRAPH, Reason.of("sentences", 0.8)
    if above is not None and above[0] is Role.HEADING and any(map(str.isalpha, words)):
        return Role.PARAGRAPH, Reason.of("under-heading", 0.7)
    return None


RULES = (
    _named,
    _announced,
    _bulleted,
    _numbered,
    _hanging,
    _footnote,
    _carries_on,
    _labelled,
    _aside,
    _heading,
    _prose,
)
