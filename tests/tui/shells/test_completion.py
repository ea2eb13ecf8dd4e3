"""Completion, asked of the shells themselves."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pexpect
import pytest

from content.formats import WRITTEN
from tui.arguments import COMMANDS, SHELLS
from tui.cli import run
from tui.shells.command_line import command_forms

if TYPE_CHECKING:
    from collections.abc import Callable

Offered: TypeAlias = "Callable[[str], list[str]]"  # the words for the end of a line
PATIENCE = 30  # seconds; a slow machine is not a failure
FORMS = {form.name: form for form in command_forms()}
_BASH = """source {script}
COMP_LINE={line}; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_briefmark; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
# Adds each match to a file as well; calls that only sort matches into an array, or show their words, are left alone.
_ZSH_KEEPS_MATCHES = (
    'compadd() { if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi;'
    ' local -a all; builtin compadd -A all "$@"; print -rl -- $all >>$HOME/found; builtin compadd "$@" }'
)


def _needs(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a few files, the current one; the scripts are in the folder around it."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    (folder / "storm report.txt").touch()
    (folder / "sharp.txt").touch()
    return folder


@pytest.fixture(params=SHELLS)
def offered(
    request: pytest.FixtureRequest, desk: Path, capfd: pytest.CaptureFixture[str]
) -> Callable[[str], list[str]]:
    """What a shell offers to complete a line with; zsh is asked by keys, the others by their own commands."""
    shell = str(request.param)
    program = _needs(shell)
    assert run(["completion", shell]) == 0
    script = desk.parent / f"script.{shell}"
    script.write_text(capfd.readouterr().out, encoding="utf-8")

    def by_bash(line: str) -> list[str]:
        asked = _BASH.format(script=script, line=shlex.quote(line))
        return _lines([program, "--noprofile", "--norc", "-c", asked])

    def by_fish(line: str) -> list[str]:
        asked = f"source {script}; complete -C {shlex.quote(line)}"
        return [row.partition("\t")[0] for row in _lines([program, "--no-config", "-c", asked])]

    def by_zsh(line: str) -> list[str]:
        return _asked_of_zsh(program, script, line)

    return {"bash": by_bash, "fish": by_fish, "zsh": by_zsh}[shell]


def _lines(command: list[str]) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert not done.stderr
    return done.stdout.splitlines()


def _asked_of_zsh(program: str, script: Path, line: str) -> list[str]:
    """Zsh completes only in its line editor: Tab does so there, keeps all matches, and says when it is through."""
    setup = [
        f"PS1='> '; autoload -U compinit; compinit -D -u; source {script}; LISTMAX=1000",
        _ZSH_KEEPS_MATCHES,
        "ask() { zle expand-or-complete; zle -I; print as''ked }; zle -N ask; bindkey '^I' ask",
    ]
    found = Path.home() / "found"
    found.unlink(missing_ok=True)
    child = pexpect.spawn(program, ["-f", "-i"], encoding="utf-8", timeout=PATIENCE, dimensions=(50, 200))
    for words in (*setup, "print rea''dy"):
        child.sendline(words)
    child.expect_exact("\nready")
    child.send(line + "\t")
    child.expect_exact("asked")
    child.close(force=True)
    return list(filter(None, found.read_text(encoding="utf-8").splitlines())) if found.exists() else []


def test_commands_are_offered_at_the_start_of_the_line(offered: Offered) -> None:
    assert {"show", "read", "config"} <= set(offered("briefmark "))


def test_a_command_and_a_file_that_begin_so_are_both_offered(offered: Offered) -> None:
    found = offered("briefmark sh")
    assert {"show", "sharp.txt"} <= set(found)
    assert "config" not in found


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_each_command_are_offered(offered: Offered, command: str) -> None:
    names = {name for option in FORMS[command].options for name in option.names if name.startswith("--")}
    assert {word.rstrip("=") for word in offered(f"briefmark {command} --")} == names


def test_options_before_a_command_do_not_hide_it(offered: Offered) -> None:
    assert "--template" in {word.rstrip("=") for word in offered("briefmark -q --config show export --te")}


@pytest.mark.parametrize("line", ["briefmark export --format ", "briefmark export a.txt --format="])
def test_the_values_of_an_option_are_offered(offered: Offered, line: str) -> None:
    found = {word.removeprefix("--format=") for word in offered(line)}
    assert found == set(WRITTEN)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("briefmark --theme nor", "nord"),
        ("briefmark export --role list", "list-item"),
        ("briefmark completion f", "fish"),
        ("briefmark annotate a.txt --category cl", "claim"),
        ("briefmark show --as mark", "markdown"),
    ],
)
def test_a_word_that_is_known_is_completed(offered: Offered, line: str, word: str) -> None:
    assert offered(line) == [word]


ODD = """odd: it's "$(touch x)" `touch y` [a] (b) \\ *@OPTIONS@"""


@pytest.fixture
def own_categories(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings with categories of the reader's own, before the script is made."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.parent / "config"))
    settings = desk.parent / "config" / "briefmark" / "config.toml"
    settings.parent.mkdir(parents=True)
    names = ("budget line", "assertion", ODD)
    settings.write_text("".join(f"[[categories]]\nname = {json.dumps(name)}\n" for name in names), encoding="utf-8")


@pytest.mark.usefixtures("own_categories")
def test_the_readers_own_categories_are_completed_in_place_of_the_nine(offered: Offered) -> None:
    assert offered("briefmark annotate a.txt --category ass") == ["assertion"]
    assert [word.replace("\\", "") for word in offered("briefmark marks --category bud")] == ["budget line"]
    assert "claim" not in offered("briefmark marks --category cl")


@pytest.mark.usefixtures("own_categories")
def test_a_category_of_any_signs_is_completed_and_runs_nothing(desk: Path, offered: Offered) -> None:
    (word,) = offered("briefmark marks --category odd")
    assert word.replace("\\", "") in {ODD.replace("\\", ""), ODD.replace("\\", "").removeprefix("odd:")}
    assert {path.name for path in desk.iterdir()} == {"storm report.txt", "sharp.txt"}


def test_a_label_with_a_colon_is_completed(offered: Offered) -> None:
    assert [word.replace("\\", "") for word in offered("briefmark --tlp TLP:AMBER+")] in (
        ["TLP:AMBER+STRICT"],
        ["AMBER+STRICT"],
    )


def test_no_files_are_offered_where_a_command_takes_none(offered: Offered) -> None:
    assert "sharp.txt" not in offered("briefmark keys ")


def test_bash_completes_a_file_with_a_blank_in_its_name_after_a_command(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["completion", "bash"]) == 0
    script = desk.parent / "script"
    script.write_text(capfd.readouterr().out, encoding="utf-8")
    child = pexpect.spawn(_needs("bash"), ["--norc", "--noprofile", "-i"], encoding="utf-8", timeout=PATIENCE)
    child.sendline(f"briefmark() {{ printf 'given=%s.\\n' \"$@\"; }}; source {script}")
    child.send("briefmark show stor\t")
    time.sleep(0.3)  # readline answers a key that follows at once as pasted text
    child.send("\n")
    child.expect_exact("given=storm report.txt.")
    child.close(force=True)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_without_the_screen_being_loaded(shell: str) -> None:
    asked = f"import sys; from tui.cli import run; run(['completion', '{shell}']); assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, timeout=PATIENCE)
