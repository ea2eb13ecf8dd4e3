"""Train the model of background sentences and report it on articles that it was not trained on.

    python -m tests.benchmarks.train_background DOCS.jsonl [--write]

DOCS.jsonl has one article a line: {"id": "...", "title": "...", "sents": [{"text": "...", "para": 1,
"background": 0, "history": 0}]}. Needs the extra `train`. Five times four fifths of the articles train and the last
fifth is judged: only those figures are printed. With --write a model is trained on all and stored as
content/structure/data/background.json: the same data give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from content.document.model import TextRange
from content.structure.background import background_sentences, judge_sentences, places_of
from content.structure.model import Role
from content.structure.sentence_signs import sentence_features
from tests.benchmarks.train_chain import Example, Trainer, store

if TYPE_CHECKING:
    from content.structure.sequence import LineModel

ROLES = ["event", "context", "history"]
TARGET = Path(__file__).parents[2] / "content" / "structure" / "data" / "background.json"
FOLDS = 5
PENALTY = 40.0  # of squared weights; tuned on held-back articles
LEAST_ARTICLES = 20  # in which a feature must occur

Doc = dict[str, Any]


def fold_of(doc: Doc) -> int:
    return int(hashlib.sha256(doc["id"].encode()).hexdigest(), 16) % FOLDS


def laid_out(doc: Doc) -> tuple[str, list[TextRange], list[TextRange]]:
    """The article as text with a paragraph a line, the ranges of its paragraphs and of its gold sentences."""
    text, last = doc["title"] or "", None
    paragraphs: list[TextRange] = []
    sentences: list[TextRange] = []
    for sentence in doc["sents"]:
        same = sentence["para"] == last
        text += " " if same else "\n"
        last = sentence["para"]
        where = TextRange(len(text), len(text) + len(sentence["text"]))
        text += sentence["text"]
        sentences.append(where)
        start = paragraphs.pop().start if same else where.start
        paragraphs.append(TextRange(start, where.end))
    return text, paragraphs, sentences


def example(doc: Doc) -> Example:
    """The gold sentences of an article as features and kinds."""
    text, _, ranges = laid_out(doc)
    numbers: list[int] = []
    for before, sentence in zip([None, *doc["sents"]], doc["sents"], strict=False):
        new = before is None or before["para"] != sentence["para"]
        numbers.append((numbers[-1] if numbers else -1) + new)
    headline = TextRange(0, len(doc["title"] or ""))
    features = sentence_features([where.of(text) for where in ranges], places_of(text, ranges, numbers, headline))
    gold = np.array([2 if sentence["history"] else 1 if sentence["background"] else 0 for sentence in doc["sents"]])
    return features, gold, 1.0


def train(data: list[Example]) -> LineModel:
    return Trainer(data, ROLES, least=LEAST_ARTICLES, penalty=PENALTY).model()


def judge(doc: Doc, model: LineModel) -> list[tuple[bool, float]]:
    """For each paragraph whether it is background by half of its sentences, and the middle confidence that it is."""
    text, paragraphs, sentences = laid_out(doc)
    blocks = [(paragraph, Role.PARAGRAPH) for paragraph in paragraphs]
    headline = TextRange(0, len(doc["title"] or ""))
    marks = background_sentences(judge_sentences(text, blocks, headline, model), "en")
    members: dict[Any, list[tuple[bool, float]]] = {}
    for gold, where in zip(doc["sents"], sentences, strict=True):
        sure = max(
            (
                mark.reason.confidence
                for mark in marks
                if 2 * (min(where.end, mark.range.end) - max(where.start, mark.range.start)) >= len(where)
            ),
            default=0.0,
        )
        members.setdefault(gold["para"], []).append((bool(gold["background"]), sure))
    units: list[tuple[bool, float]] = []
    for group in members.values():
        gold_ones, sure_ones = zip(*group, strict=True)
        units.append((2 * sum(gold_ones) >= len(gold_ones), sorted(sure_ones)[len(sure_ones) // 2]))
    return units


def report(units: list[tuple[bool, float]]) -> str:
    total = sum(gold for gold, _ in units)
    listed = [gold for gold, sure in units if sure > 0]
    precision, recall = sum(listed) / max(1, len(listed)), sum(listed) / max(1, total)
    best = 0.0
    for least in {round(sure, 2) for _, sure in units if sure > 0}:
        kept = [gold for gold, sure in units if sure >= least]
        if sum(kept) >= 0.8 * len(kept):
            best = max(best, sum(kept) / total)
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}, recall at precision 0.8 {best:.3f} of {total}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    docs = [json.loads(line) for line in given.docs.read_text(encoding="utf-8").splitlines()]
    data = [(fold_of(doc), example(doc)) for doc in docs]
    units: list[tuple[bool, float]] = []
    for fold in range(FOLDS):
        model = train([one for where, one in data if where != fold])
        units.extend(unit for doc in docs if fold_of(doc) == fold for unit in judge(doc, model))
    print(f"paragraphs: {report(units)}")
    if given.write:
        TARGET.write_text(store(train([one for _, one in data])), encoding="utf-8")
        print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
