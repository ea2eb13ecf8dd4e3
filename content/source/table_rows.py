"""The rows of a table in CSV, JSON or JSON Lines, as names and texts."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_ROWS = 2000
MOST_SHORT_ROWS = 20_000  # of a table that is shown whole
_MOST_COLUMNS = 1000  # more is no table that anybody reads
_DELIMITERS = ",;\t|"
_SNIFFED = 40  # lines
_SNIFFED_LENGTH = 200_000  # characters
_LONGEST_NAME = 80  # characters of a column's name
_DEEPEST = 3  # objects in each other, of a row and around the list of rows
_NODES = 1000  # values looked at for the list of rows
_PLAIN_NAME = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"\A\s*+https?://\S++\s*+\Z")
BODIES = (
    "text", "fulltext", "articletext", "articlebody", "bodytext", "body", "content", "fullcontent", "maintext",
    "article", "story", "bodyhtml", "bodyxhtml", "contenthtml", "html", "transcript",
)  # fmt: skip
"""Names of columns that hold a text, whatever its length."""

_ARTICLE = 200  # characters, at least, of a text with which an object is an article
_NAMING = ("name", "title", "label", "value", "text", "content", "body")  # what objects in a list are known by

Row = dict[str, str]


class Rows(NamedTuple):
    """The columns of a table in their order, its rows up to the most that are opened, and their number in `total`.

    `skipped` are entries of a list, or lines of JSON Lines, that are not objects.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    total: int
    skipped: int = 0


def rows_of_csv(text: str, *, tabs: bool = False) -> Rows | None:
    """The rows of a text in CSV or with tabs; None when it is no table. A first row without names counts as a row."""
    first, _, rest = text.partition("\n")
    given = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""  # as Excel has it
    text = rest if given else text
    delimiter = given if len(given) == 1 else "\t" if tabs else _delimiter(text)
    if not delimiter:
        return None
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        all_rows = filter(any, _reader(text, delimiter))
        found = list(islice(all_rows, MOST_SHORT_ROWS + 1))
        total = len(found) + sum(1 for _ in all_rows)
    except csv.Error:
        return None
    width = max(map(len, found), default=0)
    if not 0 < width <= _MOST_COLUMNS:
        return None
    names = [name.strip() for name in found[0]]
    if _are_names(names) and len(found) > 1:
        names += [str(number) for number in range(len(names) + 1, width + 1)]
        found, total = found[1:], total - 1
    else:
        names = [str(number) for number in range(1, width + 1)]
    rows = [dict(zip(names, row, strict=False)) for row in found[:MOST_SHORT_ROWS]]
    return Rows(tuple(names), rows, total)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows; a blank after a delimiter is not part of the cell, so that a quotation mark after it opens one."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)


