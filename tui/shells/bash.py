"""The completion script of bash, from 3.2 on, as macOS has it; needs no other package."""

from __future__ import annotations

from shlex import join
from typing import TYPE_CHECKING

from tui.shells.command_line import before_command, filled

if TYPE_CHECKING:
    from tui.shells.command_line import CommandForm

_SCRIPT = """# Completion of briefmark for bash. To have it in every shell:
#     briefmark completion bash > ~/.local/share/bash-completion/completions/briefmark
_briefmark() {
    local line="${COMP_LINE:0:COMP_POINT}" word previous="" skip="" given="" command=read before="" only=""
    local current="${line##*[[:space:]]}" words found=() commands=" @COMMANDS@ " with_value=" @WITH_VALUE@ "
    read -ra words <<<"${line%"$current"}"
    for word in "${words[@]:1}"; do
        previous="$word"
        if [[ -n $skip ]]; then
            skip=""
        elif [[ -n $given ]]; then
            continue
        elif [[ $word == -- ]]; then
            given=1
        elif [[ $with_value == *" $word "* ]]; then
            skip=1
        elif [[ $word != -* || $word == - ]]; then
            given=1
            [[ $commands == *" $word "* ]] && command="$word"
        fi
    done
    if [[ $current == --*=* ]]; then
        previous="${current%%=*}"
        current="${current#*=}"
    fi
    case "$command $previous" in
@VALUES@
    esac
    if [[ -z $only ]]; then
        if [[ $current == -* ]]; then
            only=1
            case "$command" in
@OPTIONS@
            esac
        elif [[ -z $given && $current =~ ^[a-z]*$ ]]; then
            found=($commands)
        else
            case "$command" in
@OPERANDS@
            esac
        fi
    fi
    [[ $COMP_WORDBREAKS == *:* && $current == *:* ]] && before="${current%:*}:"
    for word in "${found[@]}"; do
        if [[ $word == "$current"* ]]; then
            printf -v word %q "${word#"$before"}"
            COMPREPLY+=("$word")
        fi
    done
    if [[ $only == 1 ]]; then
        compopt +o default +o bashdefault 2>/dev/null
    elif [[ -z $only && ${#COMPREPLY[@]} -gt 0 ]]; then
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
        compopt -o filenames 2>/dev/null
    fi
    return 0
}
complete -o bashdefault -o default -F _briefmark briefmark
"""


def script(forms: tuple[CommandForm, ...]) -> str:
    """The script. What it finds no words for is left to the shell, which completes the names of files."""
    values, options, operands = [], [], []
    for form in forms:
        for option in form.options:
            if option.value is None:
                continue
            pattern = "|".join(f'"{form.name} {name}"' for name in option.names)
            body = "only=file" if option.value.is_file else f"only=1; found=({join(option.value.choices)})"
            values.append(f"        {pattern}) {body} ;;")
        names = [name for option in form.options for name in option.names]
        options.append(f"                {form.name}) found=({join(names)}) ;;")
        choices = [choice for operand in form.operands for choice in operand.value.choices]
        if not any(operand.value.is_file for operand in form.operands):
            operands.append(f"                {form.name}) only=1; found=({join(choices)}) ;;")
    words = {
        "COMMANDS": " ".join(form.name for form in forms),
        "WITH_VALUE": " ".join(before_command(forms)),
        "VALUES": "\n".join(values),
        "OPTIONS": "\n".join(options),
        "OPERANDS": "\n".join(operands),
    }
    return filled(_SCRIPT, words)
