"""What each block is for: headline, heading, paragraph, quote, attribution and the rest, by evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from content.structure.linear_chain import LineModel, Vector, load_line_model
from content.structure.lines.dateline import is_date
from content.structure.lines.furniture import furniture
from content.structure.lines.judged_lines import Judged, lines_of
from content.structure.lines.line_features import line_features
from content.structure.lines.markup import judge_marked
from content.structure.lines.messages import (
    closing_of,
    forwarded_in,
    header_of,
    letterhead_of,
    signature_of,
    subject_starts,
)
from content.structure.lines.rules import certain, goes_on
from content.structure.model import Reason, Role
from content.structure.reasons import describe, explain

if TYPE_CHECKING:
    from array import array

    from content.languages.language import Language
    from content.structure.lines.blocks import Piece

_NOTHING: Mapping[int, Judged] = MappingProxyType({})
_ROLES = {role.value: role for role in Role}  # quicker than to ask the class
_PLAIN = 0.95  # marginal from which a paragraph needs no weighing of reasons
_NEVER = -1e6
MOST_LINES = 6_000  # that are judged; 1 MB of articles has 3,000
NOT_JUDGED = Reason.of("too-many-lines", 0.5, f"{MOST_LINES:,}")
_FURNITURE = frozenset({Role.BYLINE, Role.CAPTION, Role.OTHER})
_PROSE = frozenset({Role.HEADING, Role.PARAGRAPH, Role.STANDFIRST})
_SPOKEN = frozenset({Role.PARAGRAPH, Role.QUOTE})  # roles of lines whose quotation the next line may go on with
_FURNITURE_FROM = 0.45  # marginal of any of the three kinds from which a line is not taken for prose
_QUOTE_FROM = 0.4


def judge_roles(
    text: str,
    pieces: Sequence[Piece],
    language: Language,
    model: LineModel | None = None,
    of_kind: Mapping[int, Judged] = _NOTHING,
) -> list[Judged]:
    """A role and its reason for each block; `model` is the shipped one unless given.

    `of_kind` are the roles that the kind of the briefing knows, by the index of the block.
    """
    if any(piece.markup for piece in pieces):
        judged = judge_marked(text, pieces)
        if any(role is Role.HEADLINE for role, _ in of_kind.values()):  # a heading is then one of the text below
            judged = [(Role.HEADING, why) if role is Role.HEADLINE else (role, why) for role, why in judged]
        return [of_kind.get(index, found) for index, found in enumerate(judged)]
    if len(pieces) > MOST_LINES:
        rest: list[Judged] = [(Role.PARAGRAPH, NOT_JUDGED)] * (len(pieces) - MOST_LINES)
        return judge_roles(text, pieces[:MOST_LINES], language, model, of_kind) + rest
    raw = [piece.range.of(text) for piece in pieces]
    lines = list(map(_with_single_blanks, raw))
    known = _around_message(lines) or _under_letterhead(text, pieces)
    known |= {index: found for index, found in of_kind.items() if index < len(pieces)}
    subject = next((index for index, (role, _) in known.items() if role is Role.HEADLINE), None)
    if subject is not None:
        lines[subject] = lines[subject][subject_starts(lines[subject]) :]
    for index, line in enumerate(raw):
        if index not in known and (reason := furniture(line)) is not None:
            known[index] = Role.OTHER, reason
    first = next((index for index in range(len(lines)) if index not in known), None)
    if first is not None and is_date(lines[first], language):
        known[first] = Role.OTHER, Reason.of("date-above", 0.85)
    left = [index for index in range(len(lines)) if index not in known or known[index][0] is not Role.OTHER]
    blanks = frozenset(index for index, piece in enumerate(pieces) if piece.after_blank)
    wrapped = frozenset(index for index in left if "\n" in raw[index])
    rows = lines_of(lines, left, blanks, wrapped, language)
    fixed = {index: known.get(index) or certain(rows, index) for index in left}
    found = _judge_lines(
        [lines[index] for index in left], list(fixed.values()), language, model or load_line_model("roles")
    )
    known.update(zip(left, found, strict=True))
    for index in left:
        if fixed[index] is None and goes_on(rows, index) and (above := known[index - 1])[0] in _SPOKEN:
            known[index] = above[0], Reason.of("goes-on", above[1].confidence)
    return [known[index] for index in range(len(lines))]


def _with_single_blanks(line: str) -> str:
    """The words of a line; most lines are nothing else, and are not held twice."""
    words = " ".join(line.split()) or line
    return line if words == line else words


def _around_message(lines: Sequence[str]) -> dict[int, Judged]:
    """The header of a message, whose subject is the headline, its close and its signature, by the index of the line."""
    first, end = header_of(lines)
    signature = signature_of(lines)
    reasons = dict.fromkeys(range(signature, len(lines)), Reason.of("signature", 0.95))
    if first == end:
        return {index: (Role.OTHER, reason) for index, reason in reasons.items()}
    closing = max(end, closing_of(lines, signature))
    reasons |= dict.fromkeys(range(closing, signature), Reason.of("closing", 0.85))
    reasons |= dict.fromkeys(range(first, end), Reason.of("header", 0.95))
    reasons |= dict.fromkeys(forwarded_in(lines, end), Reason.of("other-header", 0.9))
    subject = next((index for index in range(first, end) if subject_starts(lines[index])), None)
    if subject is not None:
        reasons |= dict.fromkeys(range(first), Reason.of("above-header", 0.8))
    known = {index: (Role.OTHER, reason) for index, reason in reasons.items()}
    return known if subject is None else known | {subject: (Role.HEADLINE, Reason.of("mail-subject", 0.95))}


def _under_letterhead(text: str, pieces: Sequence[Piece]) -> dict[int, Judged]:
    """The lines in columns that open an RFC or a form."""
    end = next((index for index, piece in enumerate(pieces) if index and piece.after_blank), 0)
    head = range(letterhead_of([piece.range.of(text) for piece in pieces[:end]]))
    return dict.fromkeys(head, (Role.OTHER, Reason.of("letterhead", 0.9)))


def _judge_lines(
    words: Sequence[str], fixed: Sequence[Judged | None], language: Language, model: LineModel
) -> list[Judged]:
    """The roles of these lines, by the model, within what is certain of them: without a sure headline it is the first.

    That a line is furniture is surer than of which kind; quotes are rare. The thresholds for both were chosen on all
    folds of the training articles, held back by site.
    """
    ends: list[tuple[str, ...]] = []  # the length and the end of each line, which are its first features
    features: list[array[int]] = []
    for names in line_features(words, language):
        ends.append(tuple(names[:2]))
        features.append(model.numbered(names))
    only = {role: tuple(0.0 if other == role else _NEVER for other in model.roles) for role in model.roles}
    headline, quote = model.roles.index(Role.HEADLINE), model.roles.index(Role.QUOTE)
    opens = len(words) > 1 and not any(found and found[0] is Role.HEADLINE for found in fixed)
    scores: list[Vector] = []
    for index, (row, found) in enumerate(zip(features, fixed, strict=True)):
        if found or (index == 0 and opens):
            scores.append(only[found[0] if found else Role.HEADLINE])
        else:
            own = model.scores(row)
            scores.append((*own[:headline], _NEVER, *own[headline + 1 :]))
    furniture = [index for index, role in enumerate(model.roles) if role in _FURNITURE]
    prose = [index for index, role in enumerate(model.roles) if role in _PROSE]
    judged: list[Judged] = []
    rows = zip(features, ends, fixed, model.best(scores), model.marginals(scores), strict=True)
    for row, end, found, likeliest, marginals in rows:
        if found or (opens and not judged):
            judged.append(found or (Role.HEADLINE, Reason.of("first-and-short", 0.95)))
            continue
        best = likeliest
        if best in prose and sum([marginals[index] for index in furniture]) >= _FURNITURE_FROM:
            best = max(furniture, key=marginals.__getitem__)
        elif best not in furniture and marginals[quote] >= _QUOTE_FROM:
            best = quote
        if model.roles[best] == Role.PARAGRAPH and marginals[best] >= _PLAIN:
            why = describe(end)
        else:
            second = max((index for index in range(len(marginals)) if index != best), key=marginals.__getitem__)
            why = explain(model, row, best, second)
        sure = round(min(0.99, max(0.05, marginals[best])), 3)
        judged.append((_ROLES[model.roles[best]], Reason.shared((why,), sure)))
    return judged
