"""The subject of a Turkish sentence: a name before a comma, or one that opens it, without a parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.language import load
from content.languages.words import word_lists
from content.structure.syntax.tokens import Token, is_body, is_role

if TYPE_CHECKING:
    from content.structure.syntax.noun_phrases import Clause, Phrase

_WORDS = word_lists("turkish")
_GENITIVE = re.compile(r"\w{1,40}n[ıiuü]n")
_NO_APOSTROPHE = str.maketrans("", "", "'’")
_PARTICIPLE = re.compile(r"\w{2,40}[ae]n")  # açıklayan, belirten: what follows is whoever does it
_OWNING = re.compile(r"\w{5,40}(?:n[ıiuü]n|[dt][ae]n)")  # a body that owns, or from which something comes
_GOING_BEFORE = 4  # words before a role and a name that belong to them
_OF_PEOPLE = frozenset({"bir", "üst", "düzey", "kıdemli", "güvenlik", "iki", "üç"})


def turkish_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The subject of the sentence up to `stop`, as token indices: a name before a comma, or one that opens it."""
    tokens = clause.tokens[:stop]
    if (stated := _of_statement(tokens)) is not None:
        return stated
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    named = [phrase for comma in reversed(commas) if (phrase := named_before(tokens, comma)) is not None]
    clear = next((phrase for phrase in named if _stands_clear(tokens, phrase[0])), None)
    return clear or _opening_name(tokens) or (named[0] if named else None)


def _of_statement(tokens: Sequence[Token]) -> Phrase | None:
    """X yaptığı açıklamada; X'ten yapılan açıklamada."""
    for at, token in enumerate(tokens):
        if at and token.folded in _WORDS["statement"]:
            stop = at - (tokens[at - 1].text == ",")
            return named_before(tokens, stop) or _opening_name(tokens[:at])
        if at and token.folded == "yapılan":
            end = row_of_capitals(tokens, 0)
            return (0, end) if end and _OWNING.fullmatch(tokens[end - 1].folded.translate(_NO_APOSTROPHE)) else None
    return None


def row_of_capitals(tokens: Sequence[Token], at: int) -> int:
    """The index after the capitals that start here, with "ve" between them."""
    end = at
    while end < len(tokens) and (tokens[end].is_capital or (end > at and tokens[end].folded == "ve")):
        end += 1
    return end


def is_subject(token: Token) -> bool:
    """Whether a capital bears no ending that makes it anything else than a subject."""
    owning = len(token.folded) > 7 and _GENITIVE.fullmatch(token.folded)
    return token.is_capital and not {"'", "’"}.intersection(token.text) and not owning


def named_before(tokens: Sequence[Token], stop: int) -> Phrase | None:
    """The name or the role right before `stop`, with the roles before a name."""
    start = stop
    while start and (
        is_subject(tokens[start - 1])
        or (start < stop and tokens[start - 1].folded == "ve" and start > 1 and tokens[start - 2].is_capital)
    ):
        start -= 1
    if start == stop:
        return _role_before(tokens, stop)
    roles = start
    while roles and is_role(tokens[roles - 1].folded, load("tr")):
        roles -= 1
    if roles == start:
        return start, stop
    begin = roles
    while begin and tokens[begin - 1].is_word and not _PARTICIPLE.fullmatch(tokens[begin - 1].folded):
        begin -= 1
    return (begin, stop) if roles - begin <= _GOING_BEFORE else (roles, stop)


def _role_before(tokens: Sequence[Token], stop: int) -> Phrase | None:
    """A role or body in small letters right before `stop`: bir yetkili."""
    if not stop or not (is_role(tokens[stop - 1].folded, load("tr")) or is_body(tokens[stop - 1].folded, load("tr"))):
        return None
    start = stop - 1
    while start and (tokens[start - 1].folded in _OF_PEOPLE or tokens[start - 1].is_capital):
        start -= 1
    return start, stop


def _stands_clear(tokens: Sequence[Token], start: int) -> bool:
    """Whether a name opens the sentence or a part of it, or follows what is said of it: ... belirten X."""
    before = tokens[start - 1] if start else None
    return before is None or before.text == "," or _PARTICIPLE.fullmatch(before.folded) is not None


def _opening_name(tokens: Sequence[Token]) -> Phrase | None:
    """The name that opens the sentence: of one word only when it is the subject of what follows at once."""
    end = row_of_capitals(tokens, 0)
    if not end or not all(is_subject(token) or token.folded == "ve" for token in tokens[:end]):
        return None
    if tokens[0].folded in _WORDS["openers"]:
        return None
    after = tokens[end].folded if end < len(tokens) else ""
    told = after in _WORDS["opening"] or after in {",", "de", "da", "ise"}
    return (0, end) if end > 1 or told or is_body(tokens[end - 1].folded, load("tr")) else None


def bare(clause: Clause, start: int, end: int) -> TextRange:
    """The phrase without the ending that an apostrophe parts from a name: Ayşe Kaya('ya)."""
    last = clause.tokens[end - 1]
    stem = last.text.replace("’", "'").partition("'")[0]
    return TextRange(clause.tokens[start].start, last.start + len(stem))
