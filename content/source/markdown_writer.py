"""Writes the blocks of parsed Markdown as canonical text, and keeps the ranges of what it wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from content.document.model import Markup, MarkupSpan
from content.source import columns, obsidian
from content.source.html_blocks import html_blocks
from content.source.inline import Inline
from content.source.markdown_dialects import without_attributes
from content.source.markdown_html import has_words
from content.source.markdown_parser import environment, footnote_number, parser
from content.source.rendering import TOO_MANY_STYLES, InlinePiece, Rendering, indent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from content.source.front_matter import FrontMatter

# Deeper lists and quotes than this are an attack: markdown-it drops what lies deeper, so such a text is shown as
# it is written.
_DEEPEST = 100

# Each element of HTML costs 15 us, and each piece of HTML between blank lines 100 us.
_ELEMENTS_OF_ANY_TEXT = 20_000
_CHARACTERS_PER_ELEMENT = 10  # of a longer text
_PIECE = 8  # elements that each piece counts as

_TASK = re.compile(r"\[([ xX])\][ \t]++(?=\S)")
_TASK_SIGNS = {" ": "☐ ", "x": "☑ ", "X": "☑ "}
_BULLET = "• "

_NAMED_WITHIN = 1_000  # characters of the text where a byline stands


class TooDeepError(Exception):
    """Blocks nested deeper than markdown-it follows."""


class Writer:
    """Writes a Markdown text of that many `characters`."""

    def __init__(self, characters: int) -> None:
        self._rendering = Rendering()
        self._prefix = ""  # bullet or number at the start of the next block
        self._lists: list[int | None] = []  # open lists: the next number, or None for bullets
        self._quotes = 0
        self._terms = 0  # open lists of terms
        self._definitions = 0  # open definitions of terms, which are items of a list
        self._lines: list[str] = []  # of the source, where it has definitions
        self._group: object = None  # the outermost open list
        self._byline: list[InlinePiece] = []  # names from the front matter that are still to be written
        self._parser = parser(_DEEPEST)
        self._inline = Inline(self._parser, characters)
        self._source = ""
        self._env: dict[str, Any] = {}
        self._elements_left = _ELEMENTS_OF_ANY_TEXT + characters // _CHARACTERS_PER_ELEMENT
        self._html_as_written = False

    def done(self) -> tuple[str, tuple[MarkupSpan, ...]]:
        """The text, and its markup in order, outer ranges first."""
        return self._rendering.done()

    def warnings(self) -> Iterator[str]:
        """Sentences on what could not be rendered."""
        if self._inline.gave_up:
            yield "Some paragraphs are shown as written, since their markup is too tangled to follow."
        if self._html_as_written:
            yield "Some HTML in this Markdown is shown as written, since there is too much of it or it is broken."
        if self._inline.too_many_styles:
            yield TOO_MANY_STYLES

    def write(self, stated: FrontMatter) -> None:
        """Write a whole text. Raises TooDeepError, RecursionError."""
        self._source = stated.body
        self._env = self._inline.env = environment(stated.body)
        tokens = self._parser.parse(stated.body, self._env)  # before the inline text, which has a limit of its own
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            raise TooDeepError
        self._front_matter(stated, tokens)
        index = 0
        while index < len(tokens):
            index = self._block(tokens, index)
        self._names()

    def _front_matter(self, stated: FrontMatter, tokens: list[Token]) -> None:
        """The title as headline, unless the text begins with its own; the authors under it, unless it names them."""
        has_headline = bool(tokens) and (tokens[0].tag == "h1" or "<h1" in tokens[0].content[:_NAMED_WITHIN].lower())
        if stated.authors and stated.authors[0].lower() not in stated.body[:_NAMED_WITHIN].lower():
            self._byline = [InlinePiece(", ".join(stated.authors))]
        if stated.title and not has_headline:
            self._write([InlinePiece(stated.title)], Markup.HEADING, 1)
        elif not has_headline:
            self._names()
        if stated.shown:
            self._write([InlinePiece(stated.shown)], Markup.CODE_BLOCK)

    def _names(self) -> None:
        names, self._byline = self._byline, []
        if names:
            self._write(names, Markup.BYLINE)

    def _block(self, tokens: list[Token], index: int) -> int:
        """Write or enter the block at `index`; the index of the next token to look at is returned."""
        token = tokens[index]
        match token.type:
            case "inline":
                self._text(tokens, index)
            case "fence" | "code_block":
                self._write([InlinePiece(token.content.strip("\n"))], Markup.CODE_BLOCK)
            case "html_block":
                return self._html(tokens, index)
            case "callout":
                self._title(token.info, token.content)
            case "table_open":
                return self._table(tokens, index)
            case _:
                self._container(token)
        return index + 1

    def _container(self, token: Token) -> None:
        """Enter or leave a list, an item, a block quote, a definition or a footnote."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._begin_list(token)
                self._lists.append(_first_number(token) if token.type == "ordered_list_open" else None)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._begin_item()
            case "list_item_close" | "footnote_reference_close":
                self._end_item()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "footnote_reference_open":
                self._end_item()
                self._prefix = f"[{footnote_number(self._env, token.meta['label'])}] "
            case _:
                self._definition(token)

    def _definition(self, token: Token) -> None:
        """Enter or leave a list of terms, or the definition of one."""
        if token.type == "dl_open":
            self._begin_list(token)
        if token.tag == "dl":
            self._terms += token.nesting
        elif token.tag == "dd":
            self._definitions += token.nesting
            if token.nesting > 0 and self._line_of(token).lstrip().startswith("~ "):
                self._prefix = "~ "

    def _begin_list(self, token: Token) -> None:
        if not self._lists and not self._terms:
            self._group = token

    def _line_of(self, token: Token) -> str:
        """The line of the source that a block begins with."""
        if not self._lines:
            self._lines = self._source.split("\n")
        return self._lines[token.map[0]] if token.map else ""

    def _begin_item(self) -> None:
        self._end_item()  # an item whose first block is a list
        number = self._lists[-1]
        self._prefix = _BULLET if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _end_item(self) -> None:
        """An item without any text still shows its bullet."""
        if self._prefix:
            self._prefix = self._prefix.rstrip()
            self._write([], *self._kind(), tight=True)

    def _kind(self) -> tuple[Markup, int]:
        """What a paragraph is here, and its level."""
        if self._lists or self._definitions:
            return Markup.LIST_ITEM, len(self._lists) + self._definitions
        return (Markup.BLOCK_QUOTE, self._quotes) if self._quotes else (Markup.PARAGRAPH, 0)

    def _text(self, tokens: list[Token], index: int) -> None:
        """Write a heading, item, quote or paragraph."""
        opening, content = tokens[index - 1], tokens[index].content
        if opening.type == "heading_open":
            content = without_attributes(content, heading=True)
            self._write(self._inline.pieces(content), Markup.HEADING, int(opening.tag[1]))
            return
        if opening.type == "dt_open":
            self._write(self._inline.pieces(content), *self._kind())
            return
        if index > 1 and tokens[index - 2].type == "blockquote_open":
            content = self._callout(content)
        if self._prefix and (task := _TASK.match(content)) is not None:
            self._prefix = (self._prefix if self._prefix != _BULLET else "") + _TASK_SIGNS[task[1]]
            content = content[task.end() :]
        pieces = self._inline.pieces(obsidian.without_block_id(without_attributes(content, heading=False)))
        markup, level = self._kind()
        if markup is Markup.PARAGRAPH and pieces and all(piece.image or not piece.text.strip() for piece in pieces):
            markup = Markup.CAPTION
        self._write(pieces, markup, level, tight=opening.hidden)

    def _callout(self, content: str) -> str:
        """Write the title of a callout that begins here; the rest of its first paragraph is returned."""
        found = obsidian.callout(content)
        if found is None:
            return content
        self._title(found.kind, found.title)
        return content[found.end :]

    def _title(self, kind: str, title: str) -> None:
        """Write the kind of a callout, as its author wrote it but for the capital, and its title."""
        kind = kind[:1].upper() + kind[1:].lower()
        words = self._inline.pieces(title) if title and title.lower() != kind.lower() else []
        pieces = [InlinePiece(f"{kind}: " if words and kind else kind), *words]
        self._write([replace(piece, styles=_bold(piece)) for piece in pieces], *self._kind())

    def _table(self, tokens: list[Token], index: int) -> int:
        """Write a table, each row as one line with a bar between cells; returns the index after it."""
        table: list[list[columns.Cell]] = []
        to_the_right: list[bool] = []
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                table.append([])
            elif token.type == "th_open":
                to_the_right.append("right" in str(token.attrs.get("style", "")))
            elif token.type == "inline":
                table[-1].append(self._inline.pieces(token.content))
            index += 1
        shown = [row for row in table if any(piece.text.strip() for cell in row for piece in cell)]
        for number, pieces in enumerate(columns.rows(shown, to_the_right)):
            self._write(pieces, Markup.TABLE_ROW, tight=number > 0)
        return index + 1

    def _html(self, tokens: list[Token], index: int) -> int:
        """Write blocks of HTML that follow each other, as one; returns the index after them."""
        end = index + 1
        while end < len(tokens) and tokens[end].type == "html_block":
            end += 1
        html = "\n\n".join(token.content.strip("\n") for token in tokens[index:end])
        if not has_words(html):
            return end
        self._elements_left -= _PIECE + html.count("<")
        blocks = html_blocks(html) if self._elements_left >= 0 else None
        if blocks is None:
            self._html_as_written = True
            self._write([InlinePiece(html)], *self._kind())
            return end
        for block in blocks:
            markup, level = block.markup, block.level
            if markup is Markup.PARAGRAPH:
                markup, level = self._kind()
            elif markup is Markup.LIST_ITEM:
                level += len(self._lists) + self._definitions
            self._write(block.pieces, markup, level, tight=block.tight)
        return end

    def _write(self, pieces: list[InlinePiece], markup: Markup, level: int = 0, *, tight: bool = False) -> None:
        """Append one block, in the open list, with the pending bullet."""
        lists = len(self._lists) + self._definitions
        if self._prefix or any(piece.text.strip() for piece in pieces):
            self._rendering.write(
                pieces,
                markup,
                level=level,
                prefix=self._prefix,
                indent=indent(lists + bool(self._definitions)),
                group=self._group if lists or self._terms else None,
                tight=tight,
            )
            self._prefix = ""
            if self._byline and markup is Markup.HEADING:
                self._names()


def _bold(piece: InlinePiece) -> tuple[tuple[Markup, str], ...]:
    return (
        piece.styles if any(kind is Markup.STRONG for kind, _ in piece.styles) else (*piece.styles, (Markup.STRONG, ""))
    )


def _first_number(token: Token) -> int:
    start = token.attrs.get("start", 1)
    return int(start)
