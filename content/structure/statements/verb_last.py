"""What is said before a verb of saying that ends the sentence: Bakan, köprünün kapatılacağını söyledi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.statements.told import Told
from content.structure.syntax.orders import syntax_of

if TYPE_CHECKING:
    from content.structure.statements.telling_sentences import Passage

_NEAR_END = 3  # words and signs from the verb to the end of the sentence


def before_last_verb(passage: Passage) -> Told | None:
    """The words between the subject and the last verb, if they end in a clause made a noun."""
    clause = passage.clause
    tokens, language = clause.tokens, clause.language
    places = range(len(tokens) - 1, max(0, len(tokens) - 1 - _NEAR_END), -1)
    verb = next((at for at in places if tokens[at].folded in language.cues), None)
    if verb is None or not tokens[verb - 1].folded.endswith(language.reported_endings):
        return None
    syntax = syntax_of(language)
    subject = syntax.first_subject(clause, verb) or syntax.noun_phrase(clause, 0, verb)
    if subject is None or clause.has(language.nobody, *subject):
        return None
    begin = subject[1]
    while begin < verb and (
        not tokens[begin].is_word or clause.has(language.calendar | language.times, begin, begin + 1)
    ):
        begin += 1
    piece = passage.trimmed(begin, verb)
    if piece[0] >= piece[1] or passage.is_quoted(piece):
        return None
    why = ("told-around", tokens[verb].text)
    return Told((piece,), clause.span(*subject), clause.span(verb, verb + 1), 0.85, why)
