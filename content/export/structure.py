"""A briefing's structure as JSON, as text and as Markdown: what `show` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.export.escaping import markdown_lines, markdown_words
from content.export.lists import lists_of
from content.structure.background.timeline import moments_of
from content.structure.joins import unwrapped
from content.structure.model import (
    Block,
    Briefing,
    Quotation,
    Role,
    Statement,
    Turn,
)
from content.structure.reasons import worded

_DASHES = "-–—― "

if TYPE_CHECKING:
    from content.document.model import TextRange

SCHEMA = "briefmark/1"


def briefing_json(briefing: Briefing, with_text: bool) -> dict[str, Any]:
    """The object that `show --json` prints; ranges are code points in the canonical text, half open."""
    document = briefing.document
    shown: dict[str, Any] = {
        "schema": SCHEMA,
        "source": document.source,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "length": len(document.text),
        "language": briefing.language,
        "marking": briefing.marking,
    }
    for name in ("headline", "standfirst", "byline", "dateline"):
        shown[name] = _words(briefing, getattr(briefing, name))
    if shown["byline"] is None:  # as the source states it beside the text
        author = briefing.metadata.get("author")
        shown["byline"] = author if isinstance(author, str) else ", ".join(author or ()) or None
    shown["blocks"] = [
        {
            "start": block.range.start,
            "end": block.range.end,
            "role": block.role,
            "section": block.section,
            "confidence": block.reason.confidence,
            "reason": worded(block.reason),
        }
        for block in briefing.blocks
    ]
    shown["sections"] = [
        {"heading": _words(briefing, section.heading), **_place(section.range), "background": section.background}
        for section in briefing.sections
    ]
    shown["quotations"] = [_quotation_json(briefing, quotation) for quotation in briefing.quotations]
    shown["background"] = [
        {**_place(unit.range), "level": unit.level.value}
        | {"confidence": unit.reason.confidence, "reason": worded(unit.reason)}
        for unit in briefing.background
    ]
    shown["kind"] = briefing.kind.value
    shown["kind_confidence"] = briefing.kind_reason.confidence
    shown["kind_reason"] = worded(briefing.kind_reason)
    shown |= _parts_json(briefing)
    shown["statements"] = [_statement_json(briefing, statement) for statement in briefing.statements]
    shown["sentences"] = [_place(sentence) for sentence in briefing.sentences]
    shown["dates"] = [{**_place(date.range), "date": str(date)} for date in moments_of(briefing) if date.year]
    shown["metadata"] = dict(briefing.metadata)
    shown["warnings"] = [*document.warnings, *briefing.warnings]
    if with_text:
        shown["text"] = document.text
    return shown


def _parts_json(briefing: Briefing) -> dict[str, Any]:
    """What the kind adds: turns, stories, entries and figures; lists that are empty are left out."""
    parts: dict[str, list[dict[str, Any]]] = {
        "turns": [_turn_json(briefing, turn) for turn in briefing.turns],
        "stories": [
            {**_place(story.range), "headline": _words(briefing, story.headline)}
            | {"source": _words(briefing, story.source), "link": story.link}
            for story in briefing.stories
        ],
        "entries": [{**_place(entry.range), "time": _words(briefing, entry.time)} for entry in briefing.entries],
        "figures": [
            {**_place(figure.range), "value": figure.value, "unit": figure.unit, "what": figure.what}
            for figure in briefing.figures
        ],
    }
    return {name: part for name, part in parts.items() if part}


def _turn_json(briefing: Briefing, turn: Turn) -> dict[str, Any]:
    speaker = turn.speaker
    named = (
        None if speaker is None else {**_said(briefing, speaker.range), "name": speaker.name, "office": speaker.office}
    )
    shown = {**_place(turn.range), "speaker": named, "act": turn.act.value}
    return shown if turn.asked is None else shown | {"asked": turn.asked}


def _statement_json(briefing: Briefing, statement: Statement) -> dict[str, Any]:
    pieces = [[one.start, one.end] for one in statement.spans]
    return {
        **_place(statement.range),
        **({"spans": pieces} if len(pieces) > 1 else {}),
        "kind": statement.kind.value,
        **_attribution_json(briefing, statement),
    }


def _attribution_json(briefing: Briefing, said: Quotation | Statement) -> dict[str, Any]:
    """Who said something, by which words, and why."""
    speaker: dict[str, Any] | None = None
    if said.speaker is not None:
        speaker = _said(briefing, said.speaker.range)
        if said.speaker.refers_to is not None:
            speaker["refers_to"] = _said(briefing, said.speaker.refers_to)
        if said.speaker.unnamed_because is not None:
            speaker["anonymity"] = _said(briefing, said.speaker.unnamed_because)
    return {
        "speaker": speaker,
        "cue": _said(briefing, said.cue) if said.cue is not None else None,
        "source_class": said.source_class.value,
        "confidence": said.reason.confidence,
        "reason": worded(said.reason),
    }


def _quotation_json(briefing: Briefing, quotation: Quotation) -> dict[str, Any]:
    return {
        **_place(quotation.range),
        "kind": quotation.kind.value,
        **_attribution_json(briefing, quotation),
        "repeats": _place(quotation.repeats) if quotation.repeats is not None else None,
    }


def _place(here: TextRange) -> dict[str, int]:
    return {"start": here.start, "end": here.end}


def _said(briefing: Briefing, here: TextRange) -> dict[str, Any]:
    return {"text": here.of(briefing.document.text), **_place(here)}


def _words(briefing: Briefing, here: TextRange | None) -> str | None:
    return here.of(briefing.document.text) if here is not None else None


def briefing_text(briefing: Briefing) -> str:
    """The text with its structure visible: headings underlined, quotes indented; then who said what, and background.

    Every word of the text is in it, in order. Characters are as in the text: they must be cleaned before printing.
    """
    body: list[str] = []
    last: Block | None = None
    for block in briefing.blocks:
        if body:
            body.append("\n" if _together(briefing, last, block) else "\n\n")
        body.append(_text_block(briefing, block, block.range.of(briefing.document.text)))
        last = block
    parts = [briefing.stamp] if briefing.stamp else []
    if briefing.blocks:
        parts.append("".join(body))
    elif briefing.document.text.strip():
        parts.append(briefing.document.text.strip("\n"))
    for title, lines in lists_of(briefing):
        parts.append(f"{title}\n{'-' * len(title)}\n" + "\n".join(f"* {_one_line(line)}" for line in lines))
    if briefing.stamp:
        parts.append(briefing.stamp)
    return "\n\n".join(parts) + "\n" if parts else ""


def _together(briefing: Briefing, last: Block | None, block: Block) -> bool:
    """Whether a block follows without a blank line: in lists and tables, and a quote's attribution after the quote."""
    if last is None:
        return False
    if last.role is Role.QUOTE and block.role is Role.ATTRIBUTION:
        return True
    between = briefing.document.text[last.range.end : block.range.start]
    return block.role is last.role and block.role in {Role.LIST_ITEM, Role.OTHER} and between.count("\n") < 2


