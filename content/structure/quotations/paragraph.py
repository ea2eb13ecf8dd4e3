"""A paragraph as words with its quotations as single signs, in sentences, and the phrases in it that could speak."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.quotations.marks import find_quoted
from content.structure.syntax.clause import Clause, is_cue
from content.structure.syntax.orders import syntax_of
from content.structure.syntax.tokens import Token

if TYPE_CHECKING:
    from content.structure.quotations.marks import Quoted
    from content.structure.syntax.tokenised import TokenisedText

QUOTED = "“”"  # stands for a quotation among the words
BREAK = "¶"  # stands between the end of the paragraph before and this one
_TAIL = 400  # characters of the paragraph before that are looked at
_LONGEST = 250  # words and signs of a sentence; the rest of a longer one is another
_CUES = 6  # reporting verbs of a sentence whose subjects are looked for: more is noise, not text
_EDGES = frozenset(",;:–—-()")  # of clauses
_MARKS = frozenset("\"“”„«»‘’‚'")


class Passage:
    """The words outside quotations, from the end of the paragraph before on; `places` are the signs of quotations."""

    def __init__(self, clause: Clause, places: dict[int, int]) -> None:
        """`places` has the index of its sign for the offset where a quotation starts."""
        self.clause, self.places = clause, places
        self.known: dict[int, list[tuple[int, int, str]]] = {}  # phrases of sentences seen

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The first index and the one after the last of each sentence."""
        tokens = self.clause.tokens
        edges = [0, *(at + 1 for at in range(len(tokens) - 1) if self._ends(at)), len(tokens)]
        parts = [range(start, end, _LONGEST) for start, end in pairwise(edges)]
        return tuple(pairwise([*chain.from_iterable(parts), len(tokens)])) if tokens else ()

    def _ends(self, at: int) -> bool:
        tokens = self.clause.tokens
        token, after = tokens[at], tokens[at + 1]
        if BREAK in {token.text, after.text}:
            return True
        if token.text.startswith(QUOTED):
            return token.text[-1] in ".!?…" and (after.is_capital or after.text.startswith(QUOTED))
        if token.text not in {".", "!", "?"} or after.text == ")":
            return False
        ordinal = self.clause.language.capital_nouns and at > 0 and tokens[at - 1].text.isdigit()
        return not (ordinal and len(tokens[at - 1].text) <= 2)

    @cached_property
    def cues(self) -> frozenset[int]:
        """The indices of reporting verbs."""
        return frozenset(at for at in range(len(self.clause.tokens)) if is_cue(self.clause, at))

    @cached_property
    def cues_before(self) -> tuple[int, ...]:
        """For each index how many reporting verbs stand before it."""
        return tuple(accumulate((at in self.cues for at in range(len(self.clause.tokens))), initial=0))

    @cached_property
    def edges_before(self) -> tuple[int, ...]:
        """For each index how many signs that separate clauses stand before it."""
        return tuple(accumulate((token.text in _EDGES for token in self.clause.tokens), initial=0))

    @cached_property
    def quoted_before(self) -> tuple[int, ...]:
        """For each index how many quotations stand before it."""
        return tuple(accumulate((token.folded == QUOTED for token in self.clause.tokens), initial=0))

    @cached_property
    def _bounds(self) -> tuple[int, ...]:
        """The indices of signs that separate clauses and of quotations, with -1 before and the end after them."""
        tokens = self.clause.tokens
        parting = (at for at, token in enumerate(tokens) if token.text in _EDGES or token.folded == QUOTED)
        return (-1, *parting, len(tokens))

    def part_of(self, begin: int, end: int) -> tuple[int, int]:
        """The first index and the one after the last of the words around these, without signs that separate clauses."""
        bounds = self._bounds
        return bounds[bisect_left(bounds, begin) - 1] + 1, bounds[bisect_left(bounds, end)]

    def number_of(self, at: int) -> int:
        """The index of the sentence of a token."""
        return bisect_right(self.sentences, (at, len(self.clause.tokens))) - 1

    @cached_property
    def opening(self) -> int:
        """The index where this paragraph starts, after the end of the one before."""
        return next((at + 1 for at, token in enumerate(self.clause.tokens) if token.text == BREAK), 0)

    @cached_property
    def cued(self) -> frozenset[int]:
        """The sentences with a reporting verb."""
        return frozenset(self.number_of(cue) for cue in self.cues)

    @cached_property
    def reported(self) -> frozenset[int]:
        """The sentences that are reported speech by the form of their verb, without a reporting verb."""
        forms = self.clause.language.reported_forms
        numbered = enumerate(self.sentences)
        return frozenset(number for number, where in numbered if self.clause.has(forms, *where)) - self.cued

    def phrases(self, number: int) -> list[tuple[int, int, str]]:
        """The noun phrases of a sentence that could speak, as indices, and of what each is the subject."""
        if number in self.known:
            return self.known[number]
        at, stop = self.sentences[number]
        subjects, syntax = self._subjects(number), syntax_of(self.clause.language)
        found = self.known[number] = []
        while at < stop:
            begin, end = syntax.noun_phrase(self.clause, at) or (at, at)
            if end > begin:
                found.append((begin, end, subjects.get(begin, "no-subject")))
            at = max(end, at + 1)
        return found

    def _subjects(self, number: int) -> dict[int, str]:
        start, end = self.sentences[number]
        clause, syntax = Clause(self.clause.tokens[start:end], self.clause.language), syntax_of(self.clause.language)
        subject = syntax.first_subject(clause)
        found = {start + subject[0]: "subject"} if subject else {}
        for cue in [at for at in range(start, end) if at in self.cues][:_CUES]:
            if subject := syntax.subject_of(clause, cue - start):
                found[start + subject[0]] = "cue-subject"
        return found


