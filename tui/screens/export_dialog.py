"""Asks for a format and a file to export marks to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from content.store.paths import cut_name
from tui.screens.dialog import Ask, Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

_LONGEST_NAME = 255  # bytes
_KEYS = "123456789abcdefghi"  # of the formats


def ask_export(app: App[object], what: str, stem: str, then: Callable[[str, Path], None]) -> None:
    """Asks how to export `what`, a few words, and where; goes on with the format and the file.

    The file that is offered is called `stem`, cut where no name can be as long, with what belongs to the format.
    """
    from content.formats import FORMATS, WRITTEN

    def ask_where(format_: str | None) -> None:
        if format_ is None:
            return
        ending = f".marks{FORMATS[format_].ending or FORMATS[format_].suffixes[0]}"
        name = cut_name(stem, _LONGEST_NAME - len(ending)) + ending
        app.push_screen(
            Ask(f"Export as {format_}", "File (replaced if it exists)", name), lambda path: go_on(format_, path)
        )

    def go_on(format_: str, name: str | None) -> None:
        if name:
            then(format_, Path(os.path.expanduser(name)))  # noqa: PTH111 it never raises, Path's does

    reports_first = sorted(WRITTEN, key=lambda name: not FORMATS[name].is_report)
    rows = [
        (name, key, Content.assemble(f"{name:<12}", (FORMATS[name].about, "$foreground 66%")))
        for key, name in zip(_KEYS, reports_first, strict=False)
    ]
    app.push_screen(Choice(f"Export {what} as", rows), ask_where)
