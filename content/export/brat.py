"""Brat standoff: text-bound annotations over the canonical text, with notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from content.annotation.records.webannotation import whole_number
from content.export.json_text import json_line
from content.export.visible import in_line, same_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import TextRange
    from content.export.passage import Passage

_NO_NAME = re.compile(r"[^\w-]+")


def standoff(passages: Sequence[Passage]) -> str:
    """An .ann file for one briefing's canonical text. Passages without a place cannot be written in this format.

    Offsets are code points. A passage over several lines is one annotation of several fragments, as brat has it. What
    brat's fields cannot hold (a note of several lines, a category that is no name) stands in a note of kind
    `Exactly`, as JSON, once more.
    """
    lines: list[str] = []
    notes = 0
    placed = [(passage, passage.entry.range) for passage in passages if passage.entry.range]
    for number, (passage, here) in enumerate(placed, 1):
        fragments = _fragments(passage, here) if here else []
        spans = ";".join(f"{start} {end}" for start, end in fragments)
        words = same_length(" ".join(passage.briefing.document.text[start:end] for start, end in fragments))
        lines.append(f"T{number}\t{_name(passage.entry.annotation.category)} {spans}\t{words}")
        for kind, said in _notes(passage, fragments):
            notes += 1
            lines.append(f"#{notes}\t{kind} T{number}\t{said}")
    return "".join(f"{line}\n" for line in lines)


def _fragments(passage: Passage, here: TextRange) -> list[tuple[int, int]]:
    """The parts of a range that were marked, as far as they lie on one line each."""
    text = passage.briefing.document.text
    found = [part for start, end in _marked(passage, here) for part in _lines(text, start, end)]
    return found or [(here.start, here.end)]


def _marked(passage: Passage, here: TextRange) -> list[tuple[int, int]]:
    """The fragments that were imported, while the passage is the one they are of; else all of the range."""
    annotation = passage.entry.annotation
    imported, made_on, quote = annotation.record.get("imported"), annotation.position, annotation.quote
    fragments = imported.get("fragments") if isinstance(imported, dict) else None
    if not isinstance(fragments, list) or made_on is None or quote is None or quote.exact != passage.text:
        return [(here.start, here.end)]
    offsets = [whole_number(offset) for part in fragments if isinstance(part, list) for offset in part]
    known = [offset for offset in offsets if offset is not None]
    whole = known == sorted(known) and len(known) == len(offsets) == 2 * len(fragments)
    if not whole or (known[:1], known[-1:]) != ([made_on.start], [made_on.end]):
        return [(here.start, here.end)]
    moved = [offset - made_on.start + here.start for offset in known]
    return list(zip(moved[::2], moved[1::2], strict=True))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _notes(passage: Passage, fragments: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    annotation = passage.entry.annotation
    for kind, words in (
        ("AnnotatorNotes", annotation.note),
        ("Tags", ", ".join(annotation.tags)),
        ("Annotator", annotation.annotator),
        ("Id", annotation.id),
        ("Marking", passage.briefing.marking or ""),
    ):
        if words:
            yield kind, in_line(words)
    exactly = _exactly(passage, fragments)
    if exactly:
        yield "Exactly", exactly


def _exactly(passage: Passage, fragments: Sequence[tuple[int, int]]) -> str:
    """As JSON, what cannot be read back from brat's own fields; empty when all can."""
    annotation, here = passage.entry.annotation, passage.entry.range
    said: dict[str, Any] = {}
    name = _name(annotation.category).replace("_", " ")
    if annotation.category and annotation.category != name:
        said["category"] = annotation.category
    if in_line(annotation.note) != annotation.note:
        said["note"] = annotation.note
    if [*annotation.tags] != [tag for tag in in_line(", ".join(annotation.tags)).split(", ") if tag]:
        said["tags"] = [*annotation.tags]
    if here and (here.start, here.end) != (fragments[0][0], fragments[-1][1]):
        text = passage.briefing.document.text
        said["blanks"] = [text[here.start : fragments[0][0]], text[fragments[-1][1] : here.end]]
    return json_line(said) if said else ""


def _name(category: str | None) -> str:
    """A brat type: letters, digits, underscores and hyphens."""
    return _NO_NAME.sub("_", category or "highlight").strip("_") or "highlight"
