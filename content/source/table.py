"""Tables with texts, in CSV, JSON and JSON Lines: each row is a briefing; a table without texts is shown whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Document, Markup
from content.errors import InputError
from content.source.plain import as_written
from content.source.rendering import InlinePiece, Rendering
from content.source.table_rows import (
    BODIES,
    MOST_ROWS,
    MOST_SHORT_ROWS,
    Row,
    Rows,
    lengths,
    plain,
    rows_of_csv,
    rows_of_json,
)

if TYPE_CHECKING:
    from content.document.text import Decoded
    from content.source.received import Received

_JSON = frozenset({"json", "jsonl", "ndjson"})
_LONG = 120  # characters, on average, of a column that is taken for the texts whatever its name
_SOME = 25  # ... and of one whose name says that it is
_SAMPLE = 200  # rows
_LISTED = 20  # columns in a message

# The names of columns in the data that people hand on: what they export, and the fields of common interfaces.
_TEXTS = (*BODIES, "message", "markdown", "description", "abstract", "summary")
_KNOWN = {
    "title": "headline title head subject webtitle name",
    "author": "author authors byline creator writer",
    "date": "date published publishedat publishdate datepublished publicationdate pubdate webpublicationdate"
    " datepublish createdat datetime timestamp time",
    "link": "url link href permalink weburl sourceurl uri",
    "identifier": "id guid identifier uid docid articleid",
    "language": "language lang",
    "publisher": "publisher source outlet publication newspaper site domain sourcename sourcedomain provider",
    "keywords": "keywords tags categories category section topics topic",
    "slug": "slug slugline",
    "urgency": "urgency priority",
    "embargo": "embargo embargoed",
    "version": "version",
    "correction": "correction",
}
_ENDINGS = {
    "title": ("title", "headline"), "author": ("author", "authors", "byline"), "date": ("date", "published"),
    "link": ("url", "link"),
}  # fmt: skip
"""The last words of names that mean the same, such as "article_title"."""

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_QUOTED = re.compile(r"'([^']{0,400})'|\"([^\"]{0,400})\"")
_LIST = re.compile(r"\A\s*+\[(?:\s*+(?:'[^']{0,400}+'|\"[^\"]{0,400}+\")\s*+(?:,|(?=\])))*+\]\s*+")
_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|[uo]l|li|[biua]|em|strong|span|article|section|blockquote|figure|img|table)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*+\n\s*+")


class Layout(NamedTuple):
    """The column of a table that is the text, and of what else is told of a text the column that tells it."""

    text: str
    others: dict[str, str]


def layout_of(table: Rows, asked: str | None, *, are_briefings: bool = False) -> Layout | None:
    """The layout, with the column that the reader asked for; None when there are no texts. Raises InputError.

    Where the rows `are_briefings` for sure, one whose name says that it is the text may be as short as it likes.
    """
    if asked is not None:
        column: str | None = _named(asked, table)
    else:
        column = _of_briefings(table) if are_briefings else _of_texts(table)
    return None if column is None else Layout(column, _columns_of(table, column))


def read(received: Received) -> list[Document]:
    """The rows of a table that have a text, in their order; one document of a table, or of JSON, that has no texts.

    `--column` names the column of the texts. Raises InputError when there is no such column or no text in it.
    """
    decoded = received.decoded()
    if _is_json(received, decoded.text):
        table, wrong = rows_of_json(decoded.text)
        media_type = "application/json"
    else:
        table, wrong = rows_of_csv(decoded.text, tabs=received.suffix == ".tsv"), ""
        media_type = "text/csv"
    asked = received.options.column
    if table is None:
        if asked is not None:
            raise InputError(f"There is no column {asked!r}, since this is not a table: open it without --column.")
        return [_as_it_is(decoded, received.source, media_type, wrong)]
    layout = layout_of(table, asked)
    if layout is not None:
        return _documents(received, decoded, table, layout, media_type)
    if media_type == "application/json":
        shown = _as_it_is(decoded, received.source, media_type, "")
        return [shown._replace(warnings=(*shown.warnings, no_text(table))) if table.total > 1 else shown]
    return [_whole(table, decoded, received.source)]


def no_text(table: Rows) -> str:
    """What is said of a table in which no column is known for the texts."""
    return f"It is not told which column is the text: say --column NAME, one of {_listed(table.columns)}."


def _is_json(received: Received, text: str) -> bool:
    told = (received.options.as_format or received.suffix).lower().lstrip(".")
    if told in {"csv", "tsv"}:
        return False
    return told in _JSON or text.lstrip()[:1] in {"{", "["}


def _as_it_is(decoded: Decoded, source: str, media_type: str, wrong: str) -> Document:
    what = "JSON" if media_type == "application/json" else "table"
    said = f"This {what} is damaged ({wrong}): it is shown as it is." if wrong else ""
    warnings = (*decoded.warnings, said) if said else decoded.warnings
    return as_written(decoded, source)._replace(media_type=media_type, warnings=warnings)


def _named(asked: str, table: Rows) -> str:
    """The column that the reader asked for. Raises InputError."""
    found = next((name for name in table.columns if name == asked), None)
    if found is None:
        alike = [name for name in table.columns if name.casefold() == asked.casefold() or plain(name) == plain(asked)]
        found = alike[0] if len(alike) == 1 else None
    if found is None:
        raise InputError(f"There is no column {asked!r}: this table has {_listed(table.columns)}.")
    return found


def _listed(columns: tuple[str, ...]) -> str:
    some = ", ".join(columns[:_LISTED])
    return some if len(columns) <= _LISTED else f"{some} and {len(columns) - _LISTED:,} more"


def _of_briefings(table: Rows) -> str | None:
    """The column of the texts of what are briefings: "text", else as for any table, else one whose name says so."""
    mean = lengths(table.rows[:_SAMPLE], table.columns)
    return _called(BODIES[:1], mean, 1) or _of_texts(table) or _called(BODIES, mean, 1)


def _called(names: tuple[str, ...], mean: dict[str, float], least: int) -> str | None:
    """The first column that is called so, and has so many characters on average."""
    return next((name for known in names for name in mean if plain(name) == known and mean[name] >= least), None)


def _of_texts(table: Rows) -> str | None:
    """The column of the texts: by its name, else the one with the longest; None when there are no texts."""
    mean = lengths(table.rows[:_SAMPLE], table.columns)
    some = _SOME if table.total > 1 else _LONG  # one object may be anything, such as settings with their description
    if named := _called(_TEXTS, mean, some):
        return named
    longest = max(table.columns, key=lambda name: mean[name], default=None)
    return longest if longest is not None and table.total > 1 and mean[longest] >= _LONG else None


def _documents(received: Received, decoded: Decoded, table: Rows, layout: Layout, media_type: str) -> list[Document]:
    rows = table.rows[:MOST_ROWS]
    column = layout.text
    blank = Document("", received.source, media_type, decoded.encoding, (), decoded.warnings)
    found = [document_of(row, layout, blank) for row in rows if row.get(column, "").strip()]
    if not found:
        raise InputError(f"Column {column!r} has no texts: this table has {_listed(table.columns)}.")
    warnings = []
    if received.options.column is None and len(table.columns) > 1:
        warnings.append(
            f"The text is that of column {column!r}; to choose another say --column NAME: {_listed(table.columns)}."
        )
    if table.total > MOST_ROWS:
        warnings.append(f"Only the first {MOST_ROWS:,} of {table.total:,} rows are opened: split the table.")
    if empty := len(rows) - len(found):
        are = "row has no text there and is" if empty == 1 else "rows have no text there and are"
        warnings.append(f"{empty:,} {are} left out.")
    if table.skipped:
        are = "entry is of another form and is" if table.skipped == 1 else "entries are of another form and are"
        warnings.append(f"{table.skipped:,} {are} left out.")
    found[0] = found[0]._replace(warnings=(*decoded.warnings, *warnings))
    if len(found) == 1:
        return found
    return [one._replace(source=f"{received.source}#{number}") for number, one in enumerate(found, 1)]


def _columns_of(table: Rows, text: str) -> dict[str, str]:
    """Which column tells what: for each known name the first column that is called so, the outermost first."""
    by_depth = sorted((name for name in table.columns if name != text), key=lambda name: name.count("."))
    found: dict[str, str] = {}
    for told, names in _KNOWN.items():
        some = names.split()
        fitting = [name for name in by_depth if plain(name) in some]
        if fitting:
            found[told] = min(fitting, key=lambda name: (name.count("."), some.index(plain(name))))
        elif ending := next((name for name in by_depth if _last_word(name) in _ENDINGS.get(told, ())), None):
            found[told] = ending
    return found


def _last_word(name: str) -> str:
    """The last word of a column's name, written "content_title" or "contentTitle"."""
    words = _WORDS.findall(name.rpartition(".")[2])
    return words[-1].casefold() if words else ""


