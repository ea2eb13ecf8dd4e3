"""Markdown to its canonical text: what a reader sees of it, with blocks and inline styles as ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import Document
from content.source import plain
from content.source.front_matter import front_matter
from content.source.markdown_cost import is_costly
from content.source.markdown_writer import TooDeepError, Writer

if TYPE_CHECKING:
    from content.document.text import Decoded
    from content.source.received import Received

# Larger texts are shown as they are written: markdown-it takes 0.2 s a MiB, and the markup of each paragraph memory.
_LARGEST = 16 * 1024 * 1024  # characters

MEDIA_TYPE = "text/markdown"


def read(received: Received) -> list[Document]:
    """The document of a Markdown text; as plain text with a warning when it is too deep or too large to parse."""
    return [_document(received.decoded(), received.source)]


def _document(decoded: Decoded, source: str) -> Document:
    if len(decoded.text) > _LARGEST:
        return _as_written(decoded, source, "it is very large")
    if is_costly(decoded.text):
        return _as_written(decoded, source, "it has too many short lines, table cells or nested quotes for its length")
    stated = front_matter(decoded.text)
    try:
        writer = Writer(len(decoded.text))
        writer.write(stated)
    except (RecursionError, TooDeepError):
        return _as_written(decoded, source, "it is nested too deeply")
    text, markup = writer.done()
    warnings = (*decoded.warnings, *writer.warnings())
    return Document(text, source, MEDIA_TYPE, decoded.encoding, markup, warnings, stated.metadata)


def _as_written(decoded: Decoded, source: str, why: str) -> Document:
    document = plain.as_written(decoded, source)
    sentence = f"This Markdown is shown as written, since {why}."
    return Document(document.text, source, MEDIA_TYPE, decoded.encoding, (), (*decoded.warnings, sentence))
