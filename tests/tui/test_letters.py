"""To a letter of the paragraph, to a part of the text, and what else those expect who know Vim or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.errors import UsageError
from tui.commanding import parsed
from tui.screens.key_map import named
from tui.screens.reader.letters import letter_at

if TYPE_CHECKING:
    from tests.tui.conftest import Opening

TEXT = "A title\n\none two; one three, one four\n\nThe next one.\n"
LINES = "".join(f"Line {number} has words. It says more.\n" for number in range(1, 301))


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("fw", "wo; one three"),
        ("tw", "two; one"),
        ("2fo", "one three"),
        ("3fo", "one four"),
        ("fo;", "one three"),
        ("fo;;,", "one three"),
        ("to;", " one three"),
        ("$Fe", "e four"),
        ("$Te", " four"),
        ("$Fe;", "e, one four"),
        ("$Te;", ", one four"),
        ("$2Fe", "e, one four"),
        ("fzfo", "o; one three"),
    ],
)
async def test_in_vim_f_and_t_go_to_a_letter_of_the_paragraph(reading: Opening, keys: str, left: str) -> None:
    async with reading(text=TEXT, keyset="vim") as reader:
        reader.at("one two")
        await reader.press(*named(" ".join(keys)))
        assert reader.text[reader.view.caret :].startswith(left)


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("vfw", "one tw"),
        ("vtw", "one t"),
        ("vf,;", "one two; one three,"),
        ("vfo;", "one two; o"),
        ("vto;", "one two; "),
    ],
)
async def test_in_vim_what_is_passed_is_selected(reading: Opening, keys: str, selected: str) -> None:
    async with reading(text=TEXT, keyset="vim") as reader:
        reader.at("one two")
        await reader.press(*named(" ".join(keys)))
        assert reader.selected == selected


async def test_a_letter_of_another_paragraph_is_not_gone_to_and_that_is_said(reading: Opening) -> None:
    async with reading(text=TEXT, keyset="vim") as reader:
        reader.at("one two")
        await reader.press(*"fx")
        assert reader.view.caret == reader.offset("one two")
        assert "There is no further x in this paragraph" in reader.footer


async def test_a_blank_and_signs_are_letters_as_well(reading: Opening) -> None:
    async with reading(text=TEXT, keyset="vim") as reader:
        reader.at("one two")
        await reader.press("f", "space")
        assert reader.text[reader.view.caret :].startswith(" two")
        await reader.press("f", "semicolon")
        assert reader.text[reader.view.caret :].startswith("; one")


@pytest.mark.parametrize("typed", ["é", "e\u0301"])
@pytest.mark.parametrize("written", ["é", "e\u0301"])
def test_a_letter_is_found_however_it_is_composed(typed: str, written: str) -> None:
    text = f"eee Fianna F{written} e{written}"
    whole = TextRange(0, len(text))
    assert letter_at(text, whole, typed, 1, 1) == text.index(written)
    assert letter_at(text, whole, typed, len(text), -1) == text.rindex(written)
    assert letter_at(text, whole, "e", 3, 1) == len(text) - len(written) - 1


@pytest.mark.parametrize(("name", "keys"), [("vim", "50%"), ("less", "50%"), ("less", "50p")])
async def test_a_percentage_goes_to_that_part_of_the_text(reading: Opening, name: str, keys: str) -> None:
    async with reading(text=LINES, keyset=name) as reader:
        await reader.press(*named(" ".join(keys)))
        assert abs(reader.view.caret / len(reader.text) - 0.5) < 0.01
        await reader.press("ctrl+o")
        assert reader.view.caret == 0


async def test_a_percentage_without_its_number_says_what_to_type(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press("percent_sign")
        assert "Type a number first: 50% goes to the middle" in reader.footer
        assert reader.view.caret == 0


@pytest.mark.parametrize(("line", "part"), [("50%", 0.5), ("$", 1.0), ("0%", 0.0)])
async def test_the_command_line_goes_to_a_part_of_the_text(reading: Opening, line: str, part: float) -> None:
    async with reading(text=LINES) as reader:
        await reader.press(*named(" ".join(f":{line}")), "enter")
        assert abs(reader.view.caret / len(reader.text) - part) < 0.01


async def test_in_vim_y_copies_and_ends_the_selection_at_its_start(reading: Opening) -> None:
    async with reading(text=TEXT, keyset="vim") as reader:
        reader.at("one two")
        await reader.press(*"vwy")
        assert "one" in reader.app.clipboard.split("\n")[0]
        assert not reader.view.in_selection
        assert reader.view.caret == reader.offset("one two")


async def test_in_the_other_sets_a_selection_stays_after_copying(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        reader.at("one two")
        await reader.press(*"vwy")
        assert reader.selected == "one "


async def test_in_vim_g_and_a_motion_goes_by_rows_of_the_screen(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press("g", "j", "g", "dollar_sign")
        assert reader.text[: reader.view.caret].count("\n") == 1
        assert reader.text[reader.view.caret - 1 : reader.view.caret + 1] == ".\n"
        await reader.press("g", "k", "g", "0")
        assert reader.view.caret == 0


@pytest.mark.parametrize("keys", [("ctrl+s",), ("colon", "w", "enter")])
async def test_asking_to_save_says_that_all_is_saved_and_where(reading: Opening, keys: tuple[str, ...]) -> None:
    async with reading() as reader:
        await reader.press("m")
        await reader.press(*keys)
        assert "All is saved" in reader.footer
        assert reader.session.path.name in reader.screen.said[-1].plain


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("w", "save"),
        ("wq", "close"),
        ("wqa", "quit"),
        ("bn", "queue.next"),
        ("ls", "library"),
        ("noh", "leave"),
        ("e!", "reload"),
        ("f", "where"),
    ],
)
def test_what_is_typed_in_vim_and_less_is_understood(line: str, id_: str) -> None:
    assert parsed(line) == (id_, "")


def test_words_after_a_slash_are_searched_for() -> None:
    assert parsed("/the river") == ("search", "the river")


@pytest.mark.parametrize("line", ["150x%", "%", "$$"])
def test_what_is_not_a_line_is_told(line: str) -> None:
    with pytest.raises(UsageError):
        parsed(line)
