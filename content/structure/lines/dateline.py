"""The dateline at the start of a report: place, date and agency before a dash."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import fold
from content.languages.phrases import PagePattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from content.languages.language import Language

_ACCENTS = r"\u0300-\u036f"  # of decomposed letters
_CAPITALS = rf"[A-ZÀ-ÖØ-ÞİŞĞ][A-ZÀ-ÖØ-ÞİŞĞ{_ACCENTS} .'’/-]{{2,40}}"
_PLACE = rf"[A-ZÀ-ÖØ-ÞİŞĞ][\w{_ACCENTS} .'’/-]{{2,40}}"
_DATE = r"(?:,\s[^()\n–—]{2,40}?)?"
# German agencies and some others write themselves small, with their service after a stroke or hyphen: (dpa/lsw).
_SMALL = r"(?:dpa|dpa-AFX|afp|sid|epd|kna|apa|sda|rtr|ap|efe|ansa|anp|belga|ntb|aa|dts|ots)(?:[/ -][\w-]++)*+"
_AGENCY = rf"\s?\((?:{_SMALL}|[A-Z][\w.]++(?:[ /-][A-Z][\w.]++)*+[ /-]?)\)"
_DASH = r"(?:\s?[-–—]{1,2}|\.[-–—]{1,2}|\s_)(?=\s)"  # on old wires a line stands for a dash
_NAMED = (
    rf"(?:{_PLACE}{_DATE}|[A-Z]\w{{1,15}}\.? \d{{1,2}}){_AGENCY}"  # "Berlin, 3. März (dpa)", and "March 3 (Reuters)"
)
_DATELINE = PagePattern(
    rf"(?P<named>{_NAMED})(?:{_DASH}|:(?=\s))"
    rf"|(?P<dated>{_CAPITALS},\s[^()\n–—]{{2,30}}?\d[^()\n–—]{{0,12}}?){_DASH}"
    rf"|(?P<bare>(?!{{no_datelines}}\b){_CAPITALS}{_DATE})(?:{_DASH}|:(?=\s))"
    rf"|(?P<day>{_PLACE},\s[^()\n–—]{{2,30}}){_DASH}"
    r"|(?P<stop>[A-ZÄÖÜİŞĞ][A-ZÄÖÜİŞĞ/ -]{3,30})\.(?=\s[A-ZÄÖÜ][a-zäöü])",
    0,
)
_DIGIT = compiled(r"\d")
_LONGEST = 100
_LONGEST_DATE = 40
_LOOKED_AT = 3  # paragraphs from the start in which a dateline is looked for
_SENTENCE = 60  # characters; headlines with a place in capitals before a dash are shorter, or have no full stop
_ENDS = (".", "!", "?", ".”", '."', ".“", ".»")


def find_dateline(text: str, paragraphs: Iterable[TextRange], language: Language) -> TextRange | None:
    """The range of "ANKARA, Nov 28 (Reuters)" before its dash, in one of the first paragraphs, or None."""
    for paragraph in islice(paragraphs, _LOOKED_AT):
        match = _matched(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST), language)
        if match is not None:
            return TextRange(paragraph.start, paragraph.start + len(match[match.lastgroup or 0].rstrip()))
    return None


def _matched(text: str, start: int, end: int, language: Language) -> re.Match[str] | None:
    """The dateline at the start; after a place that is not in capitals, without an agency, there must be a date."""
    match = _DATELINE.match(text, start, end)
    if match is None or match.lastgroup != "day":
        return match
    words = _words(match[0].partition(",")[2])
    return match if any(map(_DIGIT.search, words)) and not words.isdisjoint(language.months_and_days) else None


def _words(date: str) -> set[str]:
    return {word.strip(".,") for word in fold(date).split()}


def is_date(line: str, language: Language) -> bool:
    """Whether a line is a date and nothing else."""
    words = _words(line) if len(line) <= _LONGEST_DATE else set()
    names = {word for word in words if not _DIGIT.match(word)}
    if not names or len(names) == len(words):
        return False
    return names <= language.months_and_days | language.articles | frozenset(language.date_of)


def opens_report(line: str, language: Language) -> bool:
    """Whether a line starts with a dateline and goes on as a report: no headline does."""
    match = _matched(line, 0, min(len(line), _LONGEST), language)
    sentence = len(line) >= _SENTENCE and line.endswith(_ENDS)
    return match is not None and (sentence or match.lastgroup in {"named", "dated", "day"})
