"""Annotations of briefings as one text in any of the formats; nothing is ever shortened."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from content.annotation.records.webannotation import bodies
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
    if wanted.whole_text:
        of_each = [(briefing, [Passage(briefing, entry) for entry in entries]) for briefing, entries in briefings]
        return str(wanted.load(wanted.write)(of_each))
    return str(wanted.load(wanted.write)(passages))


def left_out(passages: Sequence[tuple[Briefing, Sequence[ExportEntry]]], format_: str) -> str:
    """A sentence that counts, by kind, what the format cannot hold of the annotations; empty when it holds all."""
    wanted = FORMATS[existing(format_, WRITTEN)]
    if wanted.module == "formats.w3c":
        return ""
    found: Counter[str] = Counter()
    all_ = [Passage(briefing, entry) for briefing, entries in passages for entry in entries]
    kept = [passage for passage in all_ if passage.entry.range or not wanted.places_only]
    found["annotation without a place"] = len(all_) - len(kept)
    for passage in kept:
        for one in passage.entry.annotations:
            found["body that is not text"] += sum(not _is_text(body) for body in bodies(one.record))
            target = one.record.get("target")
            found["further target"] += len(target) - 1 if isinstance(target, list) and target else 0
    if wanted.lost:
        found.update(wanted.load(wanted.lost)(kept))
    said = [_counted(count, kind) for kind, count in found.items() if count]
    return f"Not kept in {format_}: {', '.join(said)}." if said else ""


def _is_text(body: object) -> bool:
    return isinstance(body, dict) and isinstance(body.get("value"), str)


def _counted(count: int, kind: str) -> str:
    """A number with its kind, whose first noun takes the plural: 2 annotations without a place, 3 annotators’ names."""
    if count == 1:
        return f"1 {kind}"
    if "’s " in kind:
        owner, _, thing = kind.partition("’s ")
        return f"{count} {owner}s’ {thing}s"
    noun, blank, rest = kind.partition(" ")
    plural = {"body": "bodies", "further": "further", "second": "second"}.get(noun, f"{noun}s")
    rest = f"{rest}s" if noun in {"further", "second"} else rest
    return f"{count} {plural}{blank}{rest.replace('that is', 'that are') if noun == 'body' else rest}"
