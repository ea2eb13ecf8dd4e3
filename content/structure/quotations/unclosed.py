"""Where a quotation without its closing mark ends: before words that say who speaks, as in “Who will pay? asked X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.syntax.clause import is_cue
from content.structure.syntax.orders import syntax_of

if TYPE_CHECKING:
    from content.structure.quotations.marks import Quoted
    from content.structure.syntax.clause import Clause
    from content.structure.syntax.tokenised import TokenisedText

_ENDS = ",!?…،؟"
_STOPS = ".!?…"
_SIGHT = 200  # characters from the end in which the verb is looked for
_LONG = 6  # words after a verb and its subject: said X on Monday


def cut_before_telling(words: TokenisedText, quoted: Quoted) -> Quoted:
    """A quotation without its closing mark, up to the words at its end that say who speaks, if there are any."""
    where = quoted.range
    if quoted.closed:
        return quoted
    clause = words.clause(TextRange(max(where.start + 1, where.end - _SIGHT), where.end))
    tokens = clause.tokens
    for at in range(len(tokens) - 3, 0, -1):
        if tokens[at].text in _ENDS and _tells(clause, at + 1):
            return quoted._replace(range=TextRange(where.start, tokens[at].end), closed=True, closing=0)
    return quoted


def _tells(clause: Clause, begin: int) -> bool:
    """Whether the words to the end are a verb and who speaks, in either order."""
    tokens, syntax = clause.tokens, syntax_of(clause.language)
    if any(token.text in _STOPS for token in tokens[begin:-1]):
        return False
    verb = clause.skip_fillers(begin)
    if verb < len(tokens) and is_cue(clause, verb):
        subject = syntax.subject_after(clause, verb + 1)
        return subject is not None and syntax.can_speak(clause, subject) and len(tokens) - subject[1] <= _LONG
    named = syntax.noun_phrase(clause, begin)
    after = clause.skip_fillers(named[1]) if named else len(tokens)
    return bool(named) and after < len(tokens) and is_cue(clause, after) and len(tokens) - after <= _LONG
