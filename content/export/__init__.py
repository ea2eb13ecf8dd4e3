"""Annotations in the formats of other tools and of readers; nothing is ever cut short."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from content.errors import UsageError
from content.export.entry import ExportEntry
from content.export.passage import Passage

if TYPE_CHECKING:
    from content.structure.model import Briefing

__all__ = ["FORMATS", "PLACES_ONLY", "ExportEntry", "export"]

# Each format's module and function; a module is loaded when its format is asked for.
FORMATS: Mapping[str, tuple[str, str]] = {
    "jsonl": ("w3c", "jsonl"),
    "json": ("w3c", "collection"),
    "markdown": ("markdown_report", "report"),
    "html": ("html_page", "page"),
    "csv": ("csv_table", "table"),
    "text": ("text_report", "report"),
    "brat": ("brat", "standoff"),
    "doccano": ("doccano", "lines"),
    "readwise": ("readwise", "table"),
}

PLACES_ONLY = frozenset({"brat", "doccano"})
"""Formats that cannot hold an annotation whose passage has no place in the text."""


def export(
    briefings: Sequence[tuple[Briefing, Sequence[ExportEntry]]], format_: str, *, template: str | None = None
) -> str:
    """The annotations of the briefings as one text in `format_`; `template` is a Markdown template's text.

    Raises UsageError for an unknown format, a template for another format than Markdown, or a template's fault.
    """
    passages = [Passage(briefing, entry) for briefing, entries in briefings for entry in entries]
    if format_ not in FORMATS:
        raise UsageError(f"There is no format {format_!r}: choose one of {', '.join(FORMATS)}.")
    if template is not None:
        if format_ != "markdown":
            raise UsageError("A template is for Markdown: leave --format out, or say --format markdown.")
        from content.export import template as own

        return own.report(passages, template)
    module, function = FORMATS[format_]
    write = cast(Callable[[Sequence[Passage]], str], getattr(import_module(f"content.export.{module}"), function))
    return write(passages)
