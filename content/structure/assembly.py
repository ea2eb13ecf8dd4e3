"""One briefing out of all judgements: blocks, sections, quotations and background."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.detection import detect_language
from content.languages.language import load
from content.structure.background.judging import (
    MOST_SENTENCES,
    PROSE,
    Sentence,
    background_section,
    background_sentences,
    is_sectioned,
    judge_sentences,
    reports_sports,
)
from content.structure.joins import joined_breaks
from content.structure.kinds import read_as
from content.structure.kinds.page import Page
from content.structure.lines.blocks import Piece, split_blocks, split_lines
from content.structure.lines.dateline import find_dateline
from content.structure.lines.messages import subject_starts
from content.structure.lines.roles import MOST_LINES, NOT_JUDGED, judge_roles
from content.structure.model import Background, BackgroundLevel, Block, Briefing, Kind, Quotation, Role, Section
from content.structure.overruling import overrule, overrule_background
from content.structure.quotations.direct import TOO_MANY, Chooser, direct_quotations
from content.structure.quotations.pull import pull_quotations
from content.structure.quotations.ranking import choose
from content.structure.statements.anonymity import with_anonymity
from content.structure.statements.gathering import find_statements
from content.structure.syntax.tokenised import TokenisedText
from content.structure.tlp import find_marking

if TYPE_CHECKING:
    from content.document.model import Document
    from content.structure.lines.judged_lines import Judged

_SENTENCES = PROSE | {Role.QUOTE, Role.CAPTION}  # blocks that are split into sentences


def assemble(
    document: Document,
    roles: Mapping[TextRange, Role],
    said: Mapping[TextRange, str],
    kind: Kind | None = None,
    chooser: Chooser = choose,
) -> Briefing:
    """The structure of a document; `roles`, `kind` and what was `said` of background are the reader's own: they win."""
    text = document.text
    code = detect_language(text)
    language = load(code)
    lines = split_lines(document)
    page = Page.of(document, lines, language)
    reading = read_as(page, kind, Kind(document.kind) if document.kind else None)
    pieces = split_blocks(document, lines, reading.starts(page), reading.joins(page))
    if reading.has_own_rules:
        page = Page.of(document, pieces, language)
    judged = overrule(pieces, judge_roles(text, pieces, language, of_kind=reading.roles(page)), roles)
    judged_roles = [role for role, _ in judged]
    bounds = _bounds(judged_roles)
    blocks = tuple(
        Block(piece.range, role, number, reason)
        for number, (first, after) in enumerate(bounds)
        for piece, (role, reason) in zip(pieces[first:after], judged[first:after], strict=True)
    )
    headline = _first(blocks, Role.HEADLINE)
    if headline:  # of the subject line of a message its words only
        headline = TextRange(headline.start + subject_starts(headline.of(text)), headline.end)
        headline = reading.own_words(text, headline)
    placed = [(headline if headline and block.role is Role.HEADLINE else block.range, block.role) for block in blocks]
    words = TokenisedText(text, [block.range for block in blocks], language)
    split = [(role, words.sentences(where.start, where.end)) for where, role in placed if role in _SENTENCES]
    prose = [found for role, found in split if role in PROSE]
    sentences = judge_sentences(text, prose, headline, language)
    sections, background, others = _sections(text, pieces, judged_roles, bounds, sentences)
    cautious = reading.rules.cautious or reports_sports(text)
    background += background_sentences(others, language, sectioned=is_sectioned(judged_roles), cautious=cautious)
    all_checked = len(sentences) < MOST_SENTENCES
    del sentences, others  # while quotations are looked for: 2 MB of 1 MB of prose
    if said:
        sections, background = overrule_background(sections, background, blocks, said)
    parts = reading.parts(page, judged)
    quotations = [
        *direct_quotations(words, placed, chooser, {turn.range.start for turn in parts.turns}),
        *pull_quotations(words, blocks),
    ]
    quotations = with_anonymity(words, sorted(quotations, key=lambda one: (one.range, one.kind)))
    told = find_statements(words, placed, quotations)
    return Briefing(
        document=document,
        language=code,
        marking=find_marking(text),
        headline=headline,
        standfirst=reading.own_words(text, _first(blocks, Role.STANDFIRST)),
        byline=reading.own_words(text, _first(blocks, Role.BYLINE)),
        dateline=find_dateline(text, (block.range for block in blocks if block.role is Role.PARAGRAPH), language),
        blocks=blocks,
        sentences=tuple(chain.from_iterable(found for _, found in split)),
        sections=tuple(sections),
        quotations=tuple(quotations),
        statements=tuple(with_anonymity(words, told.statements)),
        background=tuple(sorted(background, key=lambda one: (one.range.start, -one.range.end))),
        kind=reading.rules.kind,
        kind_reason=reading.reason,
        turns=parts.turns,
        stories=parts.stories,
        entries=parts.entries,
        figures=parts.figures,
        metadata=dict(parts.metadata) | dict(document.metadata),
        warnings=tuple(_limits(judged, quotations, all_checked=all_checked, complete=told.complete)),
        breaks=joined_breaks(document, blocks),
    )


def _limits(
    judged: Sequence[Judged], quotations: Sequence[Quotation], *, all_checked: bool, complete: bool
) -> Iterator[str]:
    """What of a very long text was not judged, in sentences."""
    if any(reason is NOT_JUDGED for _, reason in judged[MOST_LINES:]):
        yield f"This text has very many lines: all after the first {MOST_LINES:,} are shown as paragraphs."
    if not all_checked:
        yield f"This text has very many sentences: only the first {MOST_SENTENCES:,} were checked for background."
    if any(quotation.reason is TOO_MANY for quotation in quotations):
        yield "This text has very many quotations: speakers were looked for in only some of them."
    if not complete:
        yield "This text has very many sentences in which somebody may speak: statements were looked for in only some."


def _bounds(roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The first block and the block after the last of each section: a heading with what is under it, or the lead."""
    starts = [index for index, role in enumerate(roles) if role is Role.HEADING or index == 0]
    return list(pairwise([*starts, len(roles)]))


def _sections(
    text: str,
    pieces: Sequence[Piece],
    roles: Sequence[Role],
    bounds: Sequence[tuple[int, int]],
    sentences: Sequence[Sentence],
) -> tuple[list[Section], list[Background], list[Sentence]]:
    """The sections, the marks of those that are background, and the sentences of the others."""
    sections = []
    background = []
    others: list[Sentence] = []
    starts = [sentence.range.start for sentence in sentences]
    for number, (first, after) in enumerate(bounds):
        heading = pieces[first].range if roles[first] is Role.HEADING else None
        whole = TextRange(pieces[first].range.start, pieces[after - 1].range.end)
        own = sentences[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
        reason = background_section(text, heading, number, len(bounds), own)
        sections.append(Section(heading, whole, background=reason is not None))
        if reason is None:
            others += own
        else:
            background.append(Background(whole, BackgroundLevel.SECTION, reason))
    return sections, background, others


def _first(blocks: Sequence[Block], role: Role) -> TextRange | None:
    return next((block.range for block in blocks if block.role is role), None)
