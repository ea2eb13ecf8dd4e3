"""What each block is for: headline, heading, paragraph, quote, attribution and the rest, by evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.structure.features import line_features
from content.structure.furniture import furniture, is_underline
from content.structure.model import Reason, Role
from content.structure.reasons import describe, explain
from content.structure.sequence import LineModel, Vector, load_line_model

if TYPE_CHECKING:
    from content.structure.blocks import Piece

Judged = tuple[Role, Reason]

_MARKED = {
    Markup.HEADING: (Role.HEADING, "marked up as a heading"),
    Markup.BLOCK_QUOTE: (Role.QUOTE, "marked up as a block quote"),
    Markup.LIST_ITEM: (Role.LIST_ITEM, "marked up as a list item"),
    Markup.CAPTION: (Role.CAPTION, "marked up as a caption"),
    Markup.ATTRIBUTION: (Role.ATTRIBUTION, "marked up as the source of a quote"),
    Markup.BYLINE: (Role.BYLINE, "marked up as a byline"),
    Markup.CODE_BLOCK: (Role.OTHER, "marked up as code"),
    Markup.TABLE_ROW: (Role.OTHER, "marked up as a row of a table"),
    Markup.PARAGRAPH: (Role.PARAGRAPH, "marked up as a paragraph"),
}
_SIGN = re.compile(r"[•‣◦▪●■►▶✓➤]\s*\S|[*+]\s+\S")
_HYPHEN = re.compile(r"[-–—]\s+\S")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+\S")
_TURN = re.compile(r"(?:Q|A|F|S|C|Question|Answer|Frage|Antwort|Soru|Cevap|Pregunta|Respuesta)\s?[:.]\s+\S")
_SENTENCES = re.compile(r"[^\W\d_]{2}[.!?]\s+\S")
_DASHED_NAME = re.compile(r"[-–—―~]\s*\S")
_LONGEST_HEADLINE = 250  # characters; the longest of 352 real ones has 150
_LONGEST_ITEM = 90  # characters; longer numbered lines are paragraphs more often than not
_PLAIN = 0.95  # chance from which a paragraph needs no weighing of reasons
_NEVER = -1e6


def judge_roles(text: str, pieces: Sequence[Piece], model: LineModel | None = None) -> list[Judged]:
    """A role and its reason for each block; `model` is the shipped one unless given."""
    if any(piece.markup for piece in pieces):
        return _judge_marked(text, pieces)
    lines = [" ".join(piece.range.of(text).split()) or piece.range.of(text) for piece in pieces]
    judged: list[Judged | None] = [None] * len(lines)
    for index, piece in enumerate(pieces):
        if (reason := furniture(piece.range.of(text))) is not None:
            judged[index] = Role.OTHER, reason
    left = [index for index, known in enumerate(judged) if known is None]
    for index, found in zip(left, _judge_lines(lines, left, model or load_line_model("roles")), strict=True):
        judged[index] = found
    return [known for known in judged if known is not None]


def _judge_marked(text: str, pieces: Sequence[Piece]) -> list[Judged]:
    """Markup at its word: the first heading of the highest level, if it opens the text, is the headline."""
    judged = []
    for piece in pieces:
        role, words = _MARKED[piece.markup] if piece.markup else (Role.PARAGRAPH, "outside of all markup")
        judged.append((role, Reason(words, 1.0 if piece.markup else 0.5)))
    heads = [index for index, piece in enumerate(pieces) if piece.markup is Markup.HEADING]
    if heads and (heads[0] <= 2 or pieces[heads[0]].level == 1):
        judged[heads[0]] = Role.HEADLINE, Reason("the first heading marked up", 1.0)
    for index in range(1, len(pieces)):
        quoted = judged[index - 1][0] is Role.QUOTE
        below = judged[index][0] in {Role.QUOTE, Role.PARAGRAPH} and len(pieces[index].range) <= 120
        if quoted and below and _DASHED_NAME.match(pieces[index].range.of(text)):
            judged[index] = Role.ATTRIBUTION, Reason("starts with a dash after a block quote", 0.95)
    return judged


def _judge_lines(lines: Sequence[str], left: Sequence[int], model: LineModel) -> list[Judged]:
    """The roles of those lines whose indices are `left`, by the model, within what is certain."""
    words = [lines[index] for index in left]
    features = line_features(words)
    scores = [model.scores(found) for found in features]
    certain = _certain(lines, left)
    for index in range(len(words)):
        scores[index] = _within(model, scores[index], certain.get(index), first=index == 0)
    if words and len(words[0]) <= _LONGEST_HEADLINE and len(words) > 1 and 0 not in certain:
        certain[0] = Role.HEADLINE, "the first line, and short"
    path = model.best(scores)
    judged: list[Judged] = []
    for index, (best, chances) in enumerate(zip(path, model.chances(scores), strict=True)):
        if index in certain:
            role, why = certain[index]
            judged.append((role, Reason(why, 0.95)))
            continue
        second = max((role for role in range(len(chances)) if role != best), key=chances.__getitem__)
        if model.roles[best] == Role.PARAGRAPH and chances[best] >= _PLAIN:
            why = describe(features[index])
        else:
            why = explain(model, features[index], best, second)
        judged.append((Role(model.roles[best]), Reason(why, round(min(0.99, max(0.05, chances[best])), 3))))
    return judged


def _within(model: LineModel, scores: Vector, certain: tuple[Role, str] | None, *, first: bool) -> Vector:
    """The scores with what cannot be made impossible: one headline, the first line, and what is certain."""
    if certain is not None:
        return tuple(0.0 if role == certain[0] else _NEVER for role in model.roles)
    return tuple(
        _NEVER if (role == Role.HEADLINE) != first else score for role, score in zip(model.roles, scores, strict=True)
    )


def _certain(lines: Sequence[str], left: Sequence[int]) -> dict[int, tuple[Role, str]]:
    """Roles that need no weighing, by place in `left`: underlined, bulleted, numbered, questions and answers."""
    found: dict[int, tuple[Role, str]] = {}
    for at, index in enumerate(left):
        line = lines[index]
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if below and is_underline(below) and len(line) <= 120 and 2 * len(below) >= len(line):
            found[at] = (Role.HEADLINE if at == 0 else Role.HEADING), "underlined"
        elif line.startswith(">"):
            found[at] = Role.QUOTE, "quoted as in e-mail"
        elif _SIGN.match(line):
            found[at] = Role.LIST_ITEM, "starts with a bullet"
        elif _in_row(lines, index):
            found[at] = Role.LIST_ITEM, "one of several lines that start alike"
        elif _TURN.match(line) and at:
            found[at] = Role.PARAGRAPH, "a question or an answer"
    if left and 0 not in found and (len(lines[left[0]]) > _LONGEST_HEADLINE or len(left) == 1):
        found[0] = Role.PARAGRAPH, "the first line, but long" if len(left) > 1 else "the only line"
    return found


def _in_row(lines: Sequence[str], index: int) -> bool:
    """Whether the line before or after starts with a hyphen as well, or with the number before or after."""
    line = lines[index]
    if len(line) > _LONGEST_ITEM or _SENTENCES.search(line):
        return False
    around = [lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    if _HYPHEN.match(line):
        plain = line[0] == "-" or (len(line) <= 100 and line[-1].isalnum())
        return plain and any(_HYPHEN.match(other) and other[0] == line[0] for other in around)
    number = _NUMBER.match(line)
    if number is None:
        return False
    others = [match for match in map(_NUMBER.match, around) if match]
    return any(abs(int(match[1]) - int(number[1])) == 1 for match in others)
