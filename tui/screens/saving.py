"""What is made is saved at once, off the screen's thread, and called saved when it is; what others save is followed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from content.errors import BriefmarkError, SaveError
from tui.render.bands import MarkPaint
from tui.screens.reading import Reading
from tui.theme import look_index

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.timer import Timer

    from content.session import Session

_RETRY_SECONDS = 2.0
_FOLLOW_SECONDS = 0.5
T = TypeVar("T")


class Saving(Reading, inherit_bindings=False):
    """Adds the marks of the session to the screen, and their way to the file."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__(session, keys, marking=marking, hint=hint)
        self._saving = self._following = False
        self.trouble: str | None = None
        self._timer: Timer | None = None
        self._told = set(session.warnings)
        self._stamp = _stamp(session.document.source)
        self._paints: list[MarkPaint] = []
        self.hidden: set[str] = set()  # annotators whose marks are not shown

    def begin_following(self) -> None:
        """From now on others' marks appear as they are saved."""
        self._timer = self.set_interval(_FOLLOW_SECONDS, self._follow)

    def on_screen_suspend(self) -> None:
        """Under a dialog each tick makes Textual paint the whole screen anew; what others do is read afterwards."""
        super().on_screen_suspend()
        if self._timer is not None:
            self._timer.pause()

    def on_screen_resume(self) -> None:
        """Follows again."""
        if self._timer is not None:
            self._timer.resume()

    def act(self, act: Callable[[], T]) -> T | None:
        """Does something to the marks, shows it, and saves."""
        try:
            done = act()
        except BriefmarkError as error:
            self.say(str(error), warning=True)
            return None
        self.show_marks()
        self.save()
        return done

    def structure_read(self) -> None:
        """Shows the structure with the marks."""
        self.show_marks()
        self._tell_warnings()

    def show_marks(self) -> None:
        """Shows the session's marks wherever they are seen, and the structure anew where one overrules it."""
        known = self.session.known_briefing
        if known is not None and known is not self.briefing:
            self.show_structure(known)
        elif known is None and self.briefing is not None:
            self.read_structure()
        shown = [mark for mark in self.session.marks if mark.annotation.annotator not in self.hidden]
        self.marks = [self.view_of(mark) for mark in shown]
        paints = [
            MarkPaint(mark.range.start, mark.range.end, look_index(mark.category), bool(mark.note))
            for mark in self.marks
            if mark.range
        ]
        if paints != self._paints:  # when one was saved, no colour changes
            self._paints = paints
            self.view.show_marks(paints)
        self.show_title()
        self.show_footer()

    def save(self) -> None:
        """Saves what is pending, off the screen's thread; tries again until it works."""
        if not self._saving and self.session.unsaved:
            self._saving = True
            self.run_worker(self._save, thread=True, exit_on_error=False)

    def _save(self) -> None:
        trouble: str | None = "Saving stopped half way. It is tried again."
        try:
            self.session.save()
            trouble = None
        except SaveError as error:
            trouble = str(error)
        finally:
            self.app.call_from_thread(self._saved, trouble)

    def _saved(self, trouble: str | None) -> None:
        self._saving = False
        if trouble:
            if trouble != self.trouble:
                self.say(trouble, warning=True)
            self.set_timer(_RETRY_SECONDS, self.save)
        elif self.trouble:
            self.say("Saved now.")
        self.trouble = trouble
        self._tell_warnings()
        self.show_marks()
        if not trouble:
            self.save()

    def _follow(self) -> None:
        if not self._following and not self._saving:
            self._following = True
            self.run_worker(self._look, thread=True, exit_on_error=False)

    def _look(self) -> None:
        changed = False
        try:
            changed = self.session.follow()
        finally:
            self.app.call_from_thread(self._looked, changed)
        stamp = _stamp(self.session.document.source)
        newer = stamp is not None and self._stamp is not None and stamp != self._stamp
        self._stamp = stamp or self._stamp
        if newer:
            self.app.call_from_thread(self.tell_newer)

    def tell_newer(self) -> None:
        """Says that the briefing was changed on disk, and how to read it."""
        self.newer = True
        self.show_title()
        keys = self.keys_for(["reload"])
        self.say(Content.assemble("The briefing was changed on disk; your marks are kept.   ", keys), lasting=True)

    def _looked(self, changed: bool) -> None:
        self._following = False
        self._tell_warnings()
        if changed:
            self.show_marks()

    def _tell_warnings(self) -> None:
        """Says what the session and the structure have to warn of since they were last asked."""
        known = self.session.known_briefing
        for sentence in (*self.session.warnings, *(known.warnings if known else ())):
            if sentence not in self._told:
                self._told.add(sentence)
                self.say(sentence, warning=True)

    def marks_moved(self) -> None:
        """Moves the marks pane along; the panes' screen does it."""


def _stamp(source: str) -> tuple[int, int] | None:
    """What changes when a file does: its time and its size; None for what is no file."""
    try:
        found = Path(source).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
