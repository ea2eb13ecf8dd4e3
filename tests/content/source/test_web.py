"""Pages are read from a real server on this machine."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from content.annotation.records.target import target_source
from content.errors import InputError
from content.source import open_document, open_documents
from content.store.locations import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (
    "<html><head><title>Brücke</title></head><body><nav>Menu</nav>"
    "<article><h1>Brücke gesperrt</h1><p>Sie bleibt zu.</p></article></body></html>"
)
FEED = b"""<rss version="2.0"><channel><title>Port</title><item><title>Bridge shut</title><description>It stays shut.
</description></item><item><title>Bridge open</title><description>Not yet.</description></item></channel></rss>"""
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.encode("latin-1")),
    "/notes.md": (200, {"Content-Type": "text/plain"}, b"# Bridge shut\n\nIt stays *shut*.\n"),
    "/notes": (200, {"Content-Type": "text/markdown"}, b"# Bridge shut\n\nIt stays *shut*.\n"),
    "/wire": (200, {}, b"Bridge shut\n\nIt stays shut.\n"),
    "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"Bridge shut\n\nIt stays shut.\n")),
    "/k%C3%B6ln?x=%C3%BC": (200, {}, b"Bridge shut\n\nIt stays shut.\n"),
    "/to-notes": (302, {"Location": "/notes.md"}, b""),
    "/endless": (200, {"Content-Length": "9" * 5000}, b"Bridge shut\n"),
    "/cut": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"Bridge shut\n\nIt stays shut.\n")[:-9]),
    "/torn": (200, {"Content-Encoding": "gzip"}, b"Bridge shut"),
    "/odd-kind": (200, {"Content-Type": "text/plain; charset*=a; charset*0=b"}, b"Bridge shut\n\nIt stays shut.\n"),
    "/moved": (302, {"Location": "/wire"}, b""),
    "/away": (302, {"Location": "file:///etc/passwd"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/members": (403, {}, b"no"),
    "/broken": (500, {}, b"no"),
    "/short": (200, {"Content-Length": "1000"}, b"Bridge"),
    "/feed": (200, {"Content-Type": "application/rss+xml; charset=utf-8"}, FEED),
    "/text.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(b"Bridge closed\n\nFor a week.\n")),
    "/scan.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7\n"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        code, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_its_article_in_the_charset_that_the_server_names(site: str) -> None:
    document = open_document(f"{site}/page")
    assert document.text.split("\n\n") == ["Brücke gesperrt", "Sie bleibt zu."]
    assert (document.source, document.media_type) == (f"{site}/page", "text/html")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/notes.md", "text/markdown"),
        ("/notes", "text/markdown"),
        ("/wire", "text/plain"),
        ("/packed", "text/plain"),
        ("/to-notes", "text/markdown"),
        ("/köln?x=ü#part", "text/plain"),
        ("/endless", "text/plain"),
        ("/odd-kind", "text/plain"),
    ],
)
def test_what_a_page_is_the_server_says_or_its_name(site: str, path: str, media_type: str) -> None:
    document = open_document(site + path)
    assert document.media_type == media_type
    assert document.text.startswith("Bridge shut\n")


def test_a_page_that_moved_is_followed_and_keeps_the_name_that_was_asked_for(site: str) -> None:
    assert open_document(f"{site}/moved").source == f"{site}/moved"


def test_a_feed_by_its_address_is_a_list_of_briefings_each_with_an_address(site: str) -> None:
    found = open_documents(f"{site}/feed")
    assert [document.source for document in found] == [f"{site}/feed#1", f"{site}/feed#2"]
    assert open_document(f"{site}/feed#2").text == found[1].text


def test_a_place_in_a_page_is_the_page(site: str) -> None:
    assert open_document(f"{site}/wire#7").text == open_document(f"{site}/wire").text


def test_what_is_packed_is_unpacked_when_it_came_from_the_web(site: str) -> None:
    assert open_document(f"{site}/text.gz").text.startswith("Bridge closed")


def test_annotations_of_a_page_are_kept_with_its_address_in_the_data_directory(site: str) -> None:
    document = open_document(f"{site}/wire")
    assert target_source(document) == f"{site}/wire"
    assert place_of(document).path.parent.name == "annotations"
    assert place_of(document).path == place_of(open_document(f"{site}/wire")).path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "not found on the server"),
        ("/members", "save it in a browser"),
        ("/broken", "500"),
        ("/away", "in circles"),
        ("/round", "in circles"),
        ("/short", "broke off"),
        ("/torn", "broke off"),
        ("/cut", "broke off"),
        ("/scan.pdf", "PDF|damaged"),
    ],
)
def test_each_way_not_to_get_a_page_has_its_sentence(site: str, path: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        open_document(site + path)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1/", "Connection refused"),
        ("http://", "must look like"),
        ("https://[x", "not the address"),
        ("http://127.0.0.1:port/", "not the address"),
        ("http://exa mple.org/a\nb", "not the address|No server"),
        ("http://ada:secret@127.0.0.1:1/", "must look like"),
    ],
)
def test_an_invalid_address_has_its_own_sentence(address: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(InputError, match=words):
        open_document(address)
