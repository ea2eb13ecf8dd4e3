"""Escapes words for Markdown, so that they read as they are: nothing in them becomes markup, HTML or a link."""

from __future__ import annotations

import re

from content.export.visible import visible

_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&!$^{}]")
# What starts a list, a heading, a rule, a table or code at the beginning of a line.
_LINE_START = re.compile(r"^([ \t]*)(?:([-+=:])|(\d{1,9})([.)]))", re.MULTILINE)
# Bare addresses become links in many renderers; a zero-width sign would change the words, an entity does not.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])|(?<=\w)@(?=\w)")


def _entity(match: re.Match[str]) -> str:
    words = match.group()
    return "&#64;" if words == "@" else f"{words[:-1]}&#{ord(words[-1])};"


def markdown_words(text: str) -> str:
    """Text in the middle of a Markdown line."""
    escaped = _SIGNS.sub(lambda match: "&lt;" if match.group() == "<" else f"\\{match.group()}", visible(text))
    escaped = _ADDRESS.sub(_entity, escaped)
    return _LINE_START.sub(_no_block, escaped)


def _no_block(match: re.Match[str]) -> str:
    indent, sign, number, after = match.groups()
    return f"{indent}\\{sign}" if sign else f"{indent}{number}\\{after}"


def markdown_lines(text: str, prefix: str = "") -> str:
    """Text as Markdown paragraphs, each line after `prefix`; line ends within a paragraph are kept.

    Blanks at the start of a line would make it code: they are written as entities.
    """
    lines = [_indent(line) for line in markdown_words(text).split("\n")]
    joined = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        joined.append(f"{prefix}{line}\\" if line and following else f"{prefix}{line}".rstrip())
    return "\n".join(joined)


def _indent(line: str) -> str:
    words = line.lstrip(" \t")
    return "".join("&#9;" if blank == "\t" else "&#32;" for blank in line[: len(line) - len(words)]) + words.rstrip(" ")
