"""The gold briefings: what a careful reader says about a text, in the files of this folder (see README.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.structure.model import Kind, QuotationKind, Role, SourceClass

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
NONE = "-"  # there is none
NOT_ASKED = "*"  # careful readers may differ

_KINDS = {"quotation": QuotationKind.DIRECT, "pull": QuotationKind.PULL}
_DETAILS = ("language", "marking", "headline", "byline", "dateline")
_ITEMS = ("story", "entry", "turn")
_MARKS = re.compile(r"[“”„«»\"‘]")  # not ’ and ', which are apostrophes as well
_GAP = " ... "  # between the first and the last words of a passage


class MalformedError(ValueError):
    """An unclear gold file; the sentence names the file and what to look at."""


class GoldBlock(NamedTuple):
    """One line or paragraph with its role."""

    range: TextRange
    role: Role


class GoldFigure(NamedTuple):
    """A key figure: the number as it stands, its unit, and what is counted."""

    value: str
    unit: str | None
    what: str


class Mention(NamedTuple):
    """Words that name a speaker or a cue, at their place nearest to the quotation."""

    words: str
    range: TextRange


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """Somebody's words; `not_asked` names the columns that are not checked."""

    range: TextRange
    kind: QuotationKind
    speaker: Mention | None
    cue: Mention | None
    source_class: SourceClass | None
    stands_for: str | None
    not_asked: frozenset[str]


class GoldItem(NamedTuple):
    """A story, entry or turn with its headline, time or label; None where there is none, or it is not asked."""

    sort: str
    range: TextRange
    label: str | None
    asked: bool


@dataclass(frozen=True)
class Gold:
    """One briefing with its whole structure.

    `background` has the ranges of sentences and of whole sections, `perhaps_background` those of which nobody is asked.
    """

    name: str
    text: str
    blocks: tuple[GoldBlock, ...]
    details: dict[str, str | None]
    quotations: tuple[GoldQuotation, ...]
    background: tuple[TextRange, ...]
    background_headings: frozenset[TextRange]
    perhaps_background: tuple[TextRange, ...] = ()
    kind: str | None = None  # where the file says it
    figures: tuple[GoldFigure, ...] = ()
    items: tuple[GoldItem, ...] = ()

    @property
    def headings(self) -> list[TextRange]:
        """The ranges of the headings, which begin the sections."""
        return [block.range for block in self.blocks if block.role is Role.HEADING]


def read_all() -> Iterator[Gold]:
    """All gold briefings, by name."""
    for path in sorted(FOLDER.glob("*-*.txt")):
        yield read(path.stem, path.read_text(encoding="utf-8"))


def read(name: str, written: str) -> Gold:
    """The gold briefing in a file."""
    annotated, rule, below = written.partition("\n---\n")
    if not rule:
        raise MalformedError(f"{name}: there is no line `---` between the text and what is said of it.")
    text, blocks = _blocks(name, annotated)
    draft = _Draft(text, blocks, dict.fromkeys(_DETAILS) | _details_of_blocks(text, blocks))
    for line in filter(str.strip, below.splitlines()):
        key, _, value = line.partition(": ")
        try:
            draft.add(key, value)
        except MalformedError as error:
            raise MalformedError(f"{name}: {line}: {error}") from None
    left = draft.unsaid_mark()
    if left is not None:
        near = squeezed(text[max(0, left - 20) : left + 20])
        raise MalformedError(f"{name}: a mark is in no quotation: {near}. Say `quotation:` or `no quotation:` of it.")
    whole = [_section(blocks, heading) for heading in draft.background_headings]
    return Gold(
        name=name,
        text=text,
        blocks=blocks,
        details=draft.details,
        quotations=tuple(draft.quotations),
        background=tuple(sorted([*draft.sentences, *whole])),
        background_headings=frozenset(draft.background_headings),
        perhaps_background=tuple(draft.perhaps),
        kind=draft.kind,
        figures=tuple(draft.figures),
        items=tuple(draft.items),
    )


