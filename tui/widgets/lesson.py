"""The tutorial's steps: what to do now with the keys in force, ticked when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widget import Widget

from tui.keys import BY_ID, MOVES, shown_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DONE, OPEN = "✓", "·"


class Step(NamedTuple):
    """Something to try: the commands that do it, and what to say; `{id}` stands for the key of a command.

    A step `after` another counts only once that one is done: leaving a pane needs a pane.
    """

    name: str
    words: str
    commands: frozenset[str]
    after: str = ""


_CATEGORIES = frozenset({"mark.legend", *(f"mark.{number}" for number in range(1, 10))})
STEPS = (
    Step(
        "Move",
        "{move.paragraph-next} goes to the next paragraph, {move.paragraph-previous} back; arrows, Home, End and the "
        "page keys work, too.",
        frozenset(MOVES),
    ),
    Step(
        "Select",
        "{select.widen} selects the sentence at the caret; pressed again, the paragraph.",
        frozenset({"select.widen", "select.start", *(id_ for id_, (_, selects) in MOVES.items() if selects)}),
    ),
    Step("Mark", "{mark} marks what is selected. It is saved at once, without asking.", frozenset({"mark"})),
    Step("Category", "{mark.2} makes the mark a claim; {mark.legend} lists all categories.", _CATEGORIES, "Mark"),
    Step("Note", "{note} opens a note on the mark: write some words, and save them with Ctrl+S.", frozenset({"note"})),
    Step(
        "Search",
        "{search} searches: type harbour and press Enter. {search.next} goes to the next place.",
        frozenset({"search"}),
    ),
    Step(
        "Quotes",
        "{pane.quotes} goes to the quotes, who said what: arrows choose one, and the text follows.",
        frozenset({"pane.quotes"}),
    ),
    Step("Back", "{leave} goes back to the text.", frozenset({"leave"}), "Quotes"),
    Step("Undo", "{undo} takes back the last change to a mark; {redo} brings it back.", frozenset({"undo"}), "Mark"),
    Step(
        "Export",
        "{export} lists what marks can be exported as. Escape writes nothing.",
        frozenset({"export"}),
    ),
    Step("Help", "{help} shows every key. Escape closes it.", frozenset({"help"})),
)
_END = "That was all. {close} closes the tutorial; only what you exported is kept. {palette} finds any command."


class LessonLines(Widget):
    """Shows the step to do now, and a row that says which are done."""

    def __init__(self, keys: Mapping[str, Sequence[str]]) -> None:
        super().__init__(id="lesson")
        self._keys = keys
        self._done: set[str] = set()

    def tried(self, command: str) -> None:
        """Ticks the first open step that a command does; one command does not do two at once."""
        for step in STEPS:
            can_be = step.name not in self._done and (not step.after or step.after in self._done)
            if can_be and command in step.commands:
                self._done.add(step.name)
                self.refresh(layout=True)
                return

    @property
    def now(self) -> Step | None:
        """The step to do now; None when all are done."""
        return next((step for step in STEPS if step.name not in self._done), None)

    def render(self) -> Content:
        """Two pieces: the steps in a row (on a plain screen the one at hand), and what to do."""
        step = self.now
        if self.app.has_class("plain"):
            place = f"step {STEPS.index(step) + 1} of {len(STEPS)}, {step.name}" if step else "done"
            return Content.assemble(f"Tutorial, {place}.\n", *self._filled(step.words if step else _END))
        row: list[str | tuple[str, str]] = [("Tutorial  ", "bold $accent")]
        for one in STEPS:
            if one.name in self._done:
                row.append((f"{DONE}\N{NO-BREAK SPACE}{one.name}  ", "$success"))
            elif one is step:
                row.append((f"{OPEN}\N{NO-BREAK SPACE}{one.name}  ", "bold"))
            else:
                row.append((f"{OPEN}\N{NO-BREAK SPACE}{one.name}  ", "$foreground 66%"))
        return Content.assemble(*row, "\n", *self._filled(step.words if step else _END))

    def _filled(self, words: str) -> list[str | tuple[str, str]]:
        """Words with the keys in force in place of their ids; a command without a key is found in the palette."""
        first, *rest = words.split("{")
        parts: list[str | tuple[str, str]] = [first]
        for piece in rest:
            id_, _, after = piece.partition("}")
            parts += [(self._key(id_), "bold $primary"), after]
        return parts

    def _key(self, id: str) -> str:
        keys = self._keys[id] or self._keys["palette"]
        if not keys:
            return f"“{BY_ID[id].words}”"
        return shown_key(keys[0]) if self._keys[id] else f"{shown_key(keys[0])} “{BY_ID[id].words}”"
