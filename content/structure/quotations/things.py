"""Phrases that name a thing, which does not speak: sales of umbrellas, exports, flour from the south."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.structure.syntax.tokens import is_body, is_common, is_name_word, union

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText
    from content.structure.syntax.tokens import Token

_SMALL = "determiners", "quantifiers", "adverbs", "openers"


def is_thing(words: TokenisedText, where: TextRange) -> bool:
    """Whether a phrase is no pronoun, and has neither a name nor a noun for people or bodies before "of" or "from"."""
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
    links = language.links - language.particles
    end = next((at for at, token in enumerate(said) if at and token.folded in links), len(said))
    return said[:end]


def _is_known_name(words: TokenisedText, name: Token) -> bool:
    """Whether a capital is one for more than the start of its sentence, or stands so elsewhere in the text."""
    text, language = words.text, words.language
    if is_body(name.folded, language):
        return True
    before = words.tokens(max(0, name.start - 40), name.start)[-1:]
    inside = before and before[0].is_word and before[0].end + 1 >= name.start
    if inside and not language.capital_nouns:
        return True
    if inside and before[0].folded in union(language, *_SMALL):
        return False
    within = re.compile(rf"[\w,][^\S\n]{re.escape(name.text)}\b")
    return any(match.start() + 2 != name.start for match in within.finditer(text))
