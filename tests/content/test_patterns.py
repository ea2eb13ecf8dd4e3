"""Every pattern in the package takes time in proportion to its input, whatever that is.

The one test that looks at a clock, and at CPU seconds only. From the parse tree of each pattern it grows inputs of the
kind that make a backtracking matcher slow: what stands before a repeat, then what the repeat takes again and again,
then something that makes it fail (Davis et al. 2018, "The impact of regular expression denial of service").
"""

from __future__ import annotations

import ast
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import content
import tui
from content.languages.language import every
from content.languages.phrases import PagePattern
from tests.modules import modules

Pattern = re.Pattern[str] | re.Pattern[bytes]

SMALL, LARGE = 10_000, 40_000  # characters
MOST = 2.6 * 2.6  # times the CPU seconds for four times the input
QUICK = 0.02  # CPU seconds for the smallest size: one that is not linear takes longer. Clocks tick every 4 ms
LIMIT = 3.0  # CPU seconds for one input
TRIES = 3
MOST_INPUTS = 240  # for one pattern
ENDINGS = ("", "\0", "\n!", "a")
ANYTHING = ("a", "A", "1", " ", ".", "-", "\n", "é", "'", "中", "(", ",", "_", ":", "=")
IN_CATEGORY = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_DIGIT: "a ",
    op.CATEGORY_SPACE: " \n\t",
    op.CATEGORY_NOT_SPACE: "a.",
    op.CATEGORY_WORD: "aA1_é",
    op.CATEGORY_NOT_WORD: " .-",
}
OF_A_LANGUAGE = {"language": "Language", "return": "re.Pattern[str]"}
# Patterns made from the reader's own words or a quotation, and tested with them; or made for other modules.
MADE_IN_FUNCTIONS = {
    "content/kept.py",
    "content/languages/phrases.py",
    "content/search/folded.py",
    "content/search/words.py",
    "content/structure/quotations/pull.py",
    "content/structure/quotations/coreference.py",
}


@cache
def patterns() -> dict[str, Pattern]:
    """All patterns of the two packages by module and name."""
    found: dict[str, Pattern] = {}
    for package in (content, tui):
        for module in modules(package):
            for name, value in vars(module).items():
                for number, pattern in enumerate(_within(value)):
                    found.setdefault(f"{module.__name__}.{name}.{number}", pattern)
    return dict({pattern: (name, pattern) for name, pattern in found.items()}.values())


