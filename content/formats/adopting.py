"""Turns annotations of other tools into ours: finds their passages and gives them names that stay the same."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from content.annotation.anchoring.selectors import select
from content.annotation.records.model import (
    ANNOTATION_CONTEXT,
    REPLYING,
    Annotation,
    Target,
    TextQuoteSelector,
    TextSnapshot,
)
from content.annotation.records.target import target_source
from content.annotation.records.timestamps import read_time, write_time
from content.annotation.records.webannotation import JsonObject, canonical, contributed, own_bodies, people
from content.formats.foreign import Foreign, Text, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from content.document.model import Document, TextRange

_UNSAID = ("rest", "text", "about", "creator", "fragments", "contributor", "note_by")  # what does not affect a name
_SAID_IF_ANY = ("reply_to", "selectors")  # what affects the names of those only that have it
_SAID = tuple(field.name for field in fields(Foreign) if field.name not in {*_UNSAID, *_SAID_IF_ANY})
_USUAL = {"hypothesis": Unit.UTF_16}  # it runs in the browser and counts like JavaScript


class Adopter:
    """Turns annotations of one tool into ours on one document, which was read at `now`."""

    def __init__(self, tool: str, document: Document, now: datetime) -> None:
        self.tool = tool
        self.document = document
        self.joined = 0  # passages with words marked that lie between their fragments
        self._now = now
        self._source = target_source(document)
        self._texts = {document.text: Text(document.text)}

    def adopt(self, all_: Sequence[Foreign]) -> list[Annotation]:
        """The annotations of one file as ours.

        Each refers to the text that came with it, else to the document if its words are there, else only to its
        words.
        """
        unit = unit_of(((self._text(one), one) for one in all_), _USUAL.get(self.tool, Unit.CODE_POINT))
        for one in all_:
            self._text(one).know(one)
        taken: set[str] = set()
        adopted = []
        for one in all_:
            adopted.append(self._adopted(replace(one, id="") if one.id in taken else one, unit))
            taken.add(one.id)
        return adopted

    def _adopted(self, foreign: Foreign, unit: Unit) -> Annotation:
        text = self._text(foreign)
        place = text.passage(foreign, unit)
        if place is None and foreign.exact:
            place = text.quoted(foreign)
        record: JsonObject = {
            "@context": ANNOTATION_CONTEXT,
            "id": foreign.id or self._name(foreign),
            "type": "Annotation",
            "motivation": REPLYING if foreign.reply_to else "commenting" if foreign.note else "highlighting",
            **_times(foreign),
        }
        if foreign.annotator:
            record["creator"] = {"type": "Person", "name": foreign.annotator, **foreign.creator}
        body = own_bodies(foreign.note, foreign.tags, foreign.category or None)
        if foreign.note and foreign.note_by and foreign.note_by != (foreign.annotator,):
            body[0]["creator"] = people(foreign.note_by)
        if body:
            record["body"] = body
        record["target"] = foreign.reply_to or self._target(text, foreign, place)
        fragments = _fragments(text, foreign, place)
        self.joined += any(text.text[one[1] : next_[0]].strip() for one, next_ in pairwise(fragments))
        record["imported"] = {"from": self.tool, **({"fragments": fragments} if fragments else {}), **foreign.rest}
        return Annotation(contributed(record, foreign.contributor, foreign.annotator))

    def snapshots(self, annotations: Iterable[Annotation]) -> list[TextSnapshot]:
        """The accompanying texts that one of the annotations refers to."""
        used = {annotation.sha256 for annotation in annotations} - {None, self.document.sha256}
        return [snapshot for snapshot in map(TextSnapshot.make, self._texts) if snapshot.sha256 in used]

    def _text(self, foreign: Foreign) -> Text:
        text = self.document.text if foreign.text is None else foreign.text
        if text not in self._texts:
            self._texts[text] = Text(text)
        return self._texts[text]

    def _target(self, text: Text, foreign: Foreign, place: TextRange | None) -> JsonObject:
        name = self._source
        if place is not None:
            return Target(name, text.sha256, *select(text.text, place), self._now).json({})
        if not foreign.exact:  # a note on the whole text, or a passage that is not there
            outside = {"type": "TextPositionSelector", "start": foreign.start, "end": foreign.end}
            selectors = [*foreign.selectors, *([outside] if foreign.start is not None else [])]
            return {"source": name, "selector": selectors} if selectors else {"source": name}
        quote = TextQuoteSelector(foreign.exact, foreign.prefix, foreign.suffix)
        return {"source": name, "selector": [quote.json()]}

    def _name(self, foreign: Foreign) -> str:
        """A name made from what the annotation says, so that importing it again gives the same name."""
        said: dict[str, Any] = {name: getattr(foreign, name) for name in _SAID}
        said["gaps"] = bool(foreign.fragments)
        said |= {name: getattr(foreign, name) for name in _SAID_IF_ANY if getattr(foreign, name)}
        words = canonical([self.tool, said]).encode("utf-8", "backslashreplace")  # may hold half a surrogate pair
        return uuid.uuid5(uuid.NAMESPACE_URL, words.decode()).urn


def _fragments(text: Text, foreign: Foreign, place: TextRange | None) -> list[list[int]]:
    """The parts of a passage with gaps as offsets in its text, so that they can be given back."""
    for unit in Unit:
        if foreign.fragments and place and place == text.range(foreign.start, foreign.end, unit):
            ranges = [text.range(*fragment, unit) for fragment in foreign.fragments]
            return [[part.start, part.end] for part in ranges if part]
    return []


def _times(foreign: Foreign) -> JsonObject:
    times = {key: read_time(value) for key, value in (("created", foreign.created), ("modified", foreign.modified))}
    return {key: write_time(time) for key, time in times.items() if time}
