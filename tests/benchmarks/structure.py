"""Measure the structure of real articles: quality, calibration and time.

    python -m tests.benchmarks.structure DATA [--held-back [--posts POSTS.jsonl]...]

DATA is a folder with any of

    structure/docs.jsonl               {"id", "source": "...|SITE", "lang", "lines": [{"text", "role"}]}
    structure/docs-pullquote-synth.jsonl   the same, with pull quotes put in
    quotations/docs.jsonl              {"id", "lang", "text", "quotes": [{"start", "end", "type", "speaker_text",
                                        "speaker_spans"}]}, ranges without the quotation marks
    background/docs.jsonl              {"id", "title", "sents": [{"text", "para", "background"}]}

Prints each measure, then for each kind of judgement how often those of a certain confidence are right, then the time
for an article. The shipped models were trained on all articles of the data that came with the project's first
measurements: on those, only --held-back figures mean anything. It trains the models of lines and background anew,
five times without a fifth of the sites or articles, and judges that fifth; it needs the extra `train`, and
`--posts` with what posts.py makes trains the model of lines as the shipped one was. The rules for
quotations were written looking at three fifths of the articles (by hash of the id), and the choice of speakers is
trained anew on those; --held-back judges the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.document.model import Document, TextRange
from content.languages.detection import detect_language
from content.languages.language import load as load_language
from content.structure import analyse
from content.structure.assembly import assemble
from content.structure.background.judging import PROSE, background_sentences, is_sectioned, judge_sentences
from content.structure.lines.blocks import split_blocks
from content.structure.lines.roles import judge_roles
from content.structure.model import Quotation, Role
from content.structure.quotations.ranking import choose
from content.structure.syntax.sentences import split_sentences

if TYPE_CHECKING:
    from content.structure.linear_chain import LineModel
    from content.structure.quotations.direct import Chooser

Doc = dict[str, Any]
Models = Callable[[Doc], "LineModel | None"]  # the model that judges an article; None is the shipped one

FURNITURE = {"caption", "byline", "other"}
FOLDS = 5


@dataclass
class Counts:
    """Hits, false alarms and misses."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.false)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)


@dataclass
class Reliability:
    """How often judgements of a certain confidence are right."""

    bins: dict[int, list[bool]] = field(default_factory=dict)

    def add(self, confidence: float, *, right: bool) -> None:
        self.bins.setdefault(min(9, int(10 * confidence)), []).append(right)

    def lines(self) -> Iterable[str]:
        for number, judged in sorted(self.bins.items()):
            share = 100 * sum(judged) / len(judged)
            yield f"    {number / 10:.1f} to {(number + 1) / 10:.1f}: {share:5.1f} % right of {len(judged)}"


def load(path: Path) -> list[Doc]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def digest(words: str) -> int:
    return int(hashlib.sha256(words.encode()).hexdigest(), 16)


def site_of(doc: Doc) -> str:
    return str(doc["source"]).rpartition("|")[2].lower().split(".")[0]


def merged(role: str) -> str:
    """The role as it is compared: furniture is one role, a standfirst is a paragraph."""
    same = {"title": "headline", "standfirst": "paragraph"}
    return "furniture" if role in FURNITURE else same.get(role, role)


def clean(doc: Doc) -> Doc:
    return {**doc, "lines": [line for line in doc["lines"] if line["role"] not in FURNITURE]}


def judge_lines(docs: Sequence[Doc], models: Models, reliability: Reliability) -> dict[str, Counts]:
    """Counts by role, and under "lines" how many are right."""
    counts = {"lines": Counts()}
    for doc in docs:
        text = "\n".join(line["text"] for line in doc["lines"])
        pieces = split_blocks(Document(text))
        judged = judge_roles(text, pieces, load_language(detect_language(text)), models(doc))
        starts = {piece.range.start: found for piece, found in zip(pieces, judged, strict=True)}
        at = 0
        for line in doc["lines"]:
            role, reason = starts.get(at, (None, None))
            at += len(line["text"]) + 1
            gold, got = merged(line["role"]), merged(role.value) if role else "none"
            counts["lines"].hits += gold == got
            counts["lines"].missed += gold != got
            if gold == got:
                counts.setdefault(gold, Counts()).hits += 1
            else:
                counts.setdefault(gold, Counts()).missed += 1
                counts.setdefault(got, Counts()).false += 1
            if reason is not None:
                reliability.add(reason.confidence, right=gold == got)
    return counts


