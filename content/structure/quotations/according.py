"""Speakers that are named without a verb of their own: according to X, laut X, wie X sagt, in X heißt es."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.languages.folding import fold
from content.structure.quotations.surroundings import Attribution, Surroundings, found, told
from content.structure.syntax.clause import Clause, is_cue
from content.structure.syntax.orders import Syntax, syntax_of
from content.structure.syntax.subjects import can_be_verb
from content.structure.syntax.tokens import is_body, is_role
from content.structure.syntax.verb_final import without_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.languages.language import Language
    from content.structure.syntax.clause import Phrase

_THUS_WITHIN = 8  # words after a quotation up to "so"
_AFTERTHOUGHT_WITHIN = 12  # words up to "zufolge"
_DOCUMENT_WITHIN = 5  # words from "heißt es" up to the document
_UP_TO_QUOTATION = 8  # words between "Für X" and the quotation
_VERB_WITHIN = 3  # words between "as X" and its verb
_SEVERAL = 2  # words of a phrase that names a source whatever follows it
_LONGEST_SOURCE = 16  # words of such a source
_SHORTEST = 4  # words and signs of a clause with "wie"


def according_after(around: Surroundings) -> Attribution | None:
    """“...”, according to X; also after more words: „...“ geben, so X; so heißt es in X."""
    clause, tokens, language = around.after, around.after.tokens, around.language
    later = range(1, min(_THUS_WITHIN, len(tokens)))
    thus = next((at for at in later if tokens[at].folded in language.thus and tokens[at - 1].text == ","), None)
    if thus is None:
        return _according(around, clause, 0)
    told_in = clause.has(language.document_cues, thus + 1, thus + 2)
    return document(around, clause, thus + 1) if told_in else _according(around, clause, thus)


def according_before(around: Surroundings) -> Attribution | None:
    """According to X, “...”; of several the nearest."""
    clause, language = around.before, around.language
    nearest: Attribution | None = None
    for at, token in enumerate(clause.tokens):
        said = _according(around, clause, at)
        if said is not None and token.folded in language.thus:
            after = next((other.text for other in clause.tokens if other.start >= said.speaker.end), "")
            said = said if at and clause.tokens[at - 1].text == after == "," else None
        if said is None:
            continue
        if nearest is None or said.cue != nearest.cue:
            nearest = said
    return nearest


def for_somebody(around: Surroundings) -> Attribution | None:
    """Für X „...“; pour X, «...»: at the start of the sentence, without a verb that reports."""
    clause, language = around.before, around.language
    at = next((at for at in clause.places(language.viewpoint) if at < 2), None)
    if at is None or any(is_cue(clause, index) for index in range(len(clause.tokens))):
        return None
    named = around.syntax.noun_phrase(clause, at + 1)
    if named is None or not around.syntax.can_speak(clause, named):
        return None
    if language.free_inversion:
        following = clause.tokens[named[1]].text if named[1] < len(clause.tokens) else ","
        titled = any(is_role(token.folded, language) for token in clause.tokens[slice(*named)])
        if not (following == "," or titled) or named[1] < len(clause.tokens) - _UP_TO_QUOTATION:
            return None
    return found(clause, named, None, 0.7, "viewpoint", clause.tokens[at].text)


def as_somebody_says(around: Surroundings) -> Attribution | None:
    """..., wie X sich ausdrückte, „...“; wie X ausdrückte, ist das „...“"""
    clause, tokens, language = around.before, around.before.tokens, around.language
    if len(tokens) < _SHORTEST:
        return None
    start = clause.find_before(",", len(tokens) - 1) + 1
    if start == 1 or tokens[-1].text != "," or tokens[start].folded not in language.comparison | language.thus:
        start = 0
        later = range(clause.find(",") + 1, len(tokens))
        if tokens[0].folded not in language.comparison or any(is_cue(clause, at) for at in later):
            return None  # Wie die Agentur meldet, sagte X
    named = around.syntax.noun_phrase(clause, start + 1 + clause.has(language.reflexives, start + 1, start + 2))
    if named is None or not around.syntax.can_speak(clause, named):
        return None
    return found(clause, named, None, 0.85, "as-says", tokens[start].text)


def with_these_words(around: Surroundings) -> Attribution | None:
    """„...“ – mit diesen Worten schloss X."""
    clause, tokens, language = around.after, around.after.tokens, around.language
    if len(tokens) <= _SHORTEST or tokens[0].folded not in language.accompanied:
        return None
    if tokens[1].folded not in language.these or not can_be_verb(clause, 3):
        return None
    words = " ".join(token.text for token in tokens[:3])
    return found(clause, around.syntax.subject_after(clause, 4), None, 0.85, "with-words", words)


def told_document(around: Surroundings, verb: int) -> Attribution | None:
    """In X heißt es: “...”; es heißt in X: “...”."""
    clause, language = around.before, around.language
    named = document(around, clause, verb)
    if named is not None or clause.tokens[0].folded not in language.document_prepositions:
        return named
    return told(clause, around.syntax.noun_phrase(clause, 1, loose=True), verb, 0.85, "document")


def document(around: Surroundings, clause: Clause, at: int) -> Attribution | None:
    """The document that a preposition soon after the verb at this index names: “...“, heißt es in X."""
    prepositions = clause.places(around.language.document_prepositions)
    near = (index for index in prepositions if at < index < at + _DOCUMENT_WITHIN)
    named = next(filter(None, (around.syntax.noun_phrase(clause, index + 1, loose=True) for index in near)), None)
    if named is None and around.language.free_inversion:
        named = around.syntax.noun_phrase(clause, at + 1, loose=True)  # głosi obwieszczenie
    cue = clause.span(at, at + 1 + clause.has(around.language.neuter, at + 1, at + 2))  # heißt es
    return found(clause, named, cue, 0.85, "document", clause.tokens[at].text)


def at_a_body(around: Surroundings, clause: Clause, verb: int) -> Attribution | None:
    """The body in which they say it: «...», сообщили в пресс-службе; В Анкаре заявили, что «...»."""
    language = around.language
    if language.articles or not language.drops_subject:
        return None
    at = verb + 1 if clause.has(language.document_prepositions, verb + 1, verb + 2) else 0
    if not clause.has(language.document_prepositions, at, at + 1):
        return None
    named = around.syntax.noun_phrase(clause, at + 1, loose=True)
    tokens = clause.tokens[slice(*named)] if named else ()
    if not any(is_body(token.folded, language) or (token.is_capital and at == 0) for token in tokens):
        return None
    return told(clause, named, verb, 0.85, "document")


@cache
def _openings(language: Language) -> dict[str, list[tuple[str, ...]]]:
    """The words that name a source before it, by the first of them, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    views = [f"{preposition} {noun}" for preposition in language.view_prepositions for noun in language.views]
    for phrase in sorted([*language.according, *views], key=lambda phrase: (-phrase.count(" "), phrase)):
        words = tuple(map(fold, phrase.split()))
        found.setdefault(words[0], []).append(words)
    return found


