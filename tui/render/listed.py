"""A list of briefings as rows of a table: what each column shows, by what it is sorted, and what words find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from content.document.read_state import ReadState
from content.languages.folding import plain
from content.wording import counted
from tui.render.cells import elided
from tui.render.clean import clean
from tui.render.fitted import on_one_line
from tui.theme import BUILT_IN_LOOKS

QUIET = "$foreground 66%"
SIGNS: Mapping[ReadState, str] = {
    ReadState.UNREAD: "●",
    ReadState.READ: " ",
    ReadState.LATER: "◆",
    ReadState.ARCHIVED: "–",
}


class Listed(NamedTuple):
    """One briefing of the list: `source` opens it; `offset` of `length` code points are read (length 0: not known).

    `note` says what else there is to say, such as why it cannot be opened. `named` ones were named by the reader.
    """

    source: str
    title: str
    state: ReadState = ReadState.UNREAD
    lead: str = ""
    kind: str = ""
    date: str = ""
    offset: int = 0
    length: int = 0
    marks: Mapping[str, int] = MappingProxyType({})
    signs: Mapping[str, str] = MappingProxyType({})  # of categories that are the reader's own
    note: str = ""
    named: bool = False
    broken: bool = False  # it cannot be opened

    @property
    def sign(self) -> str:
        """What its state looks like."""
        return "!" if self.broken else SIGNS[self.state]

    @property
    def progress(self) -> str:
        """How far it was read, in per cent; empty if it never was."""
        return f"{min(100, round(100 * self.offset / self.length))} %" if self.length else ""

    @property
    def is_found_by(self) -> str:
        """The words that find it."""
        words = (self.title, self.source, self.kind, self.date, self.state.value, self.lead, self.note, *self.marks)
        return " ".join(words)


class Order(StrEnum):
    """What a list is sorted by."""

    LISTED = "as listed"
    STATE = "unread first"
    TITLE = "title"
    DATE = "newest"
    KIND = "kind"
    POSITION = "least read"
    MARKS = "most marks"
    SOURCE = "source"


_STATES = tuple(ReadState)
_KEYS: Mapping[Order, Callable[[Listed], Any]] = {
    Order.STATE: lambda one: (one.state is ReadState.READ, _STATES.index(one.state)),
    Order.TITLE: lambda one: one.title.casefold(),
    Order.KIND: lambda one: (not one.kind, one.kind),
    Order.POSITION: lambda one: one.offset / one.length if one.length else 0,
    Order.MARKS: lambda one: -sum(one.marks.values()),
    Order.SOURCE: lambda one: one.source.casefold(),
}


def ordered(rows: Sequence[Listed], order: Order) -> list[Listed]:
    """The rows sorted; equal ones stay as they were."""
    if order is Order.DATE:  # those without a date last
        return sorted(rows, key=lambda one: one.date, reverse=True)
    key = _KEYS.get(order)
    return sorted(rows, key=key) if key else list(rows)


def found_by(rows: Sequence[Listed], words: str) -> list[Listed]:
    """Those that have all the words; archived ones only when they are asked for by that word."""
    wanted = plain(words).split()
    archived = ReadState.ARCHIVED.value in wanted
    return [
        one
        for one in rows
        if (archived or one.state is not ReadState.ARCHIVED) and (not wanted or _has(_plain(one.is_found_by), wanted))
    ]


_plain = lru_cache(maxsize=1 << 15)(plain)


def _has(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


class Column(NamedTuple):
    """A column: its title, its width in cells, what it shows, and what a click on its title sorts by."""

    title: str
    width: int
    show: Callable[[Listed], Content]
    order: Order
    right: bool = False


_APART = 2  # cells between columns
_LEAST_TITLE = 24
_ALWAYS = frozenset({"", "title"})


def _title(one: Listed) -> Content:
    words = on_one_line(one.title)
    style = "" if one.state is ReadState.READ else "bold"
    return Content.assemble((words, style), (f"   {clean(one.note)}" if one.note else "", QUIET))


def _marks(one: Listed) -> Content:
    parts = sorted(one.marks.items(), key=lambda mark: -mark[1])
    looks = [(one.signs.get(category), BUILT_IN_LOOKS.of(category), count) for category, count in parts]
    return Content.assemble(*((f"{clean(sign or look.sign)}{count} ", look.ink) for sign, look, count in looks))


def spoken(one: Listed, width: int, *, selected: bool) -> Content:
    """A row in words, complete in itself, for the plain screen: of a long title the end gives way."""
    state = "cannot be opened" if one.broken else one.state.value
    marks = counted(sum(one.marks.values()), "mark") if one.marks else ""
    read = f"at {one.progress}" if one.progress else ""
    said = ("selected" if selected else "", state, read, one.kind, one.date[:10], marks, one.note)
    facts = clean(", ".join(filter(None, said)))
    title = elided(clean(" ".join(one.title.split())), max(_LEAST_TITLE, width - cell_len(facts) - 4))
    return Content(f" {title}, {facts}").truncate(width, ellipsis=True, pad=True)


def _end_of(path: str, cells: int) -> str:
    """The end of a path, which tells more than its beginning."""
    while cell_len(path) > cells:
        path = f"…{path[max(2, len(path) // 16) :]}" if len(path) > 4 * cells else f"…{path[2:]}"
    return path


_COLUMNS = (
    Column("", 1, lambda one: Content.styled(one.sign, "bold $primary"), Order.STATE),
    Column("title", 0, _title, Order.TITLE),
    Column("read", 5, lambda one: Content.styled(one.progress, QUIET), Order.POSITION, right=True),
    Column("date", 10, lambda one: Content.styled(clean(one.date[:10]), QUIET), Order.DATE),
    Column("marks", 12, _marks, Order.MARKS),
    Column("kind", 10, lambda one: Content.styled(clean(one.kind), QUIET), Order.KIND),
    Column("source", 28, lambda one: Content.styled(_end_of(clean(one.source), 28), QUIET), Order.SOURCE),
)
_HAS: Mapping[str, Callable[[Listed], object]] = {
    "read": lambda one: one.length,
    "date": lambda one: one.date,
    "marks": lambda one: one.marks,
    "kind": lambda one: one.kind,
    "source": lambda one: one.source,
}


def shown_columns(rows: Sequence[Listed]) -> frozenset[str]:
    """The titles of the columns that have something to show."""
    return frozenset(title for title, has in _HAS.items() if any(map(has, rows)))


@lru_cache(maxsize=8)
def columns(width: int, used: frozenset[str]) -> tuple[Column, ...]:
    """The columns of those used that there is room for; they fill `width` cells with a blank at both ends."""
    chosen: list[Column] = []
    room = width - 2 - _LEAST_TITLE
    for column in _COLUMNS:
        if column.title not in used | _ALWAYS:
            continue
        room -= column.width + _APART
        if room + _APART < 0:
            break
        chosen.append(column)
    taken = sum(column.width + _APART for column in chosen)
    return tuple(
        column._replace(width=width - 2 - taken + _APART) if column.title == "title" else column for column in chosen
    )


def row(one: Listed, width: int, used: frozenset[str]) -> Content:
    """A row of the table, exactly `width` cells wide."""
    return _joined([_fit(column.show(one), column) for column in columns(width, used)], width)


def head(width: int, used: frozenset[str], order: Order) -> Content:
    """The titles of the columns; an arrow stands at the one that the list is sorted by."""
    titles = [
        _fit(Content.styled(f"{column.title}{'▾' if column.order is order and column.title else ''}", "bold"), column)
        for column in columns(width, used)
    ]
    return _joined(titles, width)


def column_at(x: int, width: int, used: frozenset[str]) -> Column | None:
    """The column under a cell."""
    at = 1
    for column in columns(width, used):
        if at <= x < at + column.width + _APART:
            return column
        at += column.width + _APART
    return None


def _joined(cells: Sequence[Content], width: int) -> Content:
    line = Content.assemble(" ", Content(" " * _APART).join(cells))
    return line.truncate(width, pad=True)


def _fit(content: Content, column: Column) -> Content:
    cut = content.truncate(column.width, ellipsis=True)
    blank = " " * (column.width - cell_len(cut.plain))
    return Content.assemble(blank, cut) if column.right else Content.assemble(cut, blank)


def preview(one: Listed, width: int, rows: int) -> Content:
    """Headline, place and beginning of a briefing, in at most so many rows."""
    lines = [
        *Content.styled(on_one_line(one.title), "bold").wrap(width)[: max(1, rows - 2)],
        Content.styled(_end_of(clean(one.source), width), QUIET),
        *Content(clean(one.lead or one.note)).wrap(width),
    ]
    kept = lines[:rows]
    if len(lines) > rows and kept:
        kept[-1] = (kept[-1] + Content(" …")).truncate(width, ellipsis=True)
    return Content("\n").join(kept)
