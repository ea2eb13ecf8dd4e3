"""The subject before its verb or after it ("free inversion": explicó ayer la ministra): Romance and Slavic languages.

Articles, capitals, and nouns for people and bodies tell a noun phrase; the small words of the language end it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.syntax.clause import Clause, Phrase, is_cue, is_passive
from content.structure.syntax.subjects import before_aside
from content.structure.syntax.tokens import Token, is_body, is_common, is_role, union

if TYPE_CHECKING:
    from content.languages.language import Language

_JOINING = "conjunctions", "relatives", "subordinators", "pronouns"
_NO_NOUNS = *_JOINING, "prepositions", "adverbs", "auxiliaries"  # no noun phrase has any of them in it
_ADVERBIAL = "prepositions", "adverbs", "subordinators", "times"  # a sentence that they open has its subject later
_HELPERS = "auxiliaries", "adverbs"
SMALL = *_NO_NOUNS, "determiners", "links"  # none of them is a name or a noun
_LONGEST = 14  # words of a phrase
_FAR = 16  # words between a verb and its subject
_ASIDE = 3  # words of what is put between a verb and its subject
_LONGEST_ASIDE = 5
_BEFORE_NAME = 4  # words that say what somebody is
_SHORT_TOLD = 4  # words between a name that opens a sentence and its verb


def reports(clause: Clause, at: int) -> bool:
    """Whether the word reports words; a participle does so after "ha" and the like, and before whoever does it."""
    if not is_cue(clause, at):
        return False
    if not _is_participle(clause, at):
        return True
    helped = at > 0 and clause.tokens[at - 1].folded in union(clause.language, "auxiliaries", "passive_auxiliaries")
    return _agent(clause, at) is not None or (helped and not is_passive(clause, at))


def is_verb(clause: Clause, at: int) -> bool:
    """Whether the word reports words, or has the form of a verb that tells what somebody did."""
    token = clause.tokens[at]
    past = not token.is_capital and len(token.folded) > 3 and token.folded.endswith(clause.language.past_endings)
    return past or reports(clause, at)


def noun_phrase(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> Phrase | None:
    """The noun phrase that starts here; `loose` lets it start with any noun, and be any words without articles."""
    tokens, language = clause.tokens, clause.language
    limit = min(len(tokens), begin + _LONGEST, len(tokens) if stop is None else stop)
    if begin >= limit or not tokens[begin].is_word:
        return None
    if loose and not language.articles:
        end = _run(clause, begin, limit)
        return (begin, end) if end > begin else None
    word = tokens[begin].folded
    if word in language.pronouns:
        return begin, begin + 1
    elided = word.startswith(language.elided_articles)
    determined = word in language.determiners or elided
    common = determined or loose or _opens_common(clause, begin, limit)  # small nouns and adjectives belong to it
    if not common and not _is_name(clause, begin):
        return None
    at = begin + determined
    noun, capital = elided, elided and tokens[begin].text[word.find("'") + 1 :][:1].isupper()
    while at < limit and tokens[at].is_word:
        token = tokens[at]
        if determined and not noun and token.folded in language.adverbs:
            at += 1
            continue
        after: int | None = at + 1
        if token.is_capital or token.text[0].isdigit():
            adjective = at == begin and common and not language.articles  # Хамовнический районный суд
            capital = capital or (token.is_capital and not (adjective or is_common(token.folded, language)))
        else:
            after = _past_small(clause, range(begin, limit), at, common=common, capital=capital, noun=noun)
        if after is None:
            break
        common = common or (is_role if language.articles else is_common)(token.folded, language)
        noun = True
        at = after
    return (begin, at) if noun else None


def _past_small(  # noqa: PLR0913 - what is known of the phrase so far, by name
    clause: Clause, within: range, at: int, *, common: bool, capital: bool, noun: bool
) -> int | None:
    """The index after a small word, and what it joins, if the phrase that starts `within` goes on with it."""
    tokens, language, limit = clause.tokens, clause.language, within.stop
    word = tokens[at].folded
    if at > within.start and word.startswith(language.elided_articles + language.elided_prepositions):
        return None
    links = language.links if capital else union(language, "links", "place_links")
    partitive = at == within.start + 1 and common and not capital  # один из жителей
    if (noun or partitive) and (word in links or word.startswith(language.elided_links)):
        after = _past_article(clause, at, limit)
        return after + 1 if after is not None and (common or tokens[after].is_capital) else None
    if at + 1 < limit and _joins_names(clause, within.start, at):
        return at + 2
    if _is_small_noun(clause, at, open_=common and not capital, noun=noun):
        return at + 1
    return at + 1 if noun and _is_about(clause, at, limit, common=common) else None


def phrase_before(clause: Clause, stop: int, *, loose: bool = False) -> Phrase | None:
    """The longest noun phrase that ends right before `stop`; None when it follows a preposition, unless `loose`."""
    tokens, language = clause.tokens, clause.language
    begins = range(max(0, stop - _LONGEST), stop)
    begin = next((at for at in begins if noun_phrase(clause, at, stop) == (at, stop)), None)
    if begin is None:
        return None
    before = tokens[begin - 1].folded if begin else ""
    link = before in language.links and before not in language.conjunctions
    if loose or not (link or before in language.prepositions):
        return begin, stop
    after = stop if language.articles else _past_governed(clause, begin, stop)  # podczas konferencji (wicepremier X)
    return (after, stop) if after < stop else None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a name, or a word for people or bodies."""
    language, (start, end) = clause.language, phrase
    opening = clause.tokens[start].folded
    if clause.is_pronoun(phrase):
        return opening not in language.impersonal
    elided = opening.startswith(language.elided_articles)
    names = [_is_name(clause, at) for at in range(max(start, end - 2), end)]
    governed = end - start > 3 and clause.tokens[end - 3].folded in language.links
    if names == [True, True] and not governed:
        return True  # il tecnico del Lecco Davide Panzeri
    if elided or opening in language.determiners:
        end = next((at for at in clause.places(language.links) if start < at < end), end)  # la situación (de X)
    noun = opening.partition("'")[2] if elided else opening
    nouns = (noun, *(token.folded for token in clause.tokens[start:end]))
    return any(is_common(one, language) for one in nouns) or any(_is_name(clause, at) for at in range(start, end))


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The noun phrase that opens the sentence, past what is put before it up to a comma; None when it cannot speak."""
    tokens, language = clause.tokens, clause.language
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].folded in language.conjunctions):
        at += 1
    for _ in range(2):
        word = tokens[at].folded if at < limit else ""
        adverb = len(word) > 5 and word.endswith(language.adverb_endings)
        linked = word.startswith(language.elided_links) or word in union(language, *_ADVERBIAL)
        if word and (adverb or linked) and word not in language.determiners:
            at = clause.find(",", at, limit) + 1
    if at < limit and is_verb(clause, at):
        return subject_after(clause, at + 1)
    found = noun_phrase(clause, at, limit)
    return found if found and can_speak(clause, found) and not _is_lone_word(clause, *found) else None


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, in a passive whoever does it, as token indices, or None."""
    tokens, language = clause.tokens, clause.language
    if agent := _agent(clause, verb):
        return agent
    at = verb
    while at and tokens[at - 1].folded in union(language, *_HELPERS) and not tokens[at - 1].is_capital:
        at -= 1
    if at == 0:
        return subject_after(clause, verb + 1)
    before = tokens[at - 1]
    comma = at > 1 and tokens[at - 2].text == ","
    if before.folded in language.relatives or (comma and before.folded in language.complementizers):
        return phrase_before(clause, at - 1 - comma, loose=True)
    if before.folded in language.conjunctions:
        return first_subject(clause, at - 1)
    if before.text in ",)":
        after = before_aside(clause, at, phrase_before) or subject_after(clause, verb + 1)
        return after if after and (after[0] < verb or can_speak(clause, after)) else first_subject(clause, verb)
    own = _with_place(clause, at) or _right_before(clause, at)
    return own or subject_after(clause, verb + 1) or first_subject(clause, verb)


