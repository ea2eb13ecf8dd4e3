"""A report in Markdown: each passage as a heading and in its sentence, with category, note, speaker and place."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from content.export.escaping import markdown_lines, markdown_words
from content.export.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Passage


def report(passages: Sequence[Passage]) -> str:
    """One part for each briefing, as given; annotations in the order of the text, those without a place last."""
    parts: list[str] = []
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        of_one = list(group)
        parts += [_head(of_one[0], len(of_one)), *(_item(passage) for passage in of_one)]
        marking = of_one[0].briefing.stamp
        parts += [f"**{markdown_words(marking)}**"] if marking else []
    return "\n\n".join(parts) + "\n" if parts else ""


def _head(passage: Passage, count: int) -> str:
    briefing = passage.briefing
    lines = [f"# {_words(passage.headline)}"]
    if briefing.stamp:
        lines.append(f"**{markdown_words(briefing.stamp)}**")
    lines.append(
        f"- Source: {_words(briefing.document.source)}\n"
        f"- Annotations: {count}\n"
        f"- SHA-256 of the text: `{briefing.document.sha256}`"
    )
    return "\n\n".join(lines)


def _item(passage: Passage) -> str:
    annotation = passage.entry.annotation
    parts = [
        f"## {_words(passage.heading)}",
        f"**{_words(passage.signed_title)}**",
        *([_quoted(*passage.sentence)] if passage.text else []),
    ]
    if annotation.note:
        parts.append(markdown_lines(annotation.note))
    parts.append("\n".join(f"- {name}: {_words(value)}" for name, value in passage.details().items()))
    for answer in passage.replies:
        parts += [f"**Reply by {_words(answer.signed)}**", markdown_lines(answer.words)]
    return "\n\n".join(parts)


def _quoted(before: str, words: str, after: str) -> str:
    """The passage in its sentence as a block quote, the passage itself in bold, line by line."""
    own = words.split("\n")
    html = _would_stay_asterisks(before[-1:], own[0][:1]) or _would_stay_asterisks(after[:1], own[-1][-1:])
    lines = [_bold(line, html=html) for line in own]
    lines[0] = markdown_words(before.replace("\n", " ")) + lines[0]
    lines[-1] += markdown_words(after.replace("\n", " "))
    ends = ("\\" if line.strip() and following.strip() else "" for line, following in pairwise([*lines, ""]))
    return "\n".join(f"> {line.strip()}{end}".rstrip() for line, end in zip(lines, ends, strict=True))


def _bold(line: str, *, html: bool) -> str:
    """One line in bold, with blanks at its ends outside."""
    words = line.strip()
    if not words:
        return line
    opening, closing = ("<strong>", "</strong>") if html else ("**", "**")
    before, after = (" " if line[at].isspace() else "" for at in (0, -1))
    return f"{before}{opening}{markdown_words(words)}{closing}{after}"


def _would_stay_asterisks(outside: str, inside: str) -> bool:
    """Whether CommonMark would miss the emphasis here: punctuation inside, a letter outside."""
    return outside.isalnum() and not inside.isalnum()


def _words(text: str) -> str:
    return markdown_words(one_line(text))
