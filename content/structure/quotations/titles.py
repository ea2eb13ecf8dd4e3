"""Names and titles in quotation marks: they belong to the text around them and are nobody's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.languages.language import load
from content.languages.words import word_lists
from content.structure.syntax.tokens import is_role

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.quotations.marks import Quoted

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOUN_BEFORE = re.compile(r"([A-ZÄÖÜ][\w-]{2,40})[^\S\n]+$")
_TITLED = re.compile(r"\b(?:titled|entitled|subtitled|headlined|intitulée?s?|titulad[oa]s?)[,:]?\s$")
_CREDIT = re.compile(r",?\sby\s(?:the\s)?[A-Z]")
_YEAR = re.compile(r",?\s\((?:1[5-9]|20)\d\d\)")
_PROGRAMME = re.compile(r"(?:\b(?:told|tells|tell|telling|on|hosts|hosted)|[\w.][’']s)\s$")
_SPEECH_NOUNS = word_lists("grammar")["speech_nouns"]
_SMALL = (
    word_lists("grammar")["determiners"] | word_lists("grammar")["prepositions"] | word_lists("grammar")["calendar"]
)
_JOINING = frozenset({"and", "or", "of", "the", "a", "&"})
_CALLS = re.compile(r"\b(?:nann|nenn|warf|wirf|tauft|schimpft|titulier|bescheinig)\w*\b[^.!?;:]{0,80}$")
_SIGHT = 80  # characters before a name in which a verb that calls somebody something is looked for
_NAME = 4  # words of a name all in capitals
_LONGEST_NAME = 8  # words of a German name right after the noun that says what it is the name of
_SHORT = 4  # letters up to which a noun is not looked for at the end of others: Ruf, but not Beruf


def is_name_in_marks(text: str, quoted: Quoted, language: Language) -> bool:
    """Whether the words are a name in marks, such as a newspaper's or a film's."""
    inner = quoted.inner(text)
    words = _WORD.findall(inner)
    if _is_cited(text, quoted) or _is_programme(text, quoted, words):
        return True
    if not words or inner[-1] in ".!?,…":
        return False
    if len(words) <= _NAME and all(word[0].isupper() for word in words):
        return True
    if inner.isascii() and "." in inner and not any(sign.isspace() for sign in inner):
        return True  # an address, such as “news.example.org”
    return language.code == "de" and len(words) <= _LONGEST_NAME and inner[0].isupper() and _follows_noun(text, quoted)


def _is_cited(text: str, quoted: Quoted) -> bool:
    """Whether it is the title of a piece: an article titled “...”; “...,” by Anna Weber; “...” (2015)."""
    start, end = quoted.range.start, quoted.range.end
    if _TITLED.search(text, max(0, start - 14), start) or _YEAR.match(text, end):
        return True
    return quoted.inner(text)[-1:] == "," and _CREDIT.match(text, end) is not None


def _is_programme(text: str, quoted: Quoted, words: Sequence[str]) -> bool:
    """Whether it is where something was said: told “Fox and Friends”; on ABC's “This Week,”."""
    start = quoted.range.start
    return (
        1 < len(words) <= _NAME
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and all(word[0].isupper() or word in _SMALL | _JOINING for word in words)
        and quoted.inner(text)[-1] not in ".!?…"
        and _PROGRAMME.search(text, max(0, start - 9), start) is not None
    )


def _follows_noun(text: str, quoted: Quoted) -> bool:
    """Whether a German noun stands right before: die Organisation „Ärzte ohne Grenzen“; but der Satz „Es reicht“."""
    start = quoted.range.start
    noun = _NOUN_BEFORE.search(text, max(0, start - 40), start)
    if noun is None or _CALLS.search(text, max(0, start - _SIGHT), start):
        return False
    word = noun[1].lower()
    return word not in _SMALL and not is_role(word, load("de")) and not _is_speech_noun(word)


def _is_speech_noun(noun: str) -> bool:
    """Whether the noun, or the end of a long enough compound, is what somebody says: Wahlslogan."""
    return noun in _SPEECH_NOUNS or noun.endswith(tuple(word for word in _SPEECH_NOUNS if len(word) > _SHORT))
