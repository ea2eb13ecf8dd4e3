"""Who speaks how much: each speaker's share of the words that are quoted, or of the turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.languages.language import load
from content.structure.called import called
from content.structure.model import Quotation, SourceClass, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.structure.model import Briefing, Statement


class Share(NamedTuple):
    """How much one speaker says: the longest `name` that the text gives them, words, and their share of all speakers'.

    `key` is the same for all mentions of the speaker; `share` is from 0 to 1.
    """

    key: str
    name: str
    words: int
    share: float


def shares(briefing: Briefing, said: Iterable[Turn | Quotation | Statement] | None = None) -> list[Share]:
    """The speakers of the turns, else of the quotations, or of what is `said`; those who say most come first.

    A pull quote that repeats words of the text is not counted again, nor what nobody is named for.
    """
    text = briefing.document.text
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for one in (briefing.turns or briefing.quotations) if said is None else said:
        key, name = speaker_key(one, briefing), speaker_name(one, text).strip(" :.,–—-")
        if not name or (isinstance(one, Quotation) and one.repeats):
            continue
        names[key] = max(names.get(key, ""), name, key=len)
        counts[key] = counts.get(key, 0) + len(_words(one, text).split())
    total = sum(counts.values()) or 1
    found = [Share(key, names[key], count, count / total) for key, count in counts.items()]
    return sorted(found, key=lambda one: -one.words)


def speaker_name(said: Turn | Quotation | Statement, text: str) -> str:
    """The name in full where the text gives it, else the words that stand for the speaker, on one line."""
    if said.speaker is None:
        return ""
    if isinstance(said, Turn):
        name = said.speaker.name or said.speaker.range.of(text)
    else:
        speaker = said.speaker
        name = (speaker.refers_to or speaker.range).of(text)
    return " ".join(name.split())


def speaker_key(said: Turn | Quotation | Statement, briefing: Briefing) -> str:
    """A key that mentions of one speaker share: the surname of named people, all but the article for others."""
    words = speaker_name(said, briefing.document.text).casefold().split()
    if isinstance(said, Turn):
        return " ".join(words)
    if said.source_class is SourceClass.NAMED:
        return surname(said, briefing).casefold() or (words[-1] if words else "")
    articles = load(briefing.language).lead_articles
    return " ".join(words[1:] if len(words) > 1 and words[0] in articles else words)


def surname(said: Turn | Quotation | Statement, briefing: Briefing) -> str:
    """The surname of a named speaker where it is not the last word of the name; else nothing."""
    if not isinstance(said, Turn) and said.source_class is not SourceClass.NAMED:
        return ""
    text = briefing.document.text
    return called(speaker_name(said, text), briefing.read, briefing.language, briefing.speakers)


def _words(said: Turn | Quotation | Statement, text: str) -> str:
    return said.range.of(text) if isinstance(said, Quotation) else said.words(text)
