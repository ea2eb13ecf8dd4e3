"""Train the model of background sentences and store it as content/structure/data/background.json.

    python -m tests.benchmarks.train_background DOCS.jsonl

DOCS.jsonl has one article a line: {"id": "...", "title": "...", "sents": [{"text": "...", "para": 1,
"label": "Main_Event"}]}, with the labels of NewsDiscourse (Choubey et al. 2020). Needs the extra `train`. The same
data give the same file. How good the model is on articles that it was not trained on, tests/benchmarks/structure.py
--held-back says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from content.document.model import Document, TextRange
from content.languages.language import load
from content.structure.background.judging import PROSE, places_of
from content.structure.background.sentence_features import sentence_features
from content.structure.lines.blocks import split_blocks
from content.structure.lines.roles import judge_roles
from tests.benchmarks.train_chain import Example, Trainer, store

if TYPE_CHECKING:
    from content.structure.linear_chain import LineModel

# All kinds are distinguished, not only news from background: opinion is as unlike an event as history is.
KINDS = {
    "Main_Event": "event",
    "Consequence": "consequence",
    "Evaluation": "evaluation",
    "Expectation": "expectation",
    "Anecdotal_Event": "anecdote",
    "NA": "none",
    "Current_Context": "context",
    "Historical_Event": "history",
    "Previous_Event": "previous",
}
ENGLISH = load("en")
ROLES = list(KINDS.values())
TARGET = Path(__file__).parents[2] / "content" / "structure" / "data" / "background.json"
FOLDS = 5
PENALTY = 30.0  # of squared weights; tuned on three fifths of the articles, five folds of these
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
    """The gold sentences of an article's prose as features and kinds: captions and the like left out, as in use."""
    text, paragraphs, ranges = laid_out(doc)
    pieces = split_blocks(Document(text))
    roles = {
        piece.range.start: role for piece, (role, _) in zip(pieces, judge_roles(text, pieces, ENGLISH), strict=True)
    }
    prose = [where for where in paragraphs if roles.get(where.start) in PROSE]
    kept: list[list[TextRange]] = [[] for _ in prose]
    gold = []
    for sentence, where in zip(doc["sents"], ranges, strict=True):
        number = next((at for at, paragraph in enumerate(prose) if paragraph.contains(where)), None)
        if number is not None:
            kept[number].append(where)
            gold.append(ROLES.index(KINDS[sentence["label"]]))
    headline = TextRange(0, len(doc["title"] or ""))
    words = [where.of(text) for paragraph in kept for where in paragraph]
    features = list(sentence_features(words, places_of(text, kept, headline, ENGLISH), ENGLISH))
    return Example(features, np.array(gold, dtype=int), 1.0)


def train(data: list[Example]) -> LineModel:
    return Trainer(data, ROLES, least=LEAST_ARTICLES, penalty=PENALTY, language="en").model()


def models_by_fold(docs: list[Doc]) -> list[LineModel]:
    """For each fold a model that was trained without it."""
    data = [(fold_of(doc), one) for doc in docs if (one := example(doc)).lines]
    return [train([one for where, one in data if where != fold]) for fold in range(FOLDS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    given = parser.parse_args()
    docs = [json.loads(line) for line in given.docs.read_text(encoding="utf-8").splitlines()]
    TARGET.write_text(store(train([one for doc in docs if (one := example(doc)).lines])), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
