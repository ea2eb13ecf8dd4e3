"""What the RTF reader knows of the format (specification 1.9.1): its tokens, its words, and what a group can say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.document.model import Markup
    from content.source.office_blocks import Block
    from content.source.rendering import InlinePiece

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n\0]++|([^\\{}\r\n\0]++)|\\", re.DOTALL
)
HYPERLINK = re.compile(r"\A\s*+HYPERLINK\s++(\\l\s++)?(?:\"([^\"]*+)\"|([^\s\"\\]++))", re.IGNORECASE)
DEEPEST = 2_000  # groups in each other
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
CONTROL_SIGNS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
SKIPPED = frozenset({
    "pict", "colortbl",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "rxe", "bkmkstart", "bkmkend",
    "nonshppict", "nonesttables", "filetbl", "revtbl", "listtable", "listoverridetable", "sp", "template",
    "private", "pnseclvl", "nesttableprops", "datafield", "formfield", "generator", "themedata", "atnid", "atnauthor",
    "objdata", "objclass", "objname", "objalias", "objsect",
    "shprslt",  # the same as "shpinst", for older programs
})  # fmt: skip
KEPT = frozenset({"fldinst", "htmltag", "shpinst", "pntext", "shptxt", "annotation", "footnote", "cs", "ud", "do"})
MARGINS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
AWAY = frozenset({"footnote", "shptxt", "dptxbxtext", "result", *MARGINS})  # texts of their own
COLLECTED = frozenset({"fldinst", "pntext", "listtext", "title", "author", "subject", "keywords", "company"})
OF_TEXT = frozenset({"pard", "par", "plain", "sectd", "trowd"})  # no table of fonts has any of these
HEIGHTS = ("super", "sub", "nosupersub")
METADATA = ("title", "author", "subject", "keywords")
TIMES = ("yr", "mo", "dy")


@dataclass(slots=True)
class State:
    """What holds in one group, and begins as it is around it."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False  # above the line
    deleted: bool = False
    unhtml: bool = False  # between \htmlrtf and \htmlrtf0
    skipped: bool = False
    twice: bool = False  # its text comes in two forms, of which the second is in Unicode
    unicode_skip: int = 1
    font: int = -1
    link: str = ""
    page: bool = False  # what a field says that shows the number of a page
    place: str = ""  # where words go when not into the text
    opens: str = ""  # what this group itself is: its end closes that


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being read."""

    kind: tuple[Markup, int] | None = None
    sign: str = ""
    level: int = 0
    in_table: bool = False
    pieces: list[InlinePiece] = field(default_factory=list)


@dataclass(slots=True)
class Outer:
    """What is being read around a text of its own: the control word of that, and a note's number, from 1."""

    name: str
    note: int
    paragraph: Paragraph
    cells: list[list[Block]]
    cell: list[Block]


def with_unicode(data: bytes) -> frozenset[int]:
    """Where the control words "upr" stand whose group says its text again in Unicode."""
    found: set[int] = set()
    groups: list[int] = []  # for each open group where its "upr" stands, or -1
    at = 0
    while at < len(data) and (token := TOKEN.match(data, at)) is not None:
        at = token.end()
        if token[5] == b"{":
            groups.append(-1)
        elif token[5] is not None and groups:
            groups.pop()
        elif token[1] == b"upr" and groups:
            groups[-1] = token.start()
        elif token[1] == b"ud" and len(groups) > 1 and groups[-2] >= 0:
            found.add(groups[-2])
        elif token[1] == b"bin":
            at = after_binary(data, at, token[2])
    return frozenset(found)


def after_binary(data: bytes, at: int, length: bytes | None) -> int:
    """Where the data of a control word "bin" end; where they begin, when that would be beyond the end of the file."""
    end = at + max(int(length or 0), 0)
    return end if end <= len(data) else at
