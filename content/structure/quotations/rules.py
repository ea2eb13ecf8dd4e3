"""The ways in which a text says who speaks, each a rule by name: a language lists those that it has, strongest first.

A rule gets the words before and after a quotation in its own sentence, and answers with a speaker or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.language import Language, LanguageError, WordOrder
from content.structure.quotations.according import (
    according_after,
    according_before,
    as_somebody_says,
    document_after,
    for_somebody,
    told_document,
    with_these_words,
)
from content.structure.quotations.surroundings import COLONS, Attribution, Surroundings, found
from content.structure.syntax import free_inversion, verb_second
from content.structure.syntax.clause import Clause, Phrase, is_cue
from content.structure.syntax.free_inversion import is_verb, relative_subject, small_words
from content.structure.syntax.tokens import is_role
from content.structure.syntax.verb_final import without_case

if TYPE_CHECKING:
    from content.structure.syntax.tokens import Token

Rule = Callable[[Surroundings], Attribution | None]

_LONG_SPEAKER = 8  # words of a speaker that starts with an article, up to the verb
_SPEECH = 4  # words of a quotation in brackets, or inside a sentence, that is somebody's
_MOST_VERBS = 6  # reporting verbs before a quotation whose subjects are looked for, from the nearest on
_FAR = 25  # words after a quotation in which its verb is looked for
_FIRST_PART = 3  # words before a quotation that stands first in its sentence with them
_CLITIC_WITHIN = 8  # words after the quotation
_NEAR = 3  # words between a verb and the quotation after it
_NAMED = 8  # words of a speaker before a colon
_DASHES = "-–—|"


# A name, or the subject of the sentence


def name_and_colon(around: Surroundings) -> Attribution | None:
    """X: “...”, at the start of the sentence or after a dash."""
    clause = around.before
    last = len(clause.tokens) - 1
    named = around.syntax.phrase_before(clause, last) if around.ends_in_colon else None
    if around.ends_in_colon and clause.language.free_inversion and (owner := _owner_of_words(clause, last)):
        return found(clause, owner, None, 0.85, "name-colon", firm=True)
    if named is None or last - named[0] > _NAMED or not around.syntax.can_speak(clause, named):
        return None
    if named[0] and (clause.language.free_inversion or clause.tokens[named[0] - 1].text not in _DASHES):
        return None
    return found(clause, named, None, 0.85, "name-colon", firm=True)


def _owner_of_words(clause: Clause, colon: int) -> Phrase | None:
    """Whose words stand before a colon: Duras palabras del obispo X:"""
    tokens, language = clause.tokens, clause.language
    told = (at for at in range(colon - 2) if tokens[at].folded in language.speech_nouns)
    begin = next((at + 2 for at in told if tokens[at + 1].folded in language.links), colon)
    return (begin, colon) if begin < free_inversion.noun_phrase(clause, begin, colon) == colon else None


def subject_and_colon(around: Surroundings) -> Attribution | None:
    """X put it this way: “...”."""
    clause, syntax = around.before, around.syntax
    if not around.ends_in_colon:
        return None
    subject = _from_somebody(around) or _before_last_verb(clause)
    if subject is None and not is_reported(clause):
        subject = syntax.first_subject(clause)
    if subject is None:
        return None
    return found(clause, subject, None, 0.7 if syntax.can_speak(clause, subject) else 0.58, "subject-colon")


def inside_the_sentence(around: Surroundings) -> Attribution | None:
    """X does something with “...”: words that X used."""
    clause, language = around.before, around.language
    if around.words < _SPEECH - language.capital_nouns or len(clause.tokens) < 2 or is_reported(clause):
        return None
    if language.verb_second and verb_second.has_passive(clause):
        return None
    relative, subject = relative_subject(clause) if language.free_inversion else (False, None)
    subject = subject if relative else around.syntax.first_subject(clause)
    if subject is None or _is_formal(clause, subject):
        return None
    return found(clause, subject, None, 0.55, "subject")


def _is_formal(clause: Clause, subject: Phrase) -> bool:
    """Whether the subject is a pronoun that stands for nobody: es, it."""
    return clause.is_pronoun(*subject) and clause.tokens[subject[0]].folded in clause.language.neuter


def is_reported(clause: Clause) -> bool:
    """Whether a sentence is reported speech by the form of its verb, so that its subject is not who speaks."""
    return any(token.folded in clause.language.reported_forms for token in clause.tokens)


def _from_somebody(around: Surroundings) -> Phrase | None:
    """Kritik kam auch von X: the phrase after "von" right before the colon."""
    clause, language = around.before, around.language
    if not any(token.folded in language.origin_verbs for token in clause.tokens):
        return None
    named = around.syntax.phrase_before(clause, len(clause.tokens) - 1)
    by = named is not None and named[0] > 1 and clause.tokens[named[0] - 1].folded in language.agents
    return named if by and named and around.syntax.can_speak(clause, named) else None


def _before_last_verb(clause: Clause) -> Phrase | None:
    """The subject of a subordinate clause right before the colon: ..., den X zusammenfasste:"""
    verb = clause.tokens[-2]
    if not clause.language.verb_second or verb.is_capital or not verb.is_word:
        return None
    return verb_second.named_in_relative(Clause(clause.tokens[:-2], clause.language))


# A verb before the quotation


def reported_clause(around: Surroundings) -> Attribution | None:
    """X said: “...”; X said, “...”; X said that “...”; X explains “...”."""
    tokens, language = around.before.tokens, around.language
    if not tokens:
        return None
    comma = tokens[-1].text == "," and not language.free_inversion
    near = comma or tokens[-1].text in COLONS or tokens[-1].folded in language.complementizers
    if not near and not (language.free_inversion and around.syntax.reports(around.before, len(tokens) - 1)):
        return None
    said = verb_before(around)
    return replace(said, confidence=0.93, firm=True) if said else None


def verb_before(around: Surroundings) -> Attribution | None:
    """X said ... “...”; X ..., saying “...”."""
    clause, language = around.before, around.language
    tellers = (at for at in range(len(clause.tokens) - 1, -1, -1) if around.syntax.reports(clause, at))
    for verb in islice(tellers, _MOST_VERBS):
        near = len(clause.tokens) - verb <= _NEAR
        if (around.words < 2 and not near) or (language.verb_second and _only_seems_to_report(clause, verb, near=near)):
            continue
        if clause.tokens[verb].folded in language.document_cues and (document := told_document(around, verb)):
            return document
        agent = _by_whom(around, verb)
        subject = agent or around.syntax.subject_of(clause, verb)
        if subject is not None and not _is_formal(clause, subject):
            firm = verb == len(clause.tokens) - 1
            why = ("verb-before", clause.tokens[verb].text)
            return found(clause, subject, (verb, verb + 1), 0.9 if near or agent else 0.8, *why, firm=firm)
    return None


def _only_seems_to_report(clause: Clause, verb: int, *, near: bool) -> bool:
    """Whether a verb of a language with the verb second reports nothing here, or only in a clause of its own."""
    light = clause.tokens[-1].text not in COLONS and verb_second.is_light(clause, verb)
    if not near and (light or verb_second.ends_subordinate(clause, verb)):
        return True
    return verb_second.says_how(clause, verb)


def _by_whom(around: Surroundings, verb: int) -> Phrase | None:
    """Who told it in a passive: Reporters were told by X that “...”."""
    tokens, language = around.before.tokens, around.language
    if language.verb_second or not 0 < verb < len(tokens) - 2 or tokens[verb + 1].folded not in language.agents:
        return None
    if tokens[verb - 1].folded not in language.passive_auxiliaries:
        return None
    end = around.syntax.noun_phrase(around.before, verb + 2, loose=True)
    return (verb + 2, end) if end > verb + 2 else None


# A verb after the quotation


def verb_and_subject_after(around: Surroundings) -> Attribution | None:
    """“...,” said X. Where the verb stands second, any verb can stand there."""
    clause, language = around.after, around.language
    any_verb = language.verb_second and (around.ends_open or _is_first_part(around))
    if not any_verb and (odd := _past_form_first(around)):
        return odd
    at = 0 if any_verb else clause.skip_fillers(0)
    if at >= len(clause.tokens):
        return None
    token = clause.tokens[at]
    word, known = token.folded, is_cue(clause, at)
    if not known and (not any_verb or not word.isalpha() or token.is_capital or word in language.closed_class):
        return None
    if word in language.document_cues or (any_verb and word in language.document_verbs):
        return document_after(around, at)
    subject = around.syntax.subject_after(clause, at + 1, loose=known)
    if subject is None:
        return None
    if any_verb and word in language.quoting_cues:
        told = around.syntax.noun_phrase(clause, subject[1])
        subject = (subject[1], told) if told > subject[1] else subject  # zitiert man X, zitiert die Zeitung X
    firm = known and not around.before.tokens
    return found(clause, subject, (at, at + 1), 0.95 if known else 0.8, "verb-after", token.text, firm=firm)


def _past_form_first(around: Surroundings) -> Attribution | None:
    """“...,” reacted X: a past form that is no listed verb, with nothing but a name after it."""
    clause, endings = around.after, around.language.past_endings
    tokens = clause.tokens
    if len(tokens) < 2 or not around.ends_open or not endings or tokens[0].is_capital or is_cue(clause, 0):
        return None
    end = around.syntax.noun_phrase(clause, 1) if tokens[0].folded.endswith(endings) else 1
    if end <= 1 or not tokens[1].is_capital or (end < len(tokens) and tokens[end].is_word):
        return None
    return found(clause, (1, end), (0, 1), 0.8, "verb-after", tokens[0].text)


def any_verb_and_subject_after(around: Surroundings) -> Attribution | None:
    """«...», explique X; “...”, ha añadido X; any verb when the quotation ends with a comma."""
    clause, language = around.after, around.language
    at = _past_auxiliaries(clause)
    if at >= len(clause.tokens) or clause.tokens[at].is_capital or not clause.tokens[at].is_word:
        return None
    if clause.tokens[at].folded in language.document_cues:
        return document_after(around, at)
    known = around.syntax.reports(clause, at)
    word = clause.tokens[at].folded
    unlisted = around.ends_open and word not in small_words(language) and not is_role(word, language)
    if not known and not unlisted and not is_verb(clause, at):
        return None
    subject = around.syntax.subject_after(clause, at + 1)
    if subject is None or not (known or around.syntax.can_speak(clause, subject)):
        return None
    why = ("verb-after", clause.tokens[at].text)
    return found(clause, subject, (at, at + 1), 0.95 if known else 0.8, *why, firm=known)


def subject_and_verb_after(around: Surroundings) -> Attribution | None:
    """“...,” X said; “...” and more words, X said."""
    clause, tokens = around.after, around.after.tokens
    verb = next((at for at in range(1, min(_FAR, len(tokens))) if around.syntax.reports(clause, at)), None)
    if verb is None:
        return None
    cue, why = (verb, verb + 1), ("verb-after", tokens[verb].text)
    if clause.language.word_order is WordOrder.VERB_FIRST:
        subject = around.syntax.subject_of(clause, verb)
        return found(clause, subject, cue, 0.9, *why) if subject else None
    if (teller := _by_whom(replace(around, before=clause), verb)) is not None:
        return found(clause, teller, cue, 0.93, *why, firm=not around.before.tokens)
    end = around.syntax.noun_phrase(clause, 0, stop=verb, loose=True)
    if end > 0 and clause.reaches(end, verb):
        return found(clause, (0, end), cue, 0.93, *why, firm=not around.before.tokens)
    if around.ends_open and verb <= _LONG_SPEAKER and tokens[0].folded in clause.language.determiners:
        return found(clause, (0, verb), cue, 0.75, *why)
    named = around.syntax.phrase_before(clause, verb)
    if named and named[0] > 0 and tokens[named[0] - 1].text == "," and len(tokens) - verb <= _NEAR:
        return found(clause, named, cue, 0.85, *why)
    return None


def clitic_pronoun_after(around: Surroundings) -> Attribution | None:
    """«...», déclare-t-il; also after a few more words."""
    tokens = around.after.tokens[:_CLITIC_WITHIN]
    at = next((at for at, token in enumerate(tokens) if _clitic_of(token, around.language)), None)
    if at is None:
        return None
    said = _with_clitic(tokens[at], around.language, 0.95 if at == 0 else 0.8, "verb-after")
    participle = around.after.span(at + 1, at + 2) if at + 1 < len(tokens) and is_cue(around.after, at + 1) else None
    return replace(said, cue=participle) if participle else said  # a-t-il assuré


def clitic_pronoun_before(around: Surroundings) -> Attribution | None:
    """Déclare-t-il : «...»"""
    for token in islice(reversed(around.before.tokens), _NEAR):
        clitic = _clitic_of(token, around.language)
        if clitic and token.folded.removesuffix(f"-{clitic}").removesuffix("-t") in around.language.cues:
            return _with_clitic(token, around.language, 0.93, "verb-before")
    return None


def _clitic_of(token: Token, language: Language) -> str:
    """The pronoun that a hyphen joins to its verb: déclare-t-il; empty without one."""
    verb, _, pronoun = token.folded.rpartition("-")
    return pronoun if verb and pronoun in language.clitics else ""


def _with_clitic(token: Token, language: Language, sure: float, code: str) -> Attribution:
    start = token.end - len(_clitic_of(token, language))
    verb = token.text[: start - token.start].removesuffix("-").removesuffix("-t")
    cue = TextRange(token.start, token.start + len(verb))
    return Attribution(TextRange(start, token.end), cue, sure, (code, token.text), firm=True)


def verb_after_subject_before(around: Surroundings) -> Attribution | None:
    """X, “...” dedi: the speaker before and the verb after, as where the verb comes last."""
    before, after = around.before, around.after
    if not before.tokens or not after.tokens or not is_cue(after, 0):
        return None
    named = around.syntax.phrase_before(before, len(before.tokens) - (before.tokens[-1].text == ","))
    if named is None or not before.named(*named):
        return None
    return Attribution(before.span(*named), after.span(0, 1), 0.85, ("verb-after", after.tokens[0].text), firm=True)


def verb_at_the_end(around: Surroundings) -> Attribution | None:
    """..., weil X Y „...“ nannte: a subordinate clause with its verb after the quotation."""
    before, after, language = around.before, around.after, around.language
    if not before.tokens or not after.tokens:
        return None
    word = after.tokens[0].folded
    clause = Clause(before.tokens[verb_second.last_clause(before) :], language)
    if verb_second.has_passive(clause) and (is_cue(after, 0) or word.startswith(language.participle_prefixes)):
        agent = verb_second.agent_before(before)
        return Attribution(before.span(*agent), after.span(0, 1), 0.85, ("passive-agent",)) if agent else None
    at = int(word in language.second_verbs and len(after.tokens) > 1)  # ... had genoemd
    if not is_cue(after, at):
        return None
    following = after.tokens[at + 1] if len(after.tokens) > at + 1 else None
    helped = following is None or following.folded in language.second_verbs | language.conjunctions
    subject = verb_second.subject_at_end(before) if helped or (following and not following.is_word) else None
    if subject is None:
        return None
    return Attribution(before.span(*subject), after.span(at, at + 1), 0.85, ("verb-after", after.tokens[at].text))


def _is_first_part(around: Surroundings) -> bool:
    """Whether the quotation with a word or two stands before the verb of its sentence: Mit „...“ schloss X."""
    before, after = around.before.tokens, around.after.tokens
    opens = 0 < len(before) <= _FIRST_PART and before[0].is_capital and not any(token.text == "," for token in before)
    return opens and bool(after) and not after[0].is_capital and verb_second.can_be_verb(around.after, 0)


def _past_auxiliaries(clause: Clause) -> int:
    auxiliaries = clause.language.auxiliaries
    return next((at for at, token in enumerate(clause.tokens) if token.folded not in auxiliaries), len(clause.tokens))


# Neither verb nor colon


def bracket_after(around: Surroundings) -> Attribution | None:
    """„...“ (X)."""
    clause, tokens = around.after, around.after.tokens
    end = around.syntax.noun_phrase(clause, 1) if len(tokens) > 2 and tokens[0].text == "(" else 1
    closed = 2 < end < len(tokens) and tokens[end].text == ")" and clause.named(1, end)
    full = closed and all(token.is_capital for token in tokens[1:end])
    return found(clause, (1, end), None, 0.8, "bracket-after") if full else None


def name_and_bracket(around: Surroundings) -> Attribution | None:
    """X (“...”) and others."""
    clause = around.before
    if len(clause.tokens) < 2 or clause.tokens[-1].text != "(" or around.words < _SPEECH:
        return None
    named = around.syntax.phrase_before(clause, len(clause.tokens) - 1)
    return found(clause, named, None, 0.7, "bracket-before") if named and clause.named(*named) else None


def name_after(around: Surroundings) -> Attribution | None:
    """“...,” X does: a quotation that starts its sentence, and a name with any verb."""
    clause = around.after
    if around.before.tokens or not around.ends_open or around.words <= 2 or len(clause.tokens) < 2:
        return None
    end = around.syntax.noun_phrase(clause, 0)
    return found(clause, (0, end), None, 0.75, "name-after") if end > 0 and clause.named(0, end) else None


# Where the verb ends the sentence


def owner_of_the_words(around: Surroundings) -> Attribution | None:
    """X'in “...” sözleri: whose words others speak of."""
    before, after, language = around.before, around.after, around.language
    if not before.tokens or not after.tokens or not after.tokens[0].folded.startswith(language.speech_stems):
        return None
    stem, apostrophe, ending = before.tokens[-1].folded.rpartition("'")
    if not stem or not apostrophe or ending not in language.possessive_endings:
        return None
    start = len(before.tokens) - 1
    while start and before.tokens[start - 1].is_capital and before.tokens[start - 1].text.isalpha():
        start -= 1
    where = without_case(before, start, len(before.tokens))
    return Attribution(where, after.span(0, 1), 0.9, ("verb-after", after.tokens[0].text), firm=True)


