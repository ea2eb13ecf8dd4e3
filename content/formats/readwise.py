"""Readwise CSV: what it exports and what it imports."""

from __future__ import annotations

import csv
import io
import re

from content.annotation.records.model import CATEGORIES
from content.annotation.records.timestamps import read_time
from content.formats.foreign import Foreign, Found

_TAGS = re.compile(r"((?:\.[\w-]+(?:[ \t]+|(?=\r?\n)|\Z))*)(?:\r?\n)?")
_MARKING = re.compile(r"(?:\n|\A)\[(TLP:[A-Z+]+)\]\Z")
# What our tables have in front of what could be a formula to a spreadsheet, as the CSV export says.
_SAFE = re.compile(
    "\\A'(?=[\\s\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\xad\x00-\x1f\u2400-\u2421]*?[-=+@'＝＋－＠\t\r\n])"
)

# The columns of the export, and of the import where they are called otherwise, in lower case.
_EXACT, _NOTE, _COLOUR = "highlight", "note", "color"
_TITLE, _ANNOTATED, _PLACE = ("book title", "title"), ("highlighted at", "date"), "location"
_KNOWN = {_EXACT, _NOTE, "tags"}


def is_it(text: str) -> bool:
    """Whether the first line names Readwise's columns."""
    try:
        header = {cell.strip().lower() for cell in next(csv.reader(io.StringIO(text[:5000], newline="")), [])}
    except csv.Error:
        return False
    return _EXACT in header and bool(header & {*_TITLE, "url", _PLACE})


def read(text: str) -> Found:
    """One annotation a row. Raises csv.Error."""
    if text.strip() and not is_it(text):
        return Found([], ["Line 1 is left out: It does not name Readwise's columns."])
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=False)
    cells = [{str(key or "").strip().lower(): _cell(cell) for key, cell in row.items()} for row in rows]
    return Found([_foreign(row) for row in cells if any(row.values())])


def _foreign(row: dict[str, str]) -> Foreign:
    note, tags = row.get(_NOTE, ""), [tag.strip() for tag in row.get("tags", "").split(",") if tag.strip()]
    marking = _MARKING.search(note)
    note = note[: marking.start()] if marking else note
    found = _TAGS.match(note)
    if found:
        tags += [tag[1:] for tag in found[1].split()]
        note = note[found.end() :]
    names = {category.replace(" ", "_"): category for category in CATEGORIES}
    category = next((names[tag] for tag in tags if tag in names), "")
    place = row.get(_PLACE, "")
    exact = row.get(_EXACT, "")
    start = int(place) if place.isascii() and place.isdecimal() and len(place) < 12 else None
    modified = next((row[name] for name in _ANNOTATED if row.get(name)), "")
    taken = {*_KNOWN, *((_PLACE,) if start is not None else ()), *(_ANNOTATED if read_time(modified) else ())}
    return Foreign(
        exact=exact,
        start=start,
        end=None if start is None else start + len(exact),
        note=note,
        tags=tuple(dict.fromkeys(tag for tag in tags if names.get(tag, "") != category or not category)),
        category=category,
        modified=modified,
        about=next((row[name] for name in _TITLE if row.get(name)), ""),
        rest={
            **({"marking": marking[1]} if marking else {}),
            **{name: cell for name, cell in row.items() if cell and name not in taken},
        },
    )


def _cell(cell: str | list[str] | None) -> str:
    return _SAFE.sub("", cell, count=1) if isinstance(cell, str) and _SAFE.match(cell) else str(cell or "")
