"""The language of a text, by its script and its commonest small words."""

from __future__ import annotations

import re
from collections import Counter

from content.languages.words import kinds_of_words, word_lists

_SAMPLE = 3_000  # characters looked at: enough for a sure answer, and quick on a large text
_ENOUGH = 3  # small words that must be found, and ...
_SHARE = 0.1  # ... their least share of all words, before a language is named
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or None when there is too little to go by."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and (script := _by_script(sample)):
        return script
    words = _WORD.findall(sample.lower())
    table = kinds_of_words("function_words")
    found = Counter(language for word in words if word in table for language in table[word])
    best = max(word_lists("function_words"), key=found.__getitem__)
    return best if found[best] >= max(_ENOUGH, _SHARE * len(words)) else None


def _by_script(sample: str) -> str | None:
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) > 0.2 * letters:
            return language
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic > 0.4 * letters:
        return "uk" if len(_UKRAINIAN.findall(sample)) > 0.02 * cyrillic else "ru"
    return None
