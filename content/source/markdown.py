"""Markdown to its canonical text: what a reader sees of it, with blocks and inline styles as ranges."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from content.document.model import Document, Markup, MarkupSpan
from content.source import plain
from content.source.inline import Inline
from content.source.rendering import TOO_MANY_STYLES, InlinePiece, Rendering, indent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from content.document.text import Decoded
    from content.source.received import Received

# Deeper lists and quotes than this are an attack: markdown-it drops what lies deeper, so such a text is shown as
# it is written.
_DEEPEST = 100

# Larger texts are shown as they are written: markdown-it takes 0.2 s a MiB, and the markup of each paragraph memory.
_LARGEST = 16 * 1024 * 1024  # characters

# The cost of a text's blocks, in units that take markdown-it 5 to 15 us and up to 1 KB. A quote or list costs its
# part for each line of the block in it, a table for each line and column. Prose costs two to four in 80 characters.
_FREE_COST = 20_000
_CHARACTERS_PER_COST = 9  # of a longer text
_LINE = 2
_BLOCK = 2
_QUOTE = 1
_LIST = 4  # with its item

_MARKER = re.compile(r"(?:>|(?:[-+*]|[0-9]{1,9}+[.)])(?![^ \t]))[ \t]*+")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"^title:([^\n]*)$\n?", re.MULTILINE)

_FOOTNOTE = "[^"  # how the label of a footnote begins
_NOTE = re.compile(r"^[ \t]*(?=\[\^[^\]\s]{1,40}\]:)", re.MULTILINE)

MEDIA_TYPE = "text/markdown"


def read(received: Received) -> list[Document]:
    """The document of a Markdown text; as plain text with a warning when it is too deep or too large to parse."""
    return [_document(received.decoded(), received.source)]


def _document(decoded: Decoded, source: str) -> Document:
    if len(decoded.text) > _LARGEST:
        return _as_written(decoded, source, "it is very large")
    if _is_costly(decoded.text):
        return _as_written(decoded, source, "it has too many short lines, table cells or nested quotes for its length")
    try:
        writer = _Writer(len(decoded.text))
        body = writer.front_matter(decoded.text)
        writer.blocks(body)
    except (RecursionError, _TooDeepError):
        return _as_written(decoded, source, "it is nested too deeply")
    text, markup = writer.done()
    return Document(text, source, MEDIA_TYPE, decoded.encoding, markup, (*decoded.warnings, *writer.warnings()))


def _is_costly(text: str) -> bool:
    """Whether a text has too many blocks for its length.

    Weighed by the lines between empty ones, since a quote, a table or a paragraph ends there.
    """
    left = _FREE_COST + len(text) // _CHARACTERS_PER_COST
    lines = around = columns = 0
    for line in text.split("\n"):
        if line.strip(" \t"):
            lines += 1
            around = max(around, _cost_of_containers(line))
            columns = max(columns, line.count("|"))
            if lines * (_LINE + around + columns) > left:
                return True
        elif lines:
            left -= _BLOCK + lines * (_LINE + around + columns)
            lines = around = columns = 0
    return lines * (_LINE + around + columns) > left


def _cost_of_containers(line: str) -> int:
    """What the quotes and lists at the start of a line cost."""
    cost = 0
    at = len(line) - len(line.lstrip(" \t"))
    while cost < _LIST * _DEEPEST and (marker := _MARKER.match(line, at)) is not None:
        at = marker.end()
        cost += _QUOTE if marker[0].startswith(">") else _LIST
    return cost


def _as_written(decoded: Decoded, source: str, why: str) -> Document:
    document = plain.as_written(decoded, source)
    sentence = f"This Markdown is shown as written, since {why}."
    return Document(document.text, source, MEDIA_TYPE, decoded.encoding, (), (*decoded.warnings, sentence))


class _TooDeepError(Exception):
    """Blocks nested deeper than markdown-it follows."""


def _parser() -> MarkdownIt:
    """CommonMark with tables; raw HTML is text, links stay as they are written.

    The typographer is off: it is quadratic on quotation marks, and changes the words.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "typographer": False, "maxNesting": _DEEPEST})
    parser.enable("table")
    parser.disable(["inline", "text_join"])  # inline text is parsed block by block, with limits
    parser.block.ruler.at("reference", _reference_but_no_footnote)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # the hook that markdown-it documents
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # the same
    return parser


