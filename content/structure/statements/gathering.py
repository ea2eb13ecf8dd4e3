"""All statements of a text: direct ones, which are its quotations, and those that are reported in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.model import Quotation, QuotationKind, Reason, Role, SourceClass, Statement, StatementKind
from content.structure.statements.carried import goes_on_in_reported_speech, teller_of
from content.structure.statements.headlines import by_colon, in_small_letters
from content.structure.statements.reporting import Reporting
from content.structure.statements.sources import by_source
from content.structure.statements.speakers import names_speaker, source_of
from content.structure.statements.telling_sentences import passages
from content.structure.statements.verb_last import before_last_verb

if TYPE_CHECKING:
    from content.structure.statements.telling_sentences import Passage
    from content.structure.statements.told import Told
    from content.structure.syntax.tokenised import TokenisedText

_ADJACENT = 100  # characters between a quotation, or what else is said, and a sentence that goes on with it
_OPENING = 60  # characters of what is said in which "not to be named" stands
_TOLD_IN = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM, Role.HEADLINE})


def find_statements(
    words: TokenisedText, blocks: Sequence[tuple[TextRange, Role]], quotations: Sequence[Quotation]
) -> list[Statement]:
    """What the text reports that somebody said, in order; `blocks` and `quotations` are in order, too.

    A quotation is a statement of its own unless it is a part of a mixed one.
    """
    quoted = [one for one in quotations if one.kind is QuotationKind.DIRECT]
    found: list[Statement] = []
    last: Quotation | Statement | None = None  # what was said last by somebody whom its own words name
    spoke: Quotation | Statement | None = None  # what was said last
    inside: set[int] = set()  # where quotations start that are a part of what is said
    end = -2 * _ADJACENT  # of the last sentence in which something is said
    at = 0
    for block, role in blocks:
        if role not in _TOLD_IN:
            continue
        for passage in passages(words, block, quoted, heads=role is Role.HEADLINE):
            while at < len(quoted) and quoted[at].range.end <= passage.range.start:
                last = quoted[at] if names_speaker(words, quoted[at]) else last
                at += 1
            told_before = passage.range.start - max(end, quoted[at - 1].range.end if at else end) <= _ADJACENT
            spoke = quoted[at - 1] if at and (spoke is None or quoted[at - 1].range > spoke.range) else spoke
            told = [one for one in _told_in(passage, role) if not _asks_for_anonymity(words, passage, one)]
            if not told and goes_on_in_reported_speech(passage, told_before=told_before):
                found.append(_carried(passage, spoke))
                inside.update(passage.quoted_in((0, len(passage.clause.tokens))))
                end = passage.range.end
                continue
            end = passage.range.end if told else end
            if not told and (teller := teller_of(passage)):
                spoke = _statement(words, passage, teller, last)
            for one in told:
                statement = _statement(words, passage, one, last)
                if one.speaker is None and words.language.drops_subject:
                    statement = _by_last(statement, spoke)
                found.append(statement)
                inside.update(*map(passage.quoted_in, one.pieces))
                spoke = statement
                last = statement if names_speaker(words, statement) else last
    found += [_direct(one) for one in quoted if one.range.start not in inside]
    return sorted(found, key=lambda one: (one.range, one.kind))


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
    reason = Reason((("reported-form",), ("same-speaker",)), 0.7)
    return Statement(where, (where,), kind, spoke.speaker, None, spoke.source_class, reason)


def _by_last(statement: Statement, spoke: Quotation | Statement | None) -> Statement:
    """The statement with whoever spoke last, where a verb may do without its subject: añadió que ..."""
    if spoke is None or spoke.speaker is None:
        return statement
    reason = Reason((*statement.reason.parts, ("same-speaker",)), 0.7)
    return replace(statement, speaker=spoke.speaker, source_class=spoke.source_class, reason=reason)


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
    source = source_of(words, told.speaker, last)
    reason = Reason((told.why, source.why), told.confidence)
    return Statement(whole, spans, kind, source.speaker, told.cue, source.source_class, reason)
