"""The completion script of fish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.shells.command_line import before_command

if TYPE_CHECKING:
    from tui.shells.command_line import CommandForm, Option, Value

_SCRIPT = """# Completion of briefmark for fish. To have it in every shell:
#     briefmark completion fish > ~/.config/fish/completions/briefmark.fish
function __briefmark_command --description 'the command so far: start before anything is named'
    set -l skip
    for word in (commandline -opc)[2..]
        if test -n "$skip"
            set skip
        else if contains -- $word @WITH_VALUE@
            set skip 1
        else if contains -- $word @NAMES@
            echo $word
            return
        else if test "$word" = -- -o "$word" = - || not string match -q -- '-*' $word
            echo read
            return
        end
    end
    echo start
end
function __briefmark_in
    contains -- (__briefmark_command) $argv
end
"""


def script(forms: tuple[CommandForm, ...]) -> str:
    """The script. Names of files are completed where nothing else is said."""
    names = " ".join(form.name for form in forms)
    lines = [_SCRIPT.replace("@WITH_VALUE@", " ".join(before_command(forms))).replace("@NAMES@", names)]
    lines += (
        f"complete -c briefmark -n '__briefmark_in start' -a {form.name} -d {_quoted(form.about)}" for form in forms
    )
    for form in forms:
        within = "start read" if form.name == "read" else form.name
        begin = f"complete -c briefmark -n '__briefmark_in {within}'"
        lines += (f"{begin} {_option(option)}" for option in form.options)
        lines += (f"{begin} {_words_of(operand.value)}" for operand in form.operands if not operand.value.is_file)
        if not form.operands:
            lines.append(f"{begin} -f")
    return "\n".join(lines) + "\n"


def _option(option: Option) -> str:
    names = (f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    value = "" if option.value is None else " -r -F" if option.value.is_file else f" -r {_words_of(option.value)}"
    return f"{' '.join(names)}{value} -d {_quoted(option.words)}"


def _words_of(value: Value) -> str:
    """No names of files, and the words that are known."""
    return f"-f -a {_quoted(' '.join(map(_quoted_word, value.choices)))}" if value.choices else "-f"


def _quoted_word(word: str) -> str:
    return word if word.replace("-", "").isalnum() else _quoted(word)


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
