"""The speaker of what is said: whom the words stand for, and what kind of source that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.structure.model import SourceClass, Speaker
from content.structure.quotations.coreference import refer
from content.structure.quotations.source_class import classify_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.model import TextRange
    from content.structure.model import Quotation, Statement
    from content.structure.syntax.tokenised import TokenisedText


class Source(NamedTuple):
    """A speaker with its class, and why it is of that class."""

    speaker: Speaker
    source_class: SourceClass
    why: tuple[str, ...]


def source_of(words: TokenisedText, whole: TextRange, named: Sequence[Quotation | Statement]) -> Source:
    """The source that these words name; `named` is what was said before it by those whom its own words name."""
    source_class, why = classify_source(words.words_of(whole), words.language)
    known = [(one.speaker.range, one.source_class) for one in named if one.speaker]
    earlier = refer(words, whole, [where for where, _ in known])
    if earlier is not None:
        source_class = next((of for where, of in reversed(known) if where == earlier), SourceClass.NAMED)
        why = ("stands-for", earlier.of(words.text))
    return Source(Speaker(whole, earlier), source_class, why)


def names_speaker(words: TokenisedText, said: Quotation | Statement) -> bool:
    """Whether its own words name the speaker of what is said, by more than a pronoun."""
    speaker = said.speaker
    if speaker is None or speaker.refers_to is not None:
        return False
    return speaker.range.of(words.text).lower() not in words.language.pronouns
