"""What an advisory tells besides: which it is, how severe, whom it affects, when, what to do, what to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.advisory.phrases import (
    AFFECTEDS,
    DATES,
    EXACT,
    IDENTIFIERS,
    RECOMMENDATIONS,
    REFERENCES,
    SEVERITIES,
    WORDS,
)
from content.structure.kinds.bulletins import bulletin_of
from content.structure.kinds.hints import date_in, is_dated
from content.structure.kinds.metadata import known, one_or_more, under, value_of, values_of
from content.structure.kinds.rules import Parts
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged
    from content.structure.model import MetadataValue

_HEAD = 16  # blocks
_MOST = 20  # identifiers
_LEVEL = WORDS.pattern(
    r"(?<!\w)(?:{numbered_levels}(?!\w)|(?<=[(:–-] ){levels}(?!\w)|(?<=\(){levels}(?!\w)|{levels}\W{0,3}$)"
)


def parts(page: Page, judged: Sequence[Judged]) -> Parts:
    """The metadata of an advisory."""
    metadata = known(
        identifier=_identifiers(page),
        severity=_severity(page, judged),
        affected=one_or_more(list(dict.fromkeys([*values_of(page, AFFECTEDS), *under(page, judged, AFFECTEDS)]))),
        dates=one_or_more(_dates(page, judged)),
        recommendation=one_or_more(under(page, judged, RECOMMENDATIONS) or list(values_of(page, RECOMMENDATIONS))),
        references=one_or_more(under(page, judged, REFERENCES) or list(values_of(page, REFERENCES))),
    )
    return Parts(metadata=metadata)


def _identifiers(page: Page) -> MetadataValue | None:
    """What a label says, and the numbers of vulnerabilities and advisories anywhere; of a bulletin its heading."""
    bulletin = bulletin_of(page)
    if bulletin is not None:
        return page.at(bulletin.line)
    labelled = list(values_of(page, IDENTIFIERS, _HEAD))
    exact = [match[0] for words in page.words for match in EXACT.finditer(words)]
    return one_or_more(list(dict.fromkeys([*labelled, *exact]))[:_MOST])


def _severity(page: Page, judged: Sequence[Judged]) -> str | None:
    """The value of a label, the words under such a heading, or a level in the title."""
    found = value_of(page, SEVERITIES) or next(iter(under(page, judged, SEVERITIES)), None)
    if found:
        return found
    for words, (role, _) in zip(page.words, judged, strict=True):
        level = _LEVEL.search(words) if role is Role.HEADLINE else None
        if level:
            return level[0]
    return None


def _dates(page: Page, judged: Sequence[Judged]) -> list[str]:
    """The values of labels, else the lines of the head that are dates."""
    labelled = [value for value in values_of(page, DATES, 2 * _HEAD) if any(map(str.isdigit, value))]
    head = zip(page.words[:_HEAD], judged, strict=False)
    found = [date_in(words) for words, (role, _) in head if role is Role.OTHER and is_dated(words)]
    return labelled or list(dict.fromkeys(found))[:3]
