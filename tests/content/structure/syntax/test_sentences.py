"""Where sentences end, and which years a text names."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from content.languages.language import every, load
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
    ("code", "text", "sentences"),
    [
        ("en", "The shop shuts at 8 p.m. Then it is dark.", ["The shop shuts at 8 p.m.", "Then it is dark."]),
        ("en", "Field et al. [2011] found it. So did we.", ["Field et al. [2011] found it.", "So did we."]),
        ("en", "The head of the B.B.C. Hugh A. Marsh left.", ["The head of the B.B.C. Hugh A. Marsh left."]),
        ("en", "She met A.B. Marsh and C. D. Lowe.", ["She met A.B. Marsh and C. D. Lowe."]),
        ("en", "He is with the B.B.C. The others left.", ["He is with the B.B.C.", "The others left."]),
        ("en", "THE SHOP OF MR. FIELD IS SHUT. WE LEFT.", ["THE SHOP OF MR. FIELD IS SHUT.", "WE LEFT."]),
        ("en", "He turned it on. Then it rained.", ["He turned it on.", "Then it rained."]),
        ("en", "Ours was shop 12. Field has shop 14.", ["Ours was shop 12.", "Field has shop 14."]),
        ("en", "Was it she? élan has she.", ["Was it she? élan has she."]),
        ("en", "1. Lock the shop. 2. Take the key.", ["1. Lock the shop.", "2. Take the key."]),
        ("de", "Der 12. Abschnitt fehlt usw. Das war es.", ["Der 12. Abschnitt fehlt usw.", "Das war es."]),
        ("de", "Es fehlen z. B. Die Woche und das Blatt.", ["Es fehlen z. B. Die Woche und das Blatt."]),
        (
            "es",
            "La Srta. Campo y el Lic. Marín van. No van más.",
            ["La Srta. Campo y el Lic. Marín van.", "No van más."],
        ),
        ("es", "Los EE. UU. y las FF. AA. no van.", ["Los EE. UU. y las FF. AA. no van."]),
        (
            "it",
            "Il dott. Campi e l'ing. Neri sono qui. Poi vanno.",
            ["Il dott. Campi e l'ing. Neri sono qui.", "Poi vanno."],
        ),
        ("fr", "MM. Champ et Marsan partent. Elle reste.", ["MM. Champ et Marsan partent.", "Elle reste."]),
        ("tr", "A.B. Koleji Müdürü geldi. Bu iyi.", ["A.B. Koleji Müdürü geldi.", "Bu iyi."]),
        ("ru", "В 1987 г. лавка закрылась. Н. А. Полева ушла.", ["В 1987 г. лавка закрылась.", "Н. А. Полева ушла."]),
        ("ru", "«Кто это?» — спросила она. Никто не знал.", ["«Кто это?» — спросила она.", "Никто не знал."]),
        ("pl", "Żył w 1987 r. w Kutnie. Potem wyjechał.", ["Żył w 1987 r. w Kutnie.", "Potem wyjechał."]),
        ("hi", "दुकान बंद है। वह चली गई। क्यों?", ["दुकान बंद है।", "वह चली गई।", "क्यों?"]),
        ("ur", "دکان بند ہے۔ وہ چلی گئی۔", ["دکان بند ہے۔", "وہ چلی گئی۔"]),
        (
            "ja",
            "店長は「もう遅い。閉める。」と話した。皆帰った。",
            ["店長は「もう遅い。閉める。」と話した。", "皆帰った。"],
        ),
        ("ja", "「もう遅い。」皆帰った。", ["「もう遅い。」", "皆帰った。"]),
        ("zh", "店关了。她走了！", ["店关了。", "她走了！"]),
    ],
)
def test_abbreviations_and_stops_of_each_language(code: str, text: str, sentences: list[str]) -> None:
    found = [where.of(text) for where in split_sentences(text, 0, len(text), load(code))]
    assert found == sentences


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
