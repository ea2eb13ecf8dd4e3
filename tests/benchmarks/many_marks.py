"""An annotation file of as many marks as wanted: with notes, replies, several annotators and some lost places.

    python -m tests.benchmarks.many_marks BRIEFING COUNT [--on-one-paragraph]

writes it beside the briefing.
"""

from __future__ import annotations

import random
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from content.annotation.records.json_lines import write_record
from content.annotation.records.model import CATEGORIES, Annotation, Target, TextQuoteSelector
from content.annotation.records.target import target_source
from content.document.model import TextRange
from content.source import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.annotation.records.model import Record
    from content.document.model import Document

_BEGUN = datetime(2026, 11, 1, 9, tzinfo=UTC)
_PARAGRAPH = re.compile(r"[^\n]{20,}")
_AROUND = 32  # characters of context, as a reader's own marks have
_REPLIED, _NOTED, _LOST = 20, 4, 200  # of so many marks one is answered, has a note, has lost its words
PEOPLE = ("Ada", "Bela", "Cora")


def many_marks(document: Document, count: int, *, on_one_paragraph: bool = False) -> Iterator[Record]:
    """So many marks on words spread over a text, or over its longest paragraph, and the replies to some of them."""
    text, chance = document.text, random.Random(7)
    places = [match.span() for match in _PARAGRAPH.finditer(text)]
    if on_one_paragraph:
        places = [max(places, key=lambda place: place[1] - place[0])]
    source = target_source(document)
    for number in range(count):
        start, end = places[number * len(places) // count]
        first = chance.randrange(start, end - 5)
        last = min(end, first + chance.randrange(4, 200))
        words = text[first:last] if number % _LOST else f"words that are gone {number}"
        quote = TextQuoteSelector(words, text[max(0, first - _AROUND) : first], text[last : last + _AROUND])
        place = TextRange(first, last)
        digest = document.sha256 if number % _LOST else "0" * 64
        person, now = PEOPLE[number % len(PEOPLE)], _BEGUN + timedelta(seconds=number)
        mark = Annotation.make(
            Target(source, digest, quote, place, _BEGUN),
            annotator=person,
            now=now,
            id=f"urn:mark:{number}",
            category=CATEGORIES[number % len(CATEGORIES)],
            note=f"Note {number}: who says so?" if number % _NOTED == 0 else "",
        )
        yield mark
        if number % _REPLIED == 0:
            yield Annotation.reply(mark.id, f"Answer {number}.", annotator="Bela", now=now, id=f"urn:reply:{number}")


def write_many_marks(briefing: Path, count: int, *, on_one_paragraph: bool = False) -> Path:
    """The file of these marks beside a briefing, where they are found when it is opened."""
    records = many_marks(open_document(str(briefing)), count, on_one_paragraph=on_one_paragraph)
    path = briefing.with_name(f"{briefing.name}.annotations.jsonl")
    path.write_bytes(b"".join(map(write_record, records)))
    return path


if __name__ == "__main__":
    write_many_marks(Path(sys.argv[1]), int(sys.argv[2]), on_one_paragraph="--on-one-paragraph" in sys.argv)
