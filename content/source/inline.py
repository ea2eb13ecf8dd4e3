"""Markdown inside one block: its visible words, each with the emphasis, code or link around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source.markdown_html import HIDDEN, Tag, tag_at
from content.source.picture_words import picture_words
from content.source.raised import raised
from content.source.rendering import InlinePiece, OpenStyles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SPECIAL = re.compile(r"[\\`*_\[\]<>&!]|~~|==|%%|  \n")

# A block with more such signs is an attack, not prose: the worst cost markdown-it 0.1 ms each, most 0.01 ms.
# So is a text full of them, beyond what fully linked prose has.
_SIGN = re.compile(r"[\\`*_\[\]<>&!~]|==|%%")
_MOST_SIGNS = 10_000  # in one block
_SIGNS_OF_ANY_TEXT = 10_000
_CHARACTERS_PER_SIGN = 8  # of a longer text
_BRACKET = 5  # signs that a bracket counts as, since its partner is looked for in all that follows

# Deeper nested brackets are shown as written: each level is searched again.
_DEEPEST = 16

_PAIRS = {
    "em": Markup.EMPHASIS, "strong": Markup.STRONG, "link": Markup.LINK, "s": Markup.STRIKE, "mark": Markup.EMPHASIS,
}  # fmt: skip
_OPENS = {f"{name}_open": markup for name, markup in _PAIRS.items()}
_CLOSES = {f"{name}_close": markup for name, markup in _PAIRS.items()}
_ELEMENTS = {
    "em": Markup.EMPHASIS, "i": Markup.EMPHASIS, "cite": Markup.EMPHASIS, "mark": Markup.EMPHASIS,
    "strong": Markup.STRONG, "b": Markup.STRONG, "code": Markup.CODE, "kbd": Markup.CODE, "samp": Markup.CODE,
    "tt": Markup.CODE, "s": Markup.STRIKE, "del": Markup.STRIKE, "strike": Markup.STRIKE,
}  # fmt: skip
_QUOTATION = {False: "“", True: "”"}
_LINE_ENDS = frozenset({"br", "p", "div", "li", "hr"})


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
        walk = _Walk()
        walk.all(tokens)
        self.too_many_styles = self.too_many_styles or walk.open.overflowed
        return walk.done()

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


class _Walk:
    """Turns the tokens of one block into pieces."""

    def __init__(self) -> None:
        self.open = OpenStyles()
        self._pieces: list[InlinePiece] = []
        self._has_html = False
        self._hidden = ""  # the element inside which nothing is shown
        self._closed: frozenset[str] = frozenset()
        self._raised: int | None = None  # where the open superscript begins
        self._links: list[bool] = []  # for each open <a> whether it leads anywhere

    def done(self) -> list[InlinePiece]:
        """The pieces; what tags leave behind of blanks is taken away."""
        return _tidied(self._pieces) if self._has_html else self._pieces

    def all(self, tokens: Sequence[Token]) -> None:
        """Take the tokens in order."""
        tags = [tag_at(token.content, 0) for token in tokens if token.type == "html_inline"]
        self._has_html = bool(tags)
        self._closed = frozenset(tag.name for tag in tags if tag is not None and tag.closes)
        for token in tokens:
            if token.type == "html_inline":
                self._tag(tag_at(token.content, 0))
            elif not self._hidden:
                self._token(token)

    def _token(self, token: Token) -> None:
        styles = self.open.styles
        if token.type in _OPENS:
            self.open.begin(_OPENS[token.type], str(token.attrs.get("href", "")))
        elif token.type in _CLOSES:
            self.open.end(_CLOSES[token.type])
        elif token.type == "code_inline":
            self._add(token.content, (*styles, (Markup.CODE, "")))
        elif token.type == "image":
            self._pieces.append(
                InlinePiece(_titled(_words(token), str(token.attrs.get("title", ""))), styles, image=True)
            )
        elif token.type == "embed":
            self._pieces.append(InlinePiece(token.content, styles, image=True))
        elif token.type == "wiki_link":
            self._add(token.content, (*styles, (Markup.LINK, str(token.attrs["href"]))))
        elif token.type == "softbreak":
            self._add(" ", styles)
        elif token.type == "hardbreak":
            self._add("\n", styles)
        elif token.content:
            self._add(token.content, styles)

    def _add(self, words: str, styles: tuple[tuple[Markup, str], ...]) -> None:
        self._pieces.append(InlinePiece(words, styles))

    def _tag(self, tag: Tag | None) -> None:
        if tag is None:  # a comment
            return
        if self._hidden or tag.name in HIDDEN:
            if tag.closes and tag.name == self._hidden:
                self._hidden = ""
            elif not (self._hidden or tag.closes or tag.alone) and tag.name in self._closed:
                self._hidden = tag.name
        elif tag.name in _ELEMENTS:
            self._style(_ELEMENTS[tag.name], closes=tag.closes)
        elif tag.name in {"a", "sup"}:
            (self._link if tag.name == "a" else self._raise)(tag)
        elif tag.name == "img":
            words = _titled(" ".join(tag.attributes.get("alt", "").split()), tag.attributes.get("title", ""))
            self._pieces.append(InlinePiece(words, self.open.styles, image=True))
        elif tag.name == "q":
            self._add(_QUOTATION[tag.closes], self.open.styles)
        elif tag.name in _LINE_ENDS:
            self._add("\n", self.open.styles)

    def _style(self, markup: Markup, *, closes: bool) -> None:
        if closes:
            self.open.end(markup)
        else:
            self.open.begin(markup)

    def _raise(self, tag: Tag) -> None:
        """Figures between the tags of a superscript stand above the line."""
        if not tag.closes:
            self._raised = len(self._pieces)
        elif self._raised is not None:
            self._pieces[self._raised :] = [_with_text(one, raised(one.text)) for one in self._pieces[self._raised :]]
            self._raised = None

    def _link(self, tag: Tag) -> None:
        if not tag.closes:
            target = tag.attributes.get("href", "").strip()
            self._links.append(bool(target))
            if target:
                self.open.begin(Markup.LINK, target)
        elif self._links and self._links.pop():
            self.open.end(Markup.LINK)


def _tidied(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """The pieces without blanks that follow a blank or stand at a line's ends."""
    kept: list[InlinePiece] = []
    last = "\n"
    for piece in pieces:
        text = piece.text.lstrip(" ") if last in {" ", "\n"} else piece.text
        if text == "\n" and kept and last == " ":
            kept[-1] = _with_text(kept[-1], kept[-1].text.rstrip(" "))
        if text and not (text == "\n" and last == "\n"):
            kept.append(_with_text(piece, text))
            last = text[-1]
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = _with_text(kept[-1], kept[-1].text.rstrip(" \n"))
    return kept


def _with_text(piece: InlinePiece, text: str) -> InlinePiece:
    return piece if text == piece.text else InlinePiece(text, piece.styles, piece.image)


def _titled(words: str, title: str) -> str:
    """A picture's alternative text, which here may be the name of its file, with its title if it has one."""
    return (title and picture_words(words, title)) or words


def _words(image: Token) -> str:
    """A picture's alternative text."""
    walk = _Walk()
    walk.all(image.children or [])
    return "".join(piece.text for piece in walk.done())