def _according(around: Surroundings | _Alone, clause: Clause, start: int) -> Attribution | None:
    """Whom the words at this index name as the source, or whom an afterthought soon after it does: X zufolge."""
    tokens, language = clause.tokens, around.language
    word = tokens[start].folded if start < len(tokens) else ""
    for phrase in _openings(language).get(word, ()):
        if (own := _own_view(clause, start, phrase)) is not None:
            return found(clause, own[0], clause.span(*own[1]), 0.9, "phrase-before", tokens[start].text)
        stop = start + len(phrase)
        last = tokens[stop - 1] if stop <= len(tokens) and _opens(clause, start, phrase) else None
        if last is None:
            continue
        # De l'avis d'une commerçante: the speaker begins within the word.
        elided = last.folded != phrase[-1] and last.folded.startswith(language.elided_links)
        source, verb = _source_at(around, clause, stop + clause.has(language.agents, stop, stop + 1))
        if source:
            if verb is None and word in language.comparison:  # как он выразился
                near = range(source[1], min(source[1] + _VERB_WITHIN, len(tokens)))
                verb = next((at for at in near if is_cue(clause, at)), None)
            said = verb is not None and (len(phrase) > 1 or word in language.comparison | language.thus)
            cue = clause.span(verb, verb + 1) if verb is not None and said else clause.span(start, stop - elided)
            where = clause.span(*source)
            begin = last.start + last.folded.find("'") + 1 if elided else where.start
            return Attribution(TextRange(begin, where.end), cue, 0.9, ("phrase-before", tokens[start].text))
    at = next((at for at in clause.places(language.afterthoughts) if start < at < start + _AFTERTHOUGHT_WITHIN), None)
    if at is None:
        return None
    named = around.syntax.phrase_before(clause, at) if language.verb_second else None
    begin = named[0] if named else start
    where = clause.span(begin, at) if language.verb_second else without_case(clause, begin, at)
    return Attribution(where, clause.span(at, at + 1), 0.9, ("phrase-after", tokens[at].text))


