"""How the screens are built: foreign text is cleaned before it is shown, and no class or file grows too large."""

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


CLASSES = {
    node.name: node
    for path in FILES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.ClassDef)
}


def _bases(name: str) -> set[str]:
    """The classes that a class inherits from, ours with theirs."""
    node = CLASSES.get(name)
    found = {ast.unparse(base).partition("[")[0] for base in node.bases} if node else set()
    return found.union(*map(_bases, found))


def _methods(name: str) -> int:
    return sum(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for node in CLASSES[name].body)


SCREENS = sorted(name for name in CLASSES if _bases(name) & {"Screen", "ModalScreen"})


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_no_class_has_more_than_forty_methods(name: str) -> None:
    assert _methods(name) <= 40


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_has_more_than_thirty_methods_or_inherits_from_another_but_dialogs_from_theirs(name: str) -> None:
    assert _methods(name) <= 30
    assert _bases(name) & CLASSES.keys() <= {"Dialog"}


def test_the_screens_are_found() -> None:
    assert {"ReaderScreen", "LibraryScreen", "Dialog", "Choice", "NoteDialog", "HelpDialog"} <= {*SCREENS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TUI)))
def test_no_file_is_longer_than_450_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450
