"""Phrases that name a thing, which does not speak: sales of umbrellas, exports, flour from the south."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.structure.quotations.gender import gender_of
from content.structure.syntax.tokens import is_body, is_common, is_name_word, is_role, union

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText
    from content.structure.syntax.tokens import Token

_SIGHT = 20_000  # characters around a name in which it is looked for elsewhere
_BEFORE = 40  # characters of the word before a name
_LAST_WORD = compiled(r"(\w{0,30}[\w,])[^\S\n]\Z")
_WORD_EDGE = compiled(r"\b")
_SMALL = "determiners", "quantifiers", "adverbs", "openers"


def is_thing(words: TokenisedText, where: TextRange) -> bool:
    """Whether a phrase is not a pronoun and has no name or noun for people or bodies before "of" or "from"."""
    said, language = [token for token in words.words_of(where) if token.is_word], words.language
    if not said or not language.letter_case:
        return False
    if len(said) == 1 and said[0].folded in language.pronouns:
        return said[0].folded in language.impersonal
    main = _main(said, language)
    if any(is_common(token.folded, language) or token.folded in language.honorifics for token in main):
        return False
    names = [token for token in main if is_name_word(token, language, first=token.start == where.start)]
    if not names:
        return not any(token.text[0].isdigit() for token in main)  # the 34-year-old
    if len(names) > 1:
        return False
    return not _is_known_name(words, names[0])


def _main(said: Sequence[Token], language: Language) -> Sequence[Token]:
    """The words before a preposition or "of"; "von" may be a part of a name without an article."""
    governing = language.governing
    if said[0].folded not in language.determiners:
        governing = governing - language.particles
    end = next((at for at, token in enumerate(said) if at and token.folded in governing), len(said))
    return said[:end]


def is_governed(words: TokenisedText, where: TextRange) -> bool:
    """Whether a preposition stands right before a phrase that need not be a person: Rents (on Mill Street) rose."""
    said = words.words_of(where)
    if gender_of(said, words.language) or any(is_role(token.folded, words.language) for token in said):
        return False
    before = words.tokens(max(0, where.start - _BEFORE), where.start)[-1:]
    return any(token.folded in words.language.prepositions for token in before)


def _is_known_name(words: TokenisedText, name: Token) -> bool:
    """Whether a capital is one for more than the start of its sentence, or stands so elsewhere in the text."""
    text, language = words.text, words.language
    if is_body(name.folded, language):
        return True
    before = words.tokens(max(0, name.start - _BEFORE), name.start)[-1:]
    inside = before and before[0].is_word and before[0].end + 1 >= name.start
    if inside and not language.capital_nouns:
        return True
    if inside and before[0].folded in union(language, *_SMALL):
        return False
    elsewhere = _words_before(text, name)
    if not language.capital_nouns:
        return next(elsewhere, None) is not None
    return any(one[0].isupper() and fold(one) not in language.closed_class for one in elsewhere)


def _words_before(text: str, name: Token) -> Iterator[str]:
    """What stands right before a name, a word or a comma, wherever else it stands nearby."""
    stop = name.start + _SIGHT
    at = text.find(name.text, max(0, name.start - _SIGHT), stop)
    while at >= 0:
        end = at + len(name.text)
        before = _LAST_WORD.search(text[max(0, at - _BEFORE) : at])
        if before and end != name.end and _WORD_EDGE.match(text, end):
            yield before[1]
        at = text.find(name.text, end, stop)
