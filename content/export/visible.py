"""Foreign text in a report or table: no character in it can steer the terminal or browser that shows the file."""

from __future__ import annotations

_PICTURES: dict[int, str] = {code: chr(0x2400 + code) for code in range(32)}
_PICTURES[0x7F] = "\u2421"
_PICTURES.update(dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), "\ufffd"))

_REPORT = {code: picture for code, picture in _PICTURES.items() if chr(code) not in "\t\n"}
_CELL = {code: picture for code, picture in _PICTURES.items() if chr(code) not in "\0\t\n\r"}


def visible(text: str) -> str:
    """Text with controls but tab and line feed as visible signs (ESC as U+241B); the length is kept."""
    return text.translate(_REPORT)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def in_cell(text: str) -> str:
    """The same for a table, where carriage returns and NULs, which steer nothing, stay as well."""
    return text.translate(_CELL)
