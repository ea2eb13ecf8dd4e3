"""The subject of a German verb: where it stands in main, subordinate and relative clauses, without a parser."""

from __future__ import annotations

from content.structure.lexicon import word_lists
from content.structure.names import PRONOUNS, Token, is_body, is_role
from content.structure.phrases import Clause, is_filler, phrase_end, phrase_start

Phrase = tuple[int, int]

_GRAMMAR = word_lists("grammar")
_DETERMINERS = _GRAMMAR["determiners"]
_STOPPERS = _GRAMMAR["stoppers"]
_OBJECTS = _GRAMMAR["objects"]
_HELPING = _GRAMMAR["helping"]
_STARTS = _GRAMMAR["starts"]
_PREPOSITIONS = _GRAMMAR["prepositions"]
_ADVERBIAL = _PREPOSITIONS | _GRAMMAR["insertions"] | _STOPPERS | _GRAMMAR["adverbs"]
_SUBJECTS = frozenset({"er", "sie", "ich", "wir", "man", "dieser", "diese"})
_JOINS = frozenset({"und", "sowie", "aber", "sondern"})
_RELATIVES = frozenset({"der", "die", "das", "dem", "den", "denen", "deren", "dessen", "wo", "was"})
_ANTECEDENT_SPEAKS = frozenset({"der"})  # the only one that is a subject beyond doubt
_AMOUNTS = _GRAMMAR["amounts"]
_REPORTED = _GRAMMAR["reported"]
_PARTICIPLES = frozenset({"bezeichnet", "kritisiert", "zitiert", "erklärt", "beschrieben", "bewertet", "verurteilt"})
_PASSIVE = frozenset({"wurde", "wurden", "wird", "werden", "worden"})
_VERB_ENDINGS = ("t", "te", "ten", "en", "rb", "ß", "eb", "ahm", "ief", "ing", "and", "log", "trug", "ieß", "am")
_ADVERB_ENDINGS = ("end", "lich", "ig", "isch", "weise", "ens", "zeit", "mals", "falls", "seits", "dings", "halb")
_SURE_ADVERBS = ("ing", "lich", "weise", "erweise", "dings", "mals", "falls")  # "-ing" opens an English phrase
_LOOKED_AT = 25  # words from the start of a sentence in which its verb is looked for