@dataclass(slots=True)
class _Draft:
    """What the lines below the text have said so far."""

    text: str
    blocks: tuple[GoldBlock, ...]
    details: dict[str, str | None]
    quotations: list[GoldQuotation] = field(default_factory=list)
    sentences: list[TextRange] = field(default_factory=list)
    background_headings: list[TextRange] = field(default_factory=list)
    perhaps: list[TextRange] = field(default_factory=list)
    kind: str | None = None
    figures: list[GoldFigure] = field(default_factory=list)
    items: list[GoldItem] = field(default_factory=list)
    others: list[TextRange] = field(default_factory=list)  # words in quotation marks that are not a quotation

    def add(self, key: str, value: str) -> None:
        """Take one more line, `key: value`."""
        if key in _KINDS:
            kind = _KINDS[key]
            after = max((one.range.end for one in self.quotations if one.kind is kind), default=0)
            self.quotations.append(_quotation(self.text, self.blocks, kind, value, after))
        elif key == "background":
            self.sentences.append(_passage(self.text, value, self.sentences[-1].end if self.sentences else 0))
        elif key == "perhaps background":
            self.perhaps.append(_passage(self.text, value, self.perhaps[-1].end if self.perhaps else 0))
        elif key == "no quotation":
            self.others.append(_passage(self.text, value, self.others[-1].end if self.others else 0))
        elif key == "background section":
            self.background_headings.append(_heading(self.text, self.blocks, value))
        elif key in _DETAILS:
            self.details[key] = None if value == NONE else value
        else:
            self._add_of_kind(key, value)

    def _add_of_kind(self, key: str, value: str) -> None:
        """The kind, or something that only some kinds have."""
        if key == "kind":
            if value not in set(Kind):
                raise MalformedError(f"there is no kind called {value}.")
            self.kind = value
        elif key == "figure":
            self.figures.append(_figure(value))
        elif key in _ITEMS:
            after = max((one.range.start + 1 for one in self.items if one.sort == key), default=0)
            passage, _, label = (column.strip() for column in value.partition(" | "))
            where = _passage(self.text, passage, after)
            self.items.append(GoldItem(key, where, None if label in {NONE, ""} else label, label != ""))
        else:
            raise MalformedError(f"`{key}` is not known.")

    def unsaid_mark(self) -> int | None:
        """The first quotation mark that no line mentions, except in pull quotes and e-mail."""
        said = [one.range for one in self.quotations] + self.others
        said += [block.range for block in self.blocks if block.role is Role.QUOTE]
        marks = (match.start() for match in _MARKS.finditer(self.text))
        return next((mark for mark in marks if not any(one.covers(mark) for one in said)), None)


def _figure(value: str) -> GoldFigure:
    columns = [column.strip() for column in value.split(" | ")]
    if len(columns) != 3:
        raise MalformedError("a figure has a value, a unit or -, and what is counted or -.")
    number, unit, what = columns
    return GoldFigure(number, None if unit == NONE else unit, "" if what == NONE else what)


def _blocks(name: str, annotated: str) -> tuple[str, tuple[GoldBlock, ...]]:
    """The text without the column of roles, and its blocks."""
    lines: list[str] = []
    starts: list[tuple[int, Role]] = []
    ends: list[int] = []
    length = 0
    for number, row in enumerate(annotated.split("\n"), 1):
        label, bar, line = row.partition("|")
        line = line.removeprefix(" ")
        if row.strip() and not bar:
            raise MalformedError(f"{name}: line {number} has no role before a `|`.")
        if label.strip():
            if label.strip() not in set(Role):
                raise MalformedError(f"{name}: line {number}: there is no role called {label.strip()}.")
            starts.append((length + len(line) - len(line.lstrip()), Role(label.strip())))
            ends.append(length + len(line))
        elif bar:
            if not ends:
                raise MalformedError(f"{name}: line {number} goes on with a block, and there is none.")
            ends[-1] = length + len(line)
        lines.append(line)
        length += len(line) + 1
    blocks = tuple(GoldBlock(TextRange(start, end), role) for (start, role), end in zip(starts, ends, strict=True))
    return "\n".join(lines) + "\n", blocks


