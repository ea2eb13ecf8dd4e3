"""A link is opened as a briefing, in place of the one that it stands in."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tui.conftest import Opening


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/ferry"
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(b"Ferry runs again\n\nIt runs on Sunday.\n" if found else b"no")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a server with one page, /ferry."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


async def test_a_link_is_opened_as_a_briefing_and_marks_made_before_are_saved(reading: Opening, site: str) -> None:
    async with reading(text=f"Harbour opens\n\nMore at {site}/ferry today.\n") as reader:
        await reader.press("m", "@", "enter", "b")
        await reader.settle()
        assert reader.text.startswith("Ferry runs again")
        assert reader.app.session is not None
        assert reader.app.session.document.source == f"{site}/ferry"
        assert list(reader.path.parent.glob("*.annotations.jsonl"))


async def test_an_address_that_cannot_be_read_leaves_the_briefing_open(reading: Opening, site: str) -> None:
    async with reading(text=f"Harbour opens\n\nMore at {site}/bus today.\n") as reader:
        await reader.press("@", "enter", "b")
        assert reader.text.startswith("Harbour opens")
        assert "404" in reader.footer
