"""A text as people search in it: without accents, and with every run of blanks as one; and the way back to it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize

from content.document.model import TextRange
from content.kept import compiled
from content.structure.divided import undivided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HIDDEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Blanks and what is not seen, among it the signs of quoted mail at the start of a line.
_BREAK = rf"[\s{_HIDDEN}](?=[\s{_HIDDEN}>])(?:[\s{_HIDDEN}]|(?<=[\n>])>|(?<=> )>)++"
_UNSEEN = compiled(f"[{_HIDDEN}]+")
# Accents of Latin, Greek and Cyrillic, the points of Hebrew, the vowel signs of Arabic, what chooses a glyph. Marks of
# other scripts are letters or parts of them: a word without them is another word.
_ACCENTS = compiled("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u0640\u064b-\u0655\u0670\ufe00-\ufe0f]+")
# Letters with a stroke or of two letters, and signs, as they are typed.
_TYPED = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "ı": "i", "ς": "σ",
    "ٱ": "ا", "ى": "ي", "ة": "ه",
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-"),
}  # fmt: skip
_WHOLE = frozenset("йЙ")  # letters of their own, which only Unicode takes for one with an accent
# What is one letter in several characters: a decomposed й, a syllable of Hangul, Kana with a sign of voice.
_COMPOSED = (
    "[иИ]\u0306|[\u1100-\u115f\ua960-\ua97f][\u1160-\u11a7\ud7b0-\ud7c6]+[\u11a8-\u11ff\ud7cb-\ud7fb]*"
    "|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
)
_JOINS = compiled("[\u0306\u1160-\u11ff\ud7b0-\ud7fb\u3099\u309a\uff9e\uff9f]")  # with the letter before it
_FEW = 60  # letters
_AROUND = 64  # characters looked at to either side of an end; no letter of real text has more
_TEXTS, _WORDS = 4, 20_000  # kept: the texts that are open, and notes


class Fold(NamedTuple):
    """How characters count: `letter` gives what each is compared as; of those `composed` the letter they make.

    With `whole`, words that the end of a line divides are whole.
    """

    letter: Callable[[str], str]
    composed: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Folded:
    """A text folded, and where it is longer or shorter than as written.

    Each of those places starts in the folded text at one of `begins` and is of as many characters as `sizes` says; in
    the text as written it is from `starts` to `ends`. All else is as long as it was.
    """

    written: str
    text: str
    begins: array[int]
    sizes: array[int]
    starts: array[int]
    ends: array[int]

    @cached_property
    def small(self) -> str:
        """The folded text in small letters, as long as it is."""
        return in_small(self.text)

    def places(self, words: str, *, small: bool = False) -> Iterator[TextRange]:
        """Where folded words are, in order, as ranges of whole letters of the text as written."""
        text, at = (self.small if small else self.text), 0
        while words and (at := text.find(words, at)) >= 0:
            yield _of_whole_letters(self.written, self.range(at, at + len(words)))
            at += len(words)

    def overlapping(self, words: str) -> Iterator[int]:
        """Where folded words start in the folded text, also where they overlap."""
        at = -1
        while words and (at := self.text.find(words, at + 1)) >= 0:
            yield at

    def range(self, start: int, end: int) -> TextRange:
        """The range in the text as written of what is not empty in the folded one."""
        return TextRange(self._start(start), self._end(end - 1))

    def _start(self, offset: int) -> int:
        """Where the folded character at `offset` starts."""
        at = bisect_right(self.begins, offset) - 1
        if at < 0:
            return offset
        inside = offset - self.begins[at]
        return self.starts[at] if inside < self.sizes[at] else self.ends[at] + inside - self.sizes[at]

    def _end(self, offset: int) -> int:
        """Where the folded character at `offset` ends."""
        at = bisect_right(self.begins, offset) - 1
        if at < 0:
            return offset + 1
        inside = offset - self.begins[at]
        return self.ends[at] + max(0, inside - self.sizes[at] + 1)


def in_small(folded: str) -> str:
    """Folded words in small letters, as many as they are."""
    small = folded.lower()
    if len(small) != len(folded):
        small = "".join(one if len(one) == 1 else letter for letter in folded for one in [letter.lower()])
    return small.replace("ς", "σ")  # which `lower` makes at the end of a word


def loose_letter(letter: str) -> str:
    """What a character is typed as: without accents, in straight signs; a blank for white space."""
    if letter.isspace():
        return " "
    if letter in _TYPED or letter in _WHOLE:
        return _TYPED.get(letter, letter)
    if letter.isascii():
        return letter
    plain = _UNSEEN.sub("", _ACCENTS.sub("", normalize("NFKD", letter)))
    return normalize("NFC", "".join(_TYPED.get(one, one) for one in plain)) if plain != letter else letter


def exact_letter(letter: str) -> str:
    """The character itself; a blank for white space, nothing for what is not seen."""
    return " " if letter.isspace() else "" if _UNSEEN.fullmatch(letter) else letter


LOOSE = Fold(loose_letter, _COMPOSED)
EXACT = Fold(exact_letter)
LOOSE_WHOLE, EXACT_WHOLE = LOOSE._replace(whole=True), EXACT._replace(whole=True)


@lru_cache(maxsize=_TEXTS)
def folded(text: str, how: Fold = LOOSE) -> Folded:
    """The text folded, which is kept for the texts that were folded last."""
    return fold(text, how)


@lru_cache(maxsize=_WORDS)
def folded_words(words: str, how: Fold = LOOSE) -> str:
    """A few words folded, without blanks at their ends."""
    return fold(words, how).text.strip()


def fold(text: str, how: Fold) -> Folded:
    """The text folded; takes time in proportion to its length."""
    written, text = text, undivided(text) if how.whole else text
    letters_of_text = set(text)
    letters = {letter: seen for letter in letters_of_text if (seen := how.letter(letter)) != letter}
    even = {letter: seen for letter, seen in letters.items() if len(seen) == 1}
    uneven = re.escape("".join(sorted(letters.keys() - even.keys())))
    composes = how.composed and _JOINS.search("".join(letters_of_text))
    several = [_BREAK, how.composed if composes else "", f"[{uneven}]" if uneven else ""]
    plain = _replaced(text, even)
    pieces: list[str] = []
    begins, sizes, starts, ends = array("q"), array("q"), array("q"), array("q")
    at = size = 0
    for match in re.finditer("|".join(filter(None, several)), text):
        start, end = match.span()
        seen = _seen(match[0], letters)
        pieces += [plain[at:start], seen]
        size += start - at
        begins.append(size)
        sizes.append(len(seen))
        starts.append(start)
        ends.append(end)
        at, size = end, size + len(seen)
    return Folded(written, "".join([*pieces, plain[at:]]), begins, sizes, starts, ends)


def _replaced(text: str, letters: dict[str, str]) -> str:
    """The text with letters in place of others. One by one where they are few: of 10 MB 5 ms instead of 500."""
    if len(letters) > _FEW or letters.keys() & set(letters.values()):
        return text.translate({ord(letter): seen for letter, seen in letters.items()})
    for letter, seen in letters.items():
        text = text.replace(letter, seen)
    return text


def _seen(characters: str, letters: dict[str, str]) -> str:
    """How characters that go together are compared."""
    if len(characters) == 1:
        return letters.get(characters, characters)
    if _UNSEEN.fullmatch(characters):
        return ""
    if any(map(str.isspace, characters)):  # a word broken at a soft hyphen is one word
        return "" if characters[0] == "\u00ad" and "\n" in characters else " "
    return normalize("NFC", normalize("NFKD", characters))


def _of_whole_letters(text: str, place: TextRange) -> TextRange:
    """The range widened to where letters begin and end, as they are seen."""
    start, end = place.start, place.end
    if _goes_on(text, start):
        start = _border(text, start, back=True)
    if _goes_on(text, end):
        end = _border(text, end, back=False)
    return TextRange(start, end)


def _goes_on(text: str, offset: int) -> bool:
    """Whether the character at an offset may belong to the one before it."""
    if not 0 < offset < len(text) or text[offset] < "\u0300":
        return False
    letter = text[offset]
    joined = text[offset - 1] == "\u200d" or "\u1160" <= letter <= "\u11ff" or letter >= "\U0001f1e6"
    return joined or letter == "\u200d" or category(letter)[0] == "M"


def _border(text: str, offset: int, *, back: bool) -> int:
    """The start of the letter that holds an offset, or its end; the offset itself where one begins there."""
    from wcwidth import iter_graphemes  # noqa: PLC0415 - its tables are large, and few searches need them

    start = max(0, offset - _AROUND)
    for letter in iter_graphemes(text[start : offset + _AROUND]):
        end = start + len(letter)
        if start >= offset:
            return start
        if end > offset:
            return start if back else end
        start = end
    return offset
