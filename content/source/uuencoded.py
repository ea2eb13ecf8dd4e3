"""Files in the text of a mail, as they were sent before MIME: uuencode, and the borders of yEnc."""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n(?=[\x20-\x60])", re.MULTILINE)
_END = re.compile(rb"^end[ \t]{0,9}\r?$\n?", re.MULTILINE)
_Y_BEGIN = re.compile(rb"^=ybegin [^\r\n]{0,400}?name=([^\r\n]{1,200})\r?\n", re.MULTILINE)
_Y_END = re.compile(rb"^=yend [^\n]{0,400}$\n?", re.MULTILINE)
_MOST = 20  # files, or what looks like one
_LEAST_RIGHT = 0.9  # of the lines of a file that can be decoded


class Enclosed(NamedTuple):
    """A file in a text: its name, and its bytes; None where they were not decoded."""

    name: str
    data: bytes | None


def without_files(text: bytes) -> tuple[bytes, list[Enclosed]]:
    """The text without the files in it, and the files."""
    found: list[Enclosed] = []
    kept: list[bytes] = []
    at = done = 0
    for _ in range(_MOST):
        begin = _BEGIN.search(text, at)
        if begin is None:
            break
        end = _END.search(text, begin.end())
        if end is None:
            break
        data = _decoded(text[begin.end() : end.start()])
        at = begin.end()
        if data is not None:
            found.append(Enclosed(begin[1].decode("utf-8", "replace").strip(), data))
            kept.append(text[done : begin.start()])
            at = done = end.end()
    rest = b"".join((*kept, text[done:]))
    begin = _Y_BEGIN.search(rest)
    end = _Y_END.search(rest, begin.end()) if begin else None
    if begin and end:
        found.append(Enclosed(begin[1].decode("utf-8", "replace").strip(), None))
        rest = rest[: begin.start()] + rest[end.end() :]
    return rest, found


def _decoded(lines: bytes) -> bytes | None:
    """The bytes of a uuencoded file; None when its lines are not of that kind."""
    out = []
    wrong = 0
    all_lines = lines.splitlines()
    for line in all_lines:
        try:
            out.append(binascii.a2b_uu(line.rstrip()) if line.strip() else b"")
        except binascii.Error:
            wrong += 1
    return b"".join(out) if all_lines and wrong <= (1 - _LEAST_RIGHT) * len(all_lines) else None
