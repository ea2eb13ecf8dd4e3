"""The subject where it may stand before its verb or after it: the Romance and Slavic languages.

What tells a noun phrase are its article, capitals, and nouns for people and bodies; what ends it are the small words of
the language. "Free inversion" is what grammars call the order "explicó ayer en Madrid la ministra".
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from content.structure.syntax.clause import Clause, Phrase, is_cue
from content.structure.syntax.tokens import Token, is_body, is_role

if TYPE_CHECKING:
    from content.languages.language import Language

_LONGEST = 14  # words of a phrase
_ASIDES = 10  # in a row, that are looked past
_FAR = 16  # words between a verb and its subject
_ASIDE = 3  # words of what is put between a verb and its subject
_LONGEST_ASIDE = 5
_SHORT_TOLD = 4  # words between a name that opens a sentence and its verb


def reports(clause: Clause, at: int) -> bool:
    """Whether the word reports words; a participle does so after "ha" and the like, and before whoever does it."""
    if not is_cue(clause, at):
        return False
    if not _is_participle(clause.tokens[at], clause.language):
        return True
    helped = at > 0 and clause.tokens[at - 1].folded in clause.language.auxiliaries
    return helped or _agent(clause, at) is not None


def is_verb(clause: Clause, at: int) -> bool:
    """Whether the word reports words, or has the form of a verb that tells what somebody did."""
    token = clause.tokens[at]
    if reports(clause, at):
        return True
    return not token.is_capital and len(token.folded) > 3 and token.folded.endswith(clause.language.past_endings)


def noun_phrase(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> int:
    """The index after the noun phrase that starts here; `begin` when there is none.

    `stop` is a known verb; `loose` is for languages whose phrases may start with any adjective.
    """
    del loose
    tokens, language = clause.tokens, clause.language
    limit = min(len(tokens) if stop is None else stop, begin + _LONGEST)
    if begin >= limit or not tokens[begin].is_word:
        return begin
    word = tokens[begin].folded
    if word in language.pronouns:
        return begin + 1
    elided = word.startswith(language.elided_articles)
    determined = word in language.determiners or elided
    common = determined or _opens_common(clause, begin, limit)  # small nouns and adjectives belong to it
    if not common and not _is_name(tokens[begin], language):
        return begin
    at = begin + (determined and not elided)
    noun, capital = elided, False
    while at < limit and tokens[at].is_word:
        token = tokens[at]
        if token.is_capital or token.text[0].isdigit():
            common_noun = is_role(token.folded, language) or is_body(token.folded, language)
            capital = capital or (token.is_capital and not common_noun)
        elif noun and _is_link(token, language, named=capital):
            after = _past_article(clause, at, limit)
            if after is None or not (common or tokens[after].is_capital):
                break
            at = after
        elif token.folded in language.adverbs and determined and not noun:
            at += 1
            continue
        elif not _is_small_noun(clause, at, open_=common and not capital, noun=noun):
            break
        common = common or is_role(token.folded, language)
        noun = True
        at += 1
    return at if noun else begin


def phrase_before(clause: Clause, stop: int, *, loose: bool = False) -> Phrase | None:
    """The longest noun phrase that ends right before `stop`; None when it follows a preposition, unless `loose`."""
    tokens, language = clause.tokens, clause.language
    for begin in range(max(0, stop - _LONGEST), stop):
        if noun_phrase(clause, begin, stop) == stop:
            before = tokens[begin - 1].folded if begin else ""
            link = before in language.links and before not in language.conjunctions
            if loose or not (link or before in language.prepositions):
                return begin, stop
            roles = range(begin + 1, stop) if not language.articles else ()
            inner = next((at for at in roles if is_role(tokens[at].folded, language)), None)
            return (inner, stop) if inner is not None else None  # podczas konferencji (wicepremier X)
    return None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a name, or a word for people or bodies, and not what belongs to one."""
    language = clause.language
    words = list(clause.tokens[slice(*phrase)])
    if len(words) == 1 and words[0].folded in language.pronouns:
        return words[0].folded not in language.impersonal
    if words[0].folded in language.determiners or words[0].folded.startswith(language.elided_articles):
        of = next((at for at, word in enumerate(words) if at and word.folded in language.links), len(words))
        words = words[:of]  # la situación (de Ramiro Rocca)
    if any(_is_name(word, language) for word in words):
        return True
    nouns = [_without_article(word.folded, language) for word in words]
    return any(is_role(noun, language) or is_body(noun, language) for noun in nouns)


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The noun phrase that opens the sentence, past what is put before it up to a comma; None when it cannot speak."""
    tokens = clause.tokens
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].folded in clause.language.conjunctions):
        at += 1
    for _ in range(2):
        if at >= limit:
            return None
        if not _opens_adverbial(clause, at, limit):
            break
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), limit)
        at = comma + 1
    end = noun_phrase(clause, at, limit)
    if end == at or not can_speak(clause, (at, end)) or _is_lone_word(clause, at, end):
        return None
    return at, end


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, in a passive whoever does it, as token indices, or None."""
    return _agent(clause, verb) or _subject_of(clause, verb)


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs, times, places and asides: dijo el martes en el Congreso X."""
    del loose
    begin = at
    while begin < min(len(clause.tokens), at + _FAR):
        after = _past_circumstance(clause, begin)
        if after == begin:
            end = noun_phrase(clause, begin)
            found = end > begin and (begin == at or can_speak(clause, (begin, end)))
            return (begin, end) if found else None
        begin = after
    return None


def relative_subject(clause: Clause) -> tuple[bool, Phrase | None]:
    """Whether the last part of these words is a relative clause, and what its pronoun stands for."""
    tokens, language = clause.tokens, clause.language
    relatives = language.relatives | language.complementizers
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    for comma in reversed(commas):
        near = range(comma + 1, min(comma + 3, len(tokens)))
        after = next((at for at in near if tokens[at].folded in relatives), None)
        if after is not None:
            found = _antecedent(clause, after)
            return True, found if found and can_speak(clause, found) else None
    return False, None


@cache
def _no_nouns(language: Language) -> frozenset[str]:
    """Small words that no noun phrase has in it."""
    joining = language.conjunctions | language.relatives | language.subordinators | language.pronouns
    return joining | language.prepositions | language.adverbs | language.auxiliaries


@cache
def small_words(language: Language) -> frozenset[str]:
    """The small words of the language: none of them is a name or a noun."""
    return _no_nouns(language) | language.determiners | language.links


def _is_name(token: Token, language: Language) -> bool:
    return token.is_capital and token.folded not in small_words(language) and token.folded not in language.calendar


def _is_participle(token: Token, language: Language) -> bool:
    return len(token.folded) > 4 and token.folded.endswith(language.participle_endings)


def _without_article(word: str, language: Language) -> str:
    return word.partition("'")[2] if word.startswith(language.elided_articles) else word


def _opens_common(clause: Clause, begin: int, limit: int) -> bool:
    """Whether a noun for people starts here; without articles also one for a body, or an adjective of either."""
    language = clause.language
    word = clause.tokens[begin].folded
    if is_role(word, language):
        return True
    if language.articles or word in small_words(language) or is_verb(clause, begin):
        return False
    near = clause.tokens[begin : min(limit, begin + 3)]
    nouns = (at for at, token in enumerate(near) if is_body(token.folded, language) or is_role(token.folded, language))
    noun = next(nouns, None)
    return noun is not None and not any(
        token.is_capital or token.folded in small_words(language) for token in near[bool(begin == 0) : noun]
    )


def _is_link(token: Token, language: Language, *, named: bool) -> bool:
    """Whether a word joins a noun to what belongs to it; after a role, not after a name, also where somebody is."""
    link = token.folded in language.links or token.folded.startswith(language.elided_links)
    return link or (not named and token.folded in language.place_links)


def _is_small_noun(clause: Clause, at: int, *, open_: bool, noun: bool) -> bool:
    """Whether a small word goes on the phrase: a noun or adjective after an article, a role after a name."""
    token, language = clause.tokens[at], clause.language
    if token.folded in small_words(language) or is_verb(clause, at):
        return False
    if noun and not language.articles and is_role(token.folded, language):
        return not is_body(clause.tokens[at - 1].folded, language)  # według policji (kierowca ...)
    return is_role(token.folded, language) or (open_ and not (noun and _is_participle(token, language)))


def _past_article(clause: Clause, at: int, limit: int) -> int | None:
    """The index of the noun after "de" and an article, or the index itself for "d'antenne"; None when none follows."""
    tokens, language = clause.tokens, clause.language
    if tokens[at].folded.startswith(language.elided_links):
        return at
    after = at + 1
    if after < limit and tokens[after].folded in language.determiners:
        after += 1
    if after >= limit or not tokens[after].is_word or tokens[after].folded in _no_nouns(language) | language.times:
        return None
    joined = tokens[at].folded in language.conjunctions
    same = tokens[after].is_capital or is_role(tokens[after].folded, language)
    return after if same or not joined else None


def _agent(clause: Clause, verb: int) -> Phrase | None:
    """Whoever does it in a passive: fue acusado por X."""
    tokens = clause.tokens
    if verb + 2 >= len(tokens) or tokens[verb + 1].folded not in clause.language.agents:
        return None
    end = noun_phrase(clause, verb + 2)
    agent = (verb + 2, end)
    return agent if end > verb + 2 and can_speak(clause, agent) else None


def _opens_adverbial(clause: Clause, at: int, limit: int) -> bool:
    """Whether the sentence starts with what is no subject: a preposition, an adverb, a participle, a time."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if word in language.determiners:
        end = noun_phrase(clause, at, limit)
        return any(token.folded in language.times for token in tokens[at:end])
    if word in _adverbial(language) or word.startswith(language.elided_links):
        return True
    return len(word) > 5 and word.endswith(language.adverb_endings)


