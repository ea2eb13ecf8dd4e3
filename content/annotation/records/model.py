"""The records of an annotation file: annotations, tombstones and the texts that annotations were made on.

A record wraps the JSON it was read from and never changes: an edit returns a new one, and fields that are not
known here stay in it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from content.annotation.records import webannotation as wa
from content.annotation.records.categories import CATEGORIES
from content.annotation.records.snapshot import TextSnapshot, sha256
from content.annotation.records.target import Target, TextQuoteSelector, WholeText
from content.annotation.records.timestamps import BEGINNING, next_time, read_time, write_time
from content.annotation.records.webannotation import ANNOTATION_CONTEXT
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from content.annotation.records.categories import Codebook

__all__ = [
    "ANNOTATION_CONTEXT",
    "CATEGORIES",
    "KEEP",
    "OVERRULING",
    "Annotation",
    "Keep",
    "Record",
    "Target",
    "TextQuoteSelector",
    "TextSnapshot",
    "Tombstone",
    "parse_record",
]

TOMBSTONE_CONTEXT = "https://www.w3.org/ns/activitystreams"

OVERRULING = "classifying"
"""The motivation of an annotation that says which role a block has, or which kind of briefing a text is."""

REPLYING = "replying"
"""The motivation of an annotation that answers another one."""


class Keep(Enum):
    """The value that means: leave this as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP


class Decision(NamedTuple):
    """A decision on a mark whose words had changed: "confirmed" or "moved", the words before, and who decided."""

    made: str
    was: str
    by: str


