"""The title bar's row: whose text this is, its marking and kind, how many marks it has, and how far the caret is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.wording import counted
from tui.render.cells import elided
from tui.render.clean import clean
from tui.render.fitted import on_one_line

if TYPE_CHECKING:
    from content.structure.model import Briefing

_TLP_INK = {"TLP:RED": "#ff2b2b", "TLP:AMBER": "#ffc000", "TLP:AMBER+STRICT": "#ffc000", "TLP:GREEN": "#33ff00"}
_EMBARGO_INK = "#ffc000"
_LEAST = 24  # cells of an embargo


def headline_row(headline: str, place: str = "") -> Content:
    """The left side; `place` is that in the queue."""
    queue = (f" {place} ", "bold $primary") if place else ""
    return Content.assemble(queue, (" " + on_one_line(headline), "bold"))


def kind_words(briefing: Briefing) -> str:
    """What sort of briefing it is, with the number of its parts: "digest · 12 stories"; nothing for an article."""
    if briefing.kind == "article":  # the name: the first paint loads no structure
        return ""
    parts = (
        (briefing.turns, "turn", "turns"),
        (briefing.stories, "story", "stories"),
        (briefing.entries, "entry", "entries"),
        (briefing.figures, "figure", "figures"),
    )
    found = next((counted(len(part), one, several) for part, one, several in parts if part), "")
    return " · ".join(filter(None, (briefing.kind.value, found)))


def stamp_row(marking: str | None, embargo: str | None, width: int) -> Content:
    """What every screen must carry: the TLP label and the embargo, cut so that the headline keeps some room."""
    most = max(_LEAST, width * 3 // 8)
    inks = ((marking, _TLP_INK.get(marking or "", "#ffffff")), (embargo, _EMBARGO_INK))
    return Content.assemble(
        *((f" {elided(clean(words), most)} ", f"bold {ink} on #000000") for words, ink in inks if words)
    )


def marks_row(  # noqa: PLR0913 - each is a word of the row, all but three by name
    stamp: Content,
    kind: str,
    marks: int,
    *,
    unsaved: int,
    waiting: int,
    away: bool,
    newer: bool,
    lost: int,
    progress: int,
) -> Content:
    """The right side; `waiting` changes are for a board, `lost` marks have no place, and `progress` is in per cent."""
    parts: list[str | Content | tuple[str, str]] = [stamp]
    if kind:
        parts.append((f"  {clean(kind)} ", "$foreground 66%"))
    parts.append(f"  {counted(marks, 'mark')}")
    if unsaved:
        parts.append((f", {unsaved} not saved", "bold $warning"))
    if waiting:
        parts.append((f", {waiting} waiting", "bold $warning"))
    if away:
        parts.append((", board away", "bold $warning"))
    if newer:
        parts.append((", changed on disk", "bold $warning"))
    if lost:
        parts.append((f", {lost} without a place", "bold $warning"))
    parts.append(f"   {progress:>3} % ")
    return Content.assemble(*parts)
