"""Links as they are listed and shown: words and sites; an address in full, with what is suspicious about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from content.document.addresses import Doubt, address_of, host_of
from tui.render.clean import clean
from tui.render.items import QUIET, ends, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.addresses import Address
    from content.document.links import Link

_LONGEST = 300  # characters of words and target that are listed and searched
_MOST_HOST = 0.5  # of a row
_NO_WORDS = "stated beside the text"
_DOUBTFUL = "!"


class LinkRow(NamedTuple):
    """A link in the list: its number from 1, its words on one line, its target, and what is searched for filters."""

    number: int
    words: str
    target: str
    key: str


def link_rows(links: Sequence[Link], text: str) -> list[LinkRow]:
    """A row for each link."""
    rows = []
    for number, link in enumerate(links, start=1):
        words = " ".join(text[link.range.start : link.range.end][:_LONGEST].split()) if link.range else _NO_WORDS
        rows.append(LinkRow(number, words, link.target, f"{number} {words} {link.target[:_LONGEST]}".casefold()))
    return rows


def matching(rows: Sequence[LinkRow], typed: str) -> list[LinkRow]:
    """The rows in which all words that were typed occur: in the link's words, its address or its number."""
    wanted = typed.casefold().split()
    return [row for row in rows if all(one in row.key for one in wanted)] if wanted else list(rows)


def row_content(row: LinkRow, page: str, digits: int, room: int) -> Content:
    """A row of the list: number, words, and the site at the right; an exclamation mark where something is odd."""
    address = address_of(row.target, row.words, page)
    named = address.readable or host_of(row.target) or row.target
    site = Content.styled(f" {excerpt(named, int(room * _MOST_HOST))}", QUIET)
    sign = (f"{_DOUBTFUL} ", "bold $warning") if address.doubts else ("  ", "")
    left = Content.assemble((f"{row.number:>{digits}} ", "bold $primary"), sign)
    words = excerpt(row.words, room - cell_len(left.plain) - cell_len(site.plain) - 1)
    return ends(Content.assemble(left, words), site, room)


def address_content(address: Address, words: str) -> Content:
    """An address in full, its site set off, and a sentence for each thing that is odd about it."""
    rows = [_address(address)]
    if words and words != address.shown:
        rows.insert(0, Content.styled(f"“{clean(words)}” leads to", QUIET))
    sentences = _sentences(address)
    rows += [Content(""), *(Content.styled(sentence, "$warning") for sentence in sentences)] if sentences else []
    return Content("\n").join(rows)


def _address(address: Address) -> Content:
    shown = clean(address.shown)
    begin = shown.find(address.host, shown.find("@") + 1 if Doubt.USER in address.doubts else 0) if address.host else -1
    if begin < 0:
        return Content.styled(shown, "bold")
    end = begin + len(address.host)
    return Content.assemble(shown[:begin], (shown[begin:end], "bold $accent"), shown[end:])


def _sentences(address: Address) -> list[str]:
    host, readable = clean(address.host), clean(address.readable)
    said = {
        Doubt.USER: f"What stands before the @ is a name and not the site. The site is {host}.",
        Doubt.WORDS: f"The words of the link name another site than the one it leads to, {host}.",
        Doubt.LETTERS: f"The site is {readable} in letters that may look like others.",
        Doubt.UNSEEN: "The address was written with characters that cannot be seen.",
    }
    why_not = f"{address.why_not} It can be copied." if address.why_not else ""
    return [*(said[doubt] for doubt in address.doubts), *([clean(why_not)] if why_not else [])]
