"""A passage as it is copied: its words, who says them, and where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.export.place import place_in_words, speaker_in_words
from content.structure.joins import unwrapped

if TYPE_CHECKING:
    from content.document.model import Document, TextRange
    from content.structure.model import Briefing

_TIME = re.compile(r"\A(\d{4}-\d\d-\d\d)[T ]")


def citation(document: Document, briefing: Briefing | None, where: TextRange, marking: str | None = None) -> str:
    """The words of a passage, unwrapped, and below them speaker, headline, publisher, date, place and source.

    What is not known is left out; without a `briefing`, all but the source. `marking` is the TLP label that was given,
    which goes before the text's own.
    """
    words = unwrapped(document.text, where, briefing.breaks if briefing else ())
    about = [] if briefing is None else _about(briefing, where)
    return cited(words, about, document.source, _stamp(briefing, marking))


def cited(words: str, about: list[str], source: str, stamp: str = "") -> str:
    """Words, and below them what is said about them, on one line."""
    parts = [*about, source, stamp]
    line = "; ".join(filter(None, (" ".join(part.split()) for part in dict.fromkeys(parts))))
    return f"{words}\n— {line}\n"


def _stamp(briefing: Briefing | None, marking: str | None) -> str:
    """What every copy must carry: the TLP label and the embargo."""
    if briefing is None:
        return marking or ""
    return " · ".join(filter(None, (marking or briefing.marking, briefing.embargo)))


def _about(briefing: Briefing, where: TextRange) -> list[str]:
    text, breaks = briefing.document.text, briefing.breaks
    headline = unwrapped(text, briefing.headline, breaks) if briefing.headline else _stated(briefing, "title")
    return [
        speaker_in_words(briefing, where),
        headline,
        _stated(briefing, "publisher"),
        _date(briefing),
        place_in_words(briefing, where),
    ]


def _date(briefing: Briefing) -> str:
    """The day that the format or the header states, else the dateline."""
    stated = _stated(briefing, "date")
    if day := _TIME.match(stated):
        return day[1]
    return stated or (briefing.dateline.of(briefing.document.text) if briefing.dateline else "")


def _stated(briefing: Briefing, name: str) -> str:
    said = briefing.metadata.get(name) or ""
    return said if isinstance(said, str) else ", ".join(said)
