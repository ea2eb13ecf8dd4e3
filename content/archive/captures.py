"""The records of WARC files, as web archives have them: pages and other texts that a server answered with."""

from __future__ import annotations

import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.archive.inputs import unpacked_stream
from content.archive.record import Record, id_of, own
from content.errors import InputError
from content.source import opened
from content.source.received import Received
from content.source.recognising import suffix_of_media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.archive.shares import Piece
    from content.document.model import Document
    from content.source.received import Options

_LARGEST = (512 << 20) + 1  # bytes; one more than the reader opens
_TEXTS = frozenset({"response", "resource", "conversion"})
_FOUND = "200"
_CUT = "This is damaged or cut off, as the file may be: get it again."


def in_warc(piece: Piece, options: Options) -> Iterator[Record]:
    """The records of a WARC file that are texts: answers with status 200 in a format that is opened, and conversions.

    Requests, images, scripts, redirects and errors are left out. Raises what libraries raise for a damaged file.
    """
    from warcio.archiveiterator import ArchiveIterator

    with unpacked_stream(Path(piece.path)) as file:
        for number, record in enumerate(own(piece, ArchiveIterator(file))):
            if record.rec_type in _TEXTS and (suffix := _suffix(record)):
                yield Record(id_of(piece, number), piece.path, partial(_read, record, suffix, options))
        if file.read(
            1
        ):  # the iterator ends without a word at what it does not understand, and at the end of a cut file
            raise ValueError("more than its records")


def _suffix(record: Any) -> str:
    """The suffix that stands for what a record has; empty for what is not opened."""
    http = record.http_headers
    if record.rec_type == "response" and (http is None or http.get_statuscode() != _FOUND):
        return ""
    said = (http or record.rec_headers).get_header("Content-Type") or ""
    return suffix_of_media_type(said.partition(";")[0].strip())


def _read(record: Any, suffix: str, options: Options) -> list[Document]:
    http, headers = record.http_headers, record.rec_headers
    said = (http.get_header("Content-Type") if http else None) or ""
    charset = said.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    address = headers.get_header("WARC-Target-URI") or ""
    try:
        data = record.content_stream().read(_LARGEST)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(_CUT) from error
    if len(data) < _LARGEST and getattr(record.raw_stream, "limit", False):
        raise InputError(_CUT)
    told = {
        "link": address,
        "identifier": headers.get_header("WARC-Record-ID") or "",
        "retrieved": headers.get_header("WARC-Date") or "",
    }
    stated = tuple((name, value) for name, value in told.items() if value)
    found = opened(Received(data, address, suffix, charset, options))
    return [one._replace(metadata=tuple({**dict(stated), **dict(one.metadata)}.items())) for one in found]