def german_subject(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, as token indices."""
    tokens = clause.tokens
    start = _part_start(clause, verb)
    if (agent := _agent(clause, start, verb)) is not None:
        return agent
    after = _nominative_after(clause, verb)
    if after is not None and tokens[after[0]].lower in _SUBJECTS and not _is_object(clause, start, verb, after):
        return after
    if (tokens[start].lower in _JOINS and verb == start + 1) or _is_passive(clause, start, verb):
        return None  # whoever spoke before goes on, or nobody is named
    before = verb - 1
    while before > start and is_filler(tokens[before]):
        before -= 1
    if before > start and tokens[before].lower in _JOINS and (found := _first(clause, start, before)):
        return found
    if start and tokens[start - 1].text == "," and (found := _in_subordinate(clause, start, verb)):
        return found
    return _in_main(clause, start, verb, after)


def _is_object(clause: Clause, start: int, verb: int, after: Phrase) -> bool:
    """Whether the pronoun after the verb is what is spoken of: Stein nannte sie; but: in Auenfeld sagte sie."""
    if clause.tokens[after[0]].lower not in {"sie", "diese"} or opens_adverbial(clause.tokens[start]):
        return False
    return phrase_end(clause, start, verb) == verb and speaks(clause, (start, verb))


def _part_start(clause: Clause, verb: int) -> int:
    """Where the clause of the verb starts: after a semicolon or colon, or a comma and a word that opens a clause."""
    tokens = clause.tokens
    start = verb
    while start and not (tokens[start - 1].text in ";:" and not tokens[start].text.isdigit()):
        if tokens[start - 1].text == "," and start < verb:
            word = tokens[start].lower
            if word in _STOPPERS or word == "wie" or (word in _RELATIVES and _is_last(clause, start, verb)):
                break
        start -= 1
    return start


def _is_last(clause: Clause, start: int, verb: int) -> bool:
    """Whether the verb ends a subordinate clause that starts there: no comma between, nothing but a helper after."""
    tokens = clause.tokens
    if any(token.text == "," for token in tokens[start:verb]):
        return False
    after = verb + 1
    while after < len(tokens) and tokens[after].lower in _HELPING:
        after += 1
    return after == len(tokens) or not tokens[after].is_word or tokens[after].lower in _JOINS | {"als"}


def is_aside(clause: Clause, verb: int) -> bool:
    """Whether the verb ends a clause with "dass", "weil" or the like and more than its own words follow."""
    tokens = clause.tokens
    if verb + 1 >= len(tokens) or tokens[verb + 1].text != "," or len(tokens) - verb <= 3:
        return False
    at = verb
    while at and tokens[at - 1].text not in ",;:":
        at -= 1
    return tokens[at].lower in {"dass", "weil", "ob", "wenn", "obwohl", "nachdem", "bevor", "damit"}


def _agent(clause: Clause, start: int, verb: int) -> Phrase | None:
    """Whoever a passive names with "von": es wurde von X geäußert."""
    tokens = clause.tokens
    word = tokens[verb].lower
    if not word.startswith("ge") and not word.endswith(("t", "en")):
        return None
    near = range(start, min(len(tokens), verb + 2))
    if not any(tokens[at].lower in _PASSIVE for at in near):
        return None
    for at in range(verb - 1, start - 1, -1):
        if tokens[at].lower in {"von", "vom"}:
            end = phrase_end(clause, at + 1, verb)
            if end > at + 1:
                return at + 1, end
    return None


def _is_passive(clause: Clause, start: int, verb: int) -> bool:
    """Whether something is done to the subject: der Plan wurde ... genannt; who is quoted speaks all the same."""
    tokens = clause.tokens
    if tokens[verb].lower in {"zitiert", "gefragt"} or verb == start:
        return False
    participle = tokens[verb].lower.startswith("ge") or verb == len(tokens) - 1 or tokens[verb].lower in _PARTICIPLES
    return participle and any(tokens[at].lower in _PASSIVE for at in range(start, verb))


def _in_subordinate(clause: Clause, start: int, verb: int) -> Phrase | None:
    """The subject of a clause with the verb at its end: right after the word that opens it, or what that stands for."""
    tokens = clause.tokens
    word = tokens[start].lower
    if word in _RELATIVES and word not in _STOPPERS:
        inner = _nominative(clause, start + 1, verb)
        if inner is not None and word not in _ANTECEDENT_SPEAKS and speaks(clause, inner):
            return inner
        stop = start - 1
        begin = phrase_start(clause, stop)
        return (begin, stop) if begin < stop else inner
    return None


def named_in_relative(clause: Clause) -> Phrase | None:
    """The subject of a relative clause, or one with "wie" or "indem", whose verb comes after these words."""
    tokens = clause.tokens
    start = max((at for at, token in enumerate(tokens) if token.text in ",;:"), default=-1) + 1
    if start == 0 or start >= len(tokens) or tokens[start].lower not in _RELATIVES - {"der"} | {"wie", "indem"}:
        return None
    found = _nominative(clause, start + 1, len(tokens))
    return found if found is not None and speaks(clause, found) else None


def subject_at_end(clause: Clause) -> Phrase | None:
    """The subject of a clause whose verb comes after these words: after the last comma and the word that opens it."""
    tokens = clause.tokens
    commas = [at for at, token in enumerate(tokens) if token.text in ",;:"]
    start = commas[-1] + 1 if commas else 0
    if start >= len(tokens):
        return None
    word = tokens[start].lower
    if start and word in _RELATIVES and word not in _STOPPERS:
        return _in_subordinate(clause, start, len(tokens))
    if word in _STOPPERS or word == "wie":
        return _nominative(clause, start + 1, len(tokens))
    return None


def _nominative(clause: Clause, begin: int, stop: int) -> Phrase | None:
    """The first phrase in these words that can be a subject by its article."""
    at = begin
    while at < stop:
        end = min(stop, phrase_end(clause, at))
        if end > at:
            plain = clause.tokens[at].lower not in _OBJECTS and clause.tokens[at - 1].lower not in _PREPOSITIONS
            if plain:
                return at, end
            at = end
        else:
            at += 1
    return None


def speaks(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a role, a body or a name, and not any noun with its article."""
    start, end = phrase
    words = clause.tokens[start:end]
    if len(words) == 1 and words[0].lower in PRONOUNS:
        return words[0].lower not in {"es", "it", "man"}
    if any(is_role(word.lower, clause.language) or is_body(word.lower, clause.language) for word in words):
        return True
    return words[0].is_capital and words[0].lower not in _DETERMINERS | _AMOUNTS


def _in_main(clause: Clause, start: int, verb: int, after: Phrase | None) -> Phrase | None:
    """The subject stands first, or right after the verb when something else stands first."""
    tokens = clause.tokens
    while start < verb - 1 and tokens[start].lower in _STARTS:
        start += 1
    opening = tokens[start].lower
    turned = (
        start == verb
        or opens_adverbial(tokens[start])
        or opening in _OBJECTS
        or (verb - start == 1 and opening.endswith(_ADVERB_ENDINGS))
        or (after is not None and _is_full_name(clause, after))
    )
    said_last = tokens[verb - 1].text == "," and after is not None
    if after is not None and (turned or (said_last and _is_whole(clause, start, verb))):
        return after
    if start < verb and tokens[verb - 1].text in ",)" and not turned and (found := _outside_insertion(clause, verb)):
        return found
    while start < verb and (tokens[start].lower in _STOPPERS or tokens[start].lower in _STARTS | {"wie"}):
        start += 1
    end = phrase_end(clause, start, verb)
    if end > start and not turned:
        belongs = (
            after is not None and after[1] - after[0] > 1 and tokens[after[0]].lower.endswith("s")
        )  # Steins Antrag
        object_first = after is not None and not belongs and speaks(clause, after) and not speaks(clause, (start, end))
        return after if object_first else (start, end)
    if turned and opening not in _STOPPERS:
        return _right_before(clause, verb)
    return (start, end) if end > start else after


def _is_whole(clause: Clause, start: int, verb: int) -> bool:
    """Whether the words before the comma are a sentence of their own: Die Brücke sei gesperrt, sagte X."""
    return any(token.lower in _HELPING | _REPORTED for token in clause.tokens[start : verb - 1])


def _right_before(clause: Clause, verb: int) -> Phrase | None:
    start = phrase_start(clause, verb)
    return (start, verb) if start < verb else None


def _outside_insertion(clause: Clause, verb: int) -> Phrase | None:
    """The phrase before what stands between commas or brackets right before the verb: X, head of Y (Z), said."""
    tokens = clause.tokens
    stop = verb
    while stop and tokens[stop - 1].text in ",)":
        opening = "(" if tokens[stop - 1].text == ")" else ","
        at = stop - 1
        while at and tokens[at - 1].text != opening:
            at -= 1
        if at == 0:
            return None
        stop = at - 1
        begin = phrase_start(clause, stop)
        if begin < stop:
            return None if begin and tokens[begin - 1].lower in _HELPING else (begin, stop)
    return None


def _nominative_after(clause: Clause, verb: int) -> Phrase | None:
    """The phrase right after a German verb, unless its article shows that it is an object."""
    begin = clause.skip_between(verb + 1)
    if begin < len(clause.tokens) and clause.tokens[begin].lower == "es":
        begin = clause.skip_between(begin + 1)
    end = phrase_end(clause, begin)
    if end <= begin or clause.tokens[begin].lower in _OBJECTS:
        return None
    return begin, end


def _is_full_name(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is two to four capitals without an article, right before a colon or the end."""
    start, end = phrase
    words = clause.tokens[start:end]
    last = end == len(clause.tokens) or clause.tokens[end].text in ":,"
    return last and 2 <= len(words) <= 4 and all(word.is_capital for word in words)


def _first(clause: Clause, start: int, stop: int) -> Phrase | None:
    """The subject of the first of two joined verbs: its clause from `start` to the "und"."""
    at = start + (clause.tokens[start].lower in _STOPPERS | _STARTS)
    if opens_adverbial(clause.tokens[at]):
        return turned_subject(clause, at, stop)
    end = min(stop, phrase_end(clause, at))
    return (at, end) if end > at else None


def opens_adverbial(token: Token) -> bool:
    """Whether a sentence that starts with this word has its subject later."""
    word = token.lower
    return word in _ADVERBIAL or (len(word) > 5 and word.endswith(_SURE_ADVERBS))


def turned_subject(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The pronoun or phrase right after the first small word that can be a verb."""
    tokens = clause.tokens
    for index in range(at + 1, min(limit - 1, at + _LOOKED_AT)):
        token = tokens[index]
        if token.text in ",:;":
            return None
        if not token.is_word or token.is_capital or not _can_be_verb(token):
            continue
        if tokens[index + 1].lower in PRONOUNS:
            return index + 1, index + 2
        if tokens[index - 1].is_capital:
            begin = clause.skip_between(index + 1)
            end = min(limit, phrase_end(clause, begin))
            return (begin, end) if end > begin else None
    return None


def subject_after_comma(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The subject of a main clause that starts with its verb, after a subordinate clause: dass ..., führt X ..."""
    tokens = clause.tokens
    if at + 1 >= limit or tokens[at].is_capital or not tokens[at].is_word or not _can_be_verb(tokens[at]):
        return None
    begin = clause.skip_between(at + 1)
    end = min(limit, phrase_end(clause, begin))
    return (begin, end) if end > begin and tokens[begin].lower not in _OBJECTS else None


def _can_be_verb(token: Token) -> bool:
    word = token.lower
    if word in _HELPING:
        return True
    small = is_filler(token) or word in _DETERMINERS | _PREPOSITIONS | _STOPPERS
    return word.endswith(_VERB_ENDINGS) and not small