class Paragraph:
    """A paragraph with its quotations and the paragraph before it, if that is prose; what it is read as, when asked."""

    def __init__(
        self,
        words: TokenisedText,
        block: TextRange,
        quoted: Sequence[Quoted],
        before: TextRange | None,
        above: TextRange | None = None,
    ) -> None:
        """`above` is the block before it, whatever it is."""
        self.words, self.block, self.quoted, self.before, self.above = words, block, quoted, before, above

    @cached_property
    def start(self) -> int:
        """Where the words before its first quotation begin: in the paragraph before when that ends with a colon."""
        before = self.before
        return before.start if before is not None and self.words.text[before.end - 1] in ":：" else self.block.start

    def space_after(self, number: int) -> int:
        """Where the words after a quotation end: at the next one, or with the paragraph."""
        return self.quoted[number + 1].range.start if number + 1 < len(self.quoted) else self.block.end

    @cached_property
    def passage(self) -> Passage:
        """Its words in sentences, each quotation one sign, after the end of the paragraph before."""
        tokens: list[Token] = []
        if self.before is not None:
            tail = TextRange(max(self.before.start, self.before.end - _TAIL), self.before.end)
            tokens += self._signed(tail, list(find_quoted(self.words.text, tail.start, tail.end, self.words.language)))
            tokens.append(Token(BREAK, self.block.start, self.block.start, BREAK))
        tokens += self._signed(self.block, self.quoted)
        places = {token.start: at for at, token in enumerate(tokens) if token.text.startswith(QUOTED)}
        return Passage(Clause(tuple(tokens), self.words.language), places)

    def _signed(self, block: TextRange, quoted: Sequence[Quoted]) -> list[Token]:
        """The words around the quotations, each of which is one sign with its last mark of punctuation."""
        tokens: list[Token] = []
        at = block.start
        for one in quoted:
            tokens += self._outside(at, one.range.start)
            sign = QUOTED + one.inner(self.words.text)[-1:]
            tokens.append(Token(sign, one.range.start, one.range.end, QUOTED))
            at = one.range.end
        return tokens + self._outside(at, block.end)

    def _outside(self, start: int, end: int) -> list[Token]:
        return [token for token in self.words.tokens(start, end) if token.text not in _MARKS]
