"""Bulletins of weather services and warning centres, as they go over the wire of the World Meteorological Organization.

WMO, "Manual on the Global Telecommunication System" (No. 386), part II, has the heading: what the bulletin is, who
issues it, day and hour. The services of the United States add codes of areas, times and events, and end each segment
with two dollar signs (NWS Instruction 10-1701).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.words import KindWords
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_WORDS = KindWords(__file__)
_HEADING = compiled(r"(?P<type>[A-Z]{2})(?P<area>[A-Z]{2})\d{1,2} (?P<office>[A-Z]{4}) (?P<time>\d{6})(?: [A-Z]{3})?$")
_CODES = compiled(
    r"\A(?:\d{3}$|[A-Z]{3,6}\d{0,2}$|\^?[A-Z]{2}[CZ](?:\d{3}|[A-Z]{3})[-\d>A-Z]*+$|\d{6}-$|/[A-Z0-9.-]{4,80}/$"
    r"|[^.]{1,120}[^\s.-]-$|[$&]{2}$)"
)
_AREAS = compiled(r"\A[A-Z]{2}[CZ](?:\d{3}|[A-Z]{3})[-\d>A-Z]*+$")
_END = "$$"
_CLOCK = compiled(r"\A(?:\d{1,2}:?\d{2}|\d{1,4}) ?(?:[AP]M|UTC|Z)\b.{0,60}\d{4}$", re.IGNORECASE)
_BANNER = compiled(r"\.{2,3}(?=[^\W_])")
_TOPIC = compiled(r"\.(?=[^\W_])")
_LABELLED = compiled(r"(?P<label>[^\W\d_a-z][^\d.a-z\s]{1,20}(?: [^\d.a-z\s]{1,20}){0,3})\.{3}(?=[^.\s])")
_FIELD = compiled(r"\A[^\W\d_][\w/ ().-]{2,35}:\s+\S")
_OPENS = _WORDS.pattern(r"{openers}(?:$|\s?[-–])")
_SIGNALS = _WORDS.pattern(r"{signals}: \S")
_NUMBERED = _WORDS.pattern(r"(?<!\w){numbers}\s?:?\s?\d")
_LOOKS = _WORDS.pattern(r"(?<!\w){outlooks}(?!\w)")
_HELD = _WORDS.pattern(r"{not_fields}\s?:")
_WARNS = "W"  # the first letter of the data type of warnings
_HEAD = 12  # lines
_FIRST = 6  # lines among which the heading stands
_LONGEST_VALUE = 60
_SHORT = 40
_TEXT = Role.PARAGRAPH, Reason.of("bulletin-text", 0.85)


class Found(NamedTuple):
    """A bulletin's heading: the two letters that say what sort of data it is, the office and day and time (UTC)."""

    line: int
    data: str
    office: str
    time: str


def bulletin_of(page: Page) -> Found | None:
    """The heading of a bulletin, if the text is one."""
    for index, words in enumerate(page.words[:_FIRST]):
        match = _HEADING.match(words)
        if match:
            return Found(index, match["type"], match["office"], match["time"])
    return None


def warns(page: Page, found: Found) -> bool:
    """Whether a bulletin is a warning, and neither an outlook nor one of a numbered series, as those on a storm are."""
    head = page.words[:_HEAD]
    return found.data.startswith(_WARNS) and not any(_NUMBERED.search(words) or _LOOKS.search(words) for words in head)


def _begins(page: Page, index: int) -> bool:
    words, above = page.words[index], page.at(index - 1)
    if index + 1 < len(page.words) and _CLOCK.match(page.words[index + 1]) and words.isupper():
        return True  # the office, which stands between the name of the product and the time
    if any(map(_is_own_line, (words, above))) or _BANNER.match(words) or _FIELD.match(words):
        return True
    if _TOPIC.match(words):
        return above[-1:] in {".", ":"}
    # In the midst of a paragraph three dots stand for a comma.
    label = _LABELLED.match(words)
    apart = (
        len(above) < _SHORT
        or not any(map(str.isalnum, above))
        or _LABELLED.match(above)
        or page.lines[index].indent != page.lines[index - 1].indent
    )
    return bool(label and apart)


def _is_own_line(words: str) -> bool:
    return bool(_CODES.match(words) or _CLOCK.match(words) or _HEADING.match(words))


def _title(elements: Sequence[Element]) -> int | None:
    """The element that names the product: the first above the office and the time that is neither code nor opener."""
    end = next((index for index, element in enumerate(elements) if _CLOCK.match(element.words)), None)
    if end is None:
        return next((index for index, one in enumerate(elements[:20]) if _SIGNALS.match(one.words)), None)
    for index, element in enumerate(elements[:end]):
        if not any(test(element.words) for test in (_is_own_line, _BANNER.match, _OPENS.match)):
            return index
    return None


