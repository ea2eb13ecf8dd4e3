"""A piece of HTML inside another format, appended to what is being written: the body of a mail, an entry, a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.source import html
from content.source.html_walk import Walk, write

if TYPE_CHECKING:
    from content.source.rendering import Rendering


def render(markup: str, rendering: Rendering) -> bool:
    """Append all of a piece of HTML, by the rules for pages; whether it could be read as HTML.

    What is too deep or has too many elements for its length is not appended.
    """
    root = html.parsed(markup)
    if root is None:
        return False
    write(Walk().walk(root), rendering)
    return True
