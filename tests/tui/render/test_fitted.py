"""Words in a number of rows, and names in a number of cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.render.fitted import fitted, fitted_lines, person_forms

LONG = "We are closely monitoring the mobilization of certain local groups in the region"


def test_words_that_fit_are_not_cut() -> None:
    assert fitted(LONG, 40, 3) == [
        "We are closely monitoring the",
        "mobilization of certain local groups in",
        "the region",
    ]


def test_an_ellipsis_says_that_words_go_on() -> None:
    assert fitted(LONG, 40, 2) == [
        "We are closely monitoring the",
        "mobilization of certain local groups in…"[:39] + "…",
    ]


def test_a_note_keeps_its_lines_and_the_blanks_at_their_start() -> None:
    assert fitted_lines("Ask:\n  - who paid\n\n> so he said", 40, 9) == ["Ask:", "  - who paid", "", "> so he said"]


def test_a_wrapped_item_of_a_list_goes_on_under_its_first_word() -> None:
    assert fitted_lines("- who paid for the new wall", 16, 9) == ["- who paid for", "  the new wall"]


def test_blank_lines_of_a_note_give_way_before_words_do() -> None:
    assert fitted_lines("Ask\n\nwho paid\n\nand when", 40, 2) == ["Ask", "who paid…"]


@given(st.text(max_size=300), st.integers(10, 40), st.integers(1, 6))
def test_no_row_is_wider_and_no_more_rows_are_there_than_asked_for(text: str, cells: int, rows: int) -> None:
    for found in (fitted(text, cells, rows), fitted_lines(text, cells, rows)):
        assert len(found) <= rows
        assert all(cell_len(row) <= cells for row in found)


def test_titles_and_given_names_are_shortened_before_the_surname() -> None:
    assert list(person_forms("Turkish Defence Minister Hulusi Akar")) == [
        "Turkish Defence Minister Hulusi Akar",
        "Defence Minister Hulusi Akar",
        "Minister Hulusi Akar",
        "Hulusi Akar",
        "H. Akar",
        "Akar",
    ]


def test_a_surname_that_stands_first_is_never_cut() -> None:
    assert list(person_forms("Foreign Minister Lu Wenbo", "Lu")) == [
        "Foreign Minister Lu Wenbo",
        "Minister Lu Wenbo",
        "Lu Wenbo",
        "Lu",
    ]


def test_small_words_and_what_follows_are_a_part_of_the_surname() -> None:
    assert list(person_forms("Ursula von der Leyen"))[-1] == "von der Leyen"
    assert list(person_forms("Sam King Jr."))[-1] == "King Jr."
