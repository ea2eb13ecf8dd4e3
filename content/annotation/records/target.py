"""The passage of one version of a text that an annotation is made on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote as percent_encode

from content.annotation.records.timestamps import write_time

if TYPE_CHECKING:
    from datetime import datetime

    from content.annotation.records.webannotation import JsonObject
    from content.document.model import Document, TextRange


class TextQuoteSelector(NamedTuple):
    """The words of a passage and some words around it, exactly as in the canonical text.

    `unique` says that the words occurred nowhere else in that text; it is False if that was not recorded.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    unique: bool = False

    def json(self) -> JsonObject:
        """The selector as JSON; our own field `unique` is there when it is true."""
        words = {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        return {**words, "unique": True} if self.unique else {**words}


class Target(NamedTuple):
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
        position = self.position
        return {
            **old,
            "source": self.source,
            "selector": [
                self.quote.json(),
                {"type": "TextPositionSelector", "start": position.start, "end": position.end},
            ],
            "state": _state(self.sha256, self.read),
        }


class WholeText(NamedTuple):
    """One text as a whole: a target without a selector; the fields are those of `Target`."""

    source: str
    sha256: str
    read: datetime | None = None

    def json(self, old: JsonObject) -> JsonObject:
        """The target as JSON, with those fields of an `old` one that are not about the text."""
        return {**old, "source": self.source, "state": _state(self.sha256, self.read)}


def _state(sha256: str, read: datetime | None) -> JsonObject:
    """Which version of the text it is, and when it was read."""
    when: JsonObject = {"sourceDate": write_time(read)} if read else {}
    return {"type": "TimeState", **when, "cached": f"urn:sha256:{sha256}"}


def target_source(document: Document) -> str:
    """What an annotation says it is about: the percent-encoded file name, the URL, or the hash of the text."""
    if document.is_page:
        return document.source
    if document.is_piped:
        return f"urn:sha256:{document.sha256}"
    return percent_encode(os.fsencode(Path(document.source).name), safe="")
