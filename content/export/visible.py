"""Text from outside in a report or table: no character in it can control the terminal or browser that shows it.

A report is for reading: what could steer, reorder or hide words becomes a visible sign. In a table or .ann file
words are data: only controls, which no text needs, become signs there; the bidirectional controls and separators of
Arabic and Hebrew texts stay, and a terminal gets them cleaned like all output.
"""

from __future__ import annotations

from unicodedata import category

_PICTURES: dict[int, str] = {code: chr(0x2400 + code) for code in range(32)}
_PICTURES[0x7F] = "\u2421"
_PICTURES.update(dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), "\ufffd"))

# Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators; deprecated format and
# interlinear controls; tag characters; noncharacters: as in the reader, except that soft hyphens and zero width spaces,
# which move nothing and are common in good faith, stay.
_HIDDEN = dict.fromkeys(
    (0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2061, 0x2070), *range(0xFFF9, 0xFFFC),
     *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF, *range(0xE0000, 0xE0080)),
    "\ufffd",
)  # fmt: skip

_REPORT = {code: sign for code, sign in (_PICTURES | _HIDDEN).items() if chr(code) not in "\t\n"}
_PICTURES_IN_LINE = {code: sign for code, sign in _PICTURES.items() if chr(code) not in "\t\n"}
_SAME_LENGTH = {code: " " if chr(code) in "\t\n\r" else sign for code, sign in _PICTURES.items()}
_JOINER = "\u200d"
_BEFORE_DOTS = " .,;:–—-"
_CELL = {code: sign for code, sign in _PICTURES.items() if chr(code) not in "\0\t\n\r"}


def visible(text: str) -> str:
    """Text for reading, with what could steer or deceive as visible signs (ESC as U+241B); the length is kept."""
    return text.translate(_REPORT)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def shortened(text: str, most: int) -> str:
    """The first words of a text on one line, at most that many characters; three dots say that there are more."""
    head = text[: 4 * most]
    words = one_line(head)
    if len(words) <= most and len(head) == len(text):
        return words
    cut = words[:most].rpartition(" ")[0]
    if len(cut) < most // 2:  # one very long word, or a script without blanks
        cut = words[:most]
        while cut and _belongs_to_the_last(words[len(cut) : len(cut) + 1], cut[-1]):
            cut = cut[:-1]
    return f"{cut.rstrip(_BEFORE_DOTS)}…"


def _belongs_to_the_last(letter: str, last: str) -> bool:
    """Whether a character is drawn together with the one before it."""
    return bool(letter) and (category(letter)[0] == "M" or _JOINER in {letter, last})


def in_cell(text: str) -> str:
    """Text for a table, where only controls become signs, except those that are harmless there."""
    return text.translate(_CELL)


def in_line(text: str) -> str:
    """The same on one line, with single blanks."""
    return " ".join(text.translate(_PICTURES_IN_LINE).split())


def same_length(text: str) -> str:
    """The same on one line, character by character."""
    return text.translate(_SAME_LENGTH)
