"""Who speaks how much."""

from __future__ import annotations

from content.document.model import Document, TextRange
from content.structure import analyse
from content.structure.model import Act, Turn, TurnSpeaker
from content.structure.speakers import shares

TEXT = (
    "Water rises\nAnna Weber said on Monday: “Nobody was hurt at all in our town.”\n"
    "A security official said: “We expect more.”\n“It is over, and we go home,” Weber said.\n"
)


def test_the_one_who_says_most_comes_first_under_the_longest_name() -> None:
    first, second = shares(analyse(Document(TEXT, source="a.txt")))
    assert (first.name, first.words) == ("Anna Weber", 15)
    assert (second.name, second.words) == ("A security official", 3)


def test_the_shares_of_all_speakers_add_up_to_one() -> None:
    found = shares(analyse(Document(TEXT, source="a.txt")))
    assert sum(one.share for one in found) == 1
    assert found[0].share == 15 / 18


def test_of_a_text_without_quotations_nobody_has_a_share() -> None:
    assert shares(analyse(Document("Water rises\nNobody was asked.\n", source="a.txt"))) == []


def test_turns_count_before_quotations_and_without_their_labels() -> None:
    text = "Q: Who pays?\nMR. BIRCH: The city pays all of it.\n"
    second = text.index("MR. BIRCH")
    turns = (
        Turn(TextRange(0, second - 1), TurnSpeaker(TextRange(0, 1)), Act.QUESTION),
        Turn(TextRange(second, len(text) - 1), TurnSpeaker(TextRange(second, second + 9), "Tom Birch"), Act.ANSWER),
    )
    briefing = analyse(Document(text, source="a.txt"))._replace(turns=turns)
    assert [(one.name, one.words) for one in shares(briefing)] == [("Tom Birch", 6), ("Q", 2)]


def test_a_surname_that_stands_first_is_what_mentions_share() -> None:
    text = (
        "Talks go on\nForeign Minister Lu Wenbo said on Monday: “Nobody was hurt at all in our town.”\n"
        "“It is over, and we go home,” Lu said. A reporter asked when.\n"
    )
    (only,) = shares(analyse(Document(text, source="a.txt")))
    assert only.key == "lu"
