"""The pairs of text and expected structure in tests/cases, which an editor can add to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from content.document.model import Document, TextRange
from content.languages.language import codes
from content.structure import analyse
from content.structure.model import Briefing, Quotation, QuotationKind, Statement, Turn

FOLDER = Path(__file__).parents[2] / "cases"
FOLDERS = "structure", "languages", "statements"
YOUNG = frozenset({"nl", "pl", "ar", "ru"})  # the languages added last, of which more is asked


class Case(NamedTuple):
    text: str
    expected: list[str]


def read_cases() -> Iterator[tuple[str, Case]]:
    for path in sorted(
        [path for folder in ("structure", "languages", "statements") for path in FOLDER.glob(f"{folder}/*.txt")]
    ):
        for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, rest = part.partition("\n")
            text, _, expected = rest.partition("\n---\n")
            yield (
                f"{path.stem}: {name}" if path.parent.name != "statements" else f"{path.stem} statements: {name}",
                Case(text, [line for line in expected.splitlines() if line.strip()]),
            )


CASES = dict(read_cases())


def words(briefing: Briefing, found: TextRange | None) -> str:
    return "-" if found is None else " ".join(found.of(briefing.document.text).split())


def row(briefing: Briefing, one: Quotation, columns: int) -> list[str]:
    speaker = one.speaker.range if one.speaker else None
    stands_for = one.speaker.refers_to if one.speaker else None
    shown = [words(briefing, one.range), words(briefing, speaker), words(briefing, one.cue), one.source_class.value]
    return [*shown, words(briefing, stands_for)][:columns]


def turn_row(briefing: Briefing, turn: Turn) -> list[str]:
    who = turn.speaker
    shown = ["-", "-", "-"] if who is None else [words(briefing, who.range), who.name or "-", who.office or "-"]
    return [shown[0], turn.act.value, *shown[1:]]


def statement_row(briefing: Briefing, one: Statement) -> list[str]:
    pieces = " / ".join(words(briefing, piece) for piece in one.spans)
    speaker = one.speaker.range if one.speaker else None
    stands_for = one.speaker.refers_to if one.speaker else None
    because = one.speaker.unnamed_because if one.speaker else None
    shown = [one.kind.value, pieces, words(briefing, speaker), words(briefing, one.cue), one.source_class.value]
    return [*shown, words(briefing, stands_for), words(briefing, because)]


# What of each part of a briefing a case says, first what must be said.
PARTS: dict[str, Callable[[Briefing, Any], list[str]]] = {
    "turn": turn_row,
    "statement": statement_row,
    "figure": lambda _, one: [one.value, one.unit or "-", one.what],
    "story": lambda briefing, one: [words(briefing, one.headline)],
    "entry": lambda briefing, one: [words(briefing, one.time)],
}
PLURALS = {"story": "stories", "entry": "entries"}


def background_of(briefing: Briefing, expected: list[str]) -> list[str]:
    """Those of the expected that begin what is background."""
    starts = [words(briefing, mark.range) for mark in briefing.background]
    return [line for line in expected if any(start.startswith(line) for start in starts)]


def metadata_of(briefing: Briefing, expected: list[str]) -> list[str]:
    """Those of the expected names and values that are told."""
    told = {name: [value] if isinstance(value, str) else value for name, value in briefing.metadata.items()}
    lines = {f"{name} = {' | '.join(values)}" for name, values in told.items()}
    return [line for line in expected if line in lines]


WHOLE: dict[str, Callable[[Briefing, list[str]], list[str]]] = {
    "roles": lambda briefing, _: [" ".join(block.role.value for block in briefing.blocks)],
    "block": lambda briefing, _: [words(briefing, block.range) for block in briefing.blocks],
    "sections": lambda briefing, _: [" | ".join(words(briefing, section.heading) for section in briefing.sections)],
    "background": background_of,
    "metadata": metadata_of,
}


def found_for(key: str, briefing: Briefing, expected: list[str]) -> list[str]:
    """What the briefing has of one kind, written as in the cases."""
    if key in {"quotation", "pull"}:
        kind = QuotationKind.PULL if key == "pull" else QuotationKind.DIRECT
        some = [one for one in briefing.quotations if one.kind is kind]
        widths = [line.count(" | ") + 1 for line in expected] + [1] * len(some)
        return [" | ".join(row(briefing, one, width)) for one, width in zip(some, widths, strict=False)]
    if key in PARTS:
        rows = [PARTS[key](briefing, one) for one in getattr(briefing, PLURALS.get(key, key + "s"))]
        widths = [line.count(" | ") + 1 for line in expected] + [1] * len(rows)
        return [" | ".join(row[:width]) for row, width in zip(rows, widths, strict=False)]
    if key in WHOLE:
        return WHOLE[key](briefing, expected)
    value = getattr(briefing, key)
    return [value if isinstance(value, str) else words(briefing, value)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_case_holds(case: Case) -> None:
    briefing = analyse(Document(case.text))
    wanted: dict[str, list[str]] = {}
    for line in case.expected:
        key, colon, value = line.partition(": ")
        wanted.setdefault(key.removeprefix("no "), []).extend([value] if colon else [])
    for key, expected in wanted.items():
        if key in {"background", "statement"} and not expected:
            assert (briefing.background if key == "background" else briefing.statements) == ()
        else:
            assert found_for(key, briefing, expected) == expected


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("code", codes())
def test_each_language_has_a_file_of_its_own_with_cases_enough(code: str) -> None:
    text = (FOLDER / "languages" / f"{code}.txt").read_text(encoding="utf-8")
    assert len(re.findall("^=== ", text, re.MULTILINE)) >= (30 if code in YOUNG else 25)


def test_each_file_of_a_language_is_of_one_that_there_is() -> None:
    assert {path.stem for path in FOLDER.glob("languages/*.txt")} == set(codes())


def test_no_two_cases_of_a_file_have_the_same_name() -> None:
    assert len(CASES) == len(list(read_cases()))


@pytest.mark.parametrize("code", codes())
def test_no_part_of_a_case_breaks_the_analysis(code: str) -> None:
    texts = [case.text for name, case in CASES.items() if name.startswith((f"{code}: ", f"{code} statements: "))]
    for text in texts:
        for space in list(re.finditer(r"\s", text))[::3]:
            analyse(Document(text[: space.start()]))
            analyse(Document(text[space.end() :]))