def report_lines(name: str, docs: Sequence[Doc], models: Models, reliability: Reliability) -> None:
    counts = judge_lines(docs, models, reliability)
    shown = [
        f"{role} F1 {100 * counts[role].f1:.1f}"
        for role in ("heading", "quote", "attribution", "furniture", "list-item")
        if role in counts and counts[role].hits + counts[role].missed
    ]
    lines = counts["lines"]
    right = 100 * lines.hits / max(1, lines.hits + lines.missed)
    print(f"{name} ({len(docs)}): {', '.join(shown)}; lines right {right:.1f} of {lines.hits + lines.missed}")


PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "i",
        "we",
        "it",
        "you",
        "who",
        "er",
        "sie",
        "ich",
        "wir",
        "his",
        "her",
        "seine",
        "ihre",
        "dieser",
        "diese",
        "him",
        "them",
    ]
)
TITLES = re.compile(r"\b(?:mr|mrs|ms|dr|sen|rep|gov|president|the|der|die|das|herr|frau|prof)\b\.?", re.IGNORECASE)


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", TITLES.sub(" ", words.lower())).strip()


def same_quotation(got: TextRange, start: int, end: int) -> bool:
    """Whether two ranges are the same quotation, with or without its marks."""
    if abs(got.start - start) <= 2 and abs(got.end - end) <= 2:
        return True
    inner = min(got.end, end) - max(got.start, start)
    return inner > 0 and inner / (max(got.end, end) - min(got.start, start)) >= 0.85


def same_speaker(text: str, got: Quotation | None, gold: Doc) -> bool:
    """Whether the speaker is the same mention or the same name."""
    if got is None or got.speaker is None:
        return False
    found = got.speaker.range
    if any(min(found.end, end) > max(found.start, start) for start, end in gold["speaker_spans"]):
        return True
    ours, want = plain(found.of(text)), plain(gold["speaker_text"])
    if not ours or not want or {ours, want} & PRONOUNS:
        return False
    return ours in want or want in ours or ours.split()[-1] == want.split()[-1]


def report_quotations(docs: Sequence[Doc], chooser: Chooser, reliability: Reliability) -> None:
    for language in sorted({doc["lang"] for doc in docs}):
        counts = Counts()
        asked = right = 0
        some = [doc for doc in docs if doc["lang"] == language]
        for doc in some:
            text = doc["text"]
            left = list(assemble(Document(text), {}, {}, chooser=chooser).quotations)
            for gold in doc["quotes"]:
                match = next((one for one in left if same_quotation(one.range, gold["start"], gold["end"])), None)
                if match is not None:
                    left.remove(match)
                if gold["type"] != "direct":
                    continue
                counts.hits += match is not None
                counts.missed += match is None
                if gold["speaker_text"] is not None:
                    good = same_speaker(text, match, gold)
                    asked, right = asked + 1, right + good
                    if match is not None and match.speaker is not None:
                        reliability.add(match.reason.confidence, right=good)
            counts.false += len(left)
        print(
            f"quotations, {language} ({len(some)}): precision {100 * counts.precision:.1f}, F1 {100 * counts.f1:.1f}; "
            f"speaker right {100 * right / max(1, asked):.1f} of {asked}"
        )


def report_background(docs: Sequence[Doc], models: Models, reliability: Reliability) -> None:
    units = []
    for doc in docs:
        for gold, sure in judge_paragraphs(doc, models(doc)):
            units.append((gold, sure))
            if sure > 0:
                reliability.add(sure, right=gold)
    total = sum(gold for gold, _ in units)
    listed = [gold for gold, sure in units if sure > 0]
    counts = Counts(sum(listed), len(listed) - sum(listed), total - sum(listed))
    best = 0.0
    for least in {round(sure, 2) for _, sure in units if sure > 0}:
        kept = [gold for gold, sure in units if sure >= least]
        if sum(kept) >= 0.8 * len(kept):
            best = max(best, sum(kept) / max(1, total))
    print(
        f"background paragraphs ({len(docs)}): precision {100 * counts.precision:.1f}, F1 {100 * counts.f1:.1f}; "
        f"recall where precision is 0.8: {100 * best:.0f} %"
    )


