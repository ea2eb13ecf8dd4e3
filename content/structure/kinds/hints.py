"""What tells kinds of briefings apart: a title, named sections, labelled values; shared by those that have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.structure.kinds.once import once_a_page
from content.structure.model import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from content.languages.phrases import PagePattern
    from content.structure.kinds.page import Page

FIELD = compiled(r"\A(?P<label>[^\W\d_](?:[^:：.!?;]|\.(?=\w)){0,50}+)(?::(?=\s|$)|：)\s{0,9}(?P<value>\S.*)?$")
"""A label, a colon and perhaps a value, on one line."""

ASKS = "?", "？", "؟"
"""What a question ends with."""

# By these endings a word means women as well as men: Présent.e.s, Teilnehmer*innen.
_FORMS = compiled(r"(?<=\w)(?:[.·•⋅*:_]\w{1,6}){1,3}(?!\w)|\(\w{1,6}\)\w?")
_FORM_SIGNS = frozenset(".·•⋅*:_(")  # one of which each of them has
_LONGEST_TITLE = 160  # characters
_LONGEST_NAME = 80
_STOPS = frozenset('.!?;,”»"“')
_SIGNS = frozenset("-–—*=~")
_FEWEST = 3  # lines of a text that has a title
_NUMBER = compiled(r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[IVX]{1,5})[.)]?\s)?(?=\S)")
_DAY = compiled(r"(?<!\d)\d{1,4}(?!\d)")
_NUMERIC = compiled(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})(?!\d)")
_CLOCK = compiled(r"\b\d{1,4} ?(?:[AP]M|UTC|GMT|Z)\b")
_ORDINAL = compiled(r"\d{1,4}(?:\.|º|[^\W\d_]{2})?$")
_TIME = compiled(r"\W{0,2}\d{1,2}[:.h]\d{2}\b")
_LONGEST_TIME = 24
_SPACED = compiled(r"(?:[^\W\d_] ){3,40}[^\W\d_]:?$")
_MOST_LINES = 600  # looked at
_MOST = 0.97
_SCALE = 1.35


def is_framed(words: str) -> bool:
    """Whether a line stands between dashes or stars, or in square brackets: an aside about the text."""
    ends = words[0] + words[-1]
    signs = _SIGNS.issuperset(ends) or ends == "[]"
    return signs and len(words) <= _LONGEST_NAME and any(map(str.isalnum, words))


def close_set(words: str) -> str:
    """A line whose letters are set apart, as in "M i n u t e s", with its letters together."""
    return words.replace(" ", "") if words[1:2] == " " and _SPACED.match(words) else words


def titled(page: Page, pattern: PagePattern, within: int = 12) -> int | None:
    """The first of the first lines that has one of these phrases and could be a title."""
    if len(page.words) < _FEWEST:
        return None
    for index, words in enumerate(page.words[:within]):
        if len(words) <= _LONGEST_TITLE and words[-1] not in _STOPS and pattern.search(close_set(words)):
            return index
    return None


def section_name(words: str) -> str:
    """A line as names of sections are compared: folded, without its number and colon."""
    if len(words) > _LONGEST_NAME:
        return ""
    words = close_set(words)
    number = _NUMBER.match(words)
    name = words[number.end() :] if number else words
    if not _FORM_SIGNS.isdisjoint(name):
        name = _FORMS.sub("", name)
    return fold(name.strip(" :.-–—=*#_•▪"))


def is_dated(words: str) -> bool:
    """Whether a line is a date, perhaps with a time or a word before it, or ends with one."""
    if len(words) > _LONGEST_NAME or not _DAY.search(words):
        return False
    names = every().months_and_days
    return _NUMERIC.search(words) is not None or any(fold(word.strip(".,")) in names for word in words.split())


def is_time(words: str) -> bool:
    """Whether a line is a time of day and little else."""
    return len(words) <= _LONGEST_TIME and _TIME.match(words) is not None


def date_in(words: str) -> str:
    """The date within a line, without the other words; the line itself where it has a time or the date is unclear."""
    if ":" in words or _CLOCK.search(words):
        return words
    numeric = _NUMERIC.search(words)
    if numeric:
        return numeric[0]
    parts = words.split()
    folded = [fold(part.strip(".,()")) for part in parts]
    named = next((at for at, word in enumerate(folded) if word in every().months_and_days), None)
    if named is None:
        return words
    first, last = named, named
    while first > 0 and _of_date(folded[first - 1]):
        first -= 1
    while last + 1 < len(parts) and _of_date(folded[last + 1]):
        last += 1
    return " ".join(parts[first : last + 1]).strip(".,()")


def _of_date(word: str) -> bool:
    return _ORDINAL.match(word) is not None or word in every().months_and_days or word in every().date_of


def sections_in(page: Page, names: Collection[str]) -> int:
    """How many different names of sections stand on a line of their own."""
    return len(_names_in(page).intersection(names))


@once_a_page
def _names_in(page: Page) -> frozenset[str]:
    """What the lines of a page are as names of sections: four kinds ask for them."""
    return frozenset(map(section_name, page.words[:_MOST_LINES])) - {""}


def fields_of(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The labels, folded, and the values of the lines that have both."""
    for line in words:
        field = FIELD.match(line) if len(line) <= 4 * _LONGEST_NAME and _has_colon(line) else None
        if field:
            yield fold(_FORMS.sub("", field["label"]).strip(" *-•")), field["value"] or ""


def labels_in(page: Page, names: Collection[str]) -> int:
    """How many different labels of these there are."""
    return len(_labels_in(page).intersection(names))


@once_a_page
def _labels_in(page: Page) -> frozenset[str]:
    return frozenset(label for label, _ in fields_of(page.words[:_MOST_LINES]))


def _has_colon(words: str) -> bool:
    return ":" in words or "：" in words


def weighed(code: str, evidence: Iterable[float]) -> Reason:
    """All evidence together as a reason; a sum of 0.37 is enough to be sure.

    Of 952 news articles one had more than 0.3 for any of the kinds that are weighed so.
    """
    return Reason.of(code, round(min(_MOST, _SCALE * sum(evidence)), 3))
