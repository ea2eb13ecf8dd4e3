"""Noun phrases that can speak: names with titles, roles such as "a senior security source", pronouns."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from content.languages.words import word_lists, words_for

# Small words within names, and those between two of them.
_PARTICLES = frozenset({
    "de", "del", "der", "den", "di", "da", "dos", "van", "von", "bin", "ben", "al", "el", "la", "le", "bint", "zu", "y",
    "e", "and", "und", "et", "ve", "en", "og", "&",
})  # fmt: skip
_JOINING = frozenset({"and", "und", "et", "y", "e", "ve", "en", "og", "&"})
_LONGEST_NAME = 4  # words, particles left out, of each person
_ACCENTS = "\u0300-\u036f"  # that follow their letter, as in text from some systems
_LETTERS = rf"[^\W_]+(?:[{_ACCENTS}]+[^\W_]*)*"
_TOKEN = re.compile(rf"{_LETTERS}(?:[-'’.&/]{_LETTERS})*\.?|[^\w\s]", re.UNICODE)
_GRAMMAR = word_lists("grammar")
PRONOUNS = _GRAMMAR["pronouns"]
_DETERMINERS = _GRAMMAR["determiners"]
_CALENDAR = _GRAMMAR["calendar"]
_HONORIFICS = _GRAMMAR["honorifics"]
_NOT_NAMES = _GRAMMAR["openers"]


class Token(NamedTuple):
    """A word or a sign with its place in the text."""

    text: str
    start: int
    end: int
    lower: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokens_in(text: str, start: int, end: int) -> list[Token]:
    """Words and signs in order; a full stop stays with an abbreviation or initial only."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        stop = match.end()
        if word[-1] == "." and len(word) > 1 and not _is_abbreviation(word):
            word = word[:-1]
            stop -= 1
            found.append(Token(word, match.start(), stop, word.lower()))
            found.append(Token(".", stop, stop + 1, "."))
        else:
            found.append(Token(word, match.start(), stop, word.lower().rstrip(".")))
    return found


def _is_abbreviation(word: str) -> bool:
    stem = word[:-1]
    return (len(stem) == 1 and stem.isupper()) or "." in stem or stem.lower() in _HONORIFICS


@lru_cache(maxsize=20_000)
def is_role(word: str, language: str | None) -> bool:
    """Whether a lower-case word names people by what they are, alone or as the end of a compound."""
    return _ends_in(word, words_for("people", language))


@lru_cache(maxsize=20_000)
def is_body(word: str, language: str | None) -> bool:
    """Whether a lower-case word names a body, alone or as the end of a compound."""
    return _ends_in(word, words_for("institutions", language))


def _ends_in(word: str, words: frozenset[str]) -> bool:
    if word in words or word.rpartition("-")[2] in words:
        return True
    return len(word) > 9 and any(word[-length:] in words for length in range(5, min(16, len(word))))


def is_name_word(token: Token, *, first: bool) -> bool:
    """Whether a token can be part of a name; at the start of a sentence small words are capitalised too."""
    if not token.is_capital or token.lower in _CALENDAR:
        return False
    return not (token.lower in _NOT_NAMES and (first or token.lower in PRONOUNS or token.lower in _DETERMINERS))


def is_capitalised_name(words: str) -> bool:
    """Whether a row of words could be the name of a person, or of several: capitals, and particles between them."""
    row = words.replace(",", " ").split()
    capital = [word for word in row if word[0].isupper()]
    small = [word for word in row if not word[0].isupper()]
    if not row or not row[0][0].isupper() or not row[-1][0].isupper():
        return False
    joined = sum(word in _JOINING for word in small)
    return all(word.lower() in _PARTICLES for word in small) and len(capital) <= _LONGEST_NAME * (1 + joined)
