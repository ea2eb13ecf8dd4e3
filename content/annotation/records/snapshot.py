"""The canonical text of one version of a briefing, as an annotation file holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from content.annotation.records import webannotation as wa
from content.document.model import sha256

__all__ = ["TextSnapshot", "sha256"]


@dataclass(frozen=True)
class TextSnapshot:
    """The canonical text of one version of a briefing; its name is its hash."""

    record: wa.JsonObject = field(repr=False)

    @classmethod
    def make(cls, text: str) -> TextSnapshot:
        """The snapshot of a text."""
        id_ = f"urn:sha256:{sha256(text)}"
        return cls(
            {"@context": wa.ANNOTATION_CONTEXT, "id": id_, "type": "Text", "format": "text/plain", "value": text}
        )

    @classmethod
    def checked(cls, record: wa.JsonObject) -> TextSnapshot:
        """The snapshot in a record. Raises ValueError, with a sentence, when its name is not the hash of its words."""
        digest = wa.sha256_of(record.get("id"))
        if digest is None:
            raise ValueError("It is a text whose name is not a hash.")
        if digest != sha256(record["value"]):
            raise ValueError("It is a text that does not match its hash.")
        return cls(record)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        """`urn:sha256:` and the hash."""
        return str(self.record["id"])

    @cached_property
    def sha256(self) -> str:
        """The hash of the text in hexadecimal digits."""
        return wa.sha256_of(self.record["id"]) or ""

    @property
    def text(self) -> str:
        """The canonical text."""
        return str(self.record["value"])

    @cached_property
    def canonical(self) -> str:
        """The record as JSON with sorted keys."""
        return wa.canonical(self.record)
