"""What the pane of marks lists: marks with their threads, in the order asked for, of those that are looked for."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rich.cells import cell_len
from textual.content import Content

from content.wording import counted
from tui.render.clean import clean
from tui.render.fitted import fitted, fitted_lines
from tui.render.items import QUIET, Item, ends, excerpt, explaining
from tui.render.marks import answerer, called, indent, person, signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.search.sought import Sought
    from tui.render.marks import MarkView, ReplyView
    from tui.render.shown_marks import Fact, ShownMarks
    from tui.theme import CategoryLook

_IN_PANE = 12  # replies shown, the last ones; nobody reads more there
_WORDS_ROWS, _NOTE_ROWS, _WAS_ROWS = 2, 2, 3  # in a full pane


class MarkOrder(StrEnum):
    """How the pane lists the marks; the values say it in a sentence."""

    TEXT = "as in the text"
    CATEGORY = "by category"
    NEWEST = "the newest first"
    ANNOTATOR = "by annotator"


def orders(marks: ShownMarks) -> list[MarkOrder]:
    """The orders that tell something: by annotator only where there are several."""
    return [order for order in MarkOrder if marks.by_several or order is not MarkOrder.ANNOTATOR]


def admitted(marks: Sequence[MarkView], sought: Sought) -> list[MarkView]:
    """The marks that are looked for: their words, notes and replies, categories, tags and everybody in them."""
    if not sought:
        return list(marks)
    return [
        mark
        for mark in marks
        if sought.admits(
            category=mark.category or "",
            tags=mark.tags,
            people=(mark.annotator, mark.contributor, *(reply.annotator for reply in mark.replies)),
            texts=(mark.words, mark.was, mark.note, *(reply.words for reply in mark.replies)),
        )
    ]


class Sieve:
    """Knows of each mark whether it is one of those looked for: to ask 10,000 again took 80 ms for each change."""

    def __init__(self, sought: Sought) -> None:
        self.sought = sought
        self._known: dict[str, tuple[MarkView, bool]] = {}

    def admitted(self, marks: Sequence[MarkView]) -> Sequence[MarkView]:
        """The marks that are looked for."""
        return [mark for mark in marks if self._admits(mark)] if self.sought else marks

    def _admits(self, mark: MarkView) -> bool:
        known = self._known.get(mark.id)
        if known is None or known[0] is not mark:
            known = self._known[mark.id] = mark, bool(admitted([mark], self.sought))
        return known[1]


def heading_item(name: str, look: CategoryLook | None, count: int) -> Item:
    """What stands over so many marks of a category with a look, or without one of an annotator."""
    words = person(name) if look is None else _category(look, name)
    return Item(partial(_heading, words, count), None, f"group-{name}", heading=True)


def _category(look: CategoryLook, name: str) -> Content:
    return Content.assemble((f"{look.sign} ", look.ink), (clean(name) or "no category", "bold"))


def _heading(name: Content, count: int, room: int, more: int = 0) -> Content:
    del more
    right = Content.styled(f" {count}", QUIET)
    return ends(name.truncate(room - cell_len(right.plain), ellipsis=True), right, room)


def item_of(mark: MarkView, means: str, *, named: bool) -> Item:
    """A mark, and what the signs mean that are explained under it."""
    drawn = explaining(partial(_mark, mark, named=named), means)
    return Item(drawn, mark.range.start if mark.range else None, mark.id, counts=not mark.loose)


def signs_of(mark: MarkView) -> dict[Fact, str]:
    """The signs of a mark, by what they stand for, and what they mean."""
    look = mark.look
    signs: dict[Fact, str] = {}
    if look.name and not mark.loose:
        signs["look", look.name] = f"{look.sign} {look.name}"
    if mark.note:
        signs["note", ""] = "✎ note"
    if mark.replies:
        signs["reply", ""] = "↳ reply"
    return signs


def explained_at(mark: MarkView, marks: ShownMarks) -> str:
    """What the signs mean that a mark has and none of the `marks` before it."""
    return " · ".join(words for sign, words in signs_of(mark).items() if marks.is_first(mark, sign))


def _mark(mark: MarkView, room: int, more: int = 0, *, named: bool) -> Content:
    rows = _first(mark, room, more)
    inner = room - 2
    if named:
        rows += _under(signature(mark, max(8, inner - 3)), inner)
    if mark.was:
        was = fitted(f"words changed, was: “{mark.was}”", inner, _WAS_ROWS + more)
        rows += [Content.styled(f"  {row}", "$warning") for row in was]
    if mark.note:
        rows += _note(mark, inner, more)
    rows += _thread(mark.replies, inner, more)
    if mark.tags:
        tags = fitted(" ".join(f"#{clean(tag)}" for tag in mark.tags), inner, 1 + more)
        rows += [Content.styled(f"  {row}", QUIET) for row in tags]
    if mark.state and not mark.was:
        rows.append(Content.styled(f"  {excerpt(mark.state, inner)}", QUIET))
    if not mark.saved:
        rows.append(Content.styled("  not saved yet", "$warning"))
    return Content("\n").join(rows)


def _first(mark: MarkView, room: int, more: int) -> list[Content]:
    if mark.loose:
        return [Content.styled(row, f"bold {QUIET}") for row in fitted(mark.words, room, _WORDS_ROWS + more)]
    look = mark.look
    first, *others = fitted(mark.words, room - 2, _WORDS_ROWS + more)
    return [Content.assemble((f"{look.sign} ", look.ink), first), *(Content(f"  {row}") for row in others)]


def _note(mark: MarkView, room: int, more: int) -> list[Content]:
    by = set(mark.note_authors) - {mark.annotator}
    rows = fitted_lines(mark.note, room - 2, _NOTE_ROWS + more)
    rows += [excerpt(f"({', '.join(called(name) for name in mark.note_authors)})", room - 2)] if by else []
    return [Content.styled(f"  {'  ' if at else '✎ '}{row}", "italic") for at, row in enumerate(rows)]


def _thread(replies: Sequence[ReplyView], room: int, more: int) -> list[Content]:
    earlier = len(replies) - _IN_PANE
    rows = [Content.styled(f"  ↳ {counted(earlier, 'earlier reply', 'earlier replies')}", QUIET)] if earlier > 0 else []
    for reply in replies[-_IN_PANE:]:
        begin = indent(reply)
        hang, inner = "  " + " " * len(begin) + "  ", max(1, room - len(begin) - 2)
        who = answerer(reply)
        if "\n" in reply.words.strip() or cell_len(who.plain) + 2 > inner:
            said = fitted_lines(reply.words, inner, _NOTE_ROWS + more)
            drawn = [*who.wrap(inner), *(Content.styled(row, "italic") for row in said)]
        else:
            cells = inner * (_NOTE_ROWS + more) - cell_len(who.plain) - 4
            drawn = Content.assemble(who, (f": {excerpt(reply.words, cells)}", "italic")).wrap(inner)
        rows += [Content.assemble(hang if at else f"  {begin}↳ ", row) for at, row in enumerate(drawn)]
    return rows


def _under(content: Content, cells: int) -> list[Content]:
    return [Content.assemble("  ", row) for row in content.wrap(cells)]


class Completion(NamedTuple):
    """Something that can be looked for: what is typed for it, and how many marks have it."""

    typed: str
    marks: int


class Named(Protocol):
    """Of a mark, what it can be looked for by besides its words."""

    @property
    def category(self) -> str | None: ...
    @property
    def annotator(self) -> str: ...
    @property
    def tags(self) -> Sequence[str]: ...


def offered(marks: Iterable[Named]) -> list[Completion]:
    """The categories, tags and annotators of the marks, as they are typed, in the order of the alphabet."""
    counts: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        counts.update({("category:", mark.category or ""), ("@", mark.annotator), *(("#", tag) for tag in mark.tags)})
    found = [
        Completion(f'{sign}"{name}"' if " " in name else f"{sign}{name}", count)
        for (sign, name), count in counts.items()
        if name.strip()
    ]
    return sorted(found, key=lambda one: ("c#@".index(one.typed[0]), _begun(one.typed)))


def completions(offered: Iterable[Completion], word: str) -> list[Completion]:
    """Those of the offered that a word which is being typed can become."""
    begun = _begun(word)
    plain = ((one, _begun(one.typed)) for one in offered)
    return [one for one, name in plain if name.startswith(begun) or name.partition(":")[2].startswith(begun)]


def _begun(typed: str) -> str:
    return typed.replace('"', "").casefold()
