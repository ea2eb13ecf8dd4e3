"""The one form in which words are compared."""

from __future__ import annotations

from unicodedata import normalize

HIDDEN = "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"
"""Characters within words that nobody sees: soft hyphens, joiners, blanks without width."""

_ARABIC = "".join(map(chr, [0x640, *range(0x64B, 0x653)]))  # what lengthens a word, and its vowel signs
_EITHER_WAY = {
    "ё": "е",
    "Ё": "е",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
}  # letters often left bare
_FOLDED = str.maketrans({"’": "'", "ʼ": "'", "İ": "i"} | _EITHER_WAY | dict.fromkeys(HIDDEN + _ARABIC))


def fold(word: str) -> str:
    """The word small, composed (NFC), with a straight apostrophe, and without what is not seen of it.

    Soft hyphens and characters without width go, and so do the vowel signs and the tatweel of Arabic; letters that are
    often written without their dots or hamza (ё, أ, ة) count as those without.
    """
    return word.lower() if word.isascii() else normalize("NFC", word.translate(_FOLDED).lower())
