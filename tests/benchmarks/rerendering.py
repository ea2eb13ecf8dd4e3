"""Judge whether marks that were made on a text as an older version rendered it are found again in today's rendering.

    python -m tests.benchmarks.rerendering FOLDER --old CHECKOUT [--marks 40] [--seed 1] [--show 20]

Every .md, .html and .htm file in FOLDER is rendered by the checkout of an older version and by this one. Marks of 1 to
40 words are made at random in the old text and anchored in the new one with the old text as snapshot.

Where a mark belongs is told without the anchoring: words, signs and paragraphs of both texts are matched by difflib;
then only words (letters and digits) count. A mark is right when it lies on the same words, from the first to the last
of those that are still there, or is left open when less than half of it is; open, when a person is asked though its
words are there; wrong, when it lies elsewhere. The table sets apart marks of which all words are kept, some are cut
(tags and front matter that are no longer shown), and most are gone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange
from content.errors import BriefmarkError
from content.source import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_|\n\n")
_SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm"})
_MOST_TOKENS = 20_000  # of a text: difflib compares them one by one
_LONGEST = 40  # words of a mark
_HALF = 0.5  # share of the letters of a mark
_CONTEXT = 32  # characters before and after a mark

# Run in the old checkout: reads names of files, writes a JSON string or null for each.
_RENDER = """
import json, sys
from content.source import open_document
for name in sys.stdin.read().split("\\n"):
    try:
        print(json.dumps(open_document(name).text))
    except Exception as error:
        print("null")
"""


@dataclass(frozen=True)
class Outcome:
    """What came of one mark: `fate` of its words (kept, cut, gone) and the verdict on the anchor."""

    file: str
    fate: str
    verdict: str
    exact: str
    found: str


def rendered_before(checkout: Path, files: Sequence[Path]) -> list[str | None]:
    """The texts of the files as the older version renders them; None for what it refuses."""
    names = "\n".join(str(file.resolve()) for file in files)
    done = subprocess.run(
        [sys.executable, "-c", _RENDER],
        input=names,
        capture_output=True,
        check=True,
        text=True,
        cwd=checkout,
        env={"PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return [json.loads(line) for line in done.stdout.strip("\n").split("\n")]


def rendered_now(file: Path) -> str | None:
    """The text as this version renders it; None for what it refuses."""
    try:
        return open_document(file.resolve()).text
    except BriefmarkError:
        return None


def matched(old: str, new: str) -> tuple[list[TextRange], list[TextRange], dict[int, int]] | None:
    """The words of both texts, and for words of the old one, by number, the same word of the new one; None if long."""
    tokens = [[TextRange(*match.span()) for match in _TOKEN.finditer(text)] for text in (old, new)]
    if max(map(len, tokens)) > _MOST_TOKENS:
        return None
    words = [[one.of(text).casefold() for one in found] for found, text in zip(tokens, (old, new), strict=True)]
    numbers = [{at: n for n, at in enumerate(at for at, word in enumerate(side) if word.isalnum())} for side in words]
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks():
        for step in range(block.size):
            if block.a + step in numbers[0]:
                pairs[numbers[0][block.a + step]] = numbers[1][block.b + step]
    before, after = ([side[at] for at in known] for side, known in zip(tokens, numbers, strict=True))
    return before, after, pairs


def judge(words: list[TextRange], expected: tuple[int, int] | None, found: TextRange | None, fate: str) -> str:
    """Right, open or wrong; `words` are those of the new text, `expected` the numbers of the first and the last."""
    if found is None:
        return "right" if fate == "gone" else "open"
    inside = [number for number, word in enumerate(words) if word.overlaps(found)]
    if expected is None:
        return "wrong" if inside else "right"
    return "right" if inside and (inside[0], inside[-1]) == expected else "wrong"


def outcomes(file: str, old: str, new: str, marks: int, chance: random.Random) -> Iterator[Outcome]:
    """Marks at random places of the old text, each anchored in the new one."""
    known = matched(old, new)
    if known is None or not known[0]:
        return
    before, after, pairs = known
    digest = hashlib.sha256(old.encode("utf-8", "surrogatepass")).hexdigest()
    anchorer = Anchorer(new, {digest: old})
    for _ in range(marks):
        first = chance.randrange(len(before))
        last = min(len(before) - 1, first + int(chance.triangular(0, _LONGEST, 3)))
        passage = TextRange(before[first].start, before[last].end)
        quote = TextQuoteSelector(
            passage.of(old),
            old[max(0, passage.start - _CONTEXT) : passage.start],
            old[passage.end : passage.end + _CONTEXT],
        )
        kept = [pairs[number] for number in range(first, last + 1) if number in pairs]
        letters = [len(before[number]) for number in range(first, last + 1)]
        left = sum(len(before[number]) for number in range(first, last + 1) if number in pairs) / sum(letters)
        fate = "kept" if len(kept) == len(letters) else "cut" if left >= _HALF else "gone"
        found = anchorer.anchor(quote, passage, digest).range
        verdict = judge(after, (kept[0], kept[-1]) if kept else None, found, fate)
        yield Outcome(file, fate, verdict, quote.exact, found.of(new) if found else "")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--old", type=Path, required=True, metavar="CHECKOUT")
    parser.add_argument("--marks", type=int, default=40, help="for each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="failures to print")
    arguments = parser.parse_args()
    files = sorted(file for file in arguments.folder.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
    chance = random.Random(arguments.seed)
    found: list[Outcome] = []
    changed = 0
    for file, old in zip(files, rendered_before(arguments.old.resolve(), files), strict=True):
        new = rendered_now(file)
        if old is not None and new is not None:
            changed += old != new
            found += outcomes(str(file.relative_to(arguments.folder)), old, new, arguments.marks, chance)
    print(f"{len(files)} files, {changed} rendered in another way, {len(found)} marks")
    for fate in ("kept", "cut", "gone", "all"):
        counts = Counter(outcome.verdict for outcome in found if fate in {outcome.fate, "all"})
        if counts:
            shares = "  ".join(
                f"{verdict} {counts[verdict] / counts.total():8.3%}" for verdict in ("right", "open", "wrong")
            )
            print(f"  {fate:5} {counts.total():7}  {shares}")
    failures = sorted((one for one in found if one.verdict != "right"), key=lambda one: (one.verdict, one.fate))[::-1]
    for outcome in failures[: arguments.show]:
        print(f"{outcome.verdict} ({outcome.fate}) {outcome.file}\n  {outcome.exact!r}\n  {outcome.found!r}")


if __name__ == "__main__":
    main()
