"""Doccano JSONL: one text with its labelled spans on each line, as sequence labelling or as entities."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from content.annotation.records.timestamps import write_time
from content.annotation.records.webannotation import as_string, strings, whole_number
from content.export.json_text import json_line
from content.formats.foreign import Foreign, Found, Text, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.annotation.records.model import Annotation
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
        elif line is not None:  # what is not JSON has been reported
            warnings.append(f"Line {number} is left out: It has no text with labels.")
    read = [(texts.setdefault(span.text or "", Text(span.text or "")), span) for span in spans]
    unit = unit_of(read, Unit.CODE_POINT)
    return Found([span if span.reply_to else _placed(text, span, unit) for text, span in read], warnings)


def _placed(text: Text, span: Foreign, unit: Unit) -> Foreign:
    """The span with its words, and its offsets in code points."""
    place = text.passage(span, unit)
    return replace(span, exact=place.of(text.text), start=place.start, end=place.end) if place else span


def _spans(value: JsonObject, number: int) -> Iterator[Foreign]:
    more = value.get(_MORE)
    taken = {"text", *_LABELS, _RELATIONS, *((_MORE, _COMMENTS) if isinstance(more, list) else ())}
    line = {key: inner for key, inner in value.items() if key not in taken}
    spans = [span for name in _LABELS for span in _items(value.get(name))]
    relations = _by_source(value, spans)
    for at, span in enumerate(spans):
        start, end, label, rest = _parts(span)
        said = more[at] if isinstance(more, list) and len(more) == len(spans) and isinstance(more[at], dict) else {}
        yield Foreign(
            start=start,
            end=end,
            note=as_string(said.get("note")) or "",
            tags=strings(said.get("tags")),
            category="" if label == "highlight" else label,
            annotator=as_string(said.get("annotator")) or "",
            id=as_string(said.get("id")) or "",
            about=f"line {number}",
            text=str(value["text"]),
            contributor=as_string(said.get("contributor")) or "",
            note_by=strings(said.get("note_by")),
            rest={
                **rest,
                **({"was": said["was"]} if isinstance(said.get("was"), str) else {}),
                **({"line": line} if line else {}),
                **({_RELATIONS: relations[at]} if at in relations else {}),
            },
        )
        yield from _replies(said, number, str(value["text"]))


def _by_source(value: JsonObject, spans: list[Any]) -> dict[int, list[Any]]:
    """The relations of a line by the index of the span that they go from; those of no span are with the first."""
    found: dict[int, list[Any]] = {}
    indices = {whole_number(span.get("id")): at for at, span in enumerate(spans) if isinstance(span, dict)}
    for relation in _items(value.get(_RELATIONS)):
        source = whole_number(relation.get("from_id")) if isinstance(relation, dict) else None
        found.setdefault(0 if source is None else indices.get(source, 0), []).append(relation)
    return found


def _replies(said: JsonObject, number: int, text: str) -> Iterator[Foreign]:
    """The replies that our export has put beside a span."""
    for reply in _items(said.get("replies")):
        to = as_string(reply.get("to")) if isinstance(reply, dict) else None
        if to:
            yield Foreign(
                note=as_string(reply.get("note")) or "",
                annotator=as_string(reply.get("annotator")) or "",
                created=as_string(reply.get("created")) or "",
                id=as_string(reply.get("id")) or "",
                about=f"line {number}",
                text=text,
                reply_to=to,
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
    """One object for each briefing, with offsets in code points; passages without a place cannot be written.

    The fields of an imported line (its id, meta, comments ...) are there again, and its relations as far as both ends
    are. With relations the spans are entities with numbers, as doccano has them then.
    """
    written = []
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        written.append(_briefing([passage for passage in group if passage.entry.range]))
    return "".join(f"{json_line(line)}\n" for line in written if line)


def _briefing(passages: list[Passage]) -> dict[str, Any]:
    if not passages:
        return {}
    briefing = passages[0].briefing
    kept: JsonObject = {}
    for passage in passages:
        line = _imported(passage).get("line")
        kept = {**(line if isinstance(line, dict) else {}), **kept}
    comments = [said for said in _items(kept.pop(_COMMENTS, None)) if isinstance(said, str)]
    notes = [passage.entry.annotation.note for passage in passages if passage.entry.annotation.note]
    relations = _relations(passages)
    numbers = _numbers(passages)
    spans: JsonObject = {"label": [_span(passage) for passage in passages]}
    if numbers:
        ends = set(numbers)
        spans = {"entities": [_entity(passage, number) for passage, number in zip(passages, numbers, strict=True)]}
        spans[_RELATIONS] = [one for one in relations if isinstance(one, dict) and _ends(one) <= ends]
    made: dict[str, Any] = {
        **kept,
        "text": briefing.document.text,
        **spans,
        _COMMENTS: list(dict.fromkeys([*comments, *notes])),
        "source": briefing.document.source,
        "sha256": briefing.document.sha256,
        _MORE: [_more(passage) for passage in passages],
    }
    return {**made, "marking": briefing.stamp} if briefing.stamp else made


def lost(passages: Sequence[Passage]) -> Counter[str]:
    """What doccano cannot hold of annotations, by kind: relations that have lost an end, decisions, times."""
    found: Counter[str] = Counter()
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        of_one = [passage for passage in group if passage.entry.range]
        ends = set(_numbers(of_one))
        found["relation"] += sum(not (isinstance(one, dict) and _ends(one) <= ends) for one in _relations(of_one))
        found["decision on changed words"] += sum(passage.entry.annotation.decision is not None for passage in of_one)
        found["time"] += sum(passage.entry.annotation.created is not None for passage in of_one)
    return found


def _imported(passage: Passage) -> JsonObject:
    """What was imported with an annotation from doccano."""
    return passage.entry.annotation.imported("doccano")


def _relations(passages: Sequence[Passage]) -> list[Any]:
    return [one for passage in passages for one in _items(_imported(passage).get(_RELATIONS))]


def _numbers(passages: Sequence[Passage]) -> list[int]:
    """The numbers of entities, if one of them was imported with one: the same again, and others for the rest."""
    known = [whole_number(_imported(passage).get("id")) for passage in passages]
    if all(number is None for number in known):
        return []
    taken: set[int] = set()
    following = max(number for number in known if number is not None) + 1
    numbers: list[int] = []
    for number in known:
        if number is None or number in taken:
            number, following = following, following + 1  # noqa: PLW2901 - one of its own
        taken.add(number)
        numbers.append(number)
    return numbers


def _ends(relation: JsonObject) -> set[Any]:
    return {whole_number(relation.get("from_id")), whole_number(relation.get("to_id"))}


def _span(passage: Passage) -> list[Any]:
    here = passage.entry.range
    return [here.start, here.end, passage.entry.annotation.category or "highlight"] if here else []


def _entity(passage: Passage, number: int) -> JsonObject:
    start, end, label = _span(passage)
    return {"id": number, "label": label, "start_offset": start, "end_offset": end}


def _more(passage: Passage) -> JsonObject:
    """What doccano's own fields cannot hold; read back by the import."""
    one = passage.entry.annotation
    said: JsonObject = {"id": one.id, "annotator": one.annotator, "tags": list(one.tags), "note": one.note}
    replies = [
        {"id": reply.id, "annotator": reply.annotator, "note": reply.note, "to": reply.reply_to, **_created(reply)}
        for reply in passage.entry.annotations[1:]
    ]
    more: JsonObject = {"contributor": one.contributor, "was": passage.entry.was, "replies": replies}
    more["note_by"] = list(one.note_by)
    return {**said, **{name: value for name, value in more.items() if value}}


def _created(reply: Annotation) -> JsonObject:
    return {"created": write_time(reply.created)} if reply.created else {}
