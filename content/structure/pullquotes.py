"""Pull quotes and block quotes: one quotation with the attribution line under it, and where the body repeats it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.document.model import TextRange
from content.structure.model import Quotation, QuotationKind, Reason, Role, Speaker
from content.structure.names import tokens_in
from content.structure.sources import classify_source

_WORD = re.compile(r"[^\W_]+")
_DASHES = " \t-–—―~,:"


def pull_quotations(
    text: str, blocks: Sequence[tuple[TextRange, Role, Reason]], language: str | None
) -> list[Quotation]:
    """One quotation for each quote block, with the attribution that follows its run of quote blocks, if any."""
    found = []
    for index, (block, role, reason) in enumerate(blocks):
        if role is not Role.QUOTE:
            continue
        below = next((i for i in range(index + 1, len(blocks)) if blocks[i][1] is not Role.QUOTE), None)
        speaker = None
        if below is not None and blocks[below][1] is Role.ATTRIBUTION:
            speaker = Speaker(_named(text, blocks[below][0]))
        words = tokens_in(text, speaker.range.start, speaker.range.end) if speaker else []
        source_class, why = classify_source(words, language)
        found.append(
            Quotation(
                range=block,
                kind=QuotationKind.PULL,
                speaker=speaker,
                cue=None,
                source_class=source_class,
                reason=Reason(f"{reason.words}; speaker: {why}", reason.confidence),
                repeats=_find_repeat(text, block),
            )
        )
    return found


def _named(text: str, line: TextRange) -> TextRange:
    """The attribution line without the dash before it."""
    words = line.of(text)
    start = line.start + len(words) - len(words.lstrip(_DASHES))
    return TextRange(start, line.end) if start < line.end else line


def _find_repeat(text: str, quote: TextRange) -> TextRange | None:
    """The first other place with the same words in the same order, whatever stands between them."""
    words = [re.escape(word) for word in _WORD.findall(quote.of(text))]
    if len(words) < 3:
        return None
    pattern = re.compile(r"[\W_]{1,4}".join(words), re.IGNORECASE)
    for match in pattern.finditer(text):
        place = TextRange(match.start(), match.end())
        if not place.overlaps(quote):
            return place
    return None
