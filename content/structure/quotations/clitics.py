"""Speakers that a hyphen joins to their verb: «...», déclare-t-il."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.folding import fold
from content.structure.quotations.surroundings import Attribution
from content.structure.syntax.clause import is_cue

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.quotations.surroundings import Surroundings
    from content.structure.syntax.tokens import Token

_WITHIN = 8  # words after the quotation
_NEAR = 3  # ... and before it


def clitic_pronoun(around: Surroundings) -> Attribution | None:
    """«...», déclare-t-il; also after a few more words; Déclare-t-il : «...»"""
    for token in around.before.tokens[: -_NEAR - 1 : -1]:
        if (said := with_clitic(token, around.language, 0.93, "verb-before")) and said[1] in around.language.cues:
            return said[0]
    clause = around.after
    for at, token in enumerate(clause.tokens[:_WITHIN]):
        if said := with_clitic(token, around.language, 0.8 if at else 0.95, "verb-after"):
            word = clause.tokens[at + 1].folded if at + 1 < len(clause.tokens) else ""
            helped = said[1] in around.language.auxiliaries and word.endswith(around.language.participle_endings)
            participle = helped or (word and is_cue(clause, at + 1))  # a-t-il assuré
            return said[0]._replace(cue=clause.span(at + 1, at + 2)) if participle else said[0]
    return None


def with_clitic(token: Token, language: Language, sure: float, code: str) -> tuple[Attribution, str] | None:
    """The pronoun that a hyphen joins to its verb as a speaker, and the verb; None without one."""
    pronoun = token.folded.rpartition("-")[2]
    if pronoun not in language.clitics or pronoun == token.folded:
        return None
    verb = token.text[: -len(pronoun) - 1]
    link = next((one for one in language.clitic_links if verb.endswith(one)), "")  # the t of déclare-t-il
    verb = verb.removesuffix(link)
    cue, start = TextRange(token.start, token.start + len(verb)), token.end - len(pronoun)
    return Attribution(TextRange(start, token.end), cue, sure, (code, token.text), firm=True), fold(verb)
