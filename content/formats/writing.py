"""Annotations of briefings as one text in any of the formats; nothing is ever shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import UsageError
from content.export.passage import Passage
from content.formats import FORMATS, WRITTEN, existing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.entry import ExportEntry
    from content.structure.model import Briefing


def export(
    briefings: Sequence[tuple[Briefing, Sequence[ExportEntry]]], format_: str, *, template: str | None = None
) -> str:
    """The annotations of the briefings in the format of that name; `template` is the text of a Markdown template.

    Raises UsageError for an unknown format, a template for a format other than Markdown, or an error in the template.
    """
    wanted = FORMATS[existing(format_, WRITTEN)]
    passages = [Passage(briefing, entry) for briefing, entries in briefings for entry in entries]
    if template is not None:
        if format_ != "markdown":
            raise UsageError("A template is for Markdown: leave --format out, or use --format markdown.")
        from content.export import template as own

        return own.report(passages, template)
    return str(wanted.load(wanted.write)(passages))
