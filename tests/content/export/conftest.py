"""A small briefing whose structure is given, not guessed: exports are tested on their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from content.annotation.anchoring.anchored import AnchorState
from content.annotation.anchoring.selectors import select
from content.annotation.records.model import Annotation, Target
from content.document.model import Document, TextRange
from content.export.entry import ExportEntry
from content.structure.model import (
    Background,
    BackgroundLevel,
    Block,
    Briefing,
    Quotation,
    QuotationKind,
    Reason,
    Role,
    Section,
    SourceClass,
    Speaker,
)

TEXT = """Harbour closed

The port shut on Monday. Officials said: “Ships wait outside.” Nobody knows more.
Older trouble
In 2011 a storm closed it too.
"""
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SURE = Reason.of("set", 0.9)


def place(words: str, text: str = TEXT) -> TextRange:
    start = text.index(words)
    return TextRange(start, start + len(words))


@pytest.fixture
def briefing() -> Briefing:
    paragraph = place(TEXT.split("\n")[2])
    older, storm = place("Older trouble"), place("In 2011 a storm closed it too.")
    return Briefing(
        Document(TEXT, source="port.txt", warnings=("Read as cp1252.",)),
        language="en",
        headline=place("Harbour closed"),
        blocks=(
            Block(place("Harbour closed"), Role.HEADLINE, 0, SURE),
            Block(paragraph, Role.PARAGRAPH, 0, SURE),
            Block(older, Role.HEADING, 1, SURE),
            Block(storm, Role.PARAGRAPH, 1, SURE),
        ),
        sections=(Section(None, TextRange(0, paragraph.end)), Section(older, TextRange(older.start, storm.end), True)),
        quotations=(
            Quotation(
                place("“Ships wait outside.”"),
                QuotationKind.DIRECT,
                Speaker(place("Officials")),
                place("said"),
                SourceClass.ANONYMOUS,
                SURE,
            ),
        ),
        background=(Background(TextRange(older.start, storm.end), BackgroundLevel.SECTION, SURE),),
    )


@pytest.fixture
def mark() -> Callable[..., ExportEntry]:
    """Makes an entry for words of the briefing."""
    made = 0

    def make(
        words: str, *, category: str | None = None, note: str = "", tags: tuple[str, ...] = (), text: str = TEXT
    ) -> ExportEntry:
        nonlocal made
        made += 1
        here = place(words, text)
        quote, position = select(text, here)
        target = Target("port.txt", Document(text).sha256, quote, position, NOW)
        annotation = Annotation.make(
            target, annotator="Ada", now=NOW, id=f"urn:test:{made}", category=category, note=note, tags=tags
        )
        return ExportEntry(annotation, here, AnchorState.ANCHORED)

    return make
