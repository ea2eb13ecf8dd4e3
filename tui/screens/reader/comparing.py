"""The passages on which annotators differ, decided one after the other; each decision is saved as a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.annotation.records.timestamps import BEGINNING
from tui.render.clean import clean
from tui.render.items import excerpt
from tui.screens.dialog import Choice
from tui.screens.reader.mode import Deciding, Plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.annotation.agreement.measures import Difference, Span
    from content.annotation.records.model import Annotation
    from content.document.model import TextRange
    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_SKIP, _NEITHER = "skip", "neither"
_CLAIM = 44  # cells for the words of a claim


class Comparing:
    """The walk through differences."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving

    @property
    def commands(self) -> Commands:
        """The commands for differences, by id."""
        return {"compare": self._compare}

    def _compare(self) -> None:
        """Walks through the passages on which annotators differ; each decision is saved as a mark of its own."""
        from content.annotation.agreement.comparison import DECISION, by_annotator
        from content.annotation.agreement.measures import differences

        self._session.read_rest()
        placed = [(annotation, place) for annotation, place in self._session.as_made if place]
        decided = [(annotation, place) for annotation, place in placed if DECISION in annotation.tags]
        others = by_annotator([(a, place) for a, place in placed if DECISION not in a.tags])
        if len(others) < 2:
            names = {mark.annotation.annotator for mark in self._session.marks}
            lacking = "Open others' files with --annotations FILE, or import them."
            if len(names) > 1:
                lacking = "Some marks have no place: give them one in the marks pane first."
            self._reader.say(f"There are fewer than two annotators to compare. {lacking}")
            return
        left = tuple(one for one in differences(others) if not self._is_decided(one, decided))
        if left:
            self._go_on(Deciding(left, len(left)))
        else:
            self._reader.say("The annotators agree, or their differences are decided.")

    def _is_decided(self, difference: Difference, decided: Sequence[tuple[Annotation, TextRange]]) -> bool:
        """Whether a decision on the passage is later than all marks that differ there."""
        found = (self._session.get(span.id) for spans in difference.marks.values() for span in spans)
        newest = max((mark.annotation.time for mark in found if mark), default=BEGINNING)
        return any(difference.range.contains(place) and made.time > newest for made, place in decided)

    def _go_on(self, walk: Deciding) -> None:
        """Asks about the next difference, or ends."""
        view = self._reader.view
        if not walk.left:
            self._end()
            open_ = walk.total - walk.made
            words = f"{walk.outcome} That was the last difference" + (f"; {open_} left open." if open_ else ".")
            keys = self._reader.keys_for(["undo"] if walk.made else [])
            self._reader.say(Content.assemble(f"{words}   ", keys))
            return
        self._reader.mode = walk
        difference, *left = walk.left
        view.select(difference.range)
        at = "bottom" if view.raise_to_top(difference.range.start) else "top"
        claims = [(name, span) for name, spans in difference.marks.items() for span in spans]
        rows = [(str(at), str(at + 1), self._claim(name, span)) for at, (name, span) in enumerate(claims)]
        silent = [name for name, spans in difference.marks.items() if not spans]
        if silent:
            rows.append((_NEITHER, "0", Content(f"no mark, like {clean(', '.join(silent))}")))
        rows.append((_SKIP, "s", Content("leave it open, go on")))
        number = walk.total - len(left)
        title = f"Difference {number} of {walk.total}: who is right? Your choice is saved as a mark"
        after = walk._replace(left=tuple(left))
        self._reader.app.push_screen(
            Choice(title, rows, at=at), lambda answer: self._decide(after, difference, claims, answer)
        )

    def _end(self) -> None:
        self._reader.mode = Plain.READING
        self._reader.view.clear_selection()

    def _claim(self, name: str, span: Span) -> Content:
        look = self._reader.looks.of(span.category)
        words = _both_ends(span.range.of(self._session.document.text))
        return Content.assemble((f"{clean(name)}: ", "bold"), (f"{look.sign} {clean(span.category)} ", look.ink), words)

    def _decide(
        self, walk: Deciding, difference: Difference, claims: list[tuple[str, Span]], answer: str | None
    ) -> None:
        if answer is None:
            self._end()
        elif answer == _SKIP:
            self._go_on(walk)
        elif answer == _NEITHER:
            self._go_on(self._decided(walk, difference.range, None, "Decided: no mark."))
        else:
            name, span = claims[int(answer)]
            self._go_on(self._decided(walk, span.range, span.category or None, f"Decided: as {name} marked it."))

    def _decided(self, walk: Deciding, place: TextRange, category: str | None, note: str) -> Deciding:
        """The walk after one more decision, which is saved."""
        from content.annotation.agreement.comparison import DECISION

        self._saving.act(lambda: self._session.mark(place, category=category, note=note, tags=(DECISION,)))
        return walk._replace(made=walk.made + 1, outcome=note)


def _both_ends(words: str) -> str:
    """The words on one line, shortened in the middle if there are many: the ends may be what differs."""
    if len(words) <= _CLAIM:
        return excerpt(words, _CLAIM)
    head, tail = words[: _CLAIM // 2], words[-_CLAIM // 2 :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
