"""Speakers that the quotation itself names: «..., — сказал X, — ...»"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.quotations.clitics import with_clitic
from content.structure.quotations.surroundings import told
from content.structure.quotations.titles import SPEECH

if TYPE_CHECKING:
    from content.structure.quotations.surroundings import Attribution, Surroundings
    from content.structure.syntax.clause import Clause

_INSERTED = ",،-–—("  # around what is put into a quotation


def inside_the_marks(around: Surroundings) -> Attribution | None:
    """«..., — сказал X, — ...»; «... —explicó X— ...»; « ..., reconnaît X, mais ... »"""
    if around.words < SPEECH:
        return None
    clause, syntax = around.inside, around.syntax
    tokens = clause.tokens
    for at in range(1, len(tokens) - 1):
        if tokens[at].text not in _INSERTED or tokens[at + 1].text in _INSERTED:
            continue
        if (said := with_clitic(tokens[at + 1], around.language, 0.9, "inside")) and said[1] in around.language.cues:
            return said[0]
        verb = clause.skip_fillers(at + 1)
        if verb >= len(tokens) - 1 or not (syntax.reports(clause, verb) or _is_reflexive(clause, verb)):
            continue
        subject = syntax.subject_after(clause, verb + 1)
        if subject is None or not syntax.can_speak(clause, subject):
            continue
        closes = subject[1] == len(tokens) or tokens[subject[1]].text in _INSERTED + ").»”"
        if closes or tokens[at].text != ",":
            return told(clause, subject, verb, 0.9, "inside", firm=True)
    return None


def _is_reflexive(clause: Clause, at: int) -> bool:
    """Whether a small word goes with "se": s'agace, se queja."""
    token, reflexives = clause.tokens[at], clause.language.reflexives
    if token.is_capital or not token.is_word or token.folded in clause.language.closed_class:
        return False
    joined = token.folded.partition("'")[0] + "'"
    return joined in reflexives or (at > 0 and clause.tokens[at - 1].folded in reflexives)
