"""Doccano JSONL: one line a briefing, with its text and labelled spans."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from content.export.json_text import json_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Passage


def lines(passages: Sequence[Passage]) -> str:
    """One object a briefing. Offsets are code points; passages without a place cannot be written in this format."""
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
