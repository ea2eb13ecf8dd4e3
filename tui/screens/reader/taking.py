"""Takes a passage with its citation out of the text, to the clipboard or to a command."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui import clipboard
from tui.screens.dialog import Ask
from tui.terminal import lend

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.marks import Marks


class Taking:
    """Copies and pipes."""

    def __init__(self, reader: Reader, session: Session, marks: Marks) -> None:
        self._reader, self._session, self._marks = reader, session, marks

    @property
    def commands(self) -> Commands:
        """The commands that take a passage elsewhere, by id."""
        return {"copy": self._copy, "pipe": self._ask_command}

    def _taken(self) -> TextRange:
        mark = self._marks.at_caret()
        return self._reader.view.selection or (mark.range if mark and mark.range else None) or self._reader.view.block

    def _citation(self, taken: TextRange) -> str:
        """The words of a passage and where they stand."""
        text, briefing = self._session.document.text, self._reader.briefing
        where = []
        if briefing:
            where += [briefing.headline.of(text)] if briefing.headline else []
            story = next((s for s in briefing.stories if s.headline and s.range.covers(taken.start)), None)
            section = next((s for s in briefing.sections if s.heading and s.range.covers(taken.start)), None)
            named = [story.headline] if story and story.headline else []
            named += [section.heading] if section and section.heading and section.heading not in named else []
            where += [one.of(text) for one in named]
        where.append(f"{self._session.document.source}, characters {taken.start} to {taken.end}")
        cited = f"{taken.of(text)}\n— {'; '.join(' '.join(part.split()) for part in where)}\n"
        return cited.encode("utf-8", "replace").decode()  # a file's name need not be valid text

    def _copy(self) -> None:
        """Sends the selection, the mark or the paragraph to the clipboard, with where it stands."""
        cited = self._citation(self._taken())
        quits = "" if self._reader.view.selection else f" {' '.join(self._reader.keys['quit'][:1])} quits."
        self._reader.app.copy_to_clipboard(cited)
        self._reader.run_worker(lambda: self._send(cited, quits), thread=True, exit_on_error=False)

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

    def _pipe(self, command: str | None, taken: TextRange) -> None:
        if not command:
            return
        try:
            code = lend(self._reader.app, lambda: _run(command, self._citation(taken)))
        except SuspendNotSupported:
            self._reader.say("Another program cannot have the terminal here. y copies the passage.", warning=True)
        else:
            self._reader.say("Back from the command." if code == 0 else f"The command ended with {code}.")


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
