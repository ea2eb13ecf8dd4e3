"""The times and dates with which entries of live blogs and timelines begin."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.structure.kinds.words import KindWords

WORDS = KindWords(str(Path(__file__)))
_TIMED = WORDS.pattern(
    r"\A(?P<opens>[\[(*•▪◦> -]{0,4})(?P<stamp>(?P<said>{updates}(?!\w)[ :,|–-]{0,3}(?:\([^()]{1,40}\) ?)?)?"
    r"(?P<day>\d{4}-\d\d-\d\d[T ,]{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}[ ,–-]{1,3}"
    r"|(?:[^\W\d_]{1,12}[.,]{0,2} |\d{1,4}[.,]{0,2} ){2,7}?)?"
    r"(?:{at} )?(?P<time>(?P<hour>2[0-4]|[01]?\d)(?:[:.hH]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?)?(?!\d)"
    r"(?P<half>\s?[ap]\.?\s?m(?:\b\.?|\.))?(?P<clock>\s?{clocks}(?!\w))?)(?P<zone> ?\(?{zones}(?!\w)\)?)?"
    r"(?P<update> {updates}(?!\w))?)(?P<closes>[\])*]{0,3})(?P<after>\s?[:|–—]\s?|\s-\s|\.\s|\s|$)"
)
_DATED = WORDS.pattern(
    r"\A[\[(*•▪◦> -]{0,4}(?P<stamp>\d{4}-\d\d(?:-\d\d)?|(?:\d{4}[年년] ?)?\d{1,2}[月월] ?\d{1,2}[日일]"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:1\d|20)\d\d(?:[-–/]\d{2,4})?"
    r"|(?:[^\W\d_]{2,12}\.?,? )?\d{1,2}(?:{ordinals}|\.)?(?: [^\W\d_]{1,3})? [^\W\d_]{3,12}\.?"
    r"(?:,? (?:[^\W\d_]{2} )?\d{4})?"
    r"|[^\W\d_]{3,12}\.?(?: \d{1,2}{ordinals}?)?(?:,? \d{4})?)"
    r"[\])*]{0,2}(?P<after>\s?[:|–—]\s?|\s-\s|$)"
)
_DIGIT = compiled(r"\d")
_LONGEST = 300  # characters before the first digit of a stamp: most lines have none, and are not looked at
_WORD = compiled(r"[^\W\d_]{3,}")
_PLAIN_YEAR = compiled(r"\d{4}$")


class Stamp(NamedTuple):
    """The time or date at the start of a line: where its words are, whether they say that this is an update.

    `minute` counts from midnight and is None of dates; `words` is where the text of the entry begins.
    """

    start: int
    end: int
    minute: int | None
    update: bool
    words: int

    def is_all_of(self, line: str) -> bool:
        """Whether a line is a date and nothing else."""
        return self.minute is None and self.end == len(line)


def stamp_of(line: str) -> Stamp | None:
    """The time or date at the start of a line, or None."""
    if not _DIGIT.search(line, 0, _LONGEST):
        return None
    return _time(line) or _date(line)


def _time(line: str) -> Stamp | None:
    match = _TIMED.match(line)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    said = bool(match["said"] or match["update"])
    if match["day"] and not (said or "[" in match["opens"] or match["day"][0].isdigit() or _names_day(match["day"])):
        return None
    if not (match["minute"] or match["half"] or match["clock"]):
        return None
    marked = said or match["half"] or match["clock"] or match["zone"] or match["day"] or match["opens"].strip()
    rest = line[match.end() :]
    if not marked and not match["after"].strip() and rest and not rest[0].isupper():
        return None
    if match["half"]:
        hour = hour % 12 + (12 if "p" in match["half"].lower() else 0)
    return Stamp(match.start("stamp"), match.end("stamp"), 60 * hour + minute, said, match.end())


def _names_day(words: str) -> bool:
    return any(fold(word) in every().months_and_days for word in _WORD.findall(words))


def _date(line: str) -> Stamp | None:
    match = _DATED.match(line)
    if match is None or not any(map(str.isdigit, match["stamp"])):
        return None
    named = _WORD.findall(match["stamp"])
    if named and not _names_day(match["stamp"]):
        return None
    if _PLAIN_YEAR.match(match["stamp"]) and not match["after"].strip() and len(line) > len(match["stamp"]):
        return None
    return Stamp(match.start("stamp"), match.end("stamp"), None, False, match.end())
