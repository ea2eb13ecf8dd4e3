"""What the panes list: outline, quotes, background and marks, made from values and cut to a pane's width."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from content.structure.model import QuotationKind, Role
from tui.render.clean import clean
from tui.theme import CATEGORY_LOOKS, DOUBTFUL, SURE, look_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.document.model import TextRange
    from content.structure.model import Background, Briefing, Quotation, Section

_WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a pane: what is shown, the offset that it stands for (None: no place), and its id."""

    content: Content
    offset: int | None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class MarkView:
    """What panes and painting need of a mark. `state` is empty for one whose words stand where they stood."""

    id: str
    range: TextRange | None
    words: str
    category: str | None
    note: str
    tags: tuple[str, ...]
    annotator: str
    saved: bool
    state: str = ""


def _line(text: str) -> str:
    return " ".join(clean(text.replace("\n", " ").replace("\t", " ")).split())


def excerpt(text: str, cells: int) -> str:
    """Text on one line, cut at a word to fit a number of cells."""
    line = _line(text[: cells * 8])
    if cell_len(line) <= cells:
        return line
    kept = ""
    for word in line.split(" "):
        if cell_len(kept) + cell_len(word) + 2 > cells:
            break
        kept = f"{kept} {word}".strip()
    return f"{kept or line[: max(1, cells - 1)]}…"


def _ends(left: Content, right: Content, room: int) -> Content:
    """Two pieces at both ends of a line of `room` cells."""
    blank = room - cell_len(left.plain) - cell_len(right.plain)
    return Content.assemble(left, " " * max(0, blank), right)


def outline_items(briefing: Briefing, marks: Sequence[MarkView], room: int) -> list[Item]:
    """The headline, the size of the text, and each section with the number of marks in it."""
    text = briefing.document.text
    items = []
    if briefing.headline:
        title = Content.styled(excerpt(briefing.headline.of(text), room * 3), "bold $primary")
        items.append(Item(title, briefing.headline.start, "headline"))
    starts = [section.range.start for section in briefing.sections]
    counts = [0] * len(starts)
    for mark in marks:
        if mark.range and starts:
            counts[max(0, bisect_right(starts, mark.range.start) - 1)] += 1
    for index, section in enumerate(briefing.sections):
        offset = section.range.start
        if section.heading is None and briefing.headline and offset <= briefing.headline.start:
            offset = next((b.range.start for b in briefing.blocks if b.section == 0 and b.role not in _TOP), offset)
        items.append(Item(_section(section, text, counts[index], room), offset, f"section-{index}"))
    return items


_TOP = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BYLINE})


def _section(section: Section, text: str, count: int, room: int) -> Content:
    name = section.heading.of(text) if section.heading else "Lead"
    right = Content.styled(f" {count}●" if count > 1 else " ●" if count else "", "$accent")
    sign = "┊ " if section.background else "  "
    style = "$foreground 66%" if section.background else ""
    return _ends(Content.styled(sign + excerpt(name, room - 2 - len(right.plain)), style), right, room)


def outline_summary(briefing: Briefing) -> str:
    """How many sections the text has and how long it takes to read: "5 · 2 min"."""
    minutes = max(1, round(briefing.document.text.count(" ") / _WORDS_A_MINUTE))
    return f"{len(briefing.sections)} · {minutes} min"


def quote_items(briefing: Briefing, room: int) -> list[Item]:
    """Each quotation with its speaker and what kind of source that is."""
    text = briefing.document.text
    return [_quotation(index, quotation, text, room) for index, quotation in enumerate(briefing.quotations)]


def _quotation(index: int, quotation: Quotation, text: str, room: int) -> Item:
    words = excerpt(quotation.range.of(text), room * 3 - 4)
    if quotation.kind is QuotationKind.PULL:
        words = f"▎{words}"
    speaker = quotation.speaker
    who = excerpt(speaker.range.of(text), room - 4) if speaker else "nobody named"
    if speaker and speaker.refers_to:
        who = f"{who} ({excerpt(speaker.refers_to.of(text), room - 6)})"
    doubt = f" {DOUBTFUL}" if quotation.reason.confidence < SURE else ""
    kind = quotation.source_class.value
    style = "$warning" if kind in {"anonymous", "unattributed"} else "$foreground 66%"
    content = Content.assemble((words, "$secondary"), "\n  ", (who, "bold"), "\n  ", (f"{kind}{doubt}", style))
    return Item(content, quotation.range.start, f"quotation-{index}")


def background_items(briefing: Briefing, room: int) -> list[Item]:
    """Each background section by its heading, and each background sentence by its words."""
    return [_background(index, found, briefing, room) for index, found in enumerate(briefing.background)]


def _background(index: int, background: Background, briefing: Briefing, room: int) -> Item:
    text = briefing.document.text
    heading = next(
        (s.heading for s in briefing.sections if s.heading and s.range.start == background.range.start), None
    )
    doubt = f" {DOUBTFUL}" if background.reason.confidence < SURE else ""
    if background.level.value == "section" and heading:
        words = Content.styled(excerpt(heading.of(text), room * 2 - 4), "bold")
    else:
        words = Content(excerpt(background.range.of(text), room * 3 - 6))
    content = Content.assemble(("┊ ", "$foreground 66%"), words, (doubt, "$warning"))
    return Item(content, background.range.start, f"background-{index}")


def mark_items(marks: Iterable[MarkView], room: int) -> list[Item]:
    """Each mark with its sign, its words, and its note."""
    return [_mark(mark, room) for mark in marks]


def legend() -> Content:
    """The categories with their keys and signs."""
    rows = [Content.assemble(f"{look.key} ", (f"{look.sign} ", look.ink), look.name) for look in CATEGORY_LOOKS]
    return Content("\n").join([Content(""), *rows])


def _mark(mark: MarkView, room: int) -> Item:
    look = look_of(mark.category)
    first = Content.assemble((f"{look.sign} ", look.ink), excerpt(mark.words, room * 2 - 4))
    parts: list[Content | tuple[str, str]] = [first]
    if mark.note:
        parts.append((f"\n  ✎ {excerpt(mark.note, room * 2 - 6)}", "italic"))
    said = [f"#{clean(tag)}" for tag in mark.tags]
    if mark.state:
        said.append(mark.state)
    if said:
        parts.append((f"\n  {excerpt(' '.join(said), room - 2)}", "$foreground 66%"))
    if not mark.saved:
        parts.append(("\n  not saved yet", "$warning"))
    return Item(Content.assemble(*parts), mark.range.start if mark.range else None, mark.id)
