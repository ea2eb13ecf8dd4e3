"""Sentences of a paragraph as ranges."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import CAPITALS, fold

if TYPE_CHECKING:
    from content.languages.language import Language

# The full stop comes first in the pattern, and what it must be in each branch later: so searching is fast.
_END = compiled(
    r"[.!?…。！？؟｡．।॥։۔](?:(?<=[.!?…؟։۔])(?:\s»|[\"'”’»“‘«)\]]*)\s+(?=[\"'“„‘«»(\[¿¡]*[^\W_a-z]|«\s[^\W_a-z])"
    r"|(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]+\s)"  # no space, as in text cut out of a page
    r"|(?<=[。！？｡．।॥])[」』”’)）]*\s*(?=\S))"
)
_NUMBER = compiled(r"([\w.])\s+[0-9]{1,2}\.$")
_NEXT = compiled(rf"\W{{0,20}}([{CAPITALS}]\w{{0,20}})(?:['’]\w{{1,10}})?[\s,:]")
_FIRST_LETTER = compiled(r"[^\W_]")
_INITIALS = rf"(?:[{CAPITALS}]\.\s?){{0,6}}[{CAPITALS}]"  # F.B.I. and J. R. R. with its stops but the last
_OPENERS = "openers", "pronouns", "determiners", "subordinators", "nobody"  # small words that open a sentence
_WIDE = frozenset("。！？｡．")
_OPEN, _SHUT = "「『", "」』"
_GOES_ON = compiled(r"[\u3041-\u309f、，,]")  # after a bracket: the particle of what was said, or a comma
_LONGEST = 24  # characters of an abbreviation with what stands before it
_LONGEST_SAID = 600  # characters back in which a bracket that is still open is looked for


def split_sentences(text: str, start: int, end: int, language: Language) -> list[TextRange]:
    """The ranges of the sentences in `text[start:end]`, without the white space between them."""
    ranges = []
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + 1
        if _goes_on(text, at, match, end, language):
            continue
        tail = match[0][1:].rstrip()
        ranges.append(TextRange(at, stop + len(tail)))
        at = match.end()
    if at < end:
        ranges.append(TextRange(at, end))
    return ranges


def _goes_on(text: str, start: int, match: re.Match[str], end: int, language: Language) -> bool:
    """Whether the sentence from `start` goes on after this stop."""
    stop, sign = match.start() + 1, match[0][0]
    if sign in _WIDE:
        return _is_within_brackets(text, start, match, end)
    if sign == "." and _is_abbreviation(text, start, stop, language):
        return True
    letter = _FIRST_LETTER.search(text, match.end(), end)
    return letter is not None and letter[0].islower()


def _is_within_brackets(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a stop is one of what is said in 「」, or ends it and the sentence goes on: 「...。」と述べた。"""
    near = max(start, match.start() - _LONGEST_SAID)
    for opening, closing in zip(_OPEN, _SHUT, strict=True):
        inside = text.rfind(opening, near, match.start())
        if inside <= text.rfind(closing, near, match.start()):
            continue
        if closing in match[0]:
            return _GOES_ON.match(text, match.end(), end) is not None
        if text.find(closing, match.end(), min(end, match.end() + _LONGEST_SAID)) >= 0:
            return True
    return False


def _is_abbreviation(text: str, start: int, stop: int, language: Language) -> bool:
    """Whether the full stop ends an abbreviation or an ordinal, or stands in an address; not so: Modell 3. Der."""
    near = max(start, stop - _LONGEST)
    if text[stop : stop + 1].isalpha():
        return not "".join(text[near : stop - 1].split()[-1:]).isalpha()
    found = _abbreviated(language).search(text, near, stop)
    if found is None:
        return False
    number = _NUMBER.search(text, near, stop)
    if number is not None and number[1] == "." and not _abbreviated(language).search(text, near, number.end(1)):
        number = None  # the next of a row: 1. Lock it. 2. Go.
    word = fold(found[0][:-1])
    always = "." in word or word in language.honorifics or word.isdigit()
    if always and not (number or found["initials"] or word in _closing(language)):
        return True
    if number and not language.ordinals and not _is_month(text, stop, language):
        return False
    opener = _NEXT.match(text, stop)
    return opener is None or fold(opener[1]) not in _openers(language)


def _is_month(text: str, stop: int, language: Language) -> bool:
    following = _NEXT.match(text, stop)
    return following is not None and fold(following[1]) in language.month_numbers


@cache
def _openers(language: Language) -> frozenset[str]:
    return frozenset().union(*(getattr(language, field) for field in _OPENERS))


@cache
def _closing(language: Language) -> frozenset[str]:
    return frozenset(map(fold, language.closing_abbreviations))


@cache
def _abbreviated(language: Language) -> re.Pattern[str]:
    """An abbreviation of the language, also in capitals, initials, a letter twice (EE.), or an ordinal at the end."""
    known = {*language.abbreviations, *language.closing_abbreviations}
    known |= {one.partition(". ")[0] for one in known}  # the z. of z. B.
    known |= {one.capitalize() for one in known if one[:2].islower() and fold(one) not in language.function_words}
    known |= {one.upper() for one in known if one[:1].isupper() and fold(one) not in language.function_words}
    known |= {one.lower() for one in known if fold(one) in language.honorifics}
    either = "|".join(map(re.escape, sorted(known, key=lambda one: (-len(one), one))))
    before = r"(?<![^\s(\[\"“„‘«'’])"
    return compiled(
        rf"{before}(?:(?P<initials>{_INITIALS})|(?:{either})|([{CAPITALS}])\2|[0-9]{{1,2}}|[IVX]{{1,5}})\.$"
    )
