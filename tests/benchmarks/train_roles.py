"""Train the model of line roles and report it on sites that it was not trained on.

    python -m tests.benchmarks.train_roles DOCS.jsonl [--more PULLQUOTES.jsonl] [--write]

DOCS.jsonl has one article a line: {"source": "...|SITE", "lang": "en", "lines": [{"text": "...", "role": "..."}]}.
Needs the extra `train`. Five times four fifths of the sites train and the last fifth is judged: only those figures
are printed. With --write a model is trained on all and stored as content/structure/data/roles.json: the same data
give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from content.document.model import Document
from content.structure.blocks import split_blocks
from content.structure.features import line_features
from content.structure.model import Role
from content.structure.roles import judge_roles
from tests.benchmarks.train_chain import Example, Trainer, store

if TYPE_CHECKING:
    from content.structure.sequence import LineModel

ROLES = [role.value for role in Role]
FURNITURE = {"caption", "byline", "other"}
TARGET = Path(__file__).parents[2] / "content" / "structure" / "data" / "roles.json"
FOLDS = 5
PENALTY = 9.0  # of squared weights; tuned on held-back sites
LEAST_ARTICLES = 4  # in which a feature must occur
WEIGHTS = {"whole": 1.0, "clean": 1.0, "more": 0.5, "put in": 0.4}  # what an article of each kind counts

Doc = dict[str, Any]


def role_of(line: dict[str, str]) -> str:
    if line.get("sub") == "standfirst":
        return "standfirst"
    return "headline" if line["role"] == "title" else line["role"]


def fold_of(doc: Doc) -> int:
    """The fold of an article's site: subdomains and endings left out, so that a site is in one fold only."""
    site = doc["source"].split("|")[-1].lower().split(".")[0]
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def clean(doc: Doc) -> Doc:
    return {**doc, "lines": [line for line in doc["lines"] if line["role"] not in FURNITURE]}


# Put in to learn pull quotes from, since real ones are rare: words of the article, and a line that names somebody.
SOURCES = {
    "en": "Security source|Senior official|Ministry spokesperson|Party chairman|Witness to the attack|Company founder|"
    "A nurse at the hospital|Retired general|Government adviser|Head of research|Professor of economics|Local farmer|"
    "Team captain|Aid organisation director",
    "de": "Sprecher der Polizei|Augenzeugin|Leiter der Behörde|Ministerpräsidentin|Vorsitzender des Verbands|Anwohner|"
    "Regierungskreise|Trainer der Mannschaft|Professorin für Geschichte|Gründer des Unternehmens",
    "": "Portavoz del ministerio|Source diplomatique|Güvenlik kaynağı|Directrice|Testigo|Bakanlık sözcüsü",
}
NAME = re.compile(r"\b[A-ZÄÖÜ][\w’'-]+ (?:von |van |de |al-)?[A-ZÄÖÜ][\w’-]+\b")
SENTENCE = re.compile(r"[^.!?]{30,260}[.!?]")
QUOTED = re.compile(r"[“„\"«]([^“”„\"«»]{30,300})[”“\"»]")
MARKS = [("", ""), ("", ""), ("", ""), ("“", "”"), ("„", "“"), ('"', '"')]


def put_in(doc: Doc, chance: random.Random) -> Doc:
    """The article with one or two pull quotes of its own words put in, half of them just before a heading."""
    lines = doc["lines"]
    body = [at for at, line in enumerate(lines) if line["role"] == "paragraph" and len(line["text"]) > 150]
    headings = [at for at, line in enumerate(lines) if line["role"] == "heading" and at > 3]
    if len(body) < 4:
        return doc
    names = NAME.findall(" ".join(line["text"] for line in lines))
    new = []
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.choice(headings) if headings and chance.random() < 0.5 else chance.choice(body[1:])
        new.append((place, pull_quote(lines[chance.choice(body)]["text"], doc["lang"], names, chance)))
    result = list(lines)
    for place, quote in sorted(new, key=lambda one: -one[0]):
        result[place:place] = quote
    return {**doc, "lines": result}


