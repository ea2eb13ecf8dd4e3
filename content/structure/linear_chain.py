"""The most likely row of roles for a row of lines: a small linear model over surface features."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp
from operator import add, mul
from pathlib import Path

_TINY, _HUGE = 1e-60, 1e60  # sums of odds between them are not scaled

Vector = tuple[float, ...]


class LineModel:
    """Weights of features by role and of one role after another, as trained and stored in a readable file."""

    def __init__(self, roles: Sequence[str], features: dict[str, Vector], transitions: Sequence[Vector]) -> None:
        self.roles = tuple(roles)
        self.features = features
        self.transitions = tuple(transitions)  # transitions[a][b]: role b right after role a
        self.arrivals = tuple(zip(*transitions, strict=True))  # arrivals[b][a]: the same, seen from b
        self._odds = tuple(tuple(map(exp, row)) for row in transitions)
        self._arrival_odds = tuple(zip(*self._odds, strict=True))

    def scores(self, features: Sequence[str]) -> Vector:
        """The sum of the weights of a line's features, for each role."""
        rows = filter(None, map(self.features.get, dict.fromkeys(features)))
        return tuple(map(sum, zip(*rows, strict=True))) or (0.0,) * len(self.roles)

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
        odds = [[exp(score - most) for score in row] for row in scores for most in (max(row),)]
        backward = [[1.0] * len(self.roles)]
        for row in odds[:0:-1]:
            after = list(map(mul, row, backward[-1]))
            backward.append(_scaled([sum(map(mul, after, link)) for link in self._odds]))
        reached = [1.0] * len(self.roles)
        for row in odds:
            ahead = _scaled(list(map(mul, row, reached)))
            both = list(map(mul, ahead, backward.pop()))
            total = sum(both) or 1.0
            yield [value / total for value in both]
            reached = [sum(map(mul, ahead, link)) for link in self._arrival_odds]


def _scaled(odds: list[float]) -> list[float]:
    """The odds of one line's roles; over their sum when that gets tiny or huge."""
    total = sum(odds)
    return odds if _TINY < total < _HUGE else [value / (total or 1.0) for value in odds]


@cache
def load_line_model(name: str) -> LineModel:
    """The model in the data file of this name, read once."""
    stored = json.loads((Path(__file__).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))
    features = {feature: tuple(row) for feature, row in stored["features"].items()}
    return LineModel(stored["roles"], features, [tuple(row) for row in stored["transitions"]])
