"""Noun phrases that can speak: names with titles, roles such as "a senior security source", pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from content.structure.lexicon import word_lists, words_for

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*\.?|[^\w\s]", re.UNICODE)
_GRAMMAR = word_lists("grammar")
PRONOUNS = _GRAMMAR["pronouns"]
_DETERMINERS = _GRAMMAR["determiners"]
_CONNECTORS = _GRAMMAR["connectors"]
LINKS = _GRAMMAR["links"]
_STOPPERS = _GRAMMAR["stoppers"]
_CALENDAR = _GRAMMAR["calendar"]
_HONORIFICS = _GRAMMAR["honorifics"]
_NOT_NAMES = _GRAMMAR["openers"]


@dataclass(frozen=True, slots=True)
class Token:
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


@cache
def _people(language: str | None) -> frozenset[str]:
    return words_for("people", language)


@cache
def _bodies(language: str | None) -> frozenset[str]:
    return words_for("institutions", language)


def is_role(word: str, language: str | None) -> bool:
    """Whether a lower-case word names people by what they are."""
    return word in _people(language) or word.rpartition("-")[2] in _people(language)


def is_body(word: str, language: str | None) -> bool:
    """Whether a lower-case word names a body."""
    return word in _bodies(language)


def is_name_word(token: Token, *, first: bool) -> bool:
    """Whether a token can be part of a name; at the start of a sentence small words are capitalised too."""
    if not token.is_capital or token.lower in _CALENDAR:
        return False
    return not (token.lower in _NOT_NAMES and (first or token.lower in PRONOUNS or token.lower in _DETERMINERS))


def phrase_before(tokens: Sequence[Token], stop: int, language: str | None) -> tuple[int, int] | None:
    """The noun phrase that ends just before index `stop`, as token indices, or None."""
    end = stop
    at = stop - 1
    if at < 0:
        return None
    if tokens[at].lower in PRONOUNS:
        return at, stop
    start = stop
    solid = False
    while at >= 0:
        token = tokens[at]
        left = tokens[at - 1] if at else None
        if not token.is_word:
            break
        if token.lower in _STOPPERS and not (token.is_capital and left is not None and at):
            break
        if is_name_word(token, first=at == 0) or is_role(token.lower, language) or is_body(token.lower, language):
            solid = True
        elif token.lower in _DETERMINERS:
            start = at
            if left is None or left.lower not in LINKS:
                break
        elif token.lower in LINKS or token.lower in _CONNECTORS:
            if start == end or left is None or not _can_head(left, at - 1, language):
                break
        elif start == end:
            if token.lower in _CALENDAR or token.text.isdigit():
                break
        elif not _can_modify(token) or (
            tokens[start].is_capital
            and not is_role(tokens[start].lower, language)
            and solid
            and tokens[start].lower not in _DETERMINERS
        ):
            break
        start = at
        at -= 1
    if start == end or not (solid or tokens[start].lower in _DETERMINERS):
        return None
    return start, end


def _can_head(token: Token, at: int, language: str | None) -> bool:
    return is_name_word(token, first=at == 0) or is_role(token.lower, language) or is_body(token.lower, language)


def _can_modify(token: Token) -> bool:
    return token.is_word and not token.lower.endswith("ly") and token.lower not in _CALENDAR


def phrase_after(tokens: Sequence[Token], begin: int, language: str | None) -> tuple[int, int] | None:
    """The noun phrase that starts at index `begin`, as token indices, or None."""
    at = begin
    if at >= len(tokens):
        return None
    if tokens[at].lower in PRONOUNS:
        return at, at + 1
    solid = False
    while at < len(tokens):
        token = tokens[at]
        if not token.is_word or token.lower in _STOPPERS or token.lower in _CALENDAR:
            break
        if is_name_word(token, first=False) or is_role(token.lower, language) or is_body(token.lower, language):
            solid = True
        elif token.lower in _DETERMINERS:
            if at > begin and tokens[at - 1].lower not in LINKS:
                break
        elif token.lower in LINKS or token.lower in _CONNECTORS:
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            if (
                not solid
                or following is None
                or not (following.is_capital or following.lower in _DETERMINERS or is_body(following.lower, language))
                or following.lower in _CALENDAR
            ):
                break
        elif (solid and not tokens[at - 1].is_capital) or at - begin > 6 or (solid and not token.is_capital):
            break
        at += 1
    while at > begin and tokens[at - 1].lower in LINKS | _DETERMINERS:
        at -= 1
    return (begin, at) if at > begin and solid else None


def has_name(words: Sequence[Token], language: str | None) -> bool:
    """Whether a phrase has a word that is part of a name and neither a role nor a body."""
    return any(
        is_name_word(token, first=index == 0)
        and not is_role(token.lower, language)
        and not is_body(token.lower, language)
        for index, token in enumerate(words)
    )
