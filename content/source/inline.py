"""Markdown inside one block: its visible words, each with the emphasis, code or link around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source.rendering import InlinePiece

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SPECIAL = re.compile(r"[\\`*_\[\]<>&!]|  \n")

# A block of more such signs is no prose but an attack: the worst of them cost markdown-it 0.1 ms each.
_TANGLE = re.compile(r"[\[\]*_`<]")
_MOST_SIGNS = 10_000

_OPENS = {"em_open": Markup.EMPHASIS, "strong_open": Markup.STRONG, "link_open": Markup.LINK}
_CLOSES = {"em_close": Markup.EMPHASIS, "strong_close": Markup.STRONG, "link_close": Markup.LINK}


class Inline:
    """Parses the text of blocks; `env` holds the document's link definitions."""

    def __init__(self, parser: MarkdownIt) -> None:
        self._parser = parser
        self.env: dict[str, object] = {}
        self.gave_up = False  # whether a block was shown as written

    def pieces(self, source: str) -> list[InlinePiece]:
        """The visible words of one block's Markdown, in order. Soft line breaks become a space."""
        if not _SPECIAL.search(source):
            return [InlinePiece(_on_one_line(source))]
        if len(_TANGLE.findall(source)) > _MOST_SIGNS:
            self.gave_up = True
            return [InlinePiece(source)]
        tokens: list[Token] = []
        self._parser.inline.parse(source, self._parser, self.env, tokens)
        return _walk(tokens)


def _on_one_line(source: str) -> str:
    """The words with each line break, and the blanks around it, as one blank."""
    if "\n" not in source:
        return source
    first, *between, last = source.split("\n")
    return " ".join([first.rstrip(" "), *(line.strip(" ") for line in between), last.lstrip(" ")])


def _walk(tokens: list[Token]) -> list[InlinePiece]:
    pieces: list[InlinePiece] = []
    styles: list[tuple[Markup, str]] = []
    for token in tokens:
        if token.type in _OPENS:
            styles.append((_OPENS[token.type], str(token.attrs.get("href", ""))))
        elif token.type in _CLOSES:
            _close(styles, _CLOSES[token.type])
        elif token.type == "code_inline":
            pieces.append(InlinePiece(token.content, (*styles, (Markup.CODE, ""))))
        elif token.type == "image":
            alt = "".join(piece.text for piece in _walk(token.children or []))
            pieces.append(InlinePiece(alt, tuple(styles), image=True))
        elif token.type == "softbreak":
            pieces.append(InlinePiece(" ", tuple(styles)))
        elif token.type == "hardbreak":
            pieces.append(InlinePiece("\n", tuple(styles)))
        elif token.content:
            pieces.append(InlinePiece(token.content, tuple(styles)))
    return pieces


def _close(styles: list[tuple[Markup, str]], kind: Markup) -> None:
    """Remove the innermost style of `kind`."""
    for index in range(len(styles) - 1, -1, -1):
        if styles[index][0] is kind:
            del styles[index]
            return
