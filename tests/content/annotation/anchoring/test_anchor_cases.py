"""The cases of tests/cases/anchoring: what happened to a text, and where the marked passage is now."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.selectors import select
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange

FOLDER = Path(__file__).parents[3] / "cases" / "anchoring"
PART = re.compile(r"^==== (.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One file: the old text with its passage, the new text with the place expected, and the words for both states."""

    old: str
    passage: TextRange
    new: str
    with_snapshot: tuple[str, TextRange | None]
    without_snapshot: tuple[str, TextRange | None]


def unmarked(text: str) -> tuple[str, TextRange | None]:
    """The text without its brackets, and the range that they enclosed."""
    start, end = text.find("⟦"), text.find("⟧")
    if start < 0:
        return text, None
    return text[:start] + text[start + 1 : end] + text[end + 1 :], TextRange(start, end - 1)


def read(path: Path) -> Case:
    _, _, before, *after = PART.split(path.read_text(encoding="utf-8"))
    old, passage = unmarked(before)
    assert passage is not None, f"{path.name} marks no passage"
    new, _ = unmarked(after[1])
    expected = [(state_of(heading), unmarked(text)[1]) for heading, text in zip(after[::2], after[1::2], strict=True)]
    return Case(old, passage, new, expected[0], expected[-1])


def state_of(heading: str) -> str:
    return heading.rpartition(": ")[2]


def usual(case: Case) -> TextQuoteSelector:
    """The words of the passage with 32 characters to either side, as many tools have them."""
    text, passage = case.old, case.passage
    return TextQuoteSelector(
        passage.of(text), text[max(0, passage.start - 32) : passage.start], text[passage.end : passage.end + 32]
    )


def state_and_place(case: Case, quote: TextQuoteSelector, *, snapshot: bool) -> tuple[str, TextRange | None]:
    digest = hashlib.sha256(case.old.encode()).hexdigest()
    anchorer = Anchorer(case.new, {digest: case.old} if snapshot else {})
    found = anchorer.anchor(quote, case.passage, digest)
    return str(found.state), found.range


CASES = sorted(path for path in FOLDER.glob("*.txt"))
PLAIN = [path for path in CASES if not path.stem.startswith("inside-twin")]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_with_the_old_text(path: Path) -> None:
    case = read(path)
    assert state_and_place(case, usual(case), snapshot=True) == case.with_snapshot


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_without_the_old_text(path: Path) -> None:
    case = read(path)
    assert state_and_place(case, select(case.old, case.passage)[0], snapshot=False) == case.without_snapshot


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_without_the_old_text_and_by_the_words_that_any_tool_keeps(path: Path) -> None:
    case = read(path)
    assert state_and_place(case, usual(case), snapshot=False) == case.without_snapshot
