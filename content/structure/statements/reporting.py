"""Statements by a verb of saying: X said that ...; ..., X said; The bridge, X said, will be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.statements.told import Told
from content.structure.statements.verbs import Verbs
from content.structure.syntax.tokens import union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.structure.statements.passage import Passage

_UP_TO_THAT = 12  # words between a verb and its "that"
_INSERTED = ",–—-"  # signs around what is put into a sentence
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

    def told(self) -> Iterator[Told]:
        """What the verbs of the sentence report, in order."""
        done = 0
        for verb in reversed(self.verbs.cues):  # what comes at the end goes for the whole sentence
            found = self.around(verb, 0)
            if found and found.at_end:
                yield found
                done = verb
                break
        for verb in self.verbs.cues:
            if verb <= done:
                continue
            found = self.around(verb, done) or self.after(verb)
            if found:
                yield found
                done = max(done, found.pieces[-1][1], verb)

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
        at_end = inverted or (len(pieces) == 1 and end >= last - 1)
        subject = self.verbs.subject(verb)
        speaker = self.clause.span(*subject) if subject else None
        why = ("told-around", tokens[verb].text)
        return Told(tuple(pieces), speaker, self.clause.span(verb, verb + 1), 0.9, why, at_end)

    def attribution(self, verb: int) -> tuple[int, int, bool] | None:
        """Where the words around a verb that say who speaks start and end, when they follow what is said.

        And whether the verb stands before its subject.
        """
        subject = self.verbs.subject(verb)
        if subject is None:
            return None
        tokens = self.tokens
        begin = min(subject[0], self.clause.fillers_before(verb))
        begin -= begin > 0 and tokens[begin - 1].folded in self.language.comparison  # as X said
        quoted = self.passage.follows_quotation(begin)
        if begin == 0 or (tokens[begin - 1].text not in _INSERTED and not quoted):
            return None
        inverted = subject[0] > verb
        end = self.verbs.past_sides(subject[1] if inverted else verb + 1)
        if quoted or inverted:
            end = self.clause.find(_ENDS, end)
        return begin, end, inverted

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
        begin = self.content_start(verb)
        if begin is None:
            return None
        end = self.content_end(begin)
        shape = self.verbs.shape(begin, end)
        if not self.verbs.takes(verb, shape):
            return None
        piece = self.passage.trimmed(begin, end)
        if piece[0] >= piece[1] or self.passage.is_quoted(piece):
            return None
        subject = self.verbs.subject(verb)
        speaker = self.clause.span(*subject) if subject else None
        why = ("told-after", self.tokens[verb].text, shape)
        return Told((piece,), speaker, self.clause.span(verb, verb + 1), _SURE.get(shape, _OBJECT), why)

    def content_start(self, verb: int) -> int | None:
        """Where what follows the verb starts; behind a quotation only at "that"."""
        tokens = self.tokens
        subject = self.verbs.subject(verb)
        at = subject[1] if subject and subject[0] > verb else verb + 1
        that = self.that_after(at)
        if that is not None:
            return that
        attribution = self.attribution(verb)
        if attribution and self.passage.follows_quotation(attribution[0]):
            return None
        at = self.verbs.past_sides(at)
        if at >= len(tokens) or tokens[at].text in ",.;)":
            return None
        return at

    def that_after(self, at: int) -> int | None:
        """The index of "that" soon after this one, with nothing but who is told, when and where between."""
        tokens, language = self.tokens, self.language
        for index in range(at, min(at + _UP_TO_THAT, len(tokens))):
            if tokens[index].folded in language.complementizers:
                return index if index == at or self.verbs.past_sides(at, addressed=True) == index else None
            if tokens[index].text in ".;:" or index in self.passage.signs:
                return None
        return None

    def content_end(self, begin: int) -> int:
        """Where what is said ends: with the sentence, or before another verb of the same speaker or a new one."""
        tokens, language = self.tokens, self.language
        for other in self.verbs.cues:
            if other <= begin:
                continue
            start = self.clause.fillers_before(other)
            if start and tokens[start - 1].folded in language.conjunctions:
                return start - 1
            if tokens[other].folded.endswith(language.gerund_endings) and tokens[start - 1].text == ",":
                return start - 1
            subject = self.verbs.subject(other)
            if subject and subject[0] < other:
                start = min(start, subject[0])
                before = tokens[start - 1]
                if before.folded in language.joining and tokens[start - 2].text == ",":
                    return start - 2
                if before.text == ";":
                    return start - 1
        return len(tokens)
