"""Marks as panes and painting need them: their words, who made, changed and answered them, what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from tui.render.clean import clean
from tui.render.fitted import lines_of
from tui.render.items import excerpt
from tui.theme import UNKNOWN_LOOK, person_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.model import TextRange
    from tui.theme import CategoryLook, Looks

_QUIET = "$foreground 66%"
_DEEPEST = 4  # levels of a thread that are indented
_THREAD_CELLS = 400  # of a note or reply shown while another is written
_IN_BOX = 60  # replies shown, the last ones; nobody reads more there
_NAME_CELLS = 24  # of a name in a sentence, a title or a list


class ReplyView(NamedTuple):
    """A reply in a mark's thread; `others` says that somebody else made it, `authors` who wrote its words.

    `order` grows with the time at which it was made.
    """

    id: str
    annotator: str
    words: str
    depth: int
    others: bool
    authors: tuple[str, ...] = ()
    order: float = 0.0


class MarkView(NamedTuple):
    """What panes and painting need to know about a mark.

    `state` is empty when its words are where they were; `was` are the words that it was made on, if they changed.
    `contributor` changed it last and `category_author` gave it its category, if that was not the annotator;
    `note_authors` wrote the note. `others` says that somebody else made it; `shared` that somebody else had any part in
    it. `loose` is a note on the whole briefing, or a reply whose mark is not there: neither has a place. `order` grows
    with the time at which it was made.
    """

    id: str
    range: TextRange | None
    words: str
    category: str | None
    note: str
    tags: tuple[str, ...]
    annotator: str
    saved: bool
    state: str = ""
    was: str = ""
    contributor: str = ""
    category_author: str = ""
    note_authors: tuple[str, ...] = ()
    replies: tuple[ReplyView, ...] = ()
    others: bool = False
    shared: bool = False
    loose: bool = False
    order: float = 0.0
    look: CategoryLook = UNKNOWN_LOOK

    @property
    def is_lost(self) -> bool:
        """Whether it needs a place."""
        return self.range is None and not self.loose


def legend(looks: Looks) -> Content:
    """The categories with their keys and signs."""
    rows = [
        Content.assemble(f"{look.key or ' '} ", (f"{clean(look.sign)} ", look.ink), clean(look.name))
        for look in looks.known
    ]
    return Content("\n").join([Content(""), *rows])


def called(name: str, cells: int = _NAME_CELLS) -> str:
    """A person's name, cut to fit a number of cells."""
    return excerpt(name, cells) if name.strip() else "nobody named"


def person(name: str, cells: int = _NAME_CELLS) -> Content:
    """A person's sign and name, which is cut to fit a number of cells."""
    if not name.strip():
        return Content.styled("nobody named", _QUIET)
    look = person_look(name)
    return Content.assemble((clean(look.sign), f"reverse {look.ink}"), (f" {called(name, cells)}", look.ink))


def signature(mark: MarkView, cells: int = _NAME_CELLS) -> Content:
    """Who made a mark, and who changed it last if that was somebody else; names are cut to fit a number of cells."""
    by, said = mark.contributor, "changed by"
    if not by:
        by, said = mark.category_author, "category by"
    changed = (f", {said} {called(by, cells)}", _QUIET) if by else ""
    return Content.assemble(person(mark.annotator, cells), changed)


def about(mark: MarkView) -> Content | None:
    """What a note box says about a mark: earlier words, who made it, its note and the thread under it; or None."""
    rows: list[Content] = []
    if mark.was:
        rows.append(Content.styled(f"words changed, was: “{excerpt(mark.was, _THREAD_CELLS)}”", "$warning"))
    if mark.contributor or (mark.others and not mark.note):
        rows.append(signature(mark))
    if not mark.note and set(mark.note_authors) - {mark.annotator}:
        rows.append(Content.assemble("note by ", _people(mark.note_authors)))
    if mark.note:
        rows.append(Content.assemble(_people(mark.note_authors), f": {lines_of(mark.note, _THREAD_CELLS)}"))
    rows += [
        Content.assemble((f"{indent(reply)}↳ ", ""), answerer(reply), f": {lines_of(reply.words, _THREAD_CELLS)}")
        for reply in mark.replies[-_IN_BOX:]
    ]
    return Content("\n").join(rows) if rows else None


def _people(names: Sequence[str]) -> Content:
    return Content(", ").join([person(name) for name in names])


def answerer(reply: ReplyView) -> Content:
    """Who made a reply, and who wrote in it besides."""
    besides = [name for name in reply.authors if name != reply.annotator]
    words = (f" (words by {', '.join(called(name) for name in reply.authors)})", _QUIET) if besides else ""
    return Content.assemble(person(reply.annotator), words)


def indent(reply: ReplyView) -> str:
    """The blanks before a reply, by its depth in the thread."""
    return "  " * (min(reply.depth, _DEEPEST) - 1)
