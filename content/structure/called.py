"""By which part of their name a text calls a person, where that is not the last: Xi of Xi Jinping."""

from __future__ import annotations

from functools import lru_cache
from itertools import dropwhile

from content.kept import compiled
from content.languages.folding import CAPITALS, fold
from content.languages.language import load

_NAMES = compiled(rf"(?<!\w)[{CAPITALS}][\w’'-]*+(?:\.? [{CAPITALS}][\w’'-]*+)*+")
_POSSESSIVE = compiled(r"['’]s?\Z")
_GOES_ON = frozenset(',;:”"»’)–—')  # after these, no sentence begins
_LOOKED_AT = 400_000  # characters
_MOST = 4  # words of a name without titles


def called(name: str, text: str, language: str | None, speakers: frozenset[str]) -> str:
    """The word of a person's name that is their surname, where the text shows that it is the first; else nothing.

    It shows that when the word alone is in capitals, or when somebody is called so as a speaker and nobody by the last
    word. Titles before a name do not count. `language` is the ISO 639-1 code of the text's, `speakers` are the words
    that stand for those who speak.
    """
    titles = _titles(language)
    words = name.split()
    last_title = max((at for at, word in enumerate(words) if _plain(word) in titles), default=-1)
    own = words[last_title + 1 :]
    if not 2 <= len(own) <= _MOST or not own[-1][0].isupper():
        return ""
    first, last = own[0], own[-1]
    if _is_capitals(first) and not any(map(_is_capitals, own[1:])):
        return first
    if _is_capitals(last):
        return ""
    calls = first in _surnames(speakers, language) and last not in _alone(text, language)
    return first if calls else ""


def _plain(word: str) -> str:
    return fold(word.strip(".,"))


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.replace("-", "").isalpha()


def _titles(language: str | None) -> frozenset[str]:
    known = load(language)
    return known.roles | known.honorifics


@lru_cache(maxsize=2)
def _surnames(speakers: frozenset[str], language: str | None) -> frozenset[str]:
    """The words by which speakers are called, without their titles, where that is one word."""
    titles = _titles(language)
    names = (list(dropwhile(lambda word: _plain(word) in titles, one.split())) for one in speakers)
    return frozenset(_POSSESSIVE.sub("", words[0]) for words in names if len(words) == 1)


@lru_cache(maxsize=2)
def _alone(text: str, language: str | None) -> frozenset[str]:
    """The words with a capital that stand for a name alone: without another such word beside them but a title.

    The first word of a sentence may have its capital for that, and does not count.
    """
    titles, found = _titles(language), set[str]()
    for match in _NAMES.finditer(text, 0, _LOOKED_AT):
        words = match[0].split(" ")
        names = list(dropwhile(lambda word: _plain(word) in titles, words))
        before = text[max(0, match.start() - 2) : match.start()]
        inside = len(names) < len(words) or (before[1:] == " " and (before[0].isalnum() or before[0] in _GOES_ON))
        if len(names) == 1 and inside:
            found.add(_POSSESSIVE.sub("", names[0]))
    return frozenset(found)
