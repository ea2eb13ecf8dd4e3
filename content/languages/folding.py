"""The one form in which words are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from content.kept import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLICE = 1 << 15  # characters

HIDDEN = "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"
"""Characters within words that nobody sees: soft hyphens, joiners, blanks without width."""

MARKS = rf"\u0300-\u036f\u064b-\u0655{HIDDEN}"
"""Characters, as ranges, that go with the letter before them: accents, vowel signs, and what nobody sees."""

CAPITALS = "".join(letter for letter in map(chr, range(0x41, 0x530)) if letter.isupper())
"""The capitals of the Latin, Greek and Cyrillic alphabets, for classes of characters in patterns."""

TATWEEL = "\u0640"
"""What lengthens an Arabic word, also between a preposition of one letter and a quotation mark."""

_ARABIC = "".join([TATWEEL, *map(chr, range(0x64B, 0x653))])  # what lengthens a word, and its vowel signs
_EITHER_WAY = dict(zip("ёأإآٱىة", "еاااايه", strict=True))  # letters often written without their dots
_UNSEEN = str.maketrans(dict.fromkeys(HIDDEN))
# İ made small is an i and a dot (U+0307).
_FOLDED = str.maketrans({"ʼ": "'"} | _EITHER_WAY | dict.fromkeys(HIDDEN + _ARABIC + "\u0307"))
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"',
     "„": '"', "–": "-", "—": "-", "\u00a0": " "} | dict.fromkeys(HIDDEN)
)  # fmt: skip
_RARE = compiled(f"[ʼ\u0307{''.join(_EITHER_WAY)}{HIDDEN}{_ARABIC}]")


def compose(text: str) -> str:
    """The text composed (NFC), without what is not seen of it; otherwise as it is written."""
    if text.isascii():
        return text
    if any(map(text.__contains__, HIDDEN)):
        text = text.translate(_UNSEEN)
    return normalize("NFC", text)


def plain(text: str) -> str:
    """A text as lists are searched for it: small, without accents and what is not seen, with straight signs."""
    small = text.casefold()
    if small.isascii():
        return small
    letters = normalize("NFD", small.translate(_PLAIN))
    return "".join(letter for letter in letters if not combining(letter))


def lowered(text: str) -> str:
    """The long text small, as `lower` gives it, in slices: at once it needs 12 bytes for each of its characters."""
    if text.isascii() or len(text) <= _SLICE:
        return text.lower()
    return "".join(map(str.lower, slices(text)))


def slices(text: str) -> Iterator[str]:
    """The text cut after ends of lines: what a letter is when it is small depends on those beside it."""
    start = 0
    while start < len(text):
        newline = text.find("\n", start + _SLICE)
        end = newline + 1 if newline >= 0 else len(text)
        yield text[start:end]
        start = end


def fold(word: str) -> str:
    """The word small, composed (NFC), with a straight apostrophe, and without what is not seen of it.

    Soft hyphens and characters without width go, and so do the vowel signs and the tatweel of Arabic; letters that are
    often written without their dots or hamza (ё, أ, ة) count as those without.
    """
    if word.isascii():
        return word.lower()
    word = normalize("NFC", word.replace("’", "'").lower())
    return word.translate(_FOLDED) if _RARE.search(word) else word
