"""Words cut to a number of rows: on one line or with their own lines, and names of which the surname stays whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from content.kept import compiled
from tui.render.clean import clean
from tui.render.unseen import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODES = 4  # code points looked at for each cell; marks over letters take no cell
_LEAD = compiled(r"\s*(?:(?:[-*+•>]|\d{1,3}[.)])\s+)*")
_AFTER_NAME = re.compile(r"[,(]")
_TAB = "    "


def on_one_line(text: str) -> str:
    """Foreign text cleaned, with one blank for each run of blanks and line ends, without what typography has unseen."""
    return " ".join(clean(without_unseen(text).replace("\n", " ").replace("\t", " ")).split())


def fitted(text: str, cells: int, rows: int) -> list[str]:
    """Text wrapped at `cells`, at most `rows` rows; an ellipsis says that it goes on."""
    most = _CODES * cells * (rows + 1)
    wrapped = _wrapped(on_one_line(text[:most]), cells)
    if len(wrapped) <= rows and not text[most:].strip():
        return wrapped
    return [*wrapped[: rows - 1], _cut(wrapped[:rows][-1], cells)]


def fitted_lines(text: str, cells: int, rows: int) -> list[str]:
    """The same for text whose lines stay lines: blanks at their start are kept, and so is the room under a list's sign.

    Blank lines are left out where not all rows fit.
    """
    found: list[str] = []
    for line in text.strip("\n").split("\n"):
        found += _line_rows(line.rstrip(), cells, rows + 1)
        if sum(map(bool, found)) > rows:
            break
    if len(found) > rows:
        found = [row for row in found if row]
    return found if len(found) <= rows else [*found[: rows - 1], _cut(found[rows - 1], cells)]


def lines_of(text: str, most: int) -> str:
    """Foreign text of several lines, cleaned, of at most so many characters; an ellipsis says that it goes on."""
    kept = text.strip("\n")[:most].rstrip()
    lines = [clean(line.replace("\t", _TAB)) for line in kept.split("\n")]
    return "\n".join(lines) + "…" * (len(text.rstrip()) > most)


def _line_rows(line: str, cells: int, rows: int) -> list[str]:
    line = clean(line.replace("\t", _TAB)[: _CODES * cells * (rows + 1)])
    lead = _LEAD.match(line)
    begin = lead[0] if lead and 2 * cell_len(lead[0]) <= cells else ""
    wrapped = _wrapped(line[len(begin) :], max(1, cells - cell_len(begin)))
    return [f"{begin if at == 0 else ' ' * cell_len(begin)}{row}" for at, row in enumerate(wrapped)]


def _wrapped(line: str, cells: int) -> list[str]:
    from tui.render.layout import Layout  # what is on one line needs none, and a first screen has only that

    layout = Layout(line, max(1, cells))
    spans = (layout.span(row) for row in range(len(layout)))
    return [line[slice(*span)].rstrip() for span in spans if span]


def _cut(row: str, cells: int) -> str:
    """A row with an ellipsis at its end, for which words give way."""
    while row and cell_len(row) + 1 > cells:
        shorter = row.rstrip().rpartition(" ")[0]
        row = shorter if shorter.strip() else row[:-1]
    return f"{row.rstrip(' ,;:')}…"


def person_forms(name: str, surname: str = "") -> Iterator[str]:
    """A person's name, then ever shorter: without titles, with an initial, the surname alone.

    Names are taken to end with the `surname` unless it is given; small words before it ("von der") and what follows it
    ("Jr.") are a part.
    """
    yield name
    words = _AFTER_NAME.split(name, maxsplit=1)[0].split()
    if not words:
        return
    if surname in words[:-1]:
        at = words.index(surname)
        yield from (" ".join(words[begin:]) for begin in range(1, at + 1))
        yield surname
        return
    last = len(words) - 1
    if last and (words[last].endswith(".") or words[last] in {"II", "III", "IV"}):
        last -= 1
    while last and words[last - 1].islower():
        last -= 1
    for begin in range(1, last):
        yield " ".join(words[begin:])
    if last and words[last - 1][:1].isalpha():
        yield " ".join([f"{words[last - 1][:1]}.", *words[last:]])
    yield " ".join(words[last:])
