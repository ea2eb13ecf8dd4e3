"""The caret goes where keys say, and stays in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown
from textual.geometry import Offset

if TYPE_CHECKING:
    from tests.tui.conftest import Opening

LINES = "Title\n" + "".join(f"Line {number} says something. It says more.\n" for number in range(200))


async def test_right_and_left_move_by_grapheme(reading: Opening) -> None:
    async with reading(text="ae\u0301👩‍👩‍👧🇹🇷\tz") as reader:
        stops = []
        for _ in range(6):
            stops.append(reader.view.caret)
            await reader.press("right")
        assert stops == [0, 1, 3, 8, 10, 11]
        for stop in reversed(stops):
            await reader.press("h")
            assert reader.view.caret == stop


async def test_down_and_up_keep_the_column(reading: Opening) -> None:
    async with reading(text="long enough\nno\nlong enough") as reader:
        reader.view.go(8)
        await reader.press("down")
        assert reader.view.caret == reader.offset("\nlong enough") or reader.text[reader.view.caret] == "\n"
        await reader.press("j")
        assert reader.view.caret == reader.text.rindex("long") + 8
        await reader.press("up", "k")
        assert reader.view.caret == 8


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("w", "military steps"),
        ("right_curly_bracket", "Sources at"),
        ("right_square_bracket", "Clashes in Syria as"),
        ("right_parenthesis", "Sources at"),
    ],
)
async def test_each_unit_has_a_key_that_goes_on_by_it(reading: Opening, key: str, words: str) -> None:
    async with reading(size=(110, 30)) as reader:
        await reader.press(key)
        assert reader.text[reader.view.caret :].startswith(words)


@pytest.mark.parametrize("key", ["b", "left_curly_bracket", "left_square_bracket", "left_parenthesis", "up", "left"])
async def test_each_unit_has_a_key_that_goes_back_by_it(reading: Opening, key: str) -> None:
    async with reading() as reader:
        reader.view.go(1500)
        await reader.press(key)
        assert reader.view.caret < 1500


async def test_home_and_end_stay_on_the_row(reading: Opening) -> None:
    async with reading(text="one two\nthree four\nfive") as reader:
        reader.at("four")
        await reader.press("home")
        assert reader.view.caret == reader.offset("three")
        await reader.press("end")
        assert reader.view.caret == reader.offset("\nfive")
        await reader.press("0", "dollar_sign", "G")
        assert reader.view.caret == len(reader.text)
        await reader.press("g")
        assert reader.view.caret == 0


@pytest.mark.parametrize(("forth", "back"), [("space", "backspace"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u")])
async def test_paging_takes_the_caret_along_and_comes_back(reading: Opening, forth: str, back: str) -> None:
    async with reading(text=LINES) as reader:
        view = reader.view
        await reader.press("j", "j", "j")
        row = view._layout.row_of(view.caret)
        await reader.press(forth, forth)
        assert view.scroll_offset.y > 0
        assert view._caret_in_view()
        await reader.press(back, back)
        assert abs(view._layout.row_of(view.caret) - row) <= 1


async def test_the_wheel_takes_the_caret_along(reading: Opening) -> None:
    async with reading(text=LINES) as reader:
        for _ in range(5):
            await reader.pilot._post_mouse_events([MouseScrollDown], "#reading", offset=(10, 10))
        await reader.settle()
        assert reader.view.scroll_offset.y == 15
        assert reader.view._caret_in_view()


async def test_the_character_at_the_top_stays_there_when_the_terminal_is_resized(reading: Opening) -> None:
    async with reading(text=LINES.replace("says", "says at some length, so that it wraps,")) as reader:
        for _ in range(3):
            await reader.press("pagedown")
        top = reader.view.top
        for size in ((70, 24), (200, 50), (90, 20), (120, 40)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            row = reader.view._layout.row_of(top)
            assert reader.view.scroll_offset.y <= row <= reader.view.scroll_offset.y + reader.view.size.height


async def test_the_terminals_own_cursor_is_at_the_caret(reading: Opening) -> None:
    async with reading(text="日本 words\nnext") as reader:
        reader.at("words")
        await reader.settle()
        x, y = reader.cell("words")
        assert reader.app.cursor_position == reader.view.content_region.offset + Offset(x, y)


async def test_the_position_is_shown_in_per_cent(reading: Opening) -> None:
    async with reading() as reader:
        assert reader.title.rstrip().endswith("0 %")
        await reader.press("G")
        assert reader.title.rstrip().endswith("100 %")


async def test_the_caret_stays_in_view_when_the_terminal_becomes_small(reading: Opening) -> None:
    async with reading(size=(200, 60)) as reader:
        reader.view.go(2000)
        await reader.settle()
        for size in ((40, 10), (30, 8), (100, 30), (60, 12)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert reader.view._caret_in_view(), size


@pytest.mark.parametrize("text", ["e\u0301te\u0301 apre\u0300s la pluie", "नमस्ते दुनिया और सब", "a\u0308\u0308\u0308 b"])
async def test_words_with_combining_marks_are_walked_through(reading: Opening, text: str) -> None:
    async with reading(text=text) as reader:
        stops = []
        for _ in range(len(text.split())):
            await reader.press("w")
            stops.append(reader.view.caret)
        starts = [index + 1 for index, character in enumerate(text) if character == " "]
        assert stops == [*starts, len(text)]


async def test_the_wheel_leaves_a_selection_alone(reading: Opening) -> None:
    async with reading(text=LINES) as reader:
        await reader.press("v", "j", "j")
        before = reader.view.selection
        for _ in range(12):
            await reader.pilot._post_mouse_events([MouseScrollDown], "#reading", offset=(10, 10))
        await reader.settle()
        assert reader.view.scroll_offset.y > 20
        assert reader.view.selection == before


WRAPPED = """A headline for this text

The harbour opens again on Monday after it had been shut for a week, the
port authority said, and ships that waited outside the bay can come in as
soon as the pilots are back at work.

The wall that the storm broke will be mended by the spring, when the city
has found the four million that it needs, as the mayor said on Sunday to
the people of the town, who had asked him again.
"""


async def test_hard_wrapped_paragraphs_are_wrapped_to_the_width_of_the_screen(reading: Opening) -> None:
    async with reading((60, 20), text=WRAPPED) as reader:
        rows = [reader.view.render_line(y).text.strip() for y in range(6)]
        assert rows[2:4] == [
            "The harbour opens again on Monday after it had been",
            "shut for a week, the port authority said, and ships",
        ]
        assert len(reader.text) == len(WRAPPED)
        reader.at("port authority")
        await reader.press("V", "m")
        assert reader.marked[0][1].startswith("The harbour opens again")
        assert "for a week, the\nport authority" in reader.saved().replace("\\n", "\n")
