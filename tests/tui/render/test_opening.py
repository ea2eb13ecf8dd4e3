"""The first rows of a document, before anything else is known about it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from content.document.model import Document
from tui.render.opening import opening_rows

ROWS = "from tui.render.opening import opening_rows; from content.document.model import Document; "
NEEDS = ROWS + "opening_rows(Document('Title\\n\\nwords'), 0, 80, 24); import sys; print('textual' in sys.modules)"


def test_they_need_no_textual() -> None:
    done = subprocess.run([sys.executable, "-c", NEEDS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_title_text_and_an_empty_footer_fill_the_screen() -> None:
    rows = opening_rows(Document("Title\n\nSome words."), 0, 60, 6)
    assert rows == (" Title", "    Title", "", "    Some words.", "", "")


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (300, 100)])
@pytest.mark.parametrize("text", ["", "\n", "word " * 400, "\x1b[2J\u202e"])
def test_there_are_rows_for_any_text_and_size(size: tuple[int, int], text: str) -> None:
    rows = opening_rows(Document(text), len(text), *size)
    assert len(rows) == max(3, size[1])
    assert not any("\x1b" in row or "\u202e" in row for row in rows)
