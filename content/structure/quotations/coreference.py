"""Whom a pronoun or "the minister" stands for: the words that name that speaker earlier in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.languages.language import Language

import re

from content.document.model import TextRange
from content.structure.syntax.noun_phrases import PRONOUNS, Clause, is_cue
from content.structure.syntax.sentences import split_sentences
from content.structure.syntax.subjects import first_subject, subject_of
from content.structure.syntax.tokens import is_body, is_name_word, is_role, tokens_in

_SIGHT = 6000  # characters before a speaker in which the name is looked for
_NAME = r"(?<!\w)[A-ZÀ-Þ][\w.'’-]{1,40}(?:\s(?:von|van|de|der|al-|bin)?\s?[A-ZÀ-Þ][\w.'’-]{1,40}){1,3}"
_ANY_NAME = re.compile(_NAME)
_NAME_BEHIND = re.compile(rf"\s({_NAME})")  # of a role
_NAME_LAST = re.compile(rf"({_NAME})$")  # before a comma and a role
_UP_TO_ROLE = re.compile(r",\s(?:[\w’'-]{1,40}\s){0,4}")
_LONGEST = 180  # characters of a name, and of what may stand between it and the role
_MOST_ROLES = 40  # places of a role that are looked at for a name
_NAME_BESIDE = re.compile(rf",\s({_NAME})(?=\s?[,.;:(]|$)", re.MULTILINE)
_DEFINITE = re.compile(r"(?:the|that|der|die|le|la|el)\s", re.IGNORECASE)
_NEAR = 1500  # characters within which a pronoun goes back to the last speaker
_HEADING = 100  # characters of a line above a sentence that is taken for a heading
_TOLD = 5  # sentences before it that are looked at for whom they tell of
_OPENING = "\"“„«‘'"
_ENDS = (".", "!", "?", "…")
_SEVERAL = frozenset({"they", "them", "ils", "elles", "ellos", "ellas", "onlar"})


def refer(text: str, speaker: TextRange, last: TextRange | None, language: Language) -> TextRange | None:
    """The earlier words that name the speaker, or None when its own words do or none are found.

    `last` are the words that last named a speaker before this one.
    """
    words = speaker.of(text)
    lower = words.lower()
    if lower in {"who", "which"}:
        return _phrase_before(text, speaker.start)
    if lower in PRONOUNS:
        if lower in {"i", "ich", "je", "yo", "we", "wir", "nous", "you"}:
            return None
        near = last if last is not None and speaker.start - last.end <= _NEAR else None
        begin = max(near.end if near else 0, speaker.start - _NEAR)
        return (_told_of(text, begin, speaker.start, language) if lower not in _SEVERAL else None) or near
    if _DEFINITE.match(words):
        return _named_with_role(text, speaker, language)
    return None


def _told_of(text: str, begin: int, offset: int, language: Language) -> TextRange | None:
    """The person whom the last sentences before the one at `offset` tell of, as their subject or as who says it."""
    sentences = split_sentences(text, begin, offset, language)
    if text[begin:offset].rstrip()[-1:] not in _ENDS:
        sentences = sentences[:-1]
    for sentence in reversed(sentences[-_TOLD:]):
        if text[sentence.start] in _OPENING:
            continue
        clause = Clause(tuple(tokens_in(text, _below_heading(text, sentence), sentence.end, language)), language)
        cues = (at for at in range(1, len(clause.tokens)) if is_cue(clause, at))
        said = next((subject for cue in cues if (subject := subject_of(clause, cue))), None)
        if said and (_is_person(clause, *said) or _is_single_name(clause, *said)):
            return clause.span(*said)
        subject = first_subject(clause)
        if subject and (_is_person(clause, *subject) or _is_surname(text, clause, *subject)):
            return clause.span(*subject)
    return None


def _below_heading(text: str, sentence: TextRange) -> int:
    """Where the sentence starts below short lines without a full stop, such as headings."""
    start = sentence.start
    while (end := text.find("\n", start, sentence.end)) >= 0:
        below = text[end + 1 : end + 2]
        if end - start > _HEADING or text[end - 1] in ",;:-–—" or not (below.isupper() or below.isspace()):
            break
        start = end + 1
    return start


def _is_surname(text: str, clause: Clause, start: int, end: int) -> bool:
    """Whether a phrase is the last name of somebody whom the text called by more of it before."""
    if not _is_single_name(clause, start, end):
        return False
    where = clause.span(start, end)
    if text.rfind(where.of(text), max(0, where.start - _SIGHT), where.start) < 0:
        return False
    full = re.compile(rf"(?<!\w)[A-ZÀ-Þ][\w.’'-]{{1,40}}\s{re.escape(where.of(text))}\b")
    return full.search(text, max(0, where.start - _SIGHT), where.start) is not None


def _is_single_name(clause: Clause, start: int, end: int) -> bool:
    word = clause.tokens[start]
    is_name = end - start == 1 and is_name_word(word, clause.language, first=False) and word.folded not in PRONOUNS
    return is_name and not is_body(word.folded, clause.language) and not is_role(word.folded, clause.language)


def _is_person(clause: Clause, start: int, end: int) -> bool:
    """Whether a phrase ends with the name of a person: two names, or one after a role."""
    words = clause.tokens[start:end]
    kinds = [
        (is_name_word(word, clause.language, first=at == 0), is_role(word.folded, clause.language))
        for at, word in enumerate(words)
    ]
    if is_body(words[-1].folded, clause.language) or not kinds[-1][0] or kinds[-1][1]:
        return False
    return sum(name or role for name, role in kinds) > 1


def with_name(text: str, speaker: TextRange, language: Language) -> TextRange:
    """The speaker with the name that stands beside a role: the mayor, Anna Weber, said."""
    words = tokens_in(text, speaker.start, speaker.end, language)
    roles = [index for index, word in enumerate(words) if is_role(word.folded, language)]
    name = _NAME_BESIDE.match(text, speaker.end)
    if name is None or not roles or any(word.is_capital for word in words[roles[-1] + 1 : roles[-1] + 2]):
        return speaker
    return TextRange(speaker.start, name.start(1) + len(name[1].rstrip(".")))


def _phrase_before(text: str, offset: int) -> TextRange | None:
    """The name right before "who"."""
    begin = max(0, offset - 120)
    found = None
    for match in _ANY_NAME.finditer(text[begin:offset]):
        found = match
    if found is None or offset - begin - found.end() > 4:
        return None
    return TextRange(begin + found.start(), begin + found.end())


def _named_with_role(text: str, speaker: TextRange, language: Language) -> TextRange | None:
    """The last earlier name that has the same role: "Foreign Minister Ann Lee" or "Ann Lee, the minister"."""
    head = tokens_in(text, speaker.start, speaker.end, language)[-1].text
    lower = head.lower()
    if not is_role(lower, language) or lower.endswith("s"):
        return None
    begin = max(0, speaker.start - _SIGHT)
    earlier = text[begin : speaker.start]
    small = earlier.lower()
    earlier = small if len(small) == len(earlier) else earlier  # rare letters, such as İ, are two when small
    at = len(earlier)
    for _ in range(_MOST_ROLES):
        at = earlier.rfind(lower, 0, at)
        if at < 0:
            return None
        after = at + len(lower)
        if earlier[after : after + 1].isalnum() or earlier[max(0, at - 1) : at].isalnum():
            continue  # a part of a longer word
        found = _NAME_BEHIND.match(text, begin + after, speaker.start)
        comma = earlier.rfind(",", max(0, at - _LONGEST), at) if found is None else -1
        if comma >= 0 and _UP_TO_ROLE.fullmatch(text, begin + comma, begin + at):
            found = _NAME_LAST.search(text, begin + max(0, comma - _LONGEST), begin + comma)
        if found is not None:
            return TextRange(found.start(1), found.end(1))
    return None