def _details_of_blocks(text: str, blocks: tuple[GoldBlock, ...]) -> dict[str, str | None]:
    """The first headline and byline, which need not be said again."""
    firsts: dict[str, str | None] = {}
    for role in (Role.HEADLINE, Role.BYLINE):
        first = next((block.range for block in blocks if block.role is role), None)
        firsts[role.value] = None if first is None else squeezed(first.of(text))
    return firsts


def squeezed(words: str) -> str:
    """Words with single blanks between them, wherever their lines end."""
    return " ".join(words.split())


def _quotation(text: str, blocks: tuple[GoldBlock, ...], kind: QuotationKind, value: str, after: int) -> GoldQuotation:
    columns = [column.strip() for column in value.split(" | ")]
    if not 4 <= len(columns) <= 5:
        raise MalformedError("a quotation has words, speaker, cue and class, and perhaps whom the speaker stands for.")
    words, speaker, cue, source_class, stands_for = [*columns, NOT_ASKED][:5]
    if kind is QuotationKind.PULL:
        after = next((one.range.start for one in blocks if one.role is Role.QUOTE and one.range.start >= after), after)
    found = _passage(text, words, after)
    if source_class != NOT_ASKED and source_class not in set(SourceClass):
        raise MalformedError(f"there is no class called {source_class}.")
    given = {"speaker": speaker, "cue": cue, "class": source_class, "stands for": stands_for}
    return GoldQuotation(
        range=found,
        kind=kind,
        speaker=_mention(text, speaker, found),
        cue=_mention(text, cue, found),
        source_class=None if source_class == NOT_ASKED else SourceClass(source_class),
        stands_for=None if stands_for in {NONE, NOT_ASKED} else stands_for,
        not_asked=frozenset(column for column, words in given.items() if words == NOT_ASKED),
    )


def _pattern(words: str) -> str:
    """A pattern for words that may be wrapped in the text."""
    return r"\s+".join(map(re.escape, words.split()))


def _passage(text: str, words: str, after: int) -> TextRange:
    """The place of words, or from the first to the last of them with ` ... ` between, after an offset."""
    first, _, last = words.partition(_GAP)
    start = re.compile(_pattern(first)).search(text, after)
    end = re.compile(_pattern(last)).search(text, start.end()) if start and last else start
    if start is None or end is None:
        raise MalformedError("these words are not in the text, or not in this order.")
    return TextRange(start.start(), end.end())


def _mention(text: str, words: str, near: TextRange) -> Mention | None:
    """The place of words outside the quotation that is nearest to it; whole words before parts of words."""
    if words in {NONE, NOT_ASKED}:
        return None
    for pattern in (rf"(?<!\w){_pattern(words)}(?!\w)", _pattern(words)):
        places = [TextRange(*match.span()) for match in re.finditer(pattern, text)]
        outside = [place for place in places if place.end <= near.start or place.start >= near.end]
        if outside:
            return Mention(words, min(outside, key=lambda place: max(near.start - place.end, place.start - near.end)))
    raise MalformedError(f"`{words}` is not in the text outside the quotation.")


def _heading(text: str, blocks: tuple[GoldBlock, ...], words: str) -> TextRange:
    for block in blocks:
        if block.role is Role.HEADING and squeezed(block.range.of(text)).startswith(words):
            return block.range
    raise MalformedError("there is no heading with these words.")


def _section(blocks: tuple[GoldBlock, ...], heading: TextRange) -> TextRange:
    """From a heading to the last block before the next one."""
    own: list[TextRange] = [heading]
    for block in blocks:
        if block.range.start > heading.start:
            if block.role is Role.HEADING:
                break
            own.append(block.range)
    return TextRange(heading.start, own[-1].end)