def pull_quote(text: str, language: str, names: list[str], chance: random.Random) -> list[dict[str, str]]:
    spoken = QUOTED.findall(text) if chance.random() < 0.6 else []
    sentences = spoken or SENTENCE.findall(text)
    if not sentences:
        return []
    words = chance.choice(sentences).strip()
    if chance.random() < 0.5:
        words = words.rstrip(".,")
    opening, closing = chance.choice(MARKS)
    lines = [{"text": f"{opening}{words[:1].upper()}{words[1:]}{closing}", "role": "quote"}]
    if chance.random() < 0.8:
        source = chance.choice(SOURCES.get(language, SOURCES[""]).split("|"))
        kind = chance.random()
        if names and kind > 0.4:
            name = chance.choice(names)
            source = name if kind < 0.7 else f"{name}, {source}"
        dash = chance.choice("–—-") + " " if chance.random() < 0.25 else ""
        lines.append({"text": dash + source, "role": "attribution"})
    return lines


def examples(doc: Doc, weight: float) -> Iterator[Example]:
    """The article as features and gold roles; none when it has no lines left."""
    texts = [" ".join(line["text"].split()) for line in doc["lines"]]
    if texts and all(texts):
        gold = np.array([ROLES.index(role_of(line)) for line in doc["lines"]])
        yield line_features(texts), gold, weight


def train(data: list[Example]) -> LineModel:
    return Trainer(data, ROLES, least=LEAST_ARTICLES, penalty=PENALTY).model()


def judge(docs: list[Doc], model: LineModel) -> list[tuple[str, str]]:
    """Pairs of gold and judged role, furniture as one role."""
    pairs = []
    for doc in docs:
        text = "\n".join(line["text"] for line in doc["lines"])
        pieces = split_blocks(Document(text))
        roles = {
            piece.range.start: role.value
            for piece, (role, _) in zip(pieces, judge_roles(text, pieces, model), strict=True)
        }
        at = 0
        for line in doc["lines"]:
            got = roles.get(at, "none")
            at += len(line["text"]) + 1
            pairs.append((merged(role_of(line)), merged(got)))
    return pairs


def merged(role: str) -> str:
    return "furniture" if role in FURNITURE else "paragraph" if role == "standfirst" else role


def report(pairs: list[tuple[str, str]]) -> str:
    shown = []
    for role in ("heading", "quote", "attribution", "furniture", "list-item"):
        hits = sum(gold == got == role for gold, got in pairs)
        either = sum(gold == role for gold, _ in pairs) + sum(got == role for _, got in pairs)
        shown.append(f"{role} F1 {200 * hits / max(1, either):.1f}")
    right = sum(gold == got for gold, got in pairs) / len(pairs)
    return f"{', '.join(shown)}; lines right {100 * right:.1f} of {len(pairs)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    docs, more = (
        [json.loads(line) for line in path.read_text().splitlines()] if path else []
        for path in (given.docs, given.more)
    )
    chance = random.Random(7)
    sets = {
        "whole": docs,
        "clean": [clean(doc) for doc in docs],
        "more": more,
        "put in": [put_in(clean(doc) if chance.random() < 0.5 else doc, chance) for doc in docs],
    }
    everything = [
        (fold_of(doc), one) for name, some in sets.items() for doc in some for one in examples(doc, WEIGHTS[name])
    ]
    results: dict[str, list[tuple[str, str]]] = {"whole": [], "clean": [], "more": []}
    for fold in range(FOLDS):
        model = train([one for where, one in everything if where != fold])
        for name, pairs in results.items():
            pairs.extend(judge([doc for doc in sets[name] if fold_of(doc) == fold], model))
    for name, pairs in results.items():
        if pairs:
            print(f"{name}: {report(pairs)}")
    if given.write:
        TARGET.write_text(store(train([one for _, one in everything])), encoding="utf-8")
        print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
