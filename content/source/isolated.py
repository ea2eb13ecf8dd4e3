"""Documents are parsed in a process of their own, with limits: what a file does to its parser ends there."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from content.document.model import Document, Markup, MarkupSpan, TextRange
from content.errors import BriefmarkError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.source.received import Received

_STARTED = "import sys; sys.path[:] = sys.argv[1:]; from content.source.isolated import serve; serve()"
_SECONDS = 5  # of CPU for a file of up to a megabyte ...
_SECONDS_PER_MEGABYTE = 3  # ... and as many more for each further one
_MOST_SECONDS = 120
_PATIENCE = 4  # seconds on the clock for each CPU second: the machine may be busy
_MEMORY = 480 << 20  # bytes of address space beside ...
_MEMORY_PER_BYTE = 10  # ... as many for each byte of the file
_NEARLY = 0.75
_LARGEST = 256 << 20  # bytes of an answer
_FAILED = 1
_TOO_SLOW = "This file takes too long to read: open a smaller one, or save it as text and open that."
_TOO_LARGE = "This file needs too much memory: open a smaller one, or save it as text and open that."
_BROKEN = "This file is damaged: open it in the program that made it, and save it again."
_ENDED = "This file is damaged, or needs too much memory: open it in the program that made it, and save it again."
_MOST_USED = re.compile(r"^VmHWM:\s++(\d++) kB$", re.MULTILINE)
_LONGEST = 2 << 20  # characters of text of a file, however small it is ...
_MOST_PER_BYTE = 16  # ... and as many for each of its bytes; a novel has 3
_TOO_LONG = (
    "This file unpacks to far more text than a document of its size has: open it in the program that made it, and save "
    "it as text."
)


def read_apart(module: str, received: Received) -> list[Document]:
    """What `content.source.MODULE.read` gives, from a child process.

    Raises InputError for what that raises, and when the child takes too long, too much memory, or dies.
    """
    return _answer(_asked("read", module, received))


def told_apart(module: str, received: Received, arguments: Mapping[str, object]) -> Any:
    """What `content.source.MODULE.told` gives, a value of JSON, from a child process. Raises as `read_apart` does."""
    answer = _asked("told", module, received, arguments)
    if "wrong" in answer:
        raise _error_of(answer)
    return answer["told"]


def _asked(
    function: str, module: str, received: Received, arguments: Mapping[str, object] = MappingProxyType({})
) -> dict[str, Any]:
    """The answer of a child process. Raises InputError when it takes too long, too much memory, or dies."""
    seconds = min(_MOST_SECONDS, _SECONDS + _SECONDS_PER_MEGABYTE * (len(received.data) >> 20))
    question = pickle.dumps((function, module, received, dict(arguments), seconds), pickle.HIGHEST_PROTOCOL)
    places = [place for place in sys.path if place]
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", _STARTED, *places],
            input=question,
            capture_output=True,
            cwd="/",
            timeout=_PATIENCE * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(_TOO_SLOW) from error
    except OSError as error:
        raise InputError(f"No process to read it in could be started ({error.strerror}): try again.") from error
    if child.returncode < 0:
        raise InputError(_TOO_SLOW if child.returncode in _OUT_OF_TIME else _ENDED)
    if child.returncode or len(child.stdout) > _LARGEST:
        raise InputError(_TOO_LARGE if b"MemoryError" in child.stderr or not child.returncode else _BROKEN)
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


# What ends a process that has used its CPU seconds: SIGXCPU, then SIGKILL.
_OUT_OF_TIME = frozenset({-24, -9})


def serve() -> None:
    """The child: reads one file from standard input, and writes what is asked, or what is wrong, as JSON."""
    function, module, received, arguments, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from whoever started it
    importer = import_module(f"content.source.{module}")
    _limit(seconds, len(received.data))
    try:
        if function == "read":
            answer = _documents(importer.read(received), len(received.data))
        else:
            answer = {"told": importer.told(received, **arguments)}
    except MemoryError:
        answer = {"wrong": _TOO_LARGE, "usage": False}
    except (InputError, UsageError) as error:  # a library that gets no memory only says that it failed
        wrong = _TOO_LARGE if _is_short_of_memory(len(received.data)) else str(error)
        answer = {"wrong": wrong, "usage": isinstance(error, UsageError)}
    except RecursionError:
        answer = {"wrong": "This file is nested too deeply to be read: open a simpler one.", "usage": False}
    sys.stdout.write(json.dumps(answer))


def _documents(documents: list[Document], size: int) -> dict[str, Any]:
    """The answer with the documents in a file of so many bytes."""
    if sum(len(document.text) for document in documents) > max(_LONGEST, _MOST_PER_BYTE * size):
        return {"wrong": _TOO_LONG, "usage": False}
    return {"documents": [_told(document) for document in documents]}


def _told(document: Document) -> dict[str, Any]:
    return document._asdict() | {"markup": list(map(_span, document.markup))}


def _span(span: MarkupSpan) -> tuple[int, int, str, int, str]:
    return span.range.start, span.range.end, span.markup, span.level, span.value


def _is_short_of_memory(size: int) -> bool:
    """Whether this process, which reads so many bytes, has used nearly all the memory that it may, as Linux tells."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage tells of the process that forked it
    except OSError:
        return False
    most = _MOST_USED.search(status)
    kilobytes = int(most[1]) if most else 0
    return kilobytes << 10 > _NEARLY * (_MEMORY + _MEMORY_PER_BYTE * size)


def _limit(seconds: int, size: int) -> None:
    """Limits this process, where the system can: its CPU seconds from now on, its memory, and what it may write."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limits = (
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds),
        (resource.RLIMIT_AS, _MEMORY + _MEMORY_PER_BYTE * size),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, most in limits:
        hard = resource.getrlimit(limit)[1]
        with suppress(ValueError, OSError):  # macOS has no limit on address space
            resource.setrlimit(limit, (most if hard < 0 else min(most, hard), hard))


def _error_of(told: dict[str, Any]) -> BriefmarkError:
    return (UsageError if told["usage"] else InputError)(told["wrong"])


def _answer(told: dict[str, Any]) -> list[Document]:
    """The documents that a child wrote. Raises InputError, or UsageError, that it told of."""
    if "wrong" in told:
        raise _error_of(told)
    return [_document(one) for one in told["documents"]]


def _document(told: dict[str, Any]) -> Document:
    markup = tuple(
        MarkupSpan(TextRange(start, end), Markup(markup), level, value)
        for start, end, markup, level, value in told["markup"]
    )
    metadata = tuple((name, value if isinstance(value, str) else tuple(value)) for name, value in told["metadata"])
    return Document(**{**told, "markup": markup, "warnings": tuple(told["warnings"]), "metadata": metadata})
