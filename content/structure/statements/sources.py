"""Statements by a source that no verb names: according to X, ...; laut X; X zufolge; nach Angaben von X."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from content.structure.quotations.according import sources_in
from content.structure.quotations.surroundings import Attribution
from content.structure.statements.told import Told
from content.structure.syntax.orders import syntax_of

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.structure.statements.telling_sentences import Passage
    from content.structure.syntax.clause import Clause

_EDGES = ",–—-;.!?"
_UP_TO_NOUN = 8  # words from "nach" up to the noun for a paper
_SOURCE = 12  # words that may still belong to the source before the verb


def by_source(passage: Passage) -> Told | None:
    """What the sentence says by a source that a phrase names, or None."""
    clause = passage.clause
    views = ((at, found) for at in clause.places(clause.language.view_prepositions) if (found := _by_view(clause, at)))
    for at, found in chain(sources_in(clause), views):
        if _stands_apart(passage, at, found):
            return _without(passage, at, found)
    return None


def _by_view(clause: Clause, at: int) -> Attribution | None:
    """Nach Polizeiangaben; nach einer neuen Studie: a noun for a view or a paper behind its preposition."""
    tokens, language = clause.tokens, clause.language
    nouns = tuple(language.documents)
    near = tokens[at + 1 : at + _UP_TO_NOUN]
    if not nouns or not any(token.is_capital and token.folded.endswith(nouns) for token in near):
        return None
    named = syntax_of(language).noun_phrase(clause, at + 1, loose=True)
    if named is None:
        return None
    if not any(token.is_capital and token.folded.endswith(nouns) for token in tokens[slice(*named)]):
        return None
    return Attribution(clause.span(*named), clause.span(at, at + 1), 0.8, ("phrase-before", tokens[at].text))


def _stands_apart(passage: Passage, at: int, found: Attribution) -> bool:
    """Whether "so" and its source stand between signs, and a verb after "as", as they must."""
    tokens, language = passage.clause.tokens, passage.clause.language
    if tokens[at].folded in language.comparison:
        return found.cue is not None and found.cue.start != tokens[at].start  # jak powiedział X; not: jak X
    if tokens[at].folded not in language.thus:
        return True
    after = next((index for index, token in enumerate(tokens) if token.start >= found.speaker.end), len(tokens))
    opened = at > 0 and (tokens[at - 1].text in _EDGES or at - 1 in passage.signs)
    return opened and (
        after == len(tokens) or not tokens[after].is_word or tokens[after].folded in language.prepositions
    )


def _without(passage: Passage, at: int, found: Attribution) -> Told | None:
    """The sentence without the phrase that names the source, in one or two pieces."""
    tokens = passage.clause.tokens
    whole = _hull(found)
    first = next(index for index, token in enumerate(tokens) if token.end > min(whole.start, tokens[at].start))
    after = next((index for index, token in enumerate(tokens) if token.start >= whole.end), len(tokens))
    opens = first == 0 or not any(token.is_word for token in tokens[:first])
    if opens and passage.clause.language.verb_second:
        after = _verb_from(passage.clause, after)
    elif opens or tokens[first - 1].text in ",–—":
        edge = passage.clause.find(_EDGES, after)  # and what is said of the source
        after = edge if not opens or passage.words_in(edge, len(tokens)) else after
    pieces = [passage.trimmed(0, first), passage.trimmed(after, len(tokens))]
    kept = tuple(piece for piece in pieces if piece[0] < piece[1])
    if not kept or all(passage.is_quoted(piece) for piece in kept):
        return None
    return Told(kept, found.speaker, found.cue or found.speaker, 0.9, ("told-source", tokens[at].text))


def _verb_from(clause: Clause, at: int) -> int:
    """The index of the verb that comes second, after all that belongs to the source: Laut Polizei in X (kam) es."""
    tokens, language = clause.tokens, clause.language
    if at < len(tokens) and tokens[at].text == ",":
        at = clause.find(",", at + 1) + 1  # and an apposition
    for index in range(at, min(len(tokens), at + _SOURCE)):
        token = tokens[index]
        if token.text.islower() and token.folded not in language.closed_class - language.second_verbs:
            return index
    return min(at, len(tokens))


def _hull(found: Attribution) -> TextRange:
    cue = found.cue or found.speaker
    return type(cue)(min(cue.start, found.speaker.start), max(cue.end, found.speaker.end))
