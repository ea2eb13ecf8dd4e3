"""Marks whose words changed: their annotator says of each whether it holds, belongs elsewhere, or is to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.render.items import excerpt
from tui.screens.dialog import Choice

if TYPE_CHECKING:
    from content.session import Mark, Session
    from tui.screens.reader.ends import Ends
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_CONFIRM, _MOVE, _GO, _SKIP = "confirm", "move", "go", "skip"
_WORDS = 120  # cells of old and new words in the question
_BEFORE = 3  # words before the first that changed


class Words:
    """The walk through marks that stand on other words than they were made on."""

    def __init__(self, reader: Reader, session: Session, saving: Saving, ends: Ends) -> None:
        self._reader, self._session, self._saving, self._ends = reader, session, saving, ends

    @property
    def commands(self) -> Commands:
        """The command for changed words, by id."""
        return {"words": self._begin}

    def _begin(self) -> None:
        """Asks about each of the reader's own marks whose words changed, the one at the caret first."""
        caret = self._reader.view.caret
        found = [mark for mark in self._session.marks if mark.was and not self._session.is_others(mark.annotation)]
        if not found:
            self._reader.say("The words under your marks are those that you marked.")
            return
        found.sort(key=lambda mark: not (mark.range and mark.range.covers(caret)))
        self._ask([mark.id for mark in found], len(found))

    def _ask(self, left: list[str], total: int) -> None:
        """Asks about the next mark, or ends."""
        mark = self._session.get(left[0]) if left else None
        view = self._reader.view
        if mark is None or mark.range is None or mark.was is None:
            view.clear_selection()
            if left:
                self._ask(left[1:], total)
            return
        view.select(mark.range)
        at = "bottom" if view.raise_to_top(mark.range.start) else "top"
        was, now = around_change(mark.was, mark.range.of(self._session.document.text))
        rows = [
            (_CONFIRM, "1", Content("confirm: it holds for these words, too")),
            (_MOVE, "2", Content("move it: select other words for it")),
            (_GO, "3", Content("let it go: delete the mark")),
            (_SKIP, "s", Content("leave it open")),
        ]
        number = f" ({total - len(left) + 1} of {total})" if total > 1 else ""
        about = Content.assemble(
            ("was ", "$foreground 66%"), (f"“{excerpt(was, _WORDS)}”\n", "$warning"),
            ("now ", "$foreground 66%"), f"“{excerpt(now, _WORDS)}”",
        )  # fmt: skip
        dialog = Choice(f"The words under your mark changed{number}", rows, at=at, about=about)
        self._reader.app.push_screen(dialog, lambda answer: self._decided(mark, left[1:], total, answer))

    def _decided(self, mark: Mark, left: list[str], total: int, answer: str | None) -> None:
        if answer in {None, _MOVE}:
            self._reader.view.clear_selection()
            if answer == _MOVE:
                self._ends.place(self._saving.views.of(mark))
            return
        if answer == _CONFIRM and self._saving.do(lambda: self._session.confirm(mark.id)):
            self._say("Confirmed: the mark holds for these words.")
        elif answer == _GO and self._saving.do(lambda: self._session.delete(mark.id)):
            self._say("The mark is deleted.")
        self._ask(left, total)

    def _say(self, words: str) -> None:
        self._reader.say(Content.assemble(f"{words}   ", self._reader.keys_for(["undo"])))


def around_change(was: str, now: str) -> tuple[str, str]:
    """Both texts from a few words before the first that differs."""
    old, new = was.split(), now.split()
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = max(0, same - _BEFORE)
    head = "… " if start else ""
    return head + " ".join(old[start:]), head + " ".join(new[start:])
