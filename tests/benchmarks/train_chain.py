"""Train a linear-chain conditional random field: features to roles, and role to role. Used by train_*.py."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from content.structure.linear_chain import LineModel


class Example(NamedTuple):
    """A text: its features by line, gold roles as an array of indices, what it counts.

    `closed` are roles that it is known not to have: it then says nothing about how they differ from the others.
    """

    lines: list[list[str]]
    gold: Any
    weight: float
    closed: tuple[int, ...] = ()


class Trainer:
    """The examples as matrices, and the search for the weights that fit them best."""

    def __init__(
        self,
        data: list[Example],
        roles: list[str],
        *,
        least: int,
        penalty: float,
        trust: Callable[[str], float] = lambda _: 1.0,
        language: str | None = None,
    ) -> None:
        """`least` texts must have a feature; `penalty` weighs the squares of the weights, each over its `trust`."""
        self.roles = roles
        self.penalty = penalty
        self.language = language
        data = sorted(data, key=lambda one: -len(one.lines))
        counts: Counter[str] = Counter()
        for one in data:
            counts.update({feature for line in one.lines for feature in line})
        self.names = sorted(name for name, count in counts.items() if count >= least)
        index = {name: at for at, name in enumerate(self.names)}
        rows = [{index[name] for name in line if name in index} for one in data for line in one.lines]
        pairs = [(row, column) for row, columns in enumerate(rows) for column in sorted(columns)]
        where = np.array(pairs).T
        self.trust = np.array([trust(name) for name in self.names])
        self.x = sparse.csr_matrix((self.trust[where[1]], (where[0], where[1])), shape=(len(rows), len(self.names)))
        self.lengths = np.array([len(one.lines) for one in data])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])[:-1]
        self.weights = np.array([one.weight for one in data])
        self.row_weights = np.repeat(self.weights, self.lengths)[:, None]
        self.gold = np.zeros((len(rows), len(self.roles)))
        self.gold[np.arange(len(rows)), np.concatenate([one.gold for one in data])] = 1
        self.open = np.ones((len(rows), len(self.roles)))
        for one, start in zip(data, self.starts, strict=True):
            self.open[start : start + len(one.lines), list(one.closed)] = 0
        self.transitions = np.zeros((len(self.roles), len(self.roles)))
        for one in data:
            np.add.at(self.transitions, (one.gold[:-1], one.gold[1:]), one.weight)

    def loss(self, parameters: Any) -> tuple[float, Any]:
        """The negative log likelihood with its penalty, and its slope."""
        size = len(self.names) * len(self.roles)
        features = parameters[:size].reshape(-1, len(self.roles))
        transitions = parameters[size:].reshape(len(self.roles), -1)
        scores = self.x @ features
        highest = scores.max(1, keepdims=True)
        odds, transition_odds = np.exp(scores - highest) * self.open, np.exp(transitions)
        ahead, behind, scale = np.zeros_like(odds), np.zeros_like(odds), np.ones(len(odds))
        longest = int(self.lengths.max())
        alive = [int((self.lengths > at).sum()) for at in range(longest)] + [0]
        for at in range(longest):
            here = self.starts[: alive[at]] + at
            now = odds[here] * (ahead[here - 1] @ transition_odds) if at else odds[here]
            scale[here] = now.sum(1)
            ahead[here] = now / scale[here][:, None]
        transition_slopes = -self.transitions
        for at in range(longest - 1, -1, -1):
            here, later = self.starts[: alive[at]] + at, self.starts[: alive[at + 1]] + at + 1
            behind[here] = 1.0
            coming = odds[later] * behind[later] / scale[later][:, None]
            behind[here[: len(later)]] = coming @ transition_odds.T
            before = ahead[here[: len(later)]] * self.weights[: len(later), None]
            transition_slopes = transition_slopes + (before.T @ coming) * transition_odds
        total = (self.row_weights[:, 0] * (np.log(scale) + highest[:, 0])).sum()
        total -= (scores * self.gold * self.row_weights).sum() + (transitions * self.transitions).sum()
        slope = self.x.T @ ((ahead * behind - self.gold) * self.row_weights)
        gradient = np.concatenate([slope.ravel(), transition_slopes.ravel()]) + self.penalty * parameters
        return float(total + 0.5 * self.penalty * (parameters @ parameters)), gradient

    def model(self) -> LineModel:
        size = (len(self.names) + len(self.roles)) * len(self.roles)
        found = minimize(self.loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
        rows = found.reshape(-1, len(self.roles))
        rows[: len(self.names)] *= self.trust[:, None]
        rows = np.round(rows, 2)
        features = {
            name: tuple(float(weight) for weight in row)
            for name, row in zip(self.names, rows, strict=False)
            if np.abs(row).max() >= 0.05
        }
        transitions = [tuple(float(weight) for weight in row) for row in rows[len(self.names) :]]
        return LineModel(self.roles, features, transitions, self.language)


def store(model: LineModel) -> str:
    """The model as JSON with one feature a line."""

    def shown(row: tuple[float, ...]) -> str:
        return "[" + ",".join(f"{weight + 0.0:g}" for weight in row) + "]"

    names = [json.dumps(name, ensure_ascii=False) for name in model.features]
    rows = ",\n".join(f"{name}:{shown(row)}" for name, row in zip(names, model.features.values(), strict=True))
    transitions = ",\n".join(shown(row) for row in model.transitions)
    head = "" if model.language is None else f'\n"language":{json.dumps(model.language)},'
    return f'{{{head}"roles":{json.dumps(model.roles)},\n"transitions":[\n{transitions}],\n"features":{{\n{rows}}}}}\n'
