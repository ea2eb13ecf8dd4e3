"""Encrypted pages, from a server whose certificate these tests trust, also through a proxy."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Self, TypeAlias

import pytest

from content.errors import InputError
from content.source import web
from content.source.web import fetch

if TYPE_CHECKING:
    from pathlib import Path

# What a server says to a request.
Answering: TypeAlias = Callable[[str], bytes]

LARGEST = 1 << 20
TEXT = b"Bridge shut\n\nIt stays shut.\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + TEXT
# A certificate of 127.0.0.1 with its key, which nobody but these tests trusts.
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4F0/GaRgbLyzEAtM
fof/Tw+C22/qehn9Vnt2qBLK7OihRANCAAShglkrnncCWj/Xs3uJFOV0gLoHoC1a
PuFBIFhKdSMKeLItDUCT5i7d6Rvqgp+hhfu0YbY+x+DAJFwWa2uQPKOc
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBmDCCAT6gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAkxMjcuMC4w
LjEwIBcNMjAwMTAxMDAwMDAwWhgPMjExOTEyMzEwMDAwMDBaMBQxEjAQBgNVBAMM
CTEyNy4wLjAuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKGCWSuedwJaP9ez
e4kU5XSAugegLVo+4UEgWEp1Iwp4si0NQJPmLt3pG+qCn6GF+7Rhtj7H4MAkXBZr
a5A8o5yjfzB9MB0GA1UdDgQWBBQR8VZDpuQNvDKJIZ3Kawm8E3H/FDAfBgNVHSME
GDAWgBQR8VZDpuQNvDKJIZ3Kawm8E3H/FDAPBgNVHRMBAf8EBTADAQH/MBoGA1Ud
EQQTMBGHBH8AAAGCCWxvY2FsaG9zdDAOBgNVHQ8BAf8EBAMCAoQwCgYIKoZIzj0E
AwIDSAAwRQIgCmwIJYzDVDUQ9KsE6AlnlM8DyOfqs+U68MTfTY7tJ7ACIQC2J9n7
hYzRinF6z6H+2URuwOHIsgsf5fFUeasjgjRIQw==
-----END CERTIFICATE-----
"""


def to(target: str) -> bytes:
    return f"HTTP/1.1 302 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


class Site:
    """A server that answers requests in turn, and keeps them; with TLS when it has a context."""

    def __init__(self, answering: Answering, context: ssl.SSLContext | None = None) -> None:
        self.requests: list[str] = []
        self._answering = answering
        self._context = context
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.02)
        self._thread = threading.Thread(target=self._serve)
        self.host = f"127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(OSError), ExitStack() as opened:  # nobody connects, or the reader is gone
                connection = opened.enter_context(self._listener.accept()[0])
                connection.settimeout(10)
                if self._context is None:
                    self._answer(connection)
                    continue
                start = connection.recv(7, socket.MSG_PEEK)
                if start == b"CONNECT":
                    self._answer(connection)
                secured = opened.enter_context(self._context.wrap_socket(connection, server_side=True))
                self._answer(secured)
                secured.unwrap()

    def _answer(self, connection: socket.socket) -> None:
        request = connection.recv(1 << 16).decode("ascii")
        self.requests.append(request)
        connection.sendall(self._answering(request.split()[1]))


@pytest.fixture
def sites() -> Iterator[ExitStack]:
    with ExitStack() as running:
        yield running


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """That of a server at https://127.0.0.1, which this test trusts."""
    file = tmp_path / "certificate.pem"
    file.write_text(CERTIFICATE, encoding="ascii")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_a_page_that_is_encrypted_is_read(sites: ExitStack, context: ssl.SSLContext) -> None:
    site = sites.enter_context(Site(lambda _: PAGE, context))
    assert fetch(f"https://{site.host}/", LARGEST).data == TEXT


def test_a_server_that_nobody_vouches_for_is_refused(
    sites: ExitStack, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    site = sites.enter_context(Site(lambda _: PAGE, context))
    with pytest.raises(InputError, match="cannot prove that the address is its own"):
        fetch(f"https://{site.host}/", LARGEST)
    assert site.requests == []


@pytest.mark.parametrize("answer", [PAGE, PAGE[:20], b""], ids=["page", "header", "nothing"])
def test_an_encrypted_page_that_ends_without_the_word_of_its_server_is_cut(
    sites: ExitStack, context: ssl.SSLContext, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssl.SSLSocket, "unwrap", lambda _: None)
    site = sites.enter_context(Site(lambda _: answer, context))
    with pytest.raises(InputError, match="broke off"):
        fetch(f"https://{site.host}/", LARGEST)


def test_an_encrypted_page_of_a_length_needs_no_last_word(
    sites: ExitStack, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssl.SSLSocket, "unwrap", lambda _: None)
    packed = gzip.compress(TEXT)
    header = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    site = sites.enter_context(Site(lambda _: header + packed, context))
    assert fetch(f"https://{site.host}/", LARGEST).data == TEXT


def test_an_encrypted_page_that_comes_too_late_is_left_in_time(
    sites: ExitStack, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_LONGEST_START", 0.2)
    left = threading.Event()

    def answer(_: str) -> bytes:
        left.wait(20)
        return PAGE

    site = sites.enter_context(Site(answer, context))
    with pytest.raises(InputError, match="does not answer"):
        fetch(f"https://{site.host}/", LARGEST)
    assert not left.is_set()
    left.set()


def test_an_encrypted_page_may_not_lead_to_one_that_is_not(sites: ExitStack, context: ssl.SSLContext) -> None:
    secret = sites.enter_context(Site(lambda _: PAGE))
    site = sites.enter_context(Site(lambda _: to(f"http://{secret.host}/"), context))
    with pytest.raises(InputError, match=f"redirects to http://{secret.host}/, which is not encrypted: open that"):
        fetch(f"https://{site.host}/", LARGEST)
    assert secret.requests == []


def test_whoever_names_an_unencrypted_page_may_be_led_to_one_through_an_encrypted_one(
    sites: ExitStack, context: ssl.SSLContext
) -> None:
    last = sites.enter_context(Site(lambda _: PAGE))
    secured = sites.enter_context(Site(lambda _: to(f"http://{last.host}/"), context))
    first = sites.enter_context(Site(lambda _: to(f"https://{secured.host}/")))
    assert fetch(f"http://{first.host}/", LARGEST).data == TEXT


def test_a_proxy_passes_on_what_is_encrypted(
    sites: ExitStack, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    established = b"HTTP/1.1 200 Established\r\n\r\n"
    proxy = sites.enter_context(Site(lambda asked: PAGE if asked.startswith("/") else established, context))
    monkeypatch.setenv("https_proxy", f"http://ada:sec%20ret@{proxy.host}")
    assert fetch("https://127.0.0.1/page", LARGEST).data == TEXT
    tunnel, request = proxy.requests
    assert tunnel.startswith("CONNECT 127.0.0.1:443 HTTP/1.1\r\n")
    assert "Host: 127.0.0.1:443\r\n" in tunnel
    assert "Proxy-Authorization: Basic YWRhOnNlYyByZXQ=" in tunnel
    assert request.startswith("GET /page HTTP/1.1\r\n")
    assert "Proxy-Authorization" not in request


def test_a_proxy_that_refuses_has_its_sentence(
    sites: ExitStack, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = sites.enter_context(Site(lambda _: b"HTTP/1.1 403 Forbidden\r\n\r\n", context))
    monkeypatch.setenv("https_proxy", proxy.host)
    with pytest.raises(InputError, match="Tunnel connection failed: 403 Forbidden"):
        fetch("https://example.org/", LARGEST)
