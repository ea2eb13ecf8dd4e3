"""Takes what is made to the screen and to the file, and follows what others save."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from content.annotation.records.ordered import changed_part, spliced
from content.annotation.records.row import Row
from content.breath import breathing
from content.errors import BriefmarkError, InputError
from content.structure.within import within
from tui.render.prepared import prepared_page
from tui.render.shown_marks import ShownMarks
from tui.render.structured import page_of
from tui.screens.reader.mark_views import MarkViews
from tui.screens.reader.to_file import ToFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from content.document.model import TextRange
    from content.session import Mark, Session
    from content.structure.model import Briefing
    from tui.render.marks import MarkView
    from tui.render.page import Page
    from tui.screens.reader.feature import Reader

_FOLLOW_SECONDS = 0.5
_STAYS_SECONDS = 0.3
_TOO_MANY = 2000  # marks whose views take longer than a frame may
_MANY = 100  # new marks at once that are not those that the reader has just made
T = TypeVar("T")


class Saving:
    """Takes marks and structure from the session to the screen, and marks to the file."""

    def __init__(self, reader: Reader, session: Session) -> None:
        self._reader, self._session = reader, session
        self.views = MarkViews(session.document.text, session.annotator, reader.looks)
        self.hidden: set[str] = set()  # annotators whose marks are not shown
        self.part: TextRange | None = None  # the part of the text that is shown on its own
        self._file = ToFile(reader, session, tell=self._tell_news, show=self.refresh)
        self.when_saved, self.say_saved = self._file.when_saved, self._file.say_saved
        self._following = self._is_paused = False
        self._again = False  # something came while what came before was being read
        self._team: object = None  # what is shown of the team
        self._making = False  # views of all marks are on their way to the screen
        self._timer: Timer | None = None
        self._moving: Timer | None = None
        self._shown: Row[Mark] = Row()
        self._choice: object = None  # what of the marks is hidden and left out
        # What was hidden and left out, of which marks, and which were left.
        self._known_left: tuple[object, Row[Mark], Row[Mark]] = None, Row(), Row()
        self._prepared: tuple[Briefing, Page] | None = None
        self._reading: set[object] = set()  # the structures that are being read, each by a token
        self._told = set(session.warnings)
        self._stamp = _stamp(session.document.source)
        self._when_read: list[Callable[[], None]] = []
        self._when_followed: list[Callable[[], None]] = []
        self._when_board_came: list[Callable[[], None]] = []
        self._when_marks_read: list[Callable[[], None]] = []

    def when_read(self, then: Callable[[], None]) -> None:
        """Calls something whenever the structure was read."""
        self._when_read.append(then)

    def once_marks_are_read(self, then: Callable[[], None]) -> None:
        """Calls something when all marks are shown: at once where none have been left for later."""
        if self._session.is_unread or self._making:
            self._when_marks_read.append(then)
        else:
            then()

    def when_followed(self, then: Callable[[], None]) -> None:
        """Calls something whenever others may have done something."""
        self._when_followed.append(then)

    def when_board_came(self, then: Callable[[], None]) -> None:
        """Calls something whenever a board has news, which may be of who reads now."""
        self._when_board_came.append(then)

    def act(self, act: Callable[[], T]) -> T | None:
        """Does something to the marks, shows it, and saves."""
        try:
            done = act()
        except BriefmarkError as error:
            self._reader.say(str(error), warning=True)
            return None
        self._file.save(waits=True)
        self.refresh()
        return done

    def do(self, deed: Callable[[], object]) -> bool:
        """The same for something whose result does not matter; returns whether it worked."""

        def did() -> bool:
            deed()
            return True

        return self.act(did) is True

    def refresh(self) -> None:
        """Shows the session's marks everywhere, and the structure again if a mark overrules it.

        A structure whose page is still being made is left until that is there: a new mark waited for it, 200 ms.
        """
        reader, known = self._reader, self._session.known_briefing
        if known is not None:
            if not self._reading:
                self._show_structure(known)
        elif reader.briefing is not None:
            self.read_structure()
        self._show_marks()
        reader.show_lines()
        reader.follow_caret()

    def _show_structure(self, known: Briefing) -> None:
        if self.views.join(known.breaks):
            self._choice = None
        self._reader.briefing = within(known, self.part) if self.part else known

    def _chosen(self) -> tuple[Row[Mark], object]:
        """The marks that are shown, and what is hidden and left out of them."""
        marks, choice = self._session.marks, self._choice_now
        if loose := self._session.loose:
            marks = marks.replaced(len(marks), len(marks), loose)
        if any(choice):
            marks = self._left(marks, choice)
        return marks, choice

    def _left(self, marks: Row[Mark], choice: object) -> Row[Mark]:
        """Those that are neither hidden nor left out; looks only at those that have changed since it was last asked."""
        known, before, left = self._known_left
        if known == choice:
            start, end, new_end = changed_part(before, marks)
            left = spliced(left, before[start:end], filter(self._is_left, marks[start:new_end]), _place)
        else:
            left = Row(filter(self._is_left, marks))
        self._known_left = choice, marks, left
        return left

    def _is_left(self, mark: Mark) -> bool:
        return self._is_here(mark) and self.is_shown(mark)

    @property
    def _choice_now(self) -> tuple[frozenset[str], frozenset[str], TextRange | None]:
        return self._session.hidden, frozenset(self.hidden), self.part

    def _show_marks(self) -> None:
        """Makes views only of the marks that have changed, unless others are hidden or left out than before."""
        session, reader = self._session, self._reader
        marks, choice = self._chosen()
        if self._making and len(marks) > len(self._shown) + _MANY:
            return  # their views are on their way
        if choice != self._choice and len(self._shown) > _TOO_MANY:
            self._aside(self._make_views)
            return
        if choice != self._choice:
            self._shown, self._choice = marks, choice
            reader.marks = ShownMarks(self._views(marks), len(session.document.text))
            return
        start, end, new_end = changed_part(self._shown, marks)
        if start < max(end, new_end):
            self._shown = marks
            reader.marks = reader.marks.changed(start, end, self._views(marks[start:new_end]))

    def _views(self, marks: Sequence[Mark]) -> list[MarkView]:
        return [self._seen(self.views.of(mark)) for mark in marks]

    def _seen(self, view: MarkView) -> MarkView:
        """The view without replies of hidden people."""
        if not any(reply.annotator in self.hidden for reply in view.replies):
            return view
        return view._replace(replies=tuple(reply for reply in view.replies if reply.annotator not in self.hidden))

    def _is_here(self, mark: Mark) -> bool:
        return self.part is None or mark.range is None or self.part.overlaps(mark.range)

    def is_shown(self, mark: Mark) -> bool:
        """Whether neither the mark nor its annotator is hidden."""
        return mark.annotation.annotator not in self.hidden and mark.id not in self._session.hidden

    # Structure

    def read_structure(self) -> None:
        """Begins to read the structure, which may take a while, and shows it when it is there.

        Of a very long text it is that of the part around the caret.
        """
        place, reading = self._reader.view.caret, object()
        self._reading.add(reading)
        self._reader.run_worker(
            partial(self._read_structure, place, reading), thread=True, group="structure", exit_on_error=False
        )

    def page_of(self, briefing: Briefing) -> Page:
        """The page of a briefing, which may have been made when it was read."""
        prepared = self._prepared
        if prepared is not None and prepared[0] is briefing:
            return prepared[1]
        return page_of(briefing, self._reader.view.given.text)

    def _read_structure(self, place: int, reading: object) -> None:
        app, painting = self._reader.app, self._reader.painting
        try:
            try:
                briefing = self._session.briefing_around(place)  # kept by the session
                painting.wait_for_keys(lambda: app.return_code is not None)
                self._prepared = briefing, prepared_page(briefing, self._reader.view.given.text)
            finally:
                self._reading.discard(reading)
        except InputError as error:
            app.call_from_thread(self._reader.say, str(error), warning=True)
        else:
            painting.wait_for_keys(lambda: app.return_code is not None)
            app.call_from_thread(self._structure_read)

    def moved(self) -> None:
        """Reads the part of a very long text that the caret has come to, once it stays there for a moment."""
        shown = self._reader.briefing
        if shown is None or shown.part is None or self._moving is not None:
            return
        if not self._session.is_read(self._reader.view.caret):
            self._moving = self._reader.set_timer(_STAYS_SECONDS, self._stayed)

    def _stayed(self) -> None:
        self._moving = None
        if not self._session.is_read(self._reader.view.caret):
            self.read_structure()

    def _structure_read(self) -> None:
        if self._session.known_briefing is None:  # marks that were read meanwhile overrule what it was read with
            self.read_structure()
            return
        self.refresh()
        gc.freeze()  # what the panes list stays: each time that the collector went through it a key waited 24 ms, now 9
        self.moved()
        self._tell_warnings()
        for then in self._when_read:
            then()

    # Many marks at once, whose views are made beside the screen's thread

    def _read_marks(self) -> None:
        """Reads the marks that were left for later, since their file is long, and shows all of them at once."""
        self._session.read_rest()
        _ = self._session.touched  # what the greeting asks for; a second time it is known of each mark
        self._make_views()

    def _aside(self, work: Callable[[], None]) -> None:
        """Does something that ends with new views of all marks, while those that are shown stay as they are.

        None of it is garbage: looking for that takes a third of the time, and again at each later collection.
        """
        if self._making:
            return

        def worked() -> None:
            gc.disable()
            try:
                work()
            finally:
                gc.freeze()
                gc.enable()
                self._reader.app.call_from_thread(self._views_made)

        self._making = True
        self._reader.run_worker(worked, thread=True, exit_on_error=False)

    def _make_views(self) -> None:
        """Makes views of all marks, and again where these would be other ones by the time when they are there."""
        is_shown = False
        while not is_shown:
            views, (marks, choice) = self.views.twin(), self._chosen()
            made = [self._seen(views.of(mark)) for mark in breathing(marks)]
            shown = ShownMarks(made, len(self._session.document.text)).prepare()
            is_shown = self._reader.app.call_from_thread(self._take_views, views, marks, choice, shown)

    def _take_views(self, views: MarkViews, marks: Row[Mark], choice: object, shown: ShownMarks) -> bool:
        if choice != self._choice_now or not self.views.is_like(views):
            return False
        self.views, self._shown, self._choice, self._reader.marks = views, marks, choice, shown
        return True

    def _views_made(self) -> None:
        self._making = False
        self.refresh()
        self._tell_warnings()
        for then in self._when_marks_read:
            then()
        self._when_marks_read.clear()

    # From others

    def begin_following(self) -> None:
        """From now on others' marks appear as they are saved; those that were left for later are read."""
        if self._session.is_unread:
            self._aside(self._read_marks)
        self._timer = self._reader.set_interval(_FOLLOW_SECONDS, self._follow)
        self._session.team.begin(partial(_tell, asyncio.get_running_loop(), self._came))

    def _came(self) -> None:
        """Something came from a board: it is shown at once; under a dialog only in that, if it is about the board."""
        self._again, self._team = self._following or self._file.is_busy, None
        for then in self._when_board_came:
            then()
        if not self._is_paused:
            self._follow()

    def pause(self) -> None:
        """Under a dialog each tick makes Textual repaint the whole screen; what others do is read afterwards."""
        self._is_paused = True
        if self._timer is not None:
            self._timer.pause()

    def resume(self) -> None:
        """Follows again."""
        self._is_paused = False
        if self._timer is not None:
            self._timer.resume()

    def _follow(self) -> None:
        if not self._following and not self._file.is_busy:
            self._following = True
            self._reader.run_worker(self._look, thread=True, exit_on_error=False)

    def _look(self) -> None:
        changed = False
        try:
            changed = self._session.follow()
        finally:
            self._reader.app.call_from_thread(self._looked, changed)
        stamp = _stamp(self._session.document.source)
        newer = stamp is not None and self._stamp is not None and stamp != self._stamp
        self._stamp = stamp or self._stamp
        if newer:
            self._reader.app.call_from_thread(self.tell_newer)

    def _looked(self, changed: bool) -> None:
        self._following = False
        self._tell_warnings()
        team = self._session.team.waiting, self._session.team.is_away, self._session.team.present
        if changed:
            self.refresh()
            self._followed()
        elif team != self._team:
            self._reader.show_lines()
        self._team = team
        if self._again:
            self._came()

    def _tell_news(self) -> None:
        self._tell_warnings()
        self._followed()

    def _followed(self) -> None:
        for then in self._when_followed:
            then()

    def tell_newer(self) -> None:
        """Says that the briefing was changed on disk, and how to read it."""
        self._reader.newer = True
        self._reader.show_lines()
        keys = self._reader.keys_for(["reload"])
        words = Content.assemble("The briefing was changed on disk; your marks are kept.   ", keys)
        self._reader.say(words, lasting=True)

    def _tell_warnings(self) -> None:
        """Shows the new warnings of the session, and of the structure that is shown."""
        shown = self._reader.briefing
        for sentence in (*self._session.warnings, *(shown.warnings if shown else ())):
            if sentence not in self._told:
                self._told.add(sentence)
                self._reader.say(sentence, warning=True)


def _place(mark: Mark) -> tuple[object, ...]:
    """The order in which marks are shown: those without a passage last, by time."""
    one = mark.annotation
    return (False, *mark.order) if one.has_passage else (True, False, 0, 0, one.time, one.id)


def _tell(loop: asyncio.AbstractEventLoop, then: Callable[[], None]) -> None:
    """Calls something in the screen's thread, without waiting for it, as long as there is one."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(then)


def _stamp(source: str) -> tuple[int, int] | None:
    """What changes when a file does: its time and its size; None if it is not a file."""
    try:
        found = Path(source).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
