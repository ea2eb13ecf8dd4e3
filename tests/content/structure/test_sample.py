"""What a reader must see in the sample briefing, which has no markup at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import content
from content.document.model import Document, TextRange
from content.structure import analyse
from content.structure.model import BackgroundLevel, Briefing, QuotationKind, Role, SourceClass
from content.structure.reasons import worded


@pytest.fixture(scope="module")
def sample() -> Briefing:
    path = Path(content.__file__).parent / "sample.txt"
    return analyse(Document(path.read_text(encoding="utf-8"), source=str(path)))


def words(briefing: Briefing, found: TextRange | None) -> str | None:
    return None if found is None else found.of(briefing.document.text)


def test_the_first_line_is_the_headline(sample: Briefing) -> None:
    assert words(sample, sample.headline) == (
        "Turkish military steps up vigilance amid Syrian opposition mobilization: Sources"
    )
    assert sample.language == "en"
    assert sample.marking is None


def test_there_are_a_lead_and_four_sections_with_headings(sample: Briefing) -> None:
    assert [words(sample, section.heading) for section in sample.sections] == [
        None,
        "Clashes in Syria as rebels reportedly advance toward Aleppo",
        "Operation seeks to restore boundaries of de-escalation zone",
        "Syrian rebel groups make significant advances",
        "2020 Idlib offensive and Turkish response",
    ]


def test_the_pull_quote_and_its_attribution_are_one_quotation(sample: Briefing) -> None:
    (pull,) = [one for one in sample.quotations if one.kind is QuotationKind.PULL]
    text = words(sample, pull.range)
    assert text is not None
    assert text.startswith("What was initially planned")
    assert text.endswith("fleeing their positions")
    assert pull.speaker is not None
    assert words(sample, pull.speaker.range) == "Turkish security source"
    assert pull.source_class is SourceClass.ANONYMOUS
    assert [block.role for block in sample.blocks if block.section == 3][-2:] == [Role.QUOTE, Role.ATTRIBUTION]


def test_the_statement_has_its_speaker_and_cue(sample: Briefing) -> None:
    first = sample.quotations[0]
    assert first.speaker is not None
    assert words(sample, first.speaker.range) == "the sources"
    assert words(sample, first.cue) == "stated"
    assert first.source_class is SourceClass.ANONYMOUS


def test_two_quoted_words_have_the_speaker_of_their_sentence(sample: Briefing) -> None:
    (limited,) = [one for one in sample.quotations if words(sample, one.range) == "“limited operation”"]
    assert limited.speaker is not None
    assert words(sample, limited.speaker.range) == "Turkish security sources"


def test_the_section_on_2020_is_background(sample: Briefing) -> None:
    assert [section.background for section in sample.sections] == [False, False, False, False, True]
    (section,) = [one for one in sample.background if one.level is BackgroundLevel.SECTION]
    assert section.range == sample.sections[4].range


def test_the_sentences_on_the_agreement_of_2019_are_background(sample: Briefing) -> None:
    sentences = [words(sample, one.range) for one in sample.background if one.level is BackgroundLevel.SENTENCE]
    assert [sentence[:40] for sentence in sentences if sentence and "2019" in sentence] == [
        "The operation also seeks to restore the ",
        "The operation’s main goal is reportedly ",
    ]


def test_the_news_is_not_background(sample: Briefing) -> None:
    listed = " ".join(words(sample, one.range) or "" for one in sample.background)
    for news in ("addressed journalists", "launched a surprise attack", "Clashes are ongoing", "Since Wednesday"):
        assert news not in listed


def test_every_judgement_has_words_and_a_confidence(sample: Briefing) -> None:
    reasons = [block.reason for block in sample.blocks]
    reasons += [one.reason for one in sample.quotations]
    reasons += [one.reason for one in sample.background]
    assert all(worded(reason) and 0 < reason.confidence <= 1 for reason in reasons)
