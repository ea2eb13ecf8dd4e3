"""Readwise CSV: one highlight a row, in the columns that Readwise imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.annotation.instants import BEGINNING
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
    source = passage.briefing.document.source
    tags = [f".{_NO_TAG.sub('_', tag)}" for tag in (annotation.category or "", *annotation.tags) if tag]
    marking = f"[{passage.briefing.marking}]" if passage.briefing.marking else ""
    time = annotation.time
    return [
        passage.text,
        passage.headline,
        passage.words(passage.briefing.byline),
        source if source.startswith(("http://", "https://")) else "",
        "\n".join(filter(None, [" ".join(tags), annotation.note, marking])),
        str(here.start) if here is not None else "",
        "" if time == BEGINNING else time.strftime("%Y-%m-%d %H:%M:%S"),
    ]
