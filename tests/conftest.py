"""Folders of their own for every test: nothing is read from or written to the reader's own places."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.extras import missing

if TYPE_CHECKING:
    from pathlib import Path

os.environ["XDG_CACHE_HOME"] = os.devnull  # patterns are looked for in it while modules are imported, before any test

# On a busy machine an example's time says nothing. The examples are the same each time, so that a failure belongs to
# the change that caused it; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")


collect_ignore = missing()  # folders are named as the extras that their tests need


def pytest_collection_finish() -> None:
    """Keeps the collector from going through the thousands of tests each time that a test opens a briefing.

    A reader freezes what lives as long as its process; here many readers share one, and become garbage one by one.
    """
    gc.collect()
    gc.freeze()
    for name in ("freeze", "unfreeze"):
        setattr(gc, name, lambda: None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says which tests were left out."""
    if collect_ignore:
        left_out = ", ".join(collect_ignore)
        terminalreporter.write_line(f"Left out, as their extras are not installed: the tests of {left_out}.")


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name.lower()))
    for name in ("COLUMNS", "LINES", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "COLORFGBG", "NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


def pytest_xdist_auto_num_workers() -> int:
    """Twice as many processes as there are cores: tests wait for screens and terminals (1.65 of 2 cores with three)."""
    return (os.cpu_count() or 1) * 2
