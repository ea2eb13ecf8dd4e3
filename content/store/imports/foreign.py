"""An annotation as another tool has it, and how it becomes one of ours."""

from __future__ import annotations

import uuid
from bisect import bisect_left
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from content.annotation.anchor import Anchorer
from content.annotation.instants import read_time, write_time
from content.annotation.model import ANNOTATION_CONTEXT, Annotation, Target, TextQuoteSelector
from content.annotation.selectors import select
from content.annotation.snapshot import sha256
from content.annotation.webannotation import JsonObject, canonical, own_bodies
from content.document.model import TextRange
from content.store.locations import source_name

if TYPE_CHECKING:
    from content.document.model import Document


@dataclass(frozen=True, slots=True)
class Foreign:
    """What another tool says of one annotation. Empty fields are not known.

    `start` and `end` count code points or UTF-16 units, which only the words can tell; `gaps` says that words between
    them may be missing in `exact`; `text` is the text that they
    refer to where it comes along; `about` names the text, so that a file about several can be told apart; `rest` is
    all that has no place elsewhere.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    gaps: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    annotator: str = ""
    created: str = ""
    modified: str = ""
    id: str = ""
    about: str = ""
    text: str | None = field(default=None, repr=False)
    rest: JsonObject = field(default_factory=dict)


class Text:
    """One text in which passages are looked up by the offsets of other tools."""

    def __init__(self, text: str) -> None:
        self.text = text

    def passage(self, start: int | None, end: int | None, words: str, *, gaps: bool = False) -> TextRange | None:
        """The range from `start` to `end` in whichever unit gives `words`; without words, in code points if it can be.

        None when neither unit does.
        """
        if start is None or end is None or not 0 <= start < end:
            return None
        for place in (TextRange(start, end), TextRange(self._code_points(start), self._code_points(end))):
            if place and place.end <= len(self.text) and _says(place.of(self.text), words, gaps=gaps):
                return place
        return None

    def quote(self, quote: TextQuoteSelector) -> TextRange | None:
        """Where the quoted words stand, the same but for blanks, with no other place as good."""
        place = self._anchorer.anchor(quote, None, None).range
        return place if place and _says(place.of(self.text), quote.exact, gaps=False) else None

    def _code_points(self, units: int) -> int:
        return units - bisect_left(self._astral, units)

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


def adopted(foreign: Foreign, tool: str, document: Document, texts: dict[str, Text]) -> Annotation:
    """The annotation for our file. The same foreign annotation always becomes the same record.

    It speaks of the text that came with it, else of the briefing where its words stand there, else only of its words.
    `texts` holds the texts met so far.
    """
    text = foreign.text if foreign.text is not None else document.text
    known = texts.setdefault(text, Text(text))
    place = known.passage(foreign.start, foreign.end, foreign.exact, gaps=foreign.gaps)
    quote = TextQuoteSelector(foreign.exact, foreign.prefix, foreign.suffix)
    if place is None and foreign.exact:
        place = known.quote(quote)
    record: JsonObject = {
        "@context": ANNOTATION_CONTEXT,
        "id": foreign.id or _name(foreign, tool),
        "type": "Annotation",
        "motivation": "commenting" if foreign.note else "highlighting",
        **_times(foreign),
        **({"creator": {"type": "Person", "name": foreign.annotator}} if foreign.annotator else {}),
    }
    body = own_bodies(foreign.note, foreign.tags, foreign.category or None)
    if body:
        record["body"] = body
    record["target"] = _target(foreign, document, text, place, quote)
    record["imported"] = {"from": tool, **foreign.rest}
    return Annotation(record)


def _target(
    foreign: Foreign, document: Document, text: str, place: TextRange | None, quote: TextQuoteSelector
) -> JsonObject:
    name = source_name(document)
    if place is not None:
        digest = document.sha256 if text == document.text else sha256(text)
        return Target(name, digest, *select(text, place)).json({})
    if not foreign.exact:
        return {"source": name}
    return {"source": name, "selector": [{"type": "TextQuoteSelector", **asdict(quote)}]}


def _times(foreign: Foreign) -> JsonObject:
    times = {key: read_time(value) for key, value in (("created", foreign.created), ("modified", foreign.modified))}
    return {key: write_time(time) for key, time in times.items() if time}


def _name(foreign: Foreign, tool: str) -> str:
    """A name made of what the annotation says, so that importing it again gives the same."""
    said: dict[str, Any] = {
        key: value for key, value in asdict(foreign).items() if key not in ("rest", "text", "about")
    }
    return uuid.uuid5(uuid.NAMESPACE_URL, canonical([tool, said])).urn


def _says(passage: str, words: str, *, gaps: bool) -> bool:
    """Whether a passage has the words, but for blanks; with gaps, whether it begins and ends like them."""
    here, there = passage.split(), words.split()
    return not there or here == there or (gaps and bool(here) and here[0] == there[0] and here[-1] == there[-1])
