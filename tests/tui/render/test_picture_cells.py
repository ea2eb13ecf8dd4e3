"""A picture stays within its cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.graphics import Graphics
from tui.render.picture_cells import grain_of
from tui.render.placeholders import MOST_ROWS
from tui.render.sixel import MOST_ACROSS, MOST_DOWN

CELLS = st.tuples(st.integers(1, 40), st.integers(1, 80))


@given(CELLS, st.integers(4, 300), st.integers(4, 100))
def test_the_last_band_of_sixels_ends_in_the_last_row_of_cells(cell: tuple[int, int], columns: int, rows: int) -> None:
    grain = grain_of(Graphics.SIXEL, cell)
    across, down = grain.points(columns, rows)
    wide, high = grain.cells(across, down)
    assert wide <= columns
    assert wide * cell[0] >= across
    assert high * cell[1] >= -(-down // 6) * 6
    assert across <= MOST_ACROSS
    assert down <= MOST_DOWN
    assert high <= rows or down == 6  # of cells that are lower than a sixel


@given(CELLS, st.integers(1, 1000), st.integers(1, 720))
def test_a_picture_of_any_size_has_cells_for_all_its_bands(cell: tuple[int, int], across: int, down: int) -> None:
    wide, high = grain_of(Graphics.SIXEL, cell).cells(across, down)
    assert (wide - 1) * cell[0] < across <= wide * cell[0]
    assert high * cell[1] >= -(-down // 6) * 6


def test_half_blocks_have_two_points_in_a_cell() -> None:
    grain = grain_of(Graphics.BLOCKS, (8, 16))
    assert grain.points(40, 10) == (40, 20)
    assert grain.cells(40, 19) == (40, 10)


def test_no_picture_has_more_rows_than_kitty_has_numbers_for() -> None:
    grain = grain_of(Graphics.KITTY, None)
    assert grain.cells(*grain.points(10, 500)) == (10, MOST_ROWS)


@pytest.mark.parametrize(("graphics", "colors"), [(Graphics.BLOCKS, 0), (Graphics.KITTY, 0), (Graphics.SIXEL, 256)])
def test_only_sixels_have_few_colours(graphics: Graphics, colors: int) -> None:
    assert grain_of(graphics, None).colors == colors
