"""The command line as values: each command's options and operands, with what can stand for them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.annotation.records.categories import CATEGORIES
from content.formats import READ, WRITTEN
from content.source.recognising import NAMES
from content.structure.model import Kind, Role
from content.structure.tlp import LABELS
from tui.arguments import COMMANDS, parser_of
from tui.theme_names import THEME_NAMES

_PLACE = re.compile("@([A-Z_]++)@")
_FILES = frozenset({"FILE", "ANNOTATIONS", "BRIEFING", "FOLDER", "IN"})  # metavars


class Value(NamedTuple):
    """What stands after an option or by itself: a file, one of some words, or anything."""

    name: str
    is_file: bool
    choices: tuple[str, ...] = ()
    many: bool = False


class Option(NamedTuple):
    """An option by its names, what it does, and its value, if it takes one."""

    names: tuple[str, ...]
    words: str
    value: Value | None
    is_common: bool

    @property
    def repeats(self) -> bool:
        """Whether it may be given again and again."""
        return self.value is not None and self.value.many


class Operand(NamedTuple):
    """What stands by itself after a command."""

    value: Value
    words: str
    required: bool


class CommandForm(NamedTuple):
    """A command as it is written."""

    name: str
    about: str
    options: tuple[Option, ...]
    operands: tuple[Operand, ...]

    @property
    def with_value(self) -> tuple[str, ...]:
        """The names of the options that take a value."""
        return tuple(name for option in self.options if option.value for name in option.names)


def command_forms(categories: Sequence[str] = CATEGORIES) -> tuple[CommandForm, ...]:
    """All commands, in the order in which they are listed; `categories` are the names that can be completed."""
    return tuple(_form(name, categories) for name in COMMANDS)


def filled(script: str, words: Mapping[str, str]) -> str:
    """A script with words in its places `@NAME@`; what looks like a place in the words stays as it is."""
    return _PLACE.sub(lambda place: words[place[1]], script)


def before_command(forms: tuple[CommandForm, ...]) -> tuple[str, ...]:
    """The options that may come before the command and take a value: the word after one is not the command."""
    return next(form.with_value for form in forms if form.name == "read")


def _form(name: str, categories: Sequence[str]) -> CommandForm:
    parser = parser_of(name)
    actions = parser._actions  # noqa: SLF001 - argparse has no public list of what was added
    common = {id(action) for group in parser._action_groups[2:3] for action in group._group_actions}  # noqa: SLF001
    options = tuple(
        Option(
            names=tuple(action.option_strings),
            words=_words(action),
            value=None if action.nargs == 0 else _value(name, action, categories),
            is_common=id(action) in common or isinstance(action, argparse._HelpAction),  # noqa: SLF001
        )
        for action in actions
        if action.option_strings
    )
    operands = tuple(
        Operand(_value(name, action, categories), _words(action), action.nargs not in {"*", "?"})
        for action in actions
        if not action.option_strings
    )
    return CommandForm(name, parser.description or "", options, operands)


def _words(action: argparse.Action) -> str:
    return "show this help" if isinstance(action, argparse._HelpAction) else action.help or ""  # noqa: SLF001


def _value(command: str, action: argparse.Action, categories: Sequence[str]) -> Value:
    metavar = str(action.metavar or action.dest.upper())
    known = categories if action.dest == "category" else _known_words(command, action.dest)
    choices = tuple(map(str, action.choices or known))
    many = action.nargs in {"*", "+"} or isinstance(action, argparse._AppendAction)  # noqa: SLF001
    return Value(metavar, metavar in _FILES, choices, many)


def _known_words(command: str, dest: str) -> tuple[str, ...]:
    """The words that are known for an option, though others may be allowed; none for most."""
    known = {
        "theme": THEME_NAMES,
        "tlp": LABELS,
        "role": tuple(Role),
        "kind": tuple(Kind),
        "as_format": NAMES,
        "format": READ if command == "import" else WRITTEN,
        "batch": ("-",),
    }
    return tuple(map(str, known.get(dest, ())))
