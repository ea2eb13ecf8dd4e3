"""What stands below a printed briefing, list by list, one line for each: who said what, its parts, background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.model import BackgroundLevel, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.document.model import TextRange
    from content.structure.model import Briefing, Quotation, Speaker, Statement, Turn, TurnSpeaker

_FIRST = 100  # characters of a turn, story or entry, whose whole text stands above


def lists_of(briefing: Briefing) -> list[tuple[str, list[str]]]:
    """The lists that are not empty, with their titles. Words are as in the text; line ends may be among them."""
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


def _turn(briefing: Briefing, turn: Turn) -> str:
    """Who has the turn and what for, and its first words."""
    text = briefing.document.text
    who = _named(turn.speaker, text) if turn.speaker else "nobody named"
    return f"{who}, {turn.act.value}: {_first_words(turn.words(text))}"


def _named(speaker: TurnSpeaker, text: str) -> str:
    known = ", ".join(filter(None, (speaker.name, speaker.office)))
    label = speaker.range.of(text)
    return f"{label} ({known})" if known and known != label else label


def _stories(briefing: Briefing) -> Iterator[str]:
    text = briefing.document.text
    for number, story in enumerate(briefing.stories, start=1):
        headline = story.headline.of(text) if story.headline else _first_words(story.range.of(text))
        more = ", ".join(filter(None, (story.source.of(text) if story.source else None, story.link)))
        yield f"{number}. {headline}{f' ({more})' * bool(more)}"


def _entries(briefing: Briefing) -> Iterator[str]:
    text = briefing.document.text
    for entry in briefing.entries:
        yield f"{entry.time.of(text)}: {_first_words(entry.words(text))}"


def _first_words(text: str) -> str:
    words = " ".join(text[: 4 * _FIRST].split())
    return words if len(words) <= _FIRST else f"{words[:_FIRST].rpartition(' ')[0] or words[:_FIRST]}…"


def _quotation(briefing: Briefing, quotation: Quotation) -> str:
    form = f", {quotation.form}" if quotation.form else ""
    return _said(briefing, quotation, quotation.range.of(briefing.document.text), form)


def _statement(briefing: Briefing, statement: Statement) -> str:
    return _said(briefing, statement, statement.words(briefing.document.text), f", {statement.kind.value}")


def _said(briefing: Briefing, said: Quotation | Statement, words: str, more: str) -> str:
    doubt = ", doubtful" if said.reason.is_doubtful else ""
    return f"{words} — {_who(briefing, said.speaker)} ({said.source_class.value}{more}{doubt})"


def _who(briefing: Briefing, speaker: Speaker | None) -> str:
    """The speaker's own words, and whom a pronoun stands for."""
    if speaker is None:
        return "nobody named"
    text = briefing.document.text
    words = speaker.range.of(text)
    return words if speaker.refers_to is None else f"{words}: {speaker.refers_to.of(text)}"


def _background(briefing: Briefing) -> Iterator[str]:
    """The sections, by their headings, and the sentences that are background."""
    for unit in briefing.background:
        words = unit.range.of(briefing.document.text)
        if unit.level is BackgroundLevel.SECTION:
            words = f"the section {_heading(briefing, unit.range) or words}"
        yield f"{words} (doubtful)" if unit.reason.is_doubtful else words


def _heading(briefing: Briefing, place: TextRange) -> str | None:
    headings = (section.heading for section in briefing.sections if section.range == place)
    found = next(headings, None)
    return found.of(briefing.document.text) if found else None
