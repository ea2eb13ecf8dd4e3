"""The report as plain text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from content.export.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Passage


def report(passages: Sequence[Passage]) -> str:
    """One part for each briefing; the passage stands between >> and << in its sentence."""
    parts: list[str] = []
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        of_one = list(group)
        headline, briefing = one_line(of_one[0].headline), of_one[0].briefing
        marking = [briefing.stamp] if briefing.stamp else []
        about = f"Source: {one_line(briefing.document.source)}\nSHA-256 of the text: {briefing.document.sha256}"
        parts += [*marking, f"{headline}\n{'=' * min(len(headline), 72)}", about, *map(_item, of_one), *marking]
    return "\n\n".join(parts) + "\n" if parts else ""


def _item(passage: Passage) -> str:
    annotation = passage.entry.annotation
    before, words, after = passage.sentence
    quoted = visible(f"{before}>>{words}<<{after}").replace("\n", "\n  ")
    heading = passage.heading
    lines = [heading, "-" * len(heading), f"  [{one_line(passage.signed_title)}]"]
    lines += [f"  {quoted}"] if words else []
    if annotation.note:
        lines += ["  Note: " + visible(annotation.note).replace("\n", "\n        ")]
    lines += [f"  {name}: {one_line(value)}" for name, value in passage.details().items()]
    for answer in passage.replies:
        lines += [f"  Reply by {one_line(answer.signed)}:", "    " + visible(answer.words).replace("\n", "\n    ")]
    return "\n".join(lines)
