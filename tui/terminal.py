"""The terminal's side of things: replies that are not keys, and lending it to another program."""

from __future__ import annotations

import asyncio
import codecs
import fcntl
import os
import re
import selectors
import signal
import struct
import termios
import time
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal_before import BEFORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

    from textual.app import App
    from textual.geometry import Region
    from textual.message import Message

T = TypeVar("T")
_ANSWERED = 0.2  # seconds
_WINDOW = struct.Struct("4H")  # rows and columns, points across and down

# Replies to colour, title and version reports. Textual splits what it does not know into keys, and single keys
# are commands here: each reply is dropped whole. OSC, DCS and APC run up to BEL or ST; what follows the introducer
# tells them from Alt and a key.
_STRING = re.compile(r"\x1b(?:\](?=[0-9lL])|P(?=[0-9>!$+|])|_(?=G)|\^|X(?=[^\x1b]))")
_END = re.compile(r"\x07|\x1b\\")
_REPORT = re.compile(r"\x1b\[[>=?]?[0-9;]*[ct]")
_UNFINISHED = re.compile(r"\x1b(?:[\]P_X]|\[[>=?]?[0-9;]*)\Z")
_MODES_OFF = (1000, 1002, 1003, 1004, 1006, 1015, 1016, 2004, 2048, 1049)  # mouse, focus, paste, sizes, second screen
_LENIENT = "briefmark-latin-1"  # our error handler for input that is not UTF-8
_LONGEST = 1.0  # seconds for a whole reply; what takes longer is not one
_TICK = 0.1  # seconds between looks whether Esc was pressed alone
_MOST_READ = 4096  # bytes
_SECOND_SCREEN = "\x1b[?1049h"


class ReplyFilter:
    """Filters the terminal's replies out of what was typed, even when they come in pieces."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None  # when the unfinished string began
        self._held = ""

    def typed(self, data: str) -> str:
        """What is left of `data` to be read as keys."""
        data, self._held = self._held + data, ""
        if self._since is not None and self._clock() - self._since > _LONGEST:
            self._since = None
        kept = []
        while data:
            if self._since is not None:
                end = _END.search(data)
                if end is None:
                    self._held = "\x1b" if data.endswith("\x1b") else ""
                    break
                data, self._since = data[end.end() :], None
            begin = _STRING.search(data)
            if begin is None:
                kept.append(data)
                break
            kept.append(data[: begin.start()])
            data, self._since = data[begin.end() :], self._clock()
        left = _REPORT.sub("", "".join(kept))
        if unfinished := _UNFINISHED.search(left):
            left, self._held = left[: unfinished.start()], unfinished.group()
        return left


class _Parser(XTermParser):
    """Textual's parser behind the filter."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._debug_keys = debug
        self._replies = ReplyFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """The events of what was typed; an empty string means the end of the input."""
        typed = self._replies.typed(data)
        try:
            yield from super().feed(typed) if typed or not data else ()
        except (EOFError, ParseError):  # the end of the input
            raise
        except Exception:  # noqa: BLE001 - a key report that Textual cannot read is dropped
            super().__init__(self._debug_keys)


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are not UTF-8 as letters of Latin-1, and drops controls."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    letters = error.object[error.start : error.end].decode("latin-1")
    return "".join(letter for letter in letters if letter >= "\xa0"), error.end


codecs.register_error(_LENIENT, _as_latin_1)


def _lenient_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """Decoders that take any bytes: those of the terminal may be of another encoding, or of an old mouse report."""

    class Decoder(codecs.getincrementaldecoder(encoding)):  # type: ignore[misc]
        """One that sees the end of the input."""

        def decode(self, data: bytes, final: bool = False) -> str:
            if not data:
                _hang_up()
            return str(super().decode(data, final))

    return partial(Decoder, _LENIENT)


def _hang_up() -> None:
    """Does what the system does when it notices that the terminal is gone; it does not always notice."""
    os.kill(os.getpid(), signal.SIGHUP)
    time.sleep(_ANSWERED)  # the end of the input would be read over and over


