"""Who speaks how much: the words of each speaker's turns, or of the quotations where a briefing has no turns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.document.model import TextRange
    from content.structure.model import Briefing, Speaker


class Share(NamedTuple):
    """A speaker as the text names them, how many words are theirs, and their share of all spoken words, 0 to 1."""

    name: str
    words: int
    share: float


def speaker_shares(briefing: Briefing) -> tuple[Share, ...]:
    """Each speaker's share, the greatest first. What nobody is named for has no share."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for name, words in _spoken(briefing):
        shown = " ".join(name.split()).strip(" :.,–—-")
        if shown and words:
            counts[names.setdefault(shown.casefold(), shown)] += words
    total = counts.total()
    return tuple(Share(name, words, words / total) for name, words in counts.most_common())


def _spoken(briefing: Briefing) -> Iterator[tuple[str, int]]:
    text = briefing.document.text
    if briefing.turns:
        for turn in briefing.turns:
            if turn.speaker is not None:
                yield turn.speaker.name or turn.speaker.range.of(text), len(turn.words(text).split())
        return
    for quotation in briefing.quotations:
        if quotation.speaker is not None and quotation.repeats is None:
            yield _name(quotation.speaker).of(text), len(quotation.range.of(text).split())


def _name(speaker: Speaker) -> TextRange:
    return speaker.refers_to or speaker.range
