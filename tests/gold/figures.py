"""The figures recorded beside the gold, below which they must not fall."""

from __future__ import annotations

import itertools
import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.gold.scoring import Disagreement, Measure, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILE = Path(__file__).with_name("figures.toml")
HEAD = """\
# How well the program does on the gold briefings, in percent, rounded down to a tenth. Written by
# `python -m tests.gold --record`; README.md says what each figure means.
"""
LISTED = 60  # disagreements in a message of the test


def recorded() -> dict[Measure, float]:
    """The figures in figures.toml; none before they are recorded for the first time."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {Measure(table, name): float(value) for table, row in tables.items() for name, value in row.items()}


def record(figures: Mapping[Measure, float]) -> None:
    """Writes the figures, which the next run of the test must reach."""
    FILE.write_text(HEAD + "\n".join(lines(figures)) + "\n", encoding="utf-8")


def lines(figures: Mapping[Measure, float]) -> Iterator[str]:
    """The figures as TOML, those for all briefings before those by language."""
    in_order = sorted(figures, key=lambda measure: ("-" in measure.table, measure))
    for table, measures in itertools.groupby(in_order, key=lambda measure: measure.table):
        yield f"\n[{table}]"
        yield from (f"{measure.name} = {rounded_down(figures[measure]):.1f}" for measure in measures)


def rounded_down(figure: float) -> float:
    """Rounded down to a tenth, despite floating-point errors."""
    return math.floor(10 * figure + 1e-6) / 10


def fallen(score: Score, before: Mapping[Measure, float]) -> list[Measure]:
    """The measures that are lower than recorded, or are no longer measured."""
    now = score.figures()
    return [measure for measure, figure in before.items() if rounded_down(now.get(measure, 0.0)) < figure]


def explained(score: Score, before: Mapping[Measure, float]) -> str:
    """Which figures fell, where gold and program differ in what they measure, and how to record them anew."""
    now = score.figures()
    lower = fallen(score, before)
    rows = [f"  {one.table}.{one.name}: {now.get(one, 0.0):.1f}, recorded {before[one]:.1f}" for one in lower]
    finding = {Measure(one.table, "f1") for one in lower}  # precision and recall come with it
    concerned = [one for one in score.disagreements if {*lower, *finding}.intersection(one.measures)]
    return "\n".join(
        [
            "These figures fell below those in tests/gold/figures.toml:",
            *rows,
            "Gold (-) and program (+) differ there in:",
            *listing(concerned[:LISTED]),
            *([f"  and in {len(concerned) - LISTED} more"] if len(concerned) > LISTED else []),
            "`python -m tests.gold --list` lists all of them: run it before and after a change, and compare.",
            "If the loss is intended, `python -m tests.gold --record` records the new figures: say why in the commit.",
        ]
    )


def listing(disagreements: Iterable[Disagreement]) -> Iterator[str]:
    """Disagreements as a diff from gold to program, file by file."""
    name = None
    for one in disagreements:
        if one.name != name:
            name = one.name
            yield f"  {name}.txt"
        if one.expected != "-":
            yield f"    - {one.expected}"
        if one.found != "-":
            yield f"    + {one.found}"
