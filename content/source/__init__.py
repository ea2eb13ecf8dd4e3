"""Open anything: what was received is recognised, and read by the importer of its format.

What opens is loaded when it is first asked for: a first screen needs none of it (8 ms).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from content.source.anything import (
        document_from_bytes,
        one_of,
        open_document,
        open_documents,
        opened,
        received_from,
        sample_document,
        tutorial_document,
    )
    from content.source.received import Options

__all__ = [
    "Options", "document_from_bytes", "one_of", "open_document", "open_documents", "opened", "received_from",
    "sample_document", "tutorial_document",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("content.source.anything"), name)
