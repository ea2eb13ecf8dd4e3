"""Doccano JSONL: one text a line with its labelled spans, as sequence labelling or as entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.annotation.webannotation import as_string, whole_number
from content.store.imports.foreign import Foreign, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.annotation.webannotation import JsonObject

_LABELS = ("label", "labels", "entities")


def is_it(value: Any) -> bool:
    """Whether a decoded line is doccano's."""
    return isinstance(value, dict) and isinstance(value.get("text"), str) and any(name in value for name in _LABELS)


def read(value: JsonObject, number: int) -> Iterator[Foreign]:
    """One annotation a span of line `number`. The text comes along, so that offsets are never in doubt."""
    text = str(value["text"])
    known = Text(text)
    more = value.get("annotations")
    spans = [span for name in _LABELS for span in _items(value.get(name))]
    for at, span in enumerate(spans):
        start, end, label, rest = _parts(span)
        place = known.passage(start, end, "")
        said = more[at] if isinstance(more, list) and len(more) == len(spans) and isinstance(more[at], dict) else {}
        tags = said.get("tags")
        yield Foreign(
            exact=place.of(text) if place else "",
            start=place.start if place else start,
            end=place.end if place else end,
            note=as_string(said.get("note")) or "",
            tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
            category="" if label == "highlight" else label,
            annotator=as_string(said.get("annotator")) or "",
            id=as_string(said.get("id")) or "",
            about=f"line {number}",
            text=text,
            rest=rest,
        )


def _parts(span: Any) -> tuple[int | None, int | None, str, JsonObject]:
    if isinstance(span, list) and len(span) >= 3:
        return whole_number(span[0]), whole_number(span[1]), as_string(span[2]) or "", {}
    if isinstance(span, dict):
        rest = {key: inner for key, inner in span.items() if key not in ("start_offset", "end_offset", "label")}
        return whole_number(span.get("start_offset")), whole_number(span.get("end_offset")), _label(span), rest
    return None, None, "", {"span": span}


def _label(span: JsonObject) -> str:
    return as_string(span.get("label")) or ""


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
