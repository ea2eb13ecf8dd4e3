"""Judge the anchoring of passages on real revisions of texts.

    python -m tests.benchmarks.anchoring FOLDER [--only PART] [--large MEGABYTES]

FOLDER has cases.jsonl and texts/ID.txt. A case is {"kind": "edited", "old_text_id": "...", "new_text_id": "...",
"start": 1, "end": 9, "quote": "...", "prefix": "...", "suffix": "...", "expected_start": 1, "expected_end": 9}, with
null for a passage that was deleted. With texts.json ({ID: {"repo": "..."}}) `--only` takes the cases of one origin, or
all but those with a leading minus; give it again and again.

Printed, with the old text and without: which share of the passages is right (both ends within 2 characters, or a
deleted one left open), near (overlapping by half), lost (left to the reader) and wrong, by kind; how often each band
of scores is right; the time a passage takes, and the time on a text of that many megabytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.annotation.anchoring.anchored import Anchor
VERDICTS = ("right", "near", "lost", "wrong")
BANDS = (0.0, 0.5, 0.7, 0.9, 0.97, 0.99, 1.0)
CONTEXT = 32


@dataclass(frozen=True)
class Case:
    """A passage of an old text, and where it stands in the new one; `origin` is the key of the old text."""

    kind: str
    origin: str
    old: str
    new: str
    passage: TextRange
    quote: TextQuoteSelector
    expected: TextRange | None


@dataclass(frozen=True)
class Outcome:
    """What came of a case, and how long it took in seconds."""

    kind: str
    verdict: str
    anchor: Anchor
    seconds: float


def read_cases(folder: Path, only: Sequence[str] = ()) -> list[Case]:
    """The cases in a folder, in the order of the file."""
    named = origins(folder) if only else {}
    texts: dict[str, str] = {}
    cases = []
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        old, new = record["old_text_id"], record["new_text_id"]
        if only and not _chosen(named[old], only):
            continue
        for key in (old, new):
            texts.setdefault(key, (folder / "texts" / f"{key}.txt").read_bytes().decode())
        cases.append(_case(record, texts[old], texts[new]))
    return cases


def origins(folder: Path) -> dict[str, str]:
    """The source of each text in a folder."""
    records = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    return {key: record["repo"] for key, record in records.items()}


def _chosen(origin: str, only: Sequence[str]) -> bool:
    wanted = [name for name in only if not name.startswith("-")]
    return f"-{origin}" not in only and (not wanted or origin in wanted)


def _case(record: dict[str, Any], old: str, new: str) -> Case:
    start, end = record["expected_start"], record["expected_end"]
    return Case(
        record["kind"],
        record["old_text_id"],
        old,
        new,
        TextRange(record["start"], record["end"]),
        TextQuoteSelector(record["quote"], record["prefix"], record["suffix"]),
        None if start is None else TextRange(start, end),
    )


def judge(expected: TextRange | None, found: TextRange | None) -> str:
    """Right, near, lost or wrong."""
    if expected is None:
        return "wrong" if found else "right"
    if found is None:
        return "lost"
    if abs(found.start - expected.start) <= 2 and abs(found.end - expected.end) <= 2:
        return "right"
    inner = min(found.end, expected.end) - max(found.start, expected.start)
    outer = max(found.end, expected.end) - min(found.start, expected.start)
    return "near" if inner * 2 >= outer else "wrong"


def outcomes(cases: Sequence[Case], *, snapshot: bool) -> Iterator[Outcome]:
    """Anchors each case; the first passage of a pair of texts bears the cost of comparing them."""
    pair: tuple[str, str] | None = None
    anchorer = Anchorer("")
    for case in cases:
        started = time.perf_counter()
        if pair != (case.old, case.new):
            pair = case.old, case.new
            digest = hashlib.sha256(case.old.encode()).hexdigest()
            marks = [(other.quote, other.passage) for other in cases if (other.old, other.new) == pair]
            anchorer = Anchorer(case.new, {digest: case.old} if snapshot else {}, {} if snapshot else {digest: marks})
        anchor = anchorer.anchor(case.quote, case.passage, digest)
        seconds = time.perf_counter() - started
        yield Outcome(case.kind, judge(case.expected, anchor.range), anchor, seconds)


def print_table(found: Sequence[Outcome]) -> None:
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in found:
        rows[outcome.kind][outcome.verdict] += 1
        rows["all"][outcome.verdict] += 1
    for kind, counts in sorted(rows.items()):
        shares = "  ".join(f"{verdict} {counts[verdict] / counts.total():7.2%}" for verdict in VERDICTS)
        print(f"  {kind:12} {counts.total():6}  {shares}")


def print_reliability(found: Sequence[Outcome]) -> None:
    """How often a place with a score in each band is the right one."""
    placed = [outcome for outcome in found if outcome.anchor.range]
    for low, high in zip(BANDS, [*BANDS[1:], 2.0], strict=True):
        band = [outcome for outcome in placed if low <= outcome.anchor.score < high]
        if band:
            mean = statistics.mean(outcome.anchor.score for outcome in band)
            right = statistics.mean(outcome.verdict == "right" for outcome in band)
            print(f"  score from {low:4.2f}: {len(band):6} places, mean score {mean:.3f}, right {right:.3f}")


def print_times(seconds: Sequence[float]) -> None:
    first, *rest = seconds
    rest = sorted(rest) or [first]
    print(
        f"  a passage: median {1e3 * statistics.median(rest):.2f} ms, mean {1e3 * statistics.mean(rest):.2f} ms, "
        f"95 % under {1e3 * rest[len(rest) * 95 // 100]:.2f} ms, longest {1e3 * rest[-1]:.0f} ms; "
        f"the very first {1e3 * first:.0f} ms; mean over all {1e3 * statistics.mean(seconds):.2f} ms"
    )


def large_cases(texts: Sequence[str], megabytes: float, count: int = 200) -> list[Case]:
    """Passages of one large text made of paragraphs of `texts`, and of its revision; where they are now is unknown."""
    rng = random.Random(7)
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    words = [word for paragraph in paragraphs[:2_000] for word in paragraph.split()]
    size, old = 0, []
    while size < megabytes * 1e6:
        paragraph = " ".join(rng.sample(words, 4)) + " " + rng.choice(paragraphs)
        old.append(paragraph)
        size += len(paragraph) + 2
    new = []
    for paragraph in old:
        luck = rng.random()
        if luck > 0.01:
            new.append(paragraph if luck > 0.1 else paragraph.replace(rng.choice(words), rng.choice(words), 2))
        if luck > 0.98:
            new.append(" ".join(rng.sample(words, 40)))
    before, after = "\n\n".join(old), "\n\n".join(new)
    cases = []
    for _ in range(count):
        start = rng.randrange(len(before) - 300)
        passage = TextRange(start, start + rng.choice([4, 12, 30, 80, 150, 300]))
        quote = TextQuoteSelector(
            passage.of(before), before[max(0, start - CONTEXT) : start], before[passage.end : passage.end + CONTEXT]
        )
        cases.append(Case("large", "", before, after, passage, quote, None))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--only", action="append", default=[], metavar="PART")
    parser.add_argument("--large", type=float, default=0, metavar="MEGABYTES")
    given = parser.parse_args()
    cases = read_cases(given.folder, given.only)
    large = large_cases(sorted({case.old for case in cases}), given.large) if given.large else []
    for snapshot in (True, False):
        print("with the old text" if snapshot else "\nwithout the old text")
        found = list(outcomes(cases, snapshot=snapshot))
        print_table(found)
        print_reliability(found)
        print_times([outcome.seconds for outcome in found])
        if large:
            slow = list(outcomes(large, snapshot=snapshot))
            print(f"  on {len(large[0].new) / 1e6:.1f} million characters:")
            print_times([outcome.seconds for outcome in slow])
            print("  ", dict(Counter(str(outcome.anchor.state) for outcome in slow)))


if __name__ == "__main__":
    main()
