"""Redirects lead to the public web, unless the reader named something else, and proxies are asked for both."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any, Self, TypeAlias
from urllib.parse import urlsplit

import pytest

from content.errors import InputError
from content.source.redirecting import is_public, target_of
from content.source.web import fetch

# What a server says to a request.
Answering: TypeAlias = Callable[[str], bytes]

LARGEST = 1 << 20
TEXT = b"Bridge shut\n\nIt stays shut.\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + TEXT
NAMES = {
    "example.org": ["93.184.216.34"],
    "www.example.org": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "93.184.216.34"],
    "inside.example.org": ["10.1.2.3"],
    "both.example.org": ["93.184.216.34", "127.0.0.1"],
    "localhost": ["127.0.0.1"],
}


def to(target: str, code: int = 302) -> bytes:
    return f"HTTP/1.1 {code} Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


class Site:
    """A server that answers requests in turn, and keeps them."""

    def __init__(self, answering: Answering) -> None:
        self.requests: list[str] = []
        self._answering = answering
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
            with suppress(OSError):  # nobody connects, or the reader is gone
                connection, _ = self._listener.accept()
                with connection:
                    connection.settimeout(10)
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        request = connection.recv(1 << 16).decode("ascii")
        self.requests.append(request)
        connection.sendall(self._answering(request.split()[1]))


@pytest.fixture
def sites() -> Iterator[ExitStack]:
    with ExitStack() as running:
        yield running


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The name server, without a proxy."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    known = {name: list(addresses) for name, addresses in NAMES.items()}
    numeric = socket.getaddrinfo

    def find(host: str, port: int, **kind: Any) -> list[Any]:
        if host in known:
            return [entry for address in known[host] for entry in numeric(address, port, **kind)]
        return numeric(host, port, **kind, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", find)
    return known


@pytest.fixture
def secret(sites: ExitStack) -> Iterator[Site]:
    """A server on this machine that no web page may make us ask."""
    site = sites.enter_context(Site(lambda _: PAGE))
    yield site
    assert site.requests == []


def through(proxy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://{proxy.host}")


def test_a_page_of_the_web_may_not_lead_to_a_server_on_this_machine(
    sites: ExitStack, secret: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = sites.enter_context(Site(lambda _: to(f"http://{secret.host}/secret")))
    through(proxy, monkeypatch)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(InputError, match=f"redirects to http://{secret.host}/secret, which .*: open that address"):
        fetch("http://example.org/", LARGEST)
    assert [request.split()[1] for request in proxy.requests] == ["http://example.org/"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.01",
        "127.0.0.1.",
        "localhost",
        "LOCALHOST.",
        "pages.localhost",
        "inside.example.org",
        "inside.example.org.",
        "both.example.org",
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[2002:7f00:1::]",
        "[64:ff9b::7f00:1]",
        "[2001:0:5db8:d822::80ff:fffe]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
    ],
)
def test_a_page_of_the_web_may_not_lead_off_it_however_that_is_spelled(
    sites: ExitStack, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    proxy = sites.enter_context(Site(lambda _: to(f"http://{host}:8080/")))
    through(proxy, monkeypatch)
    with pytest.raises(InputError, match="not on the public web"):
        fetch("http://example.org/", LARGEST)
    assert len(proxy.requests) == 1


@pytest.mark.parametrize(
    "host", ["www.example.org", "only-the-proxy-knows.example.org", "[2606:4700::1111]", "8.8.8.8"]
)
def test_a_page_of_the_web_may_lead_on_to_another(sites: ExitStack, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    proxy = sites.enter_context(Site(lambda asked: PAGE if "here" in asked else to(f"http://{host}/here")))
    through(proxy, monkeypatch)
    assert fetch("http://example.org/", LARGEST).data == TEXT
    assert f"Host: {host}" in proxy.requests[-1]


@pytest.mark.parametrize("named", ["inside.example.org", "localhost", "10.0.0.1"])
def test_who_names_a_server_inside_may_be_led_on_to_one(
    sites: ExitStack, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    proxy = sites.enter_context(Site(lambda asked: PAGE if "here" in asked else to("http://192.168.1.1/here")))
    through(proxy, monkeypatch)
    assert fetch(f"http://{named}/", LARGEST).data == TEXT


def test_who_names_a_server_on_this_machine_may_be_led_on_to_another(sites: ExitStack) -> None:
    other = sites.enter_context(Site(lambda _: PAGE))
    first = sites.enter_context(Site(lambda _: to(f"//{other.host}/")))
    assert fetch(f"http://{first.host}/", LARGEST).data == TEXT


def test_a_name_that_becomes_one_of_this_machine_after_the_first_answer_is_not_followed(
    sites: ExitStack, secret: Site, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_: str) -> bytes:
        names["example.org"][:] = ["127.0.0.1"]
        return to(f"http://example.org:{secret.host.rpartition(':')[2]}/")

    site = sites.enter_context(Site(answer))
    connect = socket.socket.connect

    def reach(self: socket.socket, address: Any) -> None:  # there is no public server here
        host, port = site.host.split(":")
        connect(self, (host, int(port)) if address[0] == "93.184.216.34" else address)

    monkeypatch.setattr(socket.socket, "connect", reach)
    with pytest.raises(InputError, match="not on the public web"):
        fetch("http://example.org/", LARGEST)
    assert len(site.requests) == 1


def test_an_address_in_a_sentence_is_short(sites: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    through(sites.enter_context(Site(lambda _: to("http://127.0.0.1/" + "a" * 5000))), monkeypatch)
    with pytest.raises(InputError) as raised:
        fetch("http://example.org/", LARGEST)
    assert len(str(raised.value)) < 250


@pytest.mark.parametrize(
    "target",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://ada:secret@example.org/",
        "http://example.org\\@127.0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://example.org:0/",
        "http://example.org:70000/",
        "http://example.org:x/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://exa mple.org/",
        "",
    ],
)
def test_a_redirect_to_anything_but_a_web_page_is_not_followed(
    sites: ExitStack, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    proxy = sites.enter_context(Site(lambda _: to(target) if target else b"HTTP/1.1 302 Found\r\n\r\n"))
    through(proxy, monkeypatch)
    with pytest.raises(InputError, match="not a web page"):
        fetch("http://example.org/", LARGEST)
    assert len(proxy.requests) == 1


def test_ten_redirects_are_followed_and_no_more(sites: ExitStack) -> None:
    def answer(asked: str) -> bytes:
        left = int(asked[1:])
        return to(f"/{left - 1}", 307) if left else PAGE

    site = sites.enter_context(Site(answer))
    assert fetch(f"http://{site.host}/10", LARGEST).data == TEXT
    with pytest.raises(InputError, match="in circles"):
        fetch(f"http://{site.host}/11", LARGEST)


def test_the_page_that_comes_with_a_redirect_is_not_read(sites: ExitStack) -> None:
    endless = b"HTTP/1.1 301 Moved\r\nLocation: /here\r\nContent-Length: 9999999\r\n\r\n"
    site = sites.enter_context(Site(lambda asked: PAGE if asked == "/here" else endless))
    assert fetch(f"http://{site.host}/", LARGEST).data == TEXT


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/b?c=d#e", "https://example.org/b?c=d#e"),
        ("//www.example.org", "https://www.example.org"),
        ("HTTP://EXAMPLE.org:8080/", "http://EXAMPLE.org:8080/"),
        ("k\xc3\xb6ln x", "https://example.org/a/k%C3%B6ln%20x"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]:80/"),
    ],
)
def test_a_redirect_is_read_as_browsers_read_it(location: str, address: str) -> None:
    target = target_of(location, urlsplit("https://example.org/a/"))
    assert target is not None
    assert target.geturl() == address


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "::ffff:8.8.8.8", "2002:808:808::", "64:ff9b::808:808", "2a00::1"]
)
def test_an_address_of_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["240.0.0.1", "255.255.255.255", "::7f00:1", "fec0::1", "64:ff9b:1::1", "2001:db8::1"]
)
def test_an_address_of_no_known_use_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("127.0.0.1:1", "Connection refused"),
        ("socks5://127.0.0.1:1", "not the address"),
        ("nowhere.example.org", "No server"),
    ],
)
def test_a_proxy_that_cannot_be_used_has_its_sentence(proxy: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(InputError, match=words):
        fetch("http://example.org/", LARGEST)
