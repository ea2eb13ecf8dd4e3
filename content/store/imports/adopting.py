"""Turns annotations of other tools into ours: finds their passages and gives them names that stay the same."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from content.annotation.instants import read_time, write_time
from content.annotation.model import ANNOTATION_CONTEXT, Annotation, Target, TextQuoteSelector, TextSnapshot
from content.annotation.selectors import select
from content.annotation.snapshot import sha256
from content.annotation.webannotation import JsonObject, canonical, own_bodies
from content.store.imports.foreign import Text
from content.store.locations import source_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from content.document.model import Document
    from content.store.imports.foreign import Foreign

_UNSAID = ("rest", "text", "about")  # what has no part in an annotation's name


class Adopter:
    """Takes annotations of one tool over to one document, which was read at `now`."""

    def __init__(self, tool: str, document: Document, now: datetime) -> None:
        self.tool = tool
        self.document = document
        self._now = now
        self._texts = {document.text: Text(document.text)}

    def adopt(self, foreign: Foreign) -> Annotation:
        """The annotation for our file.

        It speaks of the text that came with it, else of the document where its words stand there, else only of its
        words.
        """
        record: JsonObject = {
            "@context": ANNOTATION_CONTEXT,
            "id": foreign.id or self._name(foreign),
            "type": "Annotation",
            "motivation": "commenting" if foreign.note else "highlighting",
            **_times(foreign),
            **({"creator": {"type": "Person", "name": foreign.annotator}} if foreign.annotator else {}),
        }
        body = own_bodies(foreign.note, foreign.tags, foreign.category or None)
        if body:
            record["body"] = body
        record["target"] = self._target(foreign)
        record["imported"] = {"from": self.tool, **foreign.rest}
        return Annotation(record)

    def snapshots(self, annotations: Iterable[Annotation]) -> list[TextSnapshot]:
        """The texts that came along, as far as one of the annotations speaks of them."""
        used = {annotation.sha256 for annotation in annotations} - {None, self.document.sha256}
        return [snapshot for snapshot in map(TextSnapshot.make, self._texts) if snapshot.sha256 in used]

    def _target(self, foreign: Foreign) -> JsonObject:
        text = self.document.text if foreign.text is None else foreign.text
        known = self._texts.setdefault(text, Text(text))
        place = known.passage(foreign.start, foreign.end, foreign.exact, gaps=foreign.gaps)
        quote = TextQuoteSelector(foreign.exact, foreign.prefix, foreign.suffix)
        if place is None and foreign.exact:
            place = known.quote(quote)
        name = source_name(self.document)
        if place is not None:
            return Target(name, sha256(text), *select(text, place), self._now).json({})
        if not foreign.exact:
            return {"source": name}
        return {"source": name, "selector": [{"type": "TextQuoteSelector", **asdict(quote)}]}

    def _name(self, foreign: Foreign) -> str:
        """A name made of what the annotation says, so that importing it again gives the same."""
        said: dict[str, Any] = {key: value for key, value in asdict(foreign).items() if key not in _UNSAID}
        return uuid.uuid5(uuid.NAMESPACE_URL, canonical([self.tool, said])).urn


def _times(foreign: Foreign) -> JsonObject:
    times = {key: read_time(value) for key, value in (("created", foreign.created), ("modified", foreign.modified))}
    return {key: write_time(time) for key, time in times.items() if time}
