"""Finding an annotation's passage in a text that may have changed since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from content.annotation.model import TextQuoteSelector

CANDIDATES = 20  # places listed for an ambiguous passage; nobody reads more


class AnchorState(StrEnum):
    """What became of a passage."""

    ANCHORED = "anchored"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in the current text.

    `range` is set when anchored or moved, and None otherwise; `score` runs from 0 to 1 and is 1 when the words are
    the same; `candidates` are the places among which a person has to choose when ambiguous, in the order of the text.
    """

    state: AnchorState
    range: TextRange | None
    score: float
    candidates: tuple[TextRange, ...] = ()


ORPHAN = Anchor(AnchorState.ORPHAN, None, 0.0)


class Anchorer:
    """Finds passages in one current text.

    `snapshots` maps the SHA-256 of earlier canonical texts, in hexadecimal digits, to those texts.
    """

    def __init__(self, text: str, snapshots: Mapping[str, str] | None = None) -> None:
        self._text = text
        self._snapshots = dict(snapshots or {})

    def anchor(self, quote: TextQuoteSelector | None, position: TextRange | None, sha256: str | None) -> Anchor:
        """Where the passage stands; never raises, whatever the selectors say.

        `position` and `quote` speak of the text with the hash `sha256`; each may be missing.
        """
        if quote is None or not quote.exact:
            return self._by_position(position, sha256)
        if position is not None and position.end <= len(self._text) and position.of(self._text) == quote.exact:
            return Anchor(AnchorState.ANCHORED, position, 1.0)
        places = tuple(self._hits(quote.exact))
        if not places:
            return ORPHAN
        if len(places) == 1:
            return Anchor(AnchorState.MOVED, places[0], 1.0)
        return Anchor(AnchorState.AMBIGUOUS, None, 0.5, places)

    def _by_position(self, position: TextRange | None, sha256: str | None) -> Anchor:
        if position is None or position.end > len(self._text) or (sha256 and sha256 != self._sha256):
            return ORPHAN
        return Anchor(AnchorState.ANCHORED, position, 1.0)

    @cached_property
    def _sha256(self) -> str:
        return hashlib.sha256(self._text.encode("utf-8", "surrogatepass")).hexdigest()

    def _hits(self, words: str) -> Iterator[TextRange]:
        start = self._text.find(words)
        for _ in range(CANDIDATES):
            if start < 0:
                return
            yield TextRange(start, start + len(words))
            start = self._text.find(words, start + 1)
