"""A briefing from an address on the web, read once: no cookies, no scripts, nothing that the page links to."""

from __future__ import annotations

import gzip
import io
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from http.client import HTTPException, InvalidURL
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from content.errors import InputError

if TYPE_CHECKING:
    from email.message import Message

_LONGEST_WAIT = 20.0  # seconds without a byte
_LONGEST_ALL = 120.0  # seconds for all of a page
_PIECE = 1 << 16  # bytes
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_BROKEN_OFF = "The server broke off before the page was whole: try again."
_SCHEMES = frozenset({"http", "https"})
_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".xhtml", "text/markdown": ".md"}
_HEADERS = (("User-Agent", "briefmark"), ("Accept", "text/html, text/markdown, text/plain; q=0.9, */*; q=0.1"))


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: the bytes, the suffix that its kind of text has, and the charset that it named, if any."""

    data: bytes
    suffix: str
    charset: str | None


def fetch(address: str, largest: int) -> Page:
    """The page at an http or https address, at most `largest` bytes and one more. Raises InputError."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    try:
        request = urllib.request.Request(_encoded(address), headers=dict(_HEADERS))  # noqa: S310 - the schemes are checked
        if request.type not in _SCHEMES or not request.host or "@" in request.host:
            raise InputError("This is no address of a page: it must look like https://example.org/page.")
        with opener.open(request, timeout=_LONGEST_WAIT) as answer:
            data, headers, place = _read(answer, largest), answer.headers, answer.url
    except urllib.error.HTTPError as error:
        raise InputError(_refusal(error)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(_failure(error)) from error
    told = headers.get("Content-Length", "")
    if told.isascii() and told.isdigit() and len(told) <= len(str(largest)) and len(data) < int(told) <= largest:
        raise InputError(_BROKEN_OFF)
    if headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}:  # which was not asked for
        data = _unpacked(data, largest)
    return Page(data, _suffix(headers, place), headers.get_content_charset())


def _encoded(address: str) -> str:
    """The address with blanks and letters beyond ASCII written as servers take them: https://example.org/k%C3%B6ln."""
    parts = urlsplit(address.strip())
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (quote(part, safe=_SAFE) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _read(answer: IO[bytes], largest: int) -> bytes:
    """The page, as long as it comes in a time that somebody waits for."""
    end = time.monotonic() + _LONGEST_ALL
    pieces: list[bytes] = []
    size = 0
    while size <= largest and (piece := answer.read1(min(_PIECE, largest + 1 - size))):  # type: ignore[attr-defined]
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > end:
            raise TimeoutError
    return b"".join(pieces)


def _unpacked(data: bytes, largest: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            return file.read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(_BROKEN_OFF) from error


def _suffix(headers: Message, address: str) -> str:
    """The suffix that a file of this kind has: by the server's word, but for Markdown that is sent as plain text."""
    own = PurePosixPath(urlsplit(address).path).suffix.lower()
    kind = headers.get_content_type()
    return own if kind == "text/plain" and own else _SUFFIXES.get(kind, own)


def _refusal(error: urllib.error.HTTPError) -> str:
    """What the server said, in a sentence with what to do."""
    if error.code < 400:
        return f"This page leads in circles, or to what is no page of the web ({error.code}): open another one."
    if error.code in {401, 403, 407}:
        return (
            f"The server does not give this page to everybody ({error.code}): save it in a browser and open the file."
        )
    if error.code in {404, 410}:
        return f"The server has no such page ({error.code}): check the address."
    return f"The server answers that it cannot send this page ({error.code}): try again later."


def _failure(error: Exception) -> str:
    """What went wrong on the way, in a sentence with what to do."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, socket.gaierror):
        return "No server of this name is found: check the address and the connection."
    if isinstance(reason, TimeoutError):
        return "The server does not answer: try again later, or save the page and open the file."
    if isinstance(reason, ssl.SSLError):
        return "The server cannot show that it is the one of this name: check the address."
    if isinstance(reason, HTTPException) and not isinstance(reason, InvalidURL):
        return "The server does not answer as servers of pages do: try again later."
    if isinstance(reason, ValueError | InvalidURL):
        return "This is no address of a page that can be read: check it."
    words = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return f"The page cannot be read ({words}): check the address and the connection."
