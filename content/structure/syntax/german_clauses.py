"""German clauses without a parser: passive, subordinate, and with something else than the subject first."""

from __future__ import annotations

from content.languages.words import word_lists
from content.structure.syntax.noun_phrases import PRONOUNS, Clause, Phrase, is_cue, is_filler, phrase_end, phrase_start
from content.structure.syntax.tokens import Token, is_body, is_role

_GRAMMAR = word_lists("grammar")
_DETERMINERS = _GRAMMAR["determiners"]
_STOPPERS = _GRAMMAR["stoppers"]
_OBJECTS = _GRAMMAR["objects"]
_HELPING = _GRAMMAR["helping"]
_PREPOSITIONS = _GRAMMAR["prepositions"]
_ADVERBIAL = _PREPOSITIONS | _GRAMMAR["insertions"] | _STOPPERS | _GRAMMAR["adverbs"] | _GRAMMAR["moods"]
_NO_VERBS = _DETERMINERS | _PREPOSITIONS | _STOPPERS
_RELATIVES = frozenset({"der", "die", "das", "dem", "den", "denen", "deren", "dessen", "wo", "was"})
_ANTECEDENT_SPEAKS = frozenset({"der"})  # the only one that is a subject beyond doubt
_AMOUNTS = _GRAMMAR["amounts"]
_PARTICLES = _GRAMMAR["particles"]
_PARTICIPLES = frozenset({"bezeichnet", "kritisiert", "zitiert", "erklärt", "beschrieben", "bewertet", "verurteilt"})
_PASSIVE = frozenset({"wurde", "wurden", "wird", "werden", "worden"})
_VERB_ENDINGS = (
    "t",
    "te",
    "ten",
    "en",
    "rb",
    "ß",
    "oss",
    "eb",
    "ahm",
    "ief",
    "ing",
    "and",
    "ann",
    "log",
    "ug",
    "ieß",
    "am",
    "ab",
    "ah",
    "og",
    "ag",
    "ies",
    "ieb",
)
_SURE_ADVERBS = ("ing", "lich", "weise", "erweise", "dings", "mals", "falls")  # "-ing" opens an English phrase
_LOOKED_AT = 25  # words from the start of a sentence in which its verb is looked for


def agent_before(clause: Clause) -> Phrase | None:
    """Whoever a passive names with "von" when its verb comes after these words, or with "in" if that is a document."""
    tokens = clause.tokens
    if tokens[0].folded in {"in", "im"}:
        end = phrase_end(clause, 1, loose=True)
        if end > 1 and speaks(clause, (1, end)):
            return 1, end
    for at, token in enumerate(tokens):
        if token.folded in {"von", "vom"}:
            end = phrase_end(clause, at + 1)
            if end > at + 1 and speaks(clause, (at + 1, end)):
                return at + 1, end
    return None


def is_passive(clause: Clause) -> bool:
    """Whether something is done to the subject of these words."""
    return any(token.folded in _PASSIVE for token in clause.tokens)


def says_how(clause: Clause, verb: int) -> bool:
    """Whether a word that could be a verb only says how the verb before it was meant: entgegnete X empört."""
    tokens = clause.tokens
    if tokens[verb].folded not in _GRAMMAR["moods"]:
        return False
    begins = (clause.skip_between(at + 1) for at in range(verb) if is_cue(clause, at))
    return any(phrase_end(clause, begin) == verb for begin in begins)


def is_light(clause: Clause, verb: int) -> bool:
    """Whether the verb reports words only right before them, and has no small word that makes it do so: gab an."""
    tokens = clause.tokens
    if tokens[verb].folded not in _GRAMMAR["light"] or tokens[-1].folded in {"für", "als"}:
        return False
    comma = next((at for at in range(verb + 1, len(tokens)) if tokens[at].text in ",:"), None)
    return comma is None or tokens[comma - 1].folded not in _PARTICLES


def is_aside(clause: Clause, verb: int) -> bool:
    """Whether the verb ends a clause with "dass", "weil" or the like and more than its own words follow."""
    tokens = clause.tokens
    if verb + 1 >= len(tokens) or tokens[verb + 1].text != "," or len(tokens) - verb <= 3:
        return False
    at = verb
    while at and tokens[at - 1].text not in ",;:":
        at -= 1
    return tokens[at].folded in {"dass", "weil", "ob", "wenn", "obwohl", "nachdem", "bevor", "damit"}


def agent(clause: Clause, start: int, verb: int) -> Phrase | None:
    """Whoever a passive names with "von": es wurde von X geäußert."""
    tokens = clause.tokens
    word = tokens[verb].folded
    if not word.startswith("ge") and not word.endswith(("t", "en")):
        return None
    near = range(start, min(len(tokens), verb + 2))
    if not any(tokens[at].folded in _PASSIVE for at in near):
        return None
    for at in range(verb - 1, start - 1, -1):
        if tokens[at].folded in {"von", "vom"}:
            end = phrase_end(clause, at + 1, verb)
            if end > at + 1:
                return at + 1, end
    return None


