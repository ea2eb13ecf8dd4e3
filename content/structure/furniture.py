"""Lines that belong to the page or the wire and not to the briefing: markings, rules, slugs, page numbers."""

from __future__ import annotations

import re

from content.structure.marking import is_marking_line
from content.structure.model import Reason

_RULE = re.compile(r"[\W_]+$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}|_{3,}|─{3,}|═{3,})$")
_CLASSIFIED = re.compile(
    r"\(?(?:UNCLASSIFIED|OFFICIAL(?:[ -]SENSITIVE)?|RESTRICTED|CONFIDENTIAL|SECRET|TOP SECRET|"
    r"FOR OFFICIAL USE ONLY|FOUO|"
    r"NATO UNCLASSIFIED|VS-NUR FÜR DEN DIENSTGEBRAUCH|HIZMETE ÖZEL|DIFFUSION RESTREINTE)\b[A-Z/, :()-]*$"
)
_WIRE = re.compile(
    r"\(?(?:MORE|END|ENDS|ENDE|FIN|ENDIT|ENDITEM|TAKE \d+|1ST LEAD|URGENT|FLASH|EMBARGOED?)"
    r"\b[ A-Z0-9/:.-]*\)?$|-30-$"
)
_SLUG = re.compile(r"[A-Z]{2,}(?:[-/][A-Z0-9]{2,})+(?: \(\w+\))?$")
_PAGE = re.compile(
    r"(?:page|seite|p\.|sayfa)\s*\d+(?:\s*(?:of|von|/)\s*\d+)?$|-\s*\d{1,3}\s*-$|\d{1,3}\s*/\s*\d{1,3}$", re.IGNORECASE
)
_FIGURES = re.compile(r"^(?=.*\d)[^\n]*?(?:\t|\s{2,}|\s\|\s)[\d.,%€$£+()-]+(?:(?:\t|\s{2,}|\s\|\s)\S+)*$")


def is_underline(line: str) -> bool:
    """Whether a line is nothing but a rule that could underline the one above it."""
    return _UNDERLINE.match(line) is not None


def furniture(line: str) -> Reason | None:
    """Why a line is no part of the briefing's own text, or None when it could be."""
    if len(line) > 120:
        return None
    if _RULE.match(line):
        return Reason("no words", 0.97)
    if is_marking_line(line):
        return Reason("a marking of the Traffic Light Protocol", 0.99)
    if _CLASSIFIED.match(line):
        return Reason("a classification", 0.95)
    if _WIRE.match(line):
        return Reason("a sign of the wire", 0.9)
    if _SLUG.match(line):
        return Reason("a slug of the wire", 0.85)
    if _PAGE.match(line):
        return Reason("a page number", 0.9)
    if _FIGURES.match(line):
        return Reason("a row of figures", 0.8)
    return None
