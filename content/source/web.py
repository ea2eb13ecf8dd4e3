"""A briefing from an address on the web, read once: no cookies, no scripts, nothing that the page links to."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException, IncompleteRead, InvalidURL
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit

from content.errors import InputError, reason_of
from content.source.allowance import Allowance
from content.source.connecting import answered
from content.source.receiving import BROKEN_OFF, received
from content.source.recognising import suffix_of_media_type
from content.source.redirecting import Route, target_of

if TYPE_CHECKING:
    from content.source.connecting import Answer

_LONGEST_START = 30.0  # seconds until the page itself begins: to look up, connect and follow redirects
_LONGEST_ALL = 120.0  # seconds for all of a page
_LONGEST_WAIT = 20.0  # seconds without a byte
_MOST_REDIRECTS = 10
_LONGEST_KIND = 1000  # characters; a longer header can be made to keep the parser busy for many seconds
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_SCHEMES = frozenset({"http", "https"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The first that fits counts.
_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (socket.gaierror, "No server with this name was found: check the address and the connection."),
    (TimeoutError, "The server does not answer: try again later, or save the page and open the file."),
    ((IncompleteRead, ssl.SSLEOFError), BROKEN_OFF),
    (ssl.SSLError, "The server cannot prove that the address is its own: check the address."),
    ((ValueError, InvalidURL), "This is not the address of a page that can be read: check it."),
    (HTTPException, "The server does not answer as web servers do: try again later."),
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: the bytes, the suffix for its kind of text, and the charset that it named, if any."""

    data: bytes
    suffix: str
    charset: str | None


def fetch(address: str, largest: int) -> Page:
    """The page at an http or https address, at most `largest` bytes and one more. Raises InputError.

    Returns or raises within two minutes, whatever a server does. Can be called from any thread.
    """
    allowance = Allowance(start=_LONGEST_START, whole=_LONGEST_ALL, silence=_LONGEST_WAIT)
    try:
        return allowance.within(partial(_page, address, largest, allowance))
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(_failure(error)) from error
    finally:
        allowance.cut()


def _page(address: str, largest: int, allowance: Allowance) -> Page:
    """The page, after all redirects. Raises InputError, and OSError, HTTPException and ValueError on the way."""
    place = _place(address)
    route = Route(place, allowance)
    code = 0
    for _ in range(_MOST_REDIRECTS + 1):
        found, proxy = route.to(place)
        with answered(place, found, proxy, allowance) as answer:
            code = answer.status
            if 200 <= code < 300:
                allowance.begin_page()
                return _described(answer, received(answer, largest), place)
            target = target_of(answer.headers.get("Location"), place) if code in _REDIRECTS else None
        if target is None:
            break
        place = target
    raise InputError(_refusal(code))


def _place(address: str) -> SplitResult:
    """The address with blanks and letters beyond ASCII written as servers take them: https://example.org/k%C3%B6ln."""
    parts = urlsplit(address.strip())
    if parts.scheme not in _SCHEMES or not parts.hostname or "@" in parts.netloc:
        raise InputError("This is not the address of a page: it must look like https://example.org/page.")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (quote(part, safe=_SAFE) for part in (parts.path, parts.query))
    return SplitResult(parts.scheme, host, path, query, "")


def _described(answer: Answer, data: bytes, place: SplitResult) -> Page:
    headers = answer.headers
    if len(headers.get("Content-Type", "")) > _LONGEST_KIND:
        del headers["Content-Type"]
    own = PurePosixPath(place.path).suffix.lower()
    kind = headers.get_content_type()
    # The server says what it is, except for what is sent as plain text or as bytes of any kind.
    suffix = own if kind == "text/plain" and own else suffix_of_media_type(kind) or own
    try:
        charset = headers.get_content_charset()
    except (LookupError, TypeError, ValueError):  # the parts of the name have no order
        charset = None
    return Page(data, suffix, charset)


def _refusal(code: int) -> str:
    """The server's answer as a sentence that says what to do."""
    if code < 400:
        return f"This page redirects in circles, or to something that is not a web page ({code}): open another one."
    if code in {401, 403, 407}:
        return f"The server does not give this page to everybody ({code}): save it in a browser and open the file."
    if code in {404, 410}:
        return f"This page was not found on the server ({code}): check the address."
    return f"The server says that it cannot send this page ({code}): try again later."


def _failure(error: Exception) -> str:
    """What went wrong on the way, as a sentence that says what to do."""
    for kinds, sentence in _FAILURES:
        if isinstance(error, kinds):
            return sentence
    return f"The page cannot be read ({reason_of(error)}): check the address and the connection."
