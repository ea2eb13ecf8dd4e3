"""What a headline says that somebody says: Minister: Bridge to close; Minister Says Bridge Will Close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.statements.told import Told
from content.structure.syntax.clause import Clause
from content.structure.syntax.orders import syntax_of
from content.structure.syntax.tokens import union

if TYPE_CHECKING:
    from content.structure.statements.telling_sentences import Passage
    from content.structure.syntax.tokens import Token

_LONGEST_NAME = 9  # words before the colon
_COLONS = ":："


def by_colon(passage: Passage) -> Told | None:
    """What stands after a colon with somebody before it."""
    clause = passage.clause
    tokens = clause.tokens
    colon = clause.find(_COLONS)
    if not 0 < colon <= _LONGEST_NAME or colon + 1 >= len(tokens):
        return None
    syntax = syntax_of(clause.language)
    named = syntax.phrase_before(clause, colon)
    if named is None or not syntax.can_speak(clause, named) or tokens[named[0]].folded in clause.language.openers:
        return None
    if all(token.text.isupper() and len(token.text) > 1 for token in tokens[slice(*named)]):
        return None  # WATCH: ...
    piece = passage.trimmed(colon + 1, len(tokens))
    if piece[0] >= piece[1] or passage.is_quoted(piece):
        return None
    return Told((piece,), clause.span(*named), clause.span(colon, colon + 1), 0.7, ("headline-colon",))


def in_small_letters(passage: Passage) -> Passage:
    """The same headline with its verbs in small letters, if all its words have capitals."""
    tokens, language = passage.clause.tokens, passage.clause.language
    words = [token for token in tokens if token.is_word]
    if not language.letter_case or sum(token.is_capital for token in words) <= len(words) * 2 // 3:
        return passage
    verbs = union(language, "cues", "finite", "past_verbs")
    return passage._replace(clause=Clause(tuple(_small(token, verbs) for token in tokens), language))


def _small(token: Token, verbs: frozenset[str]) -> Token:
    return token._replace(text=token.text.lower()) if token.folded in verbs else token
