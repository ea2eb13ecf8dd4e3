"""How a line goes with those around it and with the rest of its text: features that no line has alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

_FURNITURE = frozenset(
    {"byline-first", "credit-first", "boilerplate-first", "credit-ends", "credit-last", "credit-colon", "agency-short"}
)
_LISTED = frozenset({"bullet", "numbered"})
_LONGEST_LISTED = 420  # characters; no line after a longer one is taken for one of the list that a colon opened
_LONGEST_NAME = 100
_NAMED = frozenset({"people", "name2", "name3", "name4"})
_CLOSED = frozenset({"endstop", "endasks", "endcolon", "endbang", "endcomma"})
# How a line could be somebody's words: in marks, repeated, in the first person, without a full stop.
_SAYING = {"quoted": "quoted", "repeats-all": "repeated", "repeats3": "repeated", "first-person": "first-person"}
_SAYING |= dict.fromkeys(("address-short", "address", "handle"), "post")
_LOOKED_FOR = _FURNITURE | _LISTED | _NAMED | _SAYING.keys() | {"label"}


class Surface(NamedTuple):
    """What is seen of one line: its own features, and those that its neighbours look at."""

    own: list[str]
    shown: Sequence[str]
    size: int
    end: str
    first: str
    kind: str  # by its size


def length_of(size: int) -> str:
    return "short" if size <= 60 else "middle" if size <= 160 else "long"


def add_company(lines: Sequence[str], seen: Sequence[Surface]) -> None:
    """Add to each line what it has in common with the rest of the text, and how it goes with those around it."""
    names = [_LOOKED_FOR.intersection(surface.own) for surface in seen]
    shapes = [("TSML"[bisect_left((26, 62, 130), one.size)], one.end, one.first) for one in seen]
    _add_counts(seen, names)
    _add_lists(seen, names, shapes)
    naming, saying = list(map(_naming, lines, seen, names)), list(map(_saying, seen, names))
    for at, (above, here) in enumerate(pairwise(seen)):
        if naming[at + 1]:
            here.own.append(f"names-by-{naming[at + 1]}-under-{saying[at]}")
            if 24 < above.size <= 700:
                above.own.append(f"said-{saying[at]}-above-{naming[at + 1]}")
        if above.end == "endcolon":
            here.own.extend((f"below-colon-said-{saying[at + 1]}", f"below-colon-{shapes[at + 1][0]}"))
        if shapes[at] == shapes[at + 1]:
            above.own.append("like-after")
            here.own.append("like-before")
        above.own.append(f"{above.end}-then-{shapes[at + 1][0]}")
    for last in seen[-1:]:
        last.own.append(f"{last.end}-then--")


def _add_counts(seen: Sequence[Surface], names: Sequence[frozenset[str]]) -> None:
    """How many lines are furniture, items and speech, and how many long ones are around: headings rarely come alone."""
    marked = [not _FURNITURE.isdisjoint(own) for own in names]
    listed = [not _LISTED.isdisjoint(own) for own in names]
    dashed = [one.size <= 130 and one.first == "first-dash" for one in seen]
    furniture, items, spoken = sum(marked), sum(listed), sum(dashed)
    long = [*_runs(one.size > 130 for one in seen), 0]
    for at, (own, _, size, _, _, kind) in enumerate(seen):
        others = furniture - marked[at]
        own.append(f"furniture{bisect_left((0, 1, 3, 6), others)}-{kind}")
        own.append(f"furniture-share{bisect_left((0, 0.05, 0.1, 0.2), others / len(seen))}")
        own.append(f"bullets{bisect_left((0, 2), items - listed[at])}-{kind}")
        own.append(f"dashes{bisect_left((0, 1), spoken - dashed[at])}-{kind}")
        if size <= 130:
            own.append(f"before{bisect_left((0, 1, 2, 4), long[at - 1])}-{kind}")
            own.append(f"after{bisect_left((0, 1, 2, 4), long[at + 1])}-{kind}")


def _add_lists(seen: Sequence[Surface], names: Sequence[frozenset[str]], shapes: Sequence[tuple[str, ...]]) -> None:
    """What tells a list: how far above a colon stands, and how many lines in a row begin with a label."""
    since = 0
    labels = _runs("label" in own for own in names)
    for (own, _, size, end, _, kind), (coarse, *_), row in zip(seen, shapes, labels, strict=True):
        if since and size <= _LONGEST_LISTED:
            own.extend((f"colon{bisect_left((1, 2, 4, 8), since)}-{kind}", f"colon-{coarse}-{end}"))
            since += 1
        else:
            since = 0
        if end == "endcolon":
            since = 1
        if row:
            own.append(f"labels{bisect_left((1, 2, 4), row)}-{kind}")


def _runs(flags: Iterable[bool]) -> Iterator[int]:
    """For each flag how many that are set stand in a row with it; 0 where it is not."""
    for flag, group in groupby(flags):
        length = len(list(group))
        yield from [length * flag] * length


def _naming(line: str, surface: Surface, own: frozenset[str]) -> str:
    """How a line could name whoever said the line above: not at all (empty), by a dash, a name, a role or both."""
    if surface.size > _LONGEST_NAME:
        return ""
    if surface.first == "first-dash":
        return "dash"
    names = own & _NAMED
    if not names or surface.end in _CLOSED:
        return ""
    if "people" in names and "," in line and line[0].isupper():
        return "name-and-role"
    return "role" if names == {"people"} else "name"


def _saying(surface: Surface, own: frozenset[str]) -> str:
    if found := _SAYING.keys() & own:
        return next(said for name, said in _SAYING.items() if name in found)
    return "open-ended" if surface.size > 40 and surface.end in {"endword", "endquote"} else "no"
