"""Lines that belong to the page or the wire and not to the briefing: markings, rules, slugs, page numbers."""

from __future__ import annotations

from collections.abc import Callable

from content.kept import compiled
from content.languages.phrases import PagePattern
from content.structure.model import Reason
from content.structure.tlp import is_marking_line

_RULE = compiled(r"\A[\W_]++$")
UNDERLINE = compiled(r"\A([=\-~^*_─═])\1{2,}$")
# What follows a classification is a caveat, or stands after a stroke: “SECRET TALKS” is a heading.
_CLASSIFIED = PagePattern(
    r"\A\(?{classifications}(?:\s?/{1,2}\s?[A-Z][A-Z/, :()-]*|\s(?:[-–—]\s)?{caveats}(?:[ ,][A-Z, ]*)?)?\)?$", 0
)
_WIRE = PagePattern(
    r"\A(?:(?i:[(\[\-–—* ]*+{endings}[)\]\-–—* .]*$)|\(?{takes}\b[ A-Z0-9/:.-]*\)?$|-\s?30\s?-$"
    r"|\(?{timed_endings}[ \d:./-]*(?:GMT|UTC|Z)?\)?$|(?:[A-Z]{2,}[ ,/–—-]+){0,4}{updates}$"
    r"|ZCZC\b.{0,20}$|NNNN$|[A-Z]{2,4}\d{4}$|(?i:{releases}\W*$)"
    r"|(?i:{immediate})(?=\W*$|\s?[:–—-]|\W.*\d)|(?i:{embargoes})(?=\W*$|\W.*\d))",
    0,
)
_CONTACT = PagePattern(r"{contacts}\s?:")
_PAGE = PagePattern(
    r"\A(?:{page_numbers}(?:\s*/\s*\d+)?$|-\s*\d{1,3}\s*-$|\d{1,3}\s*/\s*\d{1,3}$|.*\[{page_numbers}\]$)"
)
_REACHED = compiled(r"\w@\w|(?<![\d.-])(?!\d{4}-\d\d-\d\d|\d\d?\.\s?\d\d?\.)\+?\d[\d ()/.-]{5,}\d")
_DOTTED = compiled(r"(?:(?<!\.)\.{4,}+|(?<!\. )(?:\. ){3,}+\.?)\s*+(?:\d++|[ivx]++)$")
_SLUG = compiled(r"\A[A-Z]{2,}+(?:[-/][A-Z0-9]{2,}+)++(?: \(\w++\))?$")
_WIDEST = 120  # characters
_GAP = compiled(r"\S {5,}\S")
_BETWEEN = compiled(r"(?<!\s)(?:\s++\|\s++|\s{2,}+|\t)")  # the cells of a row
_FIGURES = compiled(r"[\d.,%€$£+()-]+")


def in_columns(line: str) -> bool:
    """Whether a line has a gap that only columns have."""
    return _GAP.search(line) is not None


def _is_row_of_figures(line: str) -> bool:
    """Whether a line ends in cells without blanks, and at least the first of them is a figure."""
    for cell in reversed(_BETWEEN.split(line)[1:]):
        if _FIGURES.fullmatch(cell):
            return any(map(str.isdigit, line))
        if not cell or any(map(str.isspace, cell)):
            return False
    return False


_KINDS: tuple[tuple[Callable[[str], object], str, float], ...] = (
    (_RULE.match, "no-words", 0.97),
    (is_marking_line, "tlp", 0.99),
    (_CLASSIFIED.match, "classification", 0.95),
    (_WIRE.match, "wire", 0.9),
    (_SLUG.match, "slug", 0.85),
    (_PAGE.match, "page-number", 0.9),
    (_DOTTED.search, "contents-line", 0.95),
    (lambda line: _CONTACT.match(line) and _REACHED.search(line), "contact", 0.9),
    (_is_row_of_figures, "figures", 0.8),
    (lambda line: "\n" not in line and in_columns(line), "columns", 0.8),
)


def furniture(line: str) -> Reason | None:
    """Why a line is not part of the briefing's own text, or None when it could be."""
    if len(line) > _WIDEST:
        return None
    return next((Reason.of(words, sure) for is_kind, words, sure in _KINDS if is_kind(line)), None)
