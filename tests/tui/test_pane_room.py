"""How the panes use their room: words cut only in a full pane, headings that stay, and how wide the panes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp

from tui.render.room import GUTTER, LEAST_DRAGGED_TEXT, LEAST_PANE, LEAST_TEXT

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

LONG = (
    "Nobody was hurt at all in our town, and we expect that the ferry will run again on Sunday, when the wall has been "
    "looked at by the people who built it, and when the harbour has been cleared."
)
TEXT = (
    "Harbour talks go on\n\n"
    f"Anna Weber said on Monday: “{LONG}”\n\n"
    "Turkish Defence Minister Maximilian Featherstonehaugh said: “We closed it.”\n\n"
    "“It is over, and we go home,” Weber said.\n"
)
MANY = "A long day\n" + "".join(
    f"Anna Weber said on day {n}: “We counted {n} boats this morning.”\n" for n in range(80)
)


def text_cells(reader: Reader) -> int:
    """Cells of a row of text."""
    return reader.view.scrollable_content_region.width - GUTTER - 1


MAIL = """Thank you. We will send somebody on Monday, and a photographer too.

Anna

On Sun, Sep 6, 2026 at 10:19 AM, Tom Birch <tom@port.example> wrote:

> The harbour opens again on Monday after it had been shut for a week, the
> port authority said.
>
> Tom
"""


async def test_a_quotation_is_shown_in_full_where_the_pane_has_room(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        assert " ".join(LONG.split()) in " ".join(reader.pane("quotes").text.split())


async def test_in_a_full_pane_quotations_are_cut_to_three_rows(reading: Opening) -> None:
    async with reading(text=TEXT + MANY) as reader:
        rows = [strip.text for index, strip in reader.pane("quotes")._in_view() if index == 1]
        assert len(rows) == 3
        assert rows[-1].rstrip().endswith("…")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_a_surname_is_never_cut_and_shares_a_row_with_the_class(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(text=TEXT, size=size) as reader:
        await reader.press("Q")
        rows = [row for row in reader.pane("quotes").text.splitlines() if "Featherstonehaugh" in row or "Weber" in row]
        assert any("Featherstonehaugh" in row for row in rows)
        assert any(row.endswith("named · 2") and "Weber" in row for row in rows)


async def test_a_quotation_names_its_speaker_and_class_on_one_row_in_the_order_of_the_text(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await reader.press("s")
        assert "Anna Weber" in reader.pane("quotes").text
        row = next(row for row in reader.pane("quotes").text.splitlines() if "Anna Weber" in row)
        assert row.endswith("named")


async def test_the_speaker_of_a_group_stays_in_view_while_it_is_scrolled(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        await reader.press("Q", "G")
        pane = reader.pane("quotes")
        assert pane._top > 1
        assert pane.text.splitlines()[0].startswith("Anna Weber")


async def test_heads_of_groups_show_how_much_each_speaker_says(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        shown = reader.pane("quotes").text
        assert "94 %" in shown
        assert "6 %" in shown
        assert "█" in shown


async def test_one_speaker_alone_has_no_bar(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        assert "█" not in reader.pane("quotes").text


async def test_a_note_keeps_its_lines_and_their_indentation(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await reader.press("m")
        mark = reader.session.marks[0]
        reader.session.change(mark.id, note="Ask:\n  - who paid\n  - and when\n> so he said")
        reader.features.saving.refresh()
        await reader.settle()
        rows = [strip.text[1:].rstrip() for _, strip in reader.pane("marks")._in_view()]
        at = rows.index("  ✎ Ask:")
        assert rows[at + 1 : at + 4] == ["      - who paid", "      - and when", "    > so he said"]


async def test_a_sign_is_explained_once_where_it_first_appears(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "right_curly_bracket", "right_curly_bracket", "m")
        assert reader.pane("marks").text.count("* key fact") == 1
        assert reader.pane("outline").text.count("┊ background") == 1
        assert reader.pane("quotes").text.count("▎ pull quote") == 1


async def test_quoted_mail_is_called_so_and_not_a_pull_quote(reading: Opening) -> None:
    async with reading(text=MAIL) as reader:
        shown = reader.pane("quotes").text
        assert "> quoted mail" in shown
        assert "> The harbour" in shown
        assert "pull quote" not in shown


# How wide the panes are


@pytest.mark.parametrize("width", [80, 90, 110, 120])
async def test_beside_a_pane_the_text_has_52_cells(reading: Opening, width: int) -> None:
    async with reading(size=(width, 24)) as reader:
        assert reader.pane("outline").region.width > 0
        assert text_cells(reader) >= LEAST_TEXT


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_a_key_hides_the_panes_and_brings_them_back(reading: Opening, width: int) -> None:
    async with reading(size=(width, 24)) as reader:
        before = reader.view.region.width
        await reader.press("backslash")
        assert reader.view.region.width == width
        assert reader.focused == "reading"
        assert "again" in reader.footer
        await reader.press("backslash")
        assert reader.view.region.width == before


async def test_hidden_panes_stay_hidden_when_the_screen_becomes_wider(reading: Opening) -> None:
    async with reading(size=(80, 24)) as reader:
        await reader.press("backslash")
        for width in (120, 60, 200):
            await reader.pilot.resize_terminal(width, 30)
            await reader.settle()
            assert reader.view.region.width == width


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_a_hidden_pane_that_is_gone_to_is_shown_until_it_is_left(reading: Opening, width: int) -> None:
    async with reading(size=(width, 24)) as reader:
        await reader.press("backslash", "Q")
        assert reader.focused == "quotes"
        assert reader.pane("quotes").region.width > 0
        await reader.press("escape")
        assert reader.focused == "reading"
        assert reader.view.region.width == width


@pytest.mark.parametrize("width", [80, 120, 200])
async def test_a_key_widens_the_panes_and_narrows_them_again(reading: Opening, width: int) -> None:
    async with reading(size=(width, 24)) as reader:
        await reader.press("Q")
        before = reader.pane("quotes").region.width
        await reader.press("vertical_line")
        assert reader.pane("quotes").region.width > before
        assert reader.focused == "quotes"
        await reader.press("vertical_line")
        assert reader.pane("quotes").region.width == before


async def test_a_tab_names_what_fits(reading: Opening) -> None:
    async with reading(size=(80, 24)) as reader:
        await reader.press("Q")
        assert reader.titled("quotes").split() == ["O", "Quotes", "3", "B", "M"]
        await reader.press("vertical_line")
        assert reader.titled("quotes").split() == ["O", "Quotes", "3", "B4+1", "M0"]


# Borders that are dragged


def border(reader: Reader, name: str) -> tuple[int, int]:
    """A cell of a pane's border to the text, on the screen."""
    region = reader.pane(name).region
    is_left = region.x == 0
    return (region.right - 1 if is_left else region.x), region.y + 2


