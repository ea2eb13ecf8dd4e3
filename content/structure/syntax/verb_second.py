"""The subject of a verb where the verb of a main clause stands second and that of a subordinate one last, as in German.

Found by where the clause starts and what opens it, without a parser.
"""

from __future__ import annotations

from content.structure.syntax.clause import Clause, Phrase, is_cue, is_filler
from content.structure.syntax.noun_phrases import noun_phrase, opens_with_verb, phrase_before, phrase_start
from content.structure.syntax.subjects import opens_adverbial, sentence_start
from content.structure.syntax.tokens import is_body, is_role

_LOOKED_AT = 25  # words from the start of a sentence in which its verb is looked for
_NAME = range(2, 5)  # words of a full name
_LATE = 2  # words that say how, after a verb and before its subject
_NEAR_END = 3  # words up to the end of the clause: more are a clause of their own


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, as token indices."""
    tokens, language = clause.tokens, clause.language
    if (quoted := _quoted_source(clause, verb)) is not None:
        return quoted
    start = _clause_start(clause, verb)
    if (told := _told_of(clause, start, verb)) is not None:
        return told
    if (doer := _agent(clause, start, verb)) is not None:
        return doer
    after = _nominative_after(clause, verb)
    pronoun = after is not None and tokens[after[0]].folded in language.pronouns - language.neuter
    if after is not None and pronoun and not _is_object(clause, start, verb, after):
        return after
    if (tokens[start].folded in language.conjunctions and verb == start + 1) or _is_done_to(clause, start, verb):
        return None  # whoever spoke before goes on, or nobody is named
    if found := _of_first_verb(clause, start, verb):
        return found
    if start and tokens[start - 1].text == "," and (found := _subject_in_relative(clause, start, verb)):
        return found
    return _subject_in_main(clause, start, verb, after)


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The first noun phrase that can be the subject: what opens the sentence, or what follows its verb."""
    tokens, language = clause.tokens, clause.language
    limit = len(tokens) if stop is None else stop
    at = sentence_start(clause, limit)
    if at >= limit or opens_with_verb(clause, at):
        return None
    end = at if opens_adverbial(clause, at) else min(limit, noun_phrase(clause, at))
    if end > at and tokens[end - 1].folded in language.times:
        end = at
    if end == at:
        if found := _inverted_subject(clause, at, limit):
            return found
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), None)
        if comma is None:
            return None
        at = comma + 1
        if found := _subject_after_comma(clause, at, limit):
            return found
        while at < limit and tokens[at].folded in language.stoppers:
            at += 1
        end = min(limit, noun_phrase(clause, at))
    return (at, end) if at < end and tokens[at].folded not in language.object_articles else None


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs, phrases with prepositions, and a word or two that say how."""
    begin = clause.skip_between(at)
    end = noun_phrase(clause, begin, loose=loose)
    return (begin, end) if end > begin else _subject_later(clause, begin)


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a role, a body or a name, and not any noun with its article."""
    start, end = phrase
    language = clause.language
    words = clause.tokens[start : _head_end(clause, start, end)]
    if not words:
        return False
    if len(words) == 1 and words[0].folded in language.pronouns:
        return words[0].folded not in language.impersonal
    if any(is_role(word.folded, language) or is_body(word.folded, language) for word in words):
        return True
    return words[0].is_capital and words[0].folded not in language.determiners | language.quantifiers


def can_be_verb(clause: Clause, at: int) -> bool:
    """Whether a word can be a finite verb by its form."""
    token, language = clause.tokens[at], clause.language
    if token.folded in language.second_verbs:
        return True
    small = is_filler(token, language) or token.folded in language.no_verbs
    return token.folded.endswith(language.verb_endings) and not small


def has_passive(clause: Clause) -> bool:
    """Whether something is done to the subject of these words: they have an auxiliary of the passive."""
    return any(token.folded in clause.language.passive_auxiliaries for token in clause.tokens)


