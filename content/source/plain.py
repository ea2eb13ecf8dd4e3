"""Plain text: the decoded text is the canonical text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import Document
from content.source.declaration import declared

if TYPE_CHECKING:
    from content.document.text import Decoded
    from content.source.received import Received


def read(received: Received) -> list[Document]:
    """The document of a plain text, without markup."""
    return [as_written(received.decoded(declared(received.data, received.suffix)), received.source)]


def as_written(decoded: Decoded, source: str) -> Document:
    """A text of any format as it stands, without markup."""
    return Document(decoded.text, source, "text/plain", decoded.encoding, (), decoded.warnings)
