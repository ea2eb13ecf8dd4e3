"""The phrases of advisories, as patterns."""

from __future__ import annotations

from content.kept import compiled
from content.structure.kinds.words import KindWords

WORDS = KindWords(__file__)
TITLES = WORDS.pattern(r"(?<!\w){titles}(?!\w)")
STRONG = WORDS.pattern(r"(?<!\w){strong_titles}(?!\w)")
LEVEL = WORDS.pattern(r"(?<!\w){numbered_levels}(?!\w)")
WARNS = WORDS.pattern(r"(?<!\w){warns}(?!\w)")
ADVISES = WORDS.pattern(r"(?<!\w){advises}(?!\w)")
SECTIONS = WORDS.folded("sections")
LABELS = WORDS.folded("severities") | WORDS.folded("affecteds") | WORDS.folded("identifiers")
VALID = WORDS.folded("dates")
IDENTIFIER = compiled(
    r"\b(?:CVE-\d{4}-\d{4,7}|CWE-\d{1,5}(?=\W)|GHSA(?:-[0-9a-z]{4}){3}|CVSS\b"
    r"|[A-Z]{2,8}(?:-[A-Z]{2,6}){0,2}[- ]?\d{2,4}[-:.]\d{1,6}(?:-\d{1,3})?[A-Z]?"
    r"|(?:DSA|DLA|USN|VU|MS|XSA|TA|AA)[-#]?\d{2,7}(?:-\d{1,4})?[A-Z]?)"
)
_CAPITALS = compiled(r"[A-Z][A-Z]")  # in every identifier, and quick to look for
FIELD_OF_NOTICE = compiled(r"[A-GQ]\) ")
SIGNATURE = compiled(r"-{5}BEGIN PGP SIGNATURE-{5}$")
AVIATION = compiled(
    r"\A(?:\(?[A-Z]\d{4}/\d{2} NOTAM[NRC]\b|.{0,12}\b(?:SIGMET|AIRMET)\b.{0,20}\bVALID\b|Q\) [A-Z]{4}/)"
)


def has_identifier(words: str) -> bool:
    """Whether a line has the number of an advisory."""
    return _CAPITALS.search(words) is not None and IDENTIFIER.search(words) is not None


SEVERITIES = WORDS.folded("severities")
AFFECTEDS = WORDS.folded("affecteds")
IDENTIFIERS = WORDS.folded("identifiers")
RECOMMENDATIONS = WORDS.folded("recommendations")
REFERENCES = WORDS.folded("references")
DATES = WORDS.folded("dates")
EXACT = compiled(
    r"\b(?:CVE-\d{4}-\d{4,7}|GHSA(?:-[0-9a-z]{4}){3}|(?:DSA|DLA|USN)-\d{3,5}-\d{1,2}|[A-Z]\d{4}/\d{2}(?= NOTAM))"
)
