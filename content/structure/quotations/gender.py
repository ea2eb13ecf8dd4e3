"""What the words for a person tell of whether he or she fits a pronoun: titles, nouns, articles and first names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from content.structure.syntax.tokens import is_body, is_name_word, is_role

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText
    from content.structure.syntax.tokens import Token

_BEFORE = 60  # characters before a surname in which a title or a first name stands
_FULL_NAME = 3  # words of a name with its title
_SURE_ENDING = 2  # letters of an ending; longer ones tell it of a surname


def contradicts(words: TokenisedText, person: TextRange, pronoun: str) -> bool:
    """Whether the words for a person, or those with the same name further up, rule a folded pronoun out."""
    language = words.language
    wanted = _of_pronoun(pronoun, language)
    said = words.tokens(person.start, person.end)
    if wanted is None or not said:
        return False
    if any(is_role(token.folded, language) and _is_plural(token, language) for token in said[-1:]):
        return True
    lone = len(said) == 1 and said[0].is_capital
    found = gender_of(_first_mention(words, person, said[0].text) if lone else said, language)
    return found is not None and found != wanted


def _is_plural(token: Token, language: Language) -> bool:
    return not token.is_capital and token.folded.endswith(language.plural_endings)


@cache
def _of_pronoun(pronoun: str, language: Language) -> str | None:
    he, she = pronoun in language.masculine, pronoun in language.feminine
    return None if he == she else ("m" if he else "f")


def gender_of(said: Sequence[Token], language: Language) -> str | None:
    """The letter "m" or "f" by the words for a person; None where they do not tell."""
    main = _main([token for token in said if token.is_word], language)
    for at, token in enumerate(main):
        surname = at + 1 == len(main) and at > 0 and is_name_word(main[at - 1], language, first=False)
        if not surname and (own := _listed(token.folded, language)):
            return own
    roles = [token for token in main if is_role(token.folded, language)]
    if any(token.folded.endswith(language.feminine_endings) for token in roles):
        return "f"
    if roles and (own := _by_article(main, language)):
        return own
    names = [token for token in main if is_name_word(token, language, first=False) and token not in roles]
    if own := _by_name(names, language):
        return own
    return "m" if any(token.folded.endswith(language.masculine_endings) for token in roles) else None


def _main(said: Sequence[Token], language: Language) -> Sequence[Token]:
    """The words up to "of" and the like, without those that own what follows: (Rosa's) husband (of ...)."""
    end = next((at for at, token in enumerate(said) if at and token.folded in language.links), len(said))
    return [token for token in said[:end] if not token.folded.endswith(language.possessor_endings)]


def _listed(word: str, language: Language) -> str | None:
    if word in language.feminine_words:
        return "f"
    return "m" if word in language.masculine_words else None


def _by_article(main: Sequence[Token], language: Language) -> str | None:
    if any(is_body(token.folded, language) for token in main[:2]):
        return None
    if main[0].folded in language.feminine_articles:
        return "f"
    return "m" if main[0].folded in language.masculine_articles else None


def _by_ending(word: str, feminine: tuple[str, ...], masculine: tuple[str, ...]) -> str | None:
    if word.endswith(feminine):
        return "f"
    return "m" if word.endswith(masculine) else None


def _by_name(names: Sequence[Token], language: Language) -> str | None:
    """The same by a first name before another name, and by a surname where its ending tells."""
    if not names:
        return None
    endings = language.feminine_name_endings, language.masculine_name_endings
    first = _by_ending(names[0].folded, *endings) if len(names) > 1 else None
    return first or _by_ending(names[-1].folded, _long(endings[0]), _long(endings[1]))


@cache
def _long(endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in endings if len(one) > _SURE_ENDING)


def _first_mention(words: TokenisedText, person: TextRange, surname: str) -> Sequence[Token]:
    """A name with the title or first name right before it where the text has it first."""
    at = words.text.find(surname)
    before = words.tokens(max(0, at - _BEFORE), at + len(surname))[-_FULL_NAME:]
    if len(before) < _FULL_NAME or not before[-2].is_capital:
        return words.tokens(person.start, person.end)
    return before if before[0].is_capital else before[1:]
