"""The recent briefings, to open one again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from content.wording import counted
from tui.render.clean import displayed
from tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class LibraryScreen(Screen[None]):
    """Lists (source, title, when) of briefings: first as many as were `named`, then the recent ones, newest first.

    `leave` says what leaving does, `at` which row is chosen at first.
    """

    CSS_PATH = "../styles/reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", "Back", show=False),
        Binding("L", "back_to_text", show=False),
        Binding("j", "cursor(1)", show=False),
        Binding("k", "cursor(-1)", show=False),
    ]

    class Left(Message):
        """The reader left without choosing."""

    class Opened(Message):
        """The reader chose a briefing."""

        def __init__(self, library: LibraryScreen, source: str) -> None:
            super().__init__()
            self.library, self.source = library, source

    def __init__(self, recent: Sequence[tuple[str, str, str]], *, leave: str, named: int = 0, at: int = 0) -> None:
        super().__init__()
        self._named = named
        self._at = at
        self._leave = leave
        self.left = False  # whether the list has been closed
        self._recent = list(recent)

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield Line(id="title")
        rows = [Option(_prompt(*row)) for row in self._recent]
        empty = Option(Content("Briefings that you open will be listed here."), disabled=True)
        yield OptionList(*(rows or [empty]), markup=False)
        yield Line(id="footer")

    def on_mount(self) -> None:
        """Says what this is and which keys there are."""
        what = f"{counted(self._named, 'briefing')}, then the recent ones" if self._named else "recent briefings"
        self.query_one("#title", Line).show(Content.styled(f" Briefmark: {what}", "bold"))
        keys = Content.assemble((" Enter", "bold $primary"), " open   ", ("q", "bold $primary"), f" {self._leave}   ")
        self.query_one("#footer", Line).show(keys, Content("briefmark FILE opens a new one "))
        self.query_one(OptionList).highlighted = self._at

    def on_unmount(self) -> None:
        """Nobody sees it any longer."""
        self.left = True

    def action_back(self) -> None:
        """Goes back to the text that was open; without one, quits."""
        self.post_message(self.Left())

    def action_back_to_text(self) -> None:
        """Goes back to the text that was open, if there is one."""
        if self._leave != "quit":
            self.action_back()

    def tell(self, row: tuple[str, str, str]) -> None:
        """Shows what is now known of a briefing in the list."""
        at = next((at for at, known in enumerate(self._recent) if known[0] == row[0]), None)
        if at is None:
            return
        self._recent[at] = row
        for rows in self.query(OptionList):  # none before the screen is there
            rows.replace_option_prompt_at_index(at, _prompt(*row))

    def action_cursor(self, step: int) -> None:
        """Moves in the list."""
        rows = self.query_one(OptionList)
        (rows.action_cursor_down if step > 0 else rows.action_cursor_up)()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Opens the chosen one."""
        self.post_message(self.Opened(self, self._recent[event.option_index][0]))

    def say(self, words: str, *, warning: bool = True) -> None:
        """Shows a sentence in the footer."""
        style = "bold $warning" if warning else ""
        self.query_one("#footer", Line).show(Content.assemble(" ", displayed(words, style)), whole=True)


def _prompt(source: str, title: str, when: str) -> Content:
    return Content.assemble(
        displayed(title, "bold"), "\n", displayed(source, "$foreground 66%"), "   ", displayed(when), "\n"
    )
