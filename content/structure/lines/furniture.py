"""Lines that belong to the page or the wire and not to the briefing: markings, rules, slugs, page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from content.structure.model import Reason
from content.structure.tlp import is_marking_line

_RULE = re.compile(r"\A[\W_]++$")
_UNDERLINE = re.compile(r"\A(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}|_{3,}|─{3,}|═{3,})$")
_CAVEAT = r"(?:NOFORN|ORCON|PROPIN|FOUO|EYES ONLY|REL(?:EASABLE)? TO [A-Z, ]+|FOR OFFICIAL USE ONLY|WHEN [A-Z ]+)"
# What follows a classification is a caveat, or stands after a stroke: “SECRET TALKS” is a heading.
_CLASSIFIED = re.compile(
    r"\A\(?(?:UNCLASSIFIED|OFFICIAL(?:[ -]SENSITIVE)?|RESTRICTED|CONFIDENTIAL|SECRET|TOP SECRET|CUI|"
    r"(?:CONTROLLED UNCLASSIFIED INFORMATION)|FOR OFFICIAL USE ONLY|FOUO|NATO (?:UN)?CLASSIFIED|"
    r"NATO (?:RESTRICTED|CONFIDENTIAL|SECRET)|VS-NUR FÜR DEN DIENSTGEBRAUCH|VS[- –]+VERTRAULICH|GEHEIM|STRENG GEHEIM|"
    r"HİZMETE ÖZEL|HIZMETE ÖZEL|GİZLİ|DIFFUSION RESTREINTE|SECRET DÉFENSE|CONFIDENCIAL|RESERVADO)"
    rf"(?:\s?/{{1,2}}\s?[A-Z][A-Z/, :()-]*|\s(?:[-–—]\s)?{_CAVEAT})?\)?$"
)
_WIRE = re.compile(
    r"\A(?:(?i:[(\[\-–—* ]*+(?:more|ends?|ende|fin|endit|enditem|urgent|flash|eilmeldung)[)\]\-–—* .]*$)"
    r"|\(?(?:TAKE \d+|\d(?:ST|ND|RD|TH) LEAD)\b[ A-Z0-9/:.-]*\)?$|(?i:-\s?30\s?-$)"
    r"|\(?(?:MORE (?:TO COME|TO FOLLOW|FOLLOWS)|ENDS? (?:OF (?:MESSAGE|REPORT|TEXT|TRANSCRIPT|BULLETIN|RELEASE))?"
    r"[ \d:./-]*(?:GMT|UTC|Z)?)\)?$"
    r"|(?:[A-Z]{2,}[ ,/–—-]+){0,4}UPDATE \d{1,2}$"
    r"|ZCZC\b.{0,20}$|NNNN$|[A-Z]{2,4}\d{4}$"
    r"|(?i:(?:press|news|media) (?:release|advisory|statement)|(?:presse|medien)(?:mitteilung|information)|"
    r"communiqué de presse|(?:nota|comunicado) de prensa|basın (?:bülteni|açıklaması))\W*$"
    r"|(?i:for immediate release|zur sofortigen veröffentlichung|pour diffusion immédiate|para publicación inmediata)"
    r"(?=\W*$|\s?[:–—-]|\W.*\d)"
    r"|(?i:under embargo|embargoed (?:until|till|for|to)|sperrfrist\s?:|embargo\s?:|sous embargo)(?=\W*$|\W.*\d))"
)
_CONTACT = re.compile(
    r"(?:(?:media|press) )?(?:contacts?|enquiries|inquiries)\s?:|(?:presse)?(?:kontakt|anfragen)\s?:|"
    r"contacts? presse\s?:|contacto(?: de prensa)?\s?:|(?:basın )?iletişim\s?:",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\w@\w|(?<![\d.-])(?!\d{4}-\d\d-\d\d|\d\d?\.\s?\d\d?\.)\+?\d[\d ()/.-]{5,}\d")
_DOTTED = re.compile(r"(?:(?<!\.)\.{4,}+|(?<!\. )(?:\. ){3,}+\.?)\s*+(?:\d++|[ivx]++)$")
_SLUG = re.compile(r"\A[A-Z]{2,}+(?:[-/][A-Z0-9]{2,}+)++(?: \(\w++\))?$")
_PAGE = re.compile(
    r"\A(?:(?:page|seite|p\.|sayfa)\s*\d+(?:\s*(?:of|von|/)\s*\d+)?$|-\s*\d{1,3}\s*-$|\d{1,3}\s*/\s*\d{1,3}$"
    r"|.*\[page \d++\]$)",
    re.IGNORECASE,
)
_WIDEST = 120  # characters
_GAP = re.compile(r"\S {5,}\S")
_BETWEEN = re.compile(r"(?<!\s)(?:\s++\|\s++|\s{2,}+|\t)")  # the cells of a row
_FIGURES = re.compile(r"[\d.,%€$£+()-]+")


def in_columns(line: str) -> bool:
    """Whether a line has a gap that only columns have."""
    return _GAP.search(line) is not None


def is_underline(line: str) -> bool:
    """Whether a line is nothing but a rule that could underline the one above it."""
    return _UNDERLINE.match(line) is not None


def _is_row_of_figures(line: str) -> bool:
    """Whether a line ends in cells without blanks, and at least the first of them is a figure."""
    for cell in reversed(_BETWEEN.split(line)[1:]):
        if _FIGURES.fullmatch(cell):
            return any(map(str.isdigit, line))
        if not cell or any(map(str.isspace, cell)):
            return False
    return False


_KINDS: tuple[tuple[Callable[[str], object], str, float], ...] = (
    (_RULE.match, "no words", 0.97),
    (is_marking_line, "a marking of the Traffic Light Protocol", 0.99),
    (_CLASSIFIED.match, "a classification", 0.95),
    (_WIRE.match, "a sign of the wire", 0.9),
    (_SLUG.match, "a slug of the wire", 0.85),
    (_PAGE.match, "a page number", 0.9),
    (_DOTTED.search, "a line of a table of contents", 0.95),
    (lambda line: _CONTACT.match(line) and _REACHED.search(line), "says how to reach the sender", 0.9),
    (_is_row_of_figures, "a row of figures", 0.8),
    (lambda line: "\n" not in line and in_columns(line), "in columns", 0.8),
)


def furniture(line: str) -> Reason | None:
    """Why a line is no part of the briefing's own text, or None when it could be."""
    if len(line) > _WIDEST:
        return None
    return next((Reason(words, sure) for is_kind, words, sure in _KINDS if is_kind(line)), None)
