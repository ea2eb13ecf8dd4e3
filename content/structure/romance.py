"""Who speaks in French, Spanish, Italian and Portuguese: noun phrases and the subject of a verb, without a parser."""

from __future__ import annotations

import re
from functools import cache

from content.structure.lexicon import word_lists
from content.structure.names import Token, is_body, is_role
from content.structure.phrases import Clause, is_cue

Phrase = tuple[int, int]

ROMANCE = frozenset({"fr", "es", "it", "pt"})
_WORDS = word_lists("romance")
_JOINING = _WORDS["joining"]
_RELATIVES = _WORDS["relatives"]
_SUBORDINATE = _WORDS["subordinate"]
_ELIDED = re.compile(r"(?:l|un)['’]", re.IGNORECASE)
_OF = re.compile(r"d['’]|dell['’]", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w{3,}(?:ant|ando|endo|ment|mente|é|ée|és|ées)|\w{2,}(?:[ai]d[oa]|[aiu]t[oa])s?")
_DONE = re.compile(r"\w{2,}(?:[ai]d[oa]|[aiu]t[oa])s?")  # of these languages but French: recogido, detto
_PAST = re.compile(r"\w{3,}(?:ó|ou|ou-se)")  # of most Spanish and Portuguese verbs: zanjó, ironizou
_CLITIC = re.compile(r"(\w+)-(?:t-)?(il|elle|ils|elles|je|nous|on)", re.IGNORECASE)
_LONGEST = 14  # words of a phrase
_FAR = 16  # words between a verb and its subject
_LONGEST_ASIDE = 5
_ASIDE = 3  # words of what is put between a verb and its subject
_SHORT_TOLD = 4  # words between a name that opens a sentence and its verb


class Grammar:
    """The small words of one language."""

    def __init__(self, language: str) -> None:
        self.determiners = _WORDS[f"{language} determiners"]
        self.pronouns = _WORDS[f"{language} pronouns"]
        self.particles = _WORDS[f"{language} particles"]
        self.prepositions = _WORDS[f"{language} prepositions"]
        self.auxiliaries = _WORDS[f"{language} auxiliaries"]
        self.adverbs = _WORDS[f"{language} adverbs"]
        self.no_nouns = _JOINING | _RELATIVES | _SUBORDINATE | self.pronouns | self.prepositions | self.adverbs
        self.no_nouns |= self.auxiliaries
        self.small = self.no_nouns | self.determiners | self.particles


@cache
def grammar_of(language: str | None) -> Grammar:
    """The grammar of one of the four languages."""
    return Grammar(language or "")


def is_teller(clause: Clause, at: int) -> bool:
    """Whether the word reports words; a participle does so after "ha" and the like, and before whoever does it."""
    if not is_cue(clause, at):
        return False
    if clause.language == "fr" or _DONE.fullmatch(clause.tokens[at].lower) is None:
        return True
    helped = at > 0 and clause.tokens[at - 1].lower in grammar_of(clause.language).auxiliaries
    return helped or _agent(clause, at) is not None


def is_verb(clause: Clause, at: int) -> bool:
    """Whether the word reports words, or has the form of a Spanish or Portuguese verb that tells what somebody did."""
    token = clause.tokens[at]
    if is_teller(clause, at):
        return True
    return clause.language in {"es", "pt"} and not token.is_capital and _PAST.fullmatch(token.text) is not None


def clitic(token: Token) -> tuple[str, str] | None:
    """The verb and the pronoun of a French inversion: déclare-t-il."""
    found = _CLITIC.fullmatch(token.text)
    return (found[1].lower(), found[2]) if found else None


def noun_phrase(clause: Clause, begin: int, stop: int | None = None) -> int:
    """The index after the noun phrase that starts here; `begin` when there is none."""
    tokens = clause.tokens
    limit = min(len(tokens) if stop is None else stop, begin + _LONGEST)
    if begin >= limit or not tokens[begin].is_word:
        return begin
    words = grammar_of(clause.language)
    word = tokens[begin].lower
    if word in words.pronouns:
        return begin + 1
    elided = _ELIDED.match(tokens[begin].text) is not None
    determined = word in words.determiners or elided
    common = determined or is_role(word, clause.language)  # small nouns and adjectives belong to it
    if not common and not _is_name(clause, begin):
        return begin
    at = begin + (determined and not elided)
    noun = elided
    capital = False
    while at < limit and tokens[at].is_word:
        token = tokens[at]
        if token.is_capital or token.text[0].isdigit():
            capital = capital or token.is_capital
        elif (token.lower in words.particles or _OF.match(token.text)) and noun:
            after = _past_article(clause, at, limit)
            if after is None or not (common or tokens[after].is_capital):
                break
            at = after
        elif token.lower in words.adverbs and determined and not noun:
            at += 1
            continue
        elif not _is_small_noun(clause, at, open_=common and not capital, noun=noun):
            break
        common = common or is_role(token.lower, clause.language)
        noun = True
        at += 1
    return at if noun else begin


def _is_name(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    return token.is_capital and token.lower not in grammar_of(clause.language).small


def _is_small_noun(clause: Clause, at: int, *, open_: bool, noun: bool) -> bool:
    """Whether a small word goes on the phrase: a noun or adjective after an article, a role after a name."""
    word = clause.tokens[at].lower
    if word in grammar_of(clause.language).small or is_verb(clause, at):
        return False
    done = noun and clause.language != "fr" and _DONE.fullmatch(word) is not None
    role = is_role(word, clause.language)
    return role or (open_ and not done)


def _past_article(clause: Clause, at: int, limit: int) -> int | None:
    """The index of the noun after "de" and an article, or the index itself for "d'antenne"; None when none follows."""
    tokens, words = clause.tokens, grammar_of(clause.language)
    if tokens[at].lower not in words.particles:
        return at
    after = at + 1
    if after < limit and tokens[after].lower in words.determiners:
        after += 1
    if after >= limit or not tokens[after].is_word or tokens[after].lower in words.no_nouns:
        return None
    joined = tokens[at].lower in _JOINING
    same = tokens[after].is_capital or is_role(tokens[after].lower, clause.language)
    return after if same or not joined else None


def ending_at(clause: Clause, stop: int, *, loose: bool = False) -> Phrase | None:
    """The longest noun phrase that ends right before `stop`; None when it follows a preposition, unless `loose`."""
    tokens, small = clause.tokens, grammar_of(clause.language)
    for begin in range(max(0, stop - _LONGEST), stop):
        if noun_phrase(clause, begin, stop) == stop:
            before = tokens[begin - 1].lower if begin else ""
            governed = before in small.prepositions or before in small.particles - _JOINING
            return None if governed and not loose else (begin, stop)
    return None


def speaks(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a name, or a word for people or bodies, and not what belongs to one."""
    small = grammar_of(clause.language)
    words = list(clause.tokens[slice(*phrase)])
    if len(words) == 1 and words[0].lower in small.pronouns:
        return words[0].lower != "on"
    if words[0].lower in small.determiners or _ELIDED.match(words[0].text):
        of = next((at for at, word in enumerate(words) if at and word.lower in small.particles), len(words))
        words = words[:of]  # la situación (de Ramiro Rocca)
    if any(_is_name(clause, at) for at in range(phrase[0], phrase[0] + len(words))):
        return True
    nouns = [_ELIDED.sub("", word.lower) for word in words]
    return any(is_role(noun, clause.language) or is_body(noun, clause.language) for noun in nouns)


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The noun phrase that opens the sentence, past what is put before it up to a comma; None when it cannot speak."""
    tokens = clause.tokens
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].lower in _JOINING):
        at += 1
    for _ in range(2):
        if at >= limit:
            return None
        if not _opens_adverbial(clause, at, limit):
            break
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), limit)
        at = comma + 1
    end = noun_phrase(clause, at, limit)
    if end == at or not speaks(clause, (at, end)) or _is_lone_word(clause, at, end):
        return None
    return at, end


