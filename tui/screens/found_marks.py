"""What the list of the marks of all briefings shows: those that are looked for, in the order asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from content.store.all_marks import has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.annotation.records.categories import Codebook
    from content.search.sought import Sought
    from content.store.all_marks import Found, Kept


class FoundOrder(StrEnum):
    """How marks of many briefings are listed; the values say it in a sentence."""

    BRIEFING = "by briefing"
    NEWEST = "the newest first"
    CATEGORY = "by category"
    ANNOTATOR = "by annotator"


def admitted(found: Iterable[Found], sought: Sought) -> list[Found]:
    """The marks that are looked for, by words also of their replies, their annotator and the briefing's title."""
    names = sought._replace(words=())
    if names:
        found = (one for one in found if _has_names(one.mark, names))
    return [one for one in found if has_words(one, sought.words)] if sought.words else list(found)


def _has_names(mark: Kept, sought: Sought) -> bool:
    return sought.admits(category=mark.category, tags=mark.tags, people=(mark.annotator,), texts=())


def ordered(found: Sequence[Found], order: FoundOrder, codebook: Codebook) -> list[Found]:
    """The marks in an order, else as they were; categories are in that of the codebook, and others behind them."""
    if order is FoundOrder.NEWEST:
        return sorted(found, key=lambda one: one.mark.time, reverse=True)
    if order is FoundOrder.CATEGORY:
        places = {name: place for place, name in enumerate(codebook.names)}
        names = {one.mark.category for one in found}
        keys = {name: (places.get(name, len(places)), not name, name.casefold()) for name in names}
        return sorted(found, key=lambda one: keys[one.mark.category])
    if order is FoundOrder.ANNOTATOR:
        return sorted(found, key=lambda one: one.mark.annotator.casefold())
    return list(found)


def orders(found: Iterable[Found]) -> list[FoundOrder]:
    """The orders that tell something: by annotator only where there are several."""
    several = len({one.mark.annotator for one in found}) > 1
    return [order for order in FoundOrder if several or order is not FoundOrder.ANNOTATOR]


def said(sought: Sought) -> str:
    """What is looked for, for a title: `claim or doubt, by anna, #sea, with “x” and “y”`."""
    parts = [
        " or ".join(sought.categories),
        f"by {' or '.join(sought.people)}" if sought.people else "",
        " ".join(f"#{tag}" for tag in sought.tags),
        f"with {' and '.join(f'“{word}”' for word in sought.words)}" if sought.words else "",
    ]
    return ", ".join(filter(None, parts))
