"""Captions joined: paragraphs of what one speaker says, without the repetitions of captions that roll."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL = re.compile(r"(?:>>[ \t]{0,3}+)?([^\W\d_][\w.’' \-]{0,38}[\w.)\]]):[ \t]++(?=\S)")
_CHANGE = re.compile(r"(?:>>+|[-–—‐](?=[ \t]*+[^\W_]))[ \t]*+")
_PAUSE = 2.0  # seconds without words after a sentence: a new paragraph
_LONG_PAUSE = 5.0  # seconds, even within a sentence
_LONG = 600  # characters after which a sentence's end ends the paragraph
_BESIDE = 0.35  # seconds between captions that roll into each other
_ROLLING = (
    0.2  # of the captions begin with what the one before ends with: automatic ones; in others people repeat themselves
)
_MOST_WORDS = 5  # of a label before a colon
_ENDS = frozenset(".!?…。！？؟।♪)]")
_CLOSING = "\"'”’»)]"


class Cue(NamedTuple):
    """What is shown from `start` to `end`, in seconds; `speaker` when the format names one."""

    start: float
    end: float
    lines: tuple[str, ...]
    speaker: str = ""


@dataclass(slots=True)
class Paragraph:
    """What is said without a change of speaker or a pause, from `start` seconds on to `end`."""

    start: float
    end: float
    text: str
    speaker: str = ""


def spoken(cues: Sequence[Cue]) -> Iterator[Paragraph]:
    """The paragraphs of the captions; each change of speaker begins with the name, as "Name: words"."""
    current: Paragraph | None = None
    speaker = ""
    for cue in _unrolled(cues):
        for named, words in _turns(cue):
            if current is not None and not named and not _is_apart(current, cue):
                current.text += f" {words}" if current.text else words
                current.end = cue.end
                continue
            if current is not None and named and named == speaker and not _is_apart(current, cue) and cue.speaker:
                current.text += f" {words}"
                current.end = cue.end
                continue
            if current is not None:
                yield current
            changed = bool(named.strip("-")) and named != speaker
            speaker = named or speaker
            label = f"{named}: " if changed else "- " if named == "-" else ""
            current = Paragraph(cue.start, cue.end, label + words, speaker)
    if current is not None:
        yield current


def _is_apart(paragraph: Paragraph, cue: Cue) -> bool:
    pause = cue.start - paragraph.end
    ended = paragraph.text.rstrip(_CLOSING)[-1:] in _ENDS
    return pause > _LONG_PAUSE or (ended and (pause > _PAUSE or len(paragraph.text) > _LONG))


def _turns(cue: Cue) -> Iterator[tuple[str, str]]:
    """The words of a cue with who says them: a name, "-" for another one without a name, "" for who spoke before."""
    name, words = cue.speaker, ""
    for line in cue.lines:
        label, rest = _labelled(line)
        if label and words:
            yield name, words
            name, words = "", ""
        name = label or name
        words = f"{words} {rest}" if words else rest
    if words:
        yield name, words


def _labelled(line: str) -> tuple[str, str]:
    """The speaker at the start of a line, and the rest."""
    change = _CHANGE.match(line)
    rest = line[change.end() :] if change else line
    found = _LABEL.match(rest)
    if found and _is_name(found[1]):
        return found[1], rest[found.end() :]
    return ("-", rest) if change and rest else ("", line)


def _is_name(label: str) -> bool:
    """Whether words before a colon look like a name: few, each with a capital where the script has them."""
    words = label.split()
    return len(words) <= _MOST_WORDS and (
        label.isupper() or all(word[0].isupper() or word[0].isdigit() for word in words)
    )


def _unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without what the one before shows as well, if so many begin with it that captions roll."""
    overlaps = [0, *(_overlap(before, cue) for before, cue in pairwise(cues))]
    if sum(map(bool, overlaps)) < _ROLLING * len(cues):
        return [cue for cue in cues if cue.lines]
    shown: list[Cue] = []
    for cue, known in zip(cues, overlaps, strict=True):
        words = " ".join(cue.lines).split()[known:]
        if words:
            shown.append(cue._replace(lines=(" ".join(words),) if known else cue.lines))
        elif shown:
            shown[-1] = shown[-1]._replace(end=max(shown[-1].end, cue.end))
    return shown


def _overlap(before: Cue, cue: Cue) -> int:
    """How many words a cue begins with that are the last whole lines, or all, of the one before."""
    if cue.start - before.end > _BESIDE or not before.lines:
        return 0
    said, shown = " ".join(cue.lines).split(), before.lines
    for first in range(max(0, len(shown) - 4), len(shown)):
        tail = " ".join(shown[first:]).split()
        if tail and said[: len(tail)] == tail:
            return len(tail)
    return 0
