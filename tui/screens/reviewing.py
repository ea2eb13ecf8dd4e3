"""Other versions and other people: what changed in the text, marks without a place, annotators who differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.annotation.agreement.comparison import DECISION, by_annotator
from content.annotation.agreement.measures import differences
from content.annotation.records.timestamps import BEGINNING
from content.wording import counted
from tui.render.clean import clean
from tui.render.items import MarkView, change_item, excerpt
from tui.screens.dialog import Choice
from tui.screens.finding import Finding
from tui.screens.marking import Moving
from tui.theme import look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.annotation.agreement.measures import Difference, Span
    from content.annotation.comparing.changes import Revision
    from content.annotation.records.model import Annotation
    from content.document.model import TextRange
    from content.session import Session

_SKIP, _NEITHER = "skip", "neither"


_CLAIM = 44  # cells of the words of a claim


class Reviewing(Finding, inherit_bindings=False):
    """Adds what concerns earlier texts and other annotators."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__(session, keys, marking=marking, hint=hint)
        self._differences: list[Difference] = []
        self._decisions = 0  # on the differences that are being walked through
        self._outcome = ""  # words for the last of them

    # What changed

    def greet_changes(self) -> None:
        """Says what became of the marks when the text is not the one that they were made on."""
        moved = sum(bool(mark.state and mark.range) for mark in self.marks)
        lost = sum(not mark.range for mark in self.marks)
        if not moved and not lost:
            self._greet_again()
            return
        words = "The text has changed since it was marked"
        if moved:
            words += f"; {counted(moved, 'mark')} moved with it"
        if lost:
            words += f"; {lost} need{'s' * (lost == 1)} a place (end of the marks pane)"
        keys = self.keys_for(["changes", "pane.marks"], {"changes": "what changed"})
        self.say(Content.assemble(f"{words}.   ", keys))

    def _greet_again(self) -> None:
        """Says whether a briefing that was read again is another now."""
        earlier = self.session.earlier
        if earlier == self.session.document.text:
            self.say("It has not changed.")
        elif earlier is not None:
            keys = self.keys_for(["changes"], {"changes": "what changed"})
            self.say(Content.assemble("This is the newer text.   ", keys))

    def action_changes(self) -> None:
        """Compares the text with the one that was marked."""
        self.run_worker(self._compare_texts, thread=True, exit_on_error=False)

    def _compare_texts(self) -> None:
        found = self.session.revision()
        self.app.call_from_thread(self._show_changes, found)

    def _show_changes(self, found: Revision | None) -> None:
        if self.newer:
            self.tell_newer()
            return
        if found is None or not found.changes:
            self.say("Nothing has changed since the text was marked.")
            return
        new = self.session.document.text
        rows = [(str(at), "", change_item(change, found.old, new, 68)) for at, change in enumerate(found.changes)]
        title = f"{counted(len(rows), 'change')} since the earlier text: [-old-] {{+new+}}"
        self.app.push_screen(Choice(title, rows), lambda at: self._to_change(found, at))

    def _to_change(self, found: Revision, at: str | None) -> None:
        if at is not None:
            self.view.go(found.changes[int(at)].new.start, center=True)

    # Marks without a place

    def place(self, mark: MarkView) -> None:
        """Begins to give a mark a place by hand: the likely ones are shown as hits."""
        found = self.session.get(mark.id)
        self._hits = list(found.anchor.candidates) if found else []
        quote = found.annotation.quote if found else None
        words = f"…{quote.prefix}[{quote.exact}]{quote.suffix}…" if quote else mark.words
        self._moving = Moving(mark.id, None)
        self._hit = self._hits[0] if self._hits else None
        self.view.show_hits(self._hits, self._hits[0] if self._hits else None)
        if self._hits:
            self.view.go(self._hits[0].start, center=True)
            self._hit_caret = self.view.caret
            how = (
                "Enter puts it where it is shown"
                if len(self._hits) == 1
                else f"{len(self._hits)} places are likely: n goes to the next, Enter takes the one at the caret"
            )
        else:
            how = "Select its passage, then Enter puts the mark there"
        self.set_focus(self.view)
        self.say(f"The marked words were: {excerpt(words, 160)} {how}; Esc leaves it as it is.", lasting=True)

    def action_apply_ends(self) -> None:
        """Gives the mark the selected range, or the likely place at the caret."""
        here = self._hit if self.view.caret == self._hit_caret else None
        if self._moving and here and self.view.selection is None:
            self.view.select(here)
            self._hits = []
            self.view.show_hits([], None)
        super().action_apply_ends()

    # Annotators

    def action_annotators(self) -> None:
        """Lists who marked how much; choosing one hides or shows their marks."""
        counts: dict[str, int] = {}
        for mark in self.session.marks:
            counts[mark.annotation.annotator] = counts.get(mark.annotation.annotator, 0) + 1
        if not counts:
            self.say("Nobody has marked anything yet. m marks the paragraph at the caret.")
            return
        rows = [
            (str(at), str(at + 1), _annotator(name, count, hidden=name in self.hidden))
            for at, (name, count) in enumerate(sorted(counts.items()))
        ]
        self.app.push_screen(Choice("Annotators: show or hide", rows), lambda at: self._toggle(sorted(counts), at))

    def _toggle(self, names: list[str], at: str | None) -> None:
        if at is not None:
            self.hidden ^= {names[int(at)]}
            self.show_marks()
            self.action_annotators()

    # Differences

    def action_compare(self) -> None:
        """Walks through the passages on which annotators differ; each decision is saved as a mark of its own."""
        placed = [(mark.annotation, mark.range) for mark in self.session.marks if mark.range]
        decided = [(annotation, place) for annotation, place in placed if DECISION in annotation.tags]
        others = by_annotator([(a, place) for a, place in placed if DECISION not in a.tags])
        if len(others) < 2:
            names = {mark.annotation.annotator for mark in self.session.marks}
            lacking = "Open others' files with --annotations FILE, or import them."
            if len(names) > 1:
                lacking = "Some marks have no place: give them one in the marks pane first."
            self.say(f"There are not two annotators to compare. {lacking}")
            return
        self._differences = [one for one in differences(others) if not self._is_decided(one, decided)]
        if not self._differences:
            self.say("The annotators agree, or what they differ on is decided.")
            return
        self._decisions, self._outcome = 0, ""
        self._next_difference(len(self._differences))

    def _is_decided(self, difference: Difference, decided: Sequence[tuple[Annotation, TextRange]]) -> bool:
        """Whether a decision on the passage is later than all marks that differ there."""
        found = (self.session.get(span.id) for spans in difference.marks.values() for span in spans)
        newest = max((mark.annotation.time for mark in found if mark), default=BEGINNING)
        return any(difference.range.contains(place) and made.time > newest for made, place in decided)

    def _next_difference(self, total: int) -> None:
        if not self._differences:
            self.view.clear_selection()
            left = total - self._decisions
            words = f"{self._outcome} That was the last difference" + (f"; {left} left open." if left else ".")
            self.say(Content.assemble(f"{words}   ", self.keys_for(["undo"] if self._decisions else [])))
            return
        difference = self._differences.pop(0)
        self.view.select(difference.range)
        self.view.raise_to_top(difference.range.start)
        claims = [(name, span) for name, spans in difference.marks.items() for span in spans]
        rows = [(str(at), str(at + 1), self._claim(name, span)) for at, (name, span) in enumerate(claims)]
        silent = [name for name, spans in difference.marks.items() if not spans]
        if silent:
            rows.append((_NEITHER, "0", Content(f"no mark, as {clean(', '.join(silent))} has it")))
        rows.append((_SKIP, "s", Content("leave it open, go on")))
        title = f"Difference {total - len(self._differences)} of {total}: who is right? Your choice is saved as a mark"
        chosen = Choice(title, rows, at_bottom=True)
        self.app.push_screen(chosen, lambda answer: self._decide(difference, claims, answer, total))

    def _claim(self, name: str, span: Span) -> Content:
        look = look_of(span.category)
        words = _both_ends(span.range.of(self.session.document.text))
        return Content.assemble((f"{clean(name)}: ", "bold"), (f"{look.sign} {clean(span.category)} ", look.ink), words)

    def _decide(self, difference: Difference, claims: list[tuple[str, Span]], answer: str | None, total: int) -> None:
        if answer is None:
            self.view.clear_selection()
            return
        if answer == _NEITHER:
            self._decided(difference.range, None, "Decided: no mark.")
        elif answer != _SKIP:
            name, span = claims[int(answer)]
            self._decided(span.range, span.category or None, f"Decided: as {name} has it.")
        self._next_difference(total)

    def _decided(self, place: TextRange, category: str | None, note: str) -> None:
        self._decisions += 1
        self._outcome = note
        self.act(lambda: self.session.mark(place, category=category, note=note, tags=(DECISION,)))


def _both_ends(words: str) -> str:
    """The words on one line, from the middle of which some are left out when there are many: ends may differ."""
    if len(words) <= _CLAIM:
        return excerpt(words, _CLAIM)
    head, tail = words[: _CLAIM // 2], words[-_CLAIM // 2 :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


def _annotator(name: str, count: int, *, hidden: bool) -> Content:
    state = "hidden" if hidden else "shown"
    return Content.assemble((clean(name) or "nobody named", "bold"), f"  {counted(count, 'mark')}  ", (state, "italic"))
