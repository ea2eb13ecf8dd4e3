"""The most likely sequence of roles for a sequence of lines: a small linear model over surface features."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp
from operator import add, mul
from pathlib import Path

from content.kept import read_json, ready

_MOST_ROLES = 10
_TINY, _HUGE = 1e-60, 1e60  # sums of odds between them are not scaled

Vector = tuple[float, ...]


class LineModel:
    """Weights of features by role and of one role after another, as trained and stored in a readable file."""

    def __init__(
        self,
        roles: Sequence[str],
        features: dict[str, Vector],
        transitions: Sequence[Vector],
        language: str | None = None,
    ) -> None:
        """`language` is the one of the texts that it was trained on, if they were of one."""
        self.language = language
        self.roles = tuple(roles)
        self.features = features
        self.names = list(features)
        self.weights = list(features.values())
        self._numbers = {name: number for number, name in enumerate(features)}
        self.transitions = tuple(transitions)  # transitions[a][b]: role b right after role a
        self.arrivals = tuple(zip(*transitions, strict=True))  # arrivals[b][a]: the same, seen from b
        self._none = (0.0,) * (_MOST_ROLES - len(self.roles))
        self._odds = [(*map(exp, row), *self._none) for row in self.transitions]
        self._arrival_odds = [(*map(exp, row), *self._none) for row in self.arrivals]

    def numbered(self, features: Iterable[str]) -> array[int]:
        """The numbers of those features of a line that the model knows: 2 bytes each, of 1 MB of prose 30 MB less."""
        return array("H", [number for number in map(self._numbers.get, features) if number is not None])

    def scores(self, features: Iterable[int]) -> Vector:
        """The sum of the weights of a line's features, by their numbers, for each role."""
        rows = map(self.weights.__getitem__, dict.fromkeys(features))
        return tuple(map(sum, zip(*rows, strict=True))) or (0.0,) * len(self.roles)

    def best(self, scores: Sequence[Vector]) -> list[int]:
        """The most likely sequence of roles (Viterbi), as indices."""
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
        odds = [array("d", [exp(score - most) for score in row]) for row in scores for most in (max(row),)]
        backward = [array("d", [1.0] * len(self.roles))]
        for row in odds[:0:-1]:
            backward.append(array("d", self._reached(map(mul, row, backward[-1]), self._odds)))
        reached: Sequence[float] = backward[0]
        for row in odds:
            ahead = list(map(mul, row, reached))
            both = list(map(mul, ahead, backward.pop()))
            total = sum(both)
            yield [value / total for value in both]
            reached = self._reached(ahead, self._arrival_odds)

    def _reached(self, odds: Iterable[float], links: Sequence[Vector]) -> list[float]:
        """For each role the sum over all of those linked with it, scaled when it gets tiny or huge.

        Written out for ten roles, the most that a model has, it takes half the time.
        """
        a, b, c, d, e, f, g, h, i, j = (*odds, *self._none)
        sums = [
            a * k + b * m + c * n + d * o + e * p + f * q + g * r + h * s + i * t + j * u
            for k, m, n, o, p, q, r, s, t, u in links
        ]
        # All links are of a like size, and so are the sums.
        return sums if _TINY < sums[0] < _HUGE else [value / sums[0] for value in sums]


@cache
def load_line_model(name: str) -> LineModel:
    """The model in the data file of this name, read once."""
    path = Path(__file__).parent / "data" / f"{name}.json"
    return LineModel(*ready(f"model {name}", [path], lambda: _read(path)))


def _read(path: Path) -> tuple[list[str], dict[str, Vector], list[Vector], str | None]:
    stored = read_json(path)
    features = {feature: tuple(row) for feature, row in stored["features"].items()}
    return stored["roles"], features, [tuple(row) for row in stored["transitions"]], stored.get("language")
