"""What stands below a printed briefing, list by list, one line for each: who said what, its parts, background."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.joins import unwrapped
from content.structure.model import BackgroundLevel, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.structure.model import Briefing, Entry, Quotation, Speaker, Statement, Turn, TurnSpeaker

_MAIL_SIGNS = re.compile(r"^[ \t>]++", re.MULTILINE)
_FIRST = 100  # characters of a turn, story or entry, whose whole text stands above


def lists_of(briefing: Briefing) -> list[tuple[str, list[str]]]:
    """The lists that are not empty, with their titles. Wrapped lines are joined; other line ends stay."""
    found = {
        "Turns": [_turn(briefing, turn) for turn in briefing.turns],
        "Stories": list(_stories(briefing)),
        "Entries": list(_entries(briefing)),
        "Figures": [": ".join(filter(str.strip, (figure.what, figure.amount))) for figure in briefing.figures],
        "Quotations": [_quotation(briefing, quotation) for quotation in briefing.quotations],
        "Statements": [_statement(briefing, one) for one in briefing.statements if one.kind != StatementKind.DIRECT],
        "Background": list(_background(briefing)),
    }
    return [(title, lines) for title, lines in found.items() if lines]


def _words(briefing: Briefing, where: TextRange) -> str:
    """The words at a range, the lines of hard-wrapped paragraphs joined."""
    return unwrapped(briefing.document.text, where, briefing.breaks)


def _turn(briefing: Briefing, turn: Turn) -> str:
    """Who has the turn and what for, and its first words."""
    who = _named(briefing, turn.speaker) if turn.speaker else "nobody named"
    return f"{who}, {turn.act.value}: {_first_said(briefing, turn)}"


def _named(briefing: Briefing, speaker: TurnSpeaker) -> str:
    known = ", ".join(filter(None, (speaker.name, speaker.office)))
    label = _words(briefing, speaker.range)
    return f"{label} ({known})" if known and known != label else label


def _stories(briefing: Briefing) -> Iterator[str]:
    for number, story in enumerate(briefing.stories, start=1):
        headline = _words(briefing, story.headline) if story.headline else _first_words(briefing, story.range)
        more = ", ".join(filter(None, (_words(briefing, story.source) if story.source else None, story.link)))
        yield f"{number}. {headline}{f' ({more})' * bool(more)}"


def _entries(briefing: Briefing) -> Iterator[str]:
    for entry in briefing.entries:
        yield f"{_words(briefing, entry.time)}: {_first_said(briefing, entry)}"


def _first_said(briefing: Briefing, one: Turn | Entry) -> str:
    """The first words of a turn or entry without its label or time."""
    size, end = len(one.words(briefing.document.text)), one.range.end
    return _first_words(briefing, TextRange(end - size, end))


def _first_words(briefing: Briefing, where: TextRange) -> str:
    shown = _words(briefing, TextRange(where.start, min(where.end, where.start + 4 * _FIRST)))
    words = " ".join(shown.split())
    return words if len(words) <= _FIRST else f"{words[:_FIRST].rpartition(' ')[0] or words[:_FIRST]}…"


def _quotation(briefing: Briefing, quotation: Quotation) -> str:
    """The words and who said them; quoted mail, which is called so, without its signs."""
    form, words = quotation.form, _words(briefing, quotation.range)
    if form == "quoted mail":
        words = _MAIL_SIGNS.sub("", words)
    return _said(briefing, quotation, words, f", {form}" if form else "")


def _statement(briefing: Briefing, statement: Statement) -> str:
    words = " … ".join(_words(briefing, span) for span in statement.spans)
    return _said(briefing, statement, words, f", {statement.kind.value}")


def _said(briefing: Briefing, said: Quotation | Statement, words: str, more: str) -> str:
    doubt = ", doubtful" if said.reason.is_doubtful else ""
    return f"{words} — {_who(briefing, said.speaker)} ({said.source_class.value}{more}{doubt})"


def _who(briefing: Briefing, speaker: Speaker | None) -> str:
    """The speaker's own words, and whom a pronoun stands for."""
    if speaker is None:
        return "nobody named"
    words = _words(briefing, speaker.range)
    return words if speaker.refers_to is None else f"{words}: {_words(briefing, speaker.refers_to)}"


def _background(briefing: Briefing) -> Iterator[str]:
    """The sections, by their headings, and the sentences that are background."""
    for unit in briefing.background:
        words = _words(briefing, unit.range)
        if unit.level is BackgroundLevel.SECTION:
            words = f"the section {_heading(briefing, unit.range) or words}"
        yield f"{words} (doubtful)" if unit.reason.is_doubtful else words


def _heading(briefing: Briefing, place: TextRange) -> str | None:
    headings = (section.heading for section in briefing.sections if section.range == place)
    found = next(headings, None)
    return _words(briefing, found) if found else None
