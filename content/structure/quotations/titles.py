"""Which words in quotation marks are speech, and which are names, titles or doubted words of the text around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.structure.syntax.tokens import is_role, union

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.quotations.marks import Quoted
    from content.structure.quotations.surroundings import Attribution

_WORD = compiled(r"[^\W_]+(?:['’-][^\W_]+)*")
_WIDE = compiled(r"[\u3040-\u9fff\uac00-\ud7af]")
_NOUN_BEFORE = compiled(r"([A-ZÄÖÜ][\w-]{2,40})[^\S\n]+$")
_YEAR = compiled(r",?\s\((?:1[5-9]|20)\d\d\)")
_WORD_BEFORE = compiled(r"([^\W_]{1,40}(?:[.'’][^\W_]{0,3})?)[,:]?[^\S\n]$")
_CREDIT_AFTER = compiled(r",?[^\S\n]([^\W_]{1,10}(?:[^\S\n][^\W_]{1,10})??)[^\S\n](?=[^\W\d_a-z])")
_SMALL_WORDS = "determiners", "prepositions", "calendar", "conjunctions", "links"  # small in a title, and no nouns
SPEECH = 4  # words from which a quotation counts as speech without any cue
_WIDE_SPEECH = 8  # ... and Chinese, Japanese or Korean characters
_TITLE = 9  # words up to which capitals all through make a title
_SMALL = 4  # letters; shorter words of a title may be small
_SURE = 0.7  # confidence from which a cue makes words speech that look like a title
_SIGHT = 80  # characters before a name in which a verb that calls somebody something is looked for
_NAME = 4  # words of a name all in capitals
_LONGEST_NAME = 8  # words of a name right after the noun that says what it is the name of
_SHORT = 4  # letters up to which a noun is not looked for at the end of others: Ruf, but not Beruf
_NEAR = 41  # characters before a mark that a word there has at most


def is_speech(
    text: str, quoted: Quoted, found: Attribution | None, language: Language, reported: Callable[[], bool]
) -> bool:
    """Whether words in quotation marks are speech and not a title, a name or a doubted word.

    `reported` says whether a verb reports them without a word on whose they are.
    """
    inner = quoted.inner(text)
    words = _WORD.findall(inner)
    if not words:
        return False
    if not inner.isascii() and len(_WIDE.findall(inner)) >= _WIDE_SPEECH:
        return True
    if _is_title(text, quoted, words, found, language):
        return found is not None and found.firm
    if found is not None and found.confidence >= _SURE:
        return len(words) > 1 or (found.cue is not None and found.confidence > 0.9)
    return len(words) >= SPEECH - language.capital_nouns or (len(words) > 1 and (inner[-1:] in ".!?؟" or reported()))


def is_long(text: str, quoted: Quoted) -> bool:
    """Whether words in quotation marks are so many that they count as speech without any cue."""
    return len(quoted.range) >= 2 * SPEECH and len(_WORD.findall(quoted.inner(text))) >= SPEECH


def _is_title(text: str, quoted: Quoted, words: Sequence[str], found: Attribution | None, language: Language) -> bool:
    """Whether all longer words are capitals, and not but nouns: a sentence, or reported and not after "in der"."""
    if not language.letter_case or len(words) > _TITLE or not words[-1][0].isupper():
        return False
    if not all(word[0].isupper() or len(word) < _SMALL for word in words):
        return False
    definite = _word_before(text, quoted.range.start) in language.title_articles
    reported = found is not None and found.cue is not None and not definite
    return not language.capital_nouns or not (reported or quoted.inner(text)[-1] == ".")


def _word_before(text: str, start: int) -> str:
    near = max(0, start - _NEAR)
    chunk = text[near:start].rsplit(maxsplit=1)[-1:]  # the word is in it: to search only there takes half of the time
    word = _WORD_BEFORE.search(text, text.rfind(chunk[0], near, start), start) if chunk else None
    return fold(word[1]) if word else ""


def is_name_in_marks(text: str, quoted: Quoted, language: Language) -> bool:
    """Whether the words are a name in marks, such as a newspaper's or a film's."""
    inner = quoted.inner(text)
    words = _WORD.findall(inner)
    if _is_cited(text, quoted, language) or _is_programme(text, quoted, words, language):
        return True
    if not words or inner[-1] in ".!?,…،؟":
        return False
    if language.letter_case and len(words) <= _NAME and all(word[0].isupper() for word in words):
        return True
    if inner.isascii() and "." in inner and not any(sign.isspace() for sign in inner):
        return True  # an address, such as “news.example.org”
    named = language.capital_nouns and len(words) <= _LONGEST_NAME and inner[0].isupper()
    return named and _follows_noun(text, quoted.range.start, language)


def _is_cited(text: str, quoted: Quoted, language: Language) -> bool:
    """Whether it is the title of a piece: an article titled “...”; “...,” by Anna Weber; “...” (2015)."""
    start, end = quoted.range.start, quoted.range.end
    if _word_before(text, start) in language.titled or _YEAR.match(text, end):
        return True
    by = _CREDIT_AFTER.match(text, end) if quoted.inner(text)[-1:] == "," else None
    return by is not None and fold(by[1]) in language.credited


def _is_programme(text: str, quoted: Quoted, words: Sequence[str], language: Language) -> bool:
    """Whether it is where something was said: told “Fox and Friends”; on ABC's “This Week,”."""
    if not language.broadcast or not 1 < len(words) <= _NAME or not words[0][0].isupper() or not words[-1][0].isupper():
        return False
    small = union(language, *_SMALL_WORDS) | {"&"}
    if quoted.inner(text)[-1] in ".!?…" or not all(word[0].isupper() or word in small for word in words):
        return False
    before = _word_before(text, quoted.range.start)
    return before in language.broadcast or before.endswith(language.possessor_endings)


def _follows_noun(text: str, start: int, language: Language) -> bool:
    """Whether a noun stands right before: die Organisation „Ärzte ohne Grenzen“; but der Satz „Es reicht“."""
    noun = _NOUN_BEFORE.search(text, max(0, start - _NEAR), start)
    word = fold(noun[1]) if noun else ""
    if not word or word in union(language, *_SMALL_WORDS) or is_role(word, language) or _is_speech_noun(word, language):
        return False
    before = text[max(0, start - _SIGHT) : start]
    sentence = before[max(map(before.rfind, ".!?;:")) + 1 :]
    called = any(fold(one).startswith(language.naming_stems) for one in _WORD.findall(sentence))
    return not called  # Sie nannte ihn „...“


@cache
def _is_speech_noun(noun: str, language: Language) -> bool:
    """Whether the noun, or the end of a long enough compound, is what somebody says: Wahlslogan."""
    nouns = language.speech_nouns
    return noun in nouns or noun.endswith(tuple(word for word in nouns if len(word) > _SHORT))