@cache
def _adverbial(language: Language) -> frozenset[str]:
    return language.prepositions | language.adverbs | language.subordinators | language.times


def _is_lone_word(clause: Clause, at: int, end: int) -> bool:
    """Whether a phrase is one capital that opens a sentence and is not followed by its verb: any word can be that."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if end - at > 1 or at > 0 or word in language.pronouns or word.startswith(language.elided_articles):
        return False
    between = language.auxiliaries | language.adverbs
    follows = next(
        (i for i in range(end, min(end + _SHORT_TOLD, len(tokens))) if tokens[i].folded not in between), None
    )
    if follows is None:
        return True
    aside = tokens[end].text in ",(" and end + 1 < len(tokens)
    told = any(is_verb(clause, index) for index in range(end, len(tokens)))
    return not (is_verb(clause, follows) or follows > end or (aside and told))


def _subject_of(clause: Clause, verb: int) -> Phrase | None:
    tokens, language = clause.tokens, clause.language
    at = verb
    between = language.auxiliaries | language.adverbs
    while at and tokens[at - 1].folded in between and not tokens[at - 1].is_capital:
        at -= 1
    if at == 0:
        return subject_after(clause, verb + 1)
    before = tokens[at - 1]
    if before.folded in language.pronouns:
        return at - 1, at
    if before.folded in language.relatives:
        return _antecedent(clause, at - 1)
    if before.folded in language.conjunctions:
        return first_subject(clause, at - 1)
    if before.text in ",)":
        return _before_aside(clause, at - 1) or _speaker_after(clause, verb) or first_subject(clause, verb)
    own = phrase_before(clause, at)
    if own is None:
        return subject_after(clause, verb + 1) or first_subject(clause, verb)
    if own[0] > 1 and tokens[own[0] - 1].text == "," and not _is_name(tokens[own[0]], language):
        named = phrase_before(clause, own[0] - 1)  # Marie Dupont, directrice du musée explique
        if named is not None and named[0] == 0 and any(_is_name(token, language) for token in tokens[slice(*named)]):
            return named
    return own


def _antecedent(clause: Clause, relative: int) -> Phrase | None:
    """What a relative pronoun stands for; after a preposition the subject comes behind it: a quien X acusó."""
    tokens = clause.tokens
    if relative and tokens[relative - 1].folded in clause.language.prepositions:
        end = noun_phrase(clause, relative + 1)
        return (relative + 1, end) if end > relative + 1 else None
    stop = relative - (relative > 0 and tokens[relative - 1].text == ",")
    return phrase_before(clause, stop, loose=True)


def _before_aside(clause: Clause, closing: int) -> Phrase | None:
    """The phrase before what stands between commas or brackets right before the verb."""
    tokens = clause.tokens
    for _ in range(_ASIDES):
        opening = "(" if tokens[closing].text == ")" else ","
        at = next((index for index in range(closing - 1, 0, -1) if tokens[index].text == opening), None)
        if at is None:
            return None
        found = phrase_before(clause, at)
        if found is not None or opening == "(":
            return found
        closing = at
    return None


def _speaker_after(clause: Clause, verb: int) -> Phrase | None:
    """The phrase right after the verb if it is one that speaks."""
    found = subject_after(clause, verb + 1)
    return found if found is not None and can_speak(clause, found) else None


def _past_circumstance(clause: Clause, begin: int) -> int:
    """The index after an adverb, a time, a place or an aside that starts here; the same index when none does."""
    tokens, language = clause.tokens, clause.language
    aside = begin
    while aside < len(tokens) and aside < begin + _LONGEST_ASIDE and tokens[aside].folded in language.asides:
        aside += 1
    if aside >= begin + _ASIDE:
        return aside
    times = [at for at in range(begin, noun_phrase(clause, begin)) if tokens[at].folded in language.times]
    if times:
        end = times[-1] + 1
        return end + (end < len(tokens) and tokens[end].folded in language.which_time)  # la semana pasada
    if tokens[begin].folded in language.times or tokens[begin].folded in language.adverbs:
        return begin + 1
    return _past_place(clause, begin + 1) if _is_preposition(clause, begin) else begin


def _past_place(clause: Clause, at: int) -> int:
    """The index after what a preposition opens: (en) el Congreso, (en) rueda de prensa."""
    tokens, language = clause.tokens, clause.language
    end = noun_phrase(clause, at)
    while end == at < len(tokens) and tokens[at].text[0].islower() and tokens[at].folded not in language.determiners:
        at, end = at + 1, at + 1
    return max(at, end)


def _is_preposition(clause: Clause, at: int) -> bool:
    """Whether the word is a preposition here; some articles are one before a plural: disse a jornalistas."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if word in language.prepositions:
        return True
    return word in language.plural_prepositions and at + 1 < len(tokens) and tokens[at + 1].folded.endswith("s")
