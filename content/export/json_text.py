"""JSON on one line, in which every character that could steer a terminal is written as an escape."""

from __future__ import annotations

import json
import re
from typing import Any

# DEL, C1, bidirectional controls, line and paragraph separators, lone surrogates, the byte order mark, tag characters;
# json itself escapes C0. The value read back is the same.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNIT = re.compile("....")


def json_line(value: Any) -> str:
    """`value` as one line of JSON without its line end; readable in any script, safe to print."""
    written = json.dumps(value, ensure_ascii=False)
    return written if written.isascii() and "\x7f" not in written else _UNSAFE.sub(_escape, written)


def _escape(match: re.Match[str]) -> str:
    return _UNIT.sub(r"\\u\g<0>", match.group().encode("utf-16-be", "surrogatepass").hex())
