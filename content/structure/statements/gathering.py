"""All statements of a text: direct ones, which are its quotations, and those that are reported in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.structure.model import Quotation, QuotationKind, Reason, Role, SourceClass, Statement, StatementKind
from content.structure.quotations.coreference import with_name
from content.structure.quotations.sourcing import names_speaker, source_of
from content.structure.statements.carried import goes_on_in_reported_speech, teller_of
from content.structure.statements.headlines import by_colon, in_small_letters
from content.structure.statements.reporting import Reporting
from content.structure.statements.sources import by_source
from content.structure.statements.telling_sentences import passages
from content.structure.statements.verb_last import before_last_verb

if TYPE_CHECKING:
    from content.structure.statements.telling_sentences import Passage
    from content.structure.statements.told import Told
    from content.structure.syntax.clause import Phrase
    from content.structure.syntax.tokenised import TokenisedText

_MOST_READ = 8_000  # sentences in which somebody may speak; 1 MB of articles has fewer
_ADJACENT = 100  # characters between a quotation, or what else is said, and a sentence that goes on with it
_SURE, _FEWEST = 0.8, 4  # confidence under which what is said must have that many words
_OPENING = 60  # characters of what is said in which "not to be named" stands
_TOLD_IN = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM, Role.HEADLINE})


class Statements(NamedTuple):
    """The statements of a text in order, and whether all of it was read for them."""

    statements: list[Statement]
    complete: bool


def find_statements(
    words: TokenisedText, blocks: Sequence[tuple[TextRange, Role]], quotations: Sequence[Quotation]
) -> Statements:
    """What the text reports that somebody said, in order; `blocks` and `quotations` are in order, too.

    A quotation is a statement of its own unless it is a part of a mixed one.
    """
    gathered = _Gathered(words, [one for one in quotations if one.kind is QuotationKind.DIRECT])
    found = (
        (passage, role)
        for block, role in blocks
        if role in _TOLD_IN
        for passage in passages(words, block, gathered.quoted, heads=role is Role.HEADLINE)
    )
    for passage, role in islice(found, _MOST_READ):
        gathered.read(passage, role)
    complete = next(found, None) is None
    direct = (_direct(one) for one in gathered.quoted if one.range.start not in gathered.inside)
    return Statements(sorted([*gathered.found, *direct], key=lambda one: (one.range, one.kind)), complete)


class _Gathered:
    """The statements found so far, and who spoke last."""

    def __init__(self, words: TokenisedText, quoted: Sequence[Quotation]) -> None:
        self.words = words
        self.quoted = quoted
        self.found: list[Statement] = []
        self.inside: set[int] = set()  # where quotations start that are a part of what is said
        self._at = 0  # how many quotations end before the sentence that is read
        self._end = -2 * _ADJACENT  # of the last sentence in which something is said
        self._named: Quotation | Statement | None = None  # what was said last by somebody whom its own words name
        self._spoke: Quotation | Statement | None = None  # what was said last
        self._untold: Passage | None = None  # a later sentence, in which somebody may speak without saying what

    def read(self, passage: Passage, role: Role) -> None:
        """Adds what is said in the next sentence."""
        self._pass_quotations(passage)
        told = [
            one
            for one in _told_in(passage, role)
            if _says_something(passage, one) and not _asks_for_anonymity(self.words, passage, one)
        ]
        for one in told:
            self._add(passage, one)
        if told:
            return
        before = self.quoted[self._at - 1].range.end if self._at else self._end
        near = passage.range.start - max(self._end, before) <= _ADJACENT
        if goes_on_in_reported_speech(passage, told_before=near):
            self._keep(passage, _carried(passage, self._last_speaker()), [(0, len(passage.clause.tokens))])
        else:
            self._untold = passage

    def _pass_quotations(self, passage: Passage) -> None:
        while self._at < len(self.quoted) and self.quoted[self._at].range.end <= passage.range.start:
            one = self.quoted[self._at]
            self._named = one if names_speaker(self.words, one) else self._named
            if self._spoke is None or one.range > self._spoke.range:
                self._spoke, self._untold = one, None
            self._at += 1

    def _last_speaker(self) -> Quotation | Statement | None:
        """What was said last, or a sentence in which somebody speaks, whichever comes later."""
        teller = teller_of(self._untold) if self._untold else None
        if self._untold and teller:
            self._spoke = _statement(self.words, self._untold, teller, self._named)
        self._untold = None
        return self._spoke

    def _add(self, passage: Passage, told: Told) -> None:
        statement = _statement(self.words, passage, told, self._named)
        if told.speaker is None and self.words.language.drops_subject:
            statement = _by_last(statement, self._spoke)
        self._keep(passage, statement, told.pieces)
        self._spoke, self._untold = statement, None
        self._named = statement if names_speaker(self.words, statement) else self._named

    def _keep(self, passage: Passage, statement: Statement, pieces: Sequence[Phrase]) -> None:
        self.found.append(statement)
        self.inside.update(*map(passage.quoted_in, pieces))
        self._end = passage.range.end


def _told_in(passage: Passage, role: Role) -> Iterator[Told]:
    if role is Role.HEADLINE:
        if told := by_colon(passage):
            yield told
            return
        passage = in_small_letters(passage)
    if source := by_source(passage):
        yield source
        return
    if passage.clause.language.reported_endings and (told := before_last_verb(passage)):
        yield told
        return
    yield from Reporting(passage).told()


def _says_something(passage: Passage, told: Told) -> bool:
    """Whether doubtful words are a clause: a few words are a thing reported on, and by somebody is who agreed."""
    if told.confidence >= _SURE or len(told.pieces) > 1:
        return True
    begin, end = told.pieces[0]
    row = [token for token in passage.clause.tokens[begin:end] if token.is_word]
    return len(row) >= _FEWEST and row[0].folded not in passage.clause.language.agents


def _asks_for_anonymity(words: TokenisedText, passage: Passage, told: Told) -> bool:
    """Whether what is said is only that the speaker is not to be named."""
    where = passage.clause.span(*told.pieces[0])
    opening = words.text[where.start : min(where.end, where.start + _OPENING)].lower()
    return any(phrase in opening for phrase in words.language.anonymity)


def _direct(one: Quotation) -> Statement:
    return Statement(one.range, (one.range,), StatementKind.DIRECT, one.speaker, one.cue, one.source_class, one.reason)


def _carried(passage: Passage, spoke: Quotation | Statement | None) -> Statement:
    """A sentence that goes on with what was said before."""
    where = passage.clause.span(*passage.trimmed(0, len(passage.clause.tokens)))
    kind = StatementKind.MIXED if passage.signs else StatementKind.INDIRECT
    if spoke is None or spoke.speaker is None:
        reason = Reason.of("reported-form", 0.5)
        return Statement(where, (where,), kind, None, None, SourceClass.UNATTRIBUTED, reason)
    reason = Reason.shared((("reported-form",), ("same-speaker",)), 0.7)
    return Statement(where, (where,), kind, spoke.speaker, None, spoke.source_class, reason)


def _by_last(statement: Statement, spoke: Quotation | Statement | None) -> Statement:
    """The statement with whoever spoke last, where a verb may do without its subject: añadió que ..."""
    if spoke is None or spoke.speaker is None:
        return statement
    reason = Reason.shared((*statement.reason.parts, ("same-speaker",)), 0.7)
    return statement._replace(speaker=spoke.speaker, source_class=spoke.source_class, reason=reason)


def _statement(
    words: TokenisedText,
    passage: Passage,
    told: Told,
    last: Quotation | Statement | None,
) -> Statement:
    spans = tuple(passage.clause.span(*piece) for piece in told.pieces)
    mixed = any(begin <= at < end for begin, end in told.pieces for at in passage.signs)
    kind = StatementKind.MIXED if mixed else StatementKind.INDIRECT
    whole = TextRange(spans[0].start, spans[-1].end)
    if told.speaker is None:
        reason = Reason.of(told.why[0], told.confidence, *told.why[1:])
        return Statement(whole, spans, kind, None, told.cue, SourceClass.UNATTRIBUTED, reason)
    source = source_of(words, with_name(words, told.speaker), [last] if last else [])
    reason = Reason.shared((told.why, source.why), told.confidence)
    return Statement(whole, spans, kind, source.speaker, told.cue, source.source_class, reason)
