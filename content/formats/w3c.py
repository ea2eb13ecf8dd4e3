"""W3C Web Annotations from any tool: kept as they are, with offsets converted to code points if the words show how."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from content.annotation.anchoring.selectors import select
from content.annotation.records.json_lines import read_lines
from content.annotation.records.model import ANNOTATION_CONTEXT, Annotation, Target
from content.annotation.records.webannotation import bodies, has_type, own_bodies, replaced_target, target_of
from content.export.json_text import json_line
from content.formats.foreign import Foreign, Text, Unit, unit_of
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from content.annotation.records.json_lines import DamagedLine
    from content.annotation.records.model import Record
    from content.document.model import Document, TextRange
    from content.export.passage import Passage
    from content.formats.given import Given

_TAGS = ("tag", "tags", "keyword", "keywords")  # fields of bodies, as in Readium's annotations


def read(given: Given, document: Document, now: datetime) -> tuple[list[Record], tuple[DamagedLine, ...]]:
    """All records in lines, an array or a collection, and the lines without one."""
    lines = read_lines(given.data)
    here = _Here(document, Text(document.text), now, given.categories)
    open_ = [record for record in lines.records if isinstance(record, Annotation) and _is_open(record, document)]
    unit = unit_of(((here.text, _said(record)) for record in open_), Unit.CODE_POINT)
    ours = set(map(id, open_))
    records = [
        _brought_here(one, here, unit) if isinstance(one, Annotation) and id(one) in ours else _named(one, here)
        for one in lines.records
    ]
    return records, lines.damaged


def further_targets(records: Sequence[Record]) -> list[str]:
    """A sentence on annotations with several passages, only one of which has a place."""
    targets = [record.record.get("target") for record in records if isinstance(record, Annotation)]
    several = sum(isinstance(target, list) and len(target) > 1 for target in targets)
    if not several:
        return []
    have = "has" if several == 1 else "have"
    return [
        f"{counted(several, 'annotation')} {have} several targets: only one is marked, the others are kept unmarked."
    ]


@dataclass(frozen=True, slots=True)
class _Here:
    """The document, its text for looking up offsets, when it was read, and what is a category of the reader's."""

    document: Document
    text: Text
    now: datetime
    categories: Mapping[str, str]


def _is_open(record: Annotation, document: Document) -> bool:
    """Whether it was made on this text, or does not say: then this text counts if it has the words."""
    return record.sha256 in {None, document.sha256}


def _named(record: Record, here: _Here) -> Record:
    """An annotation with a name, and with the context from the collection around it."""
    if not isinstance(record, Annotation):
        return record
    named = Annotation({"@context": ANNOTATION_CONTEXT, **record.record, "id": record.id})
    tags, category = _inside_bodies(named, here.categories)
    more = own_bodies("", tuple(tag for tag in tags if tag not in named.tags), category)
    return Annotation({**named.record, "body": [*bodies(named.record), *more]}) if more else named


def _inside_bodies(record: Annotation, categories: Mapping[str, str]) -> tuple[list[str], str | None]:
    """Tags and a category that bodies have as fields of their own; a colour counts if it is called like a category."""
    tags: list[str] = []
    category = None
    for body in bodies(record.record):
        if isinstance(body, dict):
            said = [value for name in _TAGS for value in _listed(body.get(name))]
            tags += [value.strip() for value in said if isinstance(value, str) and value.strip()]
            colour = body.get("color")
            category = category or (categories.get(colour) if isinstance(colour, str) else None)
    return list(dict.fromkeys(tags)), None if record.category else category


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _said(record: Annotation) -> Foreign:
    quote, position = record.quote, record.position
    start, end = (position.start, position.end) if position else (None, None)
    if quote is None:
        return Foreign(start=start, end=end)
    return Foreign(quote.exact, quote.prefix, quote.suffix, start, end)


def _brought_here(record: Annotation, here: _Here, unit: Unit) -> Record:
    named = _named(record, here)
    said = _said(record)
    place = here.text.passage(said, unit)
    if place and not (place == record.position and record.sha256):
        return Annotation({**named.record, "target": _at(place, record, here)})
    if place or not record.sha256 or (record.quote and here.text.quoted(said)):
        return named
    return _without_claim(named)


def _at(place: TextRange, record: Annotation, here: _Here) -> object:
    """The record's target with the offsets of `place`; other selectors and fields stay."""
    old = target_of(record.record)
    quote, position = select(here.document.text, place)
    offsets = {"start": position.start, "end": position.end}
    said = old.get("selector")
    selectors = [
        {**selector, **offsets}
        if isinstance(selector, dict) and has_type(selector, "TextPositionSelector")
        else selector
        for selector in (said if isinstance(said, list) else [said])
    ]
    if record.quote is None:
        selectors.append(quote.json())
    state = Target("", here.document.sha256, quote, position, here.now).json({})["state"]
    return replaced_target(record.record, {**old, "selector": selectors, "state": old.get("state") or state})


def _without_claim(record: Record) -> Record:
    """An annotation that claims to be made on this text, which has neither its words nor a place for it.

    The claim is kept in another field, where it does no harm.
    """
    old = target_of(record.record)
    target = {key: value for key, value in old.items() if key != "state"}
    known = record.record.get("imported")
    said = {**(known if isinstance(known, dict) else {"from": "w3c"}), "state": old["state"]}
    return Annotation({**record.record, "target": replaced_target(record.record, target), "imported": said})


def write(passages: Sequence[Passage]) -> str:
    """One annotation on each line, as it was saved; with the marking of its briefing, if any."""
    return "".join(f"{json_line(one)}\n" for passage in passages for one in _stamped(passage))


def write_collection(passages: Sequence[Passage]) -> str:
    """All annotations as one AnnotationCollection with one page."""
    markings = sorted({passage.briefing.stamp for passage in passages if passage.briefing.stamp})
    items = [one for passage in passages for one in _stamped(passage)]
    made: dict[str, Any] = {
        "@context": ANNOTATION_CONTEXT,
        "id": _name_of(items),
        "type": "AnnotationCollection",
        "label": "Annotations: " + "; ".join(dict.fromkeys(passage.headline for passage in passages)),
        "total": len(items),
    }
    if markings:
        made["marking"] = ", ".join(markings)
    if items:  # the model allows no page without items
        page = f"{made['id']}:page"
        made["first"] = {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items}
        made["last"] = page
    return f"{json_line(made)}\n"


def _stamped(passage: Passage) -> list[dict[str, Any]]:
    """The annotation and the replies to it as saved, with the context and name that the model requires."""
    marking = {"marking": passage.briefing.stamp} if passage.briefing.stamp else {}
    return [
        {"@context": ANNOTATION_CONTEXT, **one.record, "id": one.id, **marking} for one in passage.entry.annotations
    ]


def _name_of(items: list[dict[str, Any]]) -> str:
    """A name made from the content, so that the same annotations always give the same file."""
    import hashlib

    return f"urn:sha256:{hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()}"
