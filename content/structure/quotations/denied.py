"""Words that were not said: never said, refused to say, denied having said; nobody said. They have no speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.syntax.clause import bare_verb, is_filler
from content.structure.syntax.tokens import union

if TYPE_CHECKING:
    from content.structure.quotations.surroundings import Attribution, Surroundings
    from content.structure.syntax.clause import Clause
    from content.structure.syntax.tokens import Token

_SIGHT = 8  # words before a verb that are looked through for what denies it
_NEAR = 5  # words after a quotation in which its verb is looked for, and between a verb and the quotation after it
_NEAR_VERB = 2  # words before a quotation one of which tells
_EDGES = ",;:–—()"
_BETWEEN = (
    "having",
    "adverbs",
    "pronouns",
    "complementizers",
    "conjunctions",
    "infinitive_markers",
    "links",
    "determiners",
)


def is_denied(around: Surroundings, named: Attribution | None) -> bool:
    """Whether the sentence of a quotation says that somebody did not say it, or that nobody did."""
    if around.language.closing_cues and any(_denies(token, around.after) for token in around.after.tokens[:_NEAR]):
        return True  # “...” demedi
    if _refuses_to_tell(around.before):
        return True
    for clause in (around.before, around.after):
        verb = _verb(around, clause, named)
        if verb is None:
            continue
        return _is_refused(clause, verb) or _is_nobodys(clause, verb) or _is_refused_around(around, clause, verb)
    return False


def _verb(around: Surroundings, clause: Clause, named: Attribution | None) -> int | None:
    """The index of the verb of telling: that of the attribution, else the one nearest to the quotation."""
    if named is not None and named.cue is not None:
        return next((at for at, token in enumerate(clause.tokens) if token.start == named.cue.start), None)
    cues = around.language.cues
    near = enumerate(clause.tokens)
    if clause is around.before:
        return max((at for at, token in near if token.folded in cues), default=None)
    return next((at for at, token in near if at < _NEAR and token.folded in cues), None)


def _denies(token: Token, clause: Clause) -> bool:
    language = clause.language
    return token.folded in language.refusals or token.folded.endswith(language.refusal_endings)


def _is_refused(clause: Clause, verb: int) -> bool:
    """Whether "not", "never", "refused to" or "denied having" goes with the verb."""
    tokens, language = clause.tokens, clause.language
    between = union(language, *_BETWEEN)
    for at in range(verb - 1, max(-1, verb - 1 - _SIGHT), -1):
        token = tokens[at]
        if _denies(token, clause):
            return True
        helps = is_filler(token, language) or token.folded.endswith(language.gerund_endings)
        if not (helps or token.folded in between):
            break
    return bool(verb and _denies(tokens[0], clause) and not clause.find(_EDGES, 0, verb) < verb)


def _refuses_to_tell(clause: Clause) -> bool:
    """Whether a verb of refusing stands before one of telling right before the quotation: a refusé de dire."""
    language, tokens = clause.language, clause.tokens[-_SIGHT:]
    verbs = language.refusals - language.negations
    refused = next((at for at, one in enumerate(tokens) if bare_verb(one, language) in verbs), len(tokens))
    after = [token.folded for token in tokens[refused + 1 :]]
    return any(word in language.to_tell or word in language.cues for word in after[-_NEAR_VERB:]) and bool(
        language.to_tell
    )


def _is_nobodys(clause: Clause, verb: int) -> bool:
    """Whether the part of the sentence with the verb opens with a word for nobody: no one in the hall said."""
    tokens, nobody = clause.tokens, clause.language.nobody
    start = clause.find_before(_EDGES, verb) + 1
    after = tokens[verb + 1].folded if verb + 1 < len(tokens) else ""
    return tokens[start].folded in nobody or after in nobody


def _is_refused_around(around: Surroundings, clause: Clause, verb: int) -> bool:
    """The same where the word that denies follows: sagte nie: „...“; bestritt, „...“ gesagt zu haben."""
    if not around.language.verb_second:
        return False
    if clause is around.after:
        return any(_denies(token, clause) for token in around.before.tokens)
    told_after = any(token.folded in around.language.cues for token in around.after.tokens[:_NEAR])
    if told_after and _denies(clause.tokens[verb], clause):
        return True
    near = clause.tokens[verb + 1 :]
    return len(near) <= _NEAR and any(_denies(token, clause) for token in near)
