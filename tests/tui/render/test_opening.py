"""The first rows of a text, before anything else is known about it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tui.render.opening import around, opening_rows, title_row

ROWS = "from tui.render.opening import opening_rows; opening_rows('Title\\n\\nwords', 0, 80, 24); "
NEEDS = ROWS + "import sys; print(sorted({'textual', 'tui.render.layout', 'dataclasses'} & set(sys.modules)))"


def test_they_need_neither_textual_nor_a_layout_of_the_text() -> None:
    done = subprocess.run([sys.executable, "-c", NEEDS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_text_is_wrapped_and_the_caret_is_on_its_first_character() -> None:
    rows = opening_rows("Title\n\nSome words.", 0, 60, 6)
    assert title_row("Title\n\nSome words.", 60) == (" Title", "")
    assert [" " * row.begin + row.words for row in rows] == ["    Title", "    ", "    Some words.", ""]
    assert rows[0].caret == slice(0, 1)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (300, 100)])
@pytest.mark.parametrize("text", ["", "\n", "word " * 400, "\x1b[2J\u202e"])
def test_there_are_rows_for_any_text_and_size(size: tuple[int, int], text: str) -> None:
    rows = opening_rows(text, len(text), *size)
    assert len(rows) == max(1, size[1] - 2)
    assert not any("\x1b" in row.words or "\u202e" in row.words for row in rows)


@pytest.mark.parametrize("offset", [0, 70_000, 200_000, 399_999, 400_000])
def test_of_a_large_text_the_part_around_the_caret_gives_the_same_rows(offset: int) -> None:
    text = "".join(f"Paragraph {number:5} has a few words.\n\n" for number in range(13_000))[:400_000]
    part, at = around(text, offset)
    assert len(part) < 140_000
    assert opening_rows(part, at, 120, 40) == opening_rows(text, offset, 120, 40)


def test_where_each_line_stands_apart_all_of_a_text_is_looked_at() -> None:
    text = "A line of words.\n" * 10_000
    assert around(text, 90_000) == (text, 90_000)
