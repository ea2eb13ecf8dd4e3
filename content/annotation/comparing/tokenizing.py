"""Cutting a text into folded tokens: words, single ideographs and marks, with their places."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Scripts written without spaces: each character is a token of its own. Thai and Lao, Burmese, Khmer, radicals and
# signs of Chinese and Japanese, kana, bopomofo, ideographs, half-width kana.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Combining marks, vowel signs and invisible joiners, which `\w` leaves out, belong to the word they are in.
_JOINED = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_LETTER = rf"(?:(?![{_UNSPACED}])[\w{_JOINED}])"
_PIECE = re.compile(rf"\s+|{_LETTER}+(?:['’]{_LETTER}+)*|[{_UNSPACED}]|-{{2,}}|\.{{3,}}|.", re.DOTALL)
_TWO_LETTERS = re.compile(f"{_LETTER}{{2}}")

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_ALIKE = (
    dict.fromkeys(map(ord, "“”„‟«»＂〝〞″"), '"')
    | dict.fromkeys(map(ord, "‘’‚‛‹›`´′ʼ＇"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
    | dict.fromkeys(map(ord, "·‧∙•●▪"), "•")
)


def fold(words: str) -> str:
    """The same words without what typesetting changes: case, quotation marks, dashes, ligatures, composition."""
    if words.isascii():
        return "-" if words.startswith("--") else words.lower() if words != "`" else "'"
    folded = unicodedata.normalize("NFKC", words.translate(_ALIKE).translate(_INVISIBLE)).casefold()
    return unicodedata.normalize("NFKC", folded)


class Lexicon(dict[str, int]):
    """Numbers for words; words that fold alike have the same number, white space has 0.

    Only texts numbered by the same lexicon can be compared. A lexicon `as_written` gives words that differ in any
    way numbers of their own, and keeps the shared number of those that fold alike in `folded`.
    """

    def __init__(self, *, as_written: bool = False) -> None:
        super().__init__()
        self._as_written = as_written
        self._numbers: dict[str, int] = {"": 0}
        self.folded: list[int] = [0]

    def __missing__(self, words: str) -> int:
        number = self._numbers.setdefault(fold(words).strip(), len(self._numbers))
        if self._as_written and number:
            self.folded.append(number)
            number = len(self.folded) - 1
        self[words] = number
        return number


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one stretch of a text: parallel sequences of numbers, starts and ends (offsets in the text)."""

    numbers: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)

    def cut(self, start: int, end: int) -> Tokens:
        """The tokens from number `start` to number `end`."""
        return Tokens(self.numbers[start:end], self.starts[start:end], self.ends[start:end])


def tokens(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of `text` from `start` to `end`; offsets count from the start of the whole text."""
    pieces = _PIECE.findall(text, start, len(text) if end is None else end)
    numbers = [lexicon[piece] for piece in pieces]
    edges = array("l", accumulate(map(len, pieces), initial=start))
    return Tokens(
        list(compress(numbers, numbers)),
        array("l", compress(edges, numbers)),
        array("l", compress(edges[1:], numbers)),
    )


def cuts_word(text: str, offset: int) -> bool:
    """Whether the offset lies inside a word; never between characters of scripts without spaces."""
    return 0 < offset < len(text) and _TWO_LETTERS.match(text, offset - 1) is not None


def shared_head(words: str, others: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(words, others, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(words), len(others)))