def agent_before(clause: Clause) -> Phrase | None:
    """Whoever a passive names with "von" when its verb comes after these words, or with "in" if that is a document."""
    tokens, language = clause.tokens, clause.language
    if tokens[0].folded in language.document_openers:
        end = noun_phrase(clause, 1, loose=True)
        if end > 1 and can_speak(clause, (1, end)):
            return 1, end
    for at, token in enumerate(tokens):
        if token.folded in language.agents:
            end = noun_phrase(clause, at + 1)
            if end > at + 1 and can_speak(clause, (at + 1, end)):
                return at + 1, end
    return None


def subject_at_end(clause: Clause) -> Phrase | None:
    """The subject of a clause whose verb comes after these words: after the last comma and the word that opens it."""
    tokens, language = clause.tokens, clause.language
    start = last_clause(clause)
    if start >= len(tokens):
        return None
    word = tokens[start].folded
    if start and word in language.relatives and word not in language.stoppers:
        return _subject_in_relative(clause, start, len(tokens))
    governed = start and word in language.prepositions and start + 1 < len(tokens)
    if governed and tokens[start + 1].folded in language.relatives:
        return _nominative(clause, start + 2, len(tokens))
    if word in language.stoppers or word in language.comparison:
        return _nominative(clause, start + 1, len(tokens))
    return None


def last_clause(clause: Clause) -> int:
    """Where the last clause of these words starts: after the last sign between clauses, or at a subordinator."""
    tokens = clause.tokens
    start = max((at for at, token in enumerate(tokens) if token.text in ",;:"), default=-1) + 1
    inner = (at for at in range(start + 1, len(tokens)) if tokens[at].folded in clause.language.subordinators)
    return next(inner, start)


def named_in_relative(clause: Clause) -> Phrase | None:
    """The subject of a relative clause, or one with "wie" or "indem", whose verb comes after these words."""
    tokens, language = clause.tokens, clause.language
    start = max((at for at, token in enumerate(tokens) if token.text in ",;:"), default=-1) + 1
    if start == 0 or start >= len(tokens):
        return None
    opening = tokens[start].folded
    relative = opening in language.relatives and opening not in language.subject_relatives
    if not relative and opening not in language.comparison | language.means:
        return None
    found = _nominative(clause, start + 1, len(tokens))
    return found if found is not None and can_speak(clause, found) else None


def says_how(clause: Clause, verb: int) -> bool:
    """Whether a word that could be a verb only says how the verb before it was meant: entgegnete X empört."""
    if clause.tokens[verb].folded not in clause.language.manner:
        return False
    begins = (clause.skip_between(at + 1) for at in range(verb) if is_cue(clause, at))
    return any(noun_phrase(clause, begin) == verb for begin in begins)


def is_light(clause: Clause, verb: int) -> bool:
    """Whether the verb reports words only right before them, and has no small word that makes it do so: gab an."""
    tokens, language = clause.tokens, clause.language
    if tokens[verb].folded not in language.light_cues or tokens[-1].folded in language.as_or_for:
        return False
    comma = next((at for at in range(verb + 1, len(tokens)) if tokens[at].text in ",:"), None)
    return comma is None or tokens[comma - 1].folded not in language.cue_particles


def ends_subordinate(clause: Clause, verb: int) -> bool:
    """Whether the verb ends a clause with "dass", "weil" or the like and more than its own words follow."""
    tokens = clause.tokens
    if verb + 1 >= len(tokens) or tokens[verb + 1].text != "," or len(tokens) - verb <= _NEAR_END:
        return False
    at = verb
    while at and tokens[at - 1].text not in ",;:":
        at -= 1
    return tokens[at].folded in clause.language.subordinators


