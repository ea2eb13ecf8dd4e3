"""The reader: everything that one open briefing needs, with its keys and what they do where the caret is."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from tui.keys import COMMANDS, key_list
from tui.render import items
from tui.render.clean import clean
from tui.screens.paned import Paned
from tui.theme import look_of
from tui.widgets.pane import Pane


class ReaderScreen(Paned, inherit_bindings=False):
    """Everything that one open briefing needs."""

    AUTO_FOCUS = "#reading"
    CSS_PATH = "../styles/reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the widgets: of keys that come all at once each acts before the next is looked at.
        Binding(key_list(command.keys), command.action, command.words, show=False, id=command.id, priority=True)
        for command in COMMANDS
    ]

    def on_mount(self) -> None:
        """Shows what is known, and begins to follow others."""
        self._arrange(self.app.size.width)
        self._fill()
        self.show_marks()
        if self.briefing is None:
            self.read_structure()
        self.call_after_refresh(self._greet)
        self.begin_following()

    def _greet(self) -> None:
        """What the reader has to know before anything else; the last sentence stands."""
        if self.session.place:
            self.say(self.session.place)
        elif self.view.caret == self.session.resumed_at > 0:
            keys = self.keys_for(["move.top"], {"move.top": "goes to the start"})
            self.say(Content.assemble("Here you stopped reading.   ", keys))
        self._offer_drafts()
        self.greet_changes()
        for sentence in (*self.session.document.warnings, *self.session.warnings):
            self.say(sentence, warning=True)

    def _offer_drafts(self) -> None:
        drafts = self.session.drafts
        mark = next((mark for mark in self.marks if mark.id in drafts and mark.range), None)
        if mark and mark.range:
            self._chosen = mark.id
            self.view.go(mark.range.start)
            self.say(
                Content.assemble("A note here was not finished.   ", self.keys_for(["note"], {"note": "opens it"}))
            )

    def say_waiting(self, others: int) -> None:
        """Says that so many more briefings were named, and where they are."""
        words = "Another briefing waits.   " if others == 1 else f"{others} more briefings wait.   "
        self.say(Content.assemble(words, self.keys_for(["library"], {"library": "recent briefings"})))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaves to the search line all keys but those that leave it, and to a pane those that move in it."""
        if isinstance(self.focused, Input):
            return action == "leave"
        if isinstance(self.focused, Pane):
            return action not in {"move", "apply_ends"}
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Ends what was begun last: a pane, the search, the selection. Never quits."""
        if isinstance(self.focused, Pane):
            self._to_text()
        elif not self.end_search():
            self._moving = None
            self._hint_left.clear()
            self.view.clear_selection()
            self.show_footer()

    # Footer

    def footer(self) -> Content:
        """The keys that matter at the caret."""
        if isinstance(self.focused, Pane):
            own = {"quotes": ["pane.order", "pane.filter"], "background": ["pane.order", "timeline"]}
            return Content.assemble(
                ("↑ ↓", "bold $primary"),
                " move   ",
                ("Enter", "bold $primary"),
                " go there   ",
                self.keys_for([*own.get(self.focused.id or "", []), "leave"], {"leave": "text"}),
            )
        view, mark = self.view, self.mark_at_caret()
        if view.selecting or view.selection is not None:
            if self._moving:
                said = {"select.start": "from the caret", "select.apply": "keep these ends"}
                return self.keys_for(["select.apply", "select.swap", "select.start", "leave"], said)
            return self.keys_for(["mark", "note", "mark.legend", "select.widen", "leave", "copy"], self._mark_words())
        if not view.page.text.strip():
            keys = self.keys_for(["library", "quit"], {"library": "recent briefings"})
            return Content.assemble("This briefing is empty.   ", keys)
        if mark is None:
            ids = ["select.start", "mark", "note", "search", "pane.marks"]
            return self.keys_for(ids, self._mark_words())
        look = look_of(mark.category)
        here = self.here()
        others = len(here) - 1
        name = Content.styled(f"{look.sign} {clean(mark.category or 'mark')}   ", look.ink)
        ids = [*(["mark.other"] if others else []), "note", "mark.legend", "select.start", "mark.delete"]
        words = {
            "mark.other": f"{here.index(mark.id) + 1} of {others + 1}",
            "select.start": "ends",
            "mark.legend": "category",
        }
        note = (
            Content(f"✎ {items.excerpt(mark.note, 60)}   ") if mark.note and not self.has_class("wide") else Content("")
        )
        return Content.assemble(name, self.keys_for(ids, words), note)

    def _mark_words(self) -> dict[str, str]:
        return {"mark": f"mark as {look_of(self.category).sign} {self.category}"}

    # Dialogs

    def action_help(self) -> None:
        """Shows all keys."""
        from tui.screens.help import HelpDialog

        self.app.push_screen(HelpDialog(self.keys))
