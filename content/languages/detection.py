"""The language of a text, by its script, its commonest small words, and the letters of the other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.kept import compiled, read_toml, ready
from content.languages.folding import compose
from content.languages.language import all_files, codes, load

if TYPE_CHECKING:
    import re

_FILE = Path(__file__).with_name("detection.toml")  # scripts, and small words of languages without a file of their own
_SAMPLE = 3_000  # characters looked at: enough for a sure answer, and quick on a large text
_ENOUGH = 3  # words that must speak for a language, one less if none speaks for another, and ...
_SHARE = 0.1  # ... their least share of all words, before a language is named
_SCRIPT_SHARE = 0.2  # of the letters that are of a script, from which it tells the language
_OWN_SHARE = 0.02  # of the letters of a script that are one language's own, from which it is that language
_OTHER_SCRIPT = compiled(r"[\u0370-\u1fff\u3040-\ud7af]")  # than Latin
_WORD = compiled(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or None when there is too little to go by."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and (script := _by_script(sample)):
        return script
    words = _WORD.findall(compose(sample))
    table = _small_words()
    found: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for language in table.get(word.lower()) or (() if word.isascii() else _spelt(word)):
            found[language] += times
    (best, most), (_, second) = [*found.most_common(2), (None, 0), (None, 0)][:2]
    enough = most >= _ENOUGH or (most == _ENOUGH - 1 and not second)
    return best if enough and most >= _SHARE * len(words) else None


def _by_script(sample: str) -> str | None:
    if not _OTHER_SCRIPT.search(sample):
        return None
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script, own in _scripts():
        found = len(script.findall(sample))
        if found > _SCRIPT_SHARE * letters and (own is None or len(own.findall(sample)) > _OWN_SHARE * found):
            return language
    return None


def _spelt(word: str) -> Iterable[str]:
    """The languages that have all letters of a word that is not a name and has other letters than a to z."""
    if word.isascii() or not word[0].islower():
        return ()
    special = {letter for letter in word if not letter.isascii()}
    return (language for language, letters in _letters().items() if letters.issuperset(special))


@cache
def _listed() -> dict[str, Any]:
    return ready("detection", [_FILE], lambda: read_toml(_FILE))


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """The languages that their script tells, with the letters of it, and those that are theirs alone."""
    return tuple(
        (one["language"], compiled(f"[{one['letters']}]"), compiled(f"[{one['own']}]") if "own" in one else None)
        for one in _listed()["scripts"]
    )


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """For each small word the codes of the languages that have it."""
    return ready("small words", (_FILE, *all_files()), _gathered_words)


def _gathered_words() -> dict[str, tuple[str, ...]]:
    lists = {code: load(code).function_words for code in codes()}
    lists |= {code: frozenset(words.split()) for code, words in _listed()["function_words"].items()}
    table: dict[str, tuple[str, ...]] = {}
    for code, words in lists.items():
        for word in words:
            table[word] = (*table.get(word, ()), code)
    return table


@cache
def _letters() -> dict[str, frozenset[str]]:
    """For each language that has other letters than a to z, these."""
    return ready("letters", (_FILE, *all_files()), _gathered_letters)


def _gathered_letters() -> dict[str, frozenset[str]]:
    own = {code: load(code).letters for code in codes()}
    own |= {code: frozenset(letters.split()) for code, letters in _listed()["letters"].items()}
    return {code: letters for code, letters in own.items() if letters}
