"""The words, their surroundings and the other marks show whether offsets count code points or UTF-16 units."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.model import Annotation
from content.document.model import Document, TextRange
from content.formats.reading import read_annotations

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
CATS = "😀😀😀😀 cat cat"
FIRST, SECOND = TextRange(5, 8), TextRange(9, 12)  # the first cat's offsets in UTF-16 are the second's in code points


def utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


def said(text: str, place: TextRange, *, unit: Any = utf16, around: int = 0, id_: str = "a") -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": place.of(text)}
    if around:
        quote["prefix"] = text[max(0, place.start - around) : place.start]
        quote["suffix"] = text[place.end : place.end + around]
    position = {"type": "TextPositionSelector", "start": unit(text, place.start), "end": unit(text, place.end)}
    return {"id": id_, "target": [{"selector": [position, quote]}]}


def hypothesis_rows(marks: list[dict[str, Any]]) -> str:
    return json.dumps([{"uri": "https://example.org", "user": "acct:a@hypothes.is", **mark} for mark in marks])


def w3c_lines(marks: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps({"type": "Annotation", **mark}) for mark in marks)


def places(data: str, text: str) -> list[TextRange | None]:
    found = read_annotations(data.encode(), Document(text), now=DAY)
    return [record.position for record in found.records if isinstance(record, Annotation)]


def code_points(_: str, offset: int) -> int:
    return offset


@pytest.mark.parametrize("write", [hypothesis_rows, w3c_lines])
def test_prefix_and_suffix_decide_between_two_readings(write: Any) -> None:
    assert places(write([said(CATS, FIRST, around=10)]), CATS) == [FIRST]
    assert places(write([said(CATS, SECOND, unit=code_points, around=10)]), CATS) == [SECOND]
    blanks = said(CATS, FIRST, around=10)
    blanks["target"][0]["selector"][1] |= {"prefix": "😀😀\n  😀😀 ", "suffix": "\n\n cat"}
    assert places(write([blanks]), CATS) == [FIRST]


@pytest.mark.parametrize("write", [hypothesis_rows, w3c_lines])
def test_what_the_words_leave_open_the_other_marks_of_the_file_decide(write: Any) -> None:
    text = CATS + " and a dog"
    dog = TextRange(len(text) - 3, len(text))
    assert places(write([said(text, FIRST), said(text, dog, id_="b")]), text) == [FIRST, dog]
    marks = [said(text, SECOND, unit=code_points), said(text, dog, unit=code_points, id_="b")]
    assert places(write(marks), text) == [SECOND, dog]


def test_surroundings_that_are_those_of_neither_reading_decide_nothing() -> None:
    text = CATS + " and a dog"
    dog = TextRange(len(text) - 3, len(text))
    page = said(text, FIRST)  # the page had other words around it: " t" is before the second cat by chance
    page["target"][0]["selector"][1] |= {"prefix": "Menu Log out of it t", "suffix": "Read more about cats"}
    assert places(w3c_lines([page, said(text, dog, id_="b")]), text) == [FIRST, dog]


def test_a_file_that_leaves_all_open_is_read_as_its_tool_counts() -> None:
    assert places(hypothesis_rows([said(CATS, FIRST)]), CATS) == [FIRST]
    assert places(w3c_lines([said(CATS, FIRST)]), CATS) == [SECOND]


def test_brat_and_doccano_are_read_in_one_unit_too() -> None:
    text = CATS + " and a dog"
    at = utf16(text, len(text))
    assert places(f"T1\tx 9 12\tcat\nT2\tx {at - 3} {at}\tdog\n", text) == [FIRST, TextRange(len(text) - 3, len(text))]
    line = json.dumps({"text": text, "label": [[9, 12, "x"], [at - 3, at, "x"]]})
    assert places(line, text) == [FIRST, TextRange(len(text) - 3, len(text))]


def test_words_there_by_chance_are_not_taken_for_those_with_other_surroundings() -> None:
    text = "The cat slept.\nNobody saw the dog or the cat that ran away.\n"
    right = TextRange(text.index("cat that"), text.index(" that"))
    stale = said(text, right, around=9)
    stale["target"][0]["selector"][0] |= {"start": 4, "end": 7}
    assert places(hypothesis_rows([stale]), text) == [right]


WORDS = st.lists(st.sampled_from(["cat", "😀", "dog", "🌊🌊", "é"]), min_size=2, max_size=30)


def test_a_blank_more_does_not_decide_for_the_wrong_unit() -> None:
    text, place = "😀0 cat1", TextRange(0, 2)
    assert places(w3c_lines([said(text, place, around=32)]), text) == [place]


@given(WORDS, st.data(), st.booleans(), st.sampled_from([hypothesis_rows, w3c_lines]))
def test_a_passage_with_its_surroundings_is_found_in_either_unit(
    words: list[str], data: st.DataObject, units: bool, write: Any
) -> None:
    text = " ".join(f"{word}{number}" for number, word in enumerate(words))
    start = data.draw(st.integers(0, len(text) - 1))
    place = TextRange(start, data.draw(st.integers(start + 1, len(text))))
    mark = said(text, place, unit=utf16 if units else code_points, around=32)
    if place.of(text).strip():
        assert places(write([mark]), text) == [place]


def test_equal_passages_of_another_text_are_told_apart_by_the_marks_around_them() -> None:
    lead, middle, end = "The ferry sails again.", "Tickets cost four crowns.", "Nobody had counted on a thaw."
    line = "Read more about this in our weekend paper."
    shown = f"{line}\n\n{lead}\n\n{line}\n\n{middle}\n\n{line}\n\n{end}\n\n{line}"
    page = shown.replace("\n\n", "\n" + " " * 90 + "\n")
    starts = [at for at in range(len(page)) if page.startswith(line, at)]
    marks = [said(page, TextRange(page.index(words), page.index(words) + len(words))) for words in (lead, middle, end)]
    second = said(page, TextRange(starts[1], starts[1] + len(line)), id_="second")
    found = places(hypothesis_rows([*marks, second]), shown)
    at = shown.index(line, len(line))
    assert found[-1] == TextRange(at, at + len(line))
    assert places(hypothesis_rows([second]), shown) == [None]
