"""The categories to mark in, with their definitions: chosen by key, or by name as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.render.clean import clean
from tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.theme import CategoryLook

_LONGEST = 60  # characters of a name
_UNDEFINED = "The codebook does not define it."


class CategoryChoice(Dialog[str]):
    """Asks for a category: a digit is the key of one, letters find names, and the highlighted one is explained."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("backspace", "shorten", show=False)]

    def __init__(self, looks: Sequence[CategoryLook], current: str | None) -> None:
        super().__init__("Mark as", "")
        self._looks, self._current = looks, current
        self._typed = ""

    def body(self) -> ComposeResult:
        """The list, and below it what the highlighted category means."""
        yield OptionList(markup=False)
        yield Static(Content(""), id="definition", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Begins at the current category."""
        self._fill()

    @property
    def _found(self) -> list[CategoryLook]:
        """Those whose name has what was typed, first those that begin with it."""
        typed = self._typed.casefold()
        found = [look for look in self._looks if typed in look.name.casefold()]
        return sorted(found, key=lambda look: bool(typed) and not look.name.casefold().startswith(typed))

    def _fill(self) -> None:
        found = self._found
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_row(look), id=look.name) for look in found])
        names = [look.name for look in found]
        options.highlighted = None if not names else 0
        if not self._typed and self._current in names:
            options.highlighted = names.index(self._current)
        box = self.query_one("#box")
        box.border_title = Content(f"Mark as: {clean(self._typed)}" if self._typed else "Mark as")
        box.border_subtitle = Content("type to find · Enter choose · Esc leave")
        if not found:
            self._explain("No category is called so. Backspace takes a letter back.")

    def _explain(self, words: str) -> None:
        self.query_one("#definition", Static).update(Content(clean(words)))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Says what the highlighted category means."""
        look = next(look for look in self._looks if look.name == event.option_id)
        self._explain(look.definition or _UNDEFINED)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the category that has it as its key; other characters are part of a name."""
        letter = event.character
        if self._early.waiting or letter is None or not letter.isprintable() or event.key == "enter":
            super().on_key(event)
            return
        event.stop()
        chosen = next((look.name for look in self._looks if look.key == letter), None)
        if chosen is not None and not self._typed:
            self.dismiss(chosen)
            return
        self._typed = (self._typed + letter).lstrip()[:_LONGEST]
        self._fill()

    def action_shorten(self) -> None:
        """Takes back the last letter."""
        self._typed = self._typed[:-1]
        self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ends with the highlighted category."""
        self.dismiss(event.option_id)


def _row(look: CategoryLook) -> Content:
    key = (f"{look.key:>2}  ", "bold $primary")
    return Content.assemble(key, (f" {clean(look.sign)} ", look.ink), (clean(look.name), look.line))