def _quoted_source(clause: Clause, verb: int) -> Phrase | None:
    """Whom somebody quotes: Die Zeitung zitierte X mit den Worten."""
    tokens, language = clause.tokens, clause.language
    if verb == 0 or tokens[verb].folded not in language.quoting_cues:
        return None
    end = noun_phrase(clause, verb + 1)
    with_ = end < len(tokens) and tokens[end].folded in language.accompanied
    return (verb + 1, end) if end > verb + 1 and with_ else None


def _told_of(clause: Clause, start: int, verb: int) -> Phrase | None:
    """Whom others tell of: X wird auf der Seite von Y zitiert; wie Y meldet, soll X gesagt haben."""
    tokens, language = clause.tokens, clause.language
    inverted = opens_adverbial(clause, start) or tokens[start].folded in language.comparison
    passive = any(token.folded in language.passive_auxiliaries for token in tokens[start:verb])
    if tokens[verb].folded in language.quoting_cues and passive:
        if inverted:
            return _inverted_subject(clause, start, verb)
        end = noun_phrase(clause, start, verb)
        return (start, end) if end > start else None
    if inverted and verb + 1 < len(tokens) and tokens[verb + 1].folded in language.second_verbs:
        helper = next((at for at in range(start + 1, verb) if tokens[at].folded in language.hearsay), None)
        if helper is not None and tokens[helper - 1].text == ",":
            return _subject_after_comma(clause, helper, verb)
    return None


def _agent(clause: Clause, start: int, verb: int) -> Phrase | None:
    """Whoever a passive names with "von": es wurde von X geäußert."""
    tokens, language = clause.tokens, clause.language
    word = tokens[verb].folded
    if not word.startswith(language.participle_prefixes[:1]) and not word.endswith(language.participle_endings):
        return None
    near = range(start, min(len(tokens), verb + 2))
    if not any(tokens[at].folded in language.passive_auxiliaries for at in near):
        return None
    for at in range(verb - 1, start - 1, -1):
        if tokens[at].folded in language.agents:
            end = noun_phrase(clause, at + 1, verb)
            if end > at + 1:
                return at + 1, end
    return None


def _is_done_to(clause: Clause, start: int, verb: int) -> bool:
    """Whether something is done to the subject: der Plan wurde ... genannt; who is quoted speaks all the same."""
    tokens, language = clause.tokens, clause.language
    word = tokens[verb].folded
    if verb == start or word in language.quoting_cues:
        return False
    prefixed = word.startswith(language.participle_prefixes[:1])
    participle = prefixed or verb == len(tokens) - 1 or word in language.passive_cues
    return participle and any(tokens[at].folded in language.passive_auxiliaries for at in range(start, verb))


def _is_object(clause: Clause, start: int, verb: int, after: Phrase) -> bool:
    """Whether the pronoun after the verb is what is spoken of: Stein nannte sie; but: in Auenfeld sagte sie."""
    if clause.tokens[after[0]].folded not in clause.language.feminine or opens_adverbial(clause, start):
        return False
    return noun_phrase(clause, start, verb) == verb and can_speak(clause, (start, verb))


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
            if whole and word in language.relatives and _is_last(clause, verb):
                break
            whole = False
        start -= 1
    return start


def _is_last(clause: Clause, verb: int) -> bool:
    """Whether the verb ends its clause: nothing but a helper after it."""
    tokens, language = clause.tokens, clause.language
    after = verb + 1
    while after < len(tokens) and tokens[after].folded in language.second_verbs:
        after += 1
    if after == len(tokens) or not tokens[after].is_word:
        return True
    return tokens[after].folded in language.conjunctions or tokens[after].folded in language.than


