"""Pictures as sixels are read back as DEC defines them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.sixel import at_cell, sixel

WHOLE = re.compile(r"\x1bP7;1;0q([!-~]*)\x1b\\")
STEP = re.compile(
    r'"(?P<raster>[0-9;]+)|#(?P<color>[0-9;]+)|!(?P<times>\d+)(?P<run>[?-~])|(?P<letters>[?-~]+)|(?P<move>[$-])'
)
PALETTE = bytes([0, 0, 0, 255, 0, 0, 0, 255, 0, 10, 20, 200])


def _read(sequence: str) -> tuple[tuple[int, int], dict[tuple[int, int], int], dict[int, tuple[int, ...]]]:
    """The size in the raster attributes, the register of each point, and the registers in percent."""
    whole = WHOLE.fullmatch(sequence)
    assert whole is not None
    size = (0, 0)
    points: dict[tuple[int, int], int] = {}
    registers: dict[int, tuple[int, ...]] = {}
    x = y = color = at = 0
    while at < len(whole[1]):
        step = STEP.match(whole[1], at)
        assert step is not None, whole[1][at : at + 20]
        at = step.end()
        if step["raster"]:
            assert not points, "raster attributes come before the points"
            aspect_down, aspect_across, *size_told = map(int, step["raster"].split(";"))
            assert aspect_down == aspect_across == 1
            size = (size_told[0], size_told[1])
        elif step["color"]:
            color, *told = map(int, step["color"].split(";"))
            if told:
                assert told[0] == 2, "red, green and blue"
                registers[color] = tuple(told[1:])
        elif step["move"]:
            x, y = 0, y + 6 * (step["move"] == "-")
        for letter in (step["run"] or "") * int(step["times"] or 0) + (step["letters"] or ""):
            for bit in range(6):
                if (ord(letter) - 63) >> bit & 1:
                    assert (x, y + bit) not in points, "each point is drawn once"
                    points[x, y + bit] = color
            x += 1
    return size, points, registers


@st.composite
def pictures(draw: st.DrawFn) -> tuple[int, int, bytes]:
    width, height = draw(st.integers(1, 40)), draw(st.integers(1, 20))
    row = st.lists(st.integers(0, 3), min_size=width, max_size=width).map(bytes)
    runs = st.integers(0, 3).map(lambda color: bytes([color]) * width)
    return width, height, b"".join(draw(row | runs) for _ in range(height))


@given(pictures())
def test_every_point_comes_back_in_its_colour(picture: tuple[int, int, bytes]) -> None:
    width, height, points = picture
    size, read, _ = _read(sixel((width, height), points, PALETTE))
    assert size == (width, height)
    assert read == {(at % width, at // width): color for at, color in enumerate(points)}


def test_runs_longer_than_terminals_count_are_parted() -> None:
    sequence = sixel((700, 6), bytes(700 * 6), PALETTE[:3])
    assert "#0!255~!255~!190~" in sequence
    assert len(_read(sequence)[1]) == 700 * 6


def test_colours_are_given_in_percent() -> None:
    assert _read(sixel((1, 1), b"\3", PALETTE))[2] == {0: (0, 0, 0), 1: (100, 0, 0), 2: (0, 100, 0), 3: (4, 8, 78)}


def test_256_colours_have_a_register_each() -> None:
    palette = bytes(part for color in range(256) for part in (color, 255 - color, 7))
    _, read, registers = _read(sixel((16, 16), bytes(range(256)), palette))
    assert sorted(registers) == sorted(read.values()) == list(range(256))


@pytest.mark.parametrize(("column", "row", "moved"), [(0, 0, "\x1b[1;1H"), (9, 4, "\x1b[5;10H")])
def test_the_cursor_comes_back_from_the_picture(column: int, row: int, moved: str) -> None:
    assert at_cell(column, row, "picture") == f"\x1b7{moved}picture\x1b8"