def document_of(row: Row, layout: Layout, blank: Document) -> Document:
    """The briefing of one row, of the document that has what all rows share."""
    told = {name: _on_one_line(row.get(of, "")) for name, of in layout.others.items()}
    rendering = Rendering()
    rendering.write([InlinePiece(told.get("title", ""))], Markup.HEADING, level=1)
    rendering.write([InlinePiece(told.get("author", ""))], Markup.BYLINE)
    is_plain = _write(row[layout.text], rendering)
    text, markup = rendering.done()
    if is_plain and not told.get("title") and not told.get("author"):
        markup = ()  # it may begin with its headline and have headings, as a file of plain text may
    metadata = {name: value for name, value in told.items() if value}
    stated: dict[str, str | tuple[str, ...]] = dict(metadata)
    if keywords := metadata.get("keywords"):
        stated["keywords"] = tuple(filter(None, (word.strip() for word in keywords.split(","))))
    return blank._replace(text=text, markup=markup, metadata=tuple(stated.items()))


def _on_one_line(value: str) -> str:
    """A value of metadata; of a list, also one that Python has written, all entries."""
    if _LIST.fullmatch(value):
        value = "\n\n".join(one or other for one, other in _QUOTED.findall(value))
    return " ".join(value.replace("\n\n", ", ").split())