def _subject_in_main(clause: Clause, start: int, verb: int, after: Phrase | None) -> Phrase | None:
    """The subject stands first, or right after the verb when something else stands first."""
    tokens, language = clause.tokens, clause.language
    while start < verb - 1 and tokens[start].folded in language.starts:
        start += 1
    inverted = _is_inverted(clause, start, verb, after)
    if after is not None and (inverted or (tokens[verb - 1].text == "," and _is_sentence(clause, start, verb))):
        return after
    if start < verb and tokens[verb - 1].text in ",)" and not inverted and (found := _before_aside(clause, verb)):
        return found
    subordinate = tokens[start].folded in language.stoppers
    while start < verb and tokens[start].folded in language.clause_starts:
        start += 1
    end = noun_phrase(clause, start, verb)
    if end > start and not inverted:
        return after if after is not None and _object_first(clause, (start, end), after) else (start, end)
    if inverted and not subordinate:
        return phrase_before(clause, verb)
    return (start, end) if end > start else after


def _is_inverted(clause: Clause, start: int, verb: int, after: Phrase | None) -> bool:
    """Whether something else than the subject stands first, by its form or by a full name after the verb."""
    opening, language = clause.tokens[start].folded, clause.language
    if start == verb or opens_adverbial(clause, start) or opening in language.object_articles:
        return True
    if verb - start == 1 and opening.endswith(language.likely_adverb_endings):
        return True
    return after is not None and _is_full_name(clause, after) and not _gives_name(clause, start, verb)


def _object_first(clause: Clause, before: Phrase, after: Phrase) -> bool:
    """Whether the phrase after the verb speaks and the one before it does not: Den Satz prägte X."""
    possessive = clause.tokens[after[0]].folded.endswith(clause.language.genitive_endings)
    belongs = after[1] - after[0] > 1 and possessive  # Steins Antrag
    return not belongs and can_speak(clause, after) and not can_speak(clause, before)


def _gives_name(clause: Clause, start: int, verb: int) -> bool:
    """Whether what follows the verb is what the speaker before it gives a name: X nannte Ys Entscheidung „...“."""
    if clause.tokens[verb].folded not in clause.language.naming_cues:
        return False
    return noun_phrase(clause, start, verb) == verb and can_speak(clause, (start, verb))


def _is_sentence(clause: Clause, start: int, verb: int) -> bool:
    """Whether the words before the comma are a sentence of their own: Die Brücke sei gesperrt, sagte X."""
    tokens, language = clause.tokens, clause.language
    named = noun_phrase(clause, start, verb)
    if start < named < verb and tokens[named].text == "," and tokens[named + 1].folded in language.relatives:
        return False  # X, die ... hatte, sagte
    return any(
        token.folded in language.second_verbs or token.folded in language.reported_forms
        for token in tokens[start : verb - 1]
    )


def _before_aside(clause: Clause, verb: int) -> Phrase | None:
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
        if begin and tokens[begin - 1].text == "," and (named := phrase_start(clause, begin - 1)) < begin - 1:
            begin, stop = named, begin - 1  # and an apposition before it
        if begin < stop:
            helped = begin and tokens[begin - 1].folded in clause.language.second_verbs
            return None if helped else (begin, stop)
    return None


def _nominative_after(clause: Clause, verb: int) -> Phrase | None:
    """The phrase right after the verb, unless its article shows that it is an object."""
    begin = clause.skip_between(verb + 1)
    if (
        begin < len(clause.tokens)
        and clause.tokens[begin].folded in clause.language.neuter - clause.language.determiners
    ):
        begin = clause.skip_between(begin + 1)
    end = noun_phrase(clause, begin)
    return None if end <= begin or clause.tokens[begin].folded in clause.language.object_articles else (begin, end)


