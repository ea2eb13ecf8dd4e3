"""A running server, and visitors who type on its page's WebSocket and read the screen back."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pyte
import pytest

for _library in ("aiohttp", "textual_serve"):  # without which all tests that import this are skipped
    pytest.importorskip(_library, reason="the extra `serve` is not installed")

from aiohttp import ClientSession, CookieJar, WSMsgType  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path
    from typing import Any

    from aiohttp import ClientWebSocketResponse

PATIENCE = 30.0  # seconds; a slow machine is not a failure
_UNKNOWN = re.compile(r"\x1b\[[<>=?][0-9;]*[mup]|\x1b\[\?[0-9;]*\$p")  # what pyte would print


class Served:
    """A server of briefings in a process of its own."""

    def __init__(self, arguments: Sequence[str], **variables: str) -> None:
        """`variables` are put into its environment."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "serve", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **variables},
        )
        self.address = self.next_address()

    @property
    def origin(self) -> str:
        """The origin of the page."""
        return self.address.partition("/enter/")[0]

    def next_address(self) -> str:
        """The next address that is printed."""
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline().decode().strip() if ready else ""
        assert line.startswith("http://127.0.0.1:"), self.stop()
        return line

    def readers(self) -> list[int]:
        """The numbers of the processes of visitors."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(children, encoding="ascii") as file:  # noqa: PTH123
            return [int(word) for word in file.read().split()]

    def stop(self, number: int = signal.SIGINT) -> str:
        """Ends it as Ctrl+C does; what it said on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            _, said = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        except ValueError:  # it was stopped before
            return ""
        return said.decode()


class Visitor:
    """Somebody with a cookie of the server's, at the page's path."""

    def __init__(self, served: Served, session: ClientSession, path: str) -> None:
        self.served, self.session, self.path = served, session, path

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"{self.served.origin}{self.path}"

    @asynccontextmanager
    async def reading(self, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Reading]:
        """Opens a reader, as the page's script does."""
        address = f"{self.page}ws?width={size[0]}&height={size[1]}"
        async with self.session.ws_connect(address, origin=self.served.origin, autoclose=True) as socket:
            reading = Reading(socket, size)
            try:
                yield reading
            finally:
                reading.listening.cancel()


class Reading:
    """A reader that a visitor has open: type, and look at the screen."""

    def __init__(self, socket: ClientWebSocketResponse, size: tuple[int, int]) -> None:
        self.socket, self.received = socket, b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.listening = asyncio.create_task(self._listen())
        self.code: int | None = None
        self.why = ""

    async def _listen(self) -> None:
        async for message in self.socket:
            if message.type is WSMsgType.BINARY:
                self.received += message.data
                plain = _UNKNOWN.sub("", message.data.decode("utf-8", "replace"))
                self._stream.feed(plain.encode())
        self.code = self.socket.close_code
        self.why = getattr(self.socket, "_close_reason", "") or ""

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self._screen.display)

    async def type(self, keys: str) -> None:
        """Types keys."""
        await self.socket.send_str(json.dumps(["stdin", keys]))

    async def see(self, words: str) -> None:
        """Waits until the screen shows words."""
        await until(lambda: words in self.text, lambda: f"{words!r} is not in\n{self.text}\n{self.code}")

    def cut(self) -> None:
        """Cuts the connection, as a cable does."""
        connection = self.socket._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.abort()

    async def ended(self) -> int | None:
        """Waits until the page is told that it is over; the code of it."""
        await asyncio.wait_for(asyncio.shield(self.listening), PATIENCE)
        return self.code


async def until(holds: Callable[[], object], otherwise: Callable[[], str] = lambda: "") -> None:
    """Waits until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, otherwise()
        await asyncio.sleep(0.02)


@asynccontextmanager
async def visiting(served: Served, address: str = "", name: str = "") -> AsyncIterator[Visitor]:
    """Comes in by an address, the first one printed if none is given, and says a name if there is one."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(address or served.address, allow_redirects=False) as found:
            assert found.status == 303
            path = found.headers["Location"]
        visitor = Visitor(served, session, path)
        if name:
            headers = {"Origin": served.origin}
            async with session.post(f"{visitor.page}name", data={"name": name}, headers=headers) as found:
                assert found.status == 200, await found.text()
        yield visitor


def marks_in(path: Path) -> list[dict[str, Any]]:
    """The annotations of a file that may not be there yet."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [found for found in map(json.loads, lines) if found["type"] == "Annotation"]


def beside(briefing: Path) -> Path:
    """The annotation file of a briefing."""
    return briefing.with_name(f"{briefing.name}.annotations.jsonl")
