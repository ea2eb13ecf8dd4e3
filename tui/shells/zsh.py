"""The completion script of zsh: a file for a folder of `fpath`, or read by `source`."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING

from tui.shells.command_line import before_command, filled

if TYPE_CHECKING:
    from tui.shells.command_line import CommandForm, Option, Value

_SCRIPT = """#compdef briefmark
# Completion of briefmark for zsh. To have it in every shell, write it to a folder of $fpath as `_briefmark`:
#     briefmark completion zsh > ~/.zfunc/_briefmark     (with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc)
_briefmark_first() {
    local -a commands=(
@COMMANDS@
    )
    _describe -t commands command commands
    _files
}

_briefmark() {
    local command=read word skip= at
    local -a with_value=(@WITH_VALUE@) known=(@NAMES@)
    for (( at = 2; at < CURRENT; at++ )); do
        word=$words[at]
        if [[ -n $skip ]]; then
            skip=
        elif (( $with_value[(Ie)$word] )); then
            skip=1
        elif [[ $word != -* || $word == - ]]; then
            if (( $known[(Ie)$word] )); then
                command=$word
                words[at]=()
                (( CURRENT-- ))
                break
            fi
            command=named
            break
        elif [[ $word == -- ]]; then
            command=named
            break
        fi
    done
    case $command in
@CASES@
    esac
}

if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _briefmark "$@"
else
    compdef _briefmark briefmark
fi
"""
_SPECIAL = re.compile(r"[\\:\[\]]")
_NOT_PLAIN = re.compile(r"[^\w/.-]")


def script(forms: tuple[CommandForm, ...]) -> str:
    """The script."""
    cases = []
    for form in forms:
        options = [spec for option in form.options for spec in _specs(option)]
        operands = [
            f"{'*' if operand.value.many else number}:{operand.value.name.lower()}:{_action(operand.value)}"
            for number, operand in enumerate(form.operands, start=1)
        ]
        if form.name == "read":  # before anything is named, the first word may be a command
            cases += [_case("read", [*options, "1:briefing or command:_briefmark_first", *operands])]
            cases += [_case("named", [*options, *operands])]
        else:
            cases += [_case(form.name, [*options, *operands])]
    words = {
        "COMMANDS": "\n".join(f"        {quote(f'{form.name}:{_escaped(form.about)}')}" for form in forms),
        "WITH_VALUE": " ".join(before_command(forms)),
        "NAMES": " ".join(form.name for form in forms),
        "CASES": "\n".join(cases),
    }
    return filled(_SCRIPT, words)


def _case(name: str, specs: list[str]) -> str:
    lines = [f"        {name})", "            _arguments -S \\"]
    return "\n".join(
        [*lines, *(f"                {quote(spec)} \\" for spec in specs), "                && return 0 ;;"]
    )


def _specs(option: Option) -> list[str]:
    """As `_arguments` has them, one for each name; the names of one option exclude each other."""
    excluded = "*" if option.repeats else f"({' '.join(option.names)})"
    words = f"[{_escaped(option.words)}]"
    if option.value is None:
        return [f"{excluded}{name}{words}" for name in option.names]
    value = f":{option.value.name.lower()}:{_action(option.value)}"
    return [f"{excluded}{name}={words}{value}" for name in option.names]


def _action(value: Value) -> str:
    if value.choices:
        return f"({' '.join(map(_word, value.choices))})"
    return "_files" if value.is_file else " "


def _word(choice: str) -> str:
    """A word as `_arguments` takes it, which evaluates it: a category may have any sign in its name."""
    return _NOT_PLAIN.sub(r"\\\g<0>", choice)


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", words)
