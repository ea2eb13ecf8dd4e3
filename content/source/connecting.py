"""One request to one server, on a connection that keeps within what reading a page may take."""

from __future__ import annotations

import base64
import io
import re
import socket
import ssl
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _typeshed import WriteableBuffer

    from content.source.allowance import Allowance

_PORTS = {"http": 80, "https": 443}
_MOST_INTERIM = 20  # 1xx answers before the one that counts; for 100, which http.client skips, bytes are counted
_BLANK = re.compile(r"[\0-\x20\x7f]")
_HEADERS = {
    "User-Agent": "briefmark",
    "Accept": "text/html, text/markdown, text/plain; q=0.9, */*; q=0.1",
    "Connection": "close",
}

Found: TypeAlias = "Sequence[tuple[int, int, int, str, Any]]"  # what socket.getaddrinfo finds


class Wire(io.RawIOBase):
    """A connection limited in time and bytes, in place of http.client's socket."""

    def __init__(self, sock: socket.socket, allowance: Allowance) -> None:
        self.allowance = allowance
        self.ended = False  # whether the server has plainly sent all it had to send
        self._socket = sock

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(self.allowance.patience())
        self._socket.sendall(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._socket.settimeout(self.allowance.patience())
        count = self._socket.recv_into(buffer)
        self.ended = not count
        self.allowance.count(count)
        return count

    def close(self) -> None:
        """Leaves the connection open: http.client closes before the page is read, `answered` after it."""


class _Secured(ssl.SSLSocket):
    """A connection with TLS that is also closed when it was reset before it could be given to anybody."""

    def __del__(self) -> None:
        self.close()


class Answer(HTTPResponse):
    """A server's answer, whose header is whole; `wire` is the connection that it comes over."""

    def __init__(self, sock: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.wire: Wire = sock

    def begin(self) -> None:
        """Reads the header. Raises HTTPException and OSError."""
        for _ in range(_MOST_INTERIM):
            super().begin()
            if self.wire.ended:  # which http.client mistakes for the end of the header
                raise IncompleteRead(b"")
            if self.status >= 200:
                return
            self.headers = self.msg = None  # type: ignore[assignment] # asks http.client for another header
        raise HTTPException("too many interim answers")


def resolved(host: str, port: int) -> Found:
    """The addresses of a host. Raises OSError, and ValueError for what is not a host's name."""
    if _BLANK.search(host):  # some systems look up the part before it
        raise ValueError("a blank in the name of a host")
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def port_of(place: SplitResult) -> int:
    """The port of an http or https address. Raises ValueError."""
    return _PORTS[place.scheme] if place.port is None else place.port


def proxy_of(place: SplitResult) -> SplitResult | None:
    """The proxy that the environment names for an address, if any. Raises ValueError."""
    named = getproxies().get(place.scheme)
    if not named or proxy_bypass(place.netloc):
        return None
    proxy = urlsplit(named if "://" in named else f"{place.scheme}://{named}")
    if not proxy.hostname or (place.scheme == "http" and proxy.scheme not in _PORTS):
        raise ValueError("a proxy of another kind")
    return proxy


def addresses_of_proxy(proxy: SplitResult, place: SplitResult) -> Found:
    """The addresses of a proxy, for a page at `place`. Raises OSError and ValueError."""
    scheme = "https" if "https" in {proxy.scheme, place.scheme} else "http"
    return resolved(proxy.hostname or "", proxy.port or _PORTS[scheme])


@contextmanager
def answered(place: SplitResult, found: Found, proxy: SplitResult | None, allowance: Allowance) -> Iterator[Answer]:
    """The answer to a request for the page at an http or https address, its body still to be read.

    `found` is what to connect to: the addresses of the host, or of `proxy` if there is one.
    Raises OSError, HTTPException, and ValueError for what cannot be asked for.
    """
    with ExitStack() as opened:
        sock = opened.enter_context(_connected(found, allowance))
        if place.scheme == "https":
            if proxy is not None:
                _tunnel(sock, place, proxy, allowance)
            sock = opened.enter_context(_secured(sock, place, allowance))
        elif proxy is not None and proxy.scheme == "https":
            sock = opened.enter_context(_secured(sock, proxy, allowance))
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        headers = _HEADERS | {"Host": place.netloc}
        if proxy is not None and place.scheme == "http":
            target = urlunsplit(place._replace(fragment=""))
            headers |= _credentials(proxy)
        yield _asked(sock, "GET", target, headers, allowance)


def _connected(found: Found, allowance: Allowance) -> socket.socket:
    """A connection to the first address that accepts one. Raises OSError."""
    failure: OSError = socket.gaierror(socket.EAI_NONAME, "no address")
    for number, (family, kind, protocol, _, address) in enumerate(found):
        sock = None
        try:
            sock = socket.socket(family, kind, protocol)
            allowance.hold(sock)
            sock.settimeout(min(allowance.patience(), allowance.left() / (len(found) - number)))
            sock.connect(address)
        except OSError as error:
            failure = error
            if sock is not None:
                sock.close()
        else:
            return sock
    raise failure


def _secured(sock: socket.socket, server: SplitResult, allowance: Allowance) -> ssl.SSLSocket:
    """The same connection with TLS, which shows that a page was cut off if the server did not end it."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    context.sslsocket_class = _Secured
    secured = context.wrap_socket(
        sock, server_hostname=server.hostname, do_handshake_on_connect=False, suppress_ragged_eofs=False
    )
    try:
        allowance.hold(secured)
        secured.settimeout(allowance.patience())  # for all of the handshake
        secured.do_handshake()
    except BaseException:  # whatever ends the handshake, Ctrl+C too, the socket is not left open
        secured.close()
        raise
    return secured


def _tunnel(sock: socket.socket, place: SplitResult, proxy: SplitResult, allowance: Allowance) -> None:
    """Makes the proxy pass on what is sent to the server of `place`. Raises OSError when it does not."""
    host = f"[{place.hostname}]" if ":" in (place.hostname or "") else place.hostname
    target = f"{host}:{port_of(place)}"
    answer = _asked(sock, "CONNECT", target, {"Host": target} | _credentials(proxy), allowance)
    if answer.status != 200:
        raise OSError(f"Tunnel connection failed: {answer.status} {answer.reason[:100]}")


def _credentials(proxy: SplitResult) -> dict[str, str]:
    if not (proxy.username and proxy.password):
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password)}"
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}


def _asked(sock: socket.socket, method: str, target: str, headers: dict[str, str], allowance: Allowance) -> Answer:
    """The answer to one request on a connection that is there already. Raises OSError and HTTPException."""
    connection = HTTPConnection("", 80)  # the header names the host
    connection.sock = Wire(sock, allowance)
    connection.response_class = Answer
    connection.request(method, target, headers=headers)
    return cast(Answer, connection.getresponse())
