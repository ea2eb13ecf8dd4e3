"""A story of a digest is a briefing of its own, whose offsets are those of the whole text."""

from __future__ import annotations

from content.document.model import Document, TextRange
from content.export.structure import briefing_json, briefing_text
from content.structure.model import (
    Block,
    Briefing,
    Kind,
    Quotation,
    QuotationKind,
    Reason,
    Role,
    Section,
    SourceClass,
    Story,
)
from content.structure.within import within

TEXT = "Digest\nHarbour opens\nIt opens, “at last,” today.\nFerry runs\nIt runs “again”.\n"
SURE = Reason.of("set", 0.9)


def place(words: str, end: str = "") -> TextRange:
    start = TEXT.index(words)
    return TextRange(start, TEXT.index(end, start) + len(end) if end else start + len(words))


def digest() -> Briefing:
    lines = [place(line) for line in TEXT.splitlines()]
    roles = (Role.HEADLINE, Role.HEADING, Role.PARAGRAPH, Role.HEADING, Role.PARAGRAPH)
    sections = (0, 1, 1, 2, 2)
    harbour, ferry = place("Harbour", "today."), place("Ferry", "”.")
    return Briefing(
        Document(TEXT, source="digest.txt"),
        headline=lines[0],
        marking="TLP:GREEN",
        blocks=tuple(map(Block, lines, roles, sections, [SURE] * 5)),
        sections=(Section(None, lines[0]), Section(lines[1], harbour), Section(lines[3], ferry)),
        quotations=tuple(
            Quotation(place(words), QuotationKind.DIRECT, None, None, SourceClass.UNATTRIBUTED, SURE)
            for words in ("“at last,”", "“again”")
        ),
        kind=Kind.DIGEST,
        stories=(Story(harbour, lines[1]), Story(ferry, lines[3])),
    )


def test_a_story_has_its_own_headline_blocks_sections_and_quotations() -> None:
    whole = digest()
    story = within(whole, whole.stories[1].range)
    assert story.headline == place("Ferry runs")
    assert [block.range.of(TEXT) for block in story.blocks] == ["Ferry runs", "It runs “again”."]
    assert [block.section for block in story.blocks] == [0, 0]
    assert [block.role for block in story.blocks] == [Role.HEADLINE, Role.PARAGRAPH]
    assert story.sections[0].heading is None
    assert [section.range for section in story.sections] == [whole.stories[1].range]
    assert [quotation.range.of(TEXT) for quotation in story.quotations] == ["“again”"]
    assert (story.kind, story.stories, story.marking) == (Kind.ARTICLE, (), "TLP:GREEN")


def test_what_is_printed_of_a_story_is_the_story() -> None:
    whole = digest()
    text = briefing_text(within(whole, whole.stories[0].range))
    assert text.startswith("TLP:GREEN\n\nHarbour opens\n=============\n\nIt opens, “at last,” today.\n\n")
    assert "Ferry" not in text
    shown = briefing_json(within(whole, whole.stories[0].range), with_text=False)
    assert shown["blocks"][0]["start"] == TEXT.index("Harbour")
    assert shown["length"] == len(TEXT)
