"""The manual page briefmark(1), in the macros of man(7)."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from content.errors import InputError, SaveError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.shells.command_line import CommandForm, Operand, Option, Value

_ABOUT = """briefmark reads news briefings in the terminal: it shows at once the headline, the sections, who said what
and what is background, and marks any passage in categories, with notes.

Without a command it reads: without FILE the recent briefings, and at the very first start a sample. FILE may be a path,
a folder, an address on the web, or - for standard input. A file that is called like a command is opened as ./NAME.
Where the output is not a terminal, show runs instead of read.

In the reader, ? shows all keys."""
_EXITS = (
    (0, "All was done."),
    (1, "Something needs a person: a passage that is missing or occurs several times, marks that lost their place."),
    (UsageError.exit_code, "An option, argument or setting makes no sense."),
    (InputError.exit_code, "A briefing or annotation file cannot be read."),
    (SaveError.exit_code, "Something could not be written safely."),
    (130, "It was interrupted."),
)
_FILES = (
    ("BRIEFING.annotations.jsonl", "The annotations, beside the briefing, unless --annotations names another file."),
    ("BRIEFING.annotations.NAME.jsonl", "Those of other annotators, which are read and followed."),
    ("$XDG_CONFIG_HOME/briefmark/config.toml", "The settings; briefmark config prints them with what they mean."),
    ("$XDG_DATA_HOME/briefmark", "Annotations of briefings that have no place of their own, and large texts."),
    ("$XDG_STATE_HOME/briefmark", "Recent briefings, reading positions, drafts of notes. It may be lost."),
)
_ENVIRONMENT = (
    ("NO_COLOR", "Where it is set, no colours are used."),
    ("VISUAL, EDITOR", "The editor that long notes are written in."),
)
_LINE_START = re.compile(r"(?m)^(?=[.'])")


def page(forms: tuple[CommandForm, ...]) -> str:
    """The page."""
    return "\n".join(_lines(forms)) + "\n"


def _lines(forms: tuple[CommandForm, ...]) -> Iterator[str]:
    yield from ('.TH BRIEFMARK 1 "" "briefmark" "User Commands"', ".SH NAME")
    yield r"briefmark \- read and mark up news briefings in the terminal"
    yield ".SH SYNOPSIS"
    for form in forms:
        yield from _synopsis(form)
    yield ".SH DESCRIPTION"
    for number, words in enumerate(_ABOUT.split("\n\n")):
        yield from ([".PP"] if number else [])
        yield _text(words)
    yield ".SH COMMON OPTIONS"
    for option in forms[0].options:
        if option.is_common:
            yield from _option(option)
    yield ".SH COMMANDS"
    for form in forms:
        yield f".SS {_text(form.name)}"
        yield _text(form.about)
        yield from (line for operand in form.operands for line in _operand(operand))
        yield from (line for option in form.options if not option.is_common for line in _option(option))
    for title, entries in (("EXIT STATUS", _EXITS), ("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {title}"
        for name, words in entries:
            yield from (".TP", f".B {_text(str(name))}", _text(words))


def _synopsis(form: CommandForm) -> Iterator[str]:
    yield ".br" if form.name != "read" else ".nh"
    operands = " ".join(_shown(operand) for operand in form.operands)
    name = "[read]" if form.name == "read" else form.name
    yield rf"\fBbriefmark\fR {name} [\fIOPTION\fR ...] {operands}".rstrip()


def _shown(operand: Operand) -> str:
    name = rf"\fI{_text(operand.value.name)}\fR" + (" ..." if operand.value.many else "")
    return name if operand.required else f"[{name}]"


def _operand(operand: Operand) -> Iterator[str]:
    yield from (".TP", f".I {_text(operand.value.name)}", _text(_sentence(operand.words, operand.value)))


def _option(option: Option) -> Iterator[str]:
    value = rf" \fI{_text(option.value.name)}\fR" if option.value else ""
    names = ", ".join(rf"\fB{_text(name)}\fR" for name in option.names)
    yield from (".TP", f"{names}{value}", _text(_sentence(option.words, option.value)))


def _sentence(words: str, value: Value | None) -> str:
    """What an option does, with the words that are known for it."""
    known = [choice for choice in value.choices if choice not in words] if value and len(value.choices) > 1 else []
    listed = f"Known: {', '.join(value.choices)}." if value and known else ""
    said = f"{words[:1].upper()}{words[1:]}".rstrip(".")
    again = "May be given several times." if value and value.many and "several times" not in words else ""
    return " ".join(part for part in (f"{said}." if said else "", listed, again) if part)


def _text(words: str) -> str:
    """Words as roff takes them, in lines of at most 72 characters: nothing in them is a command."""
    rows = wrap(words, 72, break_long_words=False, break_on_hyphens=False)
    text = "\n".join(rows).replace("\\", r"\e").replace("-", r"\-").replace("`", "'")
    return _LINE_START.sub(r"\\&", text)
