"""What the blocks of a Markdown text will cost the parser, judged before it begins."""

from __future__ import annotations

import re

# The cost of a text's blocks, in units that take markdown-it 5 to 15 us and up to 1 KB. A quote or list costs its
# part for each line of the block in it, a table for each line and column. Prose costs two to four in 80 characters.
_FREE_COST = 20_000
_CHARACTERS_PER_COST = 9  # of a longer text
_LINE = 2
_BLOCK = 2
_QUOTE = 1
_LIST = 4  # with its item

_MARKER = re.compile(r"(?:>|\[\^[^\]\s]{1,80}\]:|(?:[-+*:~]|[0-9]{1,9}+[.)])(?![^ \t]))[ \t]*+")
_DEEPEST = 100  # containers looked at in one line


def is_costly(text: str) -> bool:
    """Whether a text has too many blocks for its length.

    Weighed by the lines between empty ones, since a quote, a table or a paragraph ends there.
    """
    left = _FREE_COST + len(text) // _CHARACTERS_PER_COST
    lines = around = columns = 0
    for line in text.split("\n"):
        if line.strip(" \t"):
            lines += 1
            around = max(around, _cost_of_containers(line))
            columns = max(columns, line.count("|"))
            if lines * (_LINE + around + columns) > left:
                return True
        elif lines:
            left -= _BLOCK + lines * (_LINE + around + columns)
            lines = around = columns = 0
    return lines * (_LINE + around + columns) > left


def _cost_of_containers(line: str) -> int:
    """What the quotes and lists at the start of a line cost."""
    cost = 0
    at = len(line) - len(line.lstrip(" \t"))
    while cost < _LIST * _DEEPEST and (marker := _MARKER.match(line, at)) is not None:
        at = marker.end()
        cost += _QUOTE if marker[0].startswith(">") else _LIST
    return cost