@dataclass(frozen=True)
class Annotation:
    """What a reader saved: a target in a briefing, with a note, tags, a category or an overruled role."""

    record: wa.JsonObject = field(repr=False)

    @classmethod
    def make(  # noqa: PLR0913 - each part of an annotation is one argument, all but two by name
        cls,
        target: Target | WholeText,
        *,
        annotator: str,
        now: datetime,
        id: str | None = None,
        category: str | None = None,
        note: str = "",
        tags: tuple[str, ...] = (),
        role: str | None = None,
    ) -> Annotation:
        """A new annotation; with `role` it overrules what the block, or the text, at its target is."""
        record: wa.JsonObject = {
            "@context": wa.ANNOTATION_CONTEXT,
            "id": id or uuid.uuid4().urn,
            "type": "Annotation",
            "motivation": OVERRULING if role else _motivation(note),
            "created": write_time(now),
            "modified": write_time(now),
            "creator": wa.person(annotator),
        }
        body = wa.own_bodies(note, tags, role or category)
        if body:
            record["body"] = body
        record["target"] = target.json({})
        return cls(record)

    @classmethod
    def reply(cls, to: str, note: str, *, annotator: str, now: datetime, id: str | None = None) -> Annotation:
        """An answer to the annotation whose id is `to`."""
        return cls(
            {
                "@context": wa.ANNOTATION_CONTEXT,
                "id": id or uuid.uuid4().urn,
                "type": "Annotation",
                "motivation": REPLYING,
                "created": write_time(now),
                "modified": write_time(now),
                "creator": wa.person(annotator),
                "body": wa.own_bodies(note, (), None),
                "target": to,
            }
        )

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def id(self) -> str:
        """The id; for a record without one, a name made from its content."""
        return wa.as_string(self.record.get("id")) or f"urn:sha256:{sha256(self.canonical)}"

    @cached_property
    def canonical(self) -> str:
        """The record as JSON with sorted keys."""
        return wa.canonical(self.record)

    @cached_property
    def motivation(self) -> str:
        """Why it was made; highlighting when it does not say. Of several, replying comes first."""
        said = self.record.get("motivation")
        if isinstance(said, list) and REPLYING in said:
            return REPLYING
        return wa.as_string(said) or "highlighting"

    @cached_property
    def created(self) -> datetime | None:
        """When it was first made, in UTC."""
        return read_time(self.record.get("created"))

    @cached_property
    def modified(self) -> datetime | None:
        """When this version was made, in UTC."""
        return read_time(self.record.get("modified"))

    @cached_property
    def time(self) -> datetime:
        """The timestamp by which versions of one annotation are ordered."""
        return self.modified or read_time(self.record.get("deleted")) or self.created or BEGINNING

    @cached_property
    def annotator(self) -> str:
        """The name of who made it, or the empty string."""
        return wa.agent_name(self.record.get("creator"))

    @cached_property
    def contributor(self) -> str:
        """The name of who made this version, if that is not the annotator; else the empty string."""
        name = wa.agent_name(self.record.get(wa.CONTRIBUTOR))
        return "" if name == self.annotator else name

    @property
    def maker(self) -> str:
        """The name of who made this version."""
        return self.contributor or self.annotator

    @cached_property
    def note_authors(self) -> tuple[str, ...]:
        """The names of who wrote the note: the annotator, unless its bodies name others."""
        if not self.note:
            return ()
        bodies = [body for body in wa.bodies(self.record) if wa.purpose_of(body, self.motivation) == wa.NOTE]
        return tuple(dict.fromkeys(name for body in bodies for name in wa.authors(body, self.annotator)))

    @property
    def note_by(self) -> tuple[str, ...]:
        """The names of who wrote the note, where that is not just the annotator; else none."""
        return () if self.note_authors == (self.annotator,) else self.note_authors

    def imported(self, tool: str | None = None) -> wa.JsonObject:
        """What is kept of the annotation of another tool that it was made from; nothing if that is not `tool`."""
        found = self.record.get("imported")
        return found if isinstance(found, dict) and tool in {None, found.get("from")} else {}

    @cached_property
    def category_author(self) -> str:
        """The name of who gave it its category, if that was not the annotator; else the empty string."""
        found = [body for body in wa.bodies(self.record) if wa.purpose_of(body, self.motivation) == wa.CATEGORY]
        names = wa.authors(found[0], self.annotator) if found else ()
        return "" if not names or self.annotator in names else names[0]

    @cached_property
    def reply_to(self) -> str | None:
        """The id of the annotation that this one answers; None when it is not a reply."""
        if self.motivation != REPLYING or self._target.get("selector"):
            return None
        return self.target_source or None

    @cached_property
    def is_page_note(self) -> bool:
        """Whether it is about the whole text: it has no selector and answers nothing."""
        return not self._target.get("selector") and self.reply_to is None

    @cached_property
    def text_read(self) -> datetime | None:
        """When the text that it was made on was read, in UTC."""
        state = self._target.get("state")
        return read_time(state.get("sourceDate")) if isinstance(state, dict) else None

    @property
    def has_passage(self) -> bool:
        """Whether it is about a passage of the text."""
        return self.reply_to is None and not self.is_page_note

    @cached_property
    def decision(self) -> Decision | None:
        """What was decided when the words had changed."""
        said = self.record.get("decision")
        made, was, by = (
            (wa.as_string(said.get(name)) or "" for name in Decision._fields) if isinstance(said, dict) else ("",) * 3
        )
        return Decision(made, was, by) if was else None

    @cached_property
    def note(self) -> str:
        """The note in Markdown; several comments are joined by an empty line."""
        return wa.BETWEEN_NOTES.join(self._values(wa.NOTE))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The tags, in order, each once."""
        return tuple(dict.fromkeys(self._values(wa.TAG)))

    @cached_property
    def category(self) -> str | None:
        """What the highlight's colour means."""
        return None if self.motivation == OVERRULING else self._classified

    @cached_property
    def role(self) -> str | None:
        """The name of the role that a block is overruled to, or of the kind that the whole text is."""
        return self._classified if self.motivation == OVERRULING else None

    @property
    def kind(self) -> str | None:
        """The name of the kind of briefing that the whole text is overruled to."""
        return self.role if self.is_page_note else None

    @cached_property
    def quote(self) -> TextQuoteSelector | None:
        """The words it was made on."""
        for selector in wa.selectors_of(self._target, "TextQuoteSelector"):
            exact = selector.get("exact")
            if isinstance(exact, str) and exact:
                prefix, suffix = (wa.as_string(selector.get(side)) or "" for side in ("prefix", "suffix"))
                return TextQuoteSelector(exact, prefix, suffix, unique=selector.get("unique") is True)
        return None

    @cached_property
    def position(self) -> TextRange | None:
        """Where these words were in the text that it was made on; may lie outside any other text."""
        for selector in wa.selectors_of(self._target, "TextPositionSelector"):
            start, end = (wa.whole_number(selector.get(side)) for side in ("start", "end"))
            if start is not None and end is not None and 0 <= start <= end:
                return TextRange(start, end)
        return None

    @cached_property
    def target_source(self) -> str:
        """The file name, URL or hash of the briefing, or the empty string."""
        return wa.target_source(self._target)

    @cached_property
    def sha256(self) -> str | None:
        """The hash of the canonical text that it was made on."""
        return wa.cached_hash(self._target)

    def changed(  # noqa: PLR0913 - each part of an annotation is one argument, all by name
        self,
        *,
        now: datetime,
        by: str | None = None,
        category: str | Keep | None = KEEP,
        note: str | Keep = KEEP,
        tags: tuple[str, ...] | Keep = KEEP,
        target: Target | Keep = KEEP,
        decision: Decision | None = None,
        note_by: Sequence[str] = (),
    ) -> Annotation:
        """A later version with some parts changed and all others, known or not, as they are.

        `by` says who made it; None means the annotator. `decision` is what the property of that name says. `note_by`
        are the authors of a new note, if that is not only who made the version.
        """
        record = {**self.record, "id": self.id}
        words = self.note if note is KEEP else note
        if not (category is KEEP and note is KEEP and tags is KEEP):
            kind = self._classified if category is KEEP else category
            wa.set_bodies(record, self.motivation, words, self.tags if tags is KEEP else tags, kind)
            maker = by or self.annotator
            wa.sign_bodies(record, self.record, self.motivation, self.annotator, by=maker, note_by=note_by or (maker,))
        if self.motivation in ("highlighting", "commenting"):
            record["motivation"] = _motivation(words)
        if target is not KEEP:
            record["target"] = wa.replaced_target(record, target.json(self._target))
            record.pop("decision", None)
        if decision is not None:
            record["decision"] = decision._asdict()
        return Annotation(record).restamped(now, by=by, after=self.time)

    def called_in(self, codebook: Codebook) -> Annotation:
        """The same version with its category as a codebook calls it now: for reports, and not to be saved."""
        name = codebook.now(self.category)
        if name is None or name == self.category:
            return self
        record = dict(self.record)
        wa.set_bodies(record, self.motivation, self.note, self.tags, name)
        return Annotation(record)

    def restamped(self, now: datetime, *, by: str | None = None, after: datetime | None = None) -> Annotation:
        """The same content as a newer version, later than `after`; `by` says who made it, None means the annotator."""
        record = {**self.record, "id": self.id, "modified": write_time(next_time(now, after))}
        return Annotation(wa.contributed(record, by, self.annotator))

    @cached_property
    def _target(self) -> wa.JsonObject:
        return wa.target_of(self.record)

    @cached_property
    def _classified(self) -> str | None:
        return next(iter(self._values(wa.CATEGORY)), None)

    @cached_property
    def _said(self) -> dict[str | None, list[str]]:
        """The words of its bodies by their purpose, without empty ones."""
        found: dict[str | None, list[str]] = {}
        for body in wa.bodies(self.record):
            purpose = wa.purpose_of(body, self.motivation)
            if purpose and body["value"]:
                found.setdefault(purpose, []).append(body["value"])
        return found

    def _values(self, purpose: str) -> list[str]:
        return self._said.get(purpose, [])


