"""A frozen document: one canonical text to which every offset refers."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property, total_ordering
from typing import Final, NamedTuple

_TITLE_WITHIN = 10_000  # characters
_LONGEST_TITLE = 200
_SLICE = 1 << 20  # characters


@total_ordering
class TextRange:
    """A half-open range of code points in a canonical text, never changed; may be empty.

    Written out, not a dataclass: it is made in half the time (0.2 microseconds; an article has a thousand), and
    unpickled in a sixth.

    Raises ValueError when `start` is negative or `end` lies before `start`.
    """

    __slots__ = ("end", "start")
    start: Final[int]
    end: Final[int]

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a range: {start} to {end}")
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"TextRange(start={self.start}, end={self.end})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextRange) and self.start == other.start and self.end == other.end

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __lt__(self, other: TextRange) -> bool:
        return self.start < other.start or (self.start == other.start and self.end < other.end)

    def __reduce__(self) -> tuple[type[TextRange], tuple[int, int]]:
        return TextRange, (self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def moved(self, by: int) -> TextRange:
        """The range as many characters further on."""
        return TextRange(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` is inside."""
        return self.start <= offset < self.end

    def contains(self, other: TextRange) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: TextRange) -> bool:
        """Whether both share at least one character."""
        return self.start < other.end and other.start < self.end


class Markup(StrEnum):
    """What the source's own markup says about a range."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BLOCK_QUOTE = "block-quote"
    LIST_ITEM = "list-item"
    CODE_BLOCK = "code-block"
    CAPTION = "caption"
    ATTRIBUTION = "attribution"
    BYLINE = "byline"
    STANDFIRST = "standfirst"
    NOTE = "note"
    TABLE_ROW = "table-row"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"


class MarkupSpan(NamedTuple):
    """A range that the source marked up.

    `level` is the depth of a heading, quote or list (1 is outermost) and 0 elsewhere; `value` is a link's target
    exactly as written: never open it without the check of the one function that opens links.
    """

    range: TextRange
    markup: Markup
    level: int = 0
    value: str = ""


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal digits; in slices, as the whole in UTF-8 would be a copy."""
    import hashlib  # noqa: PLC0415 - it loads OpenSSL: 3 ms that the analysis does without

    digest = hashlib.sha256()
    for start in range(0, len(text), _SLICE):
        digest.update(text[start : start + _SLICE].encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def container_of(source: str) -> str | None:
    """The name of the file or page in which a source such as FILE#3 is one of several; None for other names."""
    container, sign, number = source.rpartition("#")
    return container if container and sign and number.isascii() and number.isdigit() else None


def is_pipe(source: str) -> bool:
    """Whether a source is standard input, or one of several briefings in it."""
    return source == "-" or source.startswith("-#")


def is_address(source: str) -> bool:
    """Whether a source is an http or https address (possibly in capitals) and not a path."""
    return source[:8].lower().startswith(("http://", "https://"))


class _Stated(NamedTuple):
    """What a document is made of."""

    text: str
    source: str = "-"
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    markup: tuple[MarkupSpan, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    kind: str = ""


class Document(_Stated):
    """One briefing's canonical text, never changed after loading.

    `source` is the path as given, a URL, or `-`, with `#n` for the n-th briefing in it; `markup` is empty for plain
    text and otherwise covers every block of the text, in order, with inline spans among them; `warnings` are sentences
    for the reader. `metadata` are names and values that the format states beside the text (author, date, slug,
    embargo ...), `kind` is the kind of briefing that it states, empty where it states none.
    """

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical text in UTF-8, in hexadecimal digits."""
        return sha256(self.text)

    @cached_property
    def title(self) -> str:
        """What lists call it, at most 200 characters: its title or subject, if stated, else its first words."""
        stated = dict(self.metadata)
        words = next((said for name in ("title", "subject") if isinstance(said := stated.get(name), str) and said), "")
        lines = () if words else self.text[:_TITLE_WITHIN].splitlines()
        return (words or next((line.strip() for line in lines if line.strip()), ""))[:_LONGEST_TITLE]

    @property
    def is_piped(self) -> bool:
        """Whether the text came from standard input."""
        return is_pipe(self.source)

    @property
    def is_page(self) -> bool:
        """Whether the text came from an address on the web."""
        return is_address(self.source)

    @property
    def range(self) -> TextRange:
        """The whole text."""
        return TextRange(0, len(self.text))
