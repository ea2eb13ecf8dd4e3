"""Doccano JSONL: one text with its labelled spans on each line, as sequence labelling or as entities."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from content.annotation.records.webannotation import as_string, whole_number
from content.export.json_text import json_line
from content.formats.foreign import Foreign, Found, Text, Unit, unit_of
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.annotation.records.webannotation import JsonObject
    from content.export.passage import Passage
    from content.formats.given import Given

_LABELS = ("label", "labels", "entities")
_RELATIONS, _MORE, _COMMENTS = "relations", "annotations", "Comments"  # our export adds _MORE, which has the comments


def is_it(given: Given) -> bool:
    """Whether a file is doccano's."""
    return any(map(_is_line, given.first_values))


def _is_line(value: Any) -> bool:
    """Whether a decoded line has a text with labels."""
    return isinstance(value, dict) and isinstance(value.get("text"), str) and any(name in value for name in _LABELS)


def read(given: Given) -> Found:
    """One annotation for each span of each line. The text is included, so only the unit of the offsets is in doubt."""
    texts: dict[str, Text] = {}
    spans: list[Foreign] = []
    warnings = [*given.damaged]
    lines = (item for value in given.values for item in (value if isinstance(value, list) else [value]))
    for number, line in enumerate(lines, 1):
        if _is_line(line):
            spans += _spans(line, number)
            relations = _items(line.get(_RELATIONS))
            if relations:
                warnings.append(f"Line {number}: {counted(len(relations), 'relation')} in it cannot be kept.")
        elif line is not None:  # what is not JSON has been reported
            warnings.append(f"Line {number} is left out: It has no text with labels.")
    read = [(texts.setdefault(span.text or "", Text(span.text or "")), span) for span in spans]
    unit = unit_of(read, Unit.CODE_POINT)
    return Found([_placed(text, span, unit) for text, span in read], warnings)


def _placed(text: Text, span: Foreign, unit: Unit) -> Foreign:
    """The span with its words, and its offsets in code points."""
    place = text.passage(span, unit)
    return replace(span, exact=place.of(text.text), start=place.start, end=place.end) if place else span


def _spans(value: JsonObject, number: int) -> Iterator[Foreign]:
    more = value.get(_MORE)
    taken = {"text", *_LABELS, _RELATIONS, *((_MORE, _COMMENTS) if isinstance(more, list) else ())}
    line = {key: inner for key, inner in value.items() if key not in taken}
    spans = [span for name in _LABELS for span in _items(value.get(name))]
    for at, span in enumerate(spans):
        start, end, label, rest = _parts(span)
        said = more[at] if isinstance(more, list) and len(more) == len(spans) and isinstance(more[at], dict) else {}
        tags = said.get("tags")
        yield Foreign(
            start=start,
            end=end,
            note=as_string(said.get("note")) or "",
            tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
            category="" if label == "highlight" else label,
            annotator=as_string(said.get("annotator")) or "",
            id=as_string(said.get("id")) or "",
            about=f"line {number}",
            text=str(value["text"]),
            rest={**rest, **({"line": line} if line else {})},
        )


def _parts(span: Any) -> tuple[int | None, int | None, str, JsonObject]:
    """Start, end, label, and everything else."""
    if isinstance(span, list) and len(span) >= 3:
        rest = {} if len(span) == 3 and isinstance(span[2], str) else {"span": span}
        return whole_number(span[0]), whole_number(span[1]), as_string(span[2]) or "", rest
    if isinstance(span, dict):
        rest = {key: inner for key, inner in span.items() if key not in ("start_offset", "end_offset", "label")}
        return whole_number(span.get("start_offset")), whole_number(span.get("end_offset")), _label(span), rest
    return None, None, "", {"span": span}


def _label(span: JsonObject) -> str:
    return as_string(span.get("label")) or ""


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def write(passages: Sequence[Passage]) -> str:
    """One object for each briefing, with offsets in code points; passages without a place cannot be written."""
    written = []
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        written.append(_briefing([passage for passage in group if passage.entry.range]))
    return "".join(f"{json_line(line)}\n" for line in written if line)


def _briefing(passages: list[Passage]) -> dict[str, Any]:
    if not passages:
        return {}
    briefing = passages[0].briefing
    found = [(passage.entry.annotation, passage.entry.range) for passage in passages]
    line: dict[str, Any] = {
        "text": briefing.document.text,
        "label": [[here.start, here.end, one.category or "highlight"] for one, here in found if here],
        "Comments": [one.note for one, _ in found if one.note],
        "source": briefing.document.source,
        "sha256": briefing.document.sha256,
        "annotations": [
            {"id": one.id, "annotator": one.annotator, "tags": list(one.tags), "note": one.note} for one, _ in found
        ],
    }
    return {**line, "marking": briefing.marking} if briefing.marking else line
