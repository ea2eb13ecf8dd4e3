"""Numbered reports of one series, such as situation reports: what is new since an earlier number."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from content.kept import compiled
from content.languages.folding import fold
from content.structure.background.timeline import moments_of
from content.structure.model import Kind, Role

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.structure.model import Briefing, Figure

_NUMBER = compiled(r"\d{1,6}")
_NO_LETTERS = compiled(r"[\W\d_]+")
_LENGTH = 16  # hexadecimal digits of a fingerprint: among some thousand paragraphs none is there twice by chance
_PARAGRAPHS = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})


class Issue(NamedTuple):
    """One number of a series: its figures by what they count, and the fingerprints of its paragraphs."""

    number: int
    figures: Mapping[str, str]
    paragraphs: frozenset[str]

    def json(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"number": self.number, "figures": dict(self.figures), "paragraphs": sorted(self.paragraphs)}


class NewSince(NamedTuple):
    """What is new since an earlier number: paragraphs, and figures with their earlier value (None: there was none)."""

    since: int
    paragraphs: tuple[TextRange, ...]
    figures: tuple[tuple[Figure, str | None], ...]


def read_issue(value: Any) -> Issue | None:
    """The issue in a decoded JSON value; None if it is not one."""
    if not isinstance(value, dict):
        return None
    number, figures, paragraphs = (value.get(name) for name in Issue._fields)
    if type(number) is not int or not isinstance(figures, dict) or not isinstance(paragraphs, list):
        return None
    if not all(isinstance(one, str) for one in (*figures, *figures.values(), *paragraphs)):
        return None
    return Issue(number, figures, frozenset(paragraphs))


def series_of(briefing: Briefing) -> str | None:
    """A name for the series: the words of headline and publisher without numbers and dates; None for other kinds."""
    if briefing.kind is not Kind.SITREP or issue_of(briefing) is None or briefing.headline is None:
        return None
    text, headline = briefing.document.text, briefing.headline
    words = list(headline.of(text))
    for moment in moments_of(briefing):
        if headline.contains(moment.range):
            start, end = moment.range.start - headline.start, moment.range.end - headline.start
            words[start:end] = " " * (end - start)
    publisher = briefing.metadata.get("publisher") or ""
    named = publisher if isinstance(publisher, str) else " ".join(publisher)
    key = fold(_NO_LETTERS.sub(" ", f"{''.join(words)} {named}")).strip()
    return _hash(key) if key else None


def issue_of(briefing: Briefing) -> Issue | None:
    """The number and what is in it; None when the text tells no number."""
    said = briefing.metadata.get("number")
    found = _NUMBER.search(said) if isinstance(said, str) else None
    if found is None:
        return None
    figures = {fold(figure.what): figure.amount for figure in briefing.figures}
    return Issue(int(found[0]), figures, frozenset(_fingerprints(briefing)))


def news_since(earlier: Issue, briefing: Briefing) -> NewSince | None:
    """What is new since an earlier number; None when the two have nothing in common: then it is another series."""
    marks = _fingerprints(briefing)
    shared = earlier.paragraphs & marks.keys() or earlier.figures.keys() & {fold(one.what) for one in briefing.figures}
    if not shared:
        return None
    new = (place for mark, place in marks.items() if mark not in earlier.paragraphs)
    was = ((figure, earlier.figures.get(fold(figure.what))) for figure in briefing.figures)
    changed = tuple((figure, value) for figure, value in was if value != figure.amount)
    return NewSince(earlier.number, tuple(sorted(new)), changed)


def _fingerprints(briefing: Briefing) -> dict[str, TextRange]:
    """Where each paragraph stands, by its fingerprint; line breaks and capitals do not count."""
    text = briefing.document.text
    blocks = [block.range for block in briefing.blocks if block.role in _PARAGRAPHS]
    return {_hash(" ".join(fold(place.of(text)).split())): place for place in blocks}


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
