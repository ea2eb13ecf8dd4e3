"""Markdown inside one block: its visible words, each with the emphasis, code or link around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source.rendering import InlinePiece, OpenStyles

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SPECIAL = re.compile(r"[\\`*_\[\]<>&!]|  \n")

# A block with more such signs is an attack, not prose: the worst cost markdown-it 0.1 ms each, most 0.01 ms.
# So is a text full of them, beyond what fully linked prose has.
_SIGN = re.compile(r"[\\`*_\[\]<>&!]")
_MOST_SIGNS = 10_000  # in one block
_SIGNS_OF_ANY_TEXT = 10_000
_CHARACTERS_PER_SIGN = 8  # of a longer text
_BRACKET = 5  # signs that a bracket counts as, since its partner is looked for in all that follows

# Deeper nested brackets are shown as written: each level is searched again.
_DEEPEST = 16

_OPENS = {"em_open": Markup.EMPHASIS, "strong_open": Markup.STRONG, "link_open": Markup.LINK}
_CLOSES = {"em_close": Markup.EMPHASIS, "strong_close": Markup.STRONG, "link_close": Markup.LINK}


class Inline:
    """Parses the text of blocks in a document of that many `characters`; `env` holds its link definitions."""

    def __init__(self, parser: MarkdownIt, characters: int) -> None:
        self._parser = parser
        self._signs_left = _SIGNS_OF_ANY_TEXT + characters // _CHARACTERS_PER_SIGN
        self.env: dict[str, object] = {}
        self.gave_up = False  # whether a block was shown as written
        self.too_many_styles = False  # whether some were left out

    def pieces(self, source: str) -> list[InlinePiece]:
        """The visible words of one block's Markdown, in order. Soft line breaks become a space."""
        if not _SPECIAL.search(source):
            return [InlinePiece(_on_one_line(source))]
        if not self._may_parse(source):
            self.gave_up = True
            return [InlinePiece(source)]
        tokens: list[Token] = []
        self._parser.options["maxNesting"] = _DEEPEST
        self._parser.inline.parse(source, self._parser, self.env, tokens)
        open_ = OpenStyles()
        pieces = _walk(tokens, open_)
        self.too_many_styles = self.too_many_styles or open_.overflowed
        return pieces

    def _may_parse(self, source: str) -> bool:
        """Whether the document's remaining signs suffice for those of a block, which are subtracted."""
        signs = sum(1 for _ in _SIGN.finditer(source))
        cost = signs + (_BRACKET - 1) * source.count("[")
        if signs > _MOST_SIGNS or cost > self._signs_left:
            return False
        self._signs_left -= cost
        return True


def _on_one_line(source: str) -> str:
    """The words, with each line break and the blanks around it made one blank."""
    if "\n" not in source:
        return source
    first, *between, last = source.split("\n")
    return " ".join([first.rstrip(" "), *(line.strip(" ") for line in between), last.lstrip(" ")])


def _walk(tokens: list[Token], open_: OpenStyles) -> list[InlinePiece]:
    pieces: list[InlinePiece] = []
    for token in tokens:
        if token.type in _OPENS:
            open_.begin(_OPENS[token.type], str(token.attrs.get("href", "")))
        elif token.type in _CLOSES:
            open_.end(_CLOSES[token.type])
        elif token.type == "code_inline":
            pieces.append(InlinePiece(token.content, (*open_.styles, (Markup.CODE, ""))))
        elif token.type == "image":
            pieces.append(InlinePiece(_words(token), open_.styles, image=True))
        elif token.type == "softbreak":
            pieces.append(InlinePiece(" ", open_.styles))
        elif token.type == "hardbreak":
            pieces.append(InlinePiece("\n", open_.styles))
        elif token.content:
            pieces.append(InlinePiece(token.content, open_.styles))
    return pieces


def _words(image: Token) -> str:
    """A picture's alternative text."""
    return "".join(piece.text for piece in _walk(image.children or [], OpenStyles()))
