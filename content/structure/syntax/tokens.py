"""Words and signs with their places, and what a word can be: a role, a body, a part of a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.languages.folding import CAPITALS, MARKS, fold

if TYPE_CHECKING:
    from content.languages.language import Language

_LETTERS = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"
_STOP = r"\.(?!(?<=[a-zäöüß]{3}\.)[A-ZÄÖÜ][a-zäöüß])"  # within a word, and not between sentences without a blank
_TOKEN = compiled(rf"{_LETTERS}(?:(?:[-'’&/]|\.-|{_STOP}){_LETTERS})*\.?|[^\w\s{MARKS}]")
_NICK = rf"[{CAPITALS}][\w.'-]{{1,20}}(?:[^\S\n][{CAPITALS}][\w.'-]{{1,20}}){{0,2}}"
_NICKNAME = compiled(  # within a name: Robert ‘Bob’ Lane, William (Bill) Roth
    rf"[‘'‚(“\"„«‹](?<=[^\W\d_][^\S\n].)\s?(?:{_NICK})\s?[’'‘)”\"“»›](?=[^\S\n][{CAPITALS}][^\W\d_])"
)
_FIRST_NAME = compiled(rf"(?<!\w)[{CAPITALS}][^\W_]{{1,40}}\.?\s$")
_MAIL = compiled(r"^[ \t]*>[> \t]*", re.MULTILINE)
_LONGEST_FIRST = 45  # characters of a first name
_LONGEST_NAME = 4  # words, particles left out, of each person
_LONGEST_ENDING, _SHORTEST_ENDING = 15, 5  # letters of a word at the end of a compound
_LONG = 9  # letters; only longer words are compounds


class Token(NamedTuple):
    """A word or a sign with its place in the text; `folded` is the form in which it is compared."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, and no sign."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[0].isupper()


def tokens_in(text: str, start: int, end: int, language: Language) -> list[Token]:
    """Words and signs in order; a full stop stays with abbreviations and initials only; marks in names are left out."""
    found = []
    around = _marks_of_nicknames(text, start, end) | _marks_of_mail(text, start, end)
    new = tuple.__new__  # of millions of tokens: twice as fast as the class
    find, stop = text.find, start
    # To find each again takes two thirds of the time of a match: nothing between two of them can begin one.
    for word in _TOKEN.findall(text, start, end):
        first = find(word, stop)
        stop = first + len(word)
        if around and first in around:
            continue
        if word[-1] != "." or stop - first == 1:
            found.append(new(Token, (word, first, stop, word.lower() if word.isascii() else fold(word))))
        else:
            stem = word[:-1]
            if _is_title(stem, language) or "." in stem:
                found.append(Token(word, first, stop, fold(word).rstrip(".")))
            elif len(stem) == 1 and stem.isupper():
                found.append(Token(word, first, stop, fold(word)))  # A. is an initial, not an article
            else:
                found.append(Token(stem, first, stop - 1, fold(stem)))
                found.append(Token(".", stop - 1, stop, "."))
    return found


def _marks_of_mail(text: str, start: int, end: int) -> frozenset[int]:
    """Where the signs stand that mark the lines of quoted mail."""
    if text.find(">", start, end) < 0:
        return frozenset()
    lines = _MAIL.finditer(text, start, end)
    return frozenset(at for line in lines for at in range(line.start(), line.end()) if text[at] == ">")


def _is_title(stem: str, language: Language) -> bool:
    """Whether a word is a title, also after an article that is joined to it: l'ing."""
    word = fold(stem)
    return word in language.honorifics or word.rpartition("'")[2] in language.honorifics


def _marks_of_nicknames(text: str, start: int, end: int) -> frozenset[int]:
    """Where the marks and brackets around nicknames stand, which do not part the name."""
    found: list[int] = []
    for match in _NICKNAME.finditer(text, start, end):
        if _FIRST_NAME.search(text, max(start, match.start() - _LONGEST_FIRST), match.start()):
            found += (match.start(), match.end() - 1)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def is_role(word: str, language: Language) -> bool:
    """Whether a folded word names people by what they are, alone or as the end of a compound."""
    return _ends_in(word, language.roles, language.joined_prefixes)


@lru_cache(maxsize=20_000)
def is_body(word: str, language: Language) -> bool:
    """Whether a folded word names a body, alone or as the end of a compound."""
    return _ends_in(word, language.bodies, language.joined_prefixes)


@cache
def union(language: Language, *fields: str) -> frozenset[str]:
    """The words of several fields of a language."""
    return frozenset().union(*(getattr(language, field) for field in fields))


def is_common(word: str, language: Language) -> bool:
    """Whether a folded word is a noun for people or bodies."""
    return is_role(word, language) or is_body(word, language)


def _ends_in(word: str, words: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    last = word.rpartition("-")[2]
    if not words.isdisjoint((word, last, last.rpartition("'")[2], *(word.removeprefix(one) for one in prefixes))):
        return True
    endings = range(_SHORTEST_ENDING, min(_LONGEST_ENDING + 1, len(word)))
    return len(word) > _LONG and any(word[-length:] in words for length in endings)


def opens_title(token: Token, after: Token | None, language: Language) -> bool:
    """Whether a small word is a title before a name: drs. Jansen, д-р Иванов; but not o, a preposition, too."""
    if after is None or token.is_capital or token.folded not in language.honorifics:
        return False
    short = token.text.endswith(".") or token.folded not in language.closed_class
    return short and (after.is_capital or (after.folded in language.honorifics and after.text.endswith(".")))


def is_short_title(token: Token, language: Language) -> bool:
    """Whether a small word is a title with its full stop, which may go on another: Dr. (med.) Ruth Lang."""
    return token.text[-1] == "." and token.folded in language.honorifics and not token.is_capital


def is_proper(token: Token, language: Language) -> bool:
    """Whether a token is a capital and not a noun for people or bodies."""
    return token.is_capital and not is_common(token.folded, language)


def is_name_word(token: Token, language: Language, *, first: bool) -> bool:
    """Whether a token can be part of a name; at the start of a sentence small words are capitalised too."""
    word = token.folded
    if not token.is_capital or word in language.calendar:
        return False
    small = word in language.openers or word in language.pronouns
    return not (small and (first or word in language.pronouns or word in language.determiners))


def is_capitalised_name(words: str, language: Language) -> bool:
    """Whether a row of words could be the name of a person, or of several: capitals, and particles between them."""
    row = words.replace(",", " ").split()
    capital = [word for word in row if word[0].isupper()]
    small = [fold(word) for word in row if not word[0].isupper()]
    if not row or not row[0][0].isupper() or not row[-1][0].isupper():
        return False
    joined = sum(word in language.conjunctions or word == "&" for word in small)
    within = all(word == "&" or word in union(language, "particles", "conjunctions") for word in small)
    return within and len(capital) <= _LONGEST_NAME * (1 + joined)
