from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.agreement.measures import Span, alpha, differences, nominal_alpha, pair_scores
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 30

# The data of Krippendorff's own examples: his book of 2004, and "Computing Krippendorff's Alpha-Reliability" of 2011.
BOOK = (
    "*    *    *    *    *    3    4    1    2    1    1    3    3    *    3",
    "1    *    2    1    3    3    4    3    *    *    *    *    *    *    *",
    "*    *    2    1    3    4    4    *    2    1    1    3    3    *    4",
)
PAPER = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)


def span(start: int, end: int, category: str = "claim", name: str = "") -> Span:
    return Span(TextRange(start, end), category, name)


spans = st.builds(
    lambda start, size, category: span(start, min(start + size, LENGTH), category),
    st.integers(0, LENGTH - 1),
    st.integers(1, 12),
    st.sampled_from(["claim", "doubt"]),
)
annotators = st.dictionaries(st.sampled_from("abc"), st.lists(spans, max_size=5), min_size=2)


def units(rows: Sequence[str]) -> list[tuple[Counter[str], int]]:
    columns = zip(*(row.split() for row in rows), strict=True)
    return [(Counter(value for value in column if value != "*"), 1) for column in columns]


@pytest.mark.parametrize(("rows", "published"), [(BOOK, 0.691), (PAPER, 0.743)])
def test_alpha_is_what_krippendorff_published(rows: Sequence[str], published: float) -> None:
    found = nominal_alpha(units(rows))
    assert found == pytest.approx(published, abs=0.0005)
    data = [[np.nan if value == "*" else float(value) for value in row.split()] for row in rows]
    assert found == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal"))


@given(annotators)
def test_alpha_over_characters_is_what_the_library_says_of_every_character(marks: dict[str, list[Span]]) -> None:
    values = [
        [tuple(sorted({one.category for one in found if one.range.covers(offset)})) for offset in range(LENGTH)]
        for found in marks.values()
    ]
    names = sorted({value for row in values for value in row})
    found = alpha(LENGTH, marks)
    if len(names) == 1:
        assert found is None
    else:
        coded = [[names.index(value) for value in row] for row in values]
        assert found == pytest.approx(krippendorff.alpha(coded, level_of_measurement="nominal"))


@given(annotators)
def test_alpha_of_one_category_looks_at_no_other(marks: dict[str, list[Span]]) -> None:
    only = {name: [one for one in found if one.category == "claim"] for name, found in marks.items()}
    assert alpha(LENGTH, marks, "claim") == alpha(LENGTH, only)


def test_perfect_agreement_is_one_and_no_marks_at_all_are_not_defined() -> None:
    assert alpha(LENGTH, {"a": [span(3, 9)], "b": [span(3, 9)]}) == 1
    assert alpha(LENGTH, {"a": [], "b": []}) is None
    assert alpha(LENGTH, {"a": [span(0, 10)], "b": [span(15, 30)]}) < 0  # type: ignore[operator]  # it is defined


def test_f1_counts_spans_with_the_same_ends_or_a_character_in_common() -> None:
    (score,) = pair_scores({"a": [span(0, 5), span(10, 15)], "b": [span(0, 5), span(14, 20), span(25, 26)]})
    assert score.exact == pytest.approx(2 * 1 / 5)
    assert score.overlap == pytest.approx(2 * (2 / 2) * (2 / 3) / (2 / 2 + 2 / 3))


def test_f1_of_different_categories_is_nothing_and_of_no_marks_is_one() -> None:
    (score,) = pair_scores({"a": [span(0, 5, "claim")], "b": [span(0, 5, "doubt")]})
    assert (score.exact, score.overlap) == (0, 0)
    (score,) = pair_scores({"a": [], "b": []})
    assert (score.exact, score.overlap) == (1, 1)
    (score,) = pair_scores({"a": [span(0, 5)], "b": []})
    assert (score.exact, score.overlap) == (0, 0)


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_f1_is_the_same_both_ways_and_exact_is_never_above_overlap(one: list[Span], other: list[Span]) -> None:
    (there,) = pair_scores({"a": one, "b": other})
    (back,) = pair_scores({"b": other, "a": one})
    assert (there.exact, there.overlap) == pytest.approx((back.exact, back.overlap))
    assert 0 <= there.exact <= there.overlap + 1e-9 <= 1 + 2e-9


@given(annotators)
def test_there_are_differences_just_where_the_marks_are_not_the_same(marks: dict[str, list[Span]]) -> None:
    found = differences(marks)
    claims = [{one.claim for one in part} for part in marks.values()]
    assert bool(found) == any(claim != claims[0] for claim in claims)
    assert all(one.range.end <= other.range.start for one, other in itertools.pairwise(found))
    for name, part in marks.items():
        inside = {one.claim for difference in found for one in difference.marks[name]}
        agreed = {one.claim for one in part} - inside
        assert all(agreed <= claim for claim in claims)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ([span(3, 9)], [], "missing"),
        ([span(3, 9)], [span(3, 9, "doubt")], "category"),
        ([span(3, 9)], [span(3, 12)], "ends"),
        ([span(3, 9), span(8, 12)], [span(3, 9)], "ends"),
    ],
)
def test_a_difference_says_what_it_is_about(one: list[Span], other: list[Span], kind: str) -> None:
    (found,) = differences({"a": one, "b": other})
    assert found.kind == kind
    assert found.marks == {"a": tuple(one), "b": tuple(other)}


def test_marks_that_only_touch_are_two_passages() -> None:
    found = differences({"a": [span(0, 5), span(5, 9)], "b": []})
    assert [difference.range for difference in found] == [TextRange(0, 5), TextRange(5, 9)]
