"""Words that a line's end divides: whether their hyphen belongs to them, as far as their own text makes that sure."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.kept import compiled
from content.languages.language import every

if TYPE_CHECKING:
    from collections.abc import Iterator

_HYPHENS = "-\u2010"
# In quoted mail, with its signs. The hyphen comes first in the pattern: so 10 MB are searched in 20 ms instead of 210.
_SITE = compiled(rf"[{_HYPHENS}](?<=\w[{_HYPHENS}])[ \t\r]*+\n[ \t>]*+(?=\w)")
_WORD = compiled(rf"\w++(?:[{_HYPHENS}]\w++)*+")
_LONGEST = 40  # characters of one half
_OWN = 3  # letters that a form of a word has beyond its first half to be that word
_STEM = 5  # letters of a word from which a longer word that begins with it is taken for a form of it
_ENDING = 3  # letters, at most, that such a form has beyond it
_HABIT = 2  # divided words that are known as such, from which a text is taken to divide words


class _Halves(NamedTuple):
    hyphen: int
    end: int  # where the second half begins
    first: str
    second: str


@lru_cache(maxsize=4)
def divisions(text: str) -> tuple[TextRange, ...]:
    """What reads as nothing at the ends of lines that surely divide a word, in order.

    Each begins at the hyphen where the word, or a form of it, is written without it elsewhere in the text, or behind it
    where the word is written with it. Where neither is found, a figure after the hyphen keeps it, a capital on both
    sides of it, and two halves that are words of the text, and not small ones; where a text surely divides words
    several times, all others are divided too. Half a compound ("pre- and post-war"), and what is not sure because the
    hyphen may be a dash, are left out.
    """
    sites = list(_sites(text))
    if not sites:
        return ()
    words = _words(text, sites)
    begun = _begun(sites, words)
    known = [_in_text(site, words, begun) for site in sites]
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


def _begun(sites: list[_Halves], words: Counter[str]) -> frozenset[str]:
    """Which of the divided words, with a hyphen and without, begin a word of the text that is a little longer."""
    sought = {one for site in sites for one in (*_hyphened(site), _solid(site)) if len(one) >= _STEM}
    cut = (word[:length] for word in words for length in range(max(_STEM, len(word) - _ENDING), len(word)))
    return frozenset(one for one in cut if one in sought)


def _solid(site: _Halves) -> str:
    return (site.first + site.second).lower()


def _hyphened(site: _Halves) -> tuple[str, ...]:
    return tuple(f"{site.first}{hyphen}{site.second}".lower() for hyphen in _HYPHENS)


def _in_text(site: _Halves, words: Counter[str], begun: frozenset[str]) -> bool | None:
    """Whether a word of the text shows that the hyphen stays; None where no word or both show it.

    The word itself shows it before any longer form of it does.
    """
    solid, shortest = _solid(site), len(site.first) + _OWN
    with_it = any(words[one] for one in _hyphened(site))
    without = any(words[solid[:length]] for length in (*range(shortest, len(solid)), len(solid)))
    if not with_it and not without:
        with_it, without = any(one in begun for one in _hyphened(site)), solid in begun
    return None if with_it == without else with_it


def _by_form(site: _Halves, words: Counter[str], *, divides: bool) -> bool | None:
    """Whether the hyphen stays by what its halves are like; None where that is not sure."""
    first, second = site.first.lower(), site.second.lower()
    if not second[0].isalpha() or not first[-1].isalpha():
        return True
    if second in _joining():
        return None
    if site.second[0].isupper():
        return True if site.first[0].isupper() and not site.first.isupper() else None
    if words[first] and words[second]:
        return None if {first, second} & _small() else True
    compound = any(hyphen in half for hyphen in _HYPHENS for half in (first, second))
    return None if compound or not divides else False


@cache
def _joining() -> frozenset[str]:
    """The words, in all languages, before which half a compound stands: Vor- und Nachteile."""
    return every().conjunctions | every().stoppers


@cache
def _small() -> frozenset[str]:
    """The small words of all languages, which a dash may part but hardly any compound has."""
    return _joining() | every().function_words | every().closed_class
