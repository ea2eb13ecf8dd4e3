"""The passage of one version of a text that an annotation is made on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.annotation.instants import write_time

if TYPE_CHECKING:
    from datetime import datetime

    from content.annotation.webannotation import JsonObject
    from content.document.model import TextRange


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words of a passage and some of those around it, exactly as in the canonical text."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The passage of one text that an annotation is made on.

    `source` is a percent-encoded file name, a URL or a `urn:sha256:` name; `sha256` the hexadecimal hash of the
    canonical text; `read` the time at which that text was read.
    """

    source: str
    sha256: str
    quote: TextQuoteSelector
    position: TextRange
    read: datetime | None = None

    def json(self, old: JsonObject) -> JsonObject:
        """The target as JSON, with those fields of an `old` one that are not about the passage."""
        quote, position = self.quote, self.position
        read = {"sourceDate": write_time(self.read)} if self.read else {}
        return {
            **old,
            "source": self.source,
            "selector": [
                {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
                {"type": "TextPositionSelector", "start": position.start, "end": position.end},
            ],
            "state": {"type": "TimeState", **read, "cached": f"urn:sha256:{self.sha256}"},
        }