def _is_full_name(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is two to four capitals without an article, right before a colon or the end."""
    start, end = phrase
    last = end == len(clause.tokens) or clause.tokens[end].text in ":,"
    return last and end - start in _NAME and all(word.is_capital for word in clause.tokens[start:end])


def _of_first_verb(clause: Clause, start: int, verb: int) -> Phrase | None:
    """The subject of the first of two joined verbs, of which this is the second: its clause from `start` to "und"."""
    language = clause.language
    stop = verb - 1
    while stop > start and is_filler(clause.tokens[stop], language):
        stop -= 1
    if stop <= start or clause.tokens[stop].folded not in language.conjunctions:
        return None
    at = start + (clause.tokens[start].folded in language.stoppers or clause.tokens[start].folded in language.starts)
    if opens_adverbial(clause, at):
        return _inverted_subject(clause, at, stop)
    end = min(stop, noun_phrase(clause, at))
    return (at, end) if end > at else None


def _subject_in_relative(clause: Clause, start: int, verb: int) -> Phrase | None:
    """The subject of a clause with the verb at its end: right after the word that opens it, or what that stands for."""
    word, language = clause.tokens[start].folded, clause.language
    if word not in language.relatives or word in language.stoppers:
        return None
    inner = _nominative(clause, start + 1, verb)
    if inner is not None and word not in language.subject_relatives and can_speak(clause, inner):
        return inner
    return phrase_before(clause, start - 1) or inner or (start, start + 1)


def _nominative(clause: Clause, begin: int, stop: int) -> Phrase | None:
    """The first phrase in these words that can be a subject by its article."""
    language = clause.language
    at = begin
    while at < stop:
        end = min(stop, noun_phrase(clause, at))
        if end > at:
            governed = at > begin and clause.tokens[at - 1].folded in language.prepositions
            if clause.tokens[at].folded not in language.object_articles and not governed:
                return at, end
            at = end
        else:
            at += 1
    return None


def _head_end(clause: Clause, start: int, end: int) -> int:
    """The index after the noun that the phrase is about: die Entscheidung (der Richter)."""
    if not clause.language.capital_nouns:
        links = (at for at in range(start + 1, end) if clause.tokens[at].folded in clause.language.links)
        return next(links, end)
    noun = False
    for at in range(start, end):
        if noun and not clause.tokens[at].is_capital:
            return at
        determiner = at == start and clause.tokens[at].folded in clause.language.determiners
        noun = noun or (clause.tokens[at].is_capital and not determiner)
    return end


def _inverted_subject(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The pronoun or phrase right after the first small word that can be a verb."""
    tokens, language = clause.tokens, clause.language
    for index in range(at + 1, min(limit - 1, at + _LOOKED_AT)):
        token = tokens[index]
        if token.text in ",:;":
            return None
        if not token.is_word or token.is_capital or not can_be_verb(clause, index):
            continue
        if tokens[index + 1].folded in language.pronouns:
            return index + 1, index + 2
        if tokens[index - 1].is_capital or not language.capital_nouns:
            begin = clause.skip_between(index + 1)
            end = min(limit, noun_phrase(clause, begin))
            return (begin, end) if end > begin else None
    return None


def _subject_after_comma(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The subject of a main clause that starts with its verb, after a subordinate clause: dass ..., führt X ..."""
    tokens = clause.tokens
    if at + 1 >= limit or tokens[at].is_capital or not tokens[at].is_word or not can_be_verb(clause, at):
        return None
    begin = clause.skip_between(at + 1)
    end = min(limit, noun_phrase(clause, begin))
    return (begin, end) if end > begin and tokens[begin].folded not in clause.language.object_articles else None


def _subject_later(clause: Clause, begin: int) -> Phrase | None:
    """The phrase after a word or two that say how: rief wütend X; or after what stands between commas."""
    tokens = clause.tokens
    at = begin
    while at < len(tokens) and at < begin + _LATE and tokens[at].text.isalpha() and not tokens[at].is_capital:
        at = clause.skip_between(at + 1)
        end = noun_phrase(clause, at)
        if end > at:
            return at, end
    if at < len(tokens) and tokens[at].text == ",":
        comma = next((index for index in range(at + 1, len(tokens)) if tokens[index].text == ","), len(tokens))
        end = noun_phrase(clause, comma + 1)
        return (comma + 1, end) if end > comma + 1 else None
    return None
