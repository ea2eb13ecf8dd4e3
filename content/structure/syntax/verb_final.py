"""The subject where the verb ends the sentence, as in Turkish: a name before a comma, or the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.syntax.clause import Clause, Phrase, is_cue
from content.structure.syntax.tokens import is_body, is_common, is_role

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokens import Token

_BEFORE_ROLE = 4  # words before a role and a name that belong to them
_LONG = 7  # letters; shorter names may end like a case


reports = is_cue


def noun_phrase(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> Phrase | None:
    """The row of capitals and roles that starts here, with conjunctions between capitals; `loose` means nothing."""
    del loose
    tokens, language = clause.tokens, clause.language
    limit, joining = len(tokens) if stop is None else stop, language.conjunctions
    end = last = begin
    while end < limit:
        if tokens[end].is_capital:
            last = end + 1
        elif not is_role(tokens[end].folded, language) and not (end > begin and tokens[end].folded in joining):
            break
        end += 1
    return (begin, last) if last > begin else None


def phrase_before(clause: Clause, stop: int) -> Phrase | None:
    """The name or the role right before `stop`, with the roles before a name."""
    tokens, language = clause.tokens, clause.language
    start = stop
    while start and (
        is_subject(clause, start - 1)
        or (tokens[start - 1].folded in language.conjunctions and start < stop and tokens[start - 2].is_capital)
    ):
        start -= 1
    if start == stop:
        return _role_before(clause, stop)
    roles = start
    while roles and is_role(tokens[roles - 1].folded, language):
        roles -= 1
    if roles == start:
        return start, stop
    begin = roles
    while begin and tokens[begin - 1].is_word and not tokens[begin - 1].folded.endswith(language.relative_endings):
        begin -= 1
    return (begin, stop) if roles - begin <= _BEFORE_ROLE else (roles, stop)


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The subject of the sentence up to `stop`, as token indices: a name before a comma, or one that opens it."""
    tokens, language = clause.tokens[:stop], clause.language
    for at, token in enumerate(tokens):
        found = None
        if at and token.folded in language.statement_participles:
            found = phrase_before(clause, at - (tokens[at - 1].text == ",")) or _opening_name(clause, at)
        elif at and token.folded in language.statement_passives:
            found = _origin(clause)
        if found:
            return found
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    before_comma = (phrase for comma in reversed(commas) if (phrase := phrase_before(clause, comma)) is not None)
    named = [one for one in before_comma if one[1] - one[0] > 1 or not _is_statement(tokens[one[0]], language)]
    for start, end in named:  # it opens the sentence or a part of it, or follows what is said of it: ... belirten X
        before = tokens[start - 1] if start else None
        if before is None or before.text == "," or before.folded.endswith(language.relative_endings):
            return start, end
    return _opening_name(clause, len(tokens)) or (named[0] if named else None)


subject_of = first_subject


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The name at this index, as after "diyen"; it bears no ending of a case."""
    near = range(at, min(at + _BEFORE_ROLE, len(clause.tokens)))  # 62 yaşındaki (köylü X); köy (muhtarı X)
    role = next((index for index in near if is_common(clause.tokens[index].folded, clause.language)), at)
    begin, at = at, role if not any(token.is_capital for token in clause.tokens[at:role]) else at
    found = noun_phrase(clause, at, loose=loose)
    return (begin, found[1]) if found and is_subject(clause, found[1] - 1) else None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is somebody, and not a word that only opens sentences."""
    return clause.tokens[phrase[0]].folded not in clause.language.openers


def is_subject(clause: Clause, at: int) -> bool:
    """Whether a capital bears no ending that makes it anything else than a subject."""
    token = clause.tokens[at]
    owning = len(token.folded) > _LONG and token.folded.endswith(clause.language.genitive_endings)
    return token.is_capital and "'" not in token.folded and not owning


def without_case(clause: Clause, start: int, end: int) -> TextRange:
    """The phrase without the ending that an apostrophe parts from a name: Ayşe Kaya('ya)."""
    last = clause.tokens[end - 1]
    stem = last.text.replace("’", "'").partition("'")[0]
    return TextRange(clause.tokens[start].start, last.start + len(stem))


def _is_statement(token: Token, language: Language) -> bool:
    """Whether a word is what somebody says rather than who: Açıklamada, “...” denildi."""
    word = token.folded
    return word.startswith(language.speech_stems) and not is_common(word, language)


def _origin(clause: Clause) -> Phrase | None:
    """The body that a statement comes from: X'ten yapılan açıklamada."""
    found = noun_phrase(clause, 0)
    word = clause.tokens[found[1] - 1].folded.replace("'", "") if found else ""
    endings = clause.language.genitive_endings + clause.language.ablative_endings
    return found if len(word) > _LONG and word.endswith(endings) else None


def _role_before(clause: Clause, stop: int) -> Phrase | None:
    """A role or body in small letters right before `stop`: bir yetkili."""
    tokens, language = clause.tokens, clause.language
    if not stop or not is_common(tokens[stop - 1].folded, language):
        return None
    start = stop - 1
    while start and (
        tokens[start - 1].is_capital
        or tokens[start - 1].folded in language.role_modifiers
        or is_common(tokens[start - 1].folded, language)
    ):
        start -= 1
    return start, stop


def _opening_name(clause: Clause, stop: int) -> Phrase | None:
    """The name that opens the sentence: of one word only when it is the subject of what follows at once."""
    tokens, language = clause.tokens, clause.language
    found = noun_phrase(clause, 0, stop)
    if not found or not can_speak(clause, found):
        return None
    end = found[1]
    for at, token in enumerate(tokens[:end]):
        goes_with = token.folded in language.conjunctions or is_role(token.folded, language)
        if not goes_with and not is_subject(clause, at):
            return None
    words = language.introducing_words | language.topic_particles | {","}
    told = end < stop and tokens[end].folded in words
    return found if end > 1 or told or is_body(tokens[end - 1].folded, language) else None
