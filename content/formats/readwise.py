"""Readwise CSV: the format that it exports and imports."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from content.annotation.records.timestamps import BEGINNING, read_time
from content.errors import InputError
from content.export.csv_table import rows
from content.formats.foreign import Foreign, Found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.export.passage import Passage
    from content.formats.given import Given

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Color", "Tags")  # of the CSV we write

_REPLY = "↳ "  # begins a line below the note
_NOT_IN_TAGS = re.compile(r"[^\w-]+")
_TAGS = re.compile(r"((?:\.[\w-]+(?:[ \t]+|(?=\r?\n)|\Z))*)(?:\r?\n)?")
_MARKING = re.compile(r"(?:\n|\A)\[(TLP:[A-Z+]+(?: · [^\n]+)?|(?i:embargo)[^\n]+)\]\Z")
# What our tables put in front of a cell that a spreadsheet could take for a formula: see the CSV export.
_SAFE = re.compile(
    "\\A'(?=[\\s\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\xad\x00-\x1f\u2400-\u2421]*?[-=+@'＝＋－＠\t\r\n])"
)

# The columns of the export, and of the import where they have other names, in lower case.
_EXACT, _NOTE, _COLOUR = "highlight", "note", "color"
_TITLE, _ANNOTATED, _PLACE = ("book title", "title"), ("highlighted at", "date"), "location"
_KNOWN = {_EXACT, _NOTE, "tags"}


def is_it(given: Given) -> bool:
    """Whether the first line names Readwise's columns."""
    begun = io.StringIO((given.text or "")[:5000], newline="")
    try:
        header = {cell.strip().lower() for cell in next(csv.reader(begun), [])}
    except csv.Error:
        return False
    return _EXACT in header and bool(header & {*_TITLE, "url", _PLACE})


def read(given: Given) -> Found:
    """One annotation for each row. Raises InputError for what is not CSV."""
    text = given.text or ""
    if text.strip() and not is_it(given):
        return Found([], ["Line 1 is left out: It does not name Readwise's columns."])
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=False)
    try:
        cells = [{str(key or "").strip().lower(): _cell(cell) for key, cell in row.items()} for row in rows]
    except csv.Error as error:
        raise InputError(f"It is not CSV ({error}): export it again.") from error
    categories = {_as_tag(name): category for name, category in given.categories.items()}
    return Found([_foreign(row, categories) for row in cells if any(row.values())])


def _foreign(row: dict[str, str], names: Mapping[str, str]) -> Foreign:
    """`names` are the categories by their names as tags."""
    note, named = row.get(_NOTE, ""), [tag.strip() for tag in row.get("tags", "").split(",") if tag.strip()]
    marking = _MARKING.search(note)
    note = note[: marking.start()] if marking else note
    note, replies = _without_replies(note)
    found = _TAGS.match(note)
    tags = named
    if found:
        written = {_as_tag(tag) for tag in named}  # those of the column say it exactly
        tags = [*named, *(tag for each in found[1].split() if (tag := each[1:]) not in written)]
        note = note[found.end() :]
    category = next((names[tag] for tag in tags if tag in names), "")
    place = row.get(_PLACE, "")
    exact = row.get(_EXACT, "")
    start = int(place) if place.isascii() and place.isdecimal() and len(place) < 12 else None
    modified = next((row[name] for name in _ANNOTATED if row.get(name)), "")
    taken = {*_KNOWN, *(_ANNOTATED if read_time(modified) else ())}
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
            **({"replies": replies} if replies else {}),
            **{name: cell for name, cell in row.items() if cell and name not in taken},
        },
    )


def _without_replies(note: str) -> tuple[str, list[str]]:
    """A note without the lines of replies that our export has put below it, which are others' words; and these."""
    lines = note.split("\n")
    last = len(lines)
    while last and lines[last - 1].startswith(_REPLY):
        last -= 1
    return "\n".join(lines[:last]), lines[last:]


def _as_tag(tag: str) -> str:
    return _NOT_IN_TAGS.sub("_", tag)


def _cell(cell: str | list[str] | None) -> str:
    return _SAFE.sub("", cell, count=1) if isinstance(cell, str) and _SAFE.match(cell) else str(cell or "")


def write(passages: Sequence[Passage]) -> str:
    """Category and tags go into the note as Readwise's `.tag`; cells are as safe as in the CSV export."""
    return rows([COLUMNS, *map(_row, passages)])


def _row(passage: Passage) -> list[str]:
    annotation, kept = passage.entry.annotation, _kept(passage)
    document = passage.briefing.document
    time = annotation.time
    return [
        passage.text,
        kept.get("book title") or kept.get("title") or passage.headline,
        kept.get("book author") or kept.get("author") or passage.words(passage.briefing.byline),
        kept.get("url") or (document.source if document.is_page else ""),
        _note(passage),
        _location(passage, kept.get(_PLACE, "")),
        "" if time == BEGINNING else time.strftime("%Y-%m-%d %H:%M:%S"),
        kept.get(_COLOUR, ""),
        ", ".join(annotation.tags) if any(_as_tag(tag) != tag for tag in annotation.tags) else "",
    ]


def _kept(passage: Passage) -> dict[str, str]:
    """The cells of the row that it was imported from."""
    imported = passage.entry.annotation.imported("readwise")
    return {key: value for key, value in imported.items() if isinstance(value, str)}


def _location(passage: Passage, kept: str) -> str:
    """Where the passage is: what Readwise said, unless that was our own offset."""
    here, position = passage.entry.range, passage.entry.annotation.position
    if kept and (position is None or kept != str(position.start)):
        return kept
    return str(here.start) if here is not None else ""


def _note(passage: Passage) -> str:
    """The tags on a line of their own, which is left empty when there are none but the note begins like them."""
    annotation, marking = passage.entry.annotation, passage.briefing.stamp
    tags = " ".join(f".{_as_tag(tag)}" for tag in (annotation.category or "", *annotation.tags) if tag)
    replies = [
        f"{_REPLY}{answer.annotation.annotator or 'nobody named'}: {' '.join(answer.words.split())}"
        for answer in passage.replies
    ]
    was = f"{_REPLY}Words changed, was: {' '.join(passage.entry.was.split())}" if passage.entry.was else ""
    note = "\n".join(filter(None, [annotation.note, was, *replies, f"[{marking}]" if marking else ""]))
    return f"{tags}\n{note}".removesuffix("\n" if not note else "") if tags or note[:1] in {".", "\n", "\r"} else note


def lost(passages: Sequence[Passage]) -> Counter[str]:
    """What Readwise cannot hold of annotations, by kind: it has no names of annotators, and one time for each."""
    ours = [passage.entry.annotation for passage in passages]
    return Counter(
        {
            "annotator’s name": sum(bool(one.annotator) for one in ours),
            "note’s author": sum(bool(one.note_by) for one in ours),
            "contributor’s name": sum(bool(one.contributor) for one in ours),
            "decision on changed words": sum(one.decision is not None for one in ours),
            "second time": sum(one.created is not None and one.created != one.time for one in ours),
        }
    )
