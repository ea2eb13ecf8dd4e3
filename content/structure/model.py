"""What a briefing is made of: blocks, sections, quotations, background and what its kind adds, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from content.document.model import Document, TextRange


class Kind(StrEnum):
    """What sort of briefing a text is.

    A hearing, a debate and the record of a parliament are transcripts, a timeline is a live blog, a fact-check and an
    explainer are articles.
    """

    ARTICLE = "article"
    TRANSCRIPT = "transcript"
    INTERVIEW = "interview"
    SITREP = "sitrep"
    DIGEST = "digest"
    WIRE = "wire"
    RELEASE = "release"
    ADVISORY = "advisory"
    MAIL = "mail"
    MINUTES = "minutes"
    LIVEBLOG = "liveblog"


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


class StatementKind(StrEnum):
    """Whether somebody's words are given in quotation marks, partly so, or in the words of whoever reports them."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What a speaker does with a turn."""

    QUESTION = "question"
    ANSWER = "answer"
    STATEMENT = "statement"
    PROCEDURE = "procedure"


class BackgroundLevel(StrEnum):
    """Whether a whole section or sentences inside one are background."""

    SECTION = "section"
    SENTENCE = "sentence"


_AFTER_LABEL, _AFTER_TIME = " \t\n:.—–-", " \t\n:|.,–—-"  # what sets them off from what is said
_SURE = 0.8  # confidence under which a judgement is shown as doubtful


Why = tuple[str, ...]
"""The code of one reason and its arguments, such as words of the text; `reasons.worded` says it in words."""


class Reason(NamedTuple):
    """Why something was judged so, as codes with arguments, and how sure that is, from 0 to 1."""

    parts: tuple[Why, ...]
    confidence: float

    @classmethod
    def of(cls, code: str, confidence: float, *arguments: str) -> Self:
        """A reason of one part."""
        return cls(((code, *arguments),), confidence)

    @staticmethod
    def shared(parts: tuple[Why, ...], confidence: float) -> Reason:
        """A reason that is one object with equal ones near it: so a block of a briefing takes 230 bytes, not 370."""
        return _shared(parts, confidence)

    @property
    def is_doubtful(self) -> bool:
        """Whether readers are told that the judgement may well be wrong."""
        return self.confidence < _SURE


@lru_cache(maxsize=2_000)
def _shared(parts: tuple[Why, ...], confidence: float) -> Reason:
    return Reason(_shared_parts(parts), confidence)


@lru_cache(maxsize=2_000)
def _shared_parts(parts: tuple[Why, ...]) -> tuple[Why, ...]:
    return parts


class Block(NamedTuple):
    """One line or paragraph with its role; `section` is the index of its section."""

    range: TextRange
    role: Role
    section: int
    reason: Reason


class Section(NamedTuple):
    """A heading (None for the lead) and the blocks under it; `range` includes the heading."""

    heading: TextRange | None
    range: TextRange
    background: bool = False


class Speaker(NamedTuple):
    """The words that name who speaks, and where the text gives them the name that they stand for, or why none is given.

    `unnamed_because` are the words on the reason: who asked not to be named (because ...).
    """

    range: TextRange
    refers_to: TextRange | None = None
    unnamed_because: TextRange | None = None


class Quotation(NamedTuple):
    """Words of somebody: `range` includes the quotation marks; `repeats` is a pull quote's place in the body."""

    range: TextRange
    kind: QuotationKind
    speaker: Speaker | None
    cue: TextRange | None
    source_class: SourceClass
    reason: Reason
    repeats: TextRange | None = None

    @property
    def form(self) -> str:
        """What it is where it stands by itself, "pull quote" or "quoted mail"; nothing of words in quotation marks."""
        if self.kind is not QuotationKind.PULL:
            return ""
        return "quoted mail" if self.reason.parts[0][0] == "quoted-mail" else "pull quote"


class Statement(NamedTuple):
    """What somebody is said to have said: `range` is the content without its cue, `spans` its pieces in order.

    A direct one is one of the quotations; a mixed one has quotation marks within. `spans` has one range or more.
    """

    range: TextRange
    spans: tuple[TextRange, ...]
    kind: StatementKind
    speaker: Speaker | None
    cue: TextRange | None
    source_class: SourceClass
    reason: Reason

    def words(self, text: str) -> str:
        """What is said, of the text, with dots between its pieces."""
        return " … ".join(span.of(text) for span in self.spans)


class TurnSpeaker(NamedTuple):
    """Who has a turn: `range` is the label as it stands, `name` in full and `office` where the text tells them."""

    range: TextRange
    name: str | None = None
    office: str | None = None


