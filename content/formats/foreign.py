"""An annotation as another tool has it, and texts in which to look up its offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchor import CANDIDATES, Anchorer
from content.annotation.anchoring.same_order import between_neighbours
from content.annotation.anchoring.unspaced import solid
from content.annotation.comparing.tokenizing import cuts_word
from content.annotation.records.model import TextQuoteSelector
from content.annotation.records.snapshot import sha256
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.annotation.anchoring.anchored import Anchor
    from content.annotation.records.webannotation import JsonObject

_AROUND = 3  # lengths of prefix or suffix within which it may stand with more blanks
_NEIGHBOURS = 32  # annotations before and after one whose order decides between equal places
_CHANCE = 2  # characters that two contexts may share by chance
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2400-\u2421\ufffd]")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What another tool says about one annotation. Empty fields are unknown.

    `start` and `end` count code points or UTF-16 units, which only the words can tell; `fragments` are the parts of a
    passage with gaps, whose words may be missing in `exact`; `text` is the text that the offsets refer to, if it
    is included; `about` names the text, so that a file about several can be told apart; `creator` is what is known
    about the annotator besides the name; `reply_to` is the id of the annotation that it answers; `selectors` are the
    selectors of a passage of which neither words nor offsets are known; `contributor` is who made this version, if
    that is not the annotator; `note_by` wrote the note, if not only the annotator did; `rest` is everything else.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    fragments: tuple[tuple[int, int], ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    annotator: str = ""
    created: str = ""
    modified: str = ""
    id: str = ""
    about: str = ""
    text: str | None = field(default=None, repr=False)
    creator: JsonObject = field(default_factory=dict)
    reply_to: str = ""
    selectors: tuple[JsonObject, ...] = ()
    contributor: str = ""
    note_by: tuple[str, ...] = ()
    rest: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The annotations in a file, with sentences on what is left out, and on what the file says it lacks.

    `lost` counts what is not kept by its kind, in the number that it has: {"relations": 2}.
    """

    foreign: list[Foreign]
    warnings: list[str] = field(default_factory=list)
    lacking: str = ""
    lost: dict[str, int] = field(default_factory=dict)


class Unit(Enum):
    """What the offsets of a tool count."""

    CODE_POINT = "code points"
    UTF_16 = "UTF-16 units"


