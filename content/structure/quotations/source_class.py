"""What kind of source stands behind a quotation: a named person, a body, unnamed people, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.languages.language import Language

import re
from collections.abc import Sequence

from content.languages.words import word_lists
from content.structure.model import SourceClass
from content.structure.syntax.noun_phrases import PRONOUNS
from content.structure.syntax.romance_phrases import ROMANCE
from content.structure.syntax.tokens import Token, is_body, is_name_word, is_role

Judged = tuple[SourceClass, str]

_GRAMMAR = word_lists("grammar")
_HONORIFICS = _GRAMMAR["honorifics"]
_LINKS = _GRAMMAR["links"] | {"near", "close", "familiar", "inside", "who"}
_CONNECTORS = _GRAMMAR["connectors"]
_ARTICLES = frozenset(
    ["the", "der", "die", "das", "ein", "eine", "einer", "einem", "einen", "la", "le", "el", "los", "las", "les"]
)
_GERMAN_ARTICLES = _ARTICLES | _GRAMMAR["objects"] | _GRAMMAR["amounts"] | {"des"}
_TURKISH_CASE = re.compile(r"['’].*\Z|n[ıiuü]n\Z", re.DOTALL)
_OWNING = re.compile(r"(?:mein|sein|ihr|unser|dies|jen|kein|solch)(?:e[mnrs]?)?")
_SEATS = word_lists("institutions")["seats"]
_FULL_NAME = range(2, 5)  # words of a name that stands on its own between commas


def classify_source(words: Sequence[Token], language: Language) -> Judged:
    """The class of a speaker given as tokens (none for nobody), and why in words."""
    if not words:
        return SourceClass.UNATTRIBUTED, "nobody is named"
    if len(words) == 1 and words[0].folded in PRONOUNS:
        return SourceClass.NAMED, "a pronoun"
    parts = _parts(words)
    for part in parts[1:]:
        if len(part) in _FULL_NAME and _is_person(part, language):
            return SourceClass.NAMED, "a name between commas"
    main = _main(parts[0], language)
    return _by_head(main, language) or _by_name(main, language)


def _parts(words: Sequence[Token]) -> list[list[Token]]:
    """The words between commas and brackets."""
    parts: list[list[Token]] = [[]]
    for token in words:
        if token.text in ",()":
            parts.append([])
        elif token.is_word:
            parts[-1].append(token)
    return [part for part in parts if part] or [list(words)]


def _main(words: Sequence[Token], language: Language) -> Sequence[Token]:
    """The words before "of", "for" and the like, which say what the phrase is about; "von" inside a name is no such."""
    for index in range(1, len(words)):
        if words[index].folded not in _LINKS:
            continue
        before = words[index - 1]
        inside = words[index].folded in _CONNECTORS and before.is_capital and not _is_kind(before.folded, language)
        if not inside or index + 1 == len(words):
            return words[:index]
    return words


def _is_kind(word: str, language: Language) -> bool:
    return is_role(word, language) or is_body(word, language)


def _by_head(main: Sequence[Token], language: Language) -> Judged | None:
    """The class by the last word of the phrase, when that tells."""
    head = main[-1]
    if is_role(head.folded, language):
        return SourceClass.ANONYMOUS, f"unnamed: “{head.text}”"
    if is_body(_TURKISH_CASE.sub("", head.folded) if language.code == "tr" else head.folded, language):
        return SourceClass.INSTITUTION, f"a body: “{head.text}”"
    if head.text.isupper() and head.text.isalpha() and 2 <= len(head.text) <= 6 and len(main) <= 2:
        return SourceClass.INSTITUTION, "an abbreviation, as bodies have"
    if head.folded in _SEATS and len(main) == 1:
        return SourceClass.INSTITUTION, f"“{head.text}” for its government"
    return None


def _by_name(main: Sequence[Token], language: Language) -> Judged:
    """The class of a phrase whose last word is neither a role nor a body."""
    if not any(is_name_word(token, language, first=index == 0) for index, token in enumerate(main)):
        return SourceClass.ANONYMOUS, "no name"
    titled = any(is_role(token.folded, language) for token in main[:-1])
    if _has_article(main[0].folded, language) and not titled:
        if language.code == "de" or not main[-1].is_capital:
            single = sum(token.is_capital for token in main[1:]) == 1
            return (SourceClass.ANONYMOUS, "no name") if single else (SourceClass.NAMED, "a name")
        if language.code in ROMANCE and _names_somebody(main):
            return SourceClass.NAMED, "a name"
        return SourceClass.INSTITUTION, "an article before a name, as bodies have"
    if any(is_body(token.folded, language) for token in main[-1:]):
        return SourceClass.INSTITUTION, "a body"
    return SourceClass.NAMED, "a name"


def _names_somebody(main: Sequence[Token]) -> bool:
    """Whether a small noun, or a title, and a name follow the article: le naturopathe Olivier Panisset."""
    full = len(main) > 3 and not main[1].is_capital and all(token.is_capital for token in main[-2:])
    return full or (len(main) > 1 and main[1].folded in _HONORIFICS)


def _has_article(word: str, language: Language) -> bool:
    """Whether a phrase that starts with this word is any noun with its article."""
    if language.code != "de":
        return word in _ARTICLES
    return word in _GERMAN_ARTICLES or _OWNING.fullmatch(word) is not None


def _is_person(part: Sequence[Token], language: Language) -> bool:
    """Whether all words are capitals of a name."""
    return all(
        (token.is_capital and not _is_kind(token.folded, language)) or token.folded in _CONNECTORS for token in part
    )
