"""An annotation as another tool has it, and texts in which its offsets are looked up."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from content.annotation.anchor import Anchorer
from content.document.model import TextRange

if TYPE_CHECKING:
    from content.annotation.model import TextQuoteSelector
    from content.annotation.webannotation import JsonObject


@dataclass(frozen=True, slots=True)
class Foreign:
    """What another tool says of one annotation. Empty fields are not known.

    `start` and `end` count code points or UTF-16 units, which only the words can tell; `gaps` says that words between
    them may be missing in `exact`; `text` is the text that they
    refer to where it comes along; `about` names the text, so that a file about several can be told apart; `rest` is
    all that has no place elsewhere.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    gaps: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    annotator: str = ""
    created: str = ""
    modified: str = ""
    id: str = ""
    about: str = ""
    text: str | None = field(default=None, repr=False)
    rest: JsonObject = field(default_factory=dict)


class Text:
    """One text in which passages are looked up by the offsets of other tools."""

    def __init__(self, text: str) -> None:
        self.text = text

    def passage(self, start: int | None, end: int | None, words: str, *, gaps: bool = False) -> TextRange | None:
        """The range from `start` to `end` in whichever unit gives `words`; without words, in code points if it can be.

        None when neither unit does.
        """
        if start is None or end is None or not 0 <= start < end:
            return None
        for place in (TextRange(start, end), TextRange(self._code_points(start), self._code_points(end))):
            if place and place.end <= len(self.text) and _says(place.of(self.text), words, gaps=gaps):
                return place
        return None

    def quote(self, quote: TextQuoteSelector) -> TextRange | None:
        """Where the quoted words stand, the same but for blanks, with no other place as good."""
        place = self._anchorer.anchor(quote, None, None).range
        return place if place and _says(place.of(self.text), quote.exact, gaps=False) else None

    def _code_points(self, units: int) -> int:
        return units - bisect_left(self._astral, units)

    @cached_property
    def _astral(self) -> list[int]:
        """The UTF-16 offsets of the characters that take two units."""
        if self.text.isascii():
            return []
        found = [offset for offset, character in enumerate(self.text) if character > "\uffff"]
        return [offset + number for number, offset in enumerate(found)]

    @cached_property
    def _anchorer(self) -> Anchorer:
        return Anchorer(self.text, {})


def _says(passage: str, words: str, *, gaps: bool) -> bool:
    """Whether a passage has the words, but for blanks; with gaps, whether it begins and ends like them."""
    here, there = passage.split(), words.split()
    return not there or here == there or (gaps and bool(here) and here[0] == there[0] and here[-1] == there[-1])
