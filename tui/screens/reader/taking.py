"""Takes a passage with its citation out of the text, to the clipboard or to a command."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Protocol

from textual.app import SuspendNotSupported

from content.export.citation import citation, cited
from tui import clipboard
from tui.render.key_row import key_of
from tui.screens.dialog import Ask
from tui.terminal import lend
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.model import TextRange
    from content.session import Session
    from content.structure.model import Briefing
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.marks import Marks


class _Placed(Protocol):
    @property
    def range(self) -> TextRange:
        """Where it stands."""


class Taking:
    """Copies and pipes."""

    def __init__(self, reader: Reader, session: Session, marks: Marks) -> None:
        self._reader, self._session, self._marks = reader, session, marks

    @property
    def commands(self) -> Commands:
        """The commands that take a passage elsewhere, by id."""
        return {"copy": self._copy, "copy.leave": self._copy_and_leave, "pipe": self._ask_command}

    def _taken(self) -> str:
        """The citation of the item of a pane that has the focus, else of the selection, the mark or the paragraph."""
        focused = self._reader.focused
        item = focused.current if isinstance(focused, Pane) else None
        if item is not None and item.id is not None:
            briefing = self._reader.briefing
            place = place_of_item(briefing, item.id) if briefing else None
            mark = self._reader.marks.get(item.id)
            if place is None and mark is not None:
                return self._citation(mark.range) if mark.range else self._words_alone(mark.words)
            if place is not None:
                return self._citation(place)
        mark = self._marks.at_caret()
        return self._citation(self._reader.view.selection or (mark and mark.range) or self._reader.view.block)

    def _citation(self, taken: TextRange) -> str:
        """The words of a passage, who says them and where they stand."""
        document, briefing = self._session.document, self._reader.briefing
        return _as_text(citation(document, briefing, taken, self._reader.marking))

    def _words_alone(self, words: str) -> str:
        """The words of a mark that has lost its place, or of a note on the whole text."""
        return _as_text(cited(words, [], self._session.document.source, self._reader.marking or ""))

    def _copy(self) -> None:
        """Sends what is taken to the clipboard."""
        cited = self._taken()
        quits = "" if self._reader.view.selection else f" {key_of(self._reader.keys, 'quit')} quits."
        self._reader.app.copy_to_clipboard(cited)
        self._reader.run_worker(lambda: self._send(cited, quits), thread=True, exit_on_error=False)

    def _copy_and_leave(self) -> None:
        """The same; then nothing is selected any more, and the caret is where the selection began."""
        view = self._reader.view
        selection = view.selection
        self._copy()
        view.clear_selection()
        if selection is not None:
            view.go(selection.start)

    def _send(self, cited: str, quits: str) -> None:
        takers = clipboard.send(cited)
        words = f"Sent to the clipboard ({', '.join(takers)})." if takers else "Sent to the clipboard."
        self._reader.app.call_from_thread(self._reader.say, words + quits)

    def _ask_command(self) -> None:
        """Asks for a command that gets the passage on its standard input."""
        taken = self._taken()
        self._reader.app.push_screen(
            Ask("Pipe to a command", "Runs in your shell; the passage is its input"), lambda c: self._pipe(c, taken)
        )

    def _pipe(self, command: str | None, taken: str) -> None:
        if not command:
            return
        try:
            code = lend(self._reader.app, lambda: _run(command, taken))
        except SuspendNotSupported:
            self._reader.say(
                f"Another program cannot have the terminal. {key_of(self._reader.keys, 'copy')} copies the passage.",
                warning=True,
            )
        else:
            self._reader.say("Back from the command." if code == 0 else f"The command ended with {code}.")


def _as_text(cited: str) -> str:
    """The citation as valid text, which a file's name need not be."""
    return cited.encode("utf-8", "replace").decode()


def place_of_item(briefing: Briefing, item: str) -> TextRange | None:
    """The range of what an item of a pane stands for, by its id, such as "quotation-2"; None of others."""
    kind, _, number = item.partition("-")
    if kind == "headline":
        return briefing.headline
    lists: dict[str, Sequence[_Placed]] = {
        "quotation": briefing.quotations,
        "statement": briefing.statements,
        "turn": briefing.turns,
        "figure": briefing.figures,
        "background": briefing.background,
        "section": briefing.sections,
        "story": briefing.stories,
        "entry": briefing.entries,
    }
    found = lists.get(kind, ())
    return found[int(number)].range if number.isdecimal() and int(number) < len(found) else None


def _run(command: str, passage: str) -> int:
    """The exit code of a command that got the passage on its standard input."""
    # The command is the reader's own line, as typed at a shell; nothing of the briefing becomes part of it.
    done = subprocess.run(command, shell=True, input=passage.encode(), check=False)  # noqa: S602
    print(f"\n[{done.returncode}] Press Enter to go back.", flush=True)
    _wait_for_enter()
    return done.returncode


def _wait_for_enter() -> None:
    try:
        input()
    except (EOFError, KeyboardInterrupt):
        return