def introduced_by_the_verb(around: Surroundings) -> Attribution | None:
    """X şunları söyledi: “...”"""
    clause, tokens = around.before, around.before.tokens
    if not around.ends_in_colon:
        return None
    cue = next((at for at in range(len(tokens) - 2, -1, -1) if is_cue(clause, at)), None)
    told = next((at for at in range(len(tokens) - 1) if tokens[at].folded in around.language.introducing_words), None)
    subject = None if cue is None and told is None else around.syntax.first_subject(clause, told or cue)
    if subject is None:
        return None
    at = cue if cue is not None else len(tokens) - 2
    return found(clause, subject, (at, at + 1), 0.93, "verb-before", tokens[at].text, firm=True)


def closed_by_the_verb(around: Surroundings) -> Attribution | None:
    """X, “...” dedi; “...” dedi X."""
    before, after, language = around.before, around.after, around.language
    near = range(min(_NEAR, len(after.tokens)))
    at = next((at for at in near if after.tokens[at].folded in (language.cues if at else language.closing_cues)), None)
    if at is None:
        return None
    cue, why = after.span(at, at + 1), ("verb-after", after.tokens[at].text)
    by = next((by for by, token in enumerate(before.tokens) if token.folded in language.agents), None)
    subject = around.syntax.first_subject(before) if by is None else around.syntax.phrase_before(before, by)
    if subject is not None:
        return Attribution(before.span(*subject), cue, 0.93, why, firm=True)
    subject = around.syntax.subject_after(after, at + 1)
    return Attribution(after.span(*subject), cue, 0.85, why, firm=True) if subject else None


