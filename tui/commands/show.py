"""`show`: a briefing's structure as text, JSON or Markdown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from content.errors import UsageError
from content.kept import keep
from content.wording import counted
from tui.commands import briefings

if TYPE_CHECKING:
    import argparse

    from content.document.model import Document
    from content.structure.model import Briefing
    from tui.console import Console

_RULE = 72  # characters


def run(options: argparse.Namespace, console: Console) -> int:
    """Print each file's structure. Also what `briefmark FILE` does when stdout is not a terminal."""
    files = list(options.files)
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("Name a file to show, or read on a terminal.")
        files = ["-"]
    marking = briefings.marking(options.tlp)
    outcome = briefings.Outcome(console)
    shown = 0
    for name, document in briefings.each(files, outcome, briefings.source_options(options)):
        with outcome.of(name):
            if shown and not getattr(options, "json", False):
                console.text(f"\n{'=' * _RULE}\n\n")  # between briefings
            shown += 1
            briefing = _briefing(document, options, console)
            if story := getattr(options, "story", None):
                briefing = _story(briefing, story, name)
            for sentence in briefing.warnings:
                console.warn(briefings.shown_name(document.source), sentence)
            _print(briefing._replace(marking=marking) if marking else briefing, options, console)
    keep()
    return outcome.code


def _briefing(document: Document, options: argparse.Namespace, console: Console) -> Briefing:
    """The structure; with overruled roles only when annotations are named."""
    if options.annotations:
        from tui.commands.sessions import open_to_read

        return open_to_read(document, options.annotations, console).briefing
    from content.structure import analyse

    return analyse(document)


def _story(briefing: Briefing, number: int, name: str) -> Briefing:
    """One story of a digest; `number` counts from 1. Raises UsageError when there are fewer."""
    from content.structure.within import within

    if number > len(briefing.stories):
        has = f"has only {counted(len(briefing.stories), 'story', 'stories')}" if briefing.stories else "has none"
        raise UsageError(f"There is no story {number}: {briefings.shown_name(name)} {has}.")
    return within(briefing, briefing.stories[number - 1].range)


def _print(briefing: Briefing, options: argparse.Namespace, console: Console) -> None:
    from content.export import structure

    if getattr(options, "json", False):
        from content.export.json_text import json_line

        console.data(f"{json_line(structure.briefing_json(briefing, with_text=options.with_text))}\n")
    elif getattr(options, "markdown", False):
        console.text(structure.briefing_markdown(briefing))
    elif console.is_terminal:
        from tui.commands.rich_show import rendered

        console.rich(rendered(briefing))
    else:
        console.text(structure.briefing_text(briefing))
