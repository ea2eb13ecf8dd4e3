"""The dates that a text mentions, for a timeline: in digits, and with month names in seven languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.words import word_lists
from content.structure.background.dates import years_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Months by number in English, German, French, Spanish, Italian, Portuguese, Turkish; those of four letters and more may
# be cut to three (and a full stop), as in "Nov. 28".
_MONTHS = (
    "january januar jänner janvier enero gennaio janeiro ocak",
    "february februar février febrero febbraio fevereiro şubat",
    "march märz mars marzo março mart",
    "april avril abril aprile nisan",
    "may mai mayo maggio maio mayıs",
    "june juni juin junio giugno junho haziran",
    "july juli juillet julio luglio julho temmuz",
    "august août agosto ağustos",
    "september septembre septiembre settembre setembro eylül sept",
    "october oktober octobre octubre ottobre outubro ekim",
    "november novembre noviembre novembro kasım",
    "december dezember décembre diciembre dicembre dezembro aralık",
)


_FULL = frozenset(name for names in _MONTHS for name in names.split())
# They are also other words when they are written small, ...
_ALSO_WORDS = frozenset({"may", "march", "august", "mart"})
# ... or names of people when a name stands beside them.
_NAMES = frozenset({"may", "jan", "mar", "june", "april", "august", "mai"})
_MONTH_FOLLOWS = frozenset({"in", "im", "en", "em", "i", "bis", "throughout", "during", "last", "this", "next"})
_BEFORE_DAYS = frozenset(
    {"on", "since", "until", "till", "by", "from", "of", "the", "and", "through", "before", "after", "to"}
)
_AGE = re.compile(r"[\s-](?:years?|jahre?|ans|años|anni|anos|yaş\w*)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]{1,20})\W{1,3}$")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of the months


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
    full = "|".join(sorted(_FULL, key=len, reverse=True))
    cut = "|".join(sorted(_numbers().keys() - _FULL | {"sept"}))
    month = rf"(?P<month{{n}}>(?:{full})\b|(?:{cut})\b\.?)"
    gap = r"(?:[^\S\n]|\n(?!\s))+"  # within a paragraph
    of, day = rf"(?:(?:de(?:l(?:{gap}año)?)?|of){gap})?", r"(?:\.|st|nd|rd|th|er|º|°)?"
    to = r"(?:[^\S\n]?[-–—/][^\S\n]?\d{1,2}"  # a span of days is read as its first
    until, up_to = rf"{to}{day})?", rf"{to}(?:st|nd|rd|th)?)?"
    initials = "".join(sorted({name[0] for name in _numbers()}))  # no date starts with anything else: a quick look
    return re.compile(
        rf"(?<![\w.-])(?=[\d{initials}])(?:"
        r"(?P<year1>\d{4})-(?P<digits1>\d\d)-(?P<day1>\d\d)"
        r"|(?P<day2>\d{1,2})[./](?P<digits2>\d{1,2})[./](?P<year2>[12]\d{3})"
        rf"|(?P<day3>\d{{1,2}}){day}{until}{gap}{of}{month.format(n=3)},?{gap}{of}(?P<year3>[12]\d{{3}})"
        rf"|{month.format(n=4)}{gap}(?P<day4>\d{{1,2}}){day}{until},?{gap}(?P<year4>[12]\d{{3}})"
        rf"|{month.format(n=5)},?{gap}{of}(?P<year5>[12]\d{{3}})"
        rf"|(?P<day6>\d{{1,2}}){day}{until}{gap}{of}{month.format(n=6)}"
        rf"|{month.format(n=7)}{gap}(?P<day7>\d{{1,2}})(?:st|nd|rd|th)?{up_to}"
        r"|(?<=\b(?:am|ab|im)[^\S\n])(?P<day8>\d{1,2})\.(?P<digits8>\d{1,2})\."
        r"|(?<=\b(?:vom|bis|zum|dem|den)[^\S\n])(?P<day9>\d{1,2})\.(?P<digits9>\d{1,2})\."
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
        word = said.get("month", "").rstrip(".")
        month = int(said["digits"]) if "digits" in said else _numbers().get(_folded(word), 0)
        day, year = int(said.get("day", 0)), int(said.get("year", 0))
        sure = year or not word  # what has no year and a month in letters may be other words
        if 1 <= month <= 12 and day <= _LONGEST[month - 1] and (sure or _is_day(text, match, word)):
            yield Moment(year, month, day, TextRange(*match.span()))


def _folded(month: str) -> str:
    """The word as the list has it: Turkish capitals made small as Turkish does, and I as everybody else does."""
    lower = month.replace("İ", "i").lower()
    return next((form for form in (lower, lower.replace("i", "ı"), lower.replace("ı", "i")) if form in _numbers()), "")


def _is_day(text: str, match: re.Match[str], month: str) -> bool:
    """Whether a month beside a number and without a year is a day: no other word, no name, no number of people."""
    name = _folded(month)
    if not (month[0].isupper() or (month in _FULL and month not in _ALSO_WORDS)) or not any(
        match[group] for group in ("day6", "day7")
    ):
        return False
    if match["day6"]:
        return name not in _NAMES or text[match.end() : match.end() + 1] != " " or not text[match.end() + 1].isupper()
    before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    word = before[1] if before else ""
    if word.lower() in _MONTH_FOLLOWS or _AGE.match(text, match.end()):
        return False  # in March 20 people died; Jan 17 years old
    near = _BEFORE_DAYS | word_lists("time_words")["weekdays"]
    return name not in _NAMES or not word[:1].isupper() or word.lower() in near


def in_time(found: Sequence[Moment]) -> list[Moment]:
    """The same in the order of time; what has no year is of the newest that the others name."""
    newest = max((moment.year for moment in found), default=0)
    return sorted(found, key=lambda one: (one.year or newest, one.month, one.day, one.range))
