"""Receives a page from a server: unpacks it within limits as it comes, and notices when it is cut off."""

from __future__ import annotations

import io
import re
import ssl
import zlib
from gzip import BadGzipFile, GzipFile
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING

from content.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from content.source.connecting import Answer

BROKEN_OFF = "The server broke off before the page was complete: try again."
_LARGEST = 1 << 26  # bytes, sent or unpacked
_TOO_LARGE = f"This page is larger than {_LARGEST >> 20} MiB: save it in a browser and open the file."
_EXPANSION = 100  # times what was sent, beyond the following
_ALWAYS = 1 << 20  # bytes unpacked
_PIECE = 1 << 16  # bytes
_LONGEST_SHOWN = 40  # characters of a header in a message
_FRAMING = re.compile(r"(?:length|encoding)\s*:", re.IGNORECASE)


class _Body(io.RawIOBase):
    """The body of an answer, counted."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.sent = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        piece = self._answer.read(len(view))
        self.sent += len(piece)
        self._answer.wire.allowance.count_page(len(piece))
        if self.sent > _LARGEST:
            raise InputError(_TOO_LARGE)
        view[: len(piece)] = piece
        return len(piece)


def received(answer: Answer, largest: int) -> bytes:
    """The page that comes with an answer, at most `largest` bytes and one more.

    Raises InputError when it is cut, too large or packed in an unknown way; HTTPException when the answer does not
    say clearly where the page ends; OSError when it does not come in time.
    """
    told = _told(answer)
    packed = _is_packed(answer)
    body = _Body(answer)
    try:
        data = _read(body, largest, packed=packed)
    except (IncompleteRead, ConnectionError, ssl.SSLError, EOFError, BadGzipFile, zlib.error) as error:
        raise InputError(BROKEN_OFF) from error
    except ValueError as error:  # http.client does not expect it
        raise HTTPException("a chunk of negative size") from error
    if len(data) <= largest and _is_cut(answer, body, told, packed=packed):
        raise InputError(BROKEN_OFF)
    return data


def _read(body: _Body, largest: int, *, packed: bool) -> bytes:
    source: io.BufferedIOBase | _Body = GzipFile(mode="rb", fileobj=io.BufferedReader(body)) if packed else body
    pieces: list[bytes] = []
    size = 0
    while size <= largest and (piece := source.read(min(_PIECE, largest + 1 - size))):
        size += len(piece)
        if size > _LARGEST:
            raise InputError(_TOO_LARGE)
        if size > _ALWAYS and size > _EXPANSION * body.sent:
            raise InputError(
                f"This page unpacks to more than {_EXPANSION} times what was sent: save it in a browser and"
                " open the file."
            )
        pieces.append(piece)
    return b"".join(pieces)


def _is_cut(answer: Answer, body: _Body, told: int | None, *, packed: bool) -> bool:
    """Whether the server ended before its page did."""
    if answer.chunked and answer.wire.ended:  # before the line after the last chunk
        return True
    if answer.status == 206:  # a part was not asked for
        return True
    if told is None:
        return packed and not body.sent
    return body.sent < told


def _told(answer: Answer) -> int | None:
    """The number of bytes to come, if the header says. Raises HTTPException when it does not say clearly."""
    coding = _values(answer, "Transfer-Encoding")
    rest = answer.headers.get_payload()  # the header from its first malformed line on
    if coding not in ([], ["identity"], ["chunked"]) or (coding == ["chunked"]) != bool(answer.chunked):
        raise HTTPException("an unknown transfer coding")
    if isinstance(rest, str) and _FRAMING.search(rest):
        raise HTTPException("a malformed header")
    lengths = set(_values(answer, "Content-Length"))
    if answer.chunked or answer.status == 204 or not lengths:
        return None
    if len(lengths) > 1 or not all(length.isascii() and length.isdigit() for length in lengths):
        raise HTTPException("no clear length")
    try:
        told = int(lengths.pop())
    except ValueError:  # more digits than Python reads (4,300): as good as no length
        return None
    answer.length = told  # http.client does not read a length that is given twice
    return told


def _is_packed(answer: Answer) -> bool:
    """Whether the page must be unpacked, although that was not asked for. Raises InputError when it cannot be."""
    coding = [value for value in _values(answer, "Content-Encoding") if value != "identity"]
    if coding in (["gzip"], ["x-gzip"]):
        return True
    if coding:
        shown = ", ".join(coding)[:_LONGEST_SHOWN]
        raise InputError(
            f"The server packs this page in an unknown way ({shown}): save it in a browser and open the file."
        )
    return False


def _values(answer: Answer, name: str) -> list[str]:
    """The values in all headers of a name, in lower case."""
    values = (value.strip().lower() for line in answer.headers.get_all(name, []) for value in line.split(","))
    return [value for value in values if value]
