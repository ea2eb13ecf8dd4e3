"""What a feature of the reader may ask of its screen, and what it offers in return."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections import deque

    from textual.app import App
    from textual.content import Content
    from textual.timer import Timer
    from textual.widget import Widget

    from content.structure.model import Briefing
    from tui.render.shown_marks import ShownMarks
    from tui.screens.reader.looking import Looking
    from tui.screens.reader.mode import Mode
    from tui.screens.reader.painting import Painting
    from tui.screens.reader.pressing import Pressing
    from tui.theme import Looks
    from tui.widgets.reading_view import ReadingView

Commands: TypeAlias = Mapping[str, Callable[[], object]]  # what a feature does, by the ids of `tui.keys`


class Reader(Protocol):
    """The screen as its features know it."""

    view: ReadingView
    mode: Mode
    briefing: Briefing | None  # the structure, as far as it is known
    marks: ShownMarks  # those that are shown
    marking: str | None  # the TLP label that was given; it goes before the text's own
    pictures: str  # the setting: what they are drawn with
    newer: bool  # whether the briefing was changed on disk since it was read
    keys: Mapping[str, Sequence[str]]  # in force, by the command's id
    pressing: Pressing  # for a command that needs the next key
    painting: Painting  # for what has to wait until no key comes
    looking: Looking  # where the reader was before going to a pane
    said: deque[Content]  # the last sentences of the footer
    looks: Looks  # of the categories that the briefing is marked with

    @property
    def app(self) -> App[object]:
        """The application, for dialogs and for coming back from a thread."""

    @property
    def focused(self) -> Widget | None:
        """What has the focus."""

    def say(self, words: str | Content, *, warning: bool = False, lasting: bool = False) -> None:
        """Shows a sentence for a few seconds; a warning, or what has to last, longer."""

    def keys_for(self, ids: Sequence[str], words: Mapping[str, str] | None = None) -> Content:
        """Keys with what they do, in one row."""

    def tried(self, step: str) -> None:
        """Ticks a step of the first start's hint."""

    def action_command(self, id: str) -> None:
        """Does what a command does."""

    def show_lines(self) -> None:
        """Brings title and footer up to date."""

    def follow_caret(self) -> None:
        """Updates what follows the caret: the panes, and the mark that keys act on."""

    def share_out(self, width: int | None = None) -> None:
        """Shares the screen out between the text and the panes."""

    def to_text(self) -> None:
        """Gives the focus to the text."""

    def to_pane(self, pane: Widget) -> None:
        """Gives the focus to a pane."""

    def run_worker(
        self,
        work: Callable[[], object] | Coroutine[Any, Any, object],
        *,
        thread: bool = ...,
        group: str = ...,
        exit_on_error: bool = ...,
    ) -> object:
        """Does something off the screen's thread."""

    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer:
        """Calls something later."""

    def set_interval(self, interval: float, callback: Callable[[], object]) -> Timer:
        """Calls something repeatedly."""
