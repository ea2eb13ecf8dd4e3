"""Brat standoff: text-bound annotations over the canonical text, with notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.export.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import TextRange
    from content.export.passage import Passage

_NO_NAME = re.compile(r"[^\w-]+")


def standoff(passages: Sequence[Passage]) -> str:
    """An .ann file for one briefing's canonical text. Passages without a place cannot be written in this format.

    Offsets are code points. A passage over several lines is one annotation of several fragments, as brat has it.
    """
    lines: list[str] = []
    notes = 0
    placed = [(passage, passage.entry.range) for passage in passages if passage.entry.range]
    for number, (passage, here) in enumerate(placed, 1):
        fragments = list(_fragments(passage.briefing.document.text, here)) if here else []
        spans = ";".join(f"{start} {end}" for start, end in fragments)
        words = one_line(" ".join(passage.briefing.document.text[start:end] for start, end in fragments))
        lines.append(f"T{number}\t{_name(passage.entry.annotation.category)} {spans}\t{words}")
        for note in _notes(passage, number):
            notes += 1
            lines.append(f"#{notes}\t{note}")
    return "".join(f"{line}\n" for line in lines)


def _fragments(text: str, here: TextRange) -> Iterator[tuple[int, int]]:
    """The parts of a range that lie on one line each."""
    start = here.start
    for line in here.of(text).split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _notes(passage: Passage, number: int) -> Iterator[str]:
    annotation = passage.entry.annotation
    for kind, words in (
        ("AnnotatorNotes", annotation.note),
        ("Tags", ", ".join(annotation.tags)),
        ("Annotator", annotation.annotator),
        ("Id", annotation.id),
        ("Marking", passage.briefing.marking or ""),
    ):
        if words:
            yield f"{kind} T{number}\t{one_line(words)}"


def _name(category: str | None) -> str:
    """A brat type: letters, digits, underscores and hyphens."""
    return _NO_NAME.sub("_", category or "highlight").strip("_") or "highlight"
