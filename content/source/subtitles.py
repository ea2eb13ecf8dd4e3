"""Subtitles and captions (SubRip, WebVTT, .sbv, SubStation Alpha) as the transcript of what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import Document, Markup
from content.source.cues import Cue, spoken
from content.source.plain import as_written
from content.source.references import unescape
from content.source.rendering import InlinePiece, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.source.received import Received

_TIME = r"(?:([0-9]{1,3}+):)?([0-9]{1,2}+):([0-9]{1,2}+)(?:[.,:]([0-9]{1,3}+))?"
_TIMING = re.compile(rf"[ \t]{{0,8}}+{_TIME}[ \t]{{0,8}}+(?:-{{1,2}}>|,)[ \t]{{0,8}}+{_TIME}(?![0-9])")
_CLOCK = re.compile(_TIME)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80}+)?[ \t]++([^<>\n]{1,200}+)>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,300}+>|</?[A-Za-z]>|\{[\\yYbi][^{}\n]{0,300}+\}")
_DIALOGUE = re.compile(r"Dialogue:[ \t]*+([^\n]*+)")
_FIELDS = re.compile(r"Format:[ \t]*+([^\n]*+)")
_OVERRIDE = re.compile(r"(\{[^{}\n]{0,300}+\})")
_DRAWING = re.compile(r"\\p([0-9])")
_ORDER = ["Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text"]
_MOST_CUES = 200_000
_NOTHING_FOUND = "No times are found in these subtitles: they are shown as they are written."
_CUT = f"Only the first {_MOST_CUES:,} captions are shown: open the file with --as text to see all."


def read(received: Received) -> list[Document]:
    """The document of subtitles: what is said, in paragraphs by speaker and pause, with their times in `metadata`.

    Tags, positions, numbers, notes and styles are left out, and so are captions that roll on.
    """
    decoded = received.decoded()
    text = decoded.text.lstrip("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    scripted = any(line.startswith("Dialogue:") for line in lines)
    cues = list(_scripted(lines) if scripted else _timed(lines, web=text.startswith("WEBVTT")))
    warnings = list(decoded.warnings)
    if not any(cue.lines for cue in cues):
        shown = as_written(decoded, received.source)
        return [Document(shown.text, shown.source, encoding=shown.encoding, warnings=(*warnings, _NOTHING_FOUND))]
    if len(cues) > _MOST_CUES:
        warnings.append(_CUT)
    rendering, starts = Rendering(), []
    for paragraph in spoken(cues[:_MOST_CUES]):
        starts.append(paragraph.start)
        rendering.write([InlinePiece(paragraph.text)], Markup.PARAGRAPH)
    written, markup = rendering.done()
    times = tuple(f"{_shown(start)} {span.range.start}" for start, span in zip(starts, markup, strict=True))
    media_type = "text/vtt" if text.startswith("WEBVTT") else "application/x-subrip"
    metadata = (("times", times),) if times else ()
    return [
        Document(
            written, received.source, media_type, decoded.encoding, markup, tuple(warnings), metadata, "transcript"
        )
    ]


def _shown(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600.0 + int(minutes) * 60 + int(seconds) + int(fraction) / 10.0 ** len(fraction)


def _timed(lines: Sequence[str], *, web: bool) -> Iterator[Cue]:
    """The cues of SubRip, WebVTT and SubViewer: a line of times, then words; a number or name may come before."""
    times: tuple[float, float] | None = None
    words: list[str] = []
    for line in lines:
        found = _TIMING.match(line)
        if found is None:
            words.append(line.strip())
            continue
        if times is not None:
            yield _cue(times, words, web=web, followed=True)
        times, words = (_seconds(found.groups()[:4]), _seconds(found.groups()[4:])), []
    if times is not None:
        yield _cue(times, words, web=web, followed=False)


def _cue(times: tuple[float, float], words: list[str], *, web: bool, followed: bool) -> Cue:
    """A cue of the lines up to the next times, of which the last may be the next one's number."""
    if followed and words and words[-1].isdigit():
        words = words[:-1]
    if web:  # a blank line ends a cue; notes, styles and names of cues come after it
        filled = next((at for at, line in enumerate(words) if line), len(words))
        words = words[: next((at for at in range(filled, len(words)) if not words[at]), len(words))]
    return _plain(times, "\n".join(words))


def _plain(times: tuple[float, float], words: str, speaker: str = "") -> Cue:
    named = [one.strip() for one in _VOICE.findall(words)]
    if len(set(named)) > 1:
        words = _VOICE.sub(lambda found: f"\n{unescape(found[1].strip())}: ", words)
    elif named:
        speaker = unescape(named[0])
    words = unescape(_TAG.sub("", words))
    lines = tuple(line for piece in words.split("\n") if (line := " ".join(piece.split())))
    return Cue(*times, lines, speaker)


def _scripted(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues of SubStation Alpha, in the order of their times; one without a time follows the one before it."""
    order: list[str] = []
    found: list[Cue] = []
    for line in lines:
        if fields := _FIELDS.match(line):
            order = [name.strip() for name in fields[1].split(",")]
        elif said := _DIALOGUE.match(line):
            names = order if "Text" in order else _ORDER
            values = dict(zip(names, said[1].split(",", len(names) - 1), strict=False))
            clocks = [_CLOCK.match(values.get(name, "").strip()) for name in ("Start", "End")]
            times = [_seconds(clock.groups()) for clock in clocks if clock] or [found[-1].start if found else 0.0]
            words = _undrawn(values.get("Text", ""))
            words = words.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
            speaker = (values.get("Name") or values.get("Actor") or "").strip()
            found.append(_plain((times[0], times[-1]), words, speaker))
    yield from sorted(found, key=lambda cue: cue.start)


def _undrawn(text: str) -> str:
    """The words of a dialogue without what is in braces, commands and remarks, and without strokes of drawings."""
    kept: list[str] = []
    drawing = False
    for at, piece in enumerate(_OVERRIDE.split(text)):
        if at % 2:
            if modes := _DRAWING.findall(piece):
                drawing = modes[-1] != "0"
        elif not drawing:
            kept.append(piece)
    return "".join(kept)
