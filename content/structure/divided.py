"""Words that a line's end divides: whether their hyphen belongs to them, as far as their own text makes that sure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.languages.language import every

if TYPE_CHECKING:
    from collections.abc import Iterator

_HYPHENS = "-\u2010"
_SITE = re.compile(rf"(?<=\w)[{_HYPHENS}][ \t\r]*+\n[ \t>]*+(?=\w)")  # in quoted mail, with its signs
_WORD = re.compile(rf"\w++(?:[{_HYPHENS}]\w++)*+")
_LONGEST = 40  # characters of one half
_OWN = 3  # letters that a form of a word has beyond its first half to be that word
_HABIT = 2  # divided words that are known as such, from which a text is taken to divide words


class _Halves(NamedTuple):
    hyphen: int
    end: int  # where the second half begins
    first: str
    second: str


@lru_cache(maxsize=4)
def divisions(text: str) -> tuple[TextRange, ...]:
    """What reads as nothing at the ends of lines that surely divide a word, in order.

    Each begins at the hyphen where the word is written without it elsewhere in the text, or behind it where the word
    is written with it. Where neither is found, a capital or a figure after the hyphen keeps it, and so do two halves
    that are words of the text; where a text surely divides words several times, all others are divided too. Half a
    compound ("pre- and post-war") and what is not sure are left out.
    """
    sites = list(_sites(text))
    if not sites:
        return ()
    words = _words(text, sites)
    known = [_in_text(site, words) for site in sites]
    divides = known.count(False) >= max(_HABIT, known.count(True) + 1)
    found = []
    for site, told in zip(sites, known, strict=True):
        keeps = _by_form(site, words, divides=divides) if told is None else told
        if keeps is not None:
            found.append(TextRange(site.hyphen + keeps, site.end))
    return tuple(found)


def undivided(text: str) -> str:
    """The text with soft hyphens, which count for nothing, in place of what reads as nothing; as long as it was."""
    pieces, done = [], 0
    for one in divisions(text):
        pieces += [text[done : one.start], "\xad" * len(one)]
        done = one.end
    return "".join([*pieces, text[done:]]) if pieces else text


def _sites(text: str) -> Iterator[_Halves]:
    for match in _SITE.finditer(text):
        start = at = match.start()
        while at > max(0, start - _LONGEST) and (text[at - 1].isalnum() or text[at - 1] in _HYPHENS):
            at -= 1
        second = _WORD.match(text, match.end(), match.end() + _LONGEST)
        if at < start and second:
            yield _Halves(start, match.end(), text[at:start].strip(_HYPHENS), second[0])


def _words(text: str, sites: list[_Halves]) -> Counter[str]:
    """How often each word is in the text, in small letters; the halves are not among them."""
    words: Counter[str] = Counter()
    at = 0
    for site in sites:
        words.update(_WORD.findall(text[at : site.hyphen - len(site.first)].lower()))
        at = site.end + len(site.second)
    words.update(_WORD.findall(text[at:].lower()))
    return words


def _in_text(site: _Halves, words: Counter[str]) -> bool | None:
    """Whether a word of the text shows that the hyphen stays; None where no word or both show it."""
    first, second = site.first.lower(), site.second.lower()
    with_it = any(words[f"{first}{hyphen}{second}"] for hyphen in _HYPHENS)
    without = bool(words[first + second]) or any(
        words[(first + second)[:length]] for length in range(len(first) + _OWN, len(first + second))
    )
    return None if with_it == without else with_it


def _by_form(site: _Halves, words: Counter[str], *, divides: bool) -> bool | None:
    """Whether the hyphen stays by what its halves are like; None where that is not sure."""
    first, second = site.first.lower(), site.second.lower()
    if not second[0].isalpha() or not first[-1].isalpha():
        return True
    if site.second[0].isupper():
        return None if site.first.isupper() else True
    if second in _joining():
        return None
    if words[first] and words[second]:
        return True
    compound = any(hyphen in half for hyphen in _HYPHENS for half in (first, second))
    return None if compound or not divides else False


@cache
def _joining() -> frozenset[str]:
    """The words, in all languages, before which half a compound stands: Vor- und Nachteile."""
    return every().conjunctions | every().stoppers
