"""The core of the reader's screen: the text with its caret, the title bar, the footer, and moving about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label

from content.annotation.anchoring.anchor import AnchorState
from content.errors import InputError
from content.wording import counted
from tui.keys import BY_ID, shown_key
from tui.render.clean import clean
from tui.render.items import MarkView
from tui.render.page import bare_page
from tui.render.structured import page_of
from tui.screens.dialog import LineInput
from tui.widgets.line import Line
from tui.widgets.pane import Pane
from tui.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from content.annotation.anchoring.anchor import Anchor
    from content.session import Mark, Session
    from content.structure.model import Briefing

Part = str | Content | tuple[str, str]

_SAID_SECONDS = 5.0
_TLP_INK = {"TLP:RED": "#ff2b2b", "TLP:AMBER": "#ffc000", "TLP:AMBER+STRICT": "#ffc000", "TLP:GREEN": "#33ff00"}


class Reading(Screen[None], inherit_bindings=False):
    """Shows one open briefing. Subclasses add marks, search and panes."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__()
        self.session = session
        self.keys = keys
        self.marking = marking
        self.briefing: Briefing | None = None
        self.marks: list[MarkView] = []
        self.newer = False  # whether the briefing was changed on disk since
        self._views: dict[str, tuple[Mark, MarkView]] = {}
        self._hint_left = {"section-next", "mark", "note"} if hint else set[str]()
        self._said: Content | None = None
        self._said_at: tuple[object, ...] | None = None
        self._said_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title bar, panes on both sides of the text, footer."""
        self.briefing = self.session.known_briefing
        page = page_of(self.briefing) if self.briefing else bare_page(self.session.document)
        yield Line(id="title")
        with Horizontal(id="body"):
            with Vertical(id="left", classes="column"):
                yield Pane("outline", "Outline", "Headings of the text will be listed here.")
                yield Pane("marks", "Marks", "No marks yet. m marks the paragraph at the caret, v selects words first.")
            with Vertical(id="right", classes="column"):
                yield Pane("quotes", "Quotes", "Who said what will be listed here. This text quotes nobody.")
                yield Pane("background", "Background", "History and context will be listed here. None was found.")
            yield ReadingView(page, offset=self.session.position or 0, id="reading")
        with Horizontal(id="prompt"):
            yield Label("/")
            yield LineInput(id="words")
        yield Line(id="footer")

    @property
    def view(self) -> ReadingView:
        """The text."""
        return self.query_one("#reading", ReadingView)

    # Title bar and footer

    def show_title(self) -> None:
        """Headline, marking, unsaved marks, number of marks, reading position."""
        document = self.session.document
        headline = (
            self.briefing.headline.of(document.text) if self.briefing and self.briefing.headline else document.source
        )
        left = [Content.styled(" " + clean(" ".join(headline.split())), "bold")]
        right: list[Part] = []
        if marking := self.marking or (self.briefing.marking if self.briefing else None):
            ink = _TLP_INK.get(marking, "#ffffff")
            right.append((f" {clean(marking)} ", f"bold {ink} on #000000"))
        count = len(self.marks)
        right.append(f"  {counted(count, 'mark')}")
        if unsaved := self.session.unsaved:
            right.append((f", {unsaved} not saved", "bold $warning"))
        if self.newer:
            right.append((", changed on disk", "bold $warning"))
        if lost := sum(mark.range is None for mark in self.marks):
            right.append((f", {lost} without a place", "bold $warning"))
        right.append(f"   {self.progress():>3} % ")
        self.query_one("#title", Line).show(Content.assemble(*left), Content.assemble(*right))

    def progress(self) -> int:
        """How far the caret is in the text, in per cent."""
        length = len(self.session.document.text)
        return min(100, round(100 * self.view.caret / length)) if length else 100

    def say(self, words: str | Content, *, warning: bool = False, lasting: bool = False) -> None:
        """Shows a sentence in the footer for a few seconds; a warning, or what has to last, longer."""
        content = words if isinstance(words, Content) else Content(clean(words))
        self._said = content.stylize("bold $warning") if warning else content
        self._said_at = None if warning or lasting else self._place()
        if self._said_timer is not None:
            self._said_timer.stop()
        self._said_timer = self.set_timer(_SAID_SECONDS * (3 if warning or lasting else 1), self._unsay)
        self.show_footer()

    def moved_on(self) -> None:
        """Drops what was said once the caret or the focus is elsewhere; a warning stays for its time."""
        if self._said_at is not None and self._said_at != self._place():
            self._said = self._said_at = None

    def _place(self) -> tuple[object, ...]:
        return self.view.caret, self.view.selection, self.focused

    def _unsay(self) -> None:
        self._said = None
        self.show_footer()

    def show_footer(self) -> None:
        """What was just said, or the keys that matter where the caret is."""
        footer = self.query_one("#footer", Line)
        help_keys = self.keys_for(["help"])
        if self._said is not None:
            footer.show(Content.assemble(" ", self._said), help_keys, whole=True)
        elif (
            self._hint_left and not self.view.selecting and self.view.selection is None and self.view.page.text.strip()
        ):
            footer.show(self._hint(), help_keys)
        else:
            footer.show(Content.assemble(" ", self.footer()), help_keys)

    def footer(self) -> Content:
        """The keys that matter now."""
        return self.keys_for(["select.start", "mark", "note", "search", "pane.marks"])

    def on_screen_suspend(self) -> None:
        """What was said is read when a dialog opens: it would stand beside what the dialog is about."""
        self._said = self._said_at = None
        self.show_footer()

    def keys_for(self, ids: Sequence[str], words: Mapping[str, str] | None = None) -> Content:
        """Keys with what they do, in one row."""
        parts: list[Part] = []
        for id_ in ids:
            if keys := self.keys[id_]:
                said = (words or {}).get(id_) or BY_ID[id_].short or BY_ID[id_].words
                parts += [(shown_key(keys[0]), "bold $primary"), f" {said}   "]
        return Content.assemble(*parts)

    def _hint(self) -> Content:
        """The first start: three keys to try everything."""
        parts: list[Part] = [(" Try it: ", "bold $accent")]
        for name, id_, words in (
            ("section-next", "move.section-next", "next section"),
            ("mark", "mark", "mark the paragraph"),
            ("note", "note", "write a note"),
        ):
            done = name not in self._hint_left
            key = "✓" if done else shown_key(self.keys[id_][0]) if self.keys[id_] else ""
            parts += [(key, "bold $success" if done else "bold $primary"), f" {words}   "]
        return Content.assemble(*parts)

    def tried(self, name: str) -> None:
        """Ticks a step of the first start's hint."""
        self._hint_left.discard(name)

    # The session's values made into those of widgets

    def show_structure(self, briefing: Briefing) -> None:
        """Shows the structure; called again when a role was overruled."""
        self.briefing = briefing
        self.view.show_page(page_of(briefing))

    def read_structure(self) -> None:
        """Begins to read the structure, which may take a while, and shows it when it is there."""
        self.run_worker(self._read_structure, thread=True, group="structure", exit_on_error=False)

    def _read_structure(self) -> None:
        try:
            _ = self.session.briefing  # kept by the session
        except InputError as error:
            self.app.call_from_thread(self.say, str(error), warning=True)
        else:
            self.app.call_from_thread(self.structure_read)

    def structure_read(self) -> None:
        """The structure is there; the screen of marks shows both."""

    def view_of(self, mark: Mark) -> MarkView:
        """A mark as widgets need it; made once for each state of a mark."""
        known = self._views.get(mark.id)
        if known is None or known[0] is not mark:
            known = self._views[mark.id] = mark, self._made_view(mark)
        return known[1]

    def _made_view(self, mark: Mark) -> MarkView:
        annotation, anchor = mark.annotation, mark.anchor
        words = anchor.range.of(self.session.document.text) if anchor.range else ""
        if not words and annotation.quote:
            words = annotation.quote.exact
        return MarkView(
            id=annotation.id,
            range=anchor.range,
            words=words,
            category=annotation.category,
            note=annotation.note,
            tags=annotation.tags,
            annotator=annotation.annotator,
            saved=mark.saved,
            state=_state(anchor),
        )

    # Moving

    def action_move(self, where: str, extend: bool = False) -> None:
        """Moves the caret; `extend` selects on the way."""
        view = self.view
        if where in {"left", "right"}:
            view.move_character(1 if where == "right" else -1, extend=extend)
        elif where in {"up", "down"}:
            view.move_rows(1 if where == "down" else -1, extend=extend)
        elif where.startswith("word"):
            view.move_word(_step(where), extend=extend)
        elif where.startswith("row"):
            view.move_line_end(1 if where == "row-end" else -1, extend=extend)
        elif where.startswith(("page", "half")):
            view.move_page((0.5 if "half" in where else 1) * (1 if where.endswith("down") else -1), extend=extend)
        elif where in {"top", "end"}:
            view.move_text_end(1 if where == "end" else -1, extend=extend)
        else:
            view.move_unit(where.split("-", maxsplit=1)[0], _step(where), extend=extend)
            self.tried(where)

    def action_select(self) -> None:
        """Begins to select at the caret."""
        self.view.begin_selection()

    def action_widen(self) -> None:
        """Selects the sentence, then the paragraph, then the section."""
        self.view.widen()

    def action_swap_ends(self) -> None:
        """Goes to the other end of the selection."""
        self.view.swap_ends()

    def action_redraw(self) -> None:
        """Draws everything anew."""
        self.app.refresh(repaint=True, layout=True)


def _state(anchor: Anchor) -> str:
    """What became of a mark, for readers; empty when its words stand where they stood."""
    if anchor.state is AnchorState.AMBIGUOUS:
        several = len(anchor.candidates) > 1
        return f"may be in {len(anchor.candidates)} places: Enter" if several else "changed; perhaps here: Enter"
    return {AnchorState.MOVED: "moved", AnchorState.ORPHAN: "not in the text: Enter"}.get(anchor.state, "")


def _step(where: str) -> int:
    return 1 if where.endswith("next") else -1
