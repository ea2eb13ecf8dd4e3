"""The roles of the lines of minutes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from content.languages.folding import fold
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.headed import head, headline_of
from content.structure.kinds.hints import FIELD, section_name
from content.structure.kinds.issuers import issued_apart
from content.structure.kinds.listed import judge
from content.structure.kinds.minutes.phrases import (
    ATTENDEE,
    CLOSING,
    DECIDES,
    DOCUMENTS,
    INITIALS,
    NAMED,
    NO_TURNS,
    PRESENT,
    SECTIONS,
    WHO,
)
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_FEWEST_TURNS = 3
_FIRST = 12  # elements
_LAST = 6
_SHORT = 12  # characters
_NAME = 3  # words
_LONG = 60
_NUMBERED = Role.PARAGRAPH, Reason.of("numbered-paragraph", 0.85)
_TURN = Role.PARAGRAPH, Reason.of("turn", 0.9)


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    known = head(elements, headline_of(page, elements, NAMED, named=True), SECTIONS)
    known |= dict.fromkeys(_turns(elements), _TURN)
    if any(DOCUMENTS.search(elements[at].words) for at, (role, _) in known.items() if role is Role.HEADLINE):
        numbered = (at for at, one in enumerate(elements) if one.mark and one.mark.number.isdigit() and not one.indent)
        known |= {at: _NUMBERED for at in numbered if len(elements[at].words) > _LONG}
    for index, element in enumerate(elements):
        if index < _FIRST and _tells_who(element.words):
            known.setdefault(index, (Role.OTHER, Reason.of("present", 0.85)))
        elif DECIDES.match(element.words) and len(element.words) > _SHORT and element.mark is None:
            known.setdefault(index, (Role.PARAGRAPH, Reason.of("decision", 0.8)))
        elif CLOSING.match(element.words) and len(elements) - index <= _LAST:
            known |= dict.fromkeys(range(index, len(elements)), (Role.OTHER, Reason.of("closing", 0.85)))
    for index in _named_below(elements):
        known.setdefault(index, (Role.OTHER, Reason.of("present", 0.8)))
    return judge(page, elements, known, SECTIONS)


def _named_below(elements: Sequence[Element]) -> Iterator[int]:
    """The short lines without bullets right under a heading such as "present"."""
    listing = False
    for index, element in enumerate(elements):
        name = section_name(element.words)
        if name in WHO:
            listing = True
        elif name in SECTIONS or element.mark or len(element.words) > _LONG or element.words[-1] == ".":
            listing = False
        else:
            gap = element.apart and not elements[index - 1].apart  # below a list whose lines stand together
            listing = listing and not gap
            if listing:
                yield index


def _tells_who(words: str) -> bool:
    return len(ATTENDEE.findall(words)) >= _FEWEST_TURNS or fold(words.rstrip(": ")) in PRESENT


def _turns(elements: Sequence[Element]) -> list[int]:
    """The elements that begin with initials or with a name that others begin with as well."""
    initials = [index for index, one in enumerate(elements) if INITIALS.match(one.words)]
    labels: dict[str, list[int]] = {}
    items = {one.said for one in elements if one.mark}
    for index, element in enumerate(elements):
        field = FIELD.match(element.words) if element.mark is None and element.words not in items else None
        if (
            field
            and field["value"]
            and len(field["label"].split()) <= _NAME
            and fold(field["label"].strip()) not in NO_TURNS
        ):
            labels.setdefault(field["label"], []).append(index)
    again = [index for indices in labels.values() if len(indices) > 1 for index in indices]
    several = sum(len(indices) > 1 for indices in labels.values()) > 1
    return [
        *(initials if len(initials) >= _FEWEST_TURNS else ()),
        *(again if several and len(again) > _FEWEST_TURNS else ()),
    ]


READING = ReadByElements(_judge, partial(issued_apart, NAMED))
starts, roles = READING.starts, READING.roles
