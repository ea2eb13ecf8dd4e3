"""A CSV table that is safe in spreadsheets: no cell is a formula, and the words can be recovered exactly.

A cell that a spreadsheet could take for a formula, or that begins with an apostrophe itself, gets one apostrophe
in front; remove one leading apostrophe to recover the words.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from content.export.visible import in_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.export.passage import Passage

# A formula, also after blanks and invisible characters, or in the full-width forms that East Asian versions accept;
# a bare tab or carriage return shifts cells.
_FORMULA = re.compile(
    "\\A[\\s\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\xad\x00-\x1f\u2400-\u2421]*?[-=+@'＝＋－＠\t\r\n]"
)

COLUMNS = (
    "id", "source", "headline", "marking", "section", "category", "tags", "passage", "before", "after", "note",
    "speaker", "source_class", "annotator", "created", "time", "state", "start", "end", "role", "sha256",
    "contributor", "note_by", "reply_to", "was", "category_by", "decision", "earlier_words",
)  # fmt: skip


def table(passages: Sequence[Passage]) -> str:
    """One row for each annotation and each reply, after a row of column names.

    `before` and `after` are the rest of the passage's sentence, `was` the words that it was made on if they changed.
    """
    alone = (each for passage in passages for each in passage.with_replies())
    fields = (passage.fields() for passage in alone)
    return rows([COLUMNS, *([values[name] for name in COLUMNS] for values in fields)])


def rows(cells: Iterable[Sequence[str]]) -> str:
    """Rows of foreign text as CSV, each cell made safe."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in cells)
    return written.getvalue()


def safe_cell(text: str) -> str:
    """The words of one cell, never a formula."""
    shown = in_cell(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
