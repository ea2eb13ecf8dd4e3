"""Stdout and stderr of the headless commands: results to one, sentences to the other, no foreign control characters."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TextIO

from content.errors import SaveError, reason_of
from content.store.regular import read_regular
from tui.render.clean import clean, clean_lines
from tui.terminal_before import BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType


_SHORT = 1.0  # seconds for which nobody asks what it is doing
_LOOK = 100  # bytes at the start of a file that show whether it is a log
_LOGGED = re.compile(rb"\d{4}-\d\d-\d\dT[0-9:+]{13,17} (?:warning|error) briefmark: ")
# Never waits for the reader of a pipe.
_LOG_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Console(NamedTuple):
    """Where a command speaks; `quiet` leaves out warnings, `color` is off by `--no-color`, `log` also takes them."""

    quiet: bool = False
    color: bool = True
    log: Path | None = None

    @property
    def is_terminal(self) -> bool:
        """Whether results go to a person's screen that can do more than print lines."""
        return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"", "dumb"}

    @classmethod
    def open(cls, *, quiet: bool, color: bool, log: str | None) -> Console:
        """A console whose log file, if there is one, is new, empty or an earlier log. Raises SaveError otherwise."""
        if log is None:
            return cls(quiet, color)
        from pathlib import Path

        path = Path(log)
        try:
            os.close(_open_log(path))  # before anything is done that would have to be logged
        except (OSError, ValueError) as error:
            raise _no_log(error) from error
        return cls(quiet, color, path)

    def must_print(self) -> None:
        """Raises SaveError when nothing can be printed, before anything is done that would have to be acknowledged."""
        _write(sys.stdout, "")

    def text(self, text: str) -> None:
        """Print text for people: cleaned, line feeds and tabs kept."""
        _write(sys.stdout, clean_lines(text))

    def try_text(self, text: str) -> None:
        """The same, but goes on when nobody reads any longer."""
        try:
            self.text(text)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def data(self, text: str) -> None:
        """Print data for programs as it is; cleaned when a person's terminal would show it."""
        _write(sys.stdout, clean_lines(text) if sys.stdout is not None and sys.stdout.isatty() else text)

    def rich(self, shown: RenderableType) -> None:
        """Print in colour and wrapped to the terminal; the words in `shown` are clean already."""
        from rich.console import Console as RichConsole

        console = RichConsole(
            markup=False, emoji=False, highlight=False, no_color=True if not self.color else None, file=sys.stdout
        )
        with console.capture() as printed:
            console.print(shown)
        _write(sys.stdout, printed.get())

    def warn(self, about: str, sentence: str) -> None:
        """Say what the reader should know of `about` (a file name, or nothing), on stderr."""
        if not self.quiet:
            self._say(about, sentence)
        self._log("warning", about, sentence)

    @contextmanager
    def working(self, on: str) -> Iterator[None]:
        """Says on a person's stderr what is being worked on, once it has taken a second; not when quiet."""
        if self.quiet or sys.stderr is None or not sys.stderr.isatty():
            yield
            return
        from threading import Timer

        timer = Timer(_SHORT, self._say_now, ("", on))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    @property
    def shows_status(self) -> bool:
        """Whether a person sees how far the work is while it goes on."""
        return not self.quiet and sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def status(self, words: str) -> None:
        """Shows how far the work is, where `shows_status`, in place of what it showed before; "" takes that away."""
        if self.shows_status and sys.stderr is not None:
            room = os.get_terminal_size(sys.stderr.fileno()).columns - 1
            _write(sys.stderr, f"\r\x1b[K{clean(words)[: max(room, 0)]}")

    def error(self, about: str, sentence: str) -> None:
        """Say what went wrong, on stderr; also when quiet."""
        self._say(about, sentence)
        self._log("error", about, sentence)

    def _say(self, about: str, sentence: str) -> None:
        if BEFORE.is_taken:  # it would stand in the briefing
            BEFORE.hold(_line(about, sentence))
        elif sys.stderr is not None:
            _write(sys.stderr, _line(about, sentence))

    def say_held(self) -> None:
        """Says what had to wait while the terminal was taken."""
        if (held := BEFORE.held()) and sys.stderr is not None:
            _write(sys.stderr, held)

    def _say_now(self, about: str, sentence: str) -> None:
        if not BEFORE.is_taken:
            self._say(about, sentence)

    def _log(self, level: str, about: str, sentence: str) -> None:
        if self.log is None:
            return
        from datetime import UTC, datetime

        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            with os.fdopen(_open_log(self.log), "a", encoding="utf-8") as file:
                file.write(f"{now} {level} {_line(about, sentence)}")
        except (OSError, ValueError) as error:
            raise _no_log(error) from error


def _open_log(path: Path) -> int:
    """A descriptor to append to a new or empty file, or an earlier log. Raises SaveError for any other, OSError."""
    if path.is_file() and (begin := read_regular(path, sys.maxsize, count=_LOOK)) and not _LOGGED.match(begin):
        raise SaveError(f"{path} is not a log: name another file after --log-file.")
    return os.open(path, _LOG_FLAGS, 0o666)


def _no_log(error: OSError | ValueError) -> SaveError:
    return SaveError(f"The log file cannot be written ({reason_of(error)}): name another after --log-file.")


def _line(about: str, sentence: str) -> str:
    return f"briefmark: {clean(about)}: {clean(sentence)}\n" if about else f"briefmark: {clean(sentence)}\n"


def _write(stream: TextIO | None, text: str) -> None:
    """Write and flush; UTF-8 whatever the locale, unless a terminal says otherwise.

    Raises BrokenPipeError when nobody reads any more, SaveError when it cannot be written.
    """
    if stream is None:
        raise SaveError("There is no standard output: it was closed before the command began.")
    encoding = (stream.encoding if stream.isatty() else None) or "utf-8"
    try:
        stream.flush()
        stream.buffer.write(text.encode(encoding, "replace"))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SaveError(f"The output cannot be written ({error.strerror}): choose another place for it.") from error
