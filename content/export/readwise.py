"""Readwise CSV: one highlight a row, in the columns that Readwise imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.annotation.records.timestamps import BEGINNING
from content.export.csv_table import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Passage

_NO_TAG = re.compile(r"[^\w-]+")

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


def table(passages: Sequence[Passage]) -> str:
    """Category and tags go into the note as Readwise's `.tag`; cells are as safe as in the CSV export."""
    return rows([COLUMNS, *map(_row, passages)])


def _row(passage: Passage) -> list[str]:
    annotation, here = passage.entry.annotation, passage.entry.range
    document = passage.briefing.document
    time = annotation.time
    return [
        passage.text,
        passage.headline,
        passage.words(passage.briefing.byline),
        document.source if document.is_page else "",
        _note(passage),
        str(here.start) if here is not None else "",
        "" if time == BEGINNING else time.strftime("%Y-%m-%d %H:%M:%S"),
    ]


def _note(passage: Passage) -> str:
    """The tags on a line of their own, which is empty where there are none and the note would begin like them."""
    annotation, marking = passage.entry.annotation, passage.briefing.marking
    tags = " ".join(f".{_NO_TAG.sub('_', tag)}" for tag in (annotation.category or "", *annotation.tags) if tag)
    note = "\n".join(filter(None, [annotation.note, f"[{marking}]" if marking else ""]))
    return f"{tags}\n{note}".removesuffix("\n" if not note else "") if tags or note[:1] in {".", "\n", "\r"} else note
