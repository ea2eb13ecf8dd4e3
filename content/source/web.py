"""A briefing from an address on the web, read once: no cookies, no scripts, nothing that the page links to."""

from __future__ import annotations

import socket
import ssl
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from content.errors import InputError

if TYPE_CHECKING:
    from email.message import Message

_GZIP = 16 + zlib.MAX_WBITS
_LONGEST_WAIT = 20.0  # seconds without a byte
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
        request = urllib.request.Request(address, headers=dict(_HEADERS))  # noqa: S310 - the schemes are checked
        if request.type not in _SCHEMES or not request.host:
            raise InputError("This is no address of a page: it must look like https://example.org/page.")
        with opener.open(request, timeout=_LONGEST_WAIT) as answer:
            data, headers = answer.read(largest + 1), answer.headers
    except urllib.error.HTTPError as error:
        raise InputError(_refusal(error)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(_failure(error)) from error
    told = headers.get("Content-Length", "")
    if told.isascii() and told.isdigit() and len(data) < min(int(told), largest):
        raise InputError("The server broke off before the page was whole: try again.")
    if headers.get("Content-Encoding", "").lower() == "gzip":  # which was not asked for
        data = _unpacked(data, largest)
    return Page(data, _suffix(headers, address), headers.get_content_charset())


def _unpacked(data: bytes, largest: int) -> bytes:
    try:
        return zlib.decompressobj(_GZIP).decompress(data, largest + 1)
    except zlib.error as error:
        raise InputError("The server sent a page that cannot be unpacked: try again.") from error


def _suffix(headers: Message, address: str) -> str:
    """The suffix that a file of this kind has: by the server's word, but for Markdown that is sent as plain text."""
    own = PurePosixPath(urlsplit(address).path).suffix.lower()
    kind = headers.get_content_type()
    return own if kind == "text/plain" and own else _SUFFIXES.get(kind, own)


def _refusal(error: urllib.error.HTTPError) -> str:
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
    if isinstance(reason, ValueError | HTTPException):
        return "This is no address of a page that can be read: check it."
    words = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return f"The page cannot be read ({words}): check the address and the connection."
