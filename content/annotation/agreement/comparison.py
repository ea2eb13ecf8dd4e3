"""The whole report on how far the annotators of one briefing agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.annotation.agreement.measures import Difference, PairScore, Span, Spans, alpha, differences, pair_scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.annotation.records.model import Annotation
    from content.document.model import TextRange


DECISION = "decision"
"""The tag of a mark that settles a difference: it says nothing about how far annotators agreed."""


@dataclass(frozen=True, slots=True)
class CategoryAgreement:
    """Alpha of one category (empty: highlights without one), and how often each annotator used it."""

    category: str
    alpha: float | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement over a whole briefing; `alpha` is None when it is undefined (see `measures.alpha`)."""

    annotators: tuple[str, ...]
    alpha: float | None
    categories: tuple[CategoryAgreement, ...]
    pairs: tuple[PairScore, ...]
    differences: tuple[Difference, ...]

    def fails(self, under: float) -> bool:
        """Whether alpha is below a threshold; when it is undefined, whether there is any difference."""
        return self.alpha < under if self.alpha is not None else bool(self.differences)


def compare(length: int, spans: Spans) -> Comparison:
    """Compares marks of at least two annotators on a text of `length` code points."""
    names = sorted({span.category for marks in spans.values() for span in marks})
    categories = tuple(
        CategoryAgreement(
            name,
            alpha(length, spans, name),
            {annotator: sum(span.category == name for span in marks) for annotator, marks in spans.items()},
        )
        for name in names
    )
    return Comparison(
        tuple(spans), alpha(length, spans), categories, tuple(pair_scores(spans)), tuple(differences(spans))
    )


def span_of(annotation: Annotation, place: TextRange) -> Span:
    """An annotation as a span of the text, at its current place."""
    return Span(place, annotation.category or "", annotation.id)


def by_annotator(found: Iterable[tuple[Annotation, TextRange]]) -> dict[str, list[Span]]:
    """The spans of annotations with their places, under the names of those who made them."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for annotation, place in found:
        spans[annotation.annotator or "unnamed"].append(span_of(annotation, place))
    return dict(sorted(spans.items()))
