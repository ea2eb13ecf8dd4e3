"""Sentences that go on with what somebody said: in German by the form of their verb, the Konjunktiv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.statements.told import Told
from content.structure.statements.verbs import Verbs

if TYPE_CHECKING:
    from content.structure.statements.telling_sentences import Passage
    from content.structure.syntax.clause import Clause

_SHORTEST = 4  # words of a sentence that goes on


def goes_on_in_reported_speech(passage: Passage, *, told_before: bool) -> bool:
    """Whether the verb of the main clause has a form that reported speech has.

    Right after what somebody is told to have said forms count, too, that conditions have: wäre, hätte, würde.
    """
    clause = passage.clause
    language = clause.language
    if not language.reported_forms or passage.words_in(0, len(clause.tokens)) < _SHORTEST:
        return False
    if clause.has(language.first | language.second):
        return False
    if clause.has(language.accordingly, 0, 1):
        return True
    forms = language.reported_forms - language.conditional_forms
    if told_before:
        forms |= language.conditional_forms
    return any(_is_main(clause, at) for at in clause.places(forms))


def _is_main(clause: Clause, at: int) -> bool:
    """Whether the verb at this index is that of a main clause: it does not end a subordinate one."""
    tokens, language = clause.tokens, clause.language
    if tokens[at].is_capital:
        return False
    last = at + 1 == len(tokens) or not tokens[at + 1].is_word
    start = clause.find_before(",;:", at) + 1
    opened = tokens[start].folded in language.subordinators | language.relatives | language.comparison
    return not (last and opened and start > 0)


def teller_of(passage: Passage) -> Told | None:
    """Who speaks in a sentence that does not say what: Die Stadt berichtet von Schäden. ... seien zerstört worden."""
    if not passage.clause.language.reported_forms:
        return None
    verbs = Verbs(passage)
    for verb in reversed(verbs.cues):
        first = verbs.syntax.first_subject(passage.clause, verb)
        opens = first is not None and first[0] == 0 and verbs.syntax.can_speak(passage.clause, first)
        subject = first if opens else verbs.subject(verb)
        if subject is not None and verbs.syntax.can_speak(passage.clause, subject):
            whole = (0, len(passage.clause.tokens))
            speaker, cue = passage.clause.span(*subject), passage.clause.span(verb, verb + 1)
            return Told((whole,), speaker, cue, 0.5, ("told-before",))
    return None
