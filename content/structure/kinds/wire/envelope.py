"""The shapes of what agencies put around a report: headers of IPTC 7901 and ANPA 1312, slugs, marks, sign-offs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.structure.kinds.words import KindWords

if TYPE_CHECKING:
    import re

WORDS = KindWords(str(Path(__file__)))
_UNSEEN = "\x00\x01\x02\x03\x04\x0f\x14\x15\x16\x1b\x7f"  # what separates the parts of a transmission
_OPENS = f"^$+ {_UNSEEN}"  # carets in ANPA 1312; a dollar before the headline in Australia; crosses around a flash
_CLOSES = f"<=+ {_UNSEEN}"

_HEADER = compiled(
    r"(?P<id>[A-Za-z]{2,6}(?: ?\d{2,5})?) (?P<priority>[1-9]) (?P<category>[A-Za-z]{1,6}) (?P<words>\d{1,5})\b.{0,40}$"
)

NUMBER = compiled(r"(?P<id>[A-Za-z]\d{4})(?:[A-Za-z]{2,12}-?|-{3,})$|(?P<service>[A-Z]{2,4}\d{4})$")
ROUTING = compiled(
    r"(?P<priority>[a-z]) (?P<category>[a-z]{1,2}) (?P<slug>\S.{0,60}?)\s+(?P<date>\d\d-\d\d)"
    r"(?:\s+(?P<words>\d{1,5}))?$"
)
"""ANPA 1312: the number of the report, then priority, category, slug, month and day, count of words."""

POOL = compiled(
    r"(?:[A-Z\d]{3,12}(?:_[A-Z\d]{2,8}){1,3}|(?P<priority>[A-Z]) (?P<category>[A-Z]{2,4}) [A-Z\d]{2,4} [A-Z]{4})$"
)
"""The codes of Italian agencies: number and services, then priority, category and services."""

SERVICE_NUMBER = WORDS.pattern(r"\A{agencies} ?\d{1,5}$")
CODE = compiled(r"\A(?=[^\d]{0,30}\d)[A-Z\d][A-Z\d /-]{0,30}$|\A[A-Z]{2,4}$")
"""Numbers and codes of services and categories, which differ from agency to agency."""

TRANSMISSION = compiled(r"(?:ZCZC(?:\b.{0,20}|\d{1,6}/\w{1,8})|NNNN)$")
KEYWORD = compiled(
    r"\A(?P<slug>[A-Z]{2}-[\w-][^<,]{2,60})(?:,\s{0,4}(?P<take>[^<,]{0,80}?[A-Za-z][^<,]{0,80}))?"
    r"(?:,\s{0,4}(?P<words>\d{1,6}))?,?$"
)
SLUG = compiled(
    r"\A(?:/?(?P<slug>[^\s/][^/.!?]{0,40}(?:/[^/.!?]{1,40}){0,6})/$"
    r"|(?P<joined>[^\s/-]{1,30}(?:[-/][^\s/-]{1,30}){2,8}|[A-Z]{2,30}(?:[-/][A-Z\d]{2,30}){1,8})"
    r"(?: \((?P<mark>[^()]{2,20})\)| (?P<state>[A-Z]{3,10}))?$)"
)
NUMBERED_SLUG = compiled(r"(?P<take>\d{1,2}) (?P<slug>[A-Z]{3,}(?: [A-Z][\w'-]*){1,4}(?: \([\w ]+\))?)$")
TIME = compiled(
    r"(?:[A-Z]{2,6} )?"
    r"(?P<date>\d{6}Z?(?: ?[A-Z]{3,4})? [^\W\d_]{3,5}\.? \d{2,4}|\d{1,2}-[A-Z]{3}-\d{2,4} \d\d[:.]\d\d)$"
)
_DATELINE = compiled(
    r"\A(?:[^\W\d_][^()\n]{2,60}? ?\((?P<agency>[^\W\d_][^()\n]{1,30})\) {0,2}(?:\.?[-–—_]{1,2}|:)(?=\s|$)"
    r"|\((?P<first>[A-Z]{2,12})\) [-–—] ?[^\W\d_]"
    r"|[^\W\d_][^()/\n]{2,60}?\. ?/(?P<slashed>[^\W\d_][^()/\n]{1,20})/\. ?[-–—]?)"
)
_UNBRACKETED = WORDS.pattern(
    r"\A[^\W\d_][^()\n]{2,40}, [^()\n]{2,20}\d{1,2},? (?P<agency>{agencies}) ?[-–—]{1,2}(?=\s)"
)
CODED = compiled(r"[%#:*~@&][\w(][\w():\\.,/'-]{0,40}(?: [\w():\\.,/'-]{1,40})?$")
"""What begins with a sign that says which field it is, as Australian newsrooms write it."""

CARETED = compiled(r"\A\^[^<=]+[<=]$")
MARK = WORDS.pattern(
    r"\A[(\[*+ ]{0,6}(?:(?P<embargo>{embargoes})|(?P<correction>{corrections})|(?P<update>{updates})"
    r"|(?P<take>{takes})|(?P<priority>{priorities}))(?![\w'’])"
)
NOTE = WORDS.pattern(r"[(\[]?{advisories}(?:\s?[:_–-]\s|\s\S{0,12}\d|[.)\]]{0,2}$)")
BY = WORDS.pattern(r"{by} \w")
NOTEBOOK = WORDS.pattern(r"#{1,3} ?(?:\w+ )?{notebooks}$|{not_for_print}\b")
CAPITALS = compiled(r"[^\W\d_]{2,20}(?:[ /,-]{1,2}[^\W_]{2,20}){0,5}$")
AGENCY = WORDS.pattern(r"\A(?:.{0,30}\b)?{agencies}(?: \w+){0,2}$")
SERVICE = WORDS.pattern(r"{release_services}$")
ITEM = compiled(r"(?:[-*•‣◦▪–+>]|\(?\d{1,3}[.)])\s+\S")
ROW = compiled(r"(?:\s[\d.,:+-]{1,20}){3}[{}]?$")
"""Figures at the end of a line of results, in which agencies write a half as a brace."""

RULED = compiled(r"\|.{1,400}\|$")
"""A row of a table with bars between its cells and around them."""

SIGN_OFF = compiled(
    r"\(?[a-z]{1,5}(?:(?: ?/+ ?| |\+|-)[a-z0-9]{1,5}){1,6}/?\)?$|\([^\W\d_]\w{1,24}(?: \w{1,24})?\)$"
    r"|(?:[^\W\d_][\w.'’-]{0,20} ){1,4}\([a-z]{2,4}\)$"
)


def header_in(line: str) -> re.Match[str] | None:
    """The header of IPTC 7901: service and number, priority, category, count of words; "On 3 March 2025" is none."""
    match = _HEADER.match(line)
    return match if match and fold(match["category"]) not in every().months_and_days else None


def agency_of(line: str) -> str | None:
    """The agency in the dateline at the start of a line, "Paris, March 3 (AFP) -"; None without a dateline."""
    match = _DATELINE.match(line)
    if match is not None:
        return str(next(filter(None, match.groups())))
    unbracketed = _UNBRACKETED.match(line)
    return str(unbracketed["agency"]) if unbracketed else None


def is_own_dateline(line: str) -> bool:
    """Whether a line has a dateline such as only the wire has: /TASS/ between strokes."""
    match = _DATELINE.match(line)
    return match is not None and match["slashed"] is not None


def bare(line: str) -> str:
    """The words of a line without the signs around them by which machines tell what it is."""
    words = line.lstrip(_OPENS)
    if words[:1].isdigit() and line.removesuffix(words).endswith("$"):  # an amount
        words = f"${words}"
    return words.rstrip(_CLOSES)


def own_words(text: str, title: TextRange) -> TextRange:
    """The range of a headline or byline without the signs of the transmission around it."""
    line = title.of(text)
    words = bare(line)
    start = title.start + len(line.rstrip(_CLOSES)) - len(words)
    return TextRange(start, start + len(words)) if words else title
