"""What a briefing is made of: blocks, sections, quotations and background, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from content.document.model import Document, TextRange


class Role(StrEnum):
    """What a block is for."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    OTHER = "other"


class SourceClass(StrEnum):
    """Who stands behind a quotation."""

    NAMED = "named"
    INSTITUTION = "institution"
    ANONYMOUS = "anonymous"
    UNATTRIBUTED = "unattributed"


class QuotationKind(StrEnum):
    """Words in quotation marks, or a block of its own that repeats or stands for them."""

    DIRECT = "direct"
    PULL = "pull"


class BackgroundLevel(StrEnum):
    """Whether a whole section or sentences inside one are background."""

    SECTION = "section"
    SENTENCE = "sentence"


_SURE = 0.8  # confidence under which a judgement is shown as doubtful


Why = tuple[str, ...]
"""The code of one reason and its arguments, such as words of the text; `reasons.worded` says it in words."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was judged so, as codes with arguments, and how sure that is, from 0 to 1."""

    parts: tuple[Why, ...]
    confidence: float

    @classmethod
    def of(cls, code: str, confidence: float, *arguments: str) -> Self:
        """A reason of one part."""
        return cls(((code, *arguments),), confidence)

    @property
    def is_doubtful(self) -> bool:
        """Whether readers are told that the judgement may well be wrong."""
        return self.confidence < _SURE


class Block(NamedTuple):
    """One line or paragraph with its role; `section` is the index of its section."""

    range: TextRange
    role: Role
    section: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None for the lead) and the blocks under it; `range` includes the heading."""

    heading: TextRange | None
    range: TextRange
    background: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name who speaks, and the name that they stand for where the text gives it."""

    range: TextRange
    refers_to: TextRange | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody: `range` includes the quotation marks; `repeats` is a pull quote's place in the body."""

    range: TextRange
    kind: QuotationKind
    speaker: Speaker | None
    cue: TextRange | None
    source_class: SourceClass
    reason: Reason
    repeats: TextRange | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """A range that gives history or context instead of the current event."""

    range: TextRange
    level: BackgroundLevel
    reason: Reason


@dataclass(frozen=True)
class Briefing:
    """A document and its structure. Blocks are in order, do not overlap, and cover all text that is not blank.

    `sections` has at least one entry unless the text is blank; the first may be the lead without a heading.
    `sentences` are those of prose, quotes and captions. `marking` is the TLP label found in the text, such as
    "TLP:AMBER+STRICT"; `language` an ISO 639-1 code. `warnings` are sentences for the reader on what of a very long
    text was not judged.
    """

    document: Document
    language: str | None = None
    marking: str | None = None
    headline: TextRange | None = None
    standfirst: TextRange | None = None
    byline: TextRange | None = None
    dateline: TextRange | None = None
    blocks: tuple[Block, ...] = ()
    sentences: tuple[TextRange, ...] = ()
    sections: tuple[Section, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    background: tuple[Background, ...] = ()
    warnings: tuple[str, ...] = ()