def _with_place(clause: Clause, stop: int) -> Phrase | None:
    """The subject that opens the sentence and ends with a place: Жители дома на улице Гагарина (жалуются)."""
    language = clause.language
    first = noun_phrase(clause, 0, stop) if not language.articles else None
    if first is None or first[1] == stop or not clause.has(language.prepositions, first[1], first[1] + 1):
        return None
    common = any(is_common(token.folded, language) for token in clause.tokens[slice(*first)])
    when = clause.has(union(language, "times", "calendar"), first[1], stop)
    return (0, stop) if common and not when and _run(clause, first[1] + 1, stop) == stop else None


def _right_before(clause: Clause, stop: int) -> Phrase | None:
    """The phrase before `stop`, or the name that it is put beside: Marie Dupont, directrice du musée explique."""
    tokens = clause.tokens
    own = phrase_before(clause, stop)
    if own and own[0] > 1 and tokens[own[0] - 1].text == "," and not _is_name(clause, own[0]):
        named = phrase_before(clause, own[0] - 1)
        if named and named[0] == 0 and any(_is_name(clause, at) for at in range(*named)):
            return named
    return own


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs, times, places and asides: dijo el martes en el Congreso X."""
    del loose
    begin = at
    while begin < min(len(clause.tokens), at + _FAR):
        after = _past_circumstance(clause, begin) if clause.tokens[begin].is_word else _past_commas(clause, begin)
        if after == begin:
            found = noun_phrase(clause, begin)
            if found and not clause.language.articles:
                found = _role_after_name(clause, found) or _last_person(clause, found)
            return found if found and (begin == at or can_speak(clause, found)) else None
        begin = after
    return None


def _role_after_name(clause: Clause, found: Phrase) -> Phrase | None:
    """Whoever stands after a name that is told something: рассказал ТАСС (мэр X)."""
    tokens, language = clause.tokens, clause.language
    named = all(token.is_capital and not is_role(token.folded, language) for token in tokens[slice(*found)])
    role = noun_phrase(clause, found[1]) if named else None
    return role if role and is_role(tokens[role[0]].folded, language) else None


def _last_person(clause: Clause, found: Phrase) -> Phrase:
    """Whoever stands after the full name of somebody else: упрекнула адвоката Дениса Рогова (судья X)."""
    tokens, language = clause.tokens, clause.language
    for at in range(found[1] - 1, found[0], -1):
        told = _is_name(clause, at - 1) and tokens[at - 1].folded.endswith(language.dative_endings)
        full = at - 1 > found[0] and _is_name(clause, at - 1) and _is_name(clause, at - 2)
        if is_role(tokens[at].folded, language) and (told or full):
            return noun_phrase(clause, at) or found
    return found


def relative_subject(clause: Clause) -> tuple[bool, Phrase | None]:
    """Whether the last part of these words is a relative clause, and what its pronoun stands for."""
    language = clause.language
    comma = len(clause.tokens)
    while (comma := clause.find_before(",", comma)) >= 0:
        near = clause.places(language.relatives | language.complementizers)
        after = next((at for at in near if comma < at < comma + 3), None)
        if after is not None:
            found = phrase_before(clause, comma if after == comma + 1 else after, loose=True)
            return True, found if found and can_speak(clause, found) else None
    return False, None


def _is_name(clause: Clause, at: int) -> bool:
    token, language = clause.tokens[at], clause.language
    return token.is_capital and token.folded not in union(language, *SMALL) and token.folded not in language.calendar


def _is_participle(clause: Clause, at: int) -> bool:
    word = clause.tokens[at].folded
    return len(word) > 4 and word.endswith(clause.language.participle_endings)


def _opens_common(clause: Clause, begin: int, limit: int) -> bool:
    """Whether a noun for people starts here; without articles also one for a body, or an adjective of either."""
    language = clause.language
    word = clause.tokens[begin].folded
    if is_role(word, language):
        return True
    if language.articles or is_verb(clause, begin):
        return False
    near = clause.tokens[begin : min(limit, begin + 3)]
    small = union(language, *SMALL)
    noun = next((at for at, token in enumerate(near) if token.folded in small or is_common(token.folded, language)), 3)
    before = near[begin == 0 : noun]
    if noun < len(near) and near[noun].folded not in small and all(_is_adjective(token, language) for token in before):
        return True
    if clause.tokens[begin].is_capital and begin:
        return False
    end = _run(clause, begin, limit)  # any noun before a full name: гляциолог Павел Брагин
    name = next((at for at in range(begin + 1, end) if _is_name(clause, at)), end)
    if name - begin >= _BEFORE_NAME or name + 1 >= end or not _is_name(clause, name + 1):
        return False
    return not any(is_role(token.folded, language) for token in clause.tokens[begin + 1 : name])


def _is_adjective(token: Token, language: Language) -> bool:
    """Whether a small word has the ending of an adjective, where these are known."""
    endings = language.adjective_endings
    return not token.is_capital and (not endings or token.folded.endswith(endings))


def _is_small_noun(clause: Clause, at: int, *, open_: bool, noun: bool) -> bool:
    """Whether a small word goes on the phrase: a noun or adjective after an article, a role after a name."""
    token, language = clause.tokens[at], clause.language
    if token.folded in union(language, *SMALL) or is_verb(clause, at):
        return False
    if noun and not language.articles and is_role(token.folded, language):
        return not is_body(clause.tokens[at - 1].folded, language)  # według policji (kierowca ...)
    return is_role(token.folded, language) or (open_ and not (noun and _is_participle(clause, at)))


def _is_about(clause: Clause, at: int, limit: int, *, common: bool) -> bool:
    """Whether a small noun goes with the capital before it: губернатор Костромской области (Артём Захарьин)."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if language.articles or not tokens[at - 1].is_capital or word in union(language, *SMALL) or is_verb(clause, at):
        return False
    return is_body(word, language) or (common and at + 1 < limit and _is_name(clause, at + 1))


