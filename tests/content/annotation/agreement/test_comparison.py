from __future__ import annotations

from content.annotation.agreement.comparison import by_annotator, compare
from content.annotation.agreement.measures import Span
from content.annotation.records.model import Annotation, parse_record
from content.document.model import TextRange


def note(name: str, annotator: str, category: str = "") -> Annotation:
    body = [{"type": "TextualBody", "purpose": "classifying", "value": category}] if category else []
    found = parse_record({"type": "Annotation", "id": name, "creator": {"name": annotator}, "body": body})
    assert isinstance(found, Annotation)
    return found


PLACE, OTHER = TextRange(3, 9), TextRange(20, 25)


def test_spans_are_told_apart_by_who_made_them() -> None:
    found = by_annotator([(note("1", "Ben"), PLACE), (note("2", "Ada", "claim"), PLACE), (note("3", ""), OTHER)])
    assert found == {
        "Ada": [Span(PLACE, "claim", "2")],
        "Ben": [Span(PLACE, "", "1")],
        "unnamed": [Span(OTHER, "", "3")],
    }


def test_a_comparison_has_each_category_each_pair_and_each_difference() -> None:
    found = compare(40, {
        "Ada": [Span(PLACE, "claim"), Span(OTHER, "claim")],
        "Ben": [Span(PLACE, "claim"), Span(OTHER, "doubt")],
        "Eve": [Span(PLACE, "claim")],
    })  # fmt: skip
    assert found.annotators == ("Ada", "Ben", "Eve")
    assert [(c.category, c.counts) for c in found.categories] == [
        ("claim", {"Ada": 2, "Ben": 1, "Eve": 1}),
        ("doubt", {"Ada": 0, "Ben": 1, "Eve": 0}),
    ]
    assert [(pair.one, pair.other, pair.exact) for pair in found.pairs] == [
        ("Ada", "Ben", 0.5),
        ("Ada", "Eve", 2 / 3),
        ("Ben", "Eve", 2 / 3),
    ]
    assert [(difference.range, difference.kind) for difference in found.differences] == [(OTHER, "missing")]
    assert found.alpha is not None
    assert 0 < found.alpha < 1
    assert found.fails(found.alpha + 0.01)
    assert not found.fails(found.alpha)


def test_where_alpha_is_not_defined_any_difference_fails() -> None:
    assert not compare(40, {"Ada": [], "Ben": []}).fails(0.8)
    whole = Span(TextRange(0, 40), "claim")
    assert not compare(40, {"Ada": [whole], "Ben": [whole]}).fails(0.8)