async def mouse(reader: Reader, happens: type[MouseEvent], cell: tuple[int, int], *, button: int = 1) -> None:
    """What the terminal tells of the mouse at a cell of the screen; a click follows where the button comes up."""
    x, y = cell
    reader.app.post_message(happens(None, x, y, 0, 0, button, False, False, False, x, y))
    await reader.settle()


async def drag(reader: Reader, name: str, columns: int) -> None:
    """Drags the border of a pane some columns to the right."""
    x, y = border(reader, name)
    await mouse(reader, MouseDown, (x, y))
    await mouse(reader, MouseMove, (x + columns // 2, y))
    await mouse(reader, MouseMove, (x + columns, y))
    await mouse(reader, MouseUp, (x + columns, y))


@pytest.mark.parametrize(("size", "name"), [((80, 24), "quotes"), ((120, 40), "quotes"), ((200, 60), "background")])
async def test_dragging_the_border_of_a_pane_on_the_right_makes_it_wider(
    reading: Opening, size: tuple[int, int], name: str
) -> None:
    async with reading(size=size) as reader:
        await reader.press("Q", "escape")
        pane, text = reader.pane(name).region.width, reader.view.region.width
        await drag(reader, name, -6)
        assert reader.pane(name).region.width == pane + 6
        assert reader.view.region.width == text - 6


@pytest.mark.parametrize("name", ["outline", "marks"])
async def test_dragging_the_border_of_a_pane_on_the_left_makes_it_wider(reading: Opening, name: str) -> None:
    async with reading() as reader:
        pane, other = reader.pane(name).region.width, reader.pane("quotes").region.width
        await drag(reader, name, 6)
        assert reader.pane(name).region.width == pane + 6
        assert reader.pane("quotes").region.width == other


@pytest.mark.parametrize("name", ["outline", "marks"])
async def test_with_one_column_every_pane_has_its_border_on_the_left(reading: Opening, name: str) -> None:
    async with reading(size=(80, 24)) as reader:
        await reader.press({"outline": "O", "marks": "M"}[name], "escape")
        before = reader.pane(name).region.width
        await drag(reader, name, 5)
        assert reader.pane(name).region.width == before - 5


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_border_stops_where_the_text_has_30_cells(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("Q", "escape")
        await drag(reader, "quotes", -border(reader, "quotes")[0])
        assert text_cells(reader) >= LEAST_DRAGGED_TEXT


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_border_stops_where_the_pane_has_12_cells(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("Q", "escape")
        await drag(reader, "quotes", size[0] - 1 - border(reader, "quotes")[0])
        assert reader.pane("quotes").region.width == LEAST_PANE


@pytest.mark.parametrize("columns", [-6, 4, 19])
async def test_a_drag_leaves_the_focus_and_the_caret_in_the_text(reading: Opening, columns: int) -> None:
    async with reading() as reader:
        caret = reader.view.caret
        await drag(reader, "quotes", columns)
        assert reader.focused == "reading"
        assert reader.view.caret == caret


async def test_a_double_click_on_a_border_puts_it_back_and_leaves_the_other(reading: Opening) -> None:
    async with reading() as reader:
        before = reader.pane("quotes").region.width
        await drag(reader, "outline", -6)
        left = reader.pane("outline").region.width
        await drag(reader, "quotes", 6)
        await reader.pilot.click(offset=border(reader, "quotes"), times=2)
        await reader.settle()
        assert reader.pane("quotes").region.width == before
        assert reader.pane("outline").region.width == left


async def test_a_dragged_width_is_kept_while_the_screen_is_narrower(reading: Opening) -> None:
    async with reading() as reader:
        await drag(reader, "quotes", -9)
        dragged = reader.pane("quotes").region.width
        for width in (80, 60, 110, 120):
            await reader.pilot.resize_terminal(width, 40)
            await reader.settle()
        assert reader.pane("quotes").region.width == dragged


async def test_the_key_that_widens_the_panes_puts_borders_back_and_the_one_that_hides_them_does_not(
    reading: Opening,
) -> None:
    async with reading() as reader:
        before = reader.pane("quotes").region.width
        await drag(reader, "quotes", 6)
        await reader.press("backslash", "backslash")
        assert reader.pane("quotes").region.width == before - 6
        await reader.press("vertical_line", "vertical_line")
        assert reader.pane("quotes").region.width == before


async def test_a_pane_follows_the_pointer_no_longer_when_the_button_was_released_elsewhere(reading: Opening) -> None:
    async with reading() as reader:
        before = reader.pane("quotes").region.width
        x, y = border(reader, "quotes")
        await mouse(reader, MouseDown, (x, y))
        await mouse(reader, MouseMove, (x - 9, y), button=0)
        await mouse(reader, MouseMove, (x - 9, y))
        assert reader.pane("quotes").region.width == before


@pytest.mark.parametrize("column", [0, 59])
async def test_a_pane_that_has_the_screen_alone_has_no_border_to_drag(reading: Opening, column: int) -> None:
    async with reading(size=(60, 20)) as reader:
        await reader.press("Q")
        await mouse(reader, MouseDown, (column, 5))
        await mouse(reader, MouseMove, (30, 5))
        assert not reader.features.side_panes.dragged
        assert reader.pane("quotes").region.width == 60


async def test_a_click_inside_a_pane_still_chooses_its_item(reading: Opening) -> None:
    async with reading() as reader:
        caret = reader.view.caret
        await drag(reader, "quotes", -4)
        await reader.pilot.click("#quotes", offset=(5, 4))
        await reader.settle()
        assert reader.view.caret != caret
