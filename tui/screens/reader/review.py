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
        counts: dict[str, int] = {}
        for mark in (*self._session.marks, *self._session.loose):
            made = [] if mark.annotation.reply_to else [mark.annotation.annotator]
            for name in dict.fromkeys([*made, *(reply.annotation.annotator for reply in mark.replies)]):
                counts[name] = counts.get(name, 0) + (name in made)
        present = self._session.team.present
        counts |= dict.fromkeys(set(present) - counts.keys(), 0)
        if not counts:
            key = key_of(self._reader.keys, "mark")
            self._reader.say(f"Nobody has marked anything yet. {key} marks the paragraph at the caret.")
            return
        rows = [
            (str(at), str(at + 1), _annotator(name, count, hidden=name in self._saving.hidden, reads=name in present))
            for at, (name, count) in enumerate(sorted(counts.items()))
        ]
        hidden = sum(mark.id in self._session.hidden for mark in self._session.marks)
        if hidden:
            rows.append((_HIDDEN, "s", Content(f"show again what you have hidden: {counted(hidden, 'mark')}")))
        self._reader.app.push_screen(
            Choice("Annotators: show or hide", rows), lambda at: self._toggle(sorted(counts), at)
        )

    def _toggle(self, names: list[str], at: str | None) -> None:
        if at == _HIDDEN:
            self._saving.act(self._session.show_hidden)
            self._list_annotators()
        elif at is not None:
            self._saving.hidden ^= {names[int(at)]}
            self._saving.refresh()
            self._list_annotators()


def _annotator(name: str, count: int, *, hidden: bool, reads: bool) -> Content:
    state = "hidden" if hidden else "shown"
    now = ("  reading now", "bold $success") if reads else ""
    return Content.assemble(person(name), f"  {counted(count, 'mark')}  ", (state, "italic"), now)
