"""A briefing's structure for a terminal: the same words as `show --text`, in colour and wrapped."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from content.export.lists import lists_of
from content.structure.model import Briefing, Role
from tui.render.clean import rich_text

_STYLES = {
    Role.HEADLINE: "bold underline",
    Role.STANDFIRST: "italic",
    Role.BYLINE: "dim",
    Role.HEADING: "bold cyan",
    Role.QUOTE: "italic green",
    Role.ATTRIBUTION: "green",
    Role.CAPTION: "dim",
    Role.OTHER: "dim",
}
_SET_IN = frozenset({Role.QUOTE, Role.ATTRIBUTION, Role.LIST_ITEM})


def rendered(briefing: Briefing) -> RenderableType:
    """Everything that `show` says about a briefing, with all words from outside cleaned."""
    shown: list[RenderableType] = [_marking(briefing)] if briefing.stamp else []
    last: Role | None = None
    for block in briefing.blocks:
        words = rich_text(block.range.of(briefing.document.text), _STYLES.get(block.role, ""))
        if block.role is Role.ATTRIBUTION:
            dashed = words.plain.lstrip().startswith(("-", "–", "—"))
            words = words if dashed else Text.assemble(("— ", "green"), words)
        if block.role is Role.HEADING and briefing.sections[block.section].background:
            words = Text.assemble(words, ("  [background]", "yellow"))
        together = block.role is last is Role.LIST_ITEM or (last is Role.QUOTE and block.role is Role.ATTRIBUTION)
        if shown and not together:
            shown.append(Text())
        shown.append(Padding(words, (0, 0, 0, 4)) if block.role in _SET_IN else words)
        last = block.role
    if not briefing.blocks:
        shown.append(rich_text(briefing.document.text.strip("\n")))
    for title, lines in lists_of(briefing):
        shown += [Text(), Text(title, style="bold magenta")]
        shown += (Padding(rich_text(f"• {' '.join(line.split())}"), (0, 0, 0, 2)) for line in lines)
    if briefing.stamp:
        shown += [Text(), _marking(briefing)]
    return Group(*shown)


def _marking(briefing: Briefing) -> Text:
    return rich_text(briefing.stamp or "", "bold reverse")
