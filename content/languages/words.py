"""The word lists that an editor can extend: small data files beside the code, read when first needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The lists of one data file by their name in square brackets (an ISO 639-1 code in most files)."""
    lists: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if entry.startswith("["):
            words = lists.setdefault(entry.strip("[]"), set())
        else:
            words.update(entry.split())
    return {key: frozenset(found) for key, found in lists.items()}


@cache
def words_for(name: str, language: str | None) -> frozenset[str]:
    """The list of one language; those of all languages when it is unknown or has none."""
    lists = word_lists(name)
    if language in lists:
        return lists[language]
    return frozenset().union(*lists.values())


@cache
def read_pairs(name: str) -> dict[str, str]:
    """The pairs of one data file, "key = words" a line; words may be empty."""
    pairs = {}
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, words = line.partition("=")
            pairs[key.strip()] = words.strip()
    return pairs


@cache
def all_words(name: str) -> frozenset[str]:
    """The words of all lists of one data file."""
    return frozenset().union(*word_lists(name).values())


@cache
def kinds_of_words(name: str) -> dict[str, tuple[str, ...]]:
    """For each word of one data file the names of its lists: one look-up instead of one a list."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in word_lists(name).items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    return kinds
