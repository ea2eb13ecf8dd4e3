"""Train the model of line roles and store it as content/structure/data/roles.json.

    python -m tests.benchmarks.train_roles DOCS.jsonl [--more PULLQUOTES.jsonl] [--posts POSTS.jsonl]...

Each file has one article a line: {"source": "...|SITE", "lang": "en", "lines": [{"text": "...", "role": "..."}]};
posts.py makes posts out of public repositories. Needs the extra `train`. The same data give the same file. How good the
model is on sites that it was not trained on, tests/benchmarks/structure.py --held-back says.
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

from content.languages.language import load
from content.structure.lines.line_features import line_features
from content.structure.model import Role
from tests.benchmarks.train_chain import Example, Trainer, store

if TYPE_CHECKING:
    from content.structure.linear_chain import LineModel

ROLES = [role.value for role in Role]
FURNITURE = {"caption", "byline", "other"}
TARGET = Path(__file__).parents[2] / "content" / "structure" / "data" / "roles.json"
FOLDS = 5
PENALTY = 6.0  # of squared weights; this, the trust and the WEIGHTS below are tuned on folds 0 to 2, held back by site
# Features of the rest of the text and the lines around fit the training sites better than others: they count half.
TRUST = 0.5
_AROUND = re.compile(r"[pn]:|(?:furniture|bullets|dashes|before|after|echo|near|colon|labels)\d|furniture-share|colon-")
LEAST_ARTICLES = 4  # in which a feature must occur
POSTS = 900  # of the posts without furniture that are taken
WEIGHTS = {  # what an article of each kind counts
    "whole": 1.0,
    "clean": 0.5,
    "more": 1.1,
    "put in": 1.2,
    "pages": 0.5,
    "clean pages": 0.3,
    "posts": 0.15,
}
CLOSED = {
    "clean",
    "clean pages",
    "posts",
}  # their furniture was taken out, or never there

Doc = dict[str, Any]


def role_of(line: dict[str, str]) -> str:
    if line.get("sub") == "standfirst":
        return "standfirst"
    return "headline" if line["role"] == "title" else line["role"]


def fold_of(doc: Doc) -> int:
    """The fold of an article's site: subdomains and endings left out, so that a site is in one fold only."""
    return int(hashlib.sha256(site_of(doc).encode()).hexdigest(), 16) % FOLDS


def site_of(doc: Doc) -> str:
    return str(doc["source"]).split("|")[-1].lower().split(".")[0]


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


def examples(doc: Doc, kind: str) -> Iterator[Example]:
    """The article as features and gold roles; none when it has no lines left."""
    texts = [" ".join(line["text"].split()) for line in doc["lines"]]
    if texts and all(texts):
        gold = np.array([ROLES.index(role_of(line)) for line in doc["lines"]])
        closed = tuple(ROLES.index(role) for role in sorted(FURNITURE)) if kind in CLOSED else ()
        yield Example(list(line_features(texts, load(doc.get("lang")))), gold, WEIGHTS[kind], closed)


def trust(feature: str) -> float:
    return TRUST if _AROUND.match(feature) else 1.0


def train(data: list[Example]) -> LineModel:
    return Trainer(data, ROLES, least=LEAST_ARTICLES, penalty=PENALTY, trust=trust).model()


def laid_out(docs: list[Doc], more: list[Doc], posts: list[Doc]) -> list[tuple[int, Example]]:
    """All examples with their folds; those of sites that no article of `docs` is from are in none."""
    chance = random.Random(7)
    pages = [doc for doc in posts if any(line["role"] in FURNITURE for line in doc["lines"])]
    plain = [doc for doc in posts if doc not in pages]
    sets = {
        "whole": docs,
        "clean": [clean(doc) for doc in docs],
        "more": more,
        "put in": [put_in(clean(doc) if chance.random() < 0.5 else doc, chance) for doc in docs],
        "pages": pages,
        "clean pages": [clean(doc) for doc in pages],
        "posts": chance.sample(plain, min(POSTS, len(plain))),
    }
    sites = {site_of(doc) for doc in docs}
    return [
        (fold_of(doc) if site_of(doc) in sites else -1, one)
        for kind, some in sets.items()
        for doc in some
        for one in examples(doc, kind)
    ]


def models_by_fold(docs: list[Doc], more: list[Doc], posts: list[Doc]) -> list[LineModel]:
    """For each fold a model that was trained without it."""
    data = laid_out(docs, more, posts)
    return [train([one for where, one in data if where != fold]) for fold in range(FOLDS)]


def read(path: Path) -> list[Doc]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--posts", type=Path, action="append", default=[])
    given = parser.parse_args()
    docs, more = read(given.docs), read(given.more) if given.more else []
    posts = [doc for path in given.posts for doc in read(path)]
    TARGET.write_text(store(train([one for _, one in laid_out(docs, more, posts)])), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