class Driver(LinuxDriver):
    """Textual's driver with the filter in front of its parser."""

    _told_to_end: tuple[int, int] = (-1, -1)  # a pipe that wakes who waits for keys
    _is_on_second_screen = False  # since the first screen was painted there

    def run_input_thread(self) -> None:
        """Reads keys until it is told to end."""
        try:
            self._read_keys()
        except OSError:  # the terminal went away
            _hang_up()

    def _read_keys(self) -> None:
        """What Textual does, which notices only after up to 0.2 seconds that it has to end: here it is woken."""
        parser, decode, told = _Parser(), _lenient_decoder("utf-8")().decode, self._told_to_end[0]
        with selectors.SelectSelector() as selector:  # macOS's own does not take /dev/tty
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(told, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(_TICK)}
                if told in ready:
                    break
                typed = decode(os.read(self.fileno, _MOST_READ)) if ready else ""
                for event in chain(parser.feed(typed) if typed else (), parser.tick()):
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            list(parser.feed(""))

    def disable_input(self) -> None:
        """Ends the reading of keys at once, which quitting waits for (235 ms -> 80 ms)."""
        ends, self._told_to_end = self._told_to_end, (-1, -1)
        with suppress(OSError):
            os.write(ends[1], b"\0")
        super().disable_input()
        for end in ends:
            with suppress(OSError):
                os.close(end)

    def start_application_mode(self) -> None:
        """Takes the terminal; a plain screen shows the terminal's own cursor, which screen readers follow."""
        if isinstance(self._app, Remembering):
            self._app.forget()
        self._told_to_end = os.pipe()
        before = BEFORE.hand_over()
        self._is_on_second_screen = before is not None
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
        except BaseException:
            BEFORE.take_back(before)
            raise
        finally:
            self._is_on_second_screen = False
        if before is not None:
            self.attrs_before = before
        if self._app.has_class("plain"):
            self.write("\x1b[?25h")

    def stop_application_mode(self) -> None:
        """Restores the terminal; Textual leaves mouse reports in pixels on."""
        self.write("\x1b[?1016l")
        super().stop_application_mode()

    # When the terminal went away while it was lent, Textual does not begin to write again, and a queue that nobody
    # empties would hold up the end of the application for ever.

    def write(self, data: str) -> None:
        """Writes to the terminal, if it is still there."""
        if self._is_on_second_screen and data == _SECOND_SCREEN:  # which some terminals clear when it is asked for
            return
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def close(self) -> None:
        """Stops writing."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().close()


def has_terminal(app: App[Any]) -> bool:
    """Whether an application draws on a terminal, and not in a browser or a test."""
    return isinstance(app._driver, LinuxDriver)  # noqa: SLF001 - Textual has no other way to what it writes to


def is_painted(app: App[Any]) -> bool:
    """Whether what an application sends is painted: by a terminal, or by the one of a page in a browser."""
    return has_terminal(app) or app.is_web


@runtime_checkable
class Remembering(Protocol):
    """An application that knows what its terminal shows, and sends only what changes."""

    def forget(self, region: Region | None = None) -> None:
        """The cells of a region, or all, may show something else than was sent."""


def send(app: App[Any], sequence: str, *, over: Region | None = None) -> None:
    """Sends a control sequence of ours to what an application is painted by; it may draw `over` cells."""
    driver = app._driver  # noqa: SLF001 - the same
    if driver is not None and is_painted(app):
        driver.write(sequence)
        if over is not None and isinstance(app, Remembering):
            app.forget(over)


def cell_size(app: App[object]) -> tuple[int, int] | None:
    """The points across and down of a cell, as the terminal told the system; None where it did not."""
    driver = app._driver  # noqa: SLF001 - the same
    if not isinstance(driver, LinuxDriver):
        return None
    try:
        told = fcntl.ioctl(driver.fileno, termios.TIOCGWINSZ, bytes(_WINDOW.size))
    except OSError:
        return None
    rows, columns, across, down = _WINDOW.unpack(told)
    return (across // columns, down // rows) if 0 < columns <= across and 0 < rows <= down else None


def restore_terminal(driver: object) -> None:
    """Restores the terminal as it was before the application began, whatever its own threads are doing."""
    before = getattr(driver, "attrs_before", None)
    if isinstance(driver, LinuxDriver) and before is not None:
        with suppress(termios.error):
            termios.tcsetattr(driver.fileno, termios.TCSANOW, before)
        off = "".join(f"\x1b[?{mode}l" for mode in _MODES_OFF)
        os.write(2, f"\x1b[<u{off}\x1b[?7h\x1b[?25h\r\n".encode())


def lend(app: App[object], run: Callable[[], T]) -> T | OSError | ValueError:
    """Lets `run` have the terminal, and gives back what it returned, or the error it ended with.

    Nothing may be raised while the application is away, or it would not come back. Ctrl+C meanwhile is for the
    other program alone. Raises SuspendNotSupported where there is no terminal to lend.
    """
    loop = asyncio.get_running_loop()
    with app.suspend():
        caught = loop.remove_signal_handler(signal.SIGINT)
        before = signal.signal(signal.SIGINT, _nothing)
        try:
            return run()
        except (OSError, ValueError) as error:
            return error
        finally:
            if caught and isinstance(app, Catching):
                # The loop has yet to read the signals that came meanwhile; until then nothing may answer them.
                loop.call_later(_ANSWERED, app.catch_interrupts)
            else:
                signal.signal(signal.SIGINT, before)


@runtime_checkable
class Catching(Protocol):
    """An application that ends in good order when it is interrupted."""

    def catch_interrupts(self) -> None:
        """Asks the event loop to report interrupts."""


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Programs started here get the default back in place of a handler; an ignored signal would stay ignored."""
