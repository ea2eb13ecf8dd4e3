"""The most likely row of roles for a row of lines: a small linear model over surface features."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp
from operator import add, mul
from pathlib import Path

_LEAST = -60.0  # differences of scores below this are as good as impossible
_TINY, _HUGE = 1e-60, 1e60  # sums of odds between them are not scaled
_FOLDER = Path(__file__).parent / "data"

Vector = tuple[float, ...]


class LineModel:
    """Weights of features by role and of one role after another, as trained and stored in a readable file."""

    def __init__(self, roles: Sequence[str], features: dict[str, Vector], transitions: Sequence[Vector]) -> None:
        self.roles = tuple(roles)
        self.features = features
        self.transitions = tuple(transitions)  # transitions[a][b]: role b right after role a
        self.arrivals = tuple(zip(*transitions, strict=True))  # arrivals[b][a]: the same, seen from b
        self._odds = tuple(tuple(exp(value) for value in row) for row in transitions)
        self._arrival_odds = tuple(zip(*self._odds, strict=True))

    def scores(self, features: Sequence[str]) -> Vector:
        """The sum of the weights of a line's features, for each role."""
        rows = [row for row in map(self.features.get, dict.fromkeys(features)) if row is not None]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0.0,) * len(self.roles)

    def best(self, scores: Sequence[Vector]) -> list[int]:
        """The most likely row of roles (Viterbi), as indices."""
        if not scores:
            return []
        rows: list[Sequence[float]] = [scores[0]]  # the best sum of scores up to each line, for each of its roles
        for row in scores[1:]:
            last = rows[-1]
            rows.append(
                [max(map(add, last, arrival)) + score for score, arrival in zip(row, self.arrivals, strict=True)]
            )
        last = rows.pop()
        path = [max(range(len(last)), key=last.__getitem__)]
        while rows:
            ways = list(map(add, rows.pop(), self.arrivals[path[-1]]))
            path.append(ways.index(max(ways)))
        return path[::-1]

    def marginals(self, scores: Iterable[Vector]) -> Iterator[list[float]]:
        """The marginals of each line: how likely each of its roles is, from 0 to 1 (forward and backward sums)."""
        odds = [array("d", _odds(row)) for row in scores]
        backward = [array("d", row) for row in _sums(reversed(odds), self._odds)]
        for ahead, own in zip(_sums(odds, self._arrival_odds), odds, strict=True):
            both = [a * b / o if o else 0.0 for a, b, o in zip(ahead, backward.pop(), own, strict=True)]
            total = sum(both) or 1.0
            yield [value / total for value in both]


def _odds(row: Vector) -> list[float]:
    """The scores of one line as odds against the best of them."""
    most = max(row)
    return [exp(score - most) if score - most > _LEAST else 0.0 for score in row]


def _sums(odds: Iterable[Sequence[float]], links: Sequence[Vector]) -> Iterator[Sequence[float]]:
    """For each line the odds of its roles over all rows of roles before it, scaled when they get tiny or huge."""
    last: Sequence[float] = ()
    for row in odds:
        if last:
            last = [own * sum(map(mul, last, link)) for own, link in zip(row, links, strict=True)]
            if not _TINY < (total := sum(last)) < _HUGE:
                last = [value / (total or 1.0) for value in last]
        else:
            last = row
        yield last


@cache
def load_line_model(name: str) -> LineModel:
    """The model in the data file of this name, read once."""
    stored = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    features = {feature: tuple(row) for feature, row in stored["features"].items()}
    return LineModel(stored["roles"], features, [tuple(row) for row in stored["transitions"]])
