"""The analysis in a separate process: whatever a text does to it, its caller can go on, or end."""

from __future__ import annotations

import contextlib
import gc
import pickle
import struct
import subprocess
import sys
import threading
from itertools import repeat
from typing import IO, TYPE_CHECKING, Any, Self

from content.document.model import Document
from content.errors import InputError
from content.kept import keep
from content.structure import analyse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from content.document.model import TextRange
    from content.structure.model import Briefing, Kind, Role

_LENGTH = struct.Struct(">Q")  # of the pickled message that follows
_LONGEST = 60  # CPU seconds for any text, and as many more for each million characters
_AT_ONCE = 400  # blocks or the like in one message
_MOMENT = 1.0  # seconds until whoever waits for a killed child notices
_STARTED = "import sys; sys.path[:] = sys.argv[1:]; from content.analyst import serve; serve()"
_GONE = "The structure of this text could not be read. The text and its marks can be used: read it without the panes."


class Analyst:
    """Asks a child process for the structure of documents. Safe to call from several threads; one waits for another.

    A child that died is replaced at the next question. The child ends with whoever started it, or by a limit on its
    CPU seconds when it is stuck by then.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._closed = False
        self._child: subprocess.Popen[bytes] | None = _start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def analyse(
        self,
        document: Document,
        roles: Mapping[TextRange, Role],
        background: Mapping[TextRange, str],
        kind: Kind | None = None,
    ) -> Briefing:
        """What `content.structure.analyse` gives. Raises InputError when the child could not tell."""
        question = pickle.dumps((document, dict(roles), dict(background), kind), pickle.HIGHEST_PROTOCOL)
        with self._asking:
            try:
                briefing = self._answer(question)
            except (OSError, EOFError, ValueError) as error:
                self._end()
                raise InputError(_GONE) from error
        return briefing._replace(document=document)

    def close(self) -> None:
        """Ends the child at once, even during a question."""
        self._closed = True
        if (child := self._child) is not None:
            child.kill()
        if self._asking.acquire(timeout=_MOMENT):
            self._end()
            self._asking.release()

    def _answer(self, question: bytes) -> Briefing:
        if not self._closed and (self._child is None or self._child.poll() is not None):
            self._end()
            self._child = _start()
        child = self._child
        if self._closed or child is None or child.stdin is None or child.stdout is None:
            raise OSError("no process could be started")
        _send(child.stdin, question)
        return _put_together(_received(child.stdout) for _ in repeat(None))

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()


def _start() -> subprocess.Popen[bytes] | None:
    """The child, with the modules of this process and none from the working directory; None if it cannot be started."""
    places = [place for place in sys.path if place]
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _STARTED, *places],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            process_group=0,  # keys such as Ctrl+C must not reach it
        )
    except OSError:
        return None


def serve() -> None:
    """The child: answers questions from standard input until it ends."""
    gc.disable()  # a structure has many objects, and none of them is garbage
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            document, roles, background, kind = pickle.loads(_received(sys.stdin.buffer))  # noqa: S301 - from whoever started it
            _limit(len(document.text))
            for piece in _pieces(analyse(document, roles, background, kind)):
                _send(sys.stdout.buffer, pickle.dumps(piece, pickle.HIGHEST_PROTOCOL))
            keep()


def _pieces(briefing: Briefing) -> Iterator[tuple[str, object]]:
    """A briefing, but for its document, in pieces of which each is unpickled in 2 ms: what is meanwhile pressed waits.

    As one message, that of 1 MB took 60 ms, in which no other thread of the reader could go on.
    """
    from content.document.ranges import Ranges

    rest: dict[str, object] = {"document": Document(""), "sentences": Ranges(briefing.sentences)}
    for name, value in briefing._asdict().items():
        if type(value) is tuple and name not in rest:
            for start in range(0, len(value), _AT_ONCE):
                yield name, value[start : start + _AT_ONCE]
        else:
            rest.setdefault(name, value)
    yield "", rest


def _put_together(messages: Iterator[bytes]) -> Briefing:
    """The briefing of the messages with its pieces.

    Nothing of it is garbage: the collector is off meanwhile, and never looks at it afterwards: that took 40 ms of 1 MB.
    """
    from content.structure.model import Briefing

    message = next(messages)
    collects = gc.isenabled()
    gc.disable()
    try:
        parts: dict[str, list[Any]] = {}
        while True:
            name, value = pickle.loads(message)  # noqa: S301 - from our own code in our own child
            if not name:
                rest: dict[str, Any] = value | {part: tuple(found) for part, found in parts.items()}
                return Briefing(**rest)
            parts.setdefault(name, []).extend(value)
            message = next(messages)
    finally:
        if collects:
            gc.freeze()
            gc.enable()


def _limit(length: int) -> None:
    """Limits this process to the CPU seconds for a text of so many characters from now on, where the system can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + _LONGEST * (1 + length // 1_000_000)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard < 0 else min(seconds, hard), hard))


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes:
    """One message. Raises EOFError when the other side has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    if len(message) < length:
        raise EOFError
    return message
