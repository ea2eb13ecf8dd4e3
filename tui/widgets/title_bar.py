"""The title bar: whose text this is, its marking, how many marks it has, and how far the caret is."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive

from content.wording import counted
from tui.render.clean import clean
from tui.widgets.line import Line

_TLP_INK = {"TLP:RED": "#ff2b2b", "TLP:AMBER": "#ffc000", "TLP:AMBER+STRICT": "#ffc000", "TLP:GREEN": "#33ff00"}


class Title(NamedTuple):
    """What the title bar says; `marks` is None while they are being read, and `progress` is in per cent."""

    headline: str
    marking: str | None = None
    marks: int | None = None
    unsaved: int = 0
    newer: bool = False
    lost: int = 0
    progress: int = 0


class TitleBar(Line):
    """Says what is known of the briefing."""

    title: reactive[Title] = reactive(Title(""), repaint=False)

    def watch_title(self, title: Title) -> None:
        """Shows what is known now."""
        headline = Content.styled(" " + clean(" ".join(title.headline.split())), "bold")
        if title.marks is None:
            self.show(headline)
            return
        right: list[str | tuple[str, str]] = []
        if title.marking:
            ink = _TLP_INK.get(title.marking, "#ffffff")
            right.append((f" {clean(title.marking)} ", f"bold {ink} on #000000"))
        right.append(f"  {counted(title.marks, 'mark')}")
        if title.unsaved:
            right.append((f", {title.unsaved} not saved", "bold $warning"))
        if title.newer:
            right.append((", changed on disk", "bold $warning"))
        if title.lost:
            right.append((f", {title.lost} without a place", "bold $warning"))
        right.append(f"   {title.progress:>3} % ")
        self.show(headline, Content.assemble(*right))
