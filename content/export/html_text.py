"""The whole text of a briefing as HTML, block by block, with its structure, its marks and the notes beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.document.model import Markup, TextRange
from content.export.visible import visible
from content.export.weaving import Run, in_blocks, woven
from content.structure.model import BackgroundLevel, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.document.model import Document
    from content.structure.model import Briefing

_TAGS = {
    Role.HEADLINE: "h1",
    Role.HEADING: "h2",
    Role.QUOTE: "blockquote",
}
_INLINE = {Markup.EMPHASIS: "em", Markup.STRONG: "strong", Markup.CODE: "code", Markup.STRIKE: "s"}
# Where a line end of plain text is the author's, not that of a hard-wrapped paragraph.
_LINES_STAY = frozenset({Role.OTHER, Role.ATTRIBUTION})


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark in the text: its range, its number on the page, its classes, and the link that stands behind its words."""

    range: TextRange
    number: int
    classes: str
    link: str


def text_rows(briefing: Briefing, marks: Sequence[Placed], beside: Mapping[int, str], row_id: str) -> list[str]:
    """The text in rows of a block each.

    `beside` is the HTML for each mark's number; it stands in the row in which the mark begins. The id of a row is
    `row_id` with the number that `row_at` tells.
    """
    text = visible(briefing.document.text)
    blocks = blocks_of(briefing)
    notes = _by_row(marks, blocks)
    runs = [*_structure_runs(briefing), *(_mark_run(mark, blocks) for mark in marks)]
    background = [one.range for one in briefing.background if one.level is BackgroundLevel.SECTION]
    rows = []
    for number, (block, inside) in enumerate(zip(blocks, in_blocks(runs, [one[0] for one in blocks]), strict=True)):
        here, role = block
        cards = "".join(beside[one] for one in notes.get(number, ()))
        classes = _classes(briefing.document, role, here, background)
        tag = _TAGS.get(role, "p")
        label = _label(role, classes)
        words = f'<{tag} dir="auto">{woven(text, here, inside)}</{tag}>'
        notes_here = f'<div class="notes">\n{cards}</div>' if cards else ""
        rows.append(f'<div class="row {classes}" id="{row_id}{number}">{label}{words}{notes_here}</div>\n')
    return rows


def blocks_of(briefing: Briefing) -> list[tuple[TextRange, Role]]:
    """The blocks with their roles; a text without structure is one block."""
    if briefing.blocks:
        return [(block.range, block.role) for block in briefing.blocks]
    whole = briefing.document.text
    return [(TextRange(0, len(whole)), Role.OTHER)] if whole.strip() else []


def row_at(blocks: Sequence[tuple[TextRange, Role]], offset: int) -> int:
    """The number of the block that holds the character at `offset`, else of the next one; the last if none follows."""
    return min(bisect_right(blocks, offset, key=lambda block: block[0].end), max(0, len(blocks) - 1))


def _by_row(marks: Sequence[Placed], blocks: Sequence[tuple[TextRange, Role]]) -> Mapping[int, list[int]]:
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for mark in marks:
        rows[row_at(blocks, mark.range.start)].append(mark.number)
    return rows


def _mark_run(mark: Placed, blocks: Sequence[tuple[TextRange, Role]]) -> Run:
    """The mark without blank lines at its end, so that it ends within a block."""
    before = bisect_left(blocks, mark.range.end, key=lambda block: block[0].start)
    end = min(mark.range.end, blocks[before - 1][0].end) if before else mark.range.end
    words = TextRange(mark.range.start, max(mark.range.start, end))
    return Run(words, f'<mark class="{mark.classes}">', "</mark>", mark.link)


def _structure_runs(briefing: Briefing) -> list[Run]:
    """Quotations, sentences of background, and what the source's markup says of words within a paragraph."""
    found = [Run(one.range, '<span class="said">', "</span>") for one in briefing.quotations]
    found += [
        Run(one.range, '<span class="older">', "</span>")
        for one in briefing.background
        if one.level is BackgroundLevel.SENTENCE and not one.reason.is_doubtful
    ]
    for span in briefing.document.markup:
        tag = _INLINE.get(span.markup)
        if tag:
            found.append(Run(span.range, f"<{tag}>", f"</{tag}>"))
    return [run for run in found if run.range]


def _classes(document: Document, role: Role, here: TextRange, background: Sequence[TextRange]) -> str:
    """The role; `older` in a section of background; `lines` where line ends are to be seen."""
    words = [role.value]
    if any(one.start <= here.start < one.end for one in background):
        words.append("older")
    if role in _LINES_STAY or document.markup:
        words.append("lines")
    return " ".join(words)


def _label(role: Role, classes: str) -> str:
    """What stands over a heading that begins background."""
    return '<span class="label">background</span>' if role is Role.HEADING and "older" in classes.split() else ""
