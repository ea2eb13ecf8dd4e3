"""Search in the text, and what leaves it: copies and pipes."""

from __future__ import annotations

import subprocess
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.content import Content
from textual.widgets import Input

from content.search.words import find
from tui import clipboard
from tui.screens.dialog import Ask
from tui.screens.judging import Judging
from tui.terminal import lend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.document.model import TextRange
    from content.session import Session


class Finding(Judging, inherit_bindings=False):
    """Adds search, copying and piping."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__(session, keys, marking=marking, hint=hint)
        self._hits: list[TextRange] = []
        self._hit: TextRange | None = None
        self._hit_caret = 0  # where going to the hit put the caret
        self._words = ""
        self._searched_from = 0

    def action_search(self) -> None:
        """Opens the search line."""
        self._searched_from = self.view.caret
        self._show_prompt(shown=True)
        words = self.query_one("#words", Input)
        words.value = ""
        self.set_focus(words)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Searches while the reader types."""
        if event.input.id == "words" and event.input.has_focus:
            self._search(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leaves the search line; n and N go on."""
        if event.input.id == "words":
            self._words = event.value
            self._close_prompt()
            if event.value and not self._hits:
                self.say(f"“{event.value}” is not in the text.")
            elif event.value:
                self.say(self._count())

    def _close_prompt(self) -> None:
        self._show_prompt(shown=False)
        self.set_focus(self.view)

    def _show_prompt(self, *, shown: bool) -> None:
        """The search line stands in the footer's place."""
        self.query_one("#prompt").display = shown
        self.query_one("#footer").display = not shown

    def _find(self, words: str) -> list[TextRange]:
        """Where words stand in the text, and the marks in whose notes they do."""
        noted = [mark.range for mark in self.marks if words and mark.range and words.casefold() in mark.note.casefold()]
        return sorted({*find(self.session.document.text, words), *noted})

    def _search(self, words: str) -> None:
        self._hits = self._find(words)
        following = next((hit for hit in self._hits if hit.start >= self._searched_from), None)
        current = following or (self._hits[0] if self._hits else None)
        self._hit = current
        self.view.show_hits(self._hits, current)
        if current:
            self.view.go(current.start, center=True)
            self._hit_caret = self.view.caret

    def _count(self) -> Content:
        at = self._hits.index(self._hit) + 1 if self._hit in self._hits else 0
        keys = self.keys_for(["search.next", "search.previous", "leave"])
        return Content.assemble(f"Hit {at} of {len(self._hits)}   ", keys)

    def action_next_hit(self, step: int) -> None:
        """Goes to the next or previous hit, round the ends."""
        if not self._hits and self._words:
            self._hits = self._find(self._words)
        if not self._hits:
            self.say("Nothing was found to go to. / searches.")
            return
        self._hit = self._hits[self._next_index(step)]
        self.view.show_hits(self._hits, self._hit)
        self.view.go(self._hit.start, center=True)
        self._hit_caret = self.view.caret
        self.say(self._count())

    def _next_index(self, step: int) -> int:
        if self._hit in self._hits and self.view.caret == self._hit_caret:
            return (self._hits.index(self._hit) + step) % len(self._hits)
        starts = [hit.start for hit in self._hits]
        beyond = bisect_right(starts, self.view.caret) if step > 0 else bisect_left(starts, self.view.caret) - 1
        return beyond % len(starts)

    def end_search(self) -> bool:
        """Closes the search line or drops the hits; says whether there was something to end."""
        if self.query_one("#prompt").display:
            self._close_prompt()
            self.view.go(self._searched_from)
        elif not self._hits:
            return False
        self._hits = []
        self.view.show_hits([], None)
        return True

    # Out of the text

    def _taken(self) -> TextRange:
        mark = self.mark_at_caret()
        return self.view.selection or (mark.range if mark and mark.range else None) or self.view.block

    def citation(self, taken: TextRange) -> str:
        """The words of a passage and where they stand."""
        text, briefing = self.session.document.text, self.briefing
        where = []
        if briefing:
            where += [briefing.headline.of(text)] if briefing.headline else []
            section = next((s for s in briefing.sections if s.heading and s.range.covers(taken.start)), None)
            where += [section.heading.of(text)] if section and section.heading else []
        where.append(f"{self.session.document.source}, characters {taken.start} to {taken.end}")
        cited = f"{taken.of(text)}\n— {'; '.join(' '.join(part.split()) for part in where)}\n"
        return cited.encode("utf-8", "replace").decode()  # a file's name need not be text

    def action_copy(self) -> None:
        """Sends the selection, the mark or the paragraph to the clipboard, with where it stands."""
        cited = self.citation(self._taken())
        quits = "" if self.view.selection else f" {' '.join(self.keys['quit'][:1])} quits."
        self.app.copy_to_clipboard(cited)
        self.run_worker(lambda: self._send(cited, quits), thread=True, exit_on_error=False)

    def _send(self, cited: str, quits: str) -> None:
        takers = clipboard.send(cited)
        words = f"Sent to the clipboard ({', '.join(takers)})." if takers else "Sent to the clipboard."
        self.app.call_from_thread(self.say, words + quits)

    def action_pipe(self) -> None:
        """Asks for a command that gets the passage on its standard input."""
        taken = self._taken()
        self.app.push_screen(
            Ask("Pipe to a command", "Runs in your shell; the passage is its input"), lambda c: self._pipe(c, taken)
        )

    def _pipe(self, command: str | None, taken: TextRange) -> None:
        if not command:
            return
        try:
            code = lend(self.app, lambda: _run(command, self.citation(taken)))
        except SuspendNotSupported:
            self.say("Another program cannot have the terminal here. y copies the passage.", warning=True)
        else:
            self.say("Back from the command." if code == 0 else f"The command ended with {code}.")


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