def is_done_to(clause: Clause, start: int, verb: int) -> bool:
    """Whether something is done to the subject: der Plan wurde ... genannt; who is quoted speaks all the same."""
    tokens = clause.tokens
    if tokens[verb].folded in {"zitiert", "gefragt"} or verb == start:
        return False
    participle = tokens[verb].folded.startswith("ge") or verb == len(tokens) - 1 or tokens[verb].folded in _PARTICIPLES
    return participle and any(tokens[at].folded in _PASSIVE for at in range(start, verb))


def subject_in_relative(clause: Clause, start: int, verb: int) -> Phrase | None:
    """The subject of a clause with the verb at its end: right after the word that opens it, or what that stands for."""
    tokens = clause.tokens
    word = tokens[start].folded
    if word in _RELATIVES and word not in _STOPPERS:
        inner = _nominative(clause, start + 1, verb)
        if inner is not None and word not in _ANTECEDENT_SPEAKS and speaks(clause, inner):
            return inner
        stop = start - 1
        begin = phrase_start(clause, stop)
        return (begin, stop) if begin < stop else inner or (start, start + 1)
    return None


def named_in_relative(clause: Clause) -> Phrase | None:
    """The subject of a relative clause, or one with "wie" or "indem", whose verb comes after these words."""
    tokens = clause.tokens
    start = max((at for at, token in enumerate(tokens) if token.text in ",;:"), default=-1) + 1
    if start == 0 or start >= len(tokens) or tokens[start].folded not in _RELATIVES - {"der"} | {"wie", "indem"}:
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
    word = tokens[start].folded
    if start and word in _RELATIVES and word not in _STOPPERS:
        return subject_in_relative(clause, start, len(tokens))
    if start and word in _PREPOSITIONS and start + 1 < len(tokens) and tokens[start + 1].folded in _RELATIVES:
        return _nominative(clause, start + 2, len(tokens))
    if word in _STOPPERS or word == "wie":
        return _nominative(clause, start + 1, len(tokens))
    return None


def _nominative(clause: Clause, begin: int, stop: int) -> Phrase | None:
    """The first phrase in these words that can be a subject by its article."""
    at = begin
    while at < stop:
        end = min(stop, phrase_end(clause, at))
        if end > at:
            governed = at > begin and clause.tokens[at - 1].folded in _PREPOSITIONS
            plain = clause.tokens[at].folded not in _OBJECTS and not governed
            if plain:
                return at, end
            at = end
        else:
            at += 1
    return None


def speaks(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a role, a body or a name, and not any noun with its article."""
    start, end = phrase
    words = clause.tokens[start : _head_end(clause, start, end)]
    if not words:
        return False
    if len(words) == 1 and words[0].folded in PRONOUNS:
        return words[0].folded not in {"es", "it", "man"}
    if any(is_role(word.folded, clause.language) or is_body(word.folded, clause.language) for word in words):
        return True
    return words[0].is_capital and words[0].folded not in _DETERMINERS | _AMOUNTS


def _head_end(clause: Clause, start: int, end: int) -> int:
    """The index after the noun that the phrase is about: die Entscheidung (der Richter)."""
    noun = False
    for at in range(start, end):
        if noun and not clause.tokens[at].is_capital:
            return at
        noun = noun or (clause.tokens[at].is_capital and (at > start or clause.tokens[at].folded not in _DETERMINERS))
    return end


def opens_adverbial(token: Token) -> bool:
    """Whether a sentence that starts with this word has its subject later."""
    word = token.folded
    return word in _ADVERBIAL or (len(word) > 5 and word.endswith(_SURE_ADVERBS))


def turned_subject(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The pronoun or phrase right after the first small word that can be a verb."""
    tokens = clause.tokens
    for index in range(at + 1, min(limit - 1, at + _LOOKED_AT)):
        token = tokens[index]
        if token.text in ",:;":
            return None
        if not token.is_word or token.is_capital or not can_be_verb(token):
            continue
        if tokens[index + 1].folded in PRONOUNS:
            return index + 1, index + 2
        if tokens[index - 1].is_capital:
            begin = clause.skip_between(index + 1)
            end = min(limit, phrase_end(clause, begin))
            return (begin, end) if end > begin else None
    return None


def subject_after_comma(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The subject of a main clause that starts with its verb, after a subordinate clause: dass ..., führt X ..."""
    tokens = clause.tokens
    if at + 1 >= limit or tokens[at].is_capital or not tokens[at].is_word or not can_be_verb(tokens[at]):
        return None
    begin = clause.skip_between(at + 1)
    end = min(limit, phrase_end(clause, begin))
    return (begin, end) if end > begin and tokens[begin].folded not in _OBJECTS else None


def can_be_verb(token: Token) -> bool:
    word = token.folded
    if word in _HELPING:
        return True
    small = is_filler(token) or word in _NO_VERBS
    return word.endswith(_VERB_ENDINGS) and not small
