"""Which text the first screen shows, and where in it: known before the briefing is opened, where that is cheap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.source.beginning import beginning_of
from tui.render.opening import has_empty_lines

if TYPE_CHECKING:
    import argparse


def beginning(options: argparse.Namespace, *, history: bool) -> tuple[str, int] | None:
    """The first characters of the one plain text that was named, and the offset at which reading goes on.

    None where that has to wait until it is opened: for another format, where it may not be read from its beginning, or
    where a part does not show whether the lines of the whole text stand apart.
    """
    told = (options.as_format, options.encoding, options.column)
    if len(options.files) != 1 or any(one is not None for one in told):
        return None
    found = beginning_of(options.files[0])
    if found is None:
        return None
    if found.is_whole:
        return found.text, start(found.text, _stopped_at(found.text) if history else 0, options.line)
    if options.line is not None or not has_empty_lines(found.text) or (history and _may_have_stopped(found.size)):
        return None
    return found.text, 0


def start(text: str, offset: int, line: int | None) -> int:
    """Where the caret begins: at the line that was asked for, else at an offset."""
    if line is None:
        return offset
    from tui.render.units import line_start

    return line_start(text, line)


def _stopped_at(text: str) -> int:
    from content.store.stopped import stopped_at

    return stopped_at(text)


def _may_have_stopped(size: int) -> bool:
    from content.store.stopped import may_have_stopped

    return may_have_stopped(size)
