"""What minutes tell besides: who led, who was there, what was moved, decided and voted on, in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.hints import FIELD, date_in, is_dated
from content.structure.kinds.metadata import known, under, value_of, values_of
from content.structure.kinds.minutes.phrases import ABSENTS, CHAIRS, DECISION, MOTION, PRESENTS, VOTE
from content.structure.kinds.rules import Parts
from content.structure.kinds.turns.speech import turns_of
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.languages.phrases import PagePattern
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_FEWEST_TURNS = 4
_HEAD = 40  # blocks
_MOST = 60  # sentences of one sort
_LONGEST = 400  # characters
_SENTENCE = compiled(r"(?<=[.!?])\s++(?=[^\W\d_])")
_BETWEEN = compiled(r"[,;]\s++(?![^()]{0,40}\))")
_SAID = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.OTHER})


def parts(page: Page, judged: Sequence[Judged]) -> Parts:
    """The metadata of minutes, and the turns where they say who said what."""
    spoken = [label for label in page.labels.accepted if judged[label.line][0] is Role.PARAGRAPH]
    several = len({label.key for label in spoken}) > 1 and len(spoken) >= _FEWEST_TURNS
    metadata = known(
        date=_date(page, judged),
        chair=value_of(page, CHAIRS, _HEAD),
        present=tuple(_people(page, judged, PRESENTS)),
        absent=tuple(_people(page, judged, ABSENTS)),
        motions=tuple(_sentences(page, judged, MOTION)),
        decisions=tuple(_sentences(page, judged, DECISION)),
        votes=tuple(_sentences(page, judged, VOTE)),
    )
    return Parts(turns=turns_of(page, spoken) if several else (), metadata=metadata)


def _date(page: Page, judged: Sequence[Judged]) -> str | None:
    """The first date of the head."""
    head = zip(page.words[:_HEAD], judged, strict=False)
    dated = next((words for words, (role, _) in head if role is not Role.PARAGRAPH and is_dated(words)), None)
    field = FIELD.match(dated) if dated else None
    if field and field["value"] and is_dated(field["value"]):
        return field["value"]
    return date_in(dated) if dated else None


def _people(page: Page, judged: Sequence[Judged], names: frozenset[str]) -> list[str]:
    """Those after a label or under a heading."""
    said = list(values_of(page, names, _HEAD)) or under(page, judged, names)
    people = (one.strip(" .") for words in said for one in _BETWEEN.split(words))
    return [one for one in dict.fromkeys(people) if any(map(str.isalpha, one))]


def _sentences(page: Page, judged: Sequence[Judged], pattern: PagePattern) -> list[str]:
    """The sentences in which one of the phrases stands, each once."""
    found = dict.fromkeys(_matching(page, judged, pattern))
    return list(found)[:_MOST]


def _matching(page: Page, judged: Sequence[Judged], pattern: PagePattern) -> Iterator[str]:
    for words, (role, _) in zip(page.words, judged, strict=True):
        if role in _SAID:
            yield from (one[:_LONGEST] for one in _SENTENCE.split(words) if pattern.search(one))
