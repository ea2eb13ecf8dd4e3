"""The subject of a verb where the verb of a main clause stands second and that of a subordinate one last, as in German.

Found by where the clause starts and what opens it, without a parser.
"""

from __future__ import annotations

from content.structure.syntax import subjects
from content.structure.syntax.clause import Clause, Phrase, is_cue
from content.structure.syntax.noun_phrases import noun_phrase, phrase_before
from content.structure.syntax.tokens import is_common, union

__all__ = ["can_speak", "first_subject", "noun_phrase", "phrase_before", "reports", "subject_after", "subject_of"]

_NAME = range(2, 5)  # words of a full name
_LATE = 2  # words that say how, after a verb and before its subject
_EDGES = ",;:"  # of clauses

reports = is_cue
first_subject = subjects.first_subject


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """Whom the verb quotes, who does it in a passive, what follows it, or what its clause starts with."""
    tokens, language = clause.tokens, clause.language
    start = _clause_start(clause, verb)
    done, agent = _passive(clause, start, verb)
    if found := _told_of(clause, start, verb) or agent:
        return found
    begin = clause.skip_between(verb + 1)
    if clause.has(language.neuter - language.determiners, begin, begin + 1):
        begin = clause.skip_between(begin + 1)
    object_first = clause.has(union(language, "object_articles", "complementizers"), begin, begin + 1)
    after = None if object_first else noun_phrase(clause, begin)
    pronoun = after is not None and tokens[after[0]].folded in language.pronouns - language.neuter
    if after and pronoun:
        feminine = tokens[after[0]].folded in language.feminine and not subjects.opens_adverbial(clause, start)
        if not (feminine and _speaks_up_to(clause, start, verb)):  # Stein nannte sie; but: in Auenfeld sagte sie
            return after
    if (tokens[start].folded in language.conjunctions and verb == start + 1) or done:
        return None  # whoever spoke before goes on, or nobody is named
    if found := _of_first_verb(clause, start, verb):
        return found
    if start and tokens[start - 1].text == "," and (found := _subject_in_relative(clause, start, verb)):
        return found
    return _subject_in_main(clause, start, verb, after)


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs, places, and a word or two that say how: rief wütend X."""
    tokens = clause.tokens
    at = clause.skip_between(at)
    limit = min(len(tokens), at + _LATE)
    found = noun_phrase(clause, at, loose=loose)
    while not found and at < limit and tokens[at].text.isalpha() and tokens[at].text.islower():
        at = clause.skip_between(at + 1)
        found = noun_phrase(clause, at)
    return found


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a role, a body or a name, and not any noun with its article.

    A full name goes with an article and a noun that need not be a listed role: für den Theologen Hans Küng.
    """
    language = clause.language
    words = clause.tokens[slice(*phrase)]
    if len(words) == 1 and words[0].folded in language.pronouns:
        return words[0].folded not in language.impersonal
    if any(is_common(word.folded, language) for word in words):
        return True
    if words[0].folded in language.determiners | language.quantifiers:
        capitals = [word.is_capital for word in words[1 : len(_NAME) + 1]]
        return len(capitals) == len(_NAME) and all(capitals)
    return words[0].is_capital


def agent_before(clause: Clause) -> Phrase | None:
    """Whoever a passive names with "von" when its verb comes after these words, or with "in" if that is a document."""
    language = clause.language
    begins = [1] if clause.tokens[0].folded in language.document_openers else []
    for begin in [*begins, *(at + 1 for at in clause.places(language.agents))]:
        found = noun_phrase(clause, begin, loose=begin == 1)
        if found and can_speak(clause, found):
            return found
    return None


def subject_at_end(clause: Clause) -> Phrase | None:
    """The subject of a clause whose verb comes after these words: after the last comma and the word that opens it."""
    tokens, language = clause.tokens, clause.language
    start = last_clause(clause)
    word = tokens[start].folded if start < len(tokens) else ""
    if start and (word in language.relatives and word not in language.stoppers):
        return _subject_in_relative(clause, start, len(tokens))
    opened = word in language.stoppers or word in language.comparison or (start and word in language.prepositions)
    return _nominative(clause, start + 1, len(tokens)) if opened else None


def last_clause(clause: Clause) -> int:
    """Where the last clause of these words starts: after the last sign between clauses, or at a subordinator."""
    start = clause.find_before(_EDGES, len(clause.tokens)) + 1
    return next((at for at in clause.places(clause.language.subordinators) if at > start), start)


