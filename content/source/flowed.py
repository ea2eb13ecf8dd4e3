"""The text of format=flowed (RFC 3676): lines that were broken for transport joined again."""

from __future__ import annotations

import re

_QUOTE = re.compile(r">*+")
_SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """The text with each paragraph on a line of its own, quoted lines with a ">" for each level.

    `delete_space` (DelSp=yes) says that the blank at the end of a flowed line is not part of the text.
    """
    out: list[str] = []
    held: list[str] = []
    depth = 0
    for line in text.split("\n"):
        signs = _QUOTE.match(line)
        level = signs.end() if signs else 0
        words = line[level:].removeprefix(" ")
        if held and (level != depth or words == _SIGNATURE):
            out.append(_line(depth, held))
            held = []
        depth = level
        flows = words.endswith(" ") and words != _SIGNATURE
        held.append(words[:-1] if flows and delete_space else words)
        if not flows:
            out.append(_line(depth, held))
            held = []
    if held:
        out.append(_line(depth, held))
    return "\n".join(out)


def _line(depth: int, pieces: list[str]) -> str:
    words = "".join(pieces)
    return f"{'>' * depth} {words}".rstrip(" ") if depth else words
