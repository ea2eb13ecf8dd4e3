"""Other versions and other people: what changed in the text since it was marked, and whose marks are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.wording import counted
from tui.render.items import change_item
from tui.render.key_row import key_of
from tui.render.marks import person
from tui.screens.dialog import Choice

if TYPE_CHECKING:
    from content.annotation.comparing.changes import Revision
    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_HIDDEN = "hidden"


class Review:
    """Earlier texts, and the marks of others."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving
        self._list: AnnotatorList | None = None  # the last that was opened
        saving.when_board_came(self._show_present)

    @property
    def commands(self) -> Commands:
        """The commands for earlier texts and annotators, by id."""
        return {"changes": self._compare_texts, "annotators": self._list_annotators}

    def _compare_texts(self) -> None:
        """Compares the text with the one that was marked."""
        self._reader.run_worker(self._find_changes, thread=True, exit_on_error=False)

    def _find_changes(self) -> None:
        found = self._session.revision()
        self._reader.app.call_from_thread(self._show_changes, found)

    def _show_changes(self, found: Revision | None) -> None:
        if self._reader.newer:
            self._saving.tell_newer()
            return
        if found is None or not found.changes:
            self._reader.say("Nothing has changed since the text was marked.")
            return
        new = self._session.document.text
        rows = [(str(at), "", change_item(change, found.old, new, 68)) for at, change in enumerate(found.changes)]
        title = f"{counted(len(rows), 'change')} since the earlier text: [-old-] {{+new+}}"
        self._reader.app.push_screen(Choice(title, rows), lambda at: self._to_change(found, at))

    def _to_change(self, found: Revision, at: str | None) -> None:
        if at is not None:
            self._reader.view.go(found.changes[int(at)].new.start, center=True)

    def _list_annotators(self) -> None:
        """Lists who marked how much; choosing one hides or shows their marks."""
        self._list = found = AnnotatorList(self._session, self._saving.hidden)
        if found.names:
            self._reader.app.push_screen(found.dialog, lambda at: self._toggle(found.names, at))
        else:
            key = key_of(self._reader.keys, "mark")
            self._reader.say(f"Nobody has marked anything yet. {key} marks the paragraph at the caret.")

    def _show_present(self) -> None:
        """Shows in an open list of annotators who reads now."""
        if self._list is not None and self._list.dialog.is_attached:
            self._list.show_present()

    def _toggle(self, names: list[str], at: str | None) -> None:
        if at is None:
            return
        if at == _HIDDEN:
            self._saving.act(self._session.show_hidden)
        else:
            self._saving.hidden ^= {names[int(at)]}
            self._saving.refresh()
        self._list_annotators()


class AnnotatorList:
    """Who marked how much and who reads now; the latter changes while the list is open."""

    def __init__(self, session: Session, hidden: set[str]) -> None:
        """`hidden` are the annotators whose marks are not shown."""
        self._session, self._hidden = session, hidden
        self._counts = _counts(session)  # in the order of the rows
        self._left_out = sum(mark.id in session.hidden for mark in session.marks)
        self.dialog = Choice("Annotators: show or hide", self._entries())

    @property
    def names(self) -> list[str]:
        """Who is listed, in the order of the rows."""
        return list(self._counts)

    def show_present(self) -> None:
        """Shows who reads now. Who is new comes last: a key means the same person as before."""
        self._counts |= dict.fromkeys(sorted(set(self._session.team.present) - self._counts.keys()), 0)
        self.dialog.show(self._entries())

    def _entries(self) -> list[tuple[str, str, Content]]:
        present = self._session.team.present
        entries = [
            (str(at), str(at + 1), _annotator(name, count, hidden=name in self._hidden, reads=name in present))
            for at, (name, count) in enumerate(self._counts.items())
        ]
        if self._left_out:
            words = f"show again what you have hidden: {counted(self._left_out, 'mark')}"
            entries.append((_HIDDEN, "s", Content(words)))
        return entries


def _counts(session: Session) -> dict[str, int]:
    """How many marks each person made, by name; 0 for who only replied, or only reads now."""
    counts = dict.fromkeys(session.team.present, 0)
    for mark in (*session.marks, *session.loose):
        made = [] if mark.annotation.reply_to else [mark.annotation.annotator]
        for name in dict.fromkeys([*made, *(reply.annotation.annotator for reply in mark.replies)]):
            counts[name] = counts.get(name, 0) + (name in made)
    return dict(sorted(counts.items()))


def _annotator(name: str, count: int, *, hidden: bool, reads: bool) -> Content:
    state = "hidden" if hidden else "shown"
    now = ("  reading now", "bold $success") if reads else ""
    return Content.assemble(person(name), f"  {counted(count, 'mark')}  ", (state, "italic"), now)
