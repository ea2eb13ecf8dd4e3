"""Patterns made of phrases find in a line what they would without a first look at its words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

import content
from content.languages.phrases import PagePattern
from tests.modules import modules

TESTS = Path(__file__).parents[2]


class Said:
    """Phrases of one name."""

    def __init__(self, *phrases: str) -> None:
        self._phrases = phrases

    def phrases(self, _: str) -> Iterable[str]:
        return self._phrases


@cache
def of_the_house() -> dict[str, PagePattern]:
    found: dict[str, PagePattern] = {}
    for module in modules(content):
        names = vars(module)
        found |= {f"{module.__name__}.{name}": value for name, value in names.items() if isinstance(value, PagePattern)}
    return found


@cache
def lines() -> list[str]:
    files = sorted([*TESTS.glob("gold/*.txt"), *TESTS.glob("cases/structure/*.txt")])
    return sorted({line.strip() for file in files for line in file.read_text(encoding="utf-8").split("\n")} - {""})


@pytest.mark.parametrize("name", of_the_house())
def test_a_pattern_misses_nothing_by_its_first_look(name: str) -> None:
    pattern = of_the_house()[name]
    for line in lines():
        assert bool(pattern.match(line)) == bool(pattern.made.match(line)), line
        assert bool(pattern.search(line)) == bool(pattern.made.search(line)), line


@pytest.mark.parametrize(
    ("template", "phrases", "line"),
    [
        (r"\A\W{0,4}{said}(?!\w)", ("for immediate release",), "*** FOR IMMEDIATE RELEASE ***"),
        (r"{said}", ("press release",), "Press releases of the harbour"),
        (r"\A(?:\W{0,3}{said})\s?:", ("as of/at",), "- As at: Monday"),
        (r"{said} \w", ("b/y",), "y Ann"),
        (r"{said}|[0-9]+", ("by",), "12"),
        (r"(?<!\w){said}(?!\w)", ("采访", "interview"), "我们采访了船长"),
        (r"\b{said}\b", ("인터뷰",), "선장과의 인터뷰를"),
    ],
)
def test_a_line_is_found_by_one_of_the_phrases(template: str, phrases: tuple[str, ...], line: str) -> None:
    pattern = PagePattern(template, source=Said(*phrases))
    assert pattern.match(line) or pattern.search(line)


def test_a_phrase_with_blanks_between_its_words_is_not_found_within_another_word() -> None:
    pattern = PagePattern(r"(?<!\w){said}(?!\w)", source=Said("port", "港口"))
    assert pattern.search("The report") is None
    assert pattern.search("The port") is not None
