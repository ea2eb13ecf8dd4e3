"""Fit the weights that judge a place when only a passage's words are known.

    python -m tests.benchmarks.train_anchoring FOLDER ... [--only PART] ...

Each FOLDER is one as `tests.benchmarks.anchoring` reads, and as `tests.benchmarks.revisions` makes; it must have
texts.json. Needs the extra `train`. Printed: how the passages of each origin come out with weights fitted on all the
others, at several acceptance scores, and the weights fitted on all, to be put into
content/annotation/anchoring/evidence.py.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from content.annotation.anchoring.evidence import UNMISTAKEN, Place, features, is_unmistakable
from content.annotation.anchoring.finding import Finder
from content.annotation.anchoring.landmarks import Landmarks
from tests.benchmarks.anchoring import Case, judge, origins, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The share of each kind of passage that the weights are fitted for, whatever its share in the folders.
KINDS = {
    "edited": 0.245,
    "unique": 0.218,
    "duplicate": 0.216,
    "deleted": 0.184,
    "edited_edge": 0.067,
    "moved": 0.052,
    "reflow": 0.018,
}
MOST = 6.0  # how often a passage of a rare kind may count
ACCEPTED = (0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True)
class Example:
    """A case with the places found for it, the features of each, and whether it is the right one or near it.

    Each case is one example without what its neighbours say, and one with it where they say anything.
    """

    case: Case
    origin: str
    places: list[Place]
    seen: list[list[float]]
    right: list[bool]
    weight: float


def examples(folder: Path, only: Sequence[str]) -> Iterator[Example]:
    cases = read_cases(folder, only)
    counts = Counter(case.kind for case in cases)
    named = origins(folder)
    pair: tuple[str, str] | None = None
    for case in cases:
        if (case.old, case.new) != pair:
            pair = case.old, case.new
            finder = Finder(case.new)
            marks = [(other.quote, other.passage) for other in cases if (other.old, other.new) == pair]
            landmarks = Landmarks(case.new, marks)
        expected = landmarks.expectation(case.quote, case.passage)
        for known in (None, expected) if expected else (None,):
            found = list(features(finder.places(case.quote, finder.offsets(case.passage.start), known)))
            yield Example(
                case,
                named[case.origin],
                [place for place, _ in found],
                [list(seen.values()) for _, seen in found],
                [judge(case.expected, place.range) in ("right", "near") for place, _ in found],
                min(MOST, KINDS.get(case.kind, 0) * len(cases) / counts[case.kind]) / (2 if expected else 1),
            )


@dataclass(frozen=True)
class Model:
    """Weights of the features, and the constant."""

    weights: np.ndarray
    always: float

    def logits(self, seen: Sequence[Sequence[float]]) -> np.ndarray:
        logits: np.ndarray = np.array(seen) @ self.weights + self.always
        return logits


def fitted(chosen: Sequence[Example]) -> Model:
    """Logistic regression, with a Gaussian prior of variance 1 on all weights except the constant."""
    seen = np.array([[*row, 1.0] for example in chosen for row in example.seen])
    sign = np.array([1.0 if answer else -1.0 for example in chosen for answer in example.right])
    counts = np.array([example.weight for example in chosen for _ in example.right])

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (seen @ weights)
        slope = -(sign * counts / (1 + np.exp(margin))) @ seen
        slope[:-1] += weights[:-1]
        return float(counts @ np.logaddexp(0, -margin) + weights[:-1] @ weights[:-1] / 2), slope

    found = minimize(cost, np.zeros(seen.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    return Model(found.x[:-1], float(found.x[-1]))


def verdict(example: Example, model: Model, accepted: float) -> str:
    """The outcome of the case when the best place is taken from that score on."""
    if not example.places:
        return judge(example.case.expected, None)
    logits = [
        max(at, UNMISTAKEN) if is_unmistakable(p) else at
        for at, p in zip(model.logits(example.seen), example.places, strict=True)
    ]
    best = int(np.argmax(logits))
    taken = logits[best] >= log(accepted / (1 - accepted))
    return judge(example.case.expected, example.places[best].range if taken else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--only", action="append", default=[], metavar="PART")
    given = parser.parse_args()
    chosen = [example for folder in given.folders for example in examples(folder, given.only)]
    print(f"{len(chosen)} passages, {sum(len(example.places) for example in chosen)} places")
    left_out: dict[float, dict[str, float]] = {accepted: defaultdict(float) for accepted in ACCEPTED}
    for origin in sorted({example.origin for example in chosen}):
        model = fitted([example for example in chosen if example.origin != origin])
        for accepted, counts in left_out.items():
            for example in chosen:
                if example.origin == origin:
                    counts[verdict(example, model, accepted)] += example.weight
    for accepted, counts in left_out.items():
        total = sum(counts.values())
        print(f"from {accepted}:", "  ".join(f"{name} {share / total:.2%}" for name, share in sorted(counts.items())))
    model = fitted(chosen)
    names = list(next(seen for example in chosen for _, seen in features(example.places)))
    print(f'    "always": {model.always:.2f},')
    for name, weight in zip(names, model.weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
