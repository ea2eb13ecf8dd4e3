"""The ways in which a text says who speaks, each a rule by name: a language lists those that it has, strongest first.

A rule gets the words before and after a quotation in its own sentence, and answers with a speaker or None.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from content.languages.language import Language, LanguageError, WordOrder
from content.structure.quotations import according, clitics, inside
from content.structure.quotations.surroundings import COLONS, Attribution, Surroundings, found, told
from content.structure.quotations.titles import SPEECH
from content.structure.syntax import verb_second
from content.structure.syntax.clause import Clause, is_cue, is_passive
from content.structure.syntax.free_inversion import relative_subject
from content.structure.syntax.free_phrases import SMALL, is_verb
from content.structure.syntax.subjects import agent_after, can_be_verb
from content.structure.syntax.tokens import is_role, union
from content.structure.syntax.verb_final import without_case

if TYPE_CHECKING:
    from content.document.model import TextRange

Rule = Callable[[Surroundings], Attribution | None]

_LONG_SPEAKER = 8  # most words from a speaker's article to the verb
_MOST_VERBS = 6  # reporting verbs before a quotation whose subjects are looked for, from the nearest on
_FAR = 25  # words after a quotation in which its verb is looked for
_FIRST_PART = 3  # words before a quotation that stands first in its sentence with them
_FEW = 4  # words before a colon that are no more than a verb and small words
_NEAR = 3  # words between a verb and the quotation after it
_BEFORE_NAME = 4  # words between a verb and a name, for what somebody is
_NAMED = 8  # words of a speaker before a colon
_DASHES = "-–—|"


def name_and_colon(around: Surroundings) -> Attribution | None:
    """X: “...”, at the start of the sentence or after a dash; Duras palabras del obispo X: «...»"""
    clause, language, syntax = around.before, around.language, around.syntax
    last = len(clause.tokens) - 1
    if not around.ends_in_colon:
        return None
    nouns = (at + 2 for at in clause.places(language.speech_nouns) if clause.has(language.links, at + 1, at + 2))
    whose = next(nouns, last) if language.free_inversion else last
    named = syntax.noun_phrase(clause, whose, last) if whose < last else None
    if named is None or named[1] < last:
        named = syntax.phrase_before(clause, last)
        if named is None or last - named[0] > _NAMED or not syntax.can_speak(clause, named):
            return None
        if named[1] - named[0] == 1 and is_cue(clause, named[0]):
            return None  # Скандировали: «...»
        if named[0] and (language.free_inversion or clause.tokens[named[0] - 1].text not in _DASHES):
            return None
    return found(clause, named, None, 0.85, "name-colon", firm=True)


def subject_and_colon(around: Surroundings) -> Attribution | None:
    """X put it this way: “...”; Kritik kam auch von X: „...“; ..., den X zusammenfasste: „...“"""
    clause, language, syntax = around.before, around.language, around.syntax
    if not around.ends_in_colon:
        return None
    last = len(clause.tokens) - 1
    subject = syntax.phrase_before(clause, last) if clause.has(language.origin_verbs) else None
    by = subject and subject[0] > 1 and clause.tokens[subject[0] - 1].folded in language.agents
    if not subject or not by or not syntax.can_speak(clause, subject):
        subject = None
        if language.verb_second and clause.tokens[-2].text[0].islower():
            subject = verb_second.named_in_relative(Clause(clause.tokens[:-2], language))
        if subject is None and not clause.has(language.reported_forms):
            subject = syntax.first_subject(clause)
    sure = 0.7 if subject and syntax.can_speak(clause, subject) else 0.58
    verb = clause.tokens[last - 1]
    ends = subject and (subject[1] == last - 1 or clause.tokens[last - 2].text == ",")
    told_by = ends and verb.text.islower() and verb.folded not in language.closed_class
    return found(clause, subject, clause.span(last - 1, last) if told_by else None, sure, "subject-colon")


def inside_the_sentence(around: Surroundings) -> Attribution | None:
    """X does something with “...”: words that X used."""
    clause, language = around.before, around.language
    if around.words < SPEECH - language.capital_nouns or len(clause.tokens) < 2 or clause.has(language.reported_forms):
        return None
    if language.verb_second and clause.has(language.passive_auxiliaries):
        return None
    if is_reported(around):
        return None
    relative, subject = relative_subject(clause) if language.free_inversion else (False, None)
    subject = subject if relative else around.syntax.first_subject(clause)
    formal = subject and clause.is_pronoun(subject) and clause.has(language.neuter, *subject)
    return None if formal else found(clause, subject, None, 0.55, "subject")


def reported_clause(around: Surroundings) -> Attribution | None:
    """X said: “...”; X said, “...”; X said that “...”; X explains “...”."""
    clause, language = around.before, around.language
    if not clause.tokens:
        return None
    last = clause.tokens[-1]
    near = last.text in COLONS or last.folded in language.complementizers
    if language.free_inversion:
        near = near or around.syntax.reports(clause, len(clause.tokens) - 1)
    said = verb_before(around) if near or (last.text == "," and not language.free_inversion) else None
    return said._replace(confidence=0.93, firm=True) if said else None


def verb_before(around: Surroundings) -> Attribution | None:
    """X said ... “...”; X ..., saying “...”."""
    clause, language = around.before, around.language
    tellers = (at for at in range(len(clause.tokens) - 1, -1, -1) if around.syntax.reports(clause, at))
    for verb in islice(tellers, _MOST_VERBS):
        near = len(clause.tokens) - verb <= _NEAR
        seems = language.verb_second and verb_second.only_seems_to_report(clause, verb, near=near)
        if seems or (around.words < 2 and not near):
            continue
        if clause.tokens[verb].folded in language.document_cues and (named := according.told_document(around, verb)):
            return named
        subject = around.syntax.subject_of(clause, verb)
        if subject is None and (body := according.at_a_body(around, clause, verb)):
            return body
        if subject is not None and not (clause.is_pronoun(subject) and clause.has(language.neuter, *subject)):
            sure = 0.9 if near or subject[0] == verb + 2 else 0.8
            return told(clause, subject, verb, sure, "verb-before", firm=verb == len(clause.tokens) - 1)
    return None


def verb_and_subject_after(around: Surroundings) -> Attribution | None:
    """“...,” said X; «...», ha añadido X. Where the verb stands second, any verb can stand there."""
    clause, language, syntax = around.after, around.language, around.syntax
    if _opens_another(around):
        return None
    second = language.verb_second and (around.ends_open or _is_first_part(around))
    at = 0 if second else clause.skip_fillers(0)
    if at >= len(clause.tokens):
        return None
    word, known = clause.tokens[at].folded, syntax.reports(clause, at)
    if not second and not language.free_inversion and (odd := _past_form_first(around)):
        return odd
    if word in language.document_cues or (second and word in language.document_verbs):
        return according.document(around, clause, at)
    if not known and not _can_report(around, at, second=second):
        return None
    subject = syntax.subject_after(clause, at + 1, loose=known)
    if subject is None and known and (body := according.at_a_body(around, clause, at)):
        return body
    if subject is None or (language.free_inversion and not known and not syntax.can_speak(clause, subject)):
        return None
    if second and word in language.quoting_cues:
        subject = syntax.noun_phrase(clause, subject[1]) or subject  # zitiert man X, zitiert die Zeitung X
    firm = known and (language.free_inversion or not around.before.tokens)
    return told(clause, subject, at, 0.95 if known else 0.8, firm=firm)


def _opens_another(around: Surroundings) -> bool:
    """Whether the words after the quotation are a clause of its own, on somebody else: “...”, while X said."""
    language = around.language
    if not around.before.tokens or not around.after.tokens:
        return False
    word = around.after.tokens[0].folded
    opens = word in language.conjunctions or word in language.subordinators
    return opens and word not in language.comparison and word not in language.relatives


def _can_report(around: Surroundings, at: int, *, second: bool) -> bool:
    """Whether a word after a quotation that is not a listed verb can say who speaks."""
    clause, language = around.after, around.language
    token = clause.tokens[at]
    if token.is_capital or not token.is_word:
        return False
    if language.free_inversion:
        unlisted = token.folded not in union(language, *SMALL) and not is_role(token.folded, language)
        return (around.ends_open and unlisted) or is_verb(clause, at)
    return second and token.folded.isalpha() and token.folded not in language.closed_class


def _past_form_first(around: Surroundings) -> Attribution | None:
    """“...,” reacted X: a past form that is not a listed verb, with nothing but a name after it."""
    clause, endings = around.after, around.language.past_endings
    tokens = clause.tokens
    if len(tokens) < 2 or not around.ends_open or not endings or tokens[0].is_capital or is_cue(clause, 0):
        return None
    if not tokens[0].folded.endswith(endings):
        return None
    first = next((at for at in range(1, min(_BEFORE_NAME, len(tokens))) if tokens[at].is_capital), 1)
    trade = tokens[1:first]  # fumed shopkeeper Imran Sheikh
    if any(not token.is_word or token.folded in around.language.closed_class for token in trade):
        return None
    name = around.syntax.noun_phrase(clause, first)
    if name is None or not tokens[first].is_capital or (name[1] < len(tokens) and tokens[name[1]].is_word):
        return None
    return told(clause, (1, name[1]), 0, 0.8) if not trade or name[1] - first > 1 else None


def subject_and_verb_after(around: Surroundings) -> Attribution | None:
    """“...,” X said; “...” and more words, X said."""
    clause, tokens, syntax = around.after, around.after.tokens, around.syntax
    verb = next((at for at in range(1, min(_FAR, len(tokens))) if syntax.reports(clause, at)), None)
    if verb is None or _opens_another(around):
        return None
    if around.language.word_order is WordOrder.VERB_FIRST:
        return told(clause, syntax.subject_of(clause, verb), verb, 0.9)
    subject = None if around.language.verb_second else agent_after(clause, verb)
    if subject is None:
        first = syntax.noun_phrase(clause, 0, verb, loose=not around.language.free_inversion)
        subject = first if first and clause.reaches(first[1], verb) else None
    if subject is not None:
        return told(clause, subject, verb, 0.93, firm=not around.before.tokens)
    if around.ends_open and verb <= _LONG_SPEAKER and tokens[0].folded in clause.language.determiners:
        return told(clause, (0, verb), verb, 0.75)
    named = syntax.phrase_before(clause, verb)
    near = named and named[0] > 0 and tokens[named[0] - 1].text == "," and len(tokens) - verb <= _NEAR
    return told(clause, named, verb, 0.85) if near else None


def verb_after_subject_before(around: Surroundings) -> Attribution | None:
    """X, “...” said: the speaker before and the verb after."""
    before, after = around.before, around.after
    if not before.tokens or not after.tokens or not is_cue(after, 0):
        return None
    named = around.syntax.phrase_before(before, len(before.tokens) - (before.tokens[-1].text == ","))
    if named is None or not before.named(named):
        return None
    return found(before, named, after.span(0, 1), 0.85, "verb-after", after.tokens[0].text, firm=True)


def verb_at_the_end(around: Surroundings) -> Attribution | None:
    """..., weil X Y „...“ nannte: a subordinate clause with its verb after the quotation."""
    before, after, language = around.before, around.after, around.language
    if not before.tokens or not after.tokens:
        return None
    word = after.tokens[0].folded
    passive = before.has(language.passive_auxiliaries, verb_second.last_clause(before))
    if passive and (is_cue(after, 0) or word.startswith(language.participle_prefixes)):
        agent = verb_second.agent_before(before)
        return Attribution(before.span(*agent), after.span(0, 1), 0.85, ("passive-agent",)) if agent else None
    at = int(word in language.second_verbs and len(after.tokens) > 1)  # ... had genoemd
    following = after.tokens[at + 1] if len(after.tokens) > at + 1 else None
    helped = following is None or following.folded in language.second_verbs | language.conjunctions
    if not is_cue(after, at) or not (helped or (following and not following.is_word)):
        return None
    subject = verb_second.subject_at_end(before)
    return found(before, subject, after.span(at, at + 1), 0.85, "verb-after", after.tokens[at].text)


def _is_first_part(around: Surroundings) -> bool:
    """Whether the quotation with a word or two stands before the verb of its sentence: Mit „...“ schloss X."""
    before, after = around.before.tokens, around.after.tokens
    opens = 0 < len(before) <= _FIRST_PART and before[0].is_capital and not any(token.text == "," for token in before)
    return opens and bool(after) and not after[0].is_capital and can_be_verb(around.after, 0)


def name_and_bracket(around: Surroundings) -> Attribution | None:
    """„...“ (X); X (“...”) and others."""
    before, after, syntax = around.before, around.after, around.syntax
    name = syntax.noun_phrase(after, 1) if after.tokens and after.tokens[0].text == "(" else None
    if name and after.find(")") == name[1] > 2 and all(token.is_capital for token in after.tokens[slice(*name)]):
        return found(after, name, None, 0.8, "bracket-after")
    if len(before.tokens) < 2 or before.tokens[-1].text != "(" or around.words < SPEECH:
        return None
    named = syntax.phrase_before(before, len(before.tokens) - 1)
    return found(before, named, None, 0.7, "bracket-before") if named and before.named(named) else None


def name_after(around: Surroundings) -> Attribution | None:
    """“...,” X does: a quotation that starts its sentence, and a name with any verb."""
    clause = around.after
    if around.before.tokens or not around.ends_open or around.words <= 2 or len(clause.tokens) < 2:
        return None
    name = around.syntax.noun_phrase(clause, 0)
    return found(clause, name, None, 0.75, "name-after") if name and clause.named(name) else None


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
    clause = around.before
    last = len(clause.tokens) - 1
    if not around.ends_in_colon:
        return None
    cue = next((at for at in range(last - 1, -1, -1) if is_cue(clause, at)), None)
    words = next(clause.places(around.language.introducing_words), cue)
    if words is None:
        return None
    subject = around.syntax.first_subject(clause, words or cue)
    return told(clause, subject, last - 1 if cue is None else cue, 0.93, "verb-before", firm=True)


def closed_by_the_verb(around: Surroundings) -> Attribution | None:
    """X, “...” dedi; “...” dedi X."""
    before, after, language = around.before, around.after, around.language
    near = range(min(_NEAR, len(after.tokens)))
    at = next((at for at in near if after.tokens[at].folded in (language.cues if at else language.closing_cues)), None)
    if at is None:
        return None
    by = next(before.places(language.agents), None)
    subject = around.syntax.phrase_before(before, len(before.tokens) if by is None else by)
    if by is None and (subject is None or subject[1] - subject[0] < 2 or not before.named(subject)):
        subject = around.syntax.first_subject(before)
    if subject is not None:
        return found(before, subject, after.span(at, at + 1), 0.93, "verb-after", after.tokens[at].text, firm=True)
    last = at + after.has(language.cues, at + 1, at + 2)  # diye anlatıyor X
    return told(after, around.syntax.subject_after(after, last + 1), at, 0.85, firm=True)


def relative_clause_after(around: Surroundings) -> Attribution | None:
    """“...” diyen X; “...” ifadelerini kullanan X"""
    clause = around.after
    at = next((at for at in clause.places(around.language.relative_cues) if at < _NEAR), None)
    return None if at is None else told(clause, around.syntax.noun_phrase(clause, at + 1), at, 0.9)


RULES: dict[str, Rule] = {
    rule.__name__.replace("_", " "): rule
    for rule in (
        *(name_and_colon, reported_clause, verb_before, verb_and_subject_after, subject_and_verb_after),
        *(clitics.clitic_pronoun, verb_after_subject_before, verb_at_the_end, according.according_after),
        *(according.according_before, according.as_somebody_says, according.with_these_words, according.for_somebody),
        *(name_and_bracket, name_after, inside.inside_the_marks, owner_of_the_words),
        *(introduced_by_the_verb, closed_by_the_verb, relative_clause_after, subject_and_colon, inside_the_sentence),
    )
}
"""All ways of saying who speaks, by their names in the language files."""


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


def is_reported(around: Surroundings) -> bool:
    """Whether a verb reports the quotation without saying who speaks: dismissed as “...”; “...”, añadió; “...” dedi."""
    clause = around.before
    if around.after.has(around.language.closing_cues, 0, 1) or verb_alone(around) is not None:
        return True
    if not around.language.code and ((around.ends_open and around.after.tokens) or around.ends_in_colon):
        return True  # a language whose verbs nobody has listed
    return any(is_cue(clause, at) and is_passive(clause, at) for at in range(len(clause.tokens)))


def goes_on_reporting(around: Surroundings) -> bool:
    """Whether the words since the quotation before are one more clause of the same report: ... and that X was “...”."""
    clause, language = around.before, around.language
    joined = (at + 1 for at in clause.places(language.conjunctions))
    return any(clause.has(language.complementizers, at, at + 1) for at in joined)


def verb_alone(around: Surroundings) -> TextRange | None:
    """The verb that says that somebody continues, but not who: “...”, añadió; “...” dedi; Y añadió: «...»"""
    clause, language = around.after, around.language
    if (opening := _verb_and_colon(around)) is not None:
        return opening
    if language.closing_cues:
        closed = clause.has(language.closing_cues, 0, 1) and around.syntax.first_subject(around.before) is None
        return clause.span(0, 1) if closed else None
    at = clause.skip_fillers(0) if language.drops_subject else len(clause.tokens)
    alone = at < len(clause.tokens) and is_verb(clause, at) and not around.syntax.subject_after(clause, at + 1)
    return clause.span(at, at + 1) if alone else None


def _verb_and_colon(around: Surroundings) -> TextRange | None:
    """The verb of a sentence that has nothing but it and small words before the colon."""
    clause, language = around.before, around.language
    may = language.drops_subject or language.word_order is WordOrder.VERB_FIRST
    last = len(clause.tokens) - 1
    if not may or not around.ends_in_colon or last > _FEW or clause.tokens[last].text not in COLONS:
        return None
    small = union(language, "closed_class", "adverbs", "auxiliaries", "openers")
    verb = next((at for at in range(last) if is_cue(clause, at)), None)
    others = (at for at in range(last) if at != verb and clause.tokens[at].folded not in small)
    return clause.span(verb, verb + 1) if verb is not None and next(others, None) is None else None
