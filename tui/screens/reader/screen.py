"""The reader: one open briefing, first its text, and everything else once its session is open."""

from __future__ import annotations

import gc
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui.graphics import AUTO
from tui.render.clean import clean
from tui.render.composed import RowCompositor
from tui.render.key_row import key_row
from tui.render.opening import first_line
from tui.render.page import bare_page
from tui.render.room import NOT_DRAGGED, ROOMS, margins, room_for
from tui.render.shown_marks import ShownMarks
from tui.render.title import headline_row, kind_words, marks_row, stamp_row
from tui.screens.early import EarlyKeys
from tui.screens.reader import moving
from tui.screens.reader.looking import Looking
from tui.screens.reader.mode import Mode, Plain, Searching, seen
from tui.screens.reader.painting import Painting
from tui.screens.reader.pressing import Pressing
from tui.served import off
from tui.theme import BUILT_IN_LOOKS, looks_of
from tui.widgets.footer import Footer
from tui.widgets.lesson import LessonLines
from tui.widgets.line import Line
from tui.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from content.document.model import Document
    from content.session import Session
    from content.structure.model import Briefing
    from tui.screens.reader.feature import Commands
    from tui.screens.reader.features import Features
    from tui.widgets.pane import Pane
    from tui.widgets.search_line import SearchLine

_STYLES = Path(__file__).parents[2] / "styles" / "reader.tcss"
# Commands that say themselves when something came of them.
_SAID_WHEN_DONE = frozenset({"mark", "note", "search"})

_SAID = 50  # sentences of the footer that are kept


def _beside(columns: tuple[int, int]) -> tuple[int, int, int, int]:
    """The margin that leaves panes their columns left and right."""
    left, right = columns
    return 0, right, 0, left


