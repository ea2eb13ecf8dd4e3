"""RTF to its canonical text.

A reader of our own: striprtf gives words alone, without headings, lists, rows, links or notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import Document
from content.errors import InputError
from content.source import fragment, office_blocks, page_margins
from content.source.rendering import Rendering
from content.source.rtf_reader import RtfReader

if TYPE_CHECKING:
    from content.source.received import Received

MEDIA_TYPE = "application/rtf"
_MOST_MARGINS = 10  # headers and footers that are looked at


def read(received: Received) -> list[Document]:
    """The document of an RTF. Raises InputError for what is not one."""
    start = received.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{\\rtf"):
        raise InputError("This is not RTF: open it with `--as text` to see it as written.")
    reader = RtfReader(received.data)
    reader.read()
    rendering = Rendering()
    if reader.html is not None:
        fragment.render("".join(reader.html), rendering)
    else:
        office_blocks.write(reader.blocks.body, rendering)
    text, markup = rendering.done()
    told = (
        (reader.revised, "This text has tracked changes: what was deleted is left out."),
        (reader.comments, f"Comments left out: {reader.comments}. Open the file in a word processor to see them."),
        (reader.hidden, "Hidden text is left out: a word processor can show it."),
        (reader.damaged, "This file is damaged: only what could be read of it is shown."),
        (reader.too_deep, "Groups nested too deeply are shown without their style."),
    )
    margins = reader.margins[:_MOST_MARGINS]
    warnings = (
        *(sentence for is_so, sentence in told if is_so),
        *page_margins.warnings(margins, text, reader.metadata.get("title", "")),
    )
    return [Document(text, received.source, MEDIA_TYPE, "utf-8", markup, warnings, tuple(reader.metadata.items()))]
