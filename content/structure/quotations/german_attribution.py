"""German ways of saying who speaks, beside a verb right before or after the quotation."""

from __future__ import annotations

from content.languages.words import word_lists
from content.structure.quotations.surroundings import Attribution, Surroundings
from content.structure.syntax.german_clauses import (
    agent_before,
    can_be_verb,
    is_passive,
    named_in_relative,
    speaks,
    subject_at_end,
)
from content.structure.syntax.noun_phrases import Clause, Phrase, is_cue, phrase_end, phrase_start

_GRAMMAR = word_lists("grammar")
_COMES = frozenset({"kam", "kamen", "kommt", "kommen", "gab", "gibt", "stammt", "stammen"})
_FEW = 3  # words before a quotation that stands first in its sentence with them


def is_first_part(around: Surroundings) -> bool:
    """Whether the quotation with a word or two stands before the verb of a German sentence: Mit „...“ schloss X."""
    before, after = around.before.tokens, around.after.tokens
    opens = 0 < len(before) <= _FEW and before[0].is_capital and not any(token.text == "," for token in before)
    return opens and bool(after) and not after[0].is_capital and can_be_verb(after[0])


def verb_at_end(around: Surroundings) -> Attribution | None:
    """..., weil X Y „...“ nannte: a German subordinate clause with its verb after the quotation."""
    before, after = around.before, around.after
    if around.language.code != "de" or not before.tokens or not after.tokens:
        return None
    if is_passive(before) and (is_cue(after, 0) or after.tokens[0].folded.startswith(("ge", "be"))):
        agent = agent_before(before)
        why = "whoever does it, named with “von” or “in”"
        return Attribution(before.span(*agent), after.span(0, 1), 0.85, why) if agent else None
    if not is_cue(after, 0):
        return None
    if (
        len(after.tokens) > 1
        and after.tokens[1].is_word
        and after.tokens[1].folded not in _GRAMMAR["helping"] | {"und"}
    ):
        return None
    subject = subject_at_end(before)
    if subject is None:
        return None
    why = f"“{after.tokens[0].text}” after the quotation"
    return Attribution(before.span(*subject), after.span(0, 1), 0.85, why)


def as_somebody_says(around: Surroundings) -> Attribution | None:
    """..., wie X sich ausdrückte, „...“; wie X ausdrückte, ist das „...“"""
    tokens = around.before.tokens
    if around.language.code != "de" or len(tokens) < 4:
        return None
    comma = next((at for at in range(len(tokens) - 2, 0, -1) if tokens[at].text == ","), -1)
    between = tokens[-1].text == "," and tokens[comma + 1].folded in {"wie", "so"}
    if not between and (tokens[0].folded != "wie" or _says_later(around.before)):
        return None
    start = comma + 1 if between else 0
    begin = start + 1 + (tokens[start + 1].folded == "sich")
    end = phrase_end(around.before, begin)
    if end <= begin or not speaks(around.before, (begin, end)):
        return None
    why = f"“{tokens[start].text}” and a name before the quotation"
    return Attribution(around.before.span(begin, end), None, 0.85, why)


def _says_later(clause: Clause) -> bool:
    """Whether the main clause after a first one has its own reporting verb: Wie die Agentur meldet, sagte X."""
    comma = next((at for at, token in enumerate(clause.tokens) if token.text == ","), len(clause.tokens))
    return any(is_cue(clause, at) for at in range(comma + 1, len(clause.tokens)))


def from_somebody(clause: Clause) -> Phrase | None:
    """Kritik kam auch von X: the phrase after "von" right before the colon."""
    stop = len(clause.tokens) - 1
    start = phrase_start(clause, stop)
    if (
        clause.language.code != "de"
        or start < 2
        or start == stop
        or clause.tokens[start - 1].folded not in {"von", "vom"}
    ):
        return None
    comes = any(token.folded in _COMES for token in clause.tokens)
    return (start, stop) if comes and speaks(clause, (start, stop)) else None


def before_last_verb(clause: Clause) -> Phrase | None:
    """In German the subject of a subordinate clause right before the colon: ..., den X zusammenfasste:"""
    verb = clause.tokens[-2]
    if clause.language.code != "de" or verb.is_capital or not verb.is_word:
        return None
    return named_in_relative(Clause(clause.tokens[:-2], clause.language))


def with_these_words(around: Surroundings) -> Attribution | None:
    """„...“ – mit diesen Worten schloss X."""
    clause = around.after
    words = [token.folded for token in clause.tokens[:3]]
    if around.language.code != "de" or len(clause.tokens) < 5 or words[0] != "mit" or not words[1].startswith("dies"):
        return None
    if not can_be_verb(clause.tokens[3]):
        return None
    begin = clause.skip_between(4)
    end = phrase_end(clause, begin)
    return Attribution(clause.span(begin, end), None, 0.85, "“mit diesen Worten” after it") if end > begin else None


def bracket_after(around: Surroundings) -> Attribution | None:
    """„...“ (X)."""
    clause = around.after
    if len(clause.tokens) < 3 or clause.tokens[0].text != "(":
        return None
    end = phrase_end(clause, 1)
    if end <= 1 or end >= len(clause.tokens) or clause.tokens[end].text != ")" or not clause.named(1, end):
        return None
    full = end - 1 > 1 and all(token.is_capital for token in clause.tokens[1:end])
    return Attribution(clause.span(1, end), None, 0.8, "in brackets after it") if full else None


def subject_later(clause: Clause, begin: int) -> Phrase:
    """The phrase after a word or two that say how: rief wütend X; or after what stands between commas."""
    tokens = clause.tokens
    at = begin
    while at < len(tokens) and at < begin + 2 and tokens[at].text.isalpha() and not tokens[at].is_capital:
        at = clause.skip_between(at + 1)
        end = phrase_end(clause, at)
        if end > at:
            return at, end
    if at < len(tokens) and tokens[at].text == ",":
        comma = next((index for index in range(at + 1, len(tokens)) if tokens[index].text == ","), len(tokens))
        return comma + 1, phrase_end(clause, comma + 1)
    return begin, begin