def _are_names(row: list[str]) -> bool:
    named = [name for name in row if name]
    short = all(len(name) <= _LONGEST_NAME and not name.replace(".", "").isdigit() for name in named)
    return bool(named) and short and len(set(row)) == len(row) and len(named) * 2 > len(row)


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of cells, more than one; empty when none does.

    Not csv.Sniffer: it may take a letter for a delimiter, and time beyond measure.
    """
    head = text[:_SNIFFED_LENGTH]
    best, most = "", 0.0
    for sign in _DELIMITERS:
        try:
            rows = list(islice(_reader(head, sign), _SNIFFED))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if row]
        if len(head) < len(text) and len(widths) > 1 and len(rows) < _SNIFFED:
            widths.pop()  # it was cut
        if widths and (width := max(set(widths), key=widths.count)) > 1:
            share = widths.count(width) / len(widths)
            if share > most:
                best, most = sign, share
    return best


def rows_of_json(text: str) -> tuple[Rows | None, str]:
    """The rows of JSON or JSON Lines; None when it is not a table, with what is wrong if it is not even JSON."""
    try:
        rows, others = _rows(_parsed(text))
    except (ValueError, RecursionError) as error:
        found, skipped = _lines(text)
        if found and skipped <= len(found):
            return _table(found, skipped), ""
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        return None, where
    return (_table(rows, others) if rows else None), ""


def rows_of_lines(text: str) -> Rows:
    """The rows of JSON Lines, of which `text` has some lines; none of lines that are something else."""
    return _table(*_lines(text))


def row_of_line(line: str) -> Row:
    """The row that one line of JSON Lines is. Raises ValueError for all but an object, RecursionError."""
    value = _parsed(line)
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - the line is wrong, as it is when it is not JSON
    return dict(_flat(value))


def _parsed(text: str) -> Any:
    """The value, all its numbers as they are written: none is too long, and none loses digits."""
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _lines(text: str) -> tuple[list[dict[str, Any]], int]:
    """The objects on the lines, and how many lines hold something else."""
    found, skipped = [], 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            value = _parsed(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            found.append(value)
        else:
            skipped += 1
            if skipped > MOST_ROWS and skipped > len(found):  # no JSON Lines
                break
    return found, skipped


def _rows(value: Any) -> tuple[list[dict[str, Any]], int]:
    """The objects in the outermost lists of a value, and how many entries of these are none.

    It is the value itself when it is one object without such a list, or has a longer text than those in the list: an
    article with its comments.
    """
    best: list[dict[str, Any]] = []
    others = 0
    level, looked = [value], 0
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level:
            looked += 1
            if looked > _NODES:
                break
            if isinstance(one, list):
                objects = [item for item in one if isinstance(item, dict)]
                if len(objects) * 2 > len(one):
                    best += objects
                    others += len(one) - len(objects)
            elif isinstance(one, dict):
                below += islice(one.values(), _NODES)
        if best:
            break
        level = below
    if not isinstance(value, dict) or (best and _text_in(value) < max(1, *map(_text_in, best))):
        return best, others
    return [value] if value else [], 0


def _text_in(row: dict[str, Any]) -> int:
    """The length of the longest text of an object under a name that says that it is one; 0 for a few words."""
    values = (value for name, value in row.items() if plain(name) in BODIES and isinstance(value, str))
    return max((len(value) for value in values if len(value) >= _ARTICLE), default=0)


def plain(name: str) -> str:
    """The name of a column without case, blanks and signs; of one within others its own."""
    return _PLAIN_NAME.sub("", name.rpartition(".")[2]).casefold()


def _table(found: list[dict[str, Any]], skipped: int = 0) -> Rows:
    rows = [dict(_flat(one)) for one in found[:MOST_ROWS]]
    columns = tuple(dict.fromkeys(chain.from_iterable(rows)))[:_MOST_COLUMNS]
    return Rows(columns, rows, len(found), skipped)


def _flat(row: dict[str, Any], within: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """The values of an object by name, of objects within it by "outer.inner"."""
    for name, value in islice(row.items(), _MOST_COLUMNS):
        whole = f"{within}{name}"
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{whole}.", depth + 1)
        elif isinstance(value, list):
            yield whole, _in_list(value)
        else:
            yield whole, _worded(value)


def _in_list(value: Any, depth: int = 1) -> str:
    """The words of an entry of a list: of a list all, of an object what it is known by, or else all."""
    if isinstance(value, dict):
        named = next((value[name] for name in _NAMING if isinstance(value.get(name), str)), None)
        value = list(value.values()) if named is None else named
    if not isinstance(value, list):
        return _worded(value)
    return "\n\n".join(filter(None, (_in_list(one, depth + 1) for one in value))) if depth <= _DEEPEST else ""


def _worded(value: Any) -> str:
    """A value as text; half of a surrogate pair, which JSON can have, becomes a sign that says so."""
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, bool):
        return "true" if value else "false"
    return ""


def lengths(rows: Iterable[Row], columns: Iterable[str]) -> dict[str, float]:
    """The mean length of the words that a column has, in characters, of rows that have it; addresses are not words."""
    found: dict[str, list[int]] = {name: [] for name in columns}
    for row in rows:
        for name, value in row.items():
            if name in found and value.strip() and not _ADDRESS.match(value):
                found[name].append(len(value))
    return {name: sum(some) / len(some) if some else 0.0 for name, some in found.items()}
