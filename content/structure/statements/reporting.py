"""Statements by a verb of saying: X said that ...; ..., X said; The bridge, X said, will be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.statements.set_off import set_off
from content.structure.statements.told import Told
from content.structure.statements.verbs import Verbs
from content.structure.syntax.tokens import union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.structure.statements.telling_sentences import Passage

_UP_TO_THAT = 12  # words between a verb and its "that"
_INSERTED = ",–—-"  # signs around what is put into a sentence
_COMMAS = ",،"
_ENDS = ",.;!?"
_SURE = {"complement": 0.95, "clause": 0.9, "question": 0.85, "quotation": 0.8}
_OBJECT = 0.7  # of a verb with a phrase instead of a clause


class Reporting:
    """The verbs of saying in one sentence and what each reports."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.clause = passage.clause
        self.tokens = passage.clause.tokens
        self.language = passage.clause.language
        self.verbs = Verbs(passage)
        self._attributions: dict[int, tuple[int, int, bool] | None] = {}

    def told(self) -> Iterator[Told]:
        """What the verbs of the sentence report, in order."""
        done = -1
        for verb in reversed(self.verbs.cues):  # what comes at the end goes for the whole sentence
            found = self.around(verb, 0) if self.attribution(verb) else None
            if found and found.at_end:
                yield found
                done = verb
                break
        for verb in self.verbs.cues:
            if verb <= done:
                continue
            found = self.opened(verb) or self.around(verb, max(done, 0)) or self.after(verb)
            if found:
                yield found
                done = max(done, found.pieces[-1][1], verb)
        if done < 0 and self.language.clause_commas and (found := self.by_noun()):
            yield found

    def by_noun(self) -> Told | None:
        """X vertritt die Ansicht, ...: a noun for what is said right before its clause."""
        nouns = self.language.views | self.language.speech_nouns
        for at in self.clause.places(nouns):
            if self.clause.find(",", at + 1, min(at + 2, len(self.tokens))) != at + 1:
                continue
            found = set_off(self.clause, at, self.passage.signs)
            subject = self.verbs.syntax.first_subject(self.clause, at) if found else None
            if found is None or subject is None or at in range(*subject) or found[1] not in _SURE:
                continue
            piece = self.passage.trimmed(found[0], len(self.tokens))
            if piece[0] < piece[1] and not self.passage.is_quoted(piece):
                cue, why = self.clause.span(at, at + 1), ("told-after", self.tokens[at].text)
                return Told((piece,), self.clause.span(*subject), cue, 0.8, why)
        return None

    def around(self, verb: int, done: int) -> Told | None:
        """..., X said; ..., said X; The bridge, X said, will be closed."""
        attribution = self.attribution(verb)
        if attribution is None:
            return None
        begin, end, inverted = attribution
        tokens, last = self.tokens, len(self.tokens)
        if end < last and tokens[end].text not in _ENDS:
            return None
        first = self.passage.trimmed(done, begin)
        if first[0] >= first[1] or self.passage.is_quoted(first):
            return None
        pieces = [first]
        if not inverted and end + 1 < last and tokens[end].text == ",":
            if end + 1 in self.passage.signs:
                return None  # On Monday, X said, “...”
            if self.goes_on(end + 1):
                piece = self.passage.trimmed(end + 1, last)
                pieces += [piece] if piece[0] < piece[1] else []
        known = self.language.gerund_endings or self.language.verb_second
        if len(pieces) == 1 and known and not self.verbs.is_clause(*first):
            return None
        at_end = inverted or (len(pieces) == 1 and end >= last - 1)
        subject = self.verbs.subject(verb)
        speaker = self.clause.span(*subject) if subject else None
        why = ("told-around", tokens[verb].text)
        return Told(tuple(pieces), speaker, self.clause.span(verb, verb + 1), 0.9, why, at_end)

    def attribution(self, verb: int) -> tuple[int, int, bool] | None:
        """Where the words around a verb that say who speaks start and end, when they follow what is said.

        And whether the verb stands before its subject.
        """
        if verb not in self._attributions:
            self._attributions[verb] = self._attribution(verb)
        return self._attributions[verb]

    def _attribution(self, verb: int) -> tuple[int, int, bool] | None:
        subject = self.verbs.subject(verb)
        tokens = self.tokens
        if subject is None or tokens[verb].folded.endswith(self.language.gerund_endings):
            return None
        begin = min(subject[0], self.clause.fillers_before(verb))
        begin -= begin > 0 and tokens[begin - 1].folded in self.language.comparison  # as X said
        quoted = self.passage.follows_quotation(begin)
        if begin == 0 or (tokens[begin - 1].text not in _INSERTED and not quoted):
            return None
        inverted = subject[0] > verb
        if inverted and self.language.verb_second and not self.is_main_clause(0, begin):
            return None
        end = self.verbs.past_sides(subject[1] if inverted else verb + 1)
        if quoted or inverted:
            end = self.clause.find(_ENDS, end)
        return begin, end, inverted

    def opened(self, verb: int) -> Told | None:
        """As X said, ...; as reported by X, ..."""
        tokens, language = self.tokens, self.language
        comma = self.clause.find(",", verb)
        if verb == 0 or tokens[0].folded not in language.comparison or comma + 1 >= len(tokens):
            return None
        if any(tokens[at].text == "," for at in range(verb)) and not language.clause_commas:
            return None
        by = self.clause.has(language.agents, verb + 1, verb + 2)
        subject = self.verbs.syntax.noun_phrase(self.clause, verb + 2, loose=True) if by else self.verbs.subject(verb)
        if subject is None or (subject[0] > verb and not by):
            return None
        piece = self.passage.trimmed(comma + 1, len(tokens))
        if piece[0] >= piece[1] or self.passage.is_quoted(piece):
            return None
        why = ("told-around", tokens[verb].text)
        return Told((piece,), self.clause.span(*subject), self.clause.span(verb, verb + 1), 0.85, why)

    def is_main_clause(self, begin: int, stop: int) -> bool:
        """Whether these words can be a main clause of their own, and not only what opens one."""
        tokens, language = self.tokens, self.language
        while begin < stop and not tokens[begin].is_word and begin not in self.passage.signs:
            begin += 1
        if begin in self.passage.signs:
            return True
        small = language.subordinators | language.comparison
        if tokens[begin].folded in small:
            return self.clause.find(",", begin, stop) < stop - 1
        edge = self.clause.find(",", begin, stop)
        verbs = language.second_verbs | language.finite | language.reported_forms
        return (
            edge < stop and self.clause.has(verbs, begin, edge)
            if edge < stop - 1
            else self.clause.has(verbs, begin, stop)
        )

    def goes_on(self, at: int) -> bool:
        """Whether what is said goes on at this index after what was put into it."""
        token, language = self.tokens[at], self.language
        if not token.is_word or token.folded.endswith(language.gerund_endings):
            return False
        return not any(
            token.folded in some for some in (language.conjunctions, language.relatives, language.comparison)
        )

    def after(self, verb: int) -> Told | None:
        """X said that ...; X told reporters the bridge was closed."""
        placed = self.placed(verb)
        if placed is None:
            return None
        begin, end, shape = placed
        if not self.verbs.takes(verb, shape):
            return None
        piece = self.passage.trimmed(begin, end)
        if piece[0] >= piece[1] or self.passage.is_quoted(piece):
            return None
        subject = self.verbs.subject(verb)
        if subject is None and verb == 0 and end + 1 < len(self.tokens):
            after = self.verbs.syntax.noun_phrase(self.clause, end + 1)  # Noting that ..., X left
            subject = after if after and self.verbs.syntax.can_speak(self.clause, after) else None
        if self.language.documents and (paper := self.verbs.paper(verb)):
            subject = paper
        speaker = self.clause.span(*subject) if subject else None
        why = ("told-after", self.tokens[verb].text, shape)
        return Told((piece,), speaker, self.clause.span(verb, verb + 1), _SURE.get(shape, _OBJECT), why)

    def placed(self, verb: int) -> tuple[int, int, str] | None:
        """Where what follows the verb starts and ends, and what shape it has."""
        if self.language.clause_commas:
            found = set_off(self.clause, verb, self.passage.signs)
            return (found[0], self.content_end(found[0], verb), found[1]) if found else None
        begin = self.content_start(verb)
        if begin is None:
            return None
        end = self.content_end(begin, verb)
        shape = self.verbs.shape(begin, end)
        asked = (
            self.tokens[begin].folded in self.language.infinitives
            and self.tokens[verb].folded in self.language.addressing
        )
        if asked and begin > verb + 1:
            begin = verb + 1  # asked (workers to leave)
        return begin, end, shape

    def content_start(self, verb: int) -> int | None:
        """Where what follows the verb starts; behind a quotation only at "that"."""
        tokens = self.tokens
        subject = self.verbs.subject(verb)
        at = subject[1] if subject and subject[0] > verb else verb + 1
        that = self.that_after(at)
        if that is not None:
            return that
        if self.passage.follows_quotation(self.clause.fillers_before(verb)):
            return None
        attribution = self.attribution(verb)
        first = attribution is not None and not any(attribution[0] < other < verb for other in self.verbs.cues)
        if attribution and first and self.passage.follows_quotation(attribution[0]):
            return None
        at = self.verbs.past_sides(at)
        close = (
            at == verb + 1 < len(tokens) - 1
            and tokens[at].folded in self.language.prepositions - self.language.infinitives
        )
        if close and not self.verbs.is_clause(at, len(tokens)) and tokens[at + 1].text not in ",.":
            at += 1  # called for
        if at >= len(tokens) or tokens[at].text in ",.;)":
            return None
        return at

    def that_after(self, at: int) -> int | None:
        """The index of "that" soon after this one, with nothing but who is told, when and where between."""
        tokens, language = self.tokens, self.language
        for index in range(at, min(at + _UP_TO_THAT, len(tokens))):
            if tokens[index].folded in language.complementizers:
                if index == at + 1 and tokens[at].folded in language.prepositions:
                    return index  # pointed out that
                comma = index > at and tokens[index - 1].text in _COMMAS
                near = self.verbs.past_sides(at, addressed=True) == index
                return index if index == at or comma or near or not language.articles else None
            if tokens[index].text in ".;:" or index in self.passage.signs:
                return None
        return None

    def content_end(self, begin: int, verb: int) -> int:
        """Where what is said ends: with the sentence, or before another verb of the same speaker or a new one."""
        tokens, language = self.tokens, self.language
        last = len(tokens)
        subject = self.verbs.subject(verb)
        before = tokens[subject[0] - 1] if subject and 0 < subject[0] < verb else None
        opened = before is not None and before.folded in language.relatives | language.complementizers
        if opened or (verb and tokens[verb - 1].folded in language.relatives):
            last = self.relative_end(begin)
        elif tokens[0].folded in language.subordinators and self.clause.find(",", 0, verb) == verb:
            return self.clause.find(",", begin)  # While X said ..., others
        elif verb == 0 and (tokens[0].folded.endswith(language.gerund_endings + language.past_endings)):
            return self.clause.find(",", begin)
        for other in self.verbs.cues:
            if begin < other < last and (edge := self.edge_before(other, begin)):
                return edge
        return last

    def relative_end(self, begin: int) -> int:
        """Where a relative clause ends: at a comma before a verb, or at the first comma."""
        tokens, last = self.tokens, len(self.tokens)
        commas = [at for at in range(begin, last - 1) if tokens[at].text == ","]
        verbs = set(self.verbs.cues)
        ends = (
            at for at in commas if self.verbs.is_finite(tokens[at + 1]) or self.clause.skip_fillers(at + 1) in verbs
        )
        return next(ends, commas[0] if commas else last)

    def edge_before(self, other: int, begin: int) -> int | None:
        """Where what is said ends before another verb of saying, if that is not a part of it."""
        tokens, language = self.tokens, self.language
        start = self.clause.fillers_before(other)
        if start and tokens[start - 1].folded in language.conjunctions - language.infinitives:
            return start - 1
        if tokens[other].folded.endswith(language.gerund_endings):
            return start - 1 if tokens[start - 1].text == "," else None
        for comma in range(start - 1, begin, -1):
            text = tokens[comma].text
            if text == ";" or (text == "," and self.opens_another(comma + 1, start)):
                return comma
            if text == "," and self.verbs.is_clause(comma + 1, start):
                return None
        return None

    def opens_another(self, at: int, start: int) -> bool:
        """Whether the words from this index up to those of a verb open a clause beside what is said before them."""
        tokens, language = self.tokens, self.language
        joined = tokens[at].folded in language.joining
        if not joined and tokens[at].folded not in union(language, "prepositions", "times", "calendar"):
            return False
        return not any(self.verbs.is_finite(token) for token in tokens[at + 1 : start])