def named_in_relative(clause: Clause) -> Phrase | None:
    """The subject of a relative clause, or one with "wie" or "indem", whose verb comes after these words."""
    language = clause.language
    start = clause.find_before(_EDGES, len(clause.tokens)) + 1
    openers = (language.relatives - language.subject_relatives) | language.comparison | language.means
    opened = start > 0 and clause.has(openers, start, start + 1)
    found = _nominative(clause, start + 1, len(clause.tokens)) if opened else None
    return found if found and can_speak(clause, found) else None


def only_seems_to_report(clause: Clause, verb: int, *, near: bool) -> bool:
    """Whether a verb that is not near the quotation reports other words, or only says how the verb before was meant.

    It does so when it ends a clause with "dass" or the like, or reports only right before words, without a small word
    that makes it do so anywhere, as in: gab an; entgegnete X empört.
    """
    tokens, language = clause.tokens, clause.language
    word = tokens[verb].folded
    if word in language.manner:
        told = (noun_phrase(clause, clause.skip_between(at + 1)) for at in range(verb) if is_cue(clause, at))
        return any(one and one[1] == verb for one in told)
    opening, edge = clause.find_before(_EDGES, verb) + 1, clause.find(",:", verb + 1)
    if near or (edge == verb + 1 < len(tokens) and tokens[opening].folded in language.subordinators):
        return not near
    light = word in language.light_cues and tokens[-1].folded not in language.as_or_for and tokens[-1].text not in ":："
    if clause.has(language.complementizers, verb + 1):
        return False
    return light and (edge == len(tokens) or tokens[edge - 1].folded not in language.cue_particles)


def _told_of(clause: Clause, start: int, verb: int) -> Phrase | None:
    """Whom others tell of: X wird zitiert; wie Y meldet, soll X gesagt haben; Y zitierte X mit den Worten."""
    tokens, language = clause.tokens, clause.language
    quoted = noun_phrase(clause, verb + 1) if verb and tokens[verb].folded in language.quoting_cues else None
    if quoted and clause.has(language.accompanied, quoted[1], quoted[1] + 1):
        return quoted
    inverted = subjects.opens_adverbial(clause, start) or tokens[start].folded in language.comparison
    if tokens[verb].folded in language.quoting_cues and clause.has(language.passive_auxiliaries, start, verb):
        return subjects.inverted_subject(clause, start, verb) if inverted else noun_phrase(clause, start, verb)
    if inverted and clause.has(language.second_verbs, verb + 1, verb + 2):
        helper = next((at for at in clause.places(language.hearsay) if start < at < verb), None)
        if helper is not None and tokens[helper - 1].text == ",":
            return subjects.subject_after_verb(clause, helper, verb)
    return None


def _passive(clause: Clause, start: int, verb: int) -> tuple[bool, Phrase | None]:
    """Whether something is done to the subject, and it is not quoted (der Plan wurde ... genannt), and who does it."""
    language, passive = clause.language, clause.language.passive_auxiliaries
    word = clause.tokens[verb].folded
    prefixed = word.startswith(language.participle_prefixes[:1])
    last = verb == len(clause.tokens) - 1 or word in language.passive_cues
    done = (prefixed or last) and word not in language.quoting_cues and clause.has(passive, start, verb)
    participle = prefixed or word.endswith(language.participle_endings)
    if not participle or not clause.has(passive, start, verb + 2):
        return done, None
    agents = [at for at in clause.places(language.agents) if start <= at < verb]
    return done, next(filter(None, (noun_phrase(clause, at + 1, verb) for at in reversed(agents))), None)


def _speaks_up_to(clause: Clause, start: int, verb: int) -> bool:
    return noun_phrase(clause, start, verb) == (start, verb) and can_speak(clause, (start, verb))


def _clause_start(clause: Clause, verb: int) -> int:
    """Where the clause of the verb starts: after a semicolon or colon, or a comma and a word that opens a clause."""
    tokens, language = clause.tokens, clause.language
    start = verb
    whole = True  # no comma from here to the verb
    while start and not (tokens[start - 1].text in ";:" and not tokens[start].text.isdigit()):
        if tokens[start - 1].text == ",":
            word = tokens[start].folded if start < verb else ""
            if word in language.stoppers or word in language.comparison:
                break
            if whole and word in language.relatives:
                break
            whole = False
        start -= 1
    return start


