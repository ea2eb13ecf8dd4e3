"""All keys in force, grouped by purpose."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys import COMMANDS, MOVES, Command, shown_key
from tui.render.clean import clean
from tui.render.paint import FOLDED, NOTED
from tui.screens.dialog import Dialog
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from tui.theme import Looks

_KEYS_WIDTH = 16
_LEAST_ROOM = 12  # cells for words; with fewer, a whole line wraps as it is
_ORDER = ("Mark", "Select", "Panes", "Structure", "Find", "Review", "Files", "Queue", "Move", "Briefmark")


_SIGNS = (
    (DOUBTFUL, "doubtful: less than 80 % sure; r says why"),
    ("┊", "background: history or context, not the current event"),
    ("▎", "a quote that stands by itself"),
    ("?  →  ·", "in the list of turns: question, answer, procedure"),
    ("U  U/", "portion marking of the paragraph: its level; with a slash, more than the level"),
    (NOTED, "the mark has a note"),
    (FOLDED, "lines that are folded: go there, or unfold them with their key"),
    ("●", "marks in this section"),
)


class HelpDialog(Dialog[str]):
    """Lists the commands with their keys as they are now, and the categories; its result is a command to go on with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark", "leave", show=False),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
        Binding("space", "scroll('page_down')", show=False),
        Binding("backspace", "scroll('page_up')", show=False),
        Binding("g", "scroll('home')", show=False),
        Binding("G", "scroll('end')", show=False),
        Binding("t", "begin_tutorial", show=False),
    ]

    def action_scroll(self, where: str) -> None:
        """Scrolls the page."""
        getattr(self.query_one(VerticalScroll), f"scroll_{where}")(animate=False)

    def action_begin_tutorial(self) -> None:
        """Closes the page; the tutorial follows."""
        self.dismiss("tutorial")

    def __init__(self, keys: Mapping[str, Sequence[str]], looks: Looks) -> None:
        super().__init__("Keys", "↑ ↓ scroll · t tutorial · Esc or q close")
        self._keys_in_force, self._looks = keys, looks

    def body(self) -> ComposeResult:
        """One long page that scrolls."""
        with VerticalScroll():
            yield Static()

    def on_resize(self) -> None:
        """Wraps the lines to fit."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        lines = (_wrapped(line, width) for line in self._lines())
        self.query_one(VerticalScroll).query_one(Static).update(Content("\n").join(lines))

    def _lines(self) -> list[Content]:
        lines = [_row("t", "here: the tutorial, to learn by doing in three minutes"), Content("")]
        order = sorted(COMMANDS, key=lambda command: _ORDER.index(command.group))
        for group, commands in groupby(order, key=lambda command: command.group):
            lines.append(Content.styled(group, "bold $primary"))
            lines.extend(map(self._line, filter(_has_a_line, commands)))
            if group == "Mark":
                lines.extend(self._categories())
            if group == "Select":
                lines.append(_row("Shift+arrows", "select on the way; also with Home, End and the page keys"))
            lines.append(Content(""))
        return [*lines, Content.styled("Signs", "bold $primary"), *(_row(sign, words) for sign, words in _SIGNS)]

    def _line(self, command: Command) -> Content:
        return _row("  ".join(map(shown_key, self._keys_in_force[command.id])) or "no key", command.words)

    def _categories(self) -> list[Content]:
        lines = [_row("1 to 9", "mark in that category, or change the mark's:")]
        lines += [
            Content.assemble(
                " " * (_KEYS_WIDTH + 2), (f"{look.key or ' '} {clean(look.sign)} ", look.ink), clean(look.name)
            )
            for look in self._looks.known
        ]
        return lines


def _row(keys: str, words: str) -> Content:
    return Content.assemble((f"  {keys:<{_KEYS_WIDTH}}", "bold"), words)


def _wrapped(line: Content, width: int) -> Content:
    """A line in as many rows as it needs, the later ones under the words and not under the keys."""
    room = width - _KEYS_WIDTH - 2
    if line.cell_length <= width or room < _LEAST_ROOM:
        return line
    keys, words = line[: _KEYS_WIDTH + 2], line[_KEYS_WIDTH + 2 :]
    first, *rest = words.wrap(room)
    return Content("\n").join([keys + first, *(Content(" " * (_KEYS_WIDTH + 2)) + row for row in rest)])


def _has_a_line(command: Command) -> bool:
    """The nine categories and the Shift keys have one line together."""
    return not command.id.removeprefix("mark.").isdigit() and not MOVES.get(command.id, ("", False))[1]
