"""The rows that a screen shows of a document before anything else is known about it. Does not need Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.render.cells import elided
from tui.render.fitted import on_one_line
from tui.render.layout import Layout
from tui.render.page import bare_page
from tui.render.room import GUTTER, bar, indent, margins, measure, revealed
from tui.render.unseen import painted

if TYPE_CHECKING:
    from content.document.model import Document

_FIRST = 1000  # code points searched for a line with words


def first_line(document: Document) -> str:
    """What a document is called before its headline is known."""
    return document.text[:_FIRST].lstrip().partition("\n")[0]


def opening_rows(document: Document, offset: int, width: int, height: int) -> tuple[str, ...]:
    """The rows of a screen of that size, title and footer included, with the caret at an offset."""
    left, right = margins(width)
    room, rows = max(1, width - left - right - bar(width)), max(1, height - 2)
    page = bare_page(document)
    layout = Layout(page.text, measure(room), page.gaps, hangs=True)
    top = max(0, min(revealed(layout.row_of(offset), 0, rows), len(layout) - rows))
    begin = " " * (left + indent(room) + GUTTER)
    title = " " + on_one_line(first_line(document))
    shown = [elided(title, width)]
    for row in range(top, top + rows):
        span = layout.span(row) if row < len(layout) else None
        shown.append((begin + " " * layout.indent(row) + painted(page.text[slice(*span)])).rstrip() if span else "")
    return (*shown, "")
