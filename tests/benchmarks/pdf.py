"""How well the text of PDFs is read, beside pdftotext: `python -m tests.benchmarks.pdf FOLDER`.

FOLDER has PDFs, each with its text beside it (report.pdf, report.txt). Printed are for Briefmark and for pdftotext
(poppler-utils, if installed): F1 of the words; their order, the longest common subsequence as a share of the words of
the text; and seconds of CPU or, for pdftotext, on the clock.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from content.errors import InputError
from content.source.pdf import read
from content.source.received import Received

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case, without signs."""
    return _WORD.findall(text.lower())


def score(found: list[str], gold: list[str]) -> tuple[float, float]:
    """F1 of the words as a bag, and the share of the gold's words that stand in its order (matching blocks)."""
    common = (Counter(found) & Counter(gold)).total()
    f1 = 2 * common / (len(found) + len(gold)) if found or gold else 1.0
    matches = SequenceMatcher(None, found, gold, autojunk=False).get_matching_blocks()
    return f1, sum(match.size for match in matches) / max(1, len(gold))


def main(folder: str) -> None:
    """Print a line for each PDF that has a text beside it."""
    peer = shutil.which("pdftotext")
    for path in sorted(Path(folder).glob("*.pdf")):
        beside = path.with_suffix(".txt")
        if not beside.exists():
            continue
        gold = words_of(beside.read_text(encoding="utf-8"))
        begun = time.process_time()
        try:
            text = read(Received(path.read_bytes(), str(path), ".pdf"))[0].text
        except InputError as error:
            print(f"{path.name}: {error}")
            continue
        taken = time.process_time() - begun
        print(path.name, "briefmark F1 {:.3f} order {:.3f}".format(*score(words_of(text), gold)), f"{taken:.2f} s")
        if peer:
            begun = time.perf_counter()
            done = subprocess.run([peer, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
            taken = time.perf_counter() - begun
            other = words_of(done.stdout.decode("utf-8", "replace"))
            print(path.name, "pdftotext F1 {:.3f} order {:.3f}".format(*score(other, gold)), f"{taken:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
