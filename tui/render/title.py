"""The title bar's row: whose text this is, its marking, how many marks it has, and how far the caret is."""

from __future__ import annotations

from textual.content import Content

from content.wording import counted
from tui.render.clean import clean

_TLP_INK = {"TLP:RED": "#ff2b2b", "TLP:AMBER": "#ffc000", "TLP:AMBER+STRICT": "#ffc000", "TLP:GREEN": "#33ff00"}


def headline_row(headline: str) -> Content:
    """The left side."""
    return Content.styled(" " + clean(" ".join(headline.split())), "bold")


def marks_row(  # noqa: PLR0913 - each is a word of the row, all but two by name
    marking: str | None, marks: int, *, unsaved: int, newer: bool, lost: int, progress: int
) -> Content:
    """The right side; `lost` marks have no place, and `progress` is in per cent."""
    parts: list[str | tuple[str, str]] = []
    if marking:
        ink = _TLP_INK.get(marking, "#ffffff")
        parts.append((f" {clean(marking)} ", f"bold {ink} on #000000"))
    parts.append(f"  {counted(marks, 'mark')}")
    if unsaved:
        parts.append((f", {unsaved} not saved", "bold $warning"))
    if newer:
        parts.append((", changed on disk", "bold $warning"))
    if lost:
        parts.append((f", {lost} without a place", "bold $warning"))
    parts.append(f"   {progress:>3} % ")
    return Content.assemble(*parts)