def _judge(_: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    judged = dict(enumerate(_in_order(elements)))
    title = _title(elements)
    if title is not None:
        judged[title] = Role.HEADLINE, Reason.of("product", 0.95)
    return judged


def _in_order(elements: Sequence[Element]) -> Iterator[Judged]:
    """The roles of the elements, one after another."""
    head, ended = True, False  # above the time of issue; below the sign that ends a segment
    above: Judged | None = None
    for index, element in enumerate(elements):
        words = element.words
        if _is_own_line(words):
            ended = words == _END
            head = not _CLOCK.match(words) and (head or ended or _AREAS.match(words) is not None)
            above = Role.OTHER, Reason.of("bulletin-code", 0.95)
        elif ended:
            above = Role.OTHER, Reason.of("below-bulletin", 0.85)
        elif head and _clock_follows(elements, index):
            above = Role.OTHER, Reason.of("bulletin-office", 0.9)
        else:
            above = (above and _carried_on(elements, index, above)) or _of_segment(elements, index)
        yield above


def _clock_follows(elements: Sequence[Element], index: int) -> bool:
    """Whether the time of issue stands below, with codes and names between."""
    for element in elements[index + 1 : index + 12]:
        if element.words == _END:
            break
        if _CLOCK.match(element.words):
            return True
    return False


def _carried_on(elements: Sequence[Element], index: int, above: Judged) -> Judged | None:
    """The role of the line above where this one goes on with its banner, or with its value."""
    element, last = elements[index], elements[index - 1]
    if element.apart:
        return None
    if above[1].parts[0][0] == "banner" and not last.words.endswith("..."):
        return above
    if above[1].parts[0][0] != "labelled-value":
        return None
    value = "..." in element.words or not element.words.endswith(".")
    return above if value or element.indent > last.indent or last.after - last.first > 1 else None


def _of_segment(elements: Sequence[Element], index: int) -> Judged:
    element = elements[index]
    below = elements[index + 1] if index + 1 < len(elements) else None
    last = elements[index - 1].words if index and not element.apart else ""
    last = last if any(map(str.isalnum, last)) else ""
    label = _LABELLED.match(element.words) if len(last) < _SHORT or _LABELLED.match(last) else None
    if label and not last.endswith("..."):
        return Role.OTHER, Reason.of("labelled-value", 0.9)
    return _dotted(element) or _shaped(element) or _short(element, below) or _TEXT


def _dotted(element: Element) -> Judged | None:
    """Banners between dots, and topics behind one or before three."""
    words = element.words
    if _BANNER.match(words):
        return Role.HEADING, Reason.of("banner", 0.95)
    if _TOPIC.match(words):
        single = element.after == element.first + 1 and (words[-1] != "." or words.count(". ") == 0)
        rest = words.partition("...")[2]
        if single and (not rest or len(words) < _LONGEST_VALUE or words.endswith("...")):
            return Role.HEADING, Reason.of("topic", 0.9)
        return Role.PARAGRAPH, Reason.of("told-topic", 0.85)
    if words.endswith("...") and element.closed and len(words) < 2 * _LONGEST_VALUE and element.mark is None:
        return Role.HEADING, Reason.of("topic", 0.85)
    return None


def _shaped(element: Element) -> Judged | None:
    """Items, values with their labels, rows of a table."""
    words = element.words
    if words[0] == "#":
        return Role.OTHER, Reason.of("below-bulletin", 0.85)
    if not any(map(str.isalnum, words)):
        return Role.OTHER, Reason.of("no-words", 0.97)
    if element.mark and not element.mark.number:
        return Role.LIST_ITEM, Reason.of("bullet", 0.95)
    if _FIELD.match(words) and len(words) < 2 * _LONGEST_VALUE and not _HELD.match(words):
        return Role.OTHER, Reason.of("labelled-value", 0.9)
    return (Role.OTHER, Reason.of("columns", 0.8)) if "   " in element.raw else None


def _short(element: Element, below: Element | None) -> Judged | None:
    """Headings that are underlined or in capitals, and indented lines."""
    words = element.words
    if below is not None and set(below.words) <= set("-=~*"):
        return Role.HEADING, Reason.of("underlined", 0.95)
    if len(words) > _LONGEST_VALUE:
        return None
    if words.isupper() and not words.endswith(".") and element.apart and below is not None and not below.mark:
        return Role.HEADING, Reason.of("capitals-alone", 0.85)
    if element.indent > 1 and element.after == element.first + 1:
        return Role.LIST_ITEM, Reason.of("indented", 0.7)
    return None


_READING = ReadByElements(_judge, _begins)


class UnlessBulletin(NamedTuple):
    """The `starts` and `roles` of a kind whose texts may be bulletins, which are read the same way in every kind."""

    reading: ReadByElements

    def starts(self, page: Page) -> frozenset[int]:
        """The lines that begin an element."""
        return self._of(page).starts(page)

    def roles(self, page: Page) -> dict[int, Judged]:
        """The roles of the blocks."""
        return self._of(page).roles(page)

    def _of(self, page: Page) -> ReadByElements:
        return _READING if bulletin_of(page) else self.reading