def _within(value: object, depth: int = 0) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)) and depth < 4:
        for item in value:
            yield from _within(item, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        for item in value.values():
            yield from _within(item, depth + 1)
    elif isinstance(value, PagePattern):
        yield value.made
    elif isinstance(getattr(value, "__self__", None), re.Pattern):
        yield value.__self__  # type: ignore[attr-defined]
    elif callable(value) and getattr(value, "__annotations__", None) == {"return": "re.Pattern[str]"}:
        yield value()  # made when it is first used
    elif callable(value) and getattr(value, "__annotations__", None) == OF_A_LANGUAGE:
        yield value(every())


def _samples(nodes: Any) -> list[str]:
    """A few strings that a part of a pattern takes."""
    found = [""]
    for code, value in nodes:
        each = _samples_of(code, value) or [""]
        found = [found[min(at, len(found) - 1)] + each[at % len(each)] for at in range(max(len(found), len(each)))][:8]
    return list(dict.fromkeys(found))


def _samples_of(code: Any, value: Any) -> list[str]:  # noqa: PLR0911 - one line a kind of node
    match code:
        case op.LITERAL:
            return [chr(value)]
        case op.NOT_LITERAL | op.ANY:
            return [char for char in ANYTHING if code is op.ANY or ord(char) != value][:4]
        case op.IN:
            return _members(value)
        case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
            return [sample * max(value[0], 1) for sample in _samples(value[2])] if value[1] else [""]
        case op.SUBPATTERN:
            return _samples(value[3])
        case op.ATOMIC_GROUP:
            return _samples(value)
        case op.BRANCH:
            return [sample for branch in value[1] for sample in _samples(branch)[:2]][:10]
        case _:
            return [""]


def _members(items: Any) -> list[str]:
    """Characters of a class."""
    inside = "".join(
        chr(value)
        if code is op.LITERAL
        else f"{chr(value[0])}{chr(value[1])}"
        if code is op.RANGE
        else IN_CATEGORY.get(value, "")
        if code is op.CATEGORY
        else ""
        for code, value in items
    )
    if items[0][0] is not op.NEGATE:
        return list(dict.fromkeys(inside))[:8]
    ranges = [value for code, value in items if code is op.RANGE]
    return [char for char in ANYTHING if char not in inside and not any(a <= ord(char) <= b for a, b in ranges)][:6]


def _repeats(nodes: Any, before: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """For each repeat in a pattern, what can come before it, and what it takes."""
    for code, value in nodes:
        match code:
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                if value[1] > 8:
                    yield before, _samples(value[2])
                yield from _repeats(value[2], before)
            case op.SUBPATTERN:
                yield from _repeats(value[3], before)
            case op.ATOMIC_GROUP:
                yield from _repeats(value, before)
            case op.ASSERT | op.ASSERT_NOT:
                yield from _repeats(value[1], before)
            case op.BRANCH:
                for branch in value[1]:
                    yield from _repeats(branch, before)
            case _:
                pass
        after = _samples_of(code, value) or [""]
        before = list(dict.fromkeys(start + more for start, more in product(before[:3], after[:3])))[:4]


def inputs(pattern: Pattern) -> list[tuple[str, str, str]]:
    """Nasty inputs for a pattern: their beginning, the repeated part, and their end."""
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = _parser.parse(pattern.pattern, flags)
    grown = {("", unit): None for unit in (*_samples(tree)[:4], " ", "a", "A", "1", "-", ".", "\n") if unit}
    for before, taken in _repeats(tree, [""]):
        units = [*taken[:6], *(one + other for one, other in combinations(taken[:6], 2))][:10]
        for start, unit in product((*before[:2], ""), filter(None, units)):
            grown[start, unit] = None
            grown["", start + unit] = None
    return [(start, unit, end) for (start, unit), end in product(grown, ENDINGS)][:MOST_INPUTS]


class TooSlowError(Exception):
    """Raised inside the matcher, which checks for signals now and then."""


def _expire(*_: object) -> None:
    raise TooSlowError


def _seconds(pattern: Any, way: str, subject: str | bytes) -> float:
    """The CPU seconds that one use of a pattern takes; infinite beyond the limit."""
    before = signal.signal(signal.SIGVTALRM, _expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    begin = time.process_time()
    try:
        for _ in pattern.finditer(subject) if way == "finditer" else (getattr(pattern, way)(subject),):
            pass
        return time.process_time() - begin
    except TooSlowError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _subject(pattern: Pattern, parts: tuple[str, str, str], size: int) -> str | bytes:
    start, unit, end = parts
    text = start + unit * (size // len(unit)) + end
    return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def slow(pattern: Pattern) -> str:
    """A sentence on what makes a pattern worse than linear; nothing when all is well."""
    for parts, way in product(inputs(pattern), ("finditer", "match", "fullmatch")):
        small, large = _subject(pattern, parts, SMALL), _subject(pattern, parts, LARGE)
        measured = []
        while (seconds := _seconds(pattern, way, small)) >= QUICK:
            first, last = min(seconds, _seconds(pattern, way, small)), _seconds(pattern, way, large)
            if last <= min(MOST * max(first, QUICK), LIMIT):
                break
            measured.append((first, last))
            if len(measured) == TRIES or first > LIMIT:  # else something may have slowed the machine down
                return f"{way} on {parts}: {measured} s for {SMALL} and {LARGE} characters"
    return ""


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_takes_time_in_proportion_to_its_input(name: str) -> None:
    assert not slow(patterns()[name])


@pytest.mark.parametrize("nasty", [r"(?:[A-Z]\w+ ?)+\)", r"\s+$", r"a[^)]*\s*\)", r"(?:-[\w-]+)*\Z"])
def test_the_inputs_find_what_is_known_to_be_slow(nasty: str) -> None:
    assert slow(re.compile(nasty))


def _is_made_once(function: ast.FunctionDef) -> bool:
    """Whether a function makes one pattern, perhaps for each language, when it is first used."""
    given = [one.arg for one in function.args.args]
    return [ast.unparse(one) for one in function.decorator_list] == ["cache"] and given in ([], ["language"])


@pytest.mark.parametrize("folder", [Path(content.__file__).parent, Path(tui.__file__).parent], ids=["content", "tui"])
def test_patterns_are_where_this_test_finds_them(folder: Path) -> None:
    for path in sorted(folder.rglob("*.py")):
        if str(path.relative_to(folder.parent)) in MADE_IN_FUNCTIONS:
            continue
        functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
        functions = [function for function in functions if not _is_made_once(function)]
        calls = [node for function in functions for node in ast.walk(function) if isinstance(node, ast.Call)]
        names = [ast.unparse(call.func) for call in calls]
        made = [name for name in names if name == "compiled" or (name.startswith("re.") and name != "re.escape")]
        assert not made, path
