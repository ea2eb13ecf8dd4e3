"""Whom a pronoun or "the minister" stands for: the words that name that speaker earlier in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import CAPITALS, fold
from content.structure.quotations.gender import contradicts
from content.structure.syntax.clause import Clause, is_cue
from content.structure.syntax.orders import syntax_of
from content.structure.syntax.tokens import is_common, is_name_word, is_role, union

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText

_SIGHT = 6000  # characters before a speaker in which the name is looked for
_UP_TO_ROLE = compiled(r",\s(?:[\w’'-]{1,40}\s){0,4}")
_LONGEST = 180  # characters of a name, and of what may stand between it and the role
_MOST_ROLES = 40  # places of a role that are looked at for a name
_NEAR = 1500  # characters within which a pronoun goes back to the last speaker
_SPEAKERS = 6  # speakers named last among whom one is looked for that a pronoun fits
_TOLD = 5  # earlier sentences searched for their subject
_RELATIVE_SIGHT = 120  # characters before "who" in which the name is looked for
_LONGEST_BEFORE = 40  # characters of the word before a name
_BEHIND, _LAST = r"\sNAME", r"NAME\Z"  # after a role, and before one that a comma parts from it
_BESIDE = r",\s(?:(?:TITLE)\.?\s){0,2}NAME(?=\s?[,.;:(]|$)"  # after a role, between commas
_NAME_BESIDE = compiled(r"،\s([^\W\d]{2,40}(?:\s[^\W\d]{2,40}){1,2})(?=،)")  # the same where letters have no case
_ASIDE = (",", "(")
_OPENING = "\"“„«‘'"
_ENDS = (".", "!", "?", "…")
_AGE = compiled(r"(?<!\d)[1-9]\d?-[^\W\d]")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))  # always the same, so that the pattern can be kept


@cache
def _pattern(form: str, language: Language) -> re.Pattern[str]:
    """A pattern of text with a full name in it."""
    particles = "|".join(map(re.escape, _longest_first(language.nobiliary)))
    word = rf"[{CAPITALS}][\w.'’-]{{1,40}}"
    name = rf"((?<!\w){word}(?:\s(?:{particles})?\s?{word}){{1,3}})"
    titles = "|".join(map(re.escape, _longest_first(language.honorifics)))
    return compiled(form.replace("NAME", name).replace("TITLE", titles), re.MULTILINE)


def refer(words: TokenisedText, speaker: TextRange, named: Sequence[TextRange]) -> TextRange | None:
    """The earlier words that name the speaker, if its own do not; `named` are those that named speakers before it."""
    text, language = words.text, words.language
    said = fold(speaker.of(text))
    if said in language.relatives:
        before = _pattern("NAME", language).finditer(text, max(0, speaker.start - _RELATIVE_SIGHT), speaker.start)
        name = max((match.span() for match in before), default=(0, 0))
        return TextRange(*name) if 0 <= speaker.start - name[1] <= 4 < name[1] else None
    if said in language.first or said in language.second:
        return None
    aged = said.partition(" ")[0] in language.definite and _AGE.search(said)  # the 34-year-old
    if aged or said in language.pronouns or said in language.oblique_pronouns:
        return _last_person(words, speaker, said, named)
    if not language.letter_case:
        return _titled(words, speaker)
    if said.partition(" ")[0] in language.definite or (not language.articles and is_role(said, language)):
        return _named_with_role(words, speaker)
    return None


def _last_person(
    words: TokenisedText, speaker: TextRange, pronoun: str, named: Sequence[TextRange]
) -> TextRange | None:
    """Whom a pronoun stands for: a person told of since somebody spoke, else the last speaker whom it fits."""
    near = [one for one in named[-_SPEAKERS:] if 0 <= speaker.start - one.end <= _NEAR]
    begin = max(near[-1].end if near else 0, speaker.start - _NEAR)
    told = _told_of(words, begin, speaker.start, pronoun) if pronoun not in words.language.plural else None
    fitting = (one for one in reversed(near) if not contradicts(words, one, pronoun))
    return told or next(fitting, None)


def _titled(words: TokenisedText, speaker: TextRange) -> TextRange | None:
    """The last earlier phrase with a role and more words, for the role alone with its article; without capitals."""
    language = words.language
    said = words.tokens(speaker.start, speaker.end)
    articles = filter(said[0].folded.startswith, language.joined_articles)
    role = next((said[0].folded.removeprefix(article) for article in articles), None)
    if role is None or len(said) > 1 or not is_role(role, language):
        return None
    clause = words.clause(TextRange(max(0, speaker.start - _SIGHT), speaker.start))
    for at in range(len(clause.tokens) - 1, -1, -1):
        if clause.tokens[at].folded not in {role, said[0].folded}:
            continue
        phrase = syntax_of(language).noun_phrase(clause, at)
        named = [index for index in range(at + 1, phrase[1]) if not _is_title(clause, index)] if phrase else []
        if len(named) > 1:
            return clause.span(at, named[0] + 2)
    return None


def _is_title(clause: Clause, at: int) -> bool:
    """Whether a word of a phrase without capitals says what somebody is: it has an article, or is a role or body."""
    word, language = clause.tokens[at].folded, clause.language
    return word in language.links or word.startswith(language.joined_articles) or is_common(word, language)


def _told_of(words: TokenisedText, begin: int, offset: int, pronoun: str) -> TextRange | None:
    """The subject or speaker of the last sentences before the one at `offset`, if it is a person whom the pronoun fits.

    An apposition or a bracket at `begin` tells more of whoever spoke before it.
    """
    text, syntax = words.text, syntax_of(words.language)
    sentences = words.sentences(begin, offset)
    if text[begin:offset].rstrip()[-1:] not in _ENDS:
        sentences = sentences[:-1]
    if sentences and sentences[0].start == begin and text[begin : begin + 2].lstrip()[:1] in _ASIDE:
        sentences = sentences[1:]
    told = [sentence for sentence in sentences if not text[sentence.end - 1].isalnum()]  # no headings
    for sentence in reversed(told[-_TOLD:]):
        if text[sentence.start] in _OPENING:
            continue
        clause = words.clause(sentence)
        cues = (at for at in range(1, len(clause.tokens)) if is_cue(clause, at))
        said = next((subject for cue in cues if (subject := syntax.subject_of(clause, cue))), None)
        if said and (_is_person(clause, *said) or _is_single_name(clause, *said)):
            found: TextRange | None = clause.span(*said)
        else:
            subject = syntax.first_subject(clause)
            person = subject and (_is_person(clause, *subject) or _is_surname(text, clause, *subject))
            found = clause.span(*subject) if subject and person else _full_name(words, sentence)
        if found is not None and not contradicts(words, found, pronoun):
            return found
    return None


def _full_name(words: TokenisedText, sentence: TextRange) -> TextRange | None:
    """The first full name of a sentence that no preposition or "of" governs."""
    text, language = words.text, words.language
    if not language.letter_case or language.capital_nouns:
        return None
    for match in _pattern("NAME", language).finditer(text, sentence.start, sentence.end):
        before = words.tokens(max(sentence.start, match.start() - _LONGEST_BEFORE), match.start())[-1:]
        tokens = words.tokens(match.start(), match.end())
        governed = any(token.folded in language.governing for token in before)
        name = all(is_name_word(token, language, first=False) or token.folded in language.particles for token in tokens)
        small = any(is_common(token.folded, language) or token.folded in language.governing for token in tokens)
        owner = tokens[-1].folded.endswith(language.possessor_endings)
        if name and not (small or governed or owner):
            return TextRange(match.start(), match.end())
    return None


def _is_surname(text: str, clause: Clause, start: int, end: int) -> bool:
    """Whether a phrase is the last name of somebody whose fuller name the text gave earlier."""
    where = clause.span(start, end)
    begin = max(0, where.start - _SIGHT)
    if not _is_single_name(clause, start, end) or text.rfind(where.of(text), begin, where.start) < 0:
        return False
    full = re.compile(rf"(?<!\w)[{CAPITALS}][\w.’'-]{{1,40}}\s{re.escape(where.of(text))}\b")
    return full.search(text, begin, where.start) is not None


def _is_single_name(clause: Clause, start: int, end: int) -> bool:
    word, language = clause.tokens[start], clause.language
    small = word.folded in language.pronouns or is_common(word.folded, language)
    return end - start == 1 and not small and is_name_word(word, language, first=False)


def _is_person(clause: Clause, start: int, end: int) -> bool:
    """Whether a phrase ends with the name of a person: two names, or one after a role."""
    words, language = clause.tokens[start:end], clause.language
    if words[-1].folded.endswith(language.possessor_endings):
        return False
    if not language.letter_case:
        return end - start > 2 and is_role(words[0].folded, language)
    names = [is_name_word(word, language, first=at == 0) for at, word in enumerate(words)]
    roles = [is_role(word.folded, language) for word in words]
    return names[-1] and not is_common(words[-1].folded, language) and sum(map(max, names, roles)) > 1


def with_name(words: TokenisedText, speaker: TextRange) -> TextRange:
    """The speaker with the name that stands beside a role: the mayor, Anna Weber, said."""
    tokens, language = words.tokens(speaker.start, speaker.end), words.language
    roles = [index for index, word in enumerate(tokens) if is_role(word.folded, language)]
    beside = _pattern(_BESIDE, language) if language.letter_case else _NAME_BESIDE
    name = beside.match(words.text, speaker.end)
    if name is None or not roles or any(word.is_capital for word in tokens[roles[-1] + 1 : roles[-1] + 2]):
        return speaker
    if any(word.folded in union(language, "times", "calendar", "adverbs") for word in words.tokens(*name.span(1))):
        return speaker
    return TextRange(speaker.start, name.start(1) + len(name[1].rstrip(".")))


def _named_with_role(words: TokenisedText, speaker: TextRange) -> TextRange | None:
    """The last earlier name that has the same role: "Foreign Minister Ann Lee" or "Ann Lee, the minister"."""
    text, language = words.text, words.language
    lower = words.tokens(speaker.start, speaker.end)[-1].text.lower()
    if not is_role(lower, language) or lower.endswith(language.plural_endings):
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
        found = _pattern(_BEHIND, language).match(text, begin + after, speaker.start)
        comma = earlier.rfind(",", max(0, at - _LONGEST), at) if found is None else -1
        if comma >= 0 and _UP_TO_ROLE.fullmatch(text, begin + comma, begin + at):
            found = _pattern(_LAST, language).search(text, begin + max(0, comma - _LONGEST), begin + comma)
        if found is not None:
            return TextRange(found.start(1), found.end(1))
    return None
