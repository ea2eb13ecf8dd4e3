"""Tags around ranges of a text: however the ranges cross, the elements lie properly one in the other."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from content.document.model import TextRange

# Elements in one another: parsers refuse far more, and nobody can tell them apart.
_DEEPEST = 12


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """An element around a range: its opening and closing tag, and HTML that stands once behind its end."""

    range: TextRange
    opening: str
    closing: str
    after: str = ""


def in_blocks(runs: Iterable[Run], blocks: Sequence[TextRange]) -> Iterator[list[Run]]:
    """For each block (in order, apart from one another) the runs that reach into it, those that begin first first.

    A run without any character in a block is left out; so are those over the whole block that would be too deep.
    """
    waiting = sorted(runs, key=lambda run: (run.range.start, -run.range.end))
    active: list[Run] = []
    at = 0
    for block in blocks:
        while at < len(waiting) and waiting[at].range.start < block.end:
            active.append(waiting[at])
            at += 1
        active = [run for run in active if run.range.end > block.start]
        if len(active) <= _DEEPEST:
            yield active
        else:
            over = [run for run in active if run.range.start < block.start and run.range.end > block.end]
            hidden = set(map(id, over[_DEEPEST:]))
            yield [run for run in active if id(run) not in hidden]


def woven(text: str, here: TextRange, runs: Iterable[Run]) -> str:
    """The words of a range as HTML, with the runs in it; a run that crosses another is cut in two."""
    edges: list[tuple[int, int, int, Run]] = []
    for number, run in enumerate(runs):
        start, end = max(run.range.start, here.start), min(run.range.end, here.end)
        edges += [(start, 1, number, run), (end, 0, -number, run)]
    edges.sort(key=lambda edge: edge[:3])
    parts: list[str] = []
    inside: list[Run] = []
    at = here.start
    for offset, opens, _, run in edges:
        parts.append(escape(text[at:offset]))
        at = offset
        if opens:
            if len(inside) < _DEEPEST:
                inside.append(run)
                parts.append(run.opening)
        else:
            parts += _closed(run, inside)
            if run.range.end <= here.end:
                parts.append(run.after)
    parts.append(escape(text[at : here.end]))
    return "".join(parts)


def _closed(run: Run, inside: list[Run]) -> Iterator[str]:
    """Closes a run, and for a moment those that were opened in it."""
    if run not in inside:
        return
    position = inside.index(run)
    above = inside[position + 1 :]
    del inside[position]
    yield from (one.closing for one in reversed(above))
    yield run.closing
    yield from (one.opening for one in above)