def _subject_in_main(clause: Clause, start: int, verb: int, after: Phrase | None) -> Phrase | None:
    """The subject stands first, or right after the verb when something else stands first."""
    tokens, language = clause.tokens, clause.language
    while start < verb - 1 and tokens[start].folded in language.starts:
        start += 1
    inverted = _is_inverted(clause, start, verb, after)
    if after is not None and (inverted or (tokens[verb - 1].text == "," and _is_sentence(clause, start, verb))):
        return after
    if not inverted and tokens[verb - 1].text in ",)" and (found := _before_aside(clause, verb)):
        return found
    subordinate = tokens[start].folded in language.stoppers
    while start < verb and tokens[start].folded in language.clause_starts:
        start += 1
    first = noun_phrase(clause, start, verb)
    if first and not inverted:
        return after if after and can_speak(clause, after) and not can_speak(clause, first) else first
    if inverted and not subordinate:
        last = phrase_before(clause, verb)
        governed = last and last[0] and tokens[last[0] - 1].folded in language.prepositions
        return (subjects.inverted_subject(clause, start, verb) if governed or not last else None) or last
    return first or after


def _is_inverted(clause: Clause, start: int, verb: int, after: Phrase | None) -> bool:
    """Whether something else than the subject stands first, by its form or by a full name after the verb."""
    opening, language = clause.tokens[start].folded, clause.language
    if subjects.opens_adverbial(clause, start) or opening in language.object_articles:
        return True
    if verb - start == 1 and opening.endswith(language.likely_adverb_endings):
        return True
    if after is None or after[1] - after[0] not in _NAME or clause.find(",:", *after) < after[1]:
        return False
    full = all(word.is_capital for word in clause.tokens[slice(*after)])
    if not full or (after[1] < len(clause.tokens) and clause.tokens[after[1]].text not in ":,"):
        return False
    named = clause.tokens[verb].folded in language.naming_cues and _speaks_up_to(clause, start, verb)
    return not named  # X nannte Ys Entscheidung „...“


def _is_sentence(clause: Clause, start: int, verb: int) -> bool:
    """Whether the words before the comma are a sentence of their own: Die Brücke sei gesperrt, sagte X."""
    language = clause.language
    named = noun_phrase(clause, start, verb)
    if named and named[1] < verb and clause.has(language.relatives, named[1] + 1, named[1] + 2):
        return False  # X, die ... hatte, sagte
    return clause.has(language.second_verbs | language.reported_forms, start, verb - 1)


def _before_aside(clause: Clause, verb: int) -> Phrase | None:
    found = subjects.before_aside(clause, verb)
    if found and found[0] and clause.tokens[found[0] - 1].text == ",":
        found = phrase_before(clause, found[0] - 1) or found  # and an apposition before it
    helped = found and found[0] and clause.tokens[found[0] - 1].folded in clause.language.second_verbs
    return None if helped else found


def _of_first_verb(clause: Clause, start: int, verb: int) -> Phrase | None:
    """The subject of the first of two joined verbs, of which this is the second: its clause from `start` to "und"."""
    language = clause.language
    stop = clause.fillers_before(verb) - 1
    if stop <= start or clause.tokens[stop].folded not in language.conjunctions:
        return None
    at = start + clause.has(language.stoppers | language.starts, start, start + 1)
    find = subjects.inverted_subject if subjects.opens_adverbial(clause, at) else noun_phrase
    return find(clause, at, stop)


def _subject_in_relative(clause: Clause, start: int, verb: int) -> Phrase | None:
    """The subject of a clause with the verb at its end: right after the word that opens it, or what that stands for."""
    word, language = clause.tokens[start].folded, clause.language
    if word not in language.relatives or word in language.stoppers:
        return None
    inner = _nominative(clause, start + 1, verb) if word not in language.subject_relatives else None
    if inner and can_speak(clause, inner):
        return inner
    return phrase_before(clause, start - 1) or inner or (start, start + 1)


def _nominative(clause: Clause, begin: int, stop: int) -> Phrase | None:
    """The first phrase in these words that can be a subject by its article, and follows no preposition."""
    language = clause.language
    at = begin
    while at < stop:
        found = noun_phrase(clause, at, stop)
        governed = at > begin and clause.tokens[at - 1].folded in language.prepositions
        if found and clause.tokens[at].folded not in language.object_articles and not governed:
            return found
        at = found[1] if found else at + 1
    return None
