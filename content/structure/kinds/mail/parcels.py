"""What a mail is packed in for its transport: the borders and headers of its parts, and attachments as letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.mail.fields import WORDS

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_BORDER = compiled(r"\A-{2,}+[\w=.'+/:?][\w=.'+/:?-]*+$")
_ENCODING = WORDS.pattern(r"{encodings} ?:")
_ENCODED = compiled(r"\A[A-Za-z\d+/]{50,}={0,2}$")
_REST = compiled(r"\A[A-Za-z\d+/]{4,}={0,2}$")
_LIST = WORDS.pattern(r"\A{attachments} ?: .{1,400}?\(.{1,60}\)")
_LEAST = 10


def parcels(page: Page) -> Iterator[int]:
    """The indices of such lines."""
    encoded = False
    for index, line in enumerate(page.words):
        carried = page.lines[index].indent > 0 and _ENCODING.match(page.at(index - 1)) is not None
        if (_BORDER.match(line) and len(line) >= _LEAST) or _ENCODING.match(line) or carried:
            yield index
            encoded = False
        elif all(map(_ENCODED.match, line.split())) or (encoded and _REST.match(line)):
            yield index
            encoded = True
        else:
            encoded = False


def is_list_of_attachments(line: str) -> bool:
    """Whether a line at the end of a mail names what is attached, each with its size."""
    return _LIST.match(line) is not None