def _joins_names(clause: Clause, begin: int, at: int) -> bool:
    """Whether a conjunction stands inside the name of a body: Ministerstwo Klimatu i Środowiska."""
    tokens, language = clause.tokens, clause.language
    if tokens[at].folded not in language.conjunctions or at - begin < 2 or not tokens[begin].is_capital:
        return False
    return tokens[at - 1].is_capital and tokens[at + 1].is_capital and is_body(tokens[begin].folded, language)


def _run(clause: Clause, begin: int, limit: int) -> int:
    """The end of the words from `begin` on that are not small ones, verbs or signs."""
    small = union(clause.language, *SMALL)
    words = enumerate(clause.tokens[begin:limit], start=begin)
    return next((at for at, one in words if not one.is_word or one.folded in small or is_verb(clause, at)), limit)


def _past_article(clause: Clause, at: int, limit: int) -> int | None:
    """The index of the noun after "de" and an article, or the index itself for "d'antenne"; None when none follows."""
    tokens, language = clause.tokens, clause.language
    after = at + (not tokens[at].folded.startswith(language.elided_links))
    if after < limit and tokens[after].folded in language.determiners:
        after += 1
    if after >= limit or not tokens[after].is_word or tokens[after].folded in union(language, *_NO_NOUNS, "times"):
        return None
    joined = tokens[at].folded in language.conjunctions
    same = tokens[after].is_capital or is_role(tokens[after].folded, language)
    return after if same or not joined else None


