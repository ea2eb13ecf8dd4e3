"""Where sentences end, and which years a text names."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from content.languages.language import every
from content.structure.background.timeline import years_in
from content.structure.syntax.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. The road was closed.", ["It rained.", "The road was closed."]),
        ("Mr. Oakes left. Dr. Lund came.", ["Mr. Oakes left.", "Dr. Lund came."]),
        ("They waited... Then it rained!", ["They waited...", "Then it rained!"]),
        ("“It rained.” She left.", ["“It rained.”", "She left."]),
        ("雨が降った。道は閉鎖された。", ["雨が降った。", "道は閉鎖された。"]),
        ("It cost 3.5 million. No. 4 was cheaper.", ["It cost 3.5 million.", "No. 4 was cheaper."]),
        ("It came on May 3. The road was closed.", ["It came on May 3.", "The road was closed."]),
        ("Am 3. Mai kam es. Der 3. Oktober war nass.", ["Am 3. Mai kam es.", "Der 3. Oktober war nass."]),
        ("1. Die Lage am Fluss", ["1. Die Lage am Fluss"]),
        ("The road was closed.Nobody knew why.", ["The road was closed.", "Nobody knew why."]),
        ("See www.Example.Org for more.", ["See www.Example.Org for more."]),
    ],
)
def test_sentences_end_where_readers_pause(text: str, sentences: list[str]) -> None:
    for before in ("", "Before.\n"):
        found = split_sentences(before + text, len(before), len(before) + len(text), every())
        assert [where.of(before + text) for where in found] == sentences


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("In 1962 and 2019", [(1962, 3), (2019, 12)]),
        ("2019", [(2019, 0)]),
        ("$2000, 12019, 1.2019 and 2019.5 are none", []),
        ("the 1980s and the 90er of 1990er", [(1980, 4), (1990, 26)]),
    ],
)
def test_years_are_told_from_other_figures(text: str, years: list[tuple[int, int]]) -> None:
    assert list(years_in(text, 0, len(text))) == years


@pytest.mark.parametrize(
    "text", ["abc.Der Mann kam. Nun ja.Dann", "Der Rat. “Ja.” Nein。はい。", "z. B. 3. Mai, see x.Org abc.\u2028Der"]
)
def test_a_part_of_a_text_that_begins_and_ends_anywhere_has_sentences(text: str) -> None:
    for start, end in combinations(range(len(text) + 1), 2):
        found = split_sentences(text, start, end, every())
        assert found[0].start == start
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert found[-1].end <= end
