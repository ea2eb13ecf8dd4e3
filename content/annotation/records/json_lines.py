"""Lines of an annotation file: bytes to records and back, reporting what cannot be read by line number."""

from __future__ import annotations

import json
import math
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from content.annotation.records.model import Record, parse_record
from content.annotation.records.webannotation import has_type
from content.breath import breathing
from content.kept import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

DEEPEST = 100
"""JSON that is nested deeper than this is damage or an attack; a real annotation has about six levels."""

_AROUND = 4
"""Levels that a collection, its pages and arrays add around a record."""

ELSEWHERE = "It has annotations elsewhere: "
"""The start of the sentence on a page that is only named."""

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"
_GAP = compiled("[ \t\r\0\ufeff]*")
_HEAD = compiled("[ \t\r\n\ufeff]*")
_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}  # line ends to other tools


class DamagedLine(NamedTuple):
    """A line that was left as it is: its number, counted from 1, and a sentence that says what is wrong."""

    number: int
    reason: str


class Lines(NamedTuple):
    """What was read from some bytes: `size` of them are done, including `ends` line ends.

    The rest is a torn last line, which is in `damaged` too, and may be whole when it is read again.
    """

    records: tuple[Record, ...] = ()
    damaged: tuple[DamagedLine, ...] = ()
    size: int = 0
    ends: int = 0


def write_record(record: Record) -> bytes:
    """The record as one line, with its line end."""
    text = json.dumps(record.record, ensure_ascii=False)
    try:
        return (text.translate(_BREAKS) + "\n").encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can escape and UTF-8 cannot hold
        return (json.dumps(record.record) + "\n").encode()


def read_lines(data: bytes, first: int = 1, *, gently: bool = False) -> Lines:
    """The records in `data`, whose first line has the number `first`. Split at line feeds and nowhere else.

    `gently` pauses now and then, so that other threads are not kept waiting.
    """
    records: list[Record] = []
    damaged: list[DamagedLine] = []
    head, size = _read_whole(data) if first == 1 else ([], 0)
    for value in head:
        _take(value, first, records, damaged)
    number = first + data.count(b"\n", 0, size)
    for _ in breathing(repeat(None)) if gently else repeat(None):
        if size >= len(data):
            break
        end = data.find(b"\n", size)
        line = data[size:] if end < 0 else data[size:end]
        before = len(damaged)
        _read_line(line, number, records, damaged)
        if end < 0:
            torn = len(damaged) > before
            return Lines(tuple(records), tuple(damaged), size if torn else len(data), number - first)
        size, number = end + 1, number + 1
    return Lines(tuple(records), tuple(damaged), size, number - first)


def _read_line(line: bytes, number: int, records: list[Record], damaged: list[DamagedLine]) -> None:
    bare = line.strip(b"\0").removeprefix(_BOM).strip(_BLANK)
    if not bare:
        if b"\0" in line:
            damaged.append(DamagedLine(number, "It is all zero bytes."))
        return
    flat = bare.count(b"{") + bare.count(b"[") <= DEEPEST  # then nothing in it can be too deep
    try:
        values = _values(bare.decode())
    except UnicodeDecodeError as error:
        damaged.append(DamagedLine(number, f"It is not UTF-8 at byte {error.start + 1}."))
    except json.JSONDecodeError as error:
        damaged.append(DamagedLine(number, f"It is not JSON at character {error.pos + 1}."))
    except (RecursionError, ValueError):
        damaged.append(DamagedLine(number, "It holds JSON that is nested too deeply, or an infinite number."))
    else:
        for value in values:
            _take(value, number, records, damaged, flat=flat)


def _take(value: Any, number: int, records: list[Record], damaged: list[DamagedLine], *, flat: bool = False) -> None:
    """Adds a record, or what is wrong with it; one that is `flat` need not be looked through for depth."""
    if isinstance(value, _Address):
        damaged.append(DamagedLine(number, f"{ELSEWHERE}{value}."))
        return
    try:
        records.append(parse_record(value if flat else _checked(value)))
    except ValueError as error:
        damaged.append(DamagedLine(number, str(error)))


def _values(text: str) -> list[Any]:
    """The objects in one line: one, or several where files were joined without a line end between them."""
    try:
        return _opened(_DECODER.decode(text))
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
    found: list[Any] = []
    position = 0
    while position < len(text):
        value, end = _DECODER.raw_decode(text, position)
        found += _opened(value)
        position = _past(_GAP, text, end)
    return found


def _read_whole(data: bytes) -> tuple[list[Any], int]:
    """Objects of a file that is (or begins with) one array or collection over several lines, and its size in bytes."""
    line = data.lstrip(_BOM + _BLANK).split(b"\n", 1)[0].rstrip(_BLANK)
    if not line.startswith((b"[", b"{")) or (len(line) > 1 and line.endswith((b"}", b"]"))):
        return [], 0
    try:
        text = data.decode()
        value, end = _DECODER.raw_decode(text, _past(_HEAD, text, 0))
        values = _opened(value)
    except (ValueError, RecursionError):
        return [], 0
    end = _past(_GAP, text, end)
    if text[end : end + 1] not in ("", "\n"):
        return [], 0
    return values, len(text[: end + 1].encode())


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


class _Address(str):
    """Where the annotations are that a collection or page names but does not hold."""

    __slots__ = ()


def _opened(value: Any) -> list[Any]:
    """What `_unwrapped` finds in a value; a record of its own is checked when it is taken."""
    return [value] if _is_record_alone(value) else list(_unwrapped(_checked(value, _AROUND)))


def _is_record_alone(value: Any) -> bool:
    kinds = ("AnnotationCollection", "AnnotationPage")
    return isinstance(value, dict) and not any(has_type(value, kind) for kind in kinds)


def _unwrapped(value: Any) -> Iterator[Any]:
    """The items of an array, a collection or a page, with the addresses of others; any other value itself."""
    if isinstance(value, list):
        for item in value:
            yield from _unwrapped(item)
    elif isinstance(value, dict) and has_type(value, "AnnotationCollection"):
        first, last = value.get("first"), value.get("last")
        yield from _linked(first)
        if isinstance(last, dict) and not _leads_to(first, last):
            yield from _unwrapped(last)
    elif isinstance(value, dict) and has_type(value, "AnnotationPage"):
        items = value.get("items")
        for item in items if isinstance(items, list) else [items]:
            yield from _linked(item)
        yield from _linked(value.get("next"))
    else:
        yield value


def _linked(value: Any) -> Iterator[Any]:
    if isinstance(value, str):
        yield _Address(value)
    elif value is not None:
        yield from _unwrapped(value)


def _leads_to(page: Any, last: Any) -> bool:
    """Whether a page, or one of the next pages in it, is the last."""
    while isinstance(page, dict):
        if page == last or (page.get("id") is not None and page.get("id") == last.get("id")):
            return True
        page = page.get("next")
    return False


def is_too_deep(record: Record) -> bool:
    """Whether a record is nested too deeply to be read back."""
    try:
        _checked(record.record)
    except ValueError:
        return True
    return False


def _checked(value: Any, more: int = 0) -> Any:
    """The value, unless it is nested so deeply that writing it out again could fail: then ValueError is raised."""
    level = [value]
    for _ in range(DEEPEST + more):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return value
    raise ValueError("It holds JSON that is nested too deeply.")


def read_json(text: str) -> Any:
    """One JSON value that is not too deep and has no infinite number. Raises ValueError."""
    try:
        return _checked(_DECODER.decode(text), _AROUND)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("an infinite number")
    return number


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse)
