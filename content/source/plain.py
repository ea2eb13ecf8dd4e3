"""Plain text: the decoded text is the canonical text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import Document

if TYPE_CHECKING:
    from content.document.text import Decoded


def read(decoded: Decoded, source: str) -> Document:
    """The document of a plain text, without markup."""
    return Document(decoded.text, source, "text/plain", decoded.encoding, (), decoded.warnings)
