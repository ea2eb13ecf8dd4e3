"""W3C Web Annotations of any tool: kept as they are, with offsets brought to code points where the words show how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.annotation.model import Annotation, Target, TextSnapshot
from content.annotation.selectors import select
from content.annotation.webannotation import has_type, replaced_target, target_of
from content.store.imports.foreign import Text
from content.store.lines import read_lines

if TYPE_CHECKING:
    from datetime import datetime

    from content.annotation.model import Record
    from content.document.model import Document, TextRange
    from content.store.lines import DamagedLine


def records(data: bytes, document: Document, now: datetime) -> tuple[list[Record], tuple[DamagedLine, ...]]:
    """All records in lines, an array or a collection, and the lines that hold none."""
    lines = read_lines(data)
    here = _Here(document, Text(document.text), now)
    versions = {record.sha256 for record in lines.records if isinstance(record, TextSnapshot)}
    return [_brought_here(record, here, versions) for record in lines.records], lines.damaged


@dataclass(frozen=True, slots=True)
class _Here:
    """The document, its text for looking up offsets, and when it was read."""

    document: Document
    text: Text
    now: datetime


def _brought_here(record: Record, here: _Here, versions: set[str]) -> Record:
    """An annotation that does not say which text it was made on is taken to be on the briefing, if its words are."""
    if not isinstance(record, Annotation):
        return record
    named = Annotation({**record.record, "id": record.id})
    digest = record.sha256
    if digest and digest != here.document.sha256 and digest in versions:
        return named
    place = record.position and here.text.passage(
        record.position.start, record.position.end, record.quote.exact if record.quote else ""
    )
    if not place or (digest == here.document.sha256 and place == record.position) or (digest and record.quote is None):
        return named
    return Annotation({**named.record, "target": _at(place, record, here)})


def _at(place: TextRange, record: Annotation, here: _Here) -> object:
    """The record's target with the offsets of `place`; other selectors and fields stay."""
    old = target_of(record.record)
    quote, position = select(here.document.text, place)
    selectors = old.get("selector")
    kept = [
        selector
        for selector in (selectors if isinstance(selectors, list) else [selectors])
        if not (isinstance(selector, dict) and has_type(selector, "TextPositionSelector"))
    ]
    if record.quote is None:
        kept.append({"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix})
    kept.append({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    state = Target("", here.document.sha256, quote, position, here.now).json({})["state"]
    return replaced_target(record.record, {**old, "selector": kept, "state": old.get("state") or state})