class Turn(NamedTuple):
    """What one speaker says, from the label to the next label. Of an answer, `asked` is the index of its question."""

    range: TextRange
    speaker: TurnSpeaker | None
    act: Act
    asked: int | None = None

    def words(self, text: str) -> str:
        """What is said, of the text, without the label."""
        if self.speaker is None:
            return self.range.of(text)
        return text[max(self.speaker.range.end, self.range.start) : self.range.end].lstrip(_AFTER_LABEL)


class Story(NamedTuple):
    """One of several items of a digest, from its headline to its last line; `link` is an address as written."""

    range: TextRange
    headline: TextRange | None = None
    source: TextRange | None = None
    link: str | None = None


class Entry(NamedTuple):
    """One of the entries of a live blog or timeline, with its time or date as it stands."""

    range: TextRange
    time: TextRange

    def words(self, text: str) -> str:
        """What the entry says, of the text, without its time."""
        return text[max(self.time.end, self.range.start) : self.range.end].lstrip(_AFTER_TIME)


class Figure(NamedTuple):
    """A key figure: `range` is the number with its unit, `value` the number as it stands, `what` is counted."""

    range: TextRange
    value: str
    unit: str | None
    what: str

    @property
    def amount(self) -> str:
        """The number with its unit."""
        return " ".join(filter(None, (self.value, self.unit)))


MetadataValue = str | tuple[str, ...]
"""What a kind tells besides: one value, or several."""


class Background(NamedTuple):
    """A range that gives history or context instead of the current event."""

    range: TextRange
    level: BackgroundLevel
    reason: Reason


class Join(NamedTuple):
    """A line break inside a hard-wrapped paragraph, with the blanks around it: it reads as one blank.

    Where it divides a word it reads as nothing, with the hyphen before it if that is not a part of the word.
    """

    range: TextRange
    is_blank: bool = True


NOTHING_STATED: Mapping[str, MetadataValue] = {}  # a proxy that cannot be changed could not be pickled either
_NO_OTHER_KIND = Reason.of("no-other-kind", 0.5)


class _Parts(NamedTuple):
    """What a briefing is made of."""

    document: Document
    language: str | None = None
    marking: str | None = None
    headline: TextRange | None = None
    standfirst: TextRange | None = None
    byline: TextRange | None = None
    dateline: TextRange | None = None
    blocks: tuple[Block, ...] = ()
    sentences: Sequence[TextRange] = ()
    sections: tuple[Section, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    background: tuple[Background, ...] = ()
    kind: Kind = Kind.ARTICLE
    kind_reason: Reason = _NO_OTHER_KIND
    turns: tuple[Turn, ...] = ()
    stories: tuple[Story, ...] = ()
    entries: tuple[Entry, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    metadata: Mapping[str, MetadataValue] = NOTHING_STATED
    warnings: tuple[str, ...] = ()
    breaks: tuple[Join, ...] = ()
    part: TextRange | None = None


class Briefing(_Parts):
    """A document and its structure. Blocks are in order, do not overlap, and cover all text that is not blank.

    `kind` says what sort of briefing it is, `metadata` what that kind tells besides, by the names that `show` prints.
    `sections` has at least one entry unless the text is blank; the first may be the lead without a heading.
    `sentences` are those of prose, quotes and captions. `marking` is the TLP label found in the text, such as
    "TLP:AMBER+STRICT"; `language` an ISO 639-1 code. `breaks` are the line breaks inside hard-wrapped paragraphs, in
    order. `warnings` are sentences for the reader on what of a very long text was not judged. Of such a text only a
    `part` may have been read, with the head of the text.
    """

    @cached_property
    def read(self) -> str:
        """The text, as far as it was read."""
        return self.part.of(self.document.text) if self.part else self.document.text

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The words that stand for those who speak, as they are in the text, in quotations and statements."""
        said: list[Quotation | Statement] = [*self.quotations, *self.statements]
        return frozenset(one.speaker.range.of(self.document.text) for one in said if one.speaker)

    @property
    def embargo(self) -> str:
        """That the text may not be published yet, in its own words; they begin with "Embargo"."""
        said = self.metadata.get("embargo") or ""
        words = " ".join((said if isinstance(said, str) else " ".join(said)).split())
        return words if not words or words.casefold().startswith("embargo") else f"Embargo: {words}"

    @property
    def stamp(self) -> str | None:
        """What every screen and every copy must carry: the TLP label and the embargo."""
        return " · ".join(filter(None, (self.marking, self.embargo))) or None