def relative_clause_after(around: Surroundings) -> Attribution | None:
    """“...” diyen X"""
    clause, tokens = around.after, around.after.tokens
    if len(tokens) < 2 or tokens[0].folded not in around.language.relative_cues:
        return None
    end = around.syntax.noun_phrase(clause, 1)
    return found(clause, (1, end), (0, 1), 0.9, "verb-after", tokens[0].text) if end > 1 else None


RULES: dict[str, Rule] = {
    "name and colon": name_and_colon,
    "reported clause": reported_clause,
    "verb before": verb_before,
    "verb and subject after": verb_and_subject_after,
    "any verb and subject after": any_verb_and_subject_after,
    "subject and verb after": subject_and_verb_after,
    "clitic pronoun after": clitic_pronoun_after,
    "clitic pronoun before": clitic_pronoun_before,
    "subject before, verb after": verb_after_subject_before,
    "verb at the end": verb_at_the_end,
    "according to, after": according_after,
    "according to, before": according_before,
    "as somebody says": as_somebody_says,
    "with these words": with_these_words,
    "for somebody": for_somebody,
    "bracket after": bracket_after,
    "name and bracket": name_and_bracket,
    "name after": name_after,
    "owner of the words": owner_of_the_words,
    "introduced by the verb": introduced_by_the_verb,
    "closed by the verb": closed_by_the_verb,
    "relative clause after": relative_clause_after,
    "subject and colon": subject_and_colon,
    "inside the sentence": inside_the_sentence,
}
"""All ways of saying who speaks, by the names that the files of the languages call them by."""