class ReaderScreen(Screen[None], inherit_bindings=False):
    """Shows a document, and with its session everything that can be read and done."""

    AUTO_FOCUS = ""  # the first paint has no caret; the text gets the focus with the session
    session: reactive[Session | None] = reactive(None, repaint=False, init=False)
    briefing: reactive[Briefing | None] = reactive(None, repaint=False, init=False)
    marks: reactive[ShownMarks] = reactive(ShownMarks(), repaint=False, init=False)
    mode: reactive[Mode] = reactive(Plain.READING, repaint=False, init=False)
    newer: reactive[bool] = reactive(default=False, repaint=False, init=False)

    def __init__(  # noqa: PLR0913 - what is known about a briefing before its session, by name
        self,
        document: Document,
        keys: Mapping[str, Sequence[str]],
        commands: Commands,
        *,
        session: Session | None = None,
        offset: int = 0,
        width: int = 0,
        marking: str | None = None,
        pictures: str = AUTO,
        hint: bool = False,
        others: int = 0,
        place: str = "",
        told: str = "",
        noticed: bool = False,
        lesson: bool = False,
    ) -> None:
        """`keys` are those in force and `commands` the application's own, by id.

        `others` wait in the queue, of which `place` is this one's; `told` is said before all else; `noticed` says
        that the notices of the text's source were told before. `lesson` shows the tutorial's steps above the text.
        """
        super().__init__(classes=" ".join([*room_for(width), *(["opening"] if session is None else [])]))
        self.keys, self.looks = keys, BUILT_IN_LOOKS
        self.view = ReadingView(bare_page(document), offset=offset, id="reading")
        self.view.styles.margin = _beside(margins(width))
        self.view.scrolled = self.on_text_view_moved
        self.looking = Looking(self.view)
        self.said: deque[Content] = deque(maxlen=_SAID)
        self.features: Features | None = None
        self.marking, self.pictures = marking, pictures
        self._document, self._hint, self._others = document, hint, others
        self._queue_place, self._told, self._noticed = place, told, noticed
        self._commands: Commands = {**moving.commands(self.view), **commands}
        self._known = session
        self._equipped: Features | None = None  # with the session that was known from the start
        self._lesson = LessonLines(keys) if lesson else None
        self.early = EarlyKeys()
        self._compositor = RowCompositor()
        self.painting = Painting(self)
        self._followed = 0  # moves of the caret that title, footer and panes have followed
        self.pressing = Pressing(self, keys)
        for key in self.pressing.keys:
            # Before the widgets: of keys that come all at once, each takes effect before the next is handled.
            self._bindings.bind(key, f"press('{key}')", priority=True)

    def compose(self) -> ComposeResult:
        """The text between title bar and footer."""
        yield Line(id="title")
        if self._lesson is not None:
            yield self._lesson
        if self._known is not None:
            self._equipped = _equipped(self, self._known, hint=self._hint)
        features = self._equipped
        with Widget(id="body"):
            if features is not None:
                yield features.side_panes
            yield self.view
        if features is not None:
            yield features.search_line
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Says whose text this is."""
        self.query_one("#title", Line).show(headline_row(first_line(self._document), self._queue_place))
        self.session = self._known

    # The session

    async def watch_session(self, session: Session) -> None:
        """Shows around the text all that the session knows, and replays the keys that came too early."""
        session.remember(self.view.caret)
        features = self._equipped or _equipped(self, session, hint=self._hint)
        with self.app.batch_update():
            if self._equipped is None:
                self.view.notify_style_update()
                await self.query_one("#body").mount(features.side_panes, before=self.view)
                await self.mount(features.search_line)
            if self.app.return_code is not None:  # it ends already
                return
            self.features = features
            self._commands = {**self._commands, **features.commands}
            footer = self.query_one(Footer)
            footer.help, footer.in_full = self.keys_for(["help"]), self.keys_for(["message"])
            self.remove_class("opening")
            self.share_out()
            features.saving.refresh()
            if self.briefing is None:
                features.saving.read_structure()
        greet = partial(features.greet, self._others, self._told, noticed=self._noticed)
        self.call_after_refresh(partial(features.saving.once_marks_are_read, greet))
        self.call_after_refresh(_bring_cursor, self)
        features.saving.begin_following()
        # Who marks or goes to a mark has to know of those that are there.
        features.saving.once_marks_are_read(partial(_take_keys, self))

    def watch_briefing(self, briefing: Briefing) -> None:
        """Shows the structure in the text; another one when a role was overruled."""
        if self.features is not None:
            self.view.show_page(self.features.saving.page_of(briefing))
        _tell(self)
        gc.freeze()  # all of it lives as long as the text: the collector need not look at it after the next key

    def watch_marks(self, marks: ShownMarks) -> None:
        """Shows the marks in the text; when one was saved, no colour changes."""
        self.view.show_marks(marks.bands, marks.repainted)
        if self.features is not None:
            here = self.features.marks.here()
            self.features.side_panes.expect(self.view.caret, here.mark.id if here else None)
        _tell(self)

    def watch_mode(self, mode: Mode) -> None:
        """The search line takes the footer's place while words are typed."""
        self.set_class(isinstance(mode, Searching), "searching")

    def keep_open_draft(self) -> None:
        """Keeps the text in an open note editor when the application has to end."""
        if self.features is not None:
            self.features.notes.keep_open_draft()

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaves all keys except those that end it to the search line, and the keys that move in it to a pane."""
        if action != "press":
            return super().check_action(action, parameters)
        return self.pressing.is_ours(str(parameters[0]))

    def action_press(self, key: str) -> None:
        """Does what a key does, brings along all that follows the caret, and paints it in one frame."""
        self.pressing.press(key)
        self.on_text_view_moved()

    def action_command(self, id: str) -> None:
        """Does what a command does."""
        if why := off(id):
            self.say(why, warning=True)
            return
        self._commands[id]()
        if id not in _SAID_WHEN_DONE:
            self.tried(id)

    def on_key(self, event: events.Key) -> None:
        """A key that no command has, after some that begin one, is a part of what is typed."""
        if self.pressing.is_begun:
            self.pressing.press(event.key)
            event.stop()

    def tried(self, step: str) -> None:
        """Ticks a step of the first start's hint, and of the tutorial."""
        if self.features is not None:
            self.features.offers.tried(step)
        if self._lesson is not None:
            self._lesson.tried(step)

    # Title and footer

    def say(self, words: str | Content, *, warning: bool = False, lasting: bool = False) -> None:
        """Shows a sentence in the footer for a few seconds; a warning, or what has to last, longer."""
        content = words if isinstance(words, Content) else Content(clean(words))
        content = content.stylize("bold $warning") if warning else content
        self.said.append(content)
        self.query_one(Footer).say(content, _place(self), lasting=warning or lasting)

    def keys_for(self, ids: Sequence[str], words: Mapping[str, str] | None = None) -> Content:
        """Keys with what they do, in one row."""
        return key_row(self.keys, ids, words)

    def show_lines(self) -> None:
        """Brings title and footer up to date."""
        features, session, briefing = self.features, self.session, self.briefing
        if features is None or session is None:
            return
        document, caret = session.document, self.view.caret
        length = len(document.text)
        whole = session.known_briefing or briefing
        headline = (briefing and briefing.headline) or (whole and whole.headline)
        marking, embargo = (briefing.marking, briefing.embargo) if briefing else (None, None)
        stamp = stamp_row(self.marking or marking, embargo, self.app.size.width)
        kind = features.alone.words or (kind_words(briefing) if briefing else "")
        right = marks_row(
            stamp,
            "" if stamp and self.has_class("narrow") else kind,
            self.marks.counted,
            unsaved=session.unsaved,
            waiting=session.team.waiting,
            away=session.team.is_away,
            newer=self.newer,
            lost=self.marks.lost,
            progress=min(100, round(100 * caret / length)) if length else 100,
        )
        self.query_one("#title", Line).show(
            headline_row(
                headline.of(document.text) if headline else document.title or document.source, self._queue_place
            ),
            right,
        )
        footer = self.query_one(Footer)
        footer.moved_on(_place(self))
        footer.offer = features.offers.now(room_for_note=not self.has_class("wide"))

    # Text and panes, which follow each other

    def on_text_view_moved(self) -> None:
        """Keeps title, footer and panes at the caret, once for each move: after a key this does not wait for it."""
        if self.features is not None and self.session is not None and self._followed != self.view.moves:
            self._followed = self.view.moves
            self.features.marks.moved()
            self.features.alone.moved()
            self.features.saving.moved()
            self.mode = seen(self.mode, selecting=self.view.selecting, selected=self.view.selection is not None)
            self.session.remember(self.view.caret)
            self.show_lines()
            self.follow_caret()
        self.painting.now()

    def follow_caret(self) -> None:
        """Moves the panes along, and sets off the mark that keys act on from those that overlap it."""
        if self.features is not None:
            marks = self.features.marks
            here = marks.here()
            self.features.side_panes.follow(self.view.caret, here.mark.id if here else None)
            self.view.show_current(here.mark.range if here and here.count > 1 else None)

    def on_pane_previewed(self, event: Pane.Previewed) -> None:
        """Shows the place of an item while the reader moves in a pane."""
        if event.item.offset is not None and not self.has_class("narrow"):
            self._show_item(event)
            self.on_text_view_moved()

    def on_pane_selected(self, event: Pane.Selected) -> None:
        """Goes to the place of an item; a mark without one is given one."""
        if event.item.offset is not None:
            self.view.clear_selection()
            self._show_item(event)
            self.looking.end()
            self.to_text()
        elif self.features is not None and (found := self.marks.get(event.item.id)):
            self.features.give_place(found)

    def _show_item(self, event: Pane.Previewed) -> None:
        self.view.go(event.item.offset or 0, center=True)
        if self.features is not None and event.pane.id == "marks":
            self.features.marks.choose(event.item.id)

    def to_text(self) -> None:
        """Gives the focus to the text."""
        self.remove_class("pane-shown")
        self.share_out()
        self.set_focus(self.view)
        if self.features is not None:
            self.features.jumps.settle()
        self.follow_caret()

    def to_pane(self, pane: Widget) -> None:
        """Gives the focus to a pane."""
        self.add_class("pane-shown")
        self.share_out()
        self.set_focus(pane)
        self.show_lines()

    def on_descendant_focus(self) -> None:
        """The footer is about what has the focus; a pane that has it is shown, and looking round in it begins."""
        if isinstance(self.focused, Input):
            self.remove_class("pane-shown")
        elif self.focused is self.view:
            self.looking.end()
            self.remove_class("pane-shown")
        else:
            self.looking.begin()
            self.add_class("pane-shown")
        self.share_out()
        self.show_lines()

    def on_search_line_changed(self, event: SearchLine.Changed) -> None:
        """Searches while the reader types."""
        if self.features is not None:
            self.features.search.typed(event.words)

    def on_search_line_submitted(self, event: SearchLine.Submitted) -> None:
        """Leaves the search line."""
        if self.features is not None:
            self.features.search.submitted(event.words)

    # The screen itself

    def on_resize(self, event: events.Resize) -> None:
        """Chooses how many panes there is room for."""
        self.share_out(event.size.width)

    def share_out(self, width: int | None = None) -> None:
        """Shares the screen out between the text and the panes."""
        width = self.app.size.width if width is None else width
        width = 0 if self.app.has_class("plain") else width  # one thing at a time
        room = room_for(width)
        for name in ROOMS:
            self.set_class(name in room, name)
        panes = self.features.side_panes if self.features else None
        hidden = panes is not None and panes.hidden and not self.has_class("pane-shown")
        widened, dragged = (panes.widened, panes.dragged.get(room[-1], NOT_DRAGGED)) if panes else (False, NOT_DRAGGED)
        columns = margins(width, hidden=hidden, widened=widened, dragged=dragged)
        self.set_class(hidden, "alone")
        self.view.styles.margin = _beside(columns)
        if panes is not None:
            panes.all_shown = "wide" in room
            panes.widths = columns
            if self.focused is None or not self.focused.display:
                self.set_focus(self.view)  # at once: a focus that comes after the greeting would take it away

    def on_screen_suspend(self) -> None:
        """Drops what was said when a dialog opens: it would confuse the dialog."""
        self.query_one(Footer).unsay()
        if self.features is not None:
            self.features.saving.pause()

    def on_screen_resume(self) -> None:
        """Follows others again; the terminal's own cursor, which a dialog had, is where it was."""
        if self.features is not None:
            self.features.saving.resume()
        self.call_after_refresh(_bring_cursor, self)


