"""What is new in a numbered report: paragraphs that were not in the earlier one, and figures with other values."""

from __future__ import annotations

import pytest

from content.document.model import Document, TextRange
from content.structure import analyse
from content.structure.model import Briefing, Figure, Kind
from content.structure.series import issue_of, news_since, read_issue, series_of

FIRST = (
    "Flood in Port Elm: situation report no. 11, 22 November 2026\n\nThe dam holds.\n\nSo far 12 people are missing.\n"
)
SECOND = (
    "Flood in Port Elm: situation report no. 12, 1 December 2026\n\nThe dam  holds.\n\nSo far 9 people are missing.\n\n"
    "The roads are open.\n"
)


def report(text: str, value: str, what: str = "missing people") -> Briefing:
    found, start = analyse(Document(text)), text.index(f"{value} people")
    number = text.split("no. ")[1][:2]
    figures = (Figure(TextRange(start, start + len(value)), value, None, what),)
    place = TextRange(0, text.index("\n"))
    return found._replace(kind=Kind.SITREP, headline=place, metadata={"number": number}, figures=figures)


def test_numbers_and_dates_do_not_count_for_the_series() -> None:
    first, second = report(FIRST, "12"), report(SECOND, "9")
    assert series_of(first) == series_of(second)
    assert series_of(second._replace(metadata={"number": "12", "publisher": "The Red Agency"})) != series_of(first)
    assert series_of(first._replace(kind=Kind.ARTICLE)) is None
    assert series_of(first._replace(metadata={})) is None


def test_new_paragraphs_and_changed_figures_are_found() -> None:
    earlier, second = issue_of(report(FIRST, "12")), report(SECOND, "9")
    assert earlier is not None
    news = news_since(earlier, second)
    assert news is not None
    assert news.since == 11
    assert [place.of(SECOND) for place in news.paragraphs] == ["So far 9 people are missing.", "The roads are open."]
    assert [(figure.value, was) for figure, was in news.figures] == [("9", "12")]


def test_reports_with_nothing_in_common_are_not_compared() -> None:
    earlier = issue_of(report(FIRST, "12"))
    assert earlier is not None
    text = "Flood in Port Elm: situation report no. 12, 1 December 2026\n\nOther words.\n\nNow 9 people are hurt.\n"
    assert news_since(earlier, report(text, "9", "hurt people")) is None


@pytest.mark.parametrize("value", [None, [], {}, {"number": "1"}, {"number": 1, "figures": {"a": 2}, "paragraphs": []}])
def test_damaged_state_is_not_there(value: object) -> None:
    assert read_issue(value) is None


def test_what_is_kept_can_be_read_again() -> None:
    issue = issue_of(report(FIRST, "12"))
    assert issue is not None
    assert read_issue(issue.json()) == issue
