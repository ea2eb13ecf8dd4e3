"""What holds for anything made from an input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from content.export import structure
from content.export.json_text import json_line
from content.languages.folding import compose
from content.structure.model import Role
from tui.render.clean import clean_lines

if TYPE_CHECKING:
    from content.document.model import Document, TextRange
    from content.structure.model import Briefing, Quotation


class BrokenError(Exception):
    """An invariant does not hold."""


def must(holds: object, words: str) -> None:
    """Raises BrokenError with these words unless it holds."""
    if not holds:
        raise BrokenError(words)


def check_document(document: Document) -> None:
    """Its markup lies within its text, and its text has no line ends but line feeds."""
    length = len(document.text)
    must("\r" not in document.text, "a carriage return in the canonical text")
    must(all(span.range.end <= length for span in document.markup), "markup beyond the end of the text")


def check_structure(briefing: Briefing) -> None:
    """Blocks are in order, do not overlap and cover all that can be seen; no range leaves the text."""
    text = briefing.document.text
    last = 0
    for block in briefing.blocks:
        must(last <= block.range.start < block.range.end <= len(text), f"a block out of order: {block.range}")
        must(not compose(text[last : block.range.start]).strip(), f"words before the block {block.range}")
        must(0 <= block.section < len(briefing.sections), f"a block in no section: {block}")
        must(briefing.sections[block.section].range.contains(block.range), f"a block beside its section: {block}")
        last = block.range.end
    must(not compose(text[last:]).strip(), "words after the last block")
    must(sum(block.role is Role.HEADLINE for block in briefing.blocks) <= 1, "two headlines")
    ranges = [briefing.headline, briefing.standfirst, briefing.byline, briefing.dateline]
    for section in briefing.sections:
        must(section.heading is None or section.range.contains(section.heading), "a heading beside its section")
        ranges.append(section.range)
    for quotation in briefing.quotations:
        ranges += _ranges(quotation)
        must(0 < quotation.reason.confidence <= 1, "a confidence that is none")
    starts = [quotation.range for quotation in briefing.quotations]
    must(starts == sorted(starts), "quotations out of order")
    ranges += [unit.range for unit in briefing.background]
    must(all(here is None or here.end <= len(text) for here in ranges), "a range beyond the end of the text")


def _ranges(quotation: Quotation) -> list[TextRange | None]:
    speaker = quotation.speaker
    said = [speaker.range, speaker.refers_to] if speaker is not None else []
    return [quotation.range, quotation.cue, quotation.repeats, *said]


def check_renderings(briefing: Briefing) -> None:
    """What `show` prints: the JSON reads back, and no word reaches a terminal as a control."""
    shown = structure.briefing_json(briefing, with_text=True)
    line = json_line(shown)
    must(json.loads(line) == json.loads(json.dumps(shown)), "JSON that does not read back")
    must("\n" not in line, "a line feed within a line of JSON")
    for words in (structure.briefing_text(briefing), structure.briefing_markdown(briefing)):
        cleaned = clean_lines(words)
        must(len(cleaned) == len(words), "cleaning that changes the length")
        must("\x1b" not in cleaned and "\x9b" not in cleaned and "\u202e" not in cleaned, "a control that is shown")
        cleaned.encode()