def _equipped(screen: ReaderScreen, session: Session, *, hint: bool) -> Features:
    """All that a session brings with it."""
    from tui.screens.reader.features import Features

    if not screen.app.stylesheet.has_source(str(_STYLES), ""):
        screen.app.stylesheet.read(_STYLES)
        screen.app.refresh_css(animate=False)
    screen.looks = screen.view.looks = looks_of(session.codebook)
    features = Features(screen, session, hint=hint)
    features.side_panes.data_bind(ReaderScreen.briefing, ReaderScreen.marks)
    return features


def _take_keys(screen: ReaderScreen) -> None:
    screen.early.waiting = False
    screen.app.call_later(lambda: None)  # whatever comes next to the application has the keys that wait go first


def _place(reader: ReaderScreen) -> tuple[object, ...]:
    """Where the reader is: what was said there is dropped elsewhere."""
    return reader.view.caret, reader.view.selection, reader.focused


def _tell(screen: ReaderScreen) -> None:
    """On a plain screen, says in the text what others see by colours and signs."""
    if screen.app.has_class("plain"):
        from tui.render.told import all_told

        screen.view.tell(all_told(screen.briefing, screen.marks))


def _bring_cursor(screen: ReaderScreen) -> None:
    from tui.widgets.pane import Pane

    if screen.is_active and isinstance(screen.focused, ReadingView | Pane):
        screen.focused.place_cursor()
