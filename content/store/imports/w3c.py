"""W3C Web Annotations of any tool: kept as they are, with offsets brought to code points where the words show how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.model import Annotation, TextSnapshot
from content.annotation.selectors import select
from content.annotation.webannotation import has_type, replaced_target, target_of
from content.store.imports.foreign import Text
from content.store.lines import read_lines

if TYPE_CHECKING:
    from content.annotation.model import Record
    from content.document.model import Document, TextRange
    from content.store.lines import DamagedLine


def records(data: bytes, document: Document) -> tuple[list[Record], tuple[DamagedLine, ...]]:
    """All records in lines, an array or a collection, and the lines that hold none."""
    lines = read_lines(data)
    text = Text(document.text)
    versions = {record.sha256 for record in lines.records if isinstance(record, TextSnapshot)}
    return [_brought_here(record, document, text, versions) for record in lines.records], lines.damaged


def _brought_here(record: Record, document: Document, text: Text, versions: set[str]) -> Record:
    """An annotation that does not say which text it was made on is taken to be on the briefing, if its words are."""
    if not isinstance(record, Annotation):
        return record
    named = Annotation({**record.record, "id": record.id})
    digest = record.sha256
    if digest and digest != document.sha256 and digest in versions:
        return named
    place = record.position and text.passage(
        record.position.start, record.position.end, record.quote.exact if record.quote else ""
    )
    if not place or (digest == document.sha256 and place == record.position) or (digest and record.quote is None):
        return named
    return Annotation({**named.record, "target": _at(place, record, document)})


def _at(place: TextRange, record: Annotation, document: Document) -> object:
    """The record's target with the offsets of `place`; other selectors and fields stay."""
    old = target_of(record.record)
    quote, position = select(document.text, place)
    selectors = old.get("selector")
    kept = [
        selector
        for selector in (selectors if isinstance(selectors, list) else [selectors])
        if not (isinstance(selector, dict) and has_type(selector, "TextPositionSelector"))
    ]
    if record.quote is None:
        kept.append({"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix})
    kept.append({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    state = {"type": "TimeState", "cached": f"urn:sha256:{document.sha256}"}
    return replaced_target(record.record, {**old, "selector": kept, "state": old.get("state") or state})
