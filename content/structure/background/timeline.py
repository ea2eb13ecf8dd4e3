"""The dates that a text mentions, for a timeline: in digits, and with the names of months of its language."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from content.breath import breathing
from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import codes, load
from content.languages.phrases import PagePattern, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from content.languages.language import Language
    from content.structure.model import Briefing

# What may not stand before a year is looked at last: what starts with plain characters is quick to search.
_YEAR = PagePattern(r"(1[5-9]\d\d|20\d\d)(?<![\d$€£.,:/-]\d{4}){decade_endings}?(?![\d%€$]|[.,:]\d)", 0)
_LAST_WORD = compiled(r"([^\W\d_]{1,20})\W{1,3}$")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of the months
_TIME = r"[Tt]\d\d:?\d\d"  # as ISO 8601 joins it to a day
_WITH_STROKES = compiled(r"(?<![\d/])(\d{1,2})/(\d{1,2})/[12]\d{3}(?!\d)")
_DIGITS = compiled(r"\d+")
_MONTHS = 12
_GAP = r"(?:[^\S\n]|\n(?!\s))+"  # within a paragraph


class Moment(NamedTuple):
    """A day, a month or a year that the text names at `range`; year, month and day are 0 where it does not say."""

    year: int
    month: int
    day: int
    range: TextRange

    def __str__(self) -> str:
        parts = [(self.year, f"{self.year:04}"), (self.month, f"{self.month:02}"), (self.day, f"{self.day:02}")]
        return "-".join(words for number, words in parts if number)


@cache
def _full_months(language: Language) -> frozenset[str]:
    """The names of months that are not cut short, as others are, perhaps with a full stop: "Nov. 28"."""
    full: set[str] = set()
    for one in [language] if language.code else map(load, codes()):
        for names in map(str.split, one.months):
            full.update(name for name in names if not any(other.startswith(name) for other in names if other != name))
    return frozenset(full)


@cache
def _dated(language: Language) -> re.Pattern[str]:
    """A date of the language. No date starts with anything but a digit or a month's first letter: a quick look."""
    numbers, full = language.month_numbers, _full_months(language)
    composed = any_of([*full, *(normalize("NFD", name) for name in full)])
    cut = any_of(numbers.keys() - full)
    month = rf"(?P<month{{n}}>{composed}\b|{cut}\b\.?)"
    of = f"(?:{any_of(language.date_of)}{_GAP})?".replace(r"\ ", _GAP)
    ordinal = any_of(language.date_endings)
    day = rf"(?:\.|{ordinal})?"
    to = r"(?:[^\S\n]?[-–—/][^\S\n]?\d{1,2}"  # a span of days is read as its first
    until, up_to = rf"{to}{day})?", rf"{to}{ordinal}?)?"
    after = "|".join(rf"(?<=\b{word}[^\S\n])" for word in sorted(language.before_dates)) or "(?!)"
    initials = "".join(sorted({name[0] for name in numbers}))
    return compiled(
        rf"(?<![\w.-])(?=[\d{initials}])(?:"
        rf"(?P<year1>\d{{4}})(?P<sign1>[-/.])(?P<digits1>\d\d)(?P=sign1)(?P<day1>\d\d)"
        r"|(?P<day2>\d{1,2})(?P<sign2>[./-])(?P<digits2>\d{1,2})(?P=sign2)(?P<year2>[12]\d{3})"
        rf"|(?P<year9>[12]\d{{3}})[-/]{month.format(n=9)}[-/](?P<day9>\d{{1,2}})"
        rf"|(?P<day0>\d{{1,2}})[-/]{month.format(n=0)}[-/](?P<year0>[12]\d{{3}})"
        rf"|(?P<day3>\d{{1,2}}){day}{until}{_GAP}{of}{month.format(n=3)},?{_GAP}{of}(?P<year3>[12]\d{{3}})"
        rf"|{month.format(n=4)}{_GAP}(?P<day4>\d{{1,2}}){day}{until},?{_GAP}(?P<year4>[12]\d{{3}})"
        rf"|{month.format(n=5)},?{_GAP}{of}(?P<year5>[12]\d{{3}})"
        rf"|(?P<day6>\d{{1,2}}){day}{until}{_GAP}{of}{month.format(n=6)}"
        rf"|{month.format(n=7)}{_GAP}(?P<day7>\d{{1,2}}){ordinal}?{up_to}"
        rf"|(?:{after})(?P<day8>\d{{1,2}})\.(?P<digits8>\d{{1,2}})\."
        rf")(?:(?={_TIME})|(?![\w%-]|[.,:]\d))",
        re.IGNORECASE,
    )


@cache
def _age(language: Language) -> re.Pattern[str]:
    return compiled(rf"[\s-]{any_of(language.ages)}\b", re.IGNORECASE)


