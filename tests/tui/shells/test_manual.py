"""The manual page says what the parsers know, and nothing else has to be written twice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tui.arguments import _WITH_VALUE, COMMANDS
from tui.shells.command_line import before_command, command_forms
from tui.shells.manual import page

PAGE = Path(__file__).parents[3] / "docs" / "briefmark.1"


def test_the_page_that_is_installed_is_up_to_date() -> None:
    """`briefmark man > docs/briefmark.1` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == page(command_forms())


def test_every_command_and_every_option_is_in_the_page() -> None:
    text = page(command_forms())
    assert [line for line in text.splitlines() if line.startswith(".SS ")] == [f".SS {name}" for name in COMMANDS]
    names = {name for form in command_forms() for option in form.options for name in option.names}
    assert not [name for name in names if rf"\fB{name.replace('-', chr(92) + '-')}\fR" not in text]


def test_mandoc_finds_nothing_wrong_but_that_it_has_no_date() -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    done = subprocess.run(["mandoc", "-T", "lint", str(PAGE)], capture_output=True, text=True, check=False, timeout=30)
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []


def test_man_shows_the_page() -> None:
    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    done = subprocess.run(
        ["man", "--warnings", "-l", str(PAGE)], capture_output=True, text=True, check=True, timeout=30
    )
    assert "briefmark export [OPTION ...] FILE ..." in done.stdout
    assert not done.stderr


def test_the_options_before_a_command_that_take_a_value_are_known_to_the_parser_and_to_the_shells() -> None:
    assert set(before_command(command_forms())) == _WITH_VALUE
