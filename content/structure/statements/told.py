"""Who is said to have said which words of a sentence: what the readers of sentences find."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.structure.syntax.clause import Phrase


class Told(NamedTuple):
    """Pieces of a sentence as token indices, whose words they are, by which words, how sure that is, and why."""

    pieces: tuple[Phrase, ...]
    speaker: TextRange | None
    cue: TextRange
    confidence: float
    why: tuple[str, ...]
    at_end: bool = False  # the words that say so end the sentence
