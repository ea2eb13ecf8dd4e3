"""How a line goes with those around it and with the rest of its text: features that no line has alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_FURNITURE = frozenset(
    {"byline-first", "credit-first", "boilerplate-first", "credit-ends", "credit-last", "credit-colon", "agency-short"}
)
_LISTED = frozenset({"bullet", "numbered"})
_LONGEST_LISTED = 420  # characters; no line after a longer one is taken for one of the list that a colon opened
_NAMING = frozenset({"first-dash", "people", "name2", "name3", "name4"})


@dataclass(frozen=True, slots=True)
class Surface:
    """What is seen of one line: its own features, and those that its neighbours look at."""

    own: tuple[str, ...]
    shown: tuple[str, ...]
    size: int


def bin_of(value: float, edges: Sequence[float]) -> int:
    """The number of the bin that a value falls in."""
    return bisect_left(edges, value)


def with_company(seen: Sequence[Surface]) -> list[Surface]:
    """Add to each line what it has in common with the rest of the text: furniture and headings rarely come alone."""
    marked = [bool(_FURNITURE.intersection(surface.own)) for surface in seen]
    dashed = [bool(_LISTED.intersection(surface.own)) for surface in seen]
    spoken = [surface.size <= 130 and "first-dash" in surface.own for surface in seen]
    sums = (sum(marked), sum(dashed), sum(spoken))
    gaps = _gaps(seen)
    company = []
    for index, (surface, listed) in enumerate(zip(seen, _lists(seen), strict=True)):
        kind = "short" if surface.size <= 60 else "middle" if surface.size <= 160 else "long"
        others = sums[0] - marked[index]
        more = [
            f"furniture{bin_of(others, (0, 1, 3, 6))}-{kind}",
            f"furniture-share{bin_of(others / len(seen), (0, 0.05, 0.1, 0.2))}",
            f"bullets{bin_of(sums[1] - dashed[index], (0, 2))}-{kind}",
            f"dashes{bin_of(sums[2] - spoken[index], (0, 1))}-{kind}",
        ]
        more.extend(listed)
        if surface.size <= 130:
            before, after = gaps[index]
            more.append(f"before{bin_of(before, (0, 1, 2, 4))}-{kind}")
            more.append(f"after{bin_of(after, (0, 1, 2, 4))}-{kind}")
        company.append(Surface((*surface.own, *more), surface.shown, surface.size))
    return company


def _lists(seen: Sequence[Surface]) -> Iterator[list[str]]:
    """What tells a list: how far above a colon stands, and how many lines in a row begin with a label."""
    labels: list[int] = []
    for labelled, group in groupby("label" in surface.shown for surface in seen):
        length = len(list(group))
        labels.extend([length if labelled else 0] * length)
    since = 0
    for surface, row in zip(seen, labels, strict=True):
        kind = "short" if surface.size <= 60 else "middle" if surface.size <= 160 else "long"
        found = []
        if since and surface.size <= _LONGEST_LISTED:
            found.append(f"colon{bin_of(since, (1, 2, 4, 8))}-{kind}")
            found.append(f"colon-{_coarse(surface)}-{surface.shown[1]}")
            since += 1
        else:
            since = 0
        if "endcolon" in surface.shown:
            since = 1
        if row:
            found.append(f"labels{bin_of(row, (1, 2, 4))}-{kind}")
        yield found


def _gaps(seen: Sequence[Surface]) -> list[tuple[int, int]]:
    """For each line how many long lines stand right before it and right after it."""
    before = []
    run = 0
    for surface in seen:
        before.append(run)
        run = run + 1 if surface.size > 130 else 0
    after = []
    run = 0
    for surface in reversed(seen):
        after.append(run)
        run = run + 1 if surface.size > 130 else 0
    return list(zip(before, reversed(after), strict=True))


def _naming(line: str, surface: Surface) -> str:
    """How a line could name whoever said the line above: not at all (empty), by a dash, a name, a role or both."""
    if surface.size > 100 or (not _NAMING.intersection(surface.shown) and "," not in line):
        return ""
    names = set(surface.shown)
    if "first-dash" in names:
        return "dash"
    if names & {"endstop", "endasks", "endcolon", "endbang", "endcomma"}:
        return ""
    if "," in line and "people" in names and line[0].isupper():
        return "name-and-role"
    if names & {"name2", "name3", "name4"}:
        return "name"
    return "role" if "people" in names else ""


def _saying(surface: Surface) -> str:
    """How a line could be somebody's words: in marks, repeated, in the first person, without a full stop."""
    names = set(surface.own)
    if "quoted" in names:
        return "quoted"
    if names & {"repeats-all", "repeats3"}:
        return "repeated"
    if "first-person" in names:
        return "first-person"
    if names & {"address-short", "address", "handle"}:
        return "post"
    if names & {"endword", "endquote"} and surface.size > 40:
        return "open-ended"
    return "no"


def pairs(lines: Sequence[str], seen: Sequence[Surface], index: int) -> Iterator[str]:
    """How a line goes with those around it."""
    own = seen[index]
    if index and (naming := _naming(lines[index], own)):
        yield f"names-by-{naming}-under-{_saying(seen[index - 1])}"
    if index + 1 < len(seen) and 24 < own.size <= 700 and (naming := _naming(lines[index + 1], seen[index + 1])):
        yield f"said-{_saying(own)}-above-{naming}"
    if index and "endcolon" in seen[index - 1].shown:
        yield f"below-colon-said-{_saying(own)}"
        yield f"below-colon-{_coarse(own)}"
    before = seen[index - 1] if index else None
    after = seen[index + 1] if index + 1 < len(seen) else None
    here = _coarse(own)
    yield f"{own.shown[1]}-then-{_coarse(after)}"
    if before is not None and here + before.shown[1] + before.shown[3] == _coarse(before) + own.shown[1] + own.shown[3]:
        yield "like-before"
    if after is not None and here + after.shown[1] + after.shown[3] == _coarse(after) + own.shown[1] + own.shown[3]:
        yield "like-after"


def _coarse(surface: Surface | None) -> str:
    if surface is None:
        return "-"
    return "T" if surface.size <= 26 else "S" if surface.size <= 62 else "M" if surface.size <= 130 else "L"
