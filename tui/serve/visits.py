"""The process of one visitor: started without a shell and without the server's secrets, and ended in good order."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

_PATIENCE = 8.0  # seconds to end in: it saves in five, wherever it can
_MOMENT = 1.0  # seconds
_LARGEST = 1 << 26  # bytes of a packet
_MOST_SAID = 1 << 16  # bytes that it may say on stderr
_LINES_BEFORE = 10  # before the first packet
_LEAST, _MOST = 10, 500  # columns and rows
# What a process needs of the environment; all else may be a secret, or name a program or a screen of the server.
_PASSED = ("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LOGNAME", "USER", "TZ", "NO_COLOR")
_PLACES = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")


class Places(NamedTuple):
    """The folders that a visitor has in place of the owner's: for data, for what may be lost, for a moment.

    `held` is a descriptor that the visitor's process keeps open: it says that they are in use, also without the server.
    """

    data: Path
    state: Path
    passing: Path
    held: int


def environment_of(places: Places, width: int, height: int) -> dict[str, str]:
    """The environment of a visitor's process that paints so many columns and rows."""
    passed = {name: os.environ[name] for name in (*_PASSED, *_PLACES) if name in os.environ}
    return {
        **passed,
        "XDG_DATA_HOME": str(places.data),
        "XDG_STATE_HOME": str(places.state),
        "TMPDIR": str(places.passing),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),  # the modules of this process
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_DRIVER": "tui.serve.driver:VisitorDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(_within(width)),
        "ROWS": str(_within(height)),
    }


def _within(cells: int) -> int:
    return min(max(_LEAST, cells), _MOST)


class Visit(AppService):
    """One reader that a visitor has open."""

    def __init__(
        self,
        arguments: Sequence[str],
        places: Places,
        write: Callable[[bytes], Awaitable[None]],
        ended: Callable[[], Awaitable[None]],
    ) -> None:
        """`arguments` are those of `read`; `write` paints; `ended` is told when the reader ended of itself."""
        super().__init__("", write_bytes=write, write_str=_nothing, close=ended, download_manager=DownloadManager())
        self._arguments, self._places = arguments, places
        self.said = ""  # what it had to tell at its end
        self.code: int | None = None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Starts the process by its arguments. Raises OSError."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "tui.visit", *self._arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment_of(self._places, width, height),
            pass_fds=(self._places.held,),
            start_new_session=True,  # Ctrl+C is for the server, which then ends all of them
        )
        self._stdin = self._process.stdin
        return self._process

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid if self._process else 0

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tells the process how large the visitor's window is."""
        await super().set_terminal_size(_within(width), _within(height))

    async def run(self) -> None:
        """Hands on what the process paints until it ends."""
        process = self._process
        if process is None or process.stdout is None or process.stderr is None:
            return
        saying = asyncio.create_task(_said(process.stderr))
        with suppress(asyncio.IncompleteReadError, ValueError):
            await self._hand_on(process.stdout)
        self.code = await process.wait()
        self.said = await saying
        await self.remote_close()

    async def _hand_on(self, stdout: asyncio.StreamReader) -> None:
        """Paints the data of each packet. Raises IncompleteReadError at the end, ValueError for what is not one."""
        for _ in range(_LINES_BEFORE):
            if await stdout.readline() == b"__GANGLION__\n":
                break
        while True:
            head = await stdout.readexactly(5)
            size = int.from_bytes(head[1:], "big")
            if size > _LARGEST:
                raise ValueError(size)
            payload = await stdout.readexactly(size)
            if head[:1] == b"D":  # of all else a reader sends nothing that we need: addresses and files stay here
                with suppress(ConnectionError, RuntimeError):  # nobody sees it any longer, but the process can go on
                    await self.remote_write_bytes(payload)

    async def stop(self) -> None:
        """Ends the process as a signal does, with everything saved; after a while whatever it does."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await asyncio.wait({task}, timeout=_PATIENCE)
        if not task.done():
            with suppress(ProcessLookupError):
                process.kill()
            await asyncio.wait({task}, timeout=_MOMENT)
            task.cancel()  # it may wait for a page that takes nothing more


async def _said(stderr: asyncio.StreamReader) -> str:
    """All that was said on stderr, or its beginning."""
    kept = b""
    while part := await stderr.read(_MOST_SAID):
        kept = (kept + part)[:_MOST_SAID]
    return kept.decode("utf-8", "replace")


async def _nothing(_words: str) -> None:
    """Nothing goes to the page but what is painted."""
