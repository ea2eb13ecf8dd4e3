"""Titles, lists and places of what is printed have the words whole that the ends of lines divide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from content.document.model import Document, TextRange
from content.export.citation import citation
from content.export.lists import lists_of
from content.export.passage import Passage
from content.export.place import place_in_words
from content.export.structure import briefing_markdown
from content.formats.writing import export
from content.structure.model import (
    Act,
    Background,
    BackgroundLevel,
    Block,
    Briefing,
    Entry,
    Join,
    Quotation,
    QuotationKind,
    Reason,
    Role,
    Section,
    SourceClass,
    Speaker,
    Statement,
    StatementKind,
    Story,
    Turn,
    TurnSpeaker,
)
from tests.content.export.conftest import SURE, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.export.entry import ExportEntry

WRAPPED = """Harbour con-
ference

> “The inter-
> national wall stands.” said the dele-
> gates.
2011: the inter-
national storm.
"""


@pytest.fixture
def wrapped() -> Briefing:
    """A briefing in which the ends of lines divide words, everywhere."""
    joins = (Join(TextRange(*match.span()), is_blank=False) for match in re.finditer(r"-\n(?:> )?", WRAPPED))
    headline = place("Harbour con-\nference", WRAPPED)
    mail = place("> “The inter-\n> national wall stands.” said the dele-\n> gates.", WRAPPED)
    storm = place("2011: the inter-\nnational storm.", WRAPPED)
    speaker = Speaker(place("the dele-\n> gates", WRAPPED))
    said = place("“The inter-\n> national wall stands.”", WRAPPED)
    named = SourceClass.ANONYMOUS
    quoted = Reason.of("quoted-mail", 0.9)
    return Briefing(
        Document(WRAPPED),
        headline=headline,
        blocks=(
            Block(headline, Role.HEADLINE, 0, SURE),
            Block(mail, Role.QUOTE, 0, SURE),
            Block(storm, Role.LIST_ITEM, 0, SURE),
        ),
        sections=(Section(headline, TextRange(0, len(WRAPPED))),),
        quotations=(
            Quotation(mail, QuotationKind.PULL, None, None, SourceClass.UNATTRIBUTED, quoted),
            Quotation(said, QuotationKind.DIRECT, speaker, None, named, SURE),
        ),
        statements=(Statement(said, (said,), StatementKind.INDIRECT, speaker, None, named, SURE),),
        turns=(Turn(storm, TurnSpeaker(TextRange(storm.start, storm.start + 4)), Act.STATEMENT),),
        stories=(Story(headline, headline),),
        entries=(Entry(storm, TextRange(storm.start, storm.start + 4)),),
        background=(
            Background(storm, BackgroundLevel.SENTENCE, SURE),
            Background(TextRange(0, len(WRAPPED)), BackgroundLevel.SECTION, SURE),
        ),
        breaks=tuple(joins),
    )


def test_no_list_below_a_briefing_shows_a_divided_word_or_a_sign_of_quoted_mail(wrapped: Briefing) -> None:
    assert [line for _, lines in lists_of(wrapped) for line in lines] == [
        "2011, statement: the international storm.",
        "1. Harbour conference",
        "2011: the international storm.",
        "“The international wall stands.” said the delegates. — nobody named (unattributed, quoted mail)",
        "“The international wall stands.” — the delegates (anonymous)",
        "“The international wall stands.” — the delegates (anonymous, indirect)",
        "2011: the international storm.",
        "the section Harbour conference",
    ]


def test_titles_and_lists_in_markdown_have_their_words_whole(wrapped: Briefing) -> None:
    lines = briefing_markdown(wrapped).split("\n")
    assert "# Harbour conference" in lines
    assert "- 2011: the international storm." in lines


def test_the_place_and_the_copy_of_a_passage_have_their_words_whole(wrapped: Briefing) -> None:
    here = place("storm", WRAPPED)
    assert place_in_words(wrapped, here).startswith("Harbour conference")
    assert "— the delegates; Harbour conference;" in citation(wrapped.document, wrapped, place("wall", WRAPPED))


@pytest.mark.parametrize("format_", ["markdown", "text", "html"])
def test_the_heading_of_a_mark_has_its_words_whole(
    wrapped: Briefing, mark: Callable[..., ExportEntry], format_: str
) -> None:
    entry = mark("inter-\n> national wall", text=WRAPPED)
    assert Passage(wrapped, entry).heading == "international wall"
    assert "international wall" in export([(wrapped, [entry])], format_)
