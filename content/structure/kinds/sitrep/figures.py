"""The key figures of a situation report: how many of what, as its items and boxes say."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import fold
from content.structure.kinds.hints import is_dated
from content.structure.kinds.sitrep.phrases import AMOUNT, OF, STOPS, TIMES
from content.structure.model import Figure, Role

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_MOST = 60  # figures
_WORDS = compiled(r"\s{1,40}([^\s.,;:()!?]{1,60})")
_MOST_WORDS = 6  # of what is counted
_LABEL = compiled(r"(?P<label>[^\W\d_][^.:\d\n]{2,52}+)(?::\s{0,40}+|\.{3})(?=\S)")
_LONGEST = 60  # characters
_YEARS = range(1900, 2100)
_READ = frozenset({Role.LIST_ITEM, Role.OTHER})


def key_figures(page: Page, judged: Sequence[Judged]) -> Iterator[Figure]:
    """The figures in items and in boxes, in order: a number, its unit, and the words after it that say of what."""
    found = (
        figure
        for index, (role, _) in enumerate(judged)
        if role in _READ and (role is Role.LIST_ITEM or not is_dated(page.words[index]))
        for figure in (_labelled(page, index) or _figures_in(page, index))
    )
    return islice(found, _MOST)


def _labelled(page: Page, index: int) -> list[Figure]:
    """The figure that is the value of a label."""
    where = page.lines[index].range
    label = _LABEL.match(page.text, where.start, where.end)
    amount = AMOUNT.match(page.text, label.end(), where.end) if label else None
    if label is None or amount is None or _counted(page, amount.end(), where.end) is None:
        return []
    what = " ".join(label["label"].split())
    return [] if is_dated(what) else [_figure(amount, what)]


def _figures_in(page: Page, index: int) -> Iterator[Figure]:
    where = page.lines[index].range
    for match in AMOUNT.made.finditer(page.text, where.start, where.end):
        if _is_year(match["number"]) and not match["currency"] and not match["unit"]:
            continue
        what = _counted(page, match.end(), where.end)
        if what == "" and match.span() == (where.start, where.end) and len(page.at(index + 1)) <= _LONGEST:
            what = "" if any(map(str.isdigit, page.at(index + 1))) else page.at(index + 1)
        if what is not None and (what or match["currency"] or match["unit"]):
            yield _figure(match, what)


def _figure(match: re.Match[str], what: str) -> Figure:
    value = f"{match['number']} {match['scale']}" if match["scale"] else match["number"]
    return Figure(TextRange(*match.span()), " ".join(value.split()), match["currency"] or match["unit"], what)


def _is_year(number: str) -> bool:
    return number.isdigit() and int(number) in _YEARS


def _counted(page: Page, start: int, end: int) -> str | None:
    """The words after a number up to a comma or a word that no name of things has; None after a date or time."""
    words: list[str] = []
    at = start
    while len(words) < _MOST_WORDS and (match := _WORDS.match(page.text, at, end)):
        word = fold(match[1])
        if not words and (word in page.language.months_and_days or word in TIMES):
            return None
        if not words and not at > start and word in OF:
            at = match.end()
            continue
        if word in STOPS or any(map(str.isdigit, word)):
            break
        words.append(match[1])
        at = match.end()
    return " ".join(words)