def _agent(clause: Clause, verb: int) -> Phrase | None:
    """Whoever does it in a passive: fue acusado por X."""
    by = clause.has(clause.language.agents, verb + 1, verb + 2)
    agent = noun_phrase(clause, verb + 2) if by else None
    return agent if agent and can_speak(clause, agent) else None


def _is_lone_word(clause: Clause, at: int, end: int) -> bool:
    """Whether a phrase is one capital that opens a sentence and is not followed by its verb: any word can be that."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if end - at > 1 or at > 0 or word in language.pronouns or word.startswith(language.elided_articles):
        return False
    begin = end
    while begin < len(tokens) and (after := _past_circumstance(clause, begin)) > begin:
        begin = after
    if begin > end and begin < len(tokens) and is_verb(clause, begin):
        return False
    near = range(end, min(end + _SHORT_TOLD, len(tokens)))
    follows = next((index for index in near if tokens[index].folded not in union(language, *_HELPERS)), None)
    aside = tokens[end].text in ",(" and end + 1 < len(tokens)
    told = any(is_verb(clause, index) for index in range(end, len(tokens)))
    return follows is None or not (is_verb(clause, follows) or follows > end or (aside and told))


def _past_circumstance(clause: Clause, begin: int) -> int:
    """The index after an adverb, a time, a place or an aside that starts here; the same index when none does."""
    tokens, language = clause.tokens, clause.language
    aside = begin
    while aside < min(len(tokens), begin + _LONGEST_ASIDE) and tokens[aside].folded in language.asides:
        aside += 1
    if aside >= begin + _ASIDE:
        return aside
    found = noun_phrase(clause, begin)
    times = [at for at in range(*found) if tokens[at].folded in language.times] if found else []
    if times:
        return times[-1] + 1 + clause.has(language.which_time, times[-1] + 1, times[-1] + 2)  # la semana pasada
    word = tokens[begin].folded
    if word in language.times or word in language.adverbs:
        return begin + 1
    if word.startswith(language.elided_prepositions):
        return begin + 1  # nell'ordinanza
    plural = clause.tokens[begin + 1 : begin + 2] if word in language.plural_prepositions else ()  # disse a jornalistas
    if word in language.prepositions or any(one.folded.endswith(language.plural_endings) for one in plural):
        return _past_place(clause, begin + 1)
    if language.articles:
        return begin
    if tokens[begin].text.islower() and word.endswith(language.dative_endings):  # tłumaczył ministrowi (prezes X)
        return _past_governed(clause, begin, len(tokens))
    return begin + (word in language.auxiliaries or _is_object(clause, begin))


def _past_commas(clause: Clause, begin: int) -> int:
    """The index after a time or a place between commas: a martelé(, mardi,) le préfet; the same without one."""
    tokens, at = clause.tokens, begin + 1
    if tokens[begin].text != ",":
        return begin
    while at < len(tokens) and (after := _past_circumstance(clause, at)) > at:
        at = after
    return at + 1 if begin + 1 < at < len(tokens) and tokens[at].text == "," else begin


def _past_place(clause: Clause, place: int) -> int:
    """The index after what a preposition governs: en el Congreso; en rueda de prensa; w Kutnie."""
    tokens, language = clause.tokens, clause.language
    if not language.articles:
        return _past_governed(clause, place, len(tokens))
    if found := noun_phrase(clause, place):
        return found[1]
    while place < len(tokens) and tokens[place].text.islower() and tokens[place].folded not in language.determiners:
        place += 1
    return place


def _is_object(clause: Clause, at: int) -> bool:
    """Whether a small noun stands between the verb and a role: uzasadniał wyrok (sędzia X)."""
    token, after, language = clause.tokens[at], clause.tokens[at + 1 : at + 2], clause.language
    small = token.folded in union(language, *SMALL) or token.is_capital or not token.is_word
    if small or is_common(token.folded, language) or _is_adjective(token, language):
        return False
    return any(is_role(role.folded, language) for role in after)


def _past_governed(clause: Clause, begin: int, stop: int) -> int:
    """The index after what a preposition governs, where no article tells: a role or a full name after it is a subject.

    в Женеве (глава МИД X); у главы района Y (жительница X); w sądzie (biegły X)
    """
    tokens, language = clause.tokens, clause.language
    end = _run(clause, begin, min(stop, begin + _LONGEST))
    if end == begin:
        return begin + 1
    role = next((at for at in range(begin + 1, end) if is_role(tokens[at].folded, language)), None)
    if role is not None:
        while role > begin + 1 and _is_adjective(tokens[role - 1], language):
            role -= 1
        return role
    name = end
    while name > begin + 1 and _is_name(clause, name - 1):
        name -= 1
    if is_role(tokens[begin].folded, language) or end - name < 2:
        return end
    before = tokens[name - 1].folded
    unlisted = name - begin > 1 and not before.endswith(language.oblique_endings)  # w sądzie (biegły) X
    return name - unlisted
