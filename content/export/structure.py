"""A briefing's structure as JSON, as text and as Markdown: what `show` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.export.escaping import markdown_lines, markdown_words
from content.structure.background.timeline import moments_of
from content.structure.model import BackgroundLevel, Block, Briefing, Quotation, QuotationKind, Role, Speaker
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
    shown["sentences"] = [_place(sentence) for sentence in briefing.sentences]
    shown["dates"] = [{**_place(date.range), "date": str(date)} for date in moments_of(briefing) if date.year]
    shown["warnings"] = [*document.warnings, *briefing.warnings]
    if with_text:
        shown["text"] = document.text
    return shown


def _quotation_json(briefing: Briefing, quotation: Quotation) -> dict[str, Any]:
    speaker: dict[str, Any] | None = None
    if quotation.speaker is not None:
        speaker = _said(briefing, quotation.speaker.range)
        if quotation.speaker.refers_to is not None:
            speaker["refers_to"] = _said(briefing, quotation.speaker.refers_to)
    return {
        **_place(quotation.range),
        "kind": quotation.kind.value,
        "speaker": speaker,
        "cue": _said(briefing, quotation.cue) if quotation.cue is not None else None,
        "source_class": quotation.source_class.value,
        "confidence": quotation.reason.confidence,
        "reason": worded(quotation.reason),
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
    parts = [briefing.marking] if briefing.marking else []
    if briefing.blocks:
        parts.append("".join(body))
    elif briefing.document.text.strip():
        parts.append(briefing.document.text.strip("\n"))
    for title, lines in (("Quotations", quotation_lines(briefing)), ("Background", background_lines(briefing))):
        if lines:
            parts.append(f"{title}\n{'-' * len(title)}\n" + "\n".join(f"* {_one_line(line)}" for line in lines))
    if briefing.marking:
        parts.append(briefing.marking)
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
    parts = [f"**{markdown_words(briefing.marking)}**"] if briefing.marking else []
    parts += (_markdown_block(briefing, block, block.range.of(briefing.document.text)) for block in briefing.blocks)
    if not briefing.blocks and briefing.document.text.strip():
        parts.append(markdown_lines(briefing.document.text.strip("\n")))
    for title, lines in (("Quotations", quotation_lines(briefing)), ("Background", background_lines(briefing))):
        if lines:
            parts.append(f"## {title}")
            parts.append("\n".join(f"- {markdown_words(_one_line(line))}" for line in lines))
    return "\n\n".join(parts) + "\n" if parts else ""


def _markdown_block(briefing: Briefing, block: Block, words: str) -> str:
    match block.role:
        case Role.HEADLINE:
            return f"# {markdown_words(_one_line(words))}"
        case Role.HEADING:
            note = " *(background)*" if _is_background(briefing, block) else ""
            return f"## {markdown_words(_one_line(words))}{note}"
        case Role.QUOTE | Role.ATTRIBUTION:
            return markdown_lines(words if block.role is Role.QUOTE else f"— {words.lstrip(_DASHES)}", "> ")
        case Role.LIST_ITEM:
            return f"- {markdown_words(_one_line(words).removeprefix('• '))}"
        case Role.CAPTION | Role.BYLINE | Role.STANDFIRST:
            return f"*{markdown_words(_one_line(words))}*"
        case _:
            return markdown_lines(words)


def _is_background(briefing: Briefing, block: Block) -> bool:
    return block.section < len(briefing.sections) and briefing.sections[block.section].background


def quotation_lines(briefing: Briefing) -> list[str]:
    """Who said what, one line per quotation."""
    lines = []
    for quotation in briefing.quotations:
        words = quotation.range.of(briefing.document.text)
        who = _who(briefing, quotation.speaker)
        pull = ", pull quote" if quotation.kind is QuotationKind.PULL else ""
        doubt = ", doubtful" if quotation.reason.is_doubtful else ""
        lines.append(f"{words} — {who} ({quotation.source_class.value}{pull}{doubt})")
    return lines


def _who(briefing: Briefing, speaker: Speaker | None) -> str:
    """The speaker's own words, and whom a pronoun stands for."""
    if speaker is None:
        return "nobody named"
    text = briefing.document.text
    words = speaker.range.of(text)
    return words if speaker.refers_to is None else f"{words}: {speaker.refers_to.of(text)}"


def background_lines(briefing: Briefing) -> list[str]:
    """The sections, by their headings, and the sentences that are background."""
    lines = []
    for unit in briefing.background:
        words = unit.range.of(briefing.document.text)
        if unit.level is BackgroundLevel.SECTION:
            headings = (section.heading for section in briefing.sections if section.range == unit.range)
            words = "the section " + (_words(briefing, next(headings, None)) or words)
        lines.append(f"{words} (doubtful)" if unit.reason.is_doubtful else words)
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
