"""The terminal's side of things: replies that are no keys, and lending it to another program."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING, TypeVar

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

    from textual.app import App
    from textual.message import Message

T = TypeVar("T")

# Replies to colour, title and version reports. Textual takes what it does not know apart into keys, and single keys
# are commands here: each reply is dropped whole. OSC, DCS and APC run up to BEL or ST; what follows the introducer
# tells them from Alt and a key.
_STRING = re.compile(r"\x1b(?:\](?=[0-9lL])|P(?=[0-9>!$+|])|_(?=G)|\^|X(?=[^\x1b]))")
_END = re.compile(r"\x07|\x1b\\")
_REPORT = re.compile(r"\x1b\[[>=]?[0-9;]*[ct]")
_UNFINISHED = re.compile(r"\x1b\[(?:[>=][0-9;]*|[0-9]+;[0-9;]*)\Z")
_LONGEST = 1 << 16  # characters; a string that goes on for longer is none


class ReplyFilter:
    """Takes replies of the terminal out of what was typed, also when they come in pieces."""

    def __init__(self) -> None:
        self._inside = 0  # characters of an unfinished string so far
        self._held = ""

    def typed(self, data: str) -> str:
        """What is left of `data` to be read as keys."""
        data, self._held = self._held + data, ""
        kept = []
        while data:
            if self._inside:
                end = _END.search(data)
                self._inside += end.end() if end else len(data)
                if end is None and self._inside < _LONGEST:
                    break
                data, self._inside = data[end.end() if end else 0 :], 0
            begin = _STRING.search(data)
            if begin is None:
                kept.append(data)
                break
            kept.append(data[: begin.start()])
            data, self._inside = data[begin.end() :], 1
        left = _REPORT.sub("", "".join(kept))
        if unfinished := _UNFINISHED.search(left):
            left, self._held = left[: unfinished.start()], unfinished.group()
        return left


class _Parser(XTermParser):
    """Textual's parser behind the filter."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._replies = ReplyFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """The events of what was typed; an empty string means the end of the input."""
        typed = self._replies.typed(data)
        return super().feed(typed) if typed or not data else ()


class Driver(LinuxDriver):
    """Textual's driver with the filter in front of its parser."""

    def run_input_thread(self) -> None:
        """Reads keys; Textual makes its parser by this name when the thread begins."""
        vars(linux_driver)["XTermParser"] = _Parser
        super().run_input_thread()


def lend(app: App[None], run: Callable[[], T]) -> T | OSError | ValueError:
    """Lets `run` have the terminal, and gives back what it returned, or the error it ended with.

    Nothing may be raised while the application is away, or it would not come back. Ctrl+C meanwhile is for the
    other program alone. Raises SuspendNotSupported where there is no terminal to lend.
    """
    before = signal.getsignal(signal.SIGINT)
    with app.suspend():
        signal.signal(signal.SIGINT, _nothing)
        try:
            return run()
        except (OSError, ValueError) as error:
            return error
        finally:
            signal.signal(signal.SIGINT, before)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """A handler is the default one again in programs that are started, an ignored signal would stay ignored."""
