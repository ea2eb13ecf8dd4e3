"""A server may drip, cut, swell or lie: reading a page from it ends in time, in small memory, and with a sentence."""

from __future__ import annotations

import gc
import gzip
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import TypeAlias

import pytest

from content.errors import InputError
from content.source import receiving, web
from content.source.web import fetch

Talk: TypeAlias = Callable[[socket.socket], None]
Serve: TypeAlias = Callable[[Talk], str]

OK = b"HTTP/1.1 200 OK\r\n"
TEXT = b"Bridge shut\n\nIt stays shut.\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
PACKED = OK + b"Content-Encoding: gzip\r\n\r\n"
LARGEST = 1 << 29


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a server that reads a request and then talks as instructed, to one reader after the other."""
    monkeypatch.setenv("no_proxy", "*")
    over = threading.Event()

    def answer(listener: socket.socket, talk: Talk) -> None:
        while not over.is_set():
            with suppress(OSError):  # nobody connects, or the reader is gone
                connection, _ = listener.accept()
                with connection:
                    connection.settimeout(10)
                    connection.recv(1 << 16)
                    talk(connection)
                    connection.shutdown(socket.SHUT_WR)

    with ExitStack() as ends:
        ends.callback(over.set)

        def start(talk: Talk) -> str:
            listener = ends.enter_context(socket.create_server(("127.0.0.1", 0)))
            listener.settimeout(0.02)
            thread = threading.Thread(target=answer, args=(listener, talk))
            thread.start()
            ends.callback(thread.join)
            ends.callback(over.set)
            return f"http://127.0.0.1:{listener.getsockname()[1]}/"

        yield start


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_LONGEST_START", 0.2)
    monkeypatch.setattr(web, "_LONGEST_ALL", 0.3)


def saying(data: bytes) -> Talk:
    return lambda connection: connection.sendall(data)


def until_gone(connection: socket.socket) -> None:
    """Says nothing until the reader is gone."""
    connection.recv(1)


def reset(connection: socket.socket) -> None:
    """Ends a connection at once, as one that broke off is ended."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def dripping(first: bytes, drops: bytes, *, pause: float = 0.02) -> Talk:
    """Says the first at once, and then one drop after another for as long as anybody listens."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(first)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            connection.sendall(drops)
            time.sleep(pause)

    return talk


def error_of(address: str, largest: int = LARGEST) -> str:
    """The sentence with which reading fails, before anybody loses patience."""
    begun = time.monotonic()
    with pytest.raises(InputError) as raised:
        fetch(address, largest)
    assert time.monotonic() - begun < 20
    return str(raised.value)


@pytest.mark.parametrize(
    ("first", "drops"),
    [
        pytest.param(b"HTTP/1.1 200 ", b"O", id="status line"),
        pytest.param(OK + b"Server: ", b"x", id="header"),
        pytest.param(OK, b"X: y\r\n", id="headers"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n", id="100"),
        pytest.param(b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", id="103"),
        pytest.param(OK + b"\r\n", b"x", id="page"),
        pytest.param(OK + b"Content-Length: 100000\r\n\r\n", b"x", id="page of a length"),
        pytest.param(OK + CHUNKED, b"0", id="size of a chunk"),
        pytest.param(OK + CHUNKED + b"1;", b"x", id="extension of a chunk"),
        pytest.param(OK + CHUNKED, b"1\r\nx\r\n", id="chunks"),
        pytest.param(OK + CHUNKED + b"0\r\n", b"X: y\r\n", id="trailers"),
        pytest.param(OK + CHUNKED + b"0\r\nX: ", b"y", id="trailer"),
        pytest.param(PACKED, gzip.compress(b""), id="parts of a packed page"),
    ],
)
@pytest.mark.usefixtures("impatient")
def test_a_server_that_drips_for_ever_is_left_in_time(serve: Serve, first: bytes, drops: bytes) -> None:
    assert "does not answer" in error_of(serve(dripping(first, drops)))


@pytest.mark.usefixtures("impatient")
def test_a_server_that_drips_its_greeting_of_tls_is_left_in_time(serve: Serve) -> None:
    address = serve(dripping(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03", b"x"))
    assert "does not answer" in error_of(address.replace("http:", "https:"))


def test_a_connection_that_is_reset_before_its_greeting_is_not_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with_certificates = ssl.create_default_context
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def after_reset() -> ssl.SSLContext:
            reset(listener.accept()[0])
            return with_certificates()

        monkeypatch.setattr(ssl, "create_default_context", after_reset)
        assert "cannot be read" in error_of(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    gc.collect()  # says which connections were left open, and a warning is a failure


@pytest.mark.usefixtures("impatient")
def test_a_server_that_drips_redirects_is_left_in_time(serve: Serve) -> None:
    def talk(connection: socket.socket) -> None:
        time.sleep(0.1)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")

    assert "does not answer" in error_of(serve(talk))


@pytest.mark.usefixtures("impatient")
def test_a_name_server_that_never_answers_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30))
    assert "does not answer" in error_of("http://example.org/")
    over.set()


def test_the_page_itself_has_longer_than_all_that_leads_to_it(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_LONGEST_START", 0.6)

    def talk(connection: socket.socket) -> None:
        connection.sendall(OK + b"\r\n" + TEXT)
        time.sleep(0.8)
        connection.sendall(TEXT)

    assert fetch(serve(talk), LARGEST).data == TEXT * 2


def test_a_server_that_falls_silent_is_left_before_all_the_time_is_over(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_LONGEST_WAIT", 0.1)
    assert "does not answer" in error_of(serve(until_gone))


@pytest.mark.parametrize(
    ("first", "drops"),
    [
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, id="100"),
        pytest.param(b"", b"HTTP/1.1 102 Processing\r\n\r\n", id="102"),
        pytest.param(OK, b"X: y\r\n", id="headers"),
        pytest.param(OK + b"Server: ", b"x" * 1000, id="header"),
        pytest.param(OK + CHUNKED + b"0\r\n", b"X: y\r\n" * 1000, id="trailers"),
        pytest.param(OK + CHUNKED, b"1;" + b"x" * 1000 + b"\r\nx\r\n", id="extensions of chunks"),
        pytest.param(OK + CHUNKED + b"-1\r\n", b"x" * 1000, id="chunk of negative size"),
    ],
)
def test_a_server_that_endlessly_sends_anything_but_a_page_is_left_at_once(
    serve: Serve, first: bytes, drops: bytes
) -> None:
    assert "not answer as web servers do" in error_of(serve(dripping(first, drops, pause=0)))


def test_the_thread_that_reads_ends_with_the_reading(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    address = serve(dripping(OK, b"X: y\r\n"))
    before = threading.active_count()
    monkeypatch.setattr(web, "_LONGEST_START", 0.1)
    error_of(address)
    end = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < end:
        time.sleep(0.01)
    assert threading.active_count() == before


def test_an_interrupt_ends_the_wait_at_once(serve: Serve) -> None:
    asked = threading.Event()

    def talk(connection: socket.socket) -> None:
        asked.set()
        connection.recv(1)  # until the reader is gone

    script = (
        "import signal, sys; from content.source.web import fetch;"
        "signal.signal(signal.SIGINT, signal.default_int_handler); fetch(sys.argv[1], 9)"
    )
    with subprocess.Popen([sys.executable, "-c", script, serve(talk)], stderr=subprocess.PIPE) as reader:
        assert asked.wait(20)
        reader.send_signal(signal.SIGINT)
        _, said = reader.communicate(timeout=5)
    assert said.rstrip().endswith(b"KeyboardInterrupt")


def test_a_page_can_be_read_from_another_thread(serve: Serve) -> None:
    address, pages = serve(saying(OK + b"\r\n" + TEXT)), []
    thread = threading.Thread(target=lambda: pages.append(fetch(address, LARGEST)))
    thread.start()
    thread.join()
    assert [page.data for page in pages] == [TEXT]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + b"Content-Length: 1000000000000\r\n\r\n" + TEXT, id="larger than anything"),
        pytest.param(OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n" + TEXT, id="of 30 digits"),
        pytest.param(OK + b"Content-Length: 1000, 1000\r\n\r\n" + TEXT, id="told twice in a line"),
        pytest.param(OK + b"Content-Length: 1000\r\nContent-Length: 1000\r\n\r\n" + TEXT, id="told twice"),
        pytest.param(OK + b"content-length:1000\r\n\r\n" + TEXT, id="without a blank"),
        pytest.param(
            OK + b"Content-Length: 1000\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT), id="packed and short"
        ),
        pytest.param(OK + CHUNKED + b"1000\r\n" + TEXT, id="chunk"),
        pytest.param(OK + CHUNKED + b"-1\r\n" + TEXT, id="chunk of negative size"),
        pytest.param(OK + CHUNKED + b"none\r\n" + TEXT, id="no chunk"),
        pytest.param(PACKED, id="nothing packed"),
        pytest.param(
            b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-27/100\r\nContent-Length: 28\r\n\r\n" + TEXT,
            id="206",
        ),
    ],
)
def test_a_cut_page_is_reported_as_cut(serve: Serve, answer: bytes) -> None:
    assert "broke off" in error_of(serve(saying(answer)))


@pytest.mark.parametrize(
    ("header", "body"),
    [
        pytest.param(OK + b"Content-Length: 28\r\n\r\n", TEXT, id="length"),
        pytest.param(
            OK + CHUNKED,
            b"000c;x=y\r\n" + TEXT[:12] + b"\r\n010\r\n" + TEXT[12:] + b"\r\n000\r\nX: y\r\n\r\n",
            id="chunks",
        ),
        pytest.param(PACKED, gzip.compress(TEXT), id="packed"),
    ],
)
def test_a_cut_page_is_reported_wherever_the_cut_is(serve: Serve, header: bytes, body: bytes) -> None:
    lengths = iter(range(len(body) + 1))
    address = serve(lambda connection: connection.sendall(header + body[: next(lengths)]))
    assert {error_of(address) for _ in body} == {receiving.BROKEN_OFF}
    assert fetch(address, LARGEST).data == TEXT


def test_a_cut_header_is_not_an_empty_page(serve: Serve) -> None:
    header = OK + b"Content-Type: text/html\r\n\r\n"
    lengths = iter(range(len(header)))
    address = serve(lambda connection: connection.sendall(header[: next(lengths)]))
    said = [error_of(address) for _ in header]
    assert set(said[16:]) == {receiving.BROKEN_OFF}
    assert all("broke off" in sentence or "does not answer" in sentence for sentence in said)


def test_a_page_whose_connection_is_reset_is_reported_as_cut(serve: Serve) -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(OK + b"\r\n" + TEXT)
        time.sleep(0.1)
        reset(connection)

    assert "broke off" in error_of(serve(talk))


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 28\r\nContent-Length: 29",
        b"Content-Length: 28, 1000",
        b"Content-Length: +28",
        b"Content-Length: 2_8",
        b"Content-Length: -28",
        b"Content-Length: 0x1c",
        b"Content-Length: all",
        b"Transfer-Encoding: gzip, chunked",
        b"Transfer-Encoding: chunked, chunked",
        b"Transfer-Encoding: br",
        b"Transfer-Encoding: chunked\r\n\r\n-5",
        b"X\r\nContent-Length: 1000",
        b"Content-Length : 1000",
    ],
)
def test_a_header_that_leaves_the_end_of_the_page_open_is_refused(serve: Serve, header: bytes) -> None:
    assert "not answer as web servers do" in error_of(serve(saying(OK + header + b"\r\n\r\n" + TEXT)))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK + b"\r\n" + TEXT,
            id="after 1xx",
        ),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + TEXT, id="HTTP 1.0"),
        pytest.param(OK + b"Content-Length: 28, 28\r\n\r\n" + TEXT + b"more", id="length told twice"),
        pytest.param(OK + b"Content-Encoding: identity\r\n\r\n" + TEXT, id="identity"),
        pytest.param(OK + b"Content-Encoding: GZIP\r\n\r\n" + gzip.compress(TEXT), id="GZIP"),
        pytest.param(PACKED + gzip.compress(TEXT[:9]) + gzip.compress(b"") + gzip.compress(TEXT[9:]), id="parts"),
        pytest.param(PACKED + gzip.compress(TEXT) + bytes(600), id="padded"),
        pytest.param(OK + b"no header at all\r\n\r\n" + TEXT, id="no header"),
        pytest.param(
            OK
            + b"Content-Encoding: gzip\r\n"
            + CHUNKED
            + b"%x\r\n%b\r\n0\r\n\r\n" % (len(p := gzip.compress(TEXT)), p),
            id="packed and chunked",
        ),
        pytest.param(OK + CHUNKED + b"".join(b"1\r\n%c\r\n" % byte for byte in TEXT) + b"0\r\n\r\n", id="small chunks"),
    ],
)
def test_a_page_that_is_whole_is_read_as_it_is_sent(serve: Serve, answer: bytes) -> None:
    assert fetch(serve(saying(answer)), LARGEST).data == TEXT


@pytest.mark.parametrize(
    "coding",
    ["br", "zstd", "deflate", "gzip, gzip", "br\r\nContent-Encoding: gzip", pytest.param("x" * 900, id="long")],
)
def test_a_page_that_is_packed_in_an_unknown_way_is_not_shown_as_text(serve: Serve, coding: str) -> None:
    address = serve(saying(OK + f"Content-Encoding: {coding}\r\n\r\n".encode() + gzip.compress(TEXT)))
    sentence = error_of(address)
    assert "packs this page" in sentence
    assert len(sentence) < 200


def test_a_small_page_that_unpacks_to_hundreds_of_megabytes_is_refused_in_small_memory(serve: Serve) -> None:
    address = serve(saying(PACKED + gzip.compress(bytes(1 << 20)) * 400))
    tracemalloc.start()
    try:
        assert "100 times what was sent" in error_of(address)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_a_page_may_unpack_to_a_mebibyte_however_small_it_is_sent(serve: Serve) -> None:
    assert len(fetch(serve(saying(PACKED + gzip.compress(b" " * (1 << 20)))), LARGEST).data) == 1 << 20


@pytest.mark.parametrize(
    ("first", "drops"),
    [
        pytest.param(OK + b"\r\n", TEXT * 1000, id="page"),
        pytest.param(OK + CHUNKED, b"1000\r\n" + b"x" * 0x1000 + b"\r\n", id="chunks"),
        pytest.param(PACKED, gzip.compress(b"") * 1000, id="packed nothing"),
        pytest.param(PACKED + b"\x1f\x8b\x08\x08" + bytes(6), b"name" * 1000, id="name of what is packed"),
        pytest.param(PACKED, gzip.compress(bytes(range(256)) * 50, 0), id="packed pages"),
    ],
)
def test_a_page_that_never_ends_is_left_at_its_limit(
    serve: Serve, first: bytes, drops: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "_LARGEST", 1 << 20)
    assert "save it in a browser" in error_of(serve(dripping(first, drops, pause=0)))


def test_a_page_of_more_than_64_mebibytes_is_refused(serve: Serve) -> None:
    assert "larger than 64 MiB" in error_of(serve(dripping(OK + b"\r\n", b"x" * (1 << 20), pause=0)))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + b"\r\n" + TEXT, id="until it closes"),
        pytest.param(OK + b"Content-Length: 1000\r\n\r\n" + TEXT, id="length"),
        pytest.param(OK + CHUNKED + b"1c\r\n" + TEXT, id="chunks"),
        pytest.param(PACKED + gzip.compress(TEXT), id="packed"),
    ],
)
def test_no_more_is_read_than_asked_for_and_one_byte(serve: Serve, answer: bytes) -> None:
    assert fetch(serve(saying(answer)), 10).data == TEXT[:11]


def test_a_kind_of_text_with_thousands_of_parameters_is_passed_over_quickly(serve: Serve) -> None:
    kind = b'Content-Type: text/html; x="' + b";" * 60000
    assert fetch(serve(saying(OK + kind + b"\r\n\r\n" + TEXT)), LARGEST).data == TEXT
