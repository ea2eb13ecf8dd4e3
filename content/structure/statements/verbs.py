"""The verbs of saying in a sentence: which there are, who is their subject, and what stands beside them."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from content.structure.statements.screening import telling
from content.structure.syntax.clause import is_filler, is_passive
from content.structure.syntax.orders import syntax_of
from content.structure.syntax.subjects import agent_after
from content.structure.syntax.tokens import is_body, is_common, union

if TYPE_CHECKING:
    from content.structure.statements.telling_sentences import Passage
    from content.structure.syntax.clause import Phrase
    from content.structure.syntax.tokens import Token

_MOST_CUES = 6  # reporting verbs of a sentence that are looked at
_SHORT_SUBJECT = 7  # words before a verb that are its subject where the grammar finds none
_OWN_CLAUSE = 9  # words before a verb in which its clause may start
_FAR = 14  # words between the auxiliary of a passive and its verb
_FEW = 3  # words of a subject without an article
_SIDE = 7  # words of a phrase beside the verb that says when, where or to whom
_FINITE_WITHIN = 20  # words of a clause in which a finite verb is looked for


class Verbs:
    """The verbs that report words in one sentence."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.clause = passage.clause
        self.tokens = passage.clause.tokens
        self.language = passage.clause.language
        self.syntax = syntax_of(self.language)
        self._subjects: dict[int, Phrase | None] = {}

    @cached_property
    def cues(self) -> list[int]:
        """The indices of the verbs that report, from the first on."""
        listed = telling(self.language)
        places = (at for at, token in enumerate(self.tokens) if token.folded in listed)
        verbs = islice((at for at in places if self.reports(at)), _MOST_CUES)
        return [at for at in verbs if self.is_said(at)]

    def reports(self, verb: int) -> bool:
        """Whether the word at this index is a verb that reports what follows or comes before."""
        word, language = self.tokens[verb].folded, self.language
        before = self.tokens[verb - 1] if verb else self.tokens[verb]
        if word in language.other_cues:
            noun = before.folded in union(language, "determiners", "noun_markers") or self.tokens[verb].is_capital
            return language.clause_commas or not noun
        if self.syntax.reports(self.clause, verb):
            return True
        if word in language.clausal_cues and before.folded in language.quantities:
            return True  # Some said; most say
        asked = word in language.addressing and self.clause.has(language.asking, verb + 1, verb + 2)
        return asked and is_passive(self.clause, verb)

    def is_said(self, verb: int) -> bool:
        """Whether it is said indeed: not "did not say", "could say", "to say"."""
        before = self.clause.fillers_before(verb)
        words = self.tokens[max(0, before - 1) : verb]
        if any(token.folded in self.language.unsaid | self.language.negations for token in words):
            return False
        if not self.clause.has(self.language.nobody):
            return True
        subject = self.subject(verb)
        return subject is None or not self.clause.has(self.language.nobody, subject[0], subject[0] + 1)

    def subject(self, verb: int) -> Phrase | None:
        """The subject of the verb at this index, also one that follows: ..., said X, the mayor."""
        if verb not in self._subjects:
            self._subjects[verb] = self._inverted_subject(verb) or self._after_as(verb) or self._usual_subject(verb)
        return self._subjects[verb]

    def _usual_subject(self, verb: int) -> Phrase | None:
        """The subject that the grammar finds; where it stands first, else the few words before the verb: 7 percent."""
        if self.language.gerund_endings and is_passive(self.clause, verb):
            return agent_after(self.clause, verb)
        found = self.syntax.subject_of(self.clause, verb)
        if self.language.clause_commas:
            return self._pronoun_beside(verb, found) or self._no_adverb(verb, found)
        if not self.language.gerund_endings:
            return found
        end = self.clause.fillers_before(verb)
        gerund = self.tokens[verb].folded.endswith(self.language.gerund_endings)
        if end and self.tokens[end - 1].folded in self.language.conjunctions - self.language.infinitives:
            return self._goes_on_with(end) or found
        if nearer := self._told_by(end) if gerund else self._in_own_clause(end, found):
            return nearer
        return found if gerund or (found and found[0] < verb) else self._words_before(end)

    def _pronoun_beside(self, verb: int, found: Phrase | None) -> Phrase | None:
        """A pronoun in the clause of the verb, where the subject found is not: ..., da sie befürchtete."""
        start = self.clause.find_before(",;:–", verb) + 1
        if found and found[0] >= start:
            return None
        pronouns = self.language.pronouns - self.language.impersonal - self.language.determiners
        opens = self.tokens[start].folded in self.language.relatives | self.language.subordinators | pronouns
        near = (at for at in range(start, min(start + _FEW + 1, verb)) if self.tokens[at].folded in pronouns)
        at = next(near, None) if opens or found is None else None
        return (at, at + 1) if at is not None else None

    def _no_adverb(self, verb: int, found: Phrase | None) -> Phrase | None:
        """The subject found, unless it is one small word that opens the sentence: then what follows the verb."""
        language, tokens = self.language, self.tokens
        people = language.masculine | language.feminine | language.first
        if found is None:
            near = (at for at in (verb - 1, verb + 1) if 0 <= at < len(tokens) and tokens[at].folded in people)
            at = next(near, None)
            return None if at is None else (at, at + 1)  # Dieser bestätigte
        small = union(language, "openers", "adverbs", "subordinators") - language.pronouns
        word = tokens[found[0]].folded
        lone = found[1] - found[0] == 1 and found[1] <= verb
        if lone and (word in small or (verb == 1 and word.endswith(language.likely_adverb_endings))):
            after = self.syntax.subject_after(self.clause, verb + 1)
            return after if after and self.syntax.can_speak(self.clause, after) else found
        return found

    def paper(self, verb: int) -> Phrase | None:
        """The paper in which something is said: In einem Bericht heißt es; in einer Erklärung wurde gefordert."""
        clause, language = self.clause, self.language
        told = self.tokens[verb].folded in language.document_cues
        if not told and not clause.has(language.passive_auxiliaries, max(0, verb - _FAR), verb + 2):
            return None
        for at in clause.places(language.document_prepositions):
            named = self.syntax.noun_phrase(clause, at + 1, loose=True)
            nouns = self.tokens[slice(*named)] if named else ()
            if named and any(
                token.folded.endswith(tuple(language.documents)) or is_body(token.folded, language) for token in nouns
            ):
                return named
        return None

    def _goes_on_with(self, end: int) -> Phrase | None:
        """The subject of the first verb of saying before a joined one, or of the sentence: X said ... (and added)."""
        told = telling(self.language)
        for at in range(1, end):
            if self.tokens[at].folded in told and self.reports(at) and (subject := self.subject(at)):
                return subject
        first = self.syntax.first_subject(self.clause, end)
        return first if first and self.syntax.can_speak(self.clause, first) else None

    def _in_own_clause(self, end: int, found: Phrase | None) -> Phrase | None:
        """A subject that is nearer than the one found: after Weber said; ..., police said."""
        tokens, language = self.tokens, self.language
        for at in range(end - 1, max(-1, end - _OWN_CLAUSE), -1):
            opens = tokens[at].folded in language.subordinators | language.asking
            if opens or tokens[at].text in ",;":
                if found and found[1] > at:
                    return None
                if opens:
                    return self.syntax.noun_phrase(self.clause, at + 1, end, loose=True)
                known = any(is_common(token.folded, language) for token in tokens[at + 1 : end])
                return (at + 1, end) if known and end - at - 1 <= _FEW else None
        return None

    def _told_by(self, end: int) -> Phrase | None:
        """Who stands behind a verb before a participle: said Weber, (adding)."""
        comma = end - 1
        if comma < 1 or self.tokens[comma].text != ",":
            return None
        found = self.syntax.phrase_before(self.clause, comma)
        return found if found and found[0] and self.reports(found[0] - 1) else None

    def _words_before(self, end: int) -> Phrase | None:
        """The few words before a verb: (22 percent) said."""
        start = max(self.clause.find_before(",;:–—(", end) + 1, end - _SHORT_SUBJECT)
        small = union(self.language, "stoppers", "conjunctions", "prepositions", "openers") - self.language.determiners
        while start < end and (not self.tokens[start].is_word or self.tokens[start].folded in small):
            start += 1
        return (start, end) if start < end else None

    def _after_as(self, verb: int) -> Phrase | None:
        """Wie (t-online.de) berichtet: the words between "as" and the verb that ends its clause, if they are few."""
        language = self.language
        if not language.clause_commas or (verb + 1 < len(self.tokens) and self.tokens[verb + 1].is_word):
            return None
        start = self.clause.find_before(",;–", verb) + 1
        if verb - start < 2 or verb - start > _SIDE or self.tokens[start].folded not in language.comparison:
            return None
        found = self.syntax.noun_phrase(self.clause, start + 1, verb)
        return found or (start + 1, verb)

    def _inverted_subject(self, verb: int) -> Phrase | None:
        """Who stands behind a verb that follows what is said: a phrase without a verb of its own before a comma."""
        tokens = self.tokens
        word, gerunds = tokens[verb].folded, self.language.gerund_endings
        inverts = word in self.language.clausal_cues - self.language.addressing and not word.endswith(gerunds)
        if verb == 0 or verb + 1 == len(tokens) or not inverts:
            return None
        if tokens[verb - 1].text not in ",–—" and verb - 1 not in self.passage.signs:
            return None
        found = self.syntax.noun_phrase(self.clause, verb + 1, loose=True)
        if found is None or self.clause.is_pronoun(found):
            return None
        stop = self.clause.find(",;.:", verb + 1)
        relative = next((at for at in self.clause.places(self.language.relatives) if verb < at < stop), stop)
        return None if self.is_clause(verb + 1, relative) else found

    def takes(self, verb: int, shape: str) -> bool:
        """Whether a verb can report words of this shape."""
        if shape == "complement" or self.language.clause_commas:
            return shape != ""
        if not self.language.clausal_cues:
            return False  # "that" may not be left out
        whole = shape in {"clause", "question", "quotation"}
        if shape == "infinitive" and self.tokens[verb].folded in self.language.addressing:
            return True  # told drivers to leave
        return whole or (shape != "" and self.tokens[verb].folded not in self.language.clausal_cues)

    def shape(self, begin: int, end: int) -> str:
        """What sort of words a verb is followed by: a clause, a question, an infinitive, a phrase or a quotation."""
        language = self.language
        word = self.tokens[begin].folded
        if word in language.complementizers:
            return "complement"
        if begin in self.passage.signs:
            return "quotation"
        if word in language.conjunctions - language.infinitives or word in language.comparison:
            return ""
        if word in language.asking:
            return "question"
        if word in language.infinitives:
            return "infinitive"
        if self.is_clause(begin, min(self.clause.find(",;", begin, end), begin + _FINITE_WITHIN)):
            return "clause"
        return "preposition" if word in language.prepositions else "phrase"

    def is_clause(self, begin: int, stop: int) -> bool:
        """Whether these words have a finite verb."""
        language, tokens = self.language, self.tokens
        if begin < stop and tokens[begin].folded in union(language, "prepositions", "subordinators"):
            stop = self.clause.find(",;", min(stop + 1, len(tokens)), min(stop + _FINITE_WITHIN, len(tokens)))
        words = tokens[begin:stop]
        if any(self.is_finite(token) for token in words):
            return True
        found = self.syntax.noun_phrase(self.clause, begin, loose=True)
        if not found and tokens[begin].folded.partition("'")[0] in language.pronouns:
            return stop - begin > 1  # they're happy
        at = self.clause.skip_fillers(found[1]) if found else stop
        if found and self.clause.is_pronoun(found):
            return at < stop or (at < len(tokens) and tokens[at].text == ",")  # they, too, have
        if found and at < stop and tokens[at].text.islower():
            word = tokens[at].folded
            if word not in language.closed_class and not word.endswith(language.gerund_endings):
                return True
        return any(self._is_past(at) for at in range(begin + 1, stop))

    def is_finite(self, token: Token) -> bool:
        """Whether a word is a finite verb by the lists of the language."""
        verbs = union(self.language, "finite", "past_verbs", "second_verbs", "reported_forms", "conditional_forms")
        return token.folded in verbs and not token.is_capital

    def _is_past(self, at: int) -> bool:
        """Whether a word can be a verb in the past by its ending: after a noun, and before what is not a noun."""
        token, language = self.tokens[at], self.language
        if not token.text.islower() or not token.folded.endswith(language.past_endings or ("\0",)):
            return False
        return self.tokens[at - 1].folded not in language.closed_class

    def past_sides(self, at: int, *, addressed: bool = False) -> int:
        """The index after adverbs, times, and phrases that say when, where or to whom something was said."""
        tokens, language = self.tokens, self.language
        times = union(language, "calendar", "times", "adverbs")
        while at < len(tokens):
            token = tokens[at]
            after = tokens[at + 1] if at + 1 < len(tokens) else token
            if token.folded in times or (is_filler(token, language) and token.folded not in language.finite):
                if self.is_finite(after):
                    break
                at += 1
            elif token.folded in language.determiners and self._is_time(at + 1):
                at += 2
            elif token.folded in language.prepositions and (end := self._past_side(at + 1, known=not addressed)):
                at = end
            elif (addressed or tokens[at - 1].folded in language.addressing) and (
                found := self.syntax.noun_phrase(self.clause, at, loose=True)
            ):
                at = found[1]
            else:
                break
        return at

    def _is_time(self, at: int) -> bool:
        return self.clause.has(union(self.language, "calendar", "times"), at, at + 1)

    def _past_side(self, at: int, *, known: bool) -> int | None:
        """The index after a phrase behind a preposition that says when, where or to whom; None if it is not one."""
        if self._is_time(at):
            return at + 1
        found = self.syntax.noun_phrase(self.clause, at, loose=True)
        end = found[1] if found else at
        if not found:
            small = union(self.language, "calendar", "times", "determiners")
            while end < min(at + _SIDE, len(self.tokens)) and self.tokens[end].folded in small:
                end += 1
        sides = union(self.language, "calendar", "times") | self.language.occasions
        listed = not known or any(token.folded in sides for token in self.tokens[at:end])
        return end if end > at and listed else None