def _opens(clause: Clause, start: int, phrase: tuple[str, ...]) -> bool:
    """Whether these words stand at this index, the last of them also contracted: a giudizio di, or del; d'une."""
    *words, last = [token.folded for token in clause.tokens[start : start + len(phrase)]]
    if tuple(words) != phrase[:-1]:
        return False
    links, elided = clause.language.links, clause.language.elided_links
    return last == phrase[-1] or (phrase[-1] in links and (last in links or last.startswith(elided)))


def _own_view(clause: Clause, start: int, phrase: tuple[str, ...]) -> tuple[Phrase, Phrase] | None:
    """The pronoun that a phrase for a source has in it, before or after it, and the phrase: по (его) словам."""
    pronouns, stop = clause.language.oblique_pronouns, start + len(phrase)
    words = tuple(token.folded for token in clause.tokens[start : stop + 1])
    if words[: len(phrase)] == phrase:
        at = next((at for at in (stop, start - 1) if clause.has(pronouns, at, at + 1)), None)
        return ((at, at + 1), (start, stop)) if at is not None else None
    inner = (words[0], *words[2:]) == phrase and words[1] in pronouns
    return ((start + 1, start + 2), (start, stop + 1)) if inner else None


def _source_at(around: Surroundings | _Alone, clause: Clause, begin: int) -> tuple[Phrase | None, int | None]:
    """The phrase at this index, or after a verb there, and the index of that verb: según ha contado X."""
    if named := around.syntax.noun_phrase(clause, begin):
        return named, None
    verb = next((at for at in range(begin, min(begin + 3, len(clause.tokens))) if is_cue(clause, at)), None)
    return around.syntax.subject_after(clause, verb + 1) if verb is not None else None, verb


def sources_in(clause: Clause) -> Iterator[tuple[int, Attribution]]:
    """The sources that phrases of a clause name, each with where it starts: according to X, laut X, X zufolge."""
    language, tokens, alone = clause.language, clause.tokens, _Alone(clause)
    words = {token.folded for token in tokens}
    likely = {first for first, keys in _keys(language).items() if first in words and not keys.isdisjoint(words)}
    late = language.afterthoughts
    starts = [at for at, token in enumerate(tokens) if token.folded in likely]
    starts = [at for at in starts if tokens[at].folded not in language.thus or (at and not tokens[at - 1].is_word)]
    starts += [max(0, at - _AFTERTHOUGHT_WITHIN + 1) for at in clause.places(late)] if late else []
    for at in starts:
        if named := _according(alone, clause, at) or _unlike_a_phrase(clause, at):
            yield at, named


@cache
def _keys(language: Language) -> dict[str, frozenset[str]]:
    """The longest word of each phrase that names a source, by the first word of the phrase."""
    phrases = _openings(language)
    return {first: frozenset(max(phrase, key=len) for phrase in some) for first, some in phrases.items()}


@cache
def source_words(language: Language) -> frozenset[str]:
    """Words of which a sentence has one at least if a phrase in it names a source."""
    return language.afterthoughts.union(*_keys(language).values())


def _unlike_a_phrase(clause: Clause, at: int) -> Attribution | None:
    """According to early results: the words up to the next sign after a phrase of several words for a source."""
    tokens = clause.tokens
    for phrase in _openings(clause.language).get(tokens[at].folded, ()):
        begin = at + len(phrase)
        if len(phrase) < _SEVERAL or begin >= len(tokens) or not _opens(clause, at, phrase):
            continue
        end = next((index for index in range(begin, len(tokens)) if not tokens[index].is_word), len(tokens))
        if begin < end <= begin + _LONGEST_SOURCE:
            return Attribution(clause.span(begin, end), clause.span(at, begin), 0.8, ("phrase-before", tokens[at].text))
    return None


class _Alone(NamedTuple):
    """A clause without a quotation."""

    clause: Clause

    @property
    def language(self) -> Language:
        return self.clause.language

    @property
    def syntax(self) -> Syntax:
        return syntax_of(self.clause.language)
