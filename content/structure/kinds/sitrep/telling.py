"""What a situation report tells besides: its number, its date, the period, who publishes it, and its key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.bulletins import bulletin_of
from content.structure.kinds.hints import FIELD, date_in, is_dated
from content.structure.kinds.metadata import known, under, value_of
from content.structure.kinds.rules import Parts
from content.structure.kinds.sitrep.figures import key_figures
from content.structure.kinds.sitrep.phrases import (
    ABOUT,
    DATES,
    HIGHLIGHTS,
    NUMBERED,
    PERIOD,
    PERIODS,
    PUBLISHERS,
    VALID,
)
from content.structure.lines.furniture import furniture
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_HEAD = 16  # blocks
_LONGEST = 120  # characters of a line of the head


def parts(page: Page, judged: Sequence[Judged]) -> Parts:
    """The metadata and the figures."""
    headline = next((at for at, (role, _) in enumerate(judged) if role is Role.HEADLINE), 0)
    head = [words for words, (role, _) in zip(page.words[:_HEAD], judged, strict=False) if role is not Role.PARAGRAPH]
    metadata = known(
        number=_number([page.at(headline), *head]),
        date=_date(page, head),
        period=value_of(page, PERIODS, _HEAD) or next((m["value"] for m in map(PERIOD.match, head) if m), None),
        publisher=value_of(page, PUBLISHERS, _HEAD) or _publisher(page, judged, headline),
        highlights=tuple(under(page, judged, HIGHLIGHTS)),
        contacts=tuple(under(page, judged, ABOUT)),
    )
    return Parts(figures=tuple(key_figures(page, judged)), metadata=metadata)


def _number(head: Sequence[str]) -> str | None:
    found = next(filter(None, map(NUMBERED.search, head)), None)
    return (found["number"] or found["after"]) if found else None


def _date(page: Page, head: Sequence[str]) -> str | None:
    """What stands after a label such as "as of", else the first line that is a date."""
    labelled = value_of(page, DATES, _HEAD)
    if labelled:
        return labelled
    for words in head:
        valid = VALID.match(words)
        if valid and is_dated(words):
            return words[valid.end() :].strip(" :")
    found = next((words for words in head if is_dated(words) and furniture(words) is None), None)
    field = FIELD.match(found) if found else None
    if field and field["value"] and not any(map(str.isdigit, field["label"])):
        last = field["value"].rpartition(": ")[2]
        return last if is_dated(last) else field["value"]
    return date_in(found) if found else None


def _publisher(page: Page, judged: Sequence[Judged], headline: int) -> str | None:
    """The line right above the title that is not a marking, a number or a date; in a bulletin the line below it."""
    bulletin = bulletin_of(page)
    if bulletin is not None:
        return page.at(headline + 1) if FIELD.match(page.at(headline + 1)) is None else bulletin.office
    for index in range(headline - 1, -1, -1):
        words = page.at(index)
        if judged[index][0] is Role.OTHER and furniture(words) is None and not any(map(str.isdigit, words)):
            return words if len(words) <= _LONGEST and ":" not in words else None
    return None