class Text:
    """One text in which other tools' offsets are looked up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: defaultdict[str, list[tuple[int, Foreign]]] = defaultdict(list)
        self._anchors: dict[TextQuoteSelector, Anchor] = {}

    def know(self, said: Foreign) -> None:
        """Remembers an annotation: the order of all of them tells which of several equal passages is meant."""
        if said.start is not None:
            insort(self._known[said.about], (said.start, said), key=itemgetter(0))

    def readings(self, said: Foreign) -> dict[Unit, TextRange]:
        """The passage in each unit that gives its words; of two, the one that agrees better with its context,
        and of equally good ones the one with the same blanks.

        If neither has half of the context, a letter or two that agree by chance decide nothing.
        """
        fitting = {}
        for unit in Unit:
            place = self.range(said.start, said.end, unit)
            if place is not None and _says(place.of(self.text), said.exact, gaps=bool(said.fragments)):
                fitting[unit] = place
        around = {unit: self.agreement(place, said) for unit, place in fitting.items()}
        strange = all(self.is_strange(place, said) for place in fitting.values())
        if not around or (strange and max(around.values()) - min(around.values()) <= _CHANCE):
            return fitting
        best = {unit: place for unit, place in fitting.items() if around[unit] == max(around.values())}
        exact = {unit: place for unit, place in best.items() if place.of(self.text) == said.exact}
        return exact or best

    def passage(self, said: Foreign, unit: Unit) -> TextRange | None:
        """Where the passage is according to its offsets, read in `unit` if that gives its words.

        None when no unit does, or when the context there is wrong and elsewhere is right.
        """
        readings = self.readings(said)
        place = readings.get(unit) or next(iter(readings.values()), None)
        if place is None or not self.is_strange(place, said):
            return place
        quoted = self.quoted(said)
        return place if quoted is None or self.is_strange(quoted, said) else None

    def is_strange(self, place: TextRange, said: Foreign) -> bool:
        """Whether this place has less than half of the context that the passage should have."""
        return 2 * self.agreement(place, said) < len(solid(said.prefix + said.suffix))

    def quoted(self, said: Foreign) -> TextRange | None:
        """Where its words are, apart from blanks, when no other place is as good."""
        found = self._anchored(said)
        place = found.range or self._in_order(said, found.candidates)
        return place if place and _says(place.of(self.text), said.exact, gaps=False) else None

    def _anchored(self, said: Foreign) -> Anchor:
        quote = TextQuoteSelector(said.exact, said.prefix, said.suffix)
        if quote not in self._anchors:
            self._anchors[quote] = self._anchorer.anchor(quote, None, None)
        return self._anchors[quote]

    def _in_order(self, said: Foreign, places: tuple[TextRange, ...]) -> TextRange | None:
        """The only one of the places that lies between the passages that lie around it according to the tool."""
        if said.start is None or len(places) < 2:
            return None
        known = self._known[said.about]
        at = bisect_left(known, said.start, key=itemgetter(0))
        near = known[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
        anchored = [(start, self._anchored(other).range) for start, other in near if other != said]
        neighbours = [(start, place) for start, place in anchored if place]
        return between_neighbours(places, said.start, neighbours, all_=len(places) < CANDIDATES)

    def agreement(self, place: TextRange, said: Foreign) -> int:
        """How many characters around a place are as they should be; blanks do not count."""
        before = self.text[max(0, place.start - _AROUND * len(said.prefix)) : place.start]
        after = self.text[place.end : place.end + _AROUND * len(said.suffix)]
        return _shared(solid(before)[::-1], solid(said.prefix)[::-1]) + _shared(solid(after), solid(said.suffix))

    def range(self, start: int | None, end: int | None, unit: Unit) -> TextRange | None:
        """The range that offsets in `unit` mean; None when it is empty or not in the text."""
        if start is None or end is None or not 0 <= start < end:
            return None
        if unit is Unit.UTF_16:
            start, end = self._code_points(start), self._code_points(end)
        return TextRange(start, end) if start < end <= len(self.text) else None

    def _code_points(self, units: int) -> int:
        return units - bisect_left(self._astral, units)

    @cached_property
    def sha256(self) -> str:
        """The hash of the text."""
        return sha256(self.text)

    @cached_property
    def _astral(self) -> list[int]:
        """The UTF-16 offsets of the characters that take two units."""
        if self.text.isascii():
            return []
        found = [offset for offset, character in enumerate(self.text) if character > "\uffff"]
        return [offset + number for number, offset in enumerate(found)]

    @cached_property
    def _anchorer(self) -> Anchorer:
        return Anchorer(self.text, {})


def unit_of(read: Iterable[tuple[Text, Foreign]], usual: Unit) -> Unit:
    """The unit of a file's offsets: the one that most annotations that fit only one unit have, by their words' length.

    Where that leaves it open, the unit whose passages begin and end at the edges of words; then `usual`, the tool's
    own.
    """
    votes, edges = dict.fromkeys(Unit, 0), dict.fromkeys(Unit, 0)
    for text, said in read:
        readings = text.readings(said)
        for unit, place in readings.items() if len(readings) == 1 else ():
            votes[unit] += 0 if text.is_strange(place, said) else max(1, len(said.exact))
        for unit, place in readings.items() if len(set(readings.values())) > 1 else ():
            edges[unit] += sum(not cuts_word(text.text, at) for at in (place.start, place.end))
    votes = votes if len(set(votes.values())) > 1 else edges
    most = max(votes.values())
    return usual if votes[usual] == most else next(unit for unit in Unit if votes[unit] == most)


def _says(passage: str, words: str, *, gaps: bool) -> bool:
    """Whether a passage has the words, apart from blanks; with gaps, whether it begins and ends like them."""
    here, there = shown(passage), shown(words)
    return (
        not there
        or "".join(here) == "".join(there)
        or (gaps and bool(here) and here[0] == there[0] and here[-1] == there[-1])
    )


def shown(words: str) -> list[str]:
    """The words without control characters, which each tool shows or writes in its own way."""
    return _CONTROLS.sub(" ", words).split()


def _shared(one: str, other: str) -> int:
    """The length of the common start of two texts."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
