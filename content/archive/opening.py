"""The records of a piece, whatever file it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.archive.captures import in_warc
from content.archive.inputs import InputKind
from content.archive.members import in_tar, in_zip
from content.archive.record import Record
from content.archive.rows import lines, rows
from content.errors import InputError
from content.source import open_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from content.archive.shares import Piece
    from content.document.model import Document
    from content.source.received import Options

_READERS: dict[InputKind, Callable[[Piece, Options], Iterator[Record]]] = {
    InputKind.LINES: lines,
    InputKind.PACKED_LINES: lines,
    InputKind.PARQUET: rows,
    InputKind.ZIP: in_zip,
    InputKind.TAR: in_tar,
    InputKind.PACKED_TAR: in_tar,
    InputKind.WARC: in_warc,
}


def records_of(piece: Piece, options: Options) -> Iterator[Record]:
    """The records of a piece. Of a damaged file those before the damage, and then one that cannot be opened.

    Each shard that reads a file through meets the same damage: only the first lists it.
    """
    if piece.kind is InputKind.FILE:
        yield Record(piece.path, piece.path, lambda: _of_file(piece.path, options))
        return
    last = ""
    try:
        for record in _READERS[piece.kind](piece, options):
            last = record.id
            yield record
    except InputError as error:
        wrong = error
    except Exception as error:  # noqa: BLE001 - each library has errors of its own for what is damaged
        wrong = InputError(f"This file is damaged {f'after {last}' if last else 'at its beginning'}: get it again.")
        wrong.__cause__ = error
    else:
        return
    if piece.every == 1 or piece.first == 0:
        yield Record(piece.path, piece.path, _raising(wrong))


def _of_file(path: str, options: Options) -> list[Document]:
    """The briefings of a file. Raises as `open_documents` does, and InputError when there is no text."""
    found = open_documents(path, options)
    if not any(document.text.strip() for document in found):
        raise InputError("This file has no text: leave it out.")
    return found


def _raising(error: InputError) -> Callable[[], list[Document]]:
    def refuse() -> list[Document]:
        raise error

    return refuse
