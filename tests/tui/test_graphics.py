"""Terminals that draw pictures are known by what they say of themselves, and are never asked."""

from __future__ import annotations

import pytest

from tui.graphics import NAMES, Graphics, graphics_of

XTERM = {"TERM": "xterm-256color"}
WEZTERM = {**XTERM, "TERM_PROGRAM": "WezTerm"}


@pytest.mark.parametrize(
    ("environment", "graphics"),
    [
        ({"TERM": "xterm-kitty"}, Graphics.KITTY),
        ({"TERM": "xterm-ghostty"}, Graphics.KITTY),
        ({"TERM": "foot"}, Graphics.SIXEL),
        ({"TERM": "foot-extra"}, Graphics.SIXEL),
        ({"TERM": "mlterm-256color"}, Graphics.SIXEL),
        ({"TERM": "contour"}, Graphics.SIXEL),
        ({"TERM": "yaft-256color"}, Graphics.SIXEL),
        (WEZTERM, Graphics.SIXEL),
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, Graphics.SIXEL),
        ({**XTERM, "TERM_PROGRAM": "mintty"}, Graphics.SIXEL),
        ({**XTERM, "TERM_PROGRAM": "rio"}, Graphics.SIXEL),
        ({**XTERM, "TERM_PROGRAM": "vscode"}, Graphics.BLOCKS),
        ({**XTERM, "KONSOLE_VERSION": "241200"}, Graphics.BLOCKS),
        (XTERM, Graphics.BLOCKS),
        ({"TERM": "footnote"}, Graphics.BLOCKS),
        ({}, Graphics.BLOCKS),
    ],
)
def test_a_terminal_is_known_by_its_names(environment: dict[str, str], graphics: Graphics) -> None:
    assert graphics_of("auto", environment) is graphics


@pytest.mark.parametrize(
    "name", ["KONSOLE_VERSION", "VTE_VERSION", "XTERM_VERSION", "ALACRITTY_WINDOW_ID", "WT_SESSION"]
)
def test_a_terminal_started_from_another_is_not_taken_for_it(name: str) -> None:
    assert graphics_of("auto", {**WEZTERM, name: "1"}) is Graphics.BLOCKS


@pytest.mark.parametrize("between", ["TMUX", "STY", "ZELLIJ", "NVIM", "VIM_TERMINAL", "INSIDE_EMACS"])
@pytest.mark.parametrize("environment", [{"TERM": "xterm-kitty"}, {"TERM": "foot"}, WEZTERM])
def test_nothing_is_sent_through_programs_that_do_not_pass_it_on(environment: dict[str, str], between: str) -> None:
    assert graphics_of("auto", {**environment, between: "1"}) is Graphics.BLOCKS


@pytest.mark.parametrize("environment", [{}, WEZTERM, {"TERM": "xterm-kitty", "TMUX": "1"}])
@pytest.mark.parametrize("setting", NAMES[1:])
def test_what_the_setting_says_holds_anywhere(setting: str, environment: dict[str, str]) -> None:
    assert graphics_of(setting, environment) is Graphics(setting)
