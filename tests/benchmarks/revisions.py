"""Make cases of anchoring from the history of a git repository of prose.

    python -m tests.benchmarks.revisions REPOSITORY PATTERN OUT [--pairs N] [--seed N]

Takes revisions of the files whose path matches the regular expression PATTERN, renders their Markdown to plain text,
and adds cases to the folder OUT as `tests.benchmarks.anchoring` reads them: passages near the changes of the two
revisions, whose place in the new one three comparisons agree on (git's histogram and minimal, difflib).
The passage's ends stand in strings that both texts have once. A passage counts as deleted when all its words, and
those around it, are gone for all three, and as moved when it stands once elsewhere, word for word.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\w+|\S")
HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
LENGTHS = (1, 1, 2, 3, 4, 6, 9, 14, 25, 40)  # tokens of a passage
CONTEXT = 32  # characters of prefix and suffix
CERTAIN = (16, 24, 32)  # lengths tried of the string around an end that must stand once in both texts
KEPT = 0.6  # share of an edited passage that must be left
ALIKE = 0.35  # share of the words that two revisions must share
LONGEST = 4_500  # tokens of a text, and 400 characters of a passage: difflib is slow
A_KIND, A_PAIR = 3, 14  # passages taken

Found = tuple[str, tuple[int, int] | None]  # a kind, and the place in the new text


@dataclass
class Pair:
    """Two revisions of a text, as tokens with their places, and the results of three comparisons."""

    old: str
    new: str

    @cached_property
    def before(self) -> list[re.Match[str]]:
        return list(TOKEN.finditer(self.old))

    @cached_property
    def after(self) -> list[re.Match[str]]:
        return list(TOKEN.finditer(self.new))

    @cached_property
    def mappings(self) -> list[dict[int, int]]:
        old, new = [token.group() for token in self.before], [token.group() for token in self.after]
        blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        by_difflib = {a + step: b + step for a, b, size in blocks for step in range(size)}
        return [by_difflib, by_git(old, new, "histogram"), by_git(old, new, "minimal")]

    @cached_property
    def agreed(self) -> dict[int, int]:
        """Old tokens with the new ones that all comparisons map them to."""
        first, *others = self.mappings
        return {at: to for at, to in first.items() if all(other.get(at) == to for other in others)}

    @cached_property
    def gone(self) -> set[int]:
        return {at for at in range(len(self.before)) if not any(at in mapping for mapping in self.mappings)}

    @cached_property
    def edges(self) -> list[int]:
        """Old tokens at which a change begins or ends."""
        return [at for at in range(1, len(self.before)) if self.agreed.get(at) != self.agreed.get(at - 1, -9) + 1]


def by_git(old: list[str], new: list[str], algorithm: str) -> dict[int, int]:
    """Old tokens with the new ones that git's comparison maps them to."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("old", "new")]
        for path, words in zip(paths, (old, new), strict=True):
            path.write_text("\n".join(words) + "\n", encoding="utf-8")
        command = ["git", "diff", "--no-index", "-U0", f"--diff-algorithm={algorithm}", *map(str, paths)]
        printed = subprocess.run(command, capture_output=True, check=False).stdout.decode()
    mapping: dict[int, int] = {}
    at = to = 0
    for hunk in HUNK.finditer(printed):
        start, removed, goal, added = (1 if part is None else int(part) for part in hunk.groups())
        start, goal = start - (removed > 0), goal - (added > 0)
        mapping.update(zip(range(at, start), range(to, goal), strict=True))
        at, to = start + removed, goal + added
    mapping.update(zip(range(at, len(old)), range(to, len(new)), strict=True))
    return mapping


def passages(pair: Pair, rng: random.Random) -> Iterator[dict[str, object]]:
    """Cases of one pair, a few of each kind."""
    taken: Counter[str] = Counter()
    for attempt in range(400):
        near_edge = attempt % 3 < 2 or not pair.gone
        start = rng.choice(pair.edges) + rng.randint(-9, 5) if near_edge else rng.choice(sorted(pair.gone))
        start = max(0, start)
        end = min(len(pair.before), start + rng.choice(LENGTHS))
        found = _case(pair, start, end) if start < end else None
        if found and taken[found[0]] < A_KIND and taken.total() < A_PAIR:
            taken[found[0]] += 1
            yield _record(pair, start, end, *found)


def _record(pair: Pair, start: int, end: int, kind: str, place: tuple[int, int] | None) -> dict[str, object]:
    first, last = pair.before[start].start(), pair.before[end - 1].end()
    return {
        "kind": kind,
        "start": first,
        "end": last,
        "quote": pair.old[first:last],
        "prefix": pair.old[max(0, first - CONTEXT) : first],
        "suffix": pair.old[last : last + CONTEXT],
        "expected_start": place and place[0],
        "expected_end": place and place[1],
    }


