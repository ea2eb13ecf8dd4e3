"""What is background: sections and sentences that give history or context instead of the current event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.structure.dates import years_in
from content.structure.model import Background, BackgroundLevel, Reason, Role
from content.structure.sentences import split_sentences

if TYPE_CHECKING:
    from content.document.model import TextRange

_HEADINGS = re.compile(
    r"\b(?:background|history|timeline|context|hintergrund|vorgeschichte|geschichte|chronologie|contexte|historique|"
    r"contexto|antecedentes|arka plan|geçmiş)\b",
    re.IGNORECASE,
)


def background_section(text: str, heading: TextRange | None, number: int, count: int) -> Reason | None:
    """Why a section is background, by its heading and its place (`number` of `count`), or None."""
    if heading is None:
        return None
    words = heading.of(text)
    if match := _HEADINGS.search(words):
        return Reason(f"the heading says “{match[0]}”", 0.9)
    if any(True for _ in years_in(text, heading.start, heading.end)) and number * 2 >= count:
        return Reason("the heading names a year, and the section comes late", 0.8)
    return None


def background_sentences(text: str, blocks: Sequence[tuple[TextRange, Role]]) -> list[Background]:
    """The sentences of these blocks that are background."""
    found = []
    for block, role in blocks:
        if role not in {Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM}:
            continue
        for sentence in split_sentences(text, block.start, block.end):
            years = [year for year, _ in years_in(text, sentence.start, sentence.end)]
            if years:
                reason = Reason(f"speaks of {min(years)}", 0.65)
                found.append(Background(sentence, BackgroundLevel.SENTENCE, reason))
    return found
