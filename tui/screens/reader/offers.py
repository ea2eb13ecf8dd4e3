"""What the footer offers: the keys that matter for what is begun, for what has the focus, or at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.keys import shown_key
from tui.render.clean import clean
from tui.render.items import excerpt
from tui.render.marks import signature
from tui.render.plain import in_mark, what_is_here
from tui.screens.reader.mode import MovingEnds, Placing
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.render.marks import MarkView
    from tui.screens.reader.feature import Reader
    from tui.screens.reader.links import Links
    from tui.screens.reader.marks import Marks

_NAME_CELLS = 14  # so that there is room for keys at 60 columns
_SITE_CELLS = 30
_HINT = (("move.section-next", "next section"), ("mark", "mark the paragraph"), ("note", "write a note"))


class Offers:
    """Chooses the keys; `hint` says whether the three of the first start are shown until they have been tried."""

    def __init__(self, reader: Reader, marks: Marks, links: Links, *, hint: bool) -> None:
        self._reader, self._marks, self._links = reader, marks, links
        self._untried = {id_ for id_, _ in _HINT} if hint else set[str]()

    def tried(self, id: str) -> None:
        """Ticks a step of the hint."""
        self._untried.discard(id)

    def drop_hint(self) -> None:
        """Stops showing the hint."""
        self._untried.clear()

    def now(self, *, room_for_note: bool) -> Content:
        """What is offered now; the note at the caret is shown where there is room for it."""
        reader, view = self._reader, self._reader.view
        empty = not view.page.text or view.page.text.isspace()  # `strip` would copy the text at each key
        if self._untried and not view.in_selection and not empty:
            return self._hint()
        if isinstance(reader.focused, Pane):
            offer = self._in_pane(reader.focused)
        elif view.in_selection:
            offer = self._in_selection()
        elif empty:
            keys = reader.keys_for(["library", "quit"], {"library": "list of briefings"})
            offer = Content.assemble("This briefing is empty.   ", keys)
        elif mark := self._marks.at_caret():
            offer = self._on_mark(mark, room_for_note=room_for_note)
        else:
            site = self._links.site_at_caret()
            words = {**self._mark_words(), "links": f"link: {excerpt(site, _SITE_CELLS)}"}
            ids = ["select.start", "mark", "note", "search", "pane.marks"]
            offer = reader.keys_for(["links", *ids] if site else ids, words)
        return Content.assemble(" ", self._place_in_words(), offer)

    def _place_in_words(self) -> str:
        """On a plain screen, what others see by colours and signs at the caret."""
        reader = self._reader
        plain = reader.app.has_class("plain") and not isinstance(reader.focused, Pane)
        return what_is_here(reader.briefing, reader.view.caret) if plain and reader.briefing else ""

    def _hint(self) -> Content:
        """The first start: three keys to try everything."""
        parts: list[str | tuple[str, str]] = [(" Try it: ", "bold $accent")]
        for id_, words in _HINT:
            done = id_ not in self._untried
            keys = self._reader.keys[id_]
            key = "✓" if done else shown_key(keys[0]) if keys else ""
            parts += [(key, "bold $success" if done else "bold $primary"), f" {words}   "]
        return Content.assemble(*parts, self._reader.keys_for(["help"], {"help": "help, with a tutorial"}))

    def _in_pane(self, pane: Pane) -> Content:
        own = {
            "quotes": ["pane.order", "pane.list", "pane.filter"],
            "background": ["pane.order", "timeline"],
            "marks": ["pane.order", "pane.filter"],
        }
        return Content.assemble(
            ("↑ ↓", "bold $primary"),
            " move   ",
            ("Enter", "bold $primary"),
            " go there   ",
            self._reader.keys_for([*own.get(pane.id or "", []), "leave"], {"leave": "text"}),
        )

    def _in_selection(self) -> Content:
        if isinstance(self._reader.mode, MovingEnds | Placing):
            said = {"select.start": "from the caret", "select.apply": "keep these ends"}
            return self._reader.keys_for(["select.apply", "select.swap", "select.start", "leave"], said)
        ids = ["mark", "note", "mark.legend", "select.widen", "leave", self._copy]
        return self._reader.keys_for(ids, self._mark_words())

    def _on_mark(self, mark: MarkView, *, room_for_note: bool) -> Content:
        look, here = mark.look, self._marks.here()
        at, others = (here.at, here.count - 1) if here else (0, 0)
        name = Content.styled(f"{look.sign} {clean(mark.category or 'mark')}   ", look.ink)
        if self._reader.app.has_class("plain"):
            name = Content(in_mark(mark))
        elif self._reader.marks.is_shared:
            name = Content.assemble(name, signature(mark, _NAME_CELLS), "   ")
        site = self._links.site_at_caret()
        more = [*(["mark.other"] if others else []), *(["words"] if mark.was and not mark.others else [])]
        ids = [*more, *(["links"] if site else []), "note", "mark.legend", "select.start", "mark.delete"]
        words = {
            "mark.other": f"{at + 1} of {others + 1}",
            "select.start": "ends",
            "links": f"link: {excerpt(site, _SITE_CELLS)}",
            "mark.legend": "category",
            **({"note": "reply", "mark.legend": "mark, too", "mark.delete": "hide"} if mark.others else {}),
        }
        note = f"✎ {excerpt(mark.note, 60)}   " if mark.note and room_for_note else ""
        return Content.assemble(name, self._reader.keys_for(ids, words), note)

    @property
    def _copy(self) -> str:
        """Of the two commands that copy the one that a set has a plain key for."""
        return "copy.leave" if self._reader.keys["copy.leave"] else "copy"

    def _mark_words(self) -> dict[str, str]:
        category = self._marks.category
        return {"mark": f"mark as {self._reader.looks.of(category).sign} {category}"}