def years_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each year from 1500 to 2099 in `text[start:end]` with its offset."""
    return ((int(match[1]), match.start()) for match in _YEAR.made.finditer(text, start, end))


def moments(text: str, language: Language) -> tuple[Moment, ...]:
    """The dates in `text`, in its order. Days that no calendar has are read as nothing."""
    found = list(_dates(text, language))
    taken = {at for moment in found for at in range(moment.range.start, moment.range.end)}
    years = [(year, at) for year, at in years_in(text, 0, len(text)) if taken.isdisjoint(range(at, at + 4))]
    found += [Moment(year, 0, 0, TextRange(at, at + 4)) for year, at in years]
    return tuple(sorted(found, key=lambda moment: moment.range))


def _dates(text: str, language: Language) -> Iterator[Moment]:
    numbers = language.month_numbers
    month_first = None
    for match in breathing(_matches(text, language)):
        said = {name[:-1]: value for name, value in match.groupdict().items() if value is not None}
        word = said.get("month", "").rstrip(".")
        month = int(said["digits"]) if "digits" in said else numbers.get(_name(word, numbers), 0)
        day, year = int(said.get("day", 0)), int(said.get("year", 0))
        if match["sign2"] == "/":
            month_first = _is_month_first(text) if month_first is None else month_first
            day, month = (month, day) if month_first else (day, month)
        sure = year or not word  # what has no year and a month in letters may be other words
        if 1 <= month <= 12 and day <= _LONGEST[month - 1] and (sure or _is_day(text, match, word, language)):
            yield Moment(year, month, day, TextRange(*match.span()))


def _matches(text: str, language: Language) -> Iterator[re.Match[str]]:
    """What is written as a date, in order and without overlap.

    Every date has a digit, and begins with it or a few words before it: to try no other word takes a fifth of the time
    of a search through the paragraphs that have digits (0.3 ms of an article).
    """
    dated, begins, most = _dated(language), _begins(language), _most_before(language)
    last = end = 0
    while digits := _DIGITS.search(text, last):
        if digits.start() >= end:  # a date does not go on after a blank line
            last = max(last, text.rfind("\n\n", last, digits.start()))
            end = text.find("\n\n", digits.end())
            end = len(text) if end < 0 else end
        first = _words_before(text, digits.start(), last, most)
        found = (dated.match(text, one.start(), end) for one in begins.finditer(text, first, digits.end()))
        match = next(filter(None, found), None)
        last = match.end() if match else digits.end()
        if match:
            yield match


@cache
def _begins(language: Language) -> re.Pattern[str]:
    """A character with which a date can begin: a digit, or the first letter of a month."""
    initials = "".join(sorted({name[0] for name in language.month_numbers}))
    return compiled(rf"[\d{initials}](?<![\w.-].)", re.IGNORECASE)


@cache
def _most_before(language: Language) -> int:
    """How many words of a date stand before its first digit: a month, and what is between it and a year."""
    return 1 + max((len(phrase.split()) for phrase in language.date_of), default=0)


def _words_before(text: str, at: int, start: int, count: int) -> int:
    """The offset of the word `count` words before `at`; `start` where other signs than one blank are between words."""
    first = at
    for _ in range(count + 1):
        first = text.rfind(" ", start, first)
        if first < 0:
            return start
    return first + 1 if len(text[first:at].split()) >= count else start


def _is_month_first(text: str) -> bool:
    """Whether 11/05/2025 is the fifth of November: others in the text have their month first, and none its day."""
    found = [(int(match[1]), int(match[2])) for match in _WITH_STROKES.finditer(text)]
    return any(day > _MONTHS for _, day in found) and not any(month > _MONTHS for month, _ in found)


def _name(month: str, numbers: Mapping[str, int]) -> str:
    """The word as the list has it: of capitals nobody knows whether an I is dotless when it is small."""
    folded = fold(month)
    forms = (folded, folded.replace("i", "ı"), folded.replace("ı", "i"))
    return next((form for form in forms if form in numbers), "")


def _is_day(text: str, match: re.Match[str], month: str, language: Language) -> bool:
    """Whether a month beside a number and without a year is a day: no other word, no name, no number of people."""
    name = _name(month, language.month_numbers)
    written_small = name in _full_months(language) and name not in language.months_also_words
    if not (month[0].isupper() or written_small) or not (match["day6"] or match["day7"]):
        return False
    beside_name = name in language.months_also_names
    if match["day6"]:
        following = text[match.end() : match.end() + 2]
        return not (beside_name and following.startswith(" ") and following[1:].isupper())
    before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    word = before[1] if before else ""
    if fold(word) in language.before_months or _age(language).match(text, match.end()):
        return False  # in March 20 people died; Jan 17 years old
    return not beside_name or not word[:1].isupper() or fold(word) in language.before_days | language.weekdays


def moments_of(briefing: Briefing) -> tuple[Moment, ...]:
    """The dates that a briefing names, as far as it was read, in the order of its text."""
    return _moments_of(briefing.document.text, briefing.language, briefing.part)


@lru_cache(maxsize=2)  # the panes ask for those of one briefing each time that they are filled
def _moments_of(text: str, code: str | None, part: TextRange | None) -> tuple[Moment, ...]:
    if part is None:
        return moments(text, load(code))
    found = moments(part.of(text), load(code))
    return tuple(
        one._replace(range=TextRange(one.range.start + part.start, one.range.end + part.start)) for one in found
    )


def in_time(found: Sequence[Moment]) -> list[Moment]:
    """The same in chronological order; dates without a year take the newest year named."""
    newest = max((moment.year for moment in found), default=0)
    return sorted(found, key=lambda one: (one.year or newest, one.month, one.day, one.range))
