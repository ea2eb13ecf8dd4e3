"""The gold briefings in tests/gold, and that the program finds no less of them than it once did."""

from __future__ import annotations

import re

import pytest

from content.structure.model import QuotationKind, Role, SourceClass
from tests.gold.figures import explained, fallen, lines, recorded
from tests.gold.reading import Gold, MalformedError, read, read_all
from tests.gold.scoring import Measure, Score, score

LANGUAGES = {"ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"}
BRIDGE = """\
headline    | Bridge closed for a month

paragraph   | The bridge will be closed for a month, the council said on Monday
            | after a meeting. “There is no other way,” said Maria Stone. “We
            | have looked.” It was built in 1962. It is made of stone.

heading     | Background

paragraph   | The council bought the bridge from the state.
---
language: en
quotation: “There is no ... other way,” | Maria Stone | said | named
quotation: “We have looked.” | Maria Stone | * | named
background: It was built ... 1962.
background section: Background
"""


@pytest.fixture(scope="module")
def briefings() -> list[Gold]:
    return list(read_all())


@pytest.fixture(scope="module")
def reached(briefings: list[Gold]) -> Score:
    return score(briefings)


def test_no_figure_falls_below_the_recorded_one(reached: Score) -> None:
    before = recorded()
    assert not fallen(reached, before), explained(reached, before)


def test_all_that_is_measured_is_recorded(reached: Score) -> None:
    assert set(recorded()) == set(reached.figures())


def test_there_are_briefings_enough_in_each_language(briefings: list[Gold]) -> None:
    spoken = [briefing.details["language"] for briefing in briefings]
    assert len(briefings) >= 60
    assert set(spoken) == LANGUAGES
    assert all(spoken.count(language) >= 4 for language in LANGUAGES)
    assert all(briefing.name[:2] == briefing.details["language"] for briefing in briefings)


def test_all_roles_kinds_and_classes_are_there(briefings: list[Gold]) -> None:
    quotations = [one for briefing in briefings for one in briefing.quotations]
    assert {block.role for briefing in briefings for block in briefing.blocks} == set(Role)
    assert {one.kind for one in quotations} == set(QuotationKind)
    assert {one.source_class for one in quotations} >= set(SourceClass)


def test_some_briefings_are_hard_wrapped_and_some_have_no_blank_lines(briefings: list[Gold]) -> None:
    wrapped = [one for one in briefings if any("\n" in block.range.of(one.text) for block in one.blocks)]
    assert len(briefings) / 5 < len(wrapped) < len(briefings) / 2
    assert sum("\n\n" not in one.text for one in briefings) >= 10


def test_a_file_is_read_as_a_reader_sees_it() -> None:
    gold = read("en-bridge", BRIDGE)
    assert gold.text.startswith("Bridge closed for a month\n\nThe bridge will be closed")
    assert [block.role.value for block in gold.blocks] == ["headline", "paragraph", "heading", "paragraph"]
    assert gold.details["headline"] == "Bridge closed for a month"
    assert gold.details["byline"] is None
    assert [one.range.of(gold.text) for one in gold.quotations] == ["“There is no other way,”", "“We\nhave looked.”"]
    assert [one.of(gold.text) for one in gold.background] == [
        "It was built in 1962.",
        "Background\n\nThe council bought the bridge from the state.",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("headline  ", "headlines ", "line 1: there is no role called headlines"),
        ("heading     |", "heading      ", "line 7 has no role before a `|`"),
        ("---\n", "", "there is no line `---`"),
        ("other way,”", "other path,”", "these words are not in the text"),
        ("Maria Stone | said", "Mary Stone | said", "`Mary Stone` is not in the text outside the quotation"),
        ("said | named", "said | known", "there is no class called known"),
        ("section: Background", "section: History", "there is no heading with these words"),
        ("of stone", "of “stone”", "a mark is in no quotation: 1962. It is made of “stone”"),
        ("language:", "tongue:", "`tongue` is not known"),
    ],
)
def test_a_file_that_does_not_say_what_it_means_is_refused(right: str, wrong: str, sentence: str) -> None:
    with pytest.raises(MalformedError, match=f"en-bridge: .*{re.escape(sentence)}"):
        read("en-bridge", BRIDGE.replace(right, wrong, 1))


def test_what_agrees_is_right_and_what_differs_is_listed() -> None:
    agreed = score([read("en-bridge", BRIDGE)]).figures()
    assert agreed[Measure("lines", "right")] == 100
    assert agreed[Measure("quotations-en", "speaker")] == 100
    captioned = BRIDGE.replace("heading  ", "caption  ").replace("background section: Background\n", "")
    differing = score([read("en-bridge", captioned)])
    assert differing.figures()[Measure("lines", "right")] == 75
    assert ("caption: Background", "heading: Background") in {one[2:] for one in differing.disagreements}


def test_a_figure_that_fell_is_explained() -> None:
    wrong = BRIDGE.replace("| Maria Stone | said | named", "| the council | said | institution")
    judged = score([read("en-bridge", wrong)])
    before = {Measure("quotations", "speaker"): 60.0, Measure("lines", "right"): 100.0, Measure("roles", "gone"): 1.0}
    assert fallen(judged, before) == [Measure("quotations", "speaker"), Measure("roles", "gone")]
    message = explained(judged, before)
    assert "quotations.speaker: 50.0, recorded 60.0" in message
    assert "- speaker of “There is no other way,”: the council" in message
    assert "+ speaker of “There is no other way,”: Maria Stone" in message


def test_figures_are_recorded_rounded_down() -> None:
    assert list(lines({Measure("roles", "quote"): 99.99, Measure("lines", "right"): 30.0})) == [
        "\n[lines]",
        "right = 30.0",
        "\n[roles]",
        "quote = 99.9",
    ]
