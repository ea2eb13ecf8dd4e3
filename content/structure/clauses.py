"""The grammar that the speaker rules need: cue verbs, noun phrases and the subject of a verb, without a parser."""

from __future__ import annotations

from dataclasses import dataclass

from content.document.model import TextRange
from content.structure.lexicon import word_lists, words_for
from content.structure.names import PRONOUNS, Token, is_body, is_role

_GRAMMAR = word_lists("grammar")
_DETERMINERS = _GRAMMAR["determiners"]
_LINKS = _GRAMMAR["links"]
_STOPPERS = _GRAMMAR["stoppers"]
_CALENDAR = _GRAMMAR["calendar"]
_AUXILIARIES = _GRAMMAR["auxiliaries"]
_CONNECTORS = _GRAMMAR["connectors"]
_OPENERS = _GRAMMAR["openers"]
_RELATIVES = frozenset({"who", "which", "qui", "quien"})
_INSIDE = frozenset(
    {"of", "for", "from", "at", "in", "with", "des", "der", "von", "vom", "für", "aus", "de", "du", "del", "&"}
)
_OBJECTS = frozenset(
    ["den", "dem", "einen", "einem", "diesen", "diesem", "seinen", "seinem", "ihren", "ihrem", "keinen", "keinem"]
)
_HELPING = frozenset(
    ["hat", "hatte", "haben", "hatten", "wird", "wurde", "ist", "war", "soll", "sollte", "kann", "will"]
)
_VERB_ENDINGS = ("t", "te", "ten", "en", "rb", "ß", "eb")
_STARTS = frozenset(["and", "but", "yet", "und", "aber", "also", "even", "just", "only", "not", "auch", "selbst"])
_ADVERBIAL = _GRAMMAR["prepositions"] | _GRAMMAR["insertions"] | _STOPPERS | _GRAMMAR["adverbs"]
_LONGEST = 14  # words of a noun phrase
_SIGNS = "-–—/&’'“”\"„(.)"


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one sentence on one side of a quotation."""

    tokens: tuple[Token, ...]
    language: str | None

    def span(self, start: int, end: int) -> TextRange:
        """The text from one token to before another."""
        return TextRange(self.tokens[start].start, self.tokens[end - 1].end)

    def skip_auxiliaries(self, at: int) -> int:
        """The index after auxiliaries and adverbs that start at `at`."""
        while at < len(self.tokens) and (_is_filler(self.tokens[at]) or self._is_french_have(at)):
            at += 1
        return at

    def _is_french_have(self, at: int) -> bool:
        return self.language == "fr" and self.tokens[at].lower in {"a", "s'est", "s’est"}

    def skip_between(self, at: int) -> int:
        """The index after what can stand between a verb and its subject: adverbs, in German also prepositions."""
        at = self.skip_auxiliaries(at)
        while self.language == "de" and at + 1 < len(self.tokens) and self.tokens[at].lower in _GRAMMAR["prepositions"]:
            at += 1
            while at < len(self.tokens) and self.tokens[at].is_word and not self.tokens[at].is_capital:
                at += 1
            at = self.skip_auxiliaries(at + 1)
        return at

    def reaches(self, end: int, verb: int) -> bool:
        """Whether only adverbs, an apposition between commas or brackets stand from `end` to the verb."""
        at = self.skip_auxiliaries(end)
        if at == verb:
            return True
        if at < verb and self.tokens[at].text in ",(–—-":
            last = verb - 1
            while last > at and _is_filler(self.tokens[last]):
                last -= 1
            return self.tokens[last].text in ",)–—-"
        return False

    def named(self, start: int, end: int) -> bool:
        """Whether the phrase is a pronoun or has a word that can be part of a name."""
        words = self.tokens[start:end]
        if len(words) == 1 and words[0].lower in PRONOUNS:
            return True
        return any(
            token.is_capital
            and token.lower not in _OPENERS
            and token.lower not in _CALENDAR
            and token.lower not in _DETERMINERS
            for token in words
        )


def _is_filler(token: Token) -> bool:
    return token.lower in _AUXILIARIES or (len(token.lower) > 4 and token.lower.endswith("ly") and not token.is_capital)


def is_cue(clause: Clause, at: int) -> bool:
    """Whether the token is a verb that reports words, and not a noun: no article, possessive or "of" before it."""
    token = clause.tokens[at]
    if token.lower not in words_for("cues", clause.language):
        return False
    if at == 0:
        return True
    before = clause.tokens[at - 1]
    if before.lower.endswith(("'s", "’s", "s'", "s’")):
        return False
    if token.is_capital and clause.language in {"en", "de"} and before.text not in ",–—-":
        return False
    french_have = clause.language == "fr" and before.lower == "a"
    noun = before.lower in _DETERMINERS and before.lower not in PRONOUNS and not french_have
    return not noun and before.lower not in {"of", "for", "by", "with", "in", "no", "zur", "zum", "von"}


def phrase_end(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> int:
    """The index after the noun phrase that starts at `begin`; `begin` itself when none does.

    `stop` is a known verb; `loose` lets it start with any adjective.
    """
    tokens = clause.tokens
    if begin >= len(tokens) or not tokens[begin].is_word:
        return begin
    if tokens[begin].lower in PRONOUNS and tokens[begin].lower not in _DETERMINERS:
        return begin + 1
    if not _can_start(clause, begin) and not (loose and _could_start(tokens[begin])):
        return begin
    limit = min(len(tokens), begin + _LONGEST, len(tokens) if stop is None else stop)
    noun = False
    at = begin
    while at < limit:
        token = tokens[at]
        if at == begin and token.lower in _DETERMINERS:
            at += 1
            continue
        if _ends_phrase(clause, begin, at, noun=noun):
            break
        noun = (
            noun or token.is_capital or is_role(token.lower, clause.language) or is_body(token.lower, clause.language)
        )
        at += 1
    while at > begin and tokens[at - 1].lower in _INSIDE | _DETERMINERS | _CONNECTORS and not tokens[at - 1].is_capital:
        at -= 1
    solid = noun or (at - begin >= 2 and tokens[begin].lower in _DETERMINERS)
    return at if solid else begin


def _could_start(token: Token) -> bool:
    """Whether a small word after a reporting verb could be an adjective: "said former governor ..."."""
    word = token.lower
    return word.isalpha() and not _is_filler(token) and word not in _STOPPERS | _LINKS | _GRAMMAR["prepositions"]


def _adjective(before: Token) -> bool:
    """Whether the word before is one after which the phrase surely goes on."""
    return before.lower in _INSIDE or before.lower in _DETERMINERS


def _ends_phrase(clause: Clause, begin: int, at: int, *, noun: bool) -> bool:
    """Whether the phrase from `begin` cannot go on with this token."""
    tokens = clause.tokens
    word = tokens[at].lower
    capital = tokens[at].is_capital
    if not tokens[at].is_word or (word in _STOPPERS and not (capital and noun)):
        return True
    if word in _CALENDAR:
        return at != begin + 1 or tokens[begin].lower not in _DETERMINERS
    if noun and is_cue(clause, at):
        return True
    if word in _INSIDE or word in _CONNECTORS:
        return not _goes_on(clause, at, noun=noun)
    if word in _DETERMINERS and tokens[at - 1].lower not in _INSIDE:
        return clause.language != "de" or word not in {"der", "des"}
    if capital or is_role(word, clause.language) or is_body(word, clause.language):
        return False
    if _is_filler(tokens[at]) or word in PRONOUNS:
        return True
    return noun and not _adjective(tokens[at - 1]) and not _modifies(clause, at)


def _modifies(clause: Clause, at: int) -> bool:
    """Whether a small word goes with a noun for people or bodies right after it: "Turkish security sources"."""
    language = clause.language
    after = [token.lower for token in clause.tokens[at + 1 : at + 3]]
    if after and after[0] in _DETERMINERS:
        return False
    return any(is_role(word, language) or is_body(word, language) for word in after)


def _can_start(clause: Clause, begin: int) -> bool:
    token = clause.tokens[begin]
    if token.lower in _DETERMINERS or is_role(token.lower, clause.language):
        return True
    if token.is_capital:
        return token.lower not in _CALENDAR and (token.lower not in _OPENERS or token.lower in _CONNECTORS)
    return begin + 1 < len(clause.tokens) and (
        is_role(clause.tokens[begin + 1].lower, clause.language) or token.text[0].isdigit()
    )


def _goes_on(clause: Clause, at: int, *, noun: bool) -> bool:
    """Whether a phrase goes on after "of", "for" or a connector: with a name, a body or an article."""
    if at + 1 >= len(clause.tokens):
        return False
    after = clause.tokens[at + 1]
    if after.lower in _CALENDAR or not after.is_word:
        return False
    if clause.tokens[at].lower in {"in", "at", "with", "from", "aus"} and not noun:
        return False
    return after.is_capital or after.lower in _DETERMINERS or is_body(after.lower, clause.language) or noun


def phrase_start(clause: Clause, stop: int) -> int:
    """The index where the noun phrase that ends before `stop` starts; `stop` when there is none."""
    tokens = clause.tokens
    if stop <= 0 or not tokens[stop - 1].is_word:
        return stop
    if tokens[stop - 1].lower in PRONOUNS:
        return stop - 1
    best = stop
    for begin in range(stop - 1, max(-1, stop - 1 - _LONGEST), -1):
        token = tokens[begin]
        if not token.is_word and token.text not in "&’'":
            break
        if token.lower in _STOPPERS and not token.is_capital:
            break
        if phrase_end(clause, begin, stop) == stop:
            best = begin
            if token.lower in _DETERMINERS and (begin == 0 or tokens[begin - 1].lower not in _INSIDE):
                break
    return best


def subject_of(clause: Clause, verb: int) -> tuple[int, int] | None:
    """The subject of the verb at this index, as token indices, or None."""
    tokens = clause.tokens
    if tokens[verb].lower.endswith("ing"):
        at = verb
        while at and _is_filler(tokens[at - 1]):
            at -= 1
        start = phrase_start(clause, at)
        if start < at and start and tokens[start - 1].lower == "with":
            return start, at
        return first_subject(clause, verb) or _right_before(clause, verb)
    if clause.language == "de":
        return _german_subject(clause, verb)
    at = verb
    while at and (_is_filler(tokens[at - 1]) or (clause.language == "fr" and tokens[at - 1].lower == "a")):
        at -= 1
    if at and tokens[at - 1].text == ")":
        while at and tokens[at - 1].text != "(":
            at -= 1
        at = max(0, at - 1)
    if at and tokens[at - 1].lower in _RELATIVES:
        return at - 1, at
    if at and (tokens[at - 1].lower in {"and", "but", "to", "et", "y"}):
        return first_subject(clause, verb)
    if at and tokens[at - 1].text in ",–—-":
        return _before_apposition(clause, at - 1) or first_subject(clause, verb)
    return _right_before(clause, at) or first_subject(clause, verb) or _right_after(clause, verb)


def _right_before(clause: Clause, at: int) -> tuple[int, int] | None:
    start = phrase_start(clause, at)
    if start >= at:
        return None
    if start > 1 and clause.tokens[start - 1].lower in _GRAMMAR["prepositions"]:
        outer = first_subject(clause, start)
        return outer or (start, at)
    return start, at


def _right_after(clause: Clause, verb: int) -> tuple[int, int] | None:
    begin = clause.skip_between(verb + 1)
    end = phrase_end(clause, begin)
    return (begin, end) if end > begin else None


def _before_apposition(clause: Clause, comma: int) -> tuple[int, int] | None:
    """The phrase that an apposition ending at this comma or dash belongs to."""
    at = comma
    while at and clause.tokens[at - 1].text != clause.tokens[comma].text:
        at -= 1
    if at == 0:
        return None
    start = phrase_start(clause, at - 1)
    if start < at - 1:
        return start, at - 1
    return _before_apposition(clause, at - 1) if at > 2 else None


def _german_subject(clause: Clause, verb: int) -> tuple[int, int] | None:
    """The subject stands first, or right after the verb when something else stands first."""
    tokens = clause.tokens
    start = verb
    while (
        start
        and tokens[start - 1].text not in ";:"
        and not (tokens[start - 1].text == "," and start < verb and tokens[start].lower in _STOPPERS)
    ):
        start -= 1
    after = _nominative_after(clause, verb)
    if after is not None and tokens[after[0]].lower in {"er", "sie", "ich", "wir", "dieser", "diese"}:
        return after
    opening = tokens[start].lower
    turned = (
        start == verb
        or _opens_adverbial(tokens[start])
        or (verb - start == 1 and opening.endswith(("end", "lich", "ig", "isch", "weise", "ens")))
        or (after is not None and _is_full_name(clause, after))
    )
    if turned and after is not None:
        return after
    start += opening in _STOPPERS
    end = phrase_end(clause, start, verb)
    if end > start and not turned:
        return start, end
    return (
        _right_before(clause, verb) if turned and opening not in _STOPPERS else ((start, end) if end > start else after)
    )


def _nominative_after(clause: Clause, verb: int) -> tuple[int, int] | None:
    """The phrase right after a German verb, unless its article shows that it is an object."""
    found = _right_after(clause, verb)
    if found is None or clause.tokens[found[0]].lower in _OBJECTS:
        return None
    return found


def _is_full_name(clause: Clause, phrase: tuple[int, int]) -> bool:
    """Whether the phrase is two to four capitals without an article, right before a colon or the end."""
    start, end = phrase
    words = clause.tokens[start:end]
    last = end == len(clause.tokens) or clause.tokens[end].text in ":,"
    return last and 2 <= len(words) <= 4 and all(word.is_capital for word in words)


def first_subject(clause: Clause, stop: int | None = None) -> tuple[int, int] | None:
    """The first noun phrase that can be the subject of the sentence: past what is put before it up to a comma."""
    tokens = clause.tokens
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].lower in _STARTS):
        at += 1
    if at >= limit:
        return None
    end = at if _opens_adverbial(tokens[at]) else min(limit, phrase_end(clause, at))
    if end == at:
        if clause.language == "de" and (found := _turned_subject(clause, at, limit)):
            return found
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), None)
        if comma is None:
            return None
        at = comma + 1
        while at < limit and tokens[at].lower in _STOPPERS:
            at += 1
        end = min(limit, phrase_end(clause, at))
    return (at, end) if at < end else None


def _opens_adverbial(token: Token) -> bool:
    """Whether a sentence that starts with this word has its subject later."""
    return token.lower in _ADVERBIAL or (token.lower.endswith("ing") and len(token.lower) > 5)


def _turned_subject(clause: Clause, at: int, limit: int) -> tuple[int, int] | None:
    """In German the pronoun or phrase right after the first small word that can be a verb."""
    tokens = clause.tokens
    for index in range(at + 1, min(limit - 1, at + 14)):
        token = tokens[index]
        if token.text in ",:;":
            return None
        ending = token.lower.endswith(_VERB_ENDINGS) and not _is_filler(token) and token.lower not in _DETERMINERS
        if not token.is_word or token.is_capital or not (ending or token.lower in _HELPING):
            continue
        if tokens[index + 1].lower in PRONOUNS:
            return index + 1, index + 2
        if tokens[index - 1].is_capital:
            begin = clause.skip_auxiliaries(index + 1)
            end = min(limit, phrase_end(clause, begin))
            return (begin, end) if end > begin else None
    return None
