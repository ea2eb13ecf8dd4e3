"""What kind of source stands behind a quotation: a named person, a body, unnamed people, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from content.structure.model import SourceClass
from content.structure.names import LINKS, PRONOUNS, Token, has_name, is_body, is_role


def classify_source(words: Sequence[Token], language: str | None) -> tuple[SourceClass, str]:
    """The class of a speaker given as tokens (none for nobody), and why in words."""
    if not words:
        return SourceClass.UNATTRIBUTED, "nobody is named"
    if len(words) == 1 and words[0].lower in PRONOUNS:
        return SourceClass.NAMED, "a pronoun"
    head = _head(words, language)
    if is_role(head.lower, language):
        return SourceClass.ANONYMOUS, f"unnamed: “{head.text}”"
    bodies = [token for token in words if is_body(token.lower, language)]
    roles = [token for token in words if is_role(token.lower, language)]
    if bodies and not roles:
        return SourceClass.INSTITUTION, f"a body: “{bodies[-1].text}”"
    if len(head.text) > 1 and head.text.isupper() and head.text.isalpha() and len(words) <= 3:
        return SourceClass.INSTITUTION, "an abbreviation, as bodies have"
    if has_name(words, language):
        return SourceClass.NAMED, "a name"
    return SourceClass.ANONYMOUS, "no name"


def _head(words: Sequence[Token], language: str | None) -> Token:
    """The word that the phrase is about: its last before "of", "for" and the like."""
    for index, token in enumerate(words):
        if index and token.lower in LINKS and is_role(words[index - 1].lower, language):
            return words[index - 1]
    return words[-1]
