"""Annotations of other tools: W3C, Hypothesis, Readwise, doccano and brat, recognised by content."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from content.annotation.model import Annotation
from content.errors import InputError, UsageError
from content.store.imports import brat, doccano, hypothesis, readwise, w3c
from content.store.imports.adopting import Adopter
from content.store.lines import read_json

if TYPE_CHECKING:
    from datetime import datetime

    from content.annotation.model import Record
    from content.document.model import Document
    from content.store.imports.foreign import Foreign

__all__ = ["FORMATS", "Imported", "read_annotations"]

_LONG = 40  # characters that two texts do not share by chance

FORMATS = ("w3c", "hypothesis", "readwise", "doccano", "brat")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of another tool holds for one briefing, and sentences on what it holds beside."""

    format: str
    records: tuple[Record, ...]
    warnings: tuple[str, ...] = ()


def read_annotations(data: bytes, document: Document, format_: str | None = None, *, now: datetime) -> Imported:
    """The annotations in `data` that are about the document, as records for our file, under the same names each time.

    `format_` is one of `FORMATS`; None recognises it. `now` is when the document was read. Raises InputError for what
    is none of them, UsageError for a format that does not exist.
    """
    if format_ is not None and format_ not in FORMATS:
        raise UsageError(f"There is no format {format_!r}: choose one of {', '.join(FORMATS)}.")
    text = _text(data)
    values, warnings = _json_values(text or "")
    found = format_ or (_recognised(text, values) if text is not None else "w3c")
    if found == "w3c":  # read line by line: a damaged line is no reason to refuse the others
        records, damaged = w3c.records(data, document, now)
        lines = [f"Line {line.number} is left out: {line.reason}" for line in damaged]
        return _checked(Imported(found, tuple(records), tuple(lines)))
    if text is None:
        raise InputError("It is not UTF-8: export it again as UTF-8.")
    if found in ("readwise", "brat"):
        warnings = []
    adopter = Adopter(found, document, now)
    return _checked(_adopted(adopter, _foreign(found, text, values), warnings))


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _json_values(text: str) -> tuple[list[Any], list[str]]:
    """The JSON in a file, whole or line by line, and sentences on lines that are none."""
    try:
        return [read_json(text)], []
    except ValueError:
        pass
    values, warnings = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values.append(read_json(line))
            except ValueError:
                values.append(None)
                warnings.append(f"Line {number} is left out: It is not JSON.")
    return values, warnings


def _recognised(text: str, values: list[Any]) -> str:
    some = [value for value in values[:50] if isinstance(value, (dict, list))]
    some += [item for value in some if isinstance(value, list) for item in value[:50]]
    if any(hypothesis.is_it(value) for value in some):
        return "hypothesis"
    if any(doccano.is_it(value) for value in some):
        return "doccano"
    if some:
        return "w3c"
    if brat.is_it(text):
        return "brat"
    if readwise.is_it(text):
        return "readwise"
    raise InputError(f"It is in no format that is known: say --format with one of {', '.join(FORMATS)}.")


def _foreign(found: str, text: str, values: list[Any]) -> list[Foreign]:
    if found == "brat":
        return brat.read(text)
    if found == "readwise":
        try:
            return readwise.read(text)
        except csv.Error as error:
            raise InputError(f"It is no CSV ({error}): export it again.") from error
    if found == "hypothesis":
        return [one for value in values for one in hypothesis.read(value)]
    lines = [item for value in values for item in (value if isinstance(value, list) else [value])]
    numbered = [(value, number) for number, value in enumerate(lines, 1) if doccano.is_it(value)]
    return [one for value, number in numbered for one in doccano.read(value, number)]


def _adopted(adopter: Adopter, foreign: list[Foreign], warnings: list[str]) -> Imported:
    """Of a file about several texts, what is about ours."""
    groups = [list(group) for _, group in groupby(sorted(foreign, key=lambda one: one.about), lambda one: one.about)]
    ours = [group for group in groups if len(groups) == 1 or _is_about(group, adopter.document.text)]
    others = len(foreign) - sum(map(len, ours))
    if others:
        warnings = [*warnings, f"{others} annotations are about other texts and are left out."]
    annotations = [adopter.adopt(one) for group in ours for one in group]
    return Imported(adopter.tool, (*adopter.snapshots(annotations), *annotations), tuple(warnings))


def _is_about(group: list[Foreign], text: str) -> bool:
    """Whether annotations of one text are about this one: a long passage of them is in it, or half of all."""
    quoted = [one.exact for one in group if one.exact]
    here = [words for words in quoted if words in text]
    return group[0].text == text or any(len(words) > _LONG for words in here) or 2 * len(here) > len(quoted)


def _checked(imported: Imported) -> Imported:
    if not any(isinstance(record, Annotation) for record in imported.records):
        known = " ".join(imported.warnings)
        raise InputError(f"There are no {imported.format} annotations for this briefing in it. {known}".strip())
    return imported
