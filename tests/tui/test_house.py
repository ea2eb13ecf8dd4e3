"""Where foreign text may become a picture: only through the function that cleans it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "tui"
FORBIDDEN = {"from_markup", "from_text", "open_url", "notify", "webbrowser", "system"}


def _calls(path: Path) -> list[tuple[str, ast.Call]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [
        (call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")) for call in calls
    ]
    return list(zip(names, calls, strict=True))


FILES = sorted(path for path in TUI.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TUI)))
def test_no_call_parses_markup_or_opens_links_behind_the_readers_back(path: Path) -> None:
    assert not [name for name, _ in _calls(path) if name in FORBIDDEN]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TUI)))
def test_widgets_that_parse_markup_are_given_content_and_no_bare_string(path: Path) -> None:
    for name, call in _calls(path):
        if name in {"Static", "Label", "Option"} and call.args:
            first = call.args[0]
            bare = isinstance(first, ast.JoinedStr) or (isinstance(first, ast.Constant) and "[" in str(first.value))
            assert not bare, f"line {call.lineno}"
            assert isinstance(first, (ast.Call, ast.Constant, ast.Name, ast.Attribute)), f"line {call.lineno}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TUI)))
def test_a_shell_runs_only_the_line_that_the_reader_typed(path: Path) -> None:
    shells = [
        call for _, call in _calls(path) for word in call.keywords if word.arg == "shell" and path.name != "taking.py"
    ]
    assert not shells
