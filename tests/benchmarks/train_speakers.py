"""Train the choice of speakers and store it as content/structure/data/speakers.json.

    python -m tests.benchmarks.train_speakers DOCS.jsonl

DOCS.jsonl has one article a line: {"id", "lang", "text", "quotes": [{"start", "end", "speaker_text",
"speaker_spans"}]}. Needs the extra `train`. The same data give the same file. How good the model is on articles that
it was not trained on, tests/benchmarks/structure.py --held-back says.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from content.document.model import Document, TextRange
from content.structure.assembly import assemble
from content.structure.quotations.ranking import Candidate, SpeakerModel, candidates

if TYPE_CHECKING:
    from content.structure.quotations.paragraph import Paragraph
    from content.structure.quotations.surroundings import Attribution

TARGET = Path(__file__).parents[2] / "content" / "structure" / "data" / "speakers.json"
PENALTY = 2.0  # of squared weights; this and what follows tuned on three fifths of the articles, left out in turn
OWN_PENALTY = 4.0  # of the weights of one language
SURE = {"en": 0.81, "de": 0.9}  # confidence from which the rules decide, tuned on articles held back
OWN = frozenset({"de"})  # languages with weights of their own: the one of most articles is well served by the shared
LEAST = 15  # quotations in which a feature must occur
SMALLEST = 0.05  # weights below are left out

Doc = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation: the phrases that may be its speaker, which of them are, and its language."""

    offered: Sequence[Candidate]
    right: Sequence[bool]
    language: str

    def names(self, candidate: Candidate) -> set[str]:
        """The features of one phrase, and again those of the language alone."""
        shared = set(candidate.features)
        return shared | {f"{self.language}\t{one}" for one in shared} if self.language in OWN else shared


def examples_of(doc: Doc) -> list[Example]:
    """The quotations of an article whose speaker is among the phrases; the rules alone carry speakers on."""
    found: list[Example] = []
    gold = [one for one in doc["quotes"] if one["speaker_text"] is not None]

    def record(
        paragraph: Paragraph, start: int, last: Attribution | None, suggested: Attribution | None
    ) -> Attribution | None:
        quoted = next((one for one in gold if abs(one["start"] - start) <= 2), None)
        if quoted is not None:
            offered = candidates(
                paragraph.words.text, paragraph.passage, start, last.speaker if last else None, suggested
            )
            right = [_is_right(one.range, quoted) for one in offered]
            if any(right):
                found.append(Example(offered, right, doc["lang"]))
        return suggested

    assemble(Document(doc["text"]), {}, {}, chooser=record)
    return found


def _is_right(where: TextRange, quoted: Doc) -> bool:
    return any(min(where.end, end) > max(where.start, start) for start, end in quoted["speaker_spans"])


class _Matrix:
    """The examples as numbers: a row a phrase, a column a feature."""

    def __init__(self, data: Sequence[Example]) -> None:
        counts: Counter[str] = Counter()
        for one in data:
            counts.update(set().union(*map(one.names, one.offered)))
        self.names = sorted(name for name, count in counts.items() if count >= LEAST)
        index = {name: at for at, name in enumerate(self.names)}
        phrases = [one.names(candidate) for one in data for candidate in one.offered]
        pairs = [(row, index[name]) for row, names in enumerate(phrases) for name in names if name in index]
        rows, columns = np.array(sorted(pairs)).T
        self.x = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(phrases), len(self.names)))
        sizes = [len(one.offered) for one in data]
        self.starts = np.concatenate([[0], np.cumsum(sizes)])[:-1]
        self.groups = np.repeat(np.arange(len(sizes)), sizes)
        self.good = np.array([good for one in data for good in one.right])
        self.penalty = np.array([OWN_PENALTY if "\t" in name else PENALTY for name in self.names])

    def loss(self, weights: Any) -> tuple[float, Any]:
        """The negative log likelihood of the right phrases with its penalty, and its slope."""
        scores = self.x @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.groups])
        total = np.add.reduceat(odds, self.starts)
        good = np.add.reduceat(odds * self.good, self.starts) + 1e-300
        value = np.log(total).sum() - np.log(good).sum() + 0.5 * (self.penalty * weights * weights).sum()
        slope = self.x.T @ (odds / total[self.groups] - odds * self.good / good[self.groups])
        return float(value), slope + self.penalty * weights


def train(data: Sequence[Example]) -> SpeakerModel:
    """The weights under which the right phrases are likeliest, small ones preferred."""
    matrix = _Matrix(data)
    found = minimize(matrix.loss, np.zeros(len(matrix.names)), jac=True, method="L-BFGS-B").x
    weights: dict[str, dict[str, float]] = {"": {}, **{language: {} for language in sorted(OWN)}}
    for name, weight in zip(matrix.names, np.round(found, 2), strict=True):
        if abs(weight) >= SMALLEST:
            language, _, feature = name.rpartition("\t")
            weights[language][feature] = float(weight)
    return SpeakerModel(weights.pop(""), weights, SURE)


def store(model: SpeakerModel) -> str:
    """The model as readable JSON, a feature a line."""
    return (
        json.dumps(
            {"all": model.weights, "own": model.own, "sure": model.sure}, indent=0, ensure_ascii=False, sort_keys=True
        )
        + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    given = parser.parse_args()
    docs = [json.loads(line) for line in given.docs.read_text(encoding="utf-8").splitlines()]
    TARGET.write_text(store(train([one for doc in docs for one in examples_of(doc)])), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
