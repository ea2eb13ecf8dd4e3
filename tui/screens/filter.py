"""A line in which the reader types which marks the pane lists; the pane follows while they type."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from content.wording import counted
from tui.render.clean import clean
from tui.render.items import ends
from tui.render.mark_list import completions, offered
from tui.screens.dialog import Dialog
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.widgets import Input

    from tui.render.mark_list import Named

_MOST = 6  # completions in view
_ROOM = 52  # cells of a completion with its number


class MarkFilter(Dialog[str], inherit_bindings=False):
    """Asks for words, #tags, @annotators and categories, and completes them; Esc leaves the list as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]

    def __init__(self, marks: Iterable[Named], before: str, listed: Callable[[str], object], *, at: str) -> None:
        """`before` is on the line, and `listed` is called with each change of it.

        `at` is "top" or "bottom", where no list is covered.
        """
        super().__init__("List only marks with …", "Tab completes · Enter done · Esc as before")
        self.add_class(f"at-{at}")
        self._offered, self._before, self._listed = offered(marks), before, listed

    def body(self) -> ComposeResult:
        """The line, and under it what it can become."""
        said = "words, #tag, @annotator or category:name; several narrow the list"
        yield Static(Content(said), classes="quiet")
        line = LineInput(f"{self._before} ".lstrip())
        line.select_on_focus = False  # what is looked for is added to
        yield line
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Offers everything that marks have."""
        self.query_one(OptionList).can_focus = False
        self._offer()

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def _word(self) -> str:
        """The word that is being typed: the last one, with its blanks where it stands in quotation marks."""
        value = self._line.value
        if value.count('"') % 2:
            value, _, quoted = value.rpartition('"')
            return f'{value.rpartition(" ")[2]}"{quoted}'
        return value.rpartition(" ")[2] if not value.endswith('"') else ""

    def _offer(self) -> None:
        """Lists what the word can become, unless it is that already."""
        options, word = self.query_one(OptionList), self._word
        found = [one for one in completions(self._offered, word) if one.typed != word][:_MOST]
        rows = [
            Option(ends(Content(clean(one.typed)), Content(counted(one.marks, "mark")), _ROOM), id=one.typed)
            for one in found
        ]
        options.clear_options()
        options.add_options(rows)
        options.display = bool(rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists the marks that are looked for now."""
        event.stop()
        self._listed(event.value)
        self._offer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Takes the highlighted completion; where none is, ends with what was typed."""
        event.stop()
        if self.query_one(OptionList).highlighted is None:
            self.dismiss(event.value)
        else:
            self.action_complete()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes the completion that was clicked."""
        event.stop()
        self._take(event.option_id or "")

    def action_step(self, step: int) -> None:
        """Highlights the next or previous completion; before the first, none."""
        options = self.query_one(OptionList)
        at = -1 if options.highlighted is None else options.highlighted
        following = at + step
        options.highlighted = min(following, options.option_count - 1) if following >= 0 else None

    def action_complete(self) -> None:
        """Takes the highlighted completion, or the first."""
        options = self.query_one(OptionList)
        if options.option_count:
            self._take(options.get_option_at_index(options.highlighted or 0).id or "")

    def _take(self, typed: str) -> None:
        value = self._line.value
        self._line.value = f"{value[: len(value) - len(self._word)]}{typed} "
        self._line.cursor_position = len(self._line.value)

    def action_leave(self) -> None:
        """Lists what was listed before."""
        self._listed(self._before)
        self.dismiss(None)
