"""Whether a text is a transcript: most of it is turns, of several people or of people called by their offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_FEWEST_TURNS = 5  # of labels that anything could be: in small letters, without a form of address


def recognise(page: Page) -> Reason | None:
    """Why a page is a transcript."""
    seen, title = page.spoken, page.labels.is_record
    if (
        seen is None
        or seen.covered < (0.4 if title else 0.5)
        or not (title or seen.formal or seen.turns >= _FEWEST_TURNS)
    ):
        return None
    if seen.is_conversation and not title:
        return Reason.of("turns", 0.6, str(seen.turns), str(seen.speakers))
    sure = 0.8 + min(0.15, 0.01 * seen.turns) + (0.04 if title else 0)
    return Reason.of("turns", round(sure, 2), str(seen.turns), str(seen.speakers))
