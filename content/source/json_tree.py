"""JSON to values, within limits; also one value a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from content.errors import InputError
from content.source.declaration import declared

if TYPE_CHECKING:
    from content.document.text import Decoded
    from content.source.received import Received

_LONGEST_NUMBER = 300  # digits: reading longer ones takes time in the square of their number
_MOST_BROKEN = 1_000  # lines; a file with more is in no such form
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BROKEN = "This JSON is damaged (line {}, column {}): have it sent again, or open it with --as text."
_TOO_DEEP = "This JSON is nested too deeply to be read: open it with --as text."


class Values(NamedTuple):
    """The value of a file, or all values of a file that has one a line; how it was decoded, and warnings."""

    values: list[Any]
    decoded: Decoded
    warnings: tuple[str, ...]


def loaded(received: Received) -> Values:
    """What is in a JSON file, or in each line of one with a value a line.

    Raises InputError when it is not JSON or is nested too deeply, UsageError for an impossible charset.
    """
    decoded = received.decoded(declared(received.data))
    try:
        return Values([_value(decoded.text)], decoded, decoded.warnings)
    except json.JSONDecodeError as error:
        values, broken = _lines(decoded.text)
        if not values:
            raise InputError(_BROKEN.format(error.lineno, error.colno)) from error
        warnings = decoded.warnings
        if broken:
            warnings = (*warnings, f"Lines that are not JSON are left out: {broken}.")
        return Values(values, decoded, warnings)


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_int=_integer, parse_float=_number, parse_constant=str)
    except RecursionError as error:
        raise InputError(_TOO_DEEP) from error


def _lines(text: str) -> tuple[list[dict[str, Any]], int]:
    """The objects that stand one on a line, and how many lines are none. None at all unless the first line is one."""
    values: list[dict[str, Any]] = []
    broken = 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            value = _value(line)
        except json.JSONDecodeError:
            value = None
        if isinstance(value, dict):
            values.append(value)
        elif not values:
            break
        else:
            broken += 1
            if broken > _MOST_BROKEN:
                return [], broken
    return values, broken


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _number(digits: str) -> float | str:
    return float(digits) if len(digits) <= _LONGEST_NUMBER else digits


def said(value: Any) -> str:
    """The words of a text or number; empty for anything else."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def on_one_line(value: Any) -> str:
    """The words of a text or number with single blanks between them."""
    return " ".join(said(value).split())


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list, or the one that the value is; none for anything else."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