def _write(text: str, rendering: Rendering) -> bool:
    """Append a text: HTML by its tags, else its paragraphs, set apart by blank lines or, without any, by line ends.

    Returns whether it is plain text.
    """
    if _TAG.search(text):
        from content.source import fragment

        if fragment.render(text, rendering):
            return False
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    apart = _BLANK_LINES.sub("\n\n", text)
    for paragraph in apart.split("\n\n") if "\n\n" in apart else apart.split("\n"):
        rendering.write([InlinePiece(paragraph.strip())], Markup.PARAGRAPH)
    return True


def _whole(table: Rows, decoded: Decoded, source: str) -> Document:
    """A table without texts: a line for each row."""
    rendering = Rendering()
    named = not all(name.isdigit() for name in table.columns)
    heads = [dict(zip(table.columns, table.columns, strict=True))] if named else []
    for row in [*heads, *table.rows]:
        last = max((at for at, name in enumerate(table.columns) if row.get(name)), default=0)
        cells = (" ".join(row.get(name, "").split()) for name in table.columns[: last + 1])
        rendering.write([InlinePiece(" | ".join(cells))], Markup.TABLE_ROW, group=table, tight=True)
    text, markup = rendering.done()
    cut = f"Only the first {MOST_SHORT_ROWS:,} of {table.total:,} rows are shown: split the table."
    warnings = (*decoded.warnings, cut) if table.total > MOST_SHORT_ROWS else decoded.warnings
    return Document(text, source, "text/csv", decoded.encoding, markup, warnings)
