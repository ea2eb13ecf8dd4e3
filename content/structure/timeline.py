"""The dates that a text mentions, for a timeline: in digits, and with month names in five languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.dates import years_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Months by number in English, German, French, Spanish, Turkish; those of four letters and more may be cut to three
# (and a full stop), as in "Nov. 28".
_MONTHS = (
    "january januar jänner janvier enero ocak",
    "february februar février febrero şubat",
    "march märz mars marzo mart",
    "april april avril abril nisan",
    "may mai mai mayo mayıs",
    "june juni juin junio haziran",
    "july juli juillet julio temmuz",
    "august august août agosto ağustos",
    "september september septembre septiembre eylül sept",
    "october oktober octobre octubre ekim",
    "november november novembre noviembre kasım",
    "december dezember décembre diciembre aralık",
)


_FULL = frozenset(name for names in _MONTHS for name in names.split())
# They are also other words when they are written small.
_ALSO_WORDS = frozenset({"may", "march", "august", "mart"})


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day, a month or a year that the text names at `range`; year, month and day are 0 where it does not say."""

    year: int
    month: int
    day: int
    range: TextRange

    def __str__(self) -> str:
        parts = [(self.year, f"{self.year:04}"), (self.month, f"{self.month:02}"), (self.day, f"{self.day:02}")]
        return "-".join(words for number, words in parts if number)


@cache
def _numbers() -> dict[str, int]:
    found = {}
    for number, names in enumerate(_MONTHS, start=1):
        for name in names.split():
            found[name] = number
            if len(name) > 3:
                found.setdefault(name[:3], number)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _numbers()), key=len, reverse=True))
    month = rf"(?P<month{{n}}>{names})\b\.?"
    return re.compile(
        r"(?<![\w.-])(?:"
        r"(?P<year1>\d{4})-(?P<digits1>\d\d)-(?P<day1>\d\d)"
        r"|(?P<day2>\d{1,2})[./](?P<digits2>\d{1,2})[./](?P<year2>[12]\d{3})"
        rf"|(?P<day3>\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?{month.format(n=3)},?\s+(?:de(?:l(?:\s+año)?)?\s+)?(?P<year3>[12]\d{{3}})"
        rf"|{month.format(n=4)}\s+(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year4>[12]\d{{3}})"
        rf"|{month.format(n=5)},?\s+(?:de\s+|of\s+)?(?P<year5>[12]\d{{3}})"
        rf"|(?P<day6>\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+|of\s+)?{month.format(n=6)}"
        rf"|{month.format(n=7)}\s+(?P<day7>\d{{1,2}})(?:st|nd|rd|th)?"
        r")(?![\w%-]|[.,:]\d)",
        re.IGNORECASE,
    )


def moments(text: str) -> tuple[Moment, ...]:
    """The dates in `text`, in its order. Days that no calendar has are read as nothing."""
    found = list(_dates(text))
    taken = [moment.range for moment in found]
    years = (Moment(year, 0, 0, TextRange(at, at + 4)) for year, at in years_in(text, 0, len(text)))
    at = 0
    for year in years:
        while at < len(taken) and taken[at].end <= year.range.start:
            at += 1
        if at == len(taken) or not taken[at].overlaps(year.range):
            found.append(year)
    return tuple(sorted(found, key=lambda moment: moment.range))


def _dates(text: str) -> Iterator[Moment]:
    for match in _pattern().finditer(text):
        said = {name[:-1]: value for name, value in match.groupdict().items() if value is not None}
        month = int(said["digits"]) if "digits" in said else _numbers()[said["month"].lower()]
        day = int(said.get("day", 0))
        year = int(said.get("year", 0))
        if 1 <= month <= 12 and day <= 31 and (year or (day and _is_name(said["month"]))):
            yield Moment(year, month, day, TextRange(*match.span()))


def _is_name(month: str) -> bool:
    """Whether a word beside a day and without a year names a month, and is no other word or a cut one."""
    return month[0].isupper() or (month in _FULL and month not in _ALSO_WORDS)


def in_time(found: Sequence[Moment]) -> list[Moment]:
    """The same in the order of time; what has no year is of the newest that the others name."""
    newest = max((moment.year for moment in found), default=0)
    return sorted(found, key=lambda one: (one.year or newest, one.month, one.day, one.range))
