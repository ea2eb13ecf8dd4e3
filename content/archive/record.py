"""One record of an input: what may have a briefing or several, not yet opened."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from content.archive.shares import Piece
    from content.document.model import Document

T = TypeVar("T")


class Record(NamedTuple):
    """A record: its `id` is unique in the archive, `source` the file that it is in.

    `open` gives its briefings, none of what is not a briefing; it must be called before the next record is asked for.
    It raises InputError, UsageError, and what libraries raise.
    """

    id: str
    source: str
    open: Callable[[], list[Document]]


def id_of(piece: Piece, number: int) -> str:
    """The name of a record of a piece, counted from 0: FILE#n, n counting from 1 in the whole file."""
    return f"{piece.path}#{piece.first + number * piece.every + 1}"


def own(piece: Piece, found: Iterable[T]) -> Iterator[T]:
    """Those records of a file that are the piece's: as many as it has, or every n-th of a file that is read through."""
    if piece.records is None:
        return islice(found, piece.first, None, piece.every)
    return islice(found, piece.records)