def _case(pair: Pair, start: int, end: int) -> Found | None:
    """The kind of a passage and its place; None when either is not certain."""
    first, last = pair.before[start].start(), pair.before[end - 1].end()
    quote = pair.old[first:last]
    if not 3 <= len(quote) <= 400:
        return None
    if start in pair.agreed and end - 1 in pair.agreed:
        place = pair.after[pair.agreed[start]].start(), pair.after[pair.agreed[end - 1]].end()
        if place[0] >= place[1] or not _certain(pair, first, place[0]) or not _certain(pair, last, place[1]):
            return None
        return _changed(pair, (start, end), quote, place)
    if all(at in pair.gone for at in range(max(0, start - 4), min(len(pair.before), end + 4))):
        return _gone(pair, first, last, quote)
    return None


def _changed(
    pair: Pair, tokens: tuple[int, int], quote: str, place: tuple[int, int]
) -> tuple[str, tuple[int, int]] | None:
    words = pair.new[slice(*place)]
    if words == quote:
        return ("unique" if pair.old.count(quote) == pair.new.count(quote) == 1 else "duplicate"), place
    if _plain(words) == _plain(quote):
        return "reflow", place
    sizes = {at: len(pair.before[at].group()) for at in range(*tokens)}
    kept = sum(size for at, size in sizes.items() if at in pair.agreed)
    return ("edited", place) if kept >= KEPT * sum(sizes.values()) else None


def _gone(pair: Pair, first: int, last: int, quote: str) -> Found | None:
    if len(quote) >= 30 and pair.old.count(quote) == pair.new.count(quote) == 1:
        return "moved", (pair.new.index(quote), pair.new.index(quote) + len(quote))
    plain = _plain(pair.new)
    around = _plain(pair.old[max(0, first - 20) : first]), _plain(pair.old[last : last + 20])
    left = any(part in plain for part in around) or (len(quote) >= 25 and _plain(quote) in plain)
    return None if left else ("deleted", None)


def _certain(pair: Pair, at: int, to: int) -> bool:
    """Whether both offsets lie at the same place of a string that both texts have once."""
    for length in CERTAIN:
        for lead in range(0, min(length, at, to) + 1, 2):
            words = pair.old[at - lead : at - lead + length]
            if (
                pair.new[to - lead : to - lead + length] == words
                and pair.old.count(words) == pair.new.count(words) == 1
            ):
                return True
    return False


def _plain(words: str) -> str:
    return " ".join(words.translate(str.maketrans("“”‘’—–", "\"\"''--")).casefold().split())


def rendered(markdown: str) -> str:
    """The words of a Markdown text without front matter, most of the markup, and soft line ends."""
    text = re.sub(r"\A(---|\+\+\+)\n.*?\n\1\n", "", markdown.replace("\r", ""), flags=re.DOTALL)
    text = re.sub(r"!?\[([^\]\n]*)\]\([^)\n]*\)", r"\1", text)
    text = re.sub(r"<[^>\n]{1,200}>|\*\*|__|`|^#+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=[^\n])\n(?=[^\n\-*•\d|=])", " ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def revisions(repository: Path, pattern: str, rng: random.Random) -> Iterator[Pair]:
    """Pairs of revisions of the repository's files, in random order, one to ten commits apart."""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(repository), *arguments]
        return subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")

    paths = [path for path in git("ls-tree", "-r", "--name-only", "HEAD").split("\n") if re.match(pattern, path)]
    rng.shuffle(paths)
    for path in paths * 2:
        commits = git("log", "--format=%H", "--", path).split()
        if len(commits) < 2:
            continue
        apart = rng.choice([1, 1, 2, 3, 5, 10])
        newer = rng.randrange(max(1, len(commits) - apart))
        older = min(len(commits) - 1, newer + apart)
        pair = Pair(*(rendered(git("show", f"{commits[at]}:{path}")) for at in (older, newer)))
        sizes = len(pair.before), len(pair.after)
        if pair.old != pair.new and min(sizes) > 100 and max(sizes) <= LONGEST:
            yield pair


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("pattern")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    name = given.repository.resolve().parent.name if given.repository.name == "repo" else given.repository.name
    rng = random.Random(given.seed)
    folder = given.out / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    listed = given.out / "texts.json"
    texts = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {}
    made = 0
    with (given.out / "cases.jsonl").open("a", encoding="utf-8") as out:
        for pair in revisions(given.repository, given.pattern, rng):
            if made >= given.pairs:
                break
            if len(pair.agreed) < ALIKE * min(len(pair.before), len(pair.after)) or not pair.edges:
                continue
            keys = {"old_text_id": f"{name}-{made}-old", "new_text_id": f"{name}-{made}-new"}
            cases = list(passages(pair, rng))
            out.writelines(json.dumps(keys | case, ensure_ascii=False) + "\n" for case in cases)
            for key, text in zip(keys.values(), (pair.old, pair.new), strict=True):
                (folder / f"{key}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
                texts[key] = {"repo": name}
            made += 1
    listed.write_text(json.dumps(texts, indent=1), encoding="utf-8")
    print(f"{made} pairs of {name}")


if __name__ == "__main__":
    main()