def _text_block(briefing: Briefing, block: Block, words: str) -> str:
    match block.role:
        case Role.HEADLINE:
            return f"{words}\n{'=' * min(len(words), 72)}"
        case Role.HEADING:
            note = "  [background]" if _is_background(briefing, block) else ""
            return f"{words}{note}\n{'-' * min(len(words), 72)}"
        case Role.QUOTE:
            return "\n".join(f"  | {line}" for line in words.split("\n"))
        case Role.ATTRIBUTION:
            return f"  | — {words.lstrip(_DASHES)}"
        case Role.LIST_ITEM:
            return f"  {words}"
        case _:
            return words


def briefing_markdown(briefing: Briefing) -> str:
    """The same as Markdown: headings as headings, quotes as block quotes; words are escaped, so none becomes markup."""
    parts = [f"**{markdown_words(briefing.stamp)}**"] if briefing.stamp else []
    parts += (_markdown_block(briefing, block, block.range.of(briefing.document.text)) for block in briefing.blocks)
    if not briefing.blocks and briefing.document.text.strip():
        parts.append(markdown_lines(briefing.document.text.strip("\n")))
    for title, lines in lists_of(briefing):
        parts.append(f"## {title}")
        parts.append("\n".join(f"- {markdown_words(_one_line(line))}" for line in lines))
    return "\n\n".join(parts) + "\n" if parts else ""


def _markdown_block(briefing: Briefing, block: Block, words: str) -> str:
    line = _one_line(unwrapped(briefing.document.text, block.range, briefing.breaks))
    match block.role:
        case Role.HEADLINE:
            return f"# {markdown_words(line)}"
        case Role.HEADING:
            note = " *(background)*" if _is_background(briefing, block) else ""
            return f"## {markdown_words(line)}{note}"
        case Role.QUOTE | Role.ATTRIBUTION:
            return markdown_lines(words if block.role is Role.QUOTE else f"— {words.lstrip(_DASHES)}", "> ")
        case Role.LIST_ITEM:
            return f"- {markdown_words(line.removeprefix('• '))}"
        case Role.CAPTION | Role.BYLINE | Role.STANDFIRST:
            return f"*{markdown_words(line)}*"
        case _:
            return markdown_lines(words)


def _is_background(briefing: Briefing, block: Block) -> bool:
    return block.section < len(briefing.sections) and briefing.sections[block.section].background


def _one_line(text: str) -> str:
    return " ".join(text.split())