def judge_paragraphs(doc: Doc, model: LineModel | None) -> list[tuple[bool, float]]:
    """For each paragraph whether half of its sentences are background, and the middle confidence of the marks."""
    text = doc["title"] or ""
    members: dict[Any, list[tuple[bool, TextRange]]] = {}
    for sentence in doc["sents"]:
        group = members.setdefault(sentence["para"], [])
        text += " " if group else "\n"
        where = TextRange(len(text), len(text) + len(sentence["text"]))
        text += sentence["text"]
        group.append((bool(sentence["background"]), where))
    pieces = split_blocks(Document(text))
    blocks = [
        (piece.range, role)
        for piece, (role, _) in zip(pieces, judge_roles(text, pieces, load_language("en")), strict=True)
    ]
    headline = next((where for where, role in blocks if role is Role.HEADLINE), None)
    english = load_language("en")
    prose = [split_sentences(text, where.start, where.end, english) for where, role in blocks if role in PROSE]
    found = background_sentences(
        judge_sentences(text, prose, headline, english, model),
        english,
        sectioned=is_sectioned([role for _, role in blocks]),
    )
    marks = [(mark.range, mark.reason.confidence) for mark in found]

    def sure(where: TextRange) -> float:
        shared = ((min(where.end, mark.end) - max(where.start, mark.start), share) for mark, share in marks)
        return max((share for length, share in shared if 2 * length >= len(where)), default=0.0)

    return [
        (2 * sum(gold for gold, _ in group) >= len(group), sorted(sure(where) for _, where in group)[len(group) // 2])
        for group in members.values()
    ]


def report_time(texts: Sequence[str]) -> None:
    """The least of three runs for each article, warm."""
    for text in texts[:20]:
        analyse(Document(text))
    times = []
    for text in texts:
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            analyse(Document(text))
            runs.append(1000 * (time.perf_counter() - start))
        times.append(min(runs))
    size = statistics.median(map(len, texts))
    print(f"time: median {statistics.median(times):.1f} ms an article ({len(texts)}, median {size:.0f} characters)")


def shipped(doc: Doc) -> LineModel | None:
    del doc
    return None


def without_line_folds(docs: Sequence[Doc], more: Sequence[Doc], posts: Sequence[Doc]) -> Models:
    """For each article a model of lines that was trained without its site."""
    from tests.benchmarks import train_roles

    models = train_roles.models_by_fold(list(docs), list(more), list(posts))
    return lambda doc: models[train_roles.fold_of(doc)]


def is_held_back(doc: Doc) -> bool:
    """Whether the article was unseen when the rules for quotations were written."""
    return digest(doc["id"]) % 10 >= 6


def without_held_back(docs: Sequence[Doc]) -> Chooser:
    """A choice of speakers that was trained on the other articles."""
    from tests.benchmarks import train_speakers

    kept = [doc for doc in docs if not is_held_back(doc)]
    return train_speakers.train([one for doc in kept for one in train_speakers.examples_of(doc)]).choose


def without_background_folds(docs: Sequence[Doc]) -> Models:
    """For each article a model of background that was trained without it."""
    from tests.benchmarks import train_background

    models = train_background.models_by_fold(list(docs))
    return lambda doc: models[train_background.fold_of(doc)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--posts", type=Path, action="append", default=[])
    given = parser.parse_args()
    lines = load(given.data / "structure" / "docs.jsonl")
    pulls = load(given.data / "structure" / "docs-pullquote-synth.jsonl")
    quotations = load(given.data / "quotations" / "docs.jsonl")
    background = load(given.data / "background" / "docs.jsonl")
    roles, speakers, marks = Reliability(), Reliability(), Reliability()
    if lines:
        posts = [doc for path in given.posts for doc in load(path)]
        models = without_line_folds(lines, pulls, posts) if given.held_back else shipped
        report_lines("clean articles", [clean(doc) for doc in lines], models, Reliability())
        report_lines("all lines", lines, models, roles)
        if pulls:
            report_lines("pull-quote set", pulls, models, Reliability())
    if quotations:
        kept = [doc for doc in quotations if not given.held_back or is_held_back(doc)]
        report_quotations(kept, without_held_back(quotations) if given.held_back else choose, speakers)
    if background:
        report_background(background, without_background_folds(background) if given.held_back else shipped, marks)
    for name, reliability in (("roles of lines", roles), ("speakers", speakers), ("background", marks)):
        if reliability.bins:
            print(f"  {name}, by confidence:", *reliability.lines(), sep="\n")
    report_time(
        ["\n".join(line["text"] for line in doc["lines"]) for doc in lines] or [doc["text"] for doc in quotations]
    )


if __name__ == "__main__":
    main()
