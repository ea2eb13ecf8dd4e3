"""What a reader says of background wins, and leaves the rest as it was judged."""

from __future__ import annotations

import pytest

from content.document.model import Document, TextRange
from content.source import sample_document
from content.structure import analyse
from content.structure.model import BackgroundLevel, Role
from content.structure.reasons import worded

SAMPLE = Document(sample_document().text)
JUDGED = analyse(SAMPLE)
SECTION = next(mark.range for mark in JUDGED.background if mark.level is BackgroundLevel.SECTION)


def block(role: Role, *, inside: TextRange | None = None, background: bool | None = None) -> TextRange:
    """The first block of a role, inside a range or not, with or without background in it."""
    return next(
        one.range
        for one in JUDGED.blocks
        if one.role is role
        and (inside is None or inside.contains(one.range))
        and (background is None or background == any(mark.range.overlaps(one.range) for mark in JUDGED.background))
    )


def test_a_paragraph_said_to_be_background_is_it_as_a_whole() -> None:
    paragraph = block(Role.PARAGRAPH, background=False)
    found = analyse(SAMPLE, background={paragraph: "background"}).background
    assert [mark.range for mark in found if mark.range.overlaps(paragraph)] == [paragraph]
    assert {mark for mark in found if mark.range != paragraph} == set(JUDGED.background)


def test_a_paragraph_said_to_be_current_has_no_background() -> None:
    paragraph = next(
        one.range
        for one in JUDGED.blocks
        if any(one.range.contains(mark.range) for mark in JUDGED.background) and not SECTION.contains(one.range)
    )
    found = analyse(SAMPLE, background={paragraph: "current"}).background
    assert not any(mark.range.overlaps(paragraph) for mark in found)
    assert len(found) < len(JUDGED.background)


def test_one_current_paragraph_leaves_the_others_of_its_section_background() -> None:
    paragraph = block(Role.PARAGRAPH, inside=SECTION)
    found = analyse(SAMPLE, background={paragraph: "current"})
    assert not any(mark.range.overlaps(paragraph) for mark in found.background)
    others = [one.range for one in JUDGED.blocks if SECTION.contains(one.range) and one.role is Role.PARAGRAPH]
    assert {mark.range for mark in found.background} >= set(others) - {paragraph}
    assert not any(section.background for section in found.sections)


@pytest.mark.parametrize(("word", "expected"), [("background", True), ("current", False)])
def test_what_is_said_of_a_heading_holds_for_its_section(word: str, expected: bool) -> None:
    for section in JUDGED.sections:
        if section.heading is None:
            continue
        found = analyse(SAMPLE, background={section.heading: word})
        flags = {one.range: one.background for one in found.sections}
        assert flags[section.range] is expected
        assert any(mark.range == section.range for mark in found.background) is expected
        assert [one.range for one in found.sections] == [one.range for one in JUDGED.sections]


def test_the_reason_says_that_the_reader_set_it() -> None:
    paragraph = block(Role.PARAGRAPH, background=False)
    found = analyse(SAMPLE, background={paragraph: "background"}).background
    reason = next(mark.reason for mark in found if mark.range == paragraph)
    assert "reader" in worded(reason)
    assert reason.confidence == 1.0
