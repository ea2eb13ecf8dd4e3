"""Words and sentences around an offset, for moving and selecting."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from content.document.model import TextRange
from tui.render.unseen import BREAK, FILL


@cache
def _word() -> re.Pattern[str]:
    """A word with its combining marks and joiners, which Python's own class of letters leaves out, or punctuation."""
    marks = "".join(re.escape(chr(code)) for code in range(0x300, 0x3100) if unicodedata.category(chr(code))[0] == "M")
    letter = rf"[\w{marks}\u200c\u200d\ufe0e\ufe0f]"
    inside = f"[{FILL}{BREAK}]"  # of a word: a soft hyphen or the like
    return re.compile(rf"{letter}+(?:(?:[’'\-]|{inside}+){letter}+)*|[^\w\s{marks}{FILL}{BREAK}]+")


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word or run of punctuation that holds `offset`; the blank itself where there is none."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - 200)
    for match in _word().finditer(text, start, min(len(text), offset + 200)):
        if match.start() <= offset < match.end():
            return match.span()
        if match.start() > offset:
            break
    return offset, min(offset + 1, len(text))


def next_word(text: str, offset: int) -> int:
    """The start of the next word after `offset`; the end of the text when there is none."""
    match = _word().search(text, word_at(text, offset)[1])
    return match.start() if match else len(text)


def previous_word(text: str, offset: int) -> int:
    """The start of the word before `offset`, or of the one that holds it when `offset` is inside."""
    start = max(0, offset - 200)
    while True:
        found = [match.start() for match in _word().finditer(text, start, offset)]
        if found:
            return word_at(text, found[-1])[0] if start and found[-1] == start else found[-1]
        if start == 0:
            return 0
        start = max(0, start - 2000)


def sentences(text: str, block: TextRange) -> list[TextRange]:
    """The sentences of a block."""
    from content.languages.language import every
    from content.structure.syntax.sentences import split_sentences

    words = block.of(text).replace(FILL, " ").replace(BREAK, " ")
    return [
        TextRange(block.start + found.start, block.start + found.end)
        for found in split_sentences(words, 0, len(words), every())
    ]


def sentence_at(text: str, block: TextRange, offset: int) -> TextRange:
    """The sentence of a block that holds `offset`, or the one before it."""
    found = sentences(text, block) or [block]
    return found[max(0, bisect_right(found, offset, key=lambda sentence: sentence.start) - 1)]


def line_start(text: str, line: int) -> int:
    """Where a line of the text begins, counted from 1; of one past the last, where the last begins."""
    at = 0
    for _ in range(line - 1):
        following = text.find("\n", at)
        if following < 0:
            break
        at = following + 1
    return at


def word_end(text: str, offset: int) -> int:
    """The end of the word after `offset`, or of the one that holds it; past its last character."""
    match = _word().search(text, offset)
    return match.end() if match else len(text)
