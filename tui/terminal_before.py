r"""The terminal before the application has it: raw and on its second screen, and given back whatever happens.

What is typed meanwhile waits in the terminal's queue for the application, Ctrl+Z and Ctrl+\\ too. Ctrl+C and signals
end the program as they do otherwise, with the terminal restored.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

_KEYS, _SCREEN = 0, 2  # the descriptors that Textual uses, too
_INPUT, _LOCAL, _CHARACTERS = 0, 3, 6  # where they stand in what `tcgetattr` gives
# What Textual turns off, but for the signals.
_NOT_IN_INPUT = "IXON", "IXOFF", "ICRNL", "INLCR", "IGNCR"
_NOT_IN_LOCAL = "ECHO", "ICANON", "IEXTEN"
_KEYS_OF_SIGNALS = "VSUSP", "VQUIT", "VDSUSP"  # not of Ctrl+C
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"  # second screen, no cursor, no wrapping
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"
# What Textual turns on: kitty's keys, mouse, focus, paste, sizes.
_MODES = "\x1b[<u" + "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1004, 1006, 1015, 1016, 2004, 2048))


class TerminalBefore:
    """Takes the terminal once; then it is either handed over to the application or given back."""

    def __init__(self) -> None:
        self._attributes: list[Any] | None = None  # as they were, while it is taken
        self._at_first: list[Any] | None = None  # the same, also when the application has it
        self._held: list[str] = []

    @property
    def is_taken(self) -> bool:
        """Whether the terminal is taken and nobody else has it yet."""
        return self._attributes is not None

    def take(self, screen: str) -> bool:
        """Takes the terminal and paints a screen; returns whether there is a terminal to take."""
        try:
            import termios  # not on every platform
        except ImportError:
            return False
        try:
            if os.tcgetpgrp(_KEYS) != os.getpgrp():  # in the background the terminal is as the shell's editor has it
                return False
            before, raw = termios.tcgetattr(_KEYS), _raw(termios.tcgetattr(_KEYS))
            self._attributes = self._at_first = before
            for number in (signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, self._end)
            termios.tcsetattr(_KEYS, termios.TCSANOW, raw)
            _write(_ENTER + screen)
        except (OSError, ValueError, termios.error):
            self.give_back()
            return False
        return True

    def hand_over(self) -> list[Any] | None:
        """Leaves the terminal to the application, which restores these attributes; None if not taken."""
        before, self._attributes = self._attributes, None
        return before

    def take_back(self, before: list[Any] | None) -> None:
        """The application could not take it after all: it is given back later."""
        self._attributes = before

    def give_back(self) -> None:
        """Restores the terminal as it was, unless somebody else has it."""
        before, self._attributes = self._attributes, None
        if before is not None:
            self._restore(before)

    def _restore(self, before: list[Any]) -> None:
        import termios

        with suppress(OSError):
            _write(_MODES + _LEAVE)
        with suppress(OSError, termios.error):
            termios.tcsetattr(_KEYS, termios.TCSANOW, before)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """A signal ends the program as if nobody had caught it; until the application catches signals itself."""
        if self._at_first is not None:
            self._restore(self._at_first)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def hold(self, line: str) -> None:
        """Keeps a line that is to be printed once the screen is gone."""
        self._held.append(line)

    def held(self) -> str:
        """What was to be printed, once."""
        lines, self._held = self._held, []
        return "".join(lines)


BEFORE = TerminalBefore()
"""The one terminal of this process."""


def _raw(attributes: list[Any]) -> list[Any]:
    """The attributes of a terminal that does nothing with what is typed, but for Ctrl+C."""
    import termios

    attributes[_INPUT] &= ~sum(getattr(termios, name) for name in _NOT_IN_INPUT)
    attributes[_LOCAL] &= ~sum(getattr(termios, name) for name in _NOT_IN_LOCAL)
    characters = attributes[_CHARACTERS]
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    none = os.fpathconf(_KEYS, "PC_VDISABLE").to_bytes(1, "big")
    for name in _KEYS_OF_SIGNALS:
        if hasattr(termios, name):
            characters[getattr(termios, name)] = none
    return attributes


def _write(data: str) -> None:
    left = data.encode("utf-8", "replace")
    while left:
        left = left[os.write(_SCREEN, left) :]
