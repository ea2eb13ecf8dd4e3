"""The page in headless Chromium: text, mouse, keys, and no request to anybody else."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, Self

import pyte
import pytest

from tests.serve.visiting import PATIENCE, beside, marks_in

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: see the extra `dev-extras`")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, WebSocket

    from tests.serve.visiting import Served

_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
_UNKNOWN = re.compile(r"\x1b\[[<>=?][0-9;]*[mup]|\x1b\[\?[0-9;]*\$p")  # what pyte would print


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser with a profile of its own."""
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_QUIET])
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with no cookies yet."""
    made = browser.new_context(viewport={"width": 1200, "height": 800})
    made.set_default_timeout(PATIENCE * 1000)
    yield made
    made.close()


class Shown:
    """A page, what it asked for, and the screen of its terminal as the server painted it."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.wrong = page, list[str](), list[str]()
        self.columns, self.rows, self.painted = 80, 24, 0
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self._screen)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("websocket", self._follow)

    def _hear(self, kind: str, words: str) -> None:
        if kind in {"error", "warning"}:
            self.wrong.append(words)

    def _follow(self, socket: WebSocket) -> None:
        self.asked.append(socket.url)
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: str | bytes) -> None:
        match json.loads(payload):
            case ["resize", {"width": int(width), "height": int(height)}]:
                self.columns, self.rows = width, height
                self._screen.resize(height, width)

    def _received(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            self.painted += len(payload)
            self._stream.feed(_UNKNOWN.sub("", payload.decode("utf-8", "replace")).encode())

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(self._screen.display)

    def see(self, words: str) -> None:
        """Waits until the terminal shows words."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, f"{words!r} is not in\n{self.text}"
            self.page.wait_for_timeout(20)

    def settle(self) -> None:
        """Waits until nothing has been painted for a while."""
        before = -1
        while before != self.painted:
            before = self.painted
            self.page.wait_for_timeout(300)

    def place(self, words: str) -> tuple[float, float, float]:
        """Where the first character of words is painted: the middle of it, and the width of a cell, in points."""
        row = next(number for number, line in enumerate(self._screen.display) if words in line)
        box = self.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        wide, high = box["width"] / self.columns, box["height"] / self.rows
        column = self._screen.display[row].index(words)
        return box["x"] + (column + 0.5) * wide, box["y"] + (row + 0.5) * high, wide


def _until(page: Page, holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        page.wait_for_timeout(20)


def _open(context: BrowserContext, address: str, see: str = "Marks 0") -> Shown:
    shown = Shown(context.new_page())
    shown.page.goto(address)
    shown.see(see)
    return shown


def test_the_sample_is_opened_words_are_selected_with_the_mouse_and_the_mark_is_saved(
    serve: Callable[..., Served], context: BrowserContext, tmp_path: Path
) -> None:
    shown = _open(context, serve(files=()).address)
    mouse, words = shown.page.mouse, "mobilization of certain local groups"
    x, y, wide = shown.place(words)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + wide * 3, y, steps=3)
    mouse.move(x + wide * (len(words) - 1), y, steps=3)
    mouse.up()
    shown.settle()  # keys do not wait for what the mouse is still doing
    shown.page.keyboard.press("1")
    shown.see("Marks 1")
    folder = tmp_path / "xdg" / "data" / "briefmark" / "annotations"
    _until(shown.page, lambda: [mark for path in folder.iterdir() for mark in marks_in(path)])
    (mark,) = [mark for path in folder.iterdir() for mark in marks_in(path)]
    assert mark["target"]["selector"][0]["exact"] == words
    assert mark["body"][0]["value"] == "key fact"


def test_a_note_is_written_with_the_keyboard(
    serve: Callable[..., Served], context: BrowserContext, briefing: Path
) -> None:
    shown = _open(context, serve().address)
    shown.page.keyboard.press("a")
    shown.see("Note on")
    shown.page.keyboard.type("Ask Lang — är det så?")
    shown.page.keyboard.press("Control+s")
    shown.see("Marks 1")
    _until(shown.page, lambda: "Ask Lang — är det så?" in _bodies(beside(briefing)))


def _bodies(path: Path) -> list[str]:
    """Notes and categories of the last mark of a file."""
    return [body["value"] for mark in marks_in(path)[-1:] for body in mark.get("body", [])]


def test_the_page_asks_nobody_but_its_server_and_has_nothing_to_complain_of(
    standing: Served, context: BrowserContext
) -> None:
    shown = _come_in(context, standing, "Zoë <b>")
    shown.settle()
    host = standing.origin.removeprefix("http://")
    assert {url.partition("://")[2].partition("/")[0] for url in shown.asked if not url.startswith("data:")} == {host}
    assert any(url.startswith("ws://") for url in shown.asked)
    assert any(url.endswith("upright.ttf") for url in shown.asked)
    assert shown.wrong == []
    assert shown.page.title() == "flood.txt"


def test_the_name_that_a_visitor_gives_is_recorded(
    serve: Callable[..., Served], context: BrowserContext, briefing: Path
) -> None:
    shown = Shown(context.new_page())
    shown.page.goto(serve("--share").address)
    shown.page.get_by_label("Your name").fill("\u202eeve")
    shown.page.get_by_role("button", name="Read").click()
    shown.page.get_by_text("characters that cannot be seen").wait_for()
    shown.page.get_by_label("Your name").fill("Zoë $(id) <b>")
    shown.page.get_by_role("button", name="Read").click()
    shown.see("Marks 0")
    shown.page.keyboard.press("m")
    shown.see("Marks 1")
    _until(shown.page, lambda: marks_in(beside(briefing)))
    assert [mark["creator"]["name"] for mark in marks_in(beside(briefing))] == ["Zoë $(id) <b>"]


def test_the_terminal_fills_the_window_whatever_its_size(standing: Served, context: BrowserContext) -> None:
    shown = _come_in(context, standing, "Fitter")
    for width, height in ((1200, 800), (390, 780), (1000, 500)):
        shown.page.set_viewport_size({"width": width, "height": height})
        _until(shown.page, lambda: _fills(shown))
    shown.see("Flood warnings")


def _fills(shown: Shown) -> bool:
    """Whether less than two cells of the window are left over, and none is missing."""
    box, size = shown.page.locator(".xterm-screen").bounding_box(), shown.page.viewport_size
    if box is None or size is None:
        return False
    wide, high = box["width"] / shown.columns, box["height"] / shown.rows
    return 0 <= size["width"] - box["width"] < 2 * wide + 15 and 0 <= size["height"] - box["height"] < 2 * high


def test_copying_reaches_the_clipboard_of_the_visitors_browser(standing: Served, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=standing.origin)
    shown = _come_in(context, standing, "Copyist")
    shown.page.keyboard.press("y")
    shown.see("Sent to the clipboard")
    assert "Flood warnings for the valley" in _asked(shown, "navigator.clipboard.readText()")


def test_pasted_lines_are_text_whatever_is_in_them(serve: Callable[..., Served], context: BrowserContext) -> None:
    served = serve()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.origin)
    shown = _open(context, served.address)
    _asked(shown, r"navigator.clipboard.writeText('one\nt\u001b[201~wo\u001b[31m\nüber 李')")
    shown.page.keyboard.press("a")
    shown.see("Note on")
    shown.page.keyboard.press("Control+v")
    shown.see("über")
    shown.see("t␛[201~wo␛[31m")


def _come_in(context: BrowserContext, served: Served, name: str) -> Shown:
    """Opens the page of a server that asks for a name."""
    shown = Shown(context.new_page())
    shown.page.goto(served.address)
    shown.page.get_by_label("Your name").fill(name)
    shown.page.keyboard.press("Enter")
    shown.see("Flood warnings")
    return shown


def _asked(shown: Shown, expression: str) -> str:
    """What a promise of the page comes to, asked from outside of its policy."""
    session = shown.page.context.new_cdp_session(shown.page)
    asked = {"expression": expression, "awaitPromise": True, "userGesture": True}
    return str(session.send("Runtime.evaluate", asked)["result"].get("value"))


def test_a_finger_that_is_drawn_over_the_text_scrolls_it(serve: Callable[..., Served], browser: Browser) -> None:
    phone = browser.new_context(viewport={"width": 400, "height": 700}, has_touch=True, is_mobile=True)
    shown = _open(phone, serve(files=()).address, see="Türkiye")
    first = shown.text.splitlines()[1]
    session = phone.new_cdp_session(shown.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 200, "y": 600}]})
    for y in range(580, 100, -20):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": 200, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    _until(shown.page, lambda: first not in shown.text.splitlines()[1:])
    phone.close()


def test_quitting_is_told_and_reading_goes_on_at_a_press(serve: Callable[..., Served], context: BrowserContext) -> None:
    shown = _open(context, serve().address)
    shown.page.keyboard.press("m")
    shown.see("Marks 1")
    shown.page.keyboard.press("q")
    shown.page.get_by_text("You have quit. Everything is saved.").wait_for()
    shown.page.keyboard.press("Enter")
    shown.page.get_by_text("You have quit.").wait_for(state="hidden")
    shown.see("Marks 1")


def test_closing_the_tab_ends_its_reader(serve: Callable[..., Served], context: BrowserContext) -> None:
    served = serve()
    shown = _open(context, served.address)
    assert len(served.readers()) == 1
    other = context.new_page()
    shown.page.close()
    _until(other, lambda: not served.readers())


def test_a_page_of_another_port_gets_neither_cookie_nor_answer(standing: Served, context: BrowserContext) -> None:
    """For browsers it is the same site; here it stands for a server of another user of this machine."""
    shown = _come_in(context, standing, "Neighbour")
    with _Foreign(shown.page.url) as foreign:
        page = context.new_page()
        page.goto(foreign.address)
        page.get_by_text("refused").wait_for()
        assert foreign.cookies == [None]


class _Foreign:
    """A server on another port, whose page tries to connect to ours."""

    def __init__(self, ours: str) -> None:
        self.cookies: list[str | None] = []
        socket = ours.replace("http:", "ws:") + "ws"
        script = f"""const s = new WebSocket({json.dumps(socket)});
            s.onopen = () => document.body.textContent = "open";
            s.onerror = () => document.body.textContent = "refused";"""
        page = f'<!DOCTYPE html><link rel="icon" href="data:,"><body><script>{script}</script>'.encode()
        cookies = self.cookies

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                cookies.append(self.headers.get("Cookie"))
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_arguments: Any) -> None:
                """Says nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