@dataclass(frozen=True)
class Tombstone:
    """Says that the annotation of the same name was deleted."""

    record: wa.JsonObject = field(repr=False)

    @classmethod
    def make(cls, id: str, now: datetime, *, after: datetime | None = None, by: str | None = None) -> Tombstone:
        """The deletion of `id` `by` somebody, later than `after`."""
        record = {
            "@context": TOMBSTONE_CONTEXT,
            "id": id,
            "type": "Tombstone",
            "formerType": "Annotation",
            "deleted": write_time(next_time(now, after)),
        }
        return cls(wa.contributed(record, by, ""))

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def id(self) -> str:
        """The name of what was deleted."""
        return str(self.record["id"])

    @cached_property
    def canonical(self) -> str:
        """The record as JSON with sorted keys."""
        return wa.canonical(self.record)

    @cached_property
    def contributor(self) -> str:
        """The name of who deleted it; the empty string where that was not recorded."""
        return wa.agent_name(self.record.get(wa.CONTRIBUTOR))

    @cached_property
    def time(self) -> datetime:
        """When it was deleted."""
        said = (read_time(self.record.get(key)) for key in ("modified", "deleted", "created"))
        return next((time for time in said if time), BEGINNING)


Record = Annotation | Tombstone | TextSnapshot


def parse_record(value: Any) -> Record:
    """The record in a decoded line of JSON.

    Raises ValueError, with a sentence that says what is wrong, for anything else; other oddities are tolerated.
    """
    if not isinstance(value, dict):
        raise ValueError("It is JSON, but not an object.")  # noqa: TRY004 - a wrong line is a wrong value
    if wa.has_type(value, "Annotation"):
        return Annotation(value)
    if wa.has_type(value, "Tombstone"):
        if not isinstance(value.get("id"), str) or not value["id"]:
            raise ValueError("It is a deletion that does not say what was deleted.")
        return Tombstone(value)
    if wa.has_type(value, "Text") and isinstance(value.get("value"), str):
        return TextSnapshot.checked(value)
    raise ValueError("It is neither an annotation, nor a deletion, nor a text.")


def _motivation(note: str) -> str:
    return "commenting" if note else "highlighting"