@cache
def rules_of(language: Language) -> tuple[Rule, ...]:
    """The rules of a language, strongest first. Raises LanguageError for a name that is not in the catalogue."""
    if unknown := [name for name in language.rules if name not in RULES]:
        names = ", ".join(map(repr, RULES))
        raise LanguageError(f"{language.code}.toml: there is no rule {unknown[0]!r}. There are {names}.")
    return tuple(RULES[name] for name in language.rules)


def attribute(around: Surroundings) -> Attribution | None:
    """The speaker that the quotation's own sentence names, by the first rule that finds one."""
    return next(filter(None, (rule(around) for rule in rules_of(around.language))), None)


def verb_alone(around: Surroundings) -> TextRange | None:
    """The verb after a quotation that says that somebody goes on and not who: “...”, añadió; “...” dedi."""
    clause, language = around.after, around.language
    if language.closing_cues:
        closed = not around.before.tokens and clause.tokens and clause.tokens[0].folded in language.closing_cues
        return clause.span(0, 1) if closed else None
    at = _past_auxiliaries(clause) if language.free_inversion else len(clause.tokens)
    if at >= len(clause.tokens) or not is_verb(clause, at) or around.syntax.subject_after(clause, at + 1) is not None:
        return None
    return clause.span(at, at + 1)
