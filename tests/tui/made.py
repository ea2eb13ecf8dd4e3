"""Briefings whose kind and parts the tests know, so that they say nothing about the rules that find them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from content.document.model import Document, TextRange
from content.structure import analyse
from content.structure.model import Act, Briefing, Entry, Figure, Kind, Reason, Role, Story, Turn, TurnSpeaker

Analyse: TypeAlias = Callable[[Document, Mapping[TextRange, Role], Mapping[TextRange, str], Kind | None], Briefing]

BRIEFING = """Daily press briefing, Port Authority

MS. ALDER: Good afternoon. The harbour opens tomorrow at six. Any questions?

Q: Who pays for the new wall?

MS. ALDER: The city does. It has set aside four million.

“We will not ask for more,” the mayor said on Monday.

Q: And the ferry?

MR. BIRCH: It runs again on Sunday. Ask the operator for the timetable.
"""
DIGEST = """Morning digest

Harbour opens again
The harbour opens tomorrow, the port authority said.
It had been closed for a week.

Ferry runs on Sunday
The ferry runs again on Sunday.

Wall to cost four million
The wall will cost four million, the city said.
"""
_LABEL = re.compile(r"^(?:(Q)|(MS\. ALDER|MR\. BIRCH)): ", re.MULTILINE)
_NAMES = {"MS. ALDER": ("Vera Alder", "spokeswoman"), "MR. BIRCH": (None, None)}


def transcript(
    document: Document, roles: Mapping[TextRange, Role], background: Mapping[TextRange, str], kind: Kind | None
) -> Briefing:
    """A transcript of BRIEFING, unless the reader says that it is something else."""
    found = analyse(document, roles, background)
    if kind not in {None, Kind.TRANSCRIPT}:
        return found._replace(kind=kind, kind_reason=Reason.of("set", 1.0))
    labels = list(_LABEL.finditer(document.text))
    ends = [label.start() for label in labels[1:]] + [len(document.text)]
    turns, asked = [], None
    for number, (label, end) in enumerate(zip(labels, ends, strict=True)):
        act = Act.QUESTION if label[1] else Act.STATEMENT if asked is None else Act.ANSWER
        name, office = _NAMES.get(label[2] or "", (None, None))
        speaker = TurnSpeaker(TextRange(label.start(), label.end() - 2), name, office)
        whole = TextRange(label.start(), label.start() + len(document.text[label.start() : end].rstrip()))
        turns.append(Turn(whole, speaker, act, asked if act is Act.ANSWER else None))
        asked = number if act is Act.QUESTION else asked
    sure = Reason.of("no-other-kind", 0.7)
    return found._replace(kind=Kind.TRANSCRIPT, kind_reason=sure, turns=tuple(turns), statements=())


def digest(
    document: Document, roles: Mapping[TextRange, Role], background: Mapping[TextRange, str], kind: Kind | None
) -> Briefing:
    """A digest of DIGEST: each paragraph after the first, whose first line is its headline."""
    del kind
    found, text = analyse(document, roles, background), document.text
    stories = []
    for part in re.finditer(r"(?<=\n\n)\S[^\n]*(?:\n[^\n]+)*", text):
        line = text.index("\n", part.start())
        stories.append(Story(TextRange(*part.span()), TextRange(part.start(), line)))
    return found._replace(kind=Kind.DIGEST, stories=tuple(stories), statements=())


def with_parts(**parts: object) -> Analyse:
    """What the rules say, with some fields replaced."""

    def analysed(
        document: Document, roles: Mapping[TextRange, Role], background: Mapping[TextRange, str], kind: Kind | None
    ) -> Briefing:
        return analyse(document, roles, background, kind)._replace(**parts)  # type: ignore[arg-type]

    return analysed


def entry(text: str, time: str, end: str) -> Entry:
    """The entry that begins with a time and ends with some words."""
    start = text.index(time)
    return Entry(TextRange(start, text.index(end, start) + len(end)), TextRange(start, start + len(time)))


def figure(text: str, value: str, unit: str | None, what: str) -> Figure:
    """A key figure, whose number stands in the text."""
    start = text.index(value)
    return Figure(TextRange(start, start + len(value)), value, unit, what)