def _opens_adverbial(clause: Clause, at: int, limit: int) -> bool:
    """Whether the sentence starts with what is no subject: a preposition, an adverb, a participle, a time."""
    tokens, small = clause.tokens, grammar_of(clause.language)
    word = tokens[at].lower
    if word in small.determiners:
        end = noun_phrase(clause, at, limit)
        return any(token.lower in _WORDS["times"] for token in tokens[at:end])
    if word in small.prepositions | small.adverbs | _SUBORDINATE | _WORDS["times"] or _OF.match(word):
        return True
    return _PARTICIPLE.fullmatch(word) is not None


def _is_lone_word(clause: Clause, at: int, end: int) -> bool:
    """Whether a phrase is one capital that opens a sentence and is not followed by its verb: any word can be that."""
    tokens, small = clause.tokens, grammar_of(clause.language)
    if end - at > 1 or at > 0 or tokens[at].lower in small.pronouns or _ELIDED.match(tokens[at].text):
        return False
    after = range(end, min(end + _SHORT_TOLD, len(tokens)))
    follows = next((index for index in after if tokens[index].lower not in small.auxiliaries | small.adverbs), None)
    if follows is None:
        return True
    aside = tokens[end].text in ",(" and end + 1 < len(tokens)
    told = any(is_verb(clause, index) for index in range(end, len(tokens)))
    return not (is_verb(clause, follows) or follows > end or (aside and told))


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, in a passive whoever does it, as token indices, or None."""
    return _agent(clause, verb) or _subject_of(clause, verb)


def _subject_of(clause: Clause, verb: int) -> Phrase | None:
    tokens, small = clause.tokens, grammar_of(clause.language)
    at = verb
    while at and tokens[at - 1].lower in small.auxiliaries | small.adverbs and not tokens[at - 1].is_capital:
        at -= 1
    if at == 0:
        return _after(clause, verb)
    before = tokens[at - 1]
    if before.lower in small.pronouns:
        return at - 1, at
    if before.lower in _RELATIVES:
        return _antecedent(clause, at - 1)
    if before.lower in _JOINING:
        return first_subject(clause, at - 1)
    if before.text in ",)":
        turned = after_verb(clause, verb + 1)
        turned = turned if turned is not None and speaks(clause, turned) else None
        return _before_aside(clause, at - 1) or turned or first_subject(clause, verb)
    own = ending_at(clause, at)
    if own is None:
        return _after(clause, verb) or first_subject(clause, verb)
    if own[0] > 1 and tokens[own[0] - 1].text == "," and not _is_name(clause, own[0]):
        named = ending_at(clause, own[0] - 1)  # Marie Dupont, directrice du musée explique
        if named is not None and named[0] == 0 and any(_is_name(clause, index) for index in range(*named)):
            return named
    return own


def _agent(clause: Clause, verb: int) -> Phrase | None:
    """Whoever does it in a passive: fue acusado por X."""
    tokens = clause.tokens
    if verb + 2 >= len(tokens) or tokens[verb + 1].lower not in _WORDS["agents"]:
        return None
    end = noun_phrase(clause, verb + 2)
    agent = (verb + 2, end)
    return agent if end > verb + 2 and speaks(clause, agent) else None


def _antecedent(clause: Clause, relative: int) -> Phrase | None:
    """What a relative pronoun stands for; after a preposition the subject comes behind it: a quien X acusó."""
    tokens = clause.tokens
    if relative and tokens[relative - 1].lower in grammar_of(clause.language).prepositions:
        end = noun_phrase(clause, relative + 1)
        return (relative + 1, end) if end > relative + 1 else None
    stop = relative - (relative > 0 and tokens[relative - 1].text == ",")
    return ending_at(clause, stop, loose=True)


def relative_subject(clause: Clause) -> tuple[bool, Phrase | None]:
    """Whether the last part of these words is a relative clause, and what its pronoun stands for."""
    commas = [at for at, token in enumerate(clause.tokens) if token.text == ","]
    for comma in reversed(commas):
        after = next(
            (
                at
                for at in (comma + 1, comma + 2)
                if at < len(clause.tokens) and clause.tokens[at].lower in _RELATIVES | {"que"}
            ),
            None,
        )
        if after is not None:
            found = _antecedent(clause, after)
            return True, found if found and speaks(clause, found) else None
    return False, None


def _before_aside(clause: Clause, closing: int) -> Phrase | None:
    """The phrase before what stands between commas or brackets right before the verb."""
    tokens = clause.tokens
    opening = "(" if tokens[closing].text == ")" else ","
    at = next((index for index in range(closing - 1, 0, -1) if tokens[index].text == opening), None)
    if at is None:
        return None
    return ending_at(clause, at) or (_before_aside(clause, at) if opening == "," else None)


def _after(clause: Clause, verb: int) -> Phrase | None:
    """The phrase right after the verb: a indiqué le ministre."""
    return after_verb(clause, verb + 1)


def after_verb(clause: Clause, at: int) -> Phrase | None:
    """The phrase at this index, past adverbs, times, places and asides: dijo el martes en el Congreso X."""
    begin = at
    while begin < min(len(clause.tokens), at + _FAR):
        after = _past_circumstance(clause, begin)
        if after == begin:
            end = noun_phrase(clause, begin)
            found = end > begin and (begin == at or speaks(clause, (begin, end)))
            return (begin, end) if found else None
        begin = after
    return None


def _past_circumstance(clause: Clause, begin: int) -> int:
    """The index after an adverb, a time, a place or an aside that starts here; the same index when none does."""
    tokens, small = clause.tokens, grammar_of(clause.language)
    aside = begin
    while aside < len(tokens) and aside < begin + _LONGEST_ASIDE and tokens[aside].lower in _WORDS["asides"]:
        aside += 1
    if aside >= begin + _ASIDE:
        return aside
    end = noun_phrase(clause, begin)
    if any(token.lower in _WORDS["times"] for token in tokens[begin:end]):
        return end + (end < len(tokens) and tokens[end].lower in _WORDS["which"])  # la semana pasada
    if tokens[begin].lower in _WORDS["times"] | small.adverbs:
        return begin + 1
    return _past_place(clause, begin + 1) if _is_preposition(clause, begin) else begin


def _past_place(clause: Clause, at: int) -> int:
    """The index after what a preposition opens: (en) el Congreso, (en) rueda de prensa."""
    tokens, small = clause.tokens, grammar_of(clause.language)
    end = noun_phrase(clause, at)
    while end == at < len(tokens) and tokens[at].text[0].islower() and tokens[at].lower not in small.determiners:
        at, end = at + 1, at + 1
    return max(at, end)


def _is_preposition(clause: Clause, at: int) -> bool:
    """Whether the word is a preposition here; the Portuguese "a" is one before several."""
    tokens = clause.tokens
    several = tokens[at].lower == "a" and at + 1 < len(tokens) and tokens[at + 1].lower.endswith("s")
    return tokens[at].lower in grammar_of(clause.language).prepositions or (clause.language == "pt" and several)