def _reference_but_no_footnote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Whether a definition of a link starts at a line; [^1]: is a footnote, which is text to read."""
    from markdown_it.rules_block import reference

    start = state.bMarks[start_line] + state.tShift[start_line]
    return not state.src.startswith(_FOOTNOTE, start) and reference(state, start_line, end_line, silent)


class _Writer:
    """Writes canonical text block by block, and keeps the ranges of what it wrote."""

    def __init__(self, characters: int) -> None:
        self._rendering = Rendering()
        self._prefix = ""  # bullet or number at the start of the next block
        self._lists: list[int | None] = []  # open lists: the next number, or None for bullets
        self._quotes = 0
        self._top_list: object = None  # which outermost list is open
        self._parser = _parser()
        self._inline = Inline(self._parser, characters)

    def done(self) -> tuple[str, tuple[MarkupSpan, ...]]:
        """The text, and its markup in order, outer ranges first."""
        return self._rendering.done()

    def warnings(self) -> Iterator[str]:
        """Sentences on what could not be rendered."""
        if self._inline.gave_up:
            yield "Some paragraphs are shown as written, since their markup is too tangled to follow."
        if self._inline.too_many_styles:
            yield TOO_MANY_STYLES

    def front_matter(self, text: str) -> str:
        """Write the title and the other lines of YAML front matter; the text after it is returned."""
        match = _FRONT_MATTER.match(text)
        if match is None or ":" not in match.group(1):
            return text
        body, lines = text[match.end() :], match.group(1)
        title = _TITLE.search(lines)
        if title is not None:
            words = title.group(1).strip(" \t").strip("\"'")
            if words and not body.lstrip().startswith("# "):
                self._write([InlinePiece(words)], Markup.HEADING, 1, tight=False)
                lines = lines[: title.start()] + lines[title.end() :]
        if lines.strip():
            self._write([InlinePiece(lines.strip("\n"))], Markup.CODE_BLOCK, 0, tight=False)
        return body

    def blocks(self, text: str) -> None:
        """Write the blocks of a Markdown text."""
        env: dict[str, object] = {}
        tokens = self._parser.parse(text, env)  # before the inline text, which has a limit of its own
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            raise _TooDeepError
        self._inline.env = env
        index = 0
        while index < len(tokens):
            index = self._block(tokens, index)

    def _block(self, tokens: list[Token], index: int) -> int:
        """Write or enter the block at `index`; the index of the next token to look at is returned."""
        token = tokens[index]
        match token.type:
            case "inline":
                self._text(tokens[index - 1], token)
            case "fence" | "code_block":
                self._write([InlinePiece(token.content.strip("\n"))], Markup.CODE_BLOCK, 0, tight=False)
            case "tr_open":
                return self._row(tokens, index)
            case _:
                self._container(token)
        return index + 1

    def _container(self, token: Token) -> None:
        """Enter or leave a list, an item or a block quote."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                if not self._lists:
                    self._top_list = token
                self._lists.append(_first_number(token) if token.type == "ordered_list_open" else None)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._begin_item()
            case "list_item_close":
                self._end_item()
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case _:
                pass

    def _begin_item(self) -> None:
        self._end_item()  # an item whose first block is a list
        number = self._lists[-1]
        self._prefix = "• " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _end_item(self) -> None:
        """An item without any text still shows its bullet."""
        if self._prefix:
            self._prefix = self._prefix.rstrip()
            self._write([], Markup.LIST_ITEM, len(self._lists), tight=True)

    def _text(self, opening: Token, token: Token) -> None:
        """Write a heading, item, quote or paragraph; footnotes in a row are a paragraph each."""
        starts = [match.start() for match in _NOTE.finditer(token.content)] if _FOOTNOTE in token.content else []
        for start, end in pairwise([0, *(at for at in starts if at), len(token.content)]):
            self._written(opening, token.content[start:end].strip("\n"))

    def _written(self, opening: Token, content: str) -> None:
        pieces = self._inline.pieces(content)
        if opening.type == "heading_open":
            self._write(pieces, Markup.HEADING, int(opening.tag[1]), tight=False)
        elif self._lists:
            self._write(pieces, Markup.LIST_ITEM, len(self._lists), tight=opening.hidden)
        elif self._quotes:
            self._write(pieces, Markup.BLOCK_QUOTE, self._quotes, tight=False)
        elif pieces and all(piece.image or not piece.text.strip() for piece in pieces):
            self._write(pieces, Markup.CAPTION, 0, tight=False)
        else:
            self._write(pieces, Markup.PARAGRAPH, 0, tight=False)

    def _row(self, tokens: list[Token], index: int) -> int:
        """Write a table's row as one line, its cells set apart by a bar; returns the index after it."""
        pieces: list[InlinePiece] = []
        while tokens[index].type != "tr_close":
            if tokens[index].type == "inline":
                if pieces:
                    pieces.append(InlinePiece(" | "))
                pieces += self._inline.pieces(tokens[index].content) or [InlinePiece("")]
            index += 1
        first = tokens[index - 1].type == "th_close"
        self._write(pieces, Markup.TABLE_ROW, 0, tight=not first)
        return index + 1

    def _write(self, pieces: list[InlinePiece], markup: Markup, level: int, *, tight: bool) -> None:
        """Append one block, in the open list, with the pending bullet."""
        group = self._top_list if self._lists else None
        if self._prefix or any(piece.text.strip() for piece in pieces):
            self._rendering.write(
                pieces,
                markup,
                level=level,
                prefix=self._prefix,
                indent=indent(len(self._lists)),
                group=group,
                tight=tight,
            )
            self._prefix = ""


def _first_number(token: Token) -> int:
    start = token.attrs.get("start", 1)
    return int(start)
