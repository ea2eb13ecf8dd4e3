"""The speaker of a statement: whom the words stand for, what kind of source that is, and why it has no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.structure.model import SourceClass, Speaker
from content.structure.quotations.coreference import refer, with_name
from content.structure.quotations.source_class import classify_source

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.structure.model import Quotation, Statement
    from content.structure.syntax.tokenised import TokenisedText


class Source(NamedTuple):
    """A speaker with its class, and why it is of that class."""

    speaker: Speaker
    source_class: SourceClass
    why: tuple[str, ...]


def source_of(words: TokenisedText, where: TextRange, last: Quotation | Statement | None) -> Source:
    """The source that these words name; `last` is what was said before it by somebody whom its own words name."""
    whole = with_name(words, where)
    source_class, why = classify_source(words.words_of(whole), words.language)
    known = last.speaker.range if last and last.speaker else None
    earlier = refer(words, whole, [known] if known else [])
    if earlier is not None:
        source_class = last.source_class if last and earlier == known else SourceClass.NAMED
        why = ("stands-for", earlier.of(words.text))
    return Source(Speaker(whole, earlier), source_class, why)


def names_speaker(words: TokenisedText, said: Quotation | Statement) -> bool:
    """Whether its own words name the speaker of what is said, by more than a pronoun."""
    speaker = said.speaker
    if speaker is None or speaker.refers_to is not None:
        return False
    return speaker.range.of(words.text).lower() not in words.language.pronouns
