"""How far annotators agree: Krippendorff's alpha over characters, F1 over spans, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeVar

from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One annotator's mark on the text: a range that is not empty, and its category (empty: none)."""

    range: TextRange
    category: str = ""
    id: str = ""

    @property
    def claim(self) -> tuple[int, int, str]:
        """What another annotator would have to mark to agree exactly."""
        return self.range.start, self.range.end, self.category


Value = TypeVar("Value", bound=Hashable)

Spans = Mapping[str, Sequence[Span]]
"""Each annotator's marks."""


@dataclass(frozen=True, slots=True)
class PairScore:
    """F1 of two annotators' spans, each with its category: 1 where they marked the same, or nothing at all.

    `exact` asks for the same ends, `overlap` for one character in common.
    """

    one: str
    other: str
    exact: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage on which annotators differ, with what each of them marked there (possibly nothing).

    `kind` is "missing" when one of them marked nothing there, "category" when all marked the same ends in different
    categories, and "ends" otherwise.
    """

    range: TextRange
    kind: str
    marks: Mapping[str, tuple[Span, ...]]


def alpha(length: int, spans: Spans, category: str | None = None) -> float | None:
    """Krippendorff's nominal alpha over the characters of a text of `length` code points.

    With a category each character is marked with it or not; without, its value is the set of all categories that it
    is marked with. 1 is perfect, 0 is chance. None when it is undefined: where nobody marked anything, or
    everybody everything.
    """
    units = ((Counter(values), count) for values, count in _stretches(length, spans, category))
    return nominal_alpha(units)


def nominal_alpha(units: Iterable[tuple[Mapping[Value, int], int]]) -> float | None:
    """Krippendorff's alpha for nominal values.

    Each unit is a count of its values, with the number of such units; units with one value only
    are left out, as the definition requires. None when all values are the same.
    """
    totals: Counter[Value] = Counter()
    observed = 0.0
    for values, count in units:
        raters = sum(values.values())
        if raters < 2:
            continue
        for value, times in values.items():
            totals[value] += times * count
        agreeing = sum(times * (times - 1) for times in values.values())
        observed += count * (raters * (raters - 1) - agreeing) / (raters - 1)
    everything = sum(totals.values())
    expected = everything * everything - sum(times * times for times in totals.values())
    return 1 - (everything - 1) * observed / expected if expected else None


def pair_scores(spans: Spans) -> list[PairScore]:
    """The F1 of each pair of annotators, in the order given; a mark made twice counts once."""
    once = {name: list({span.claim: span for span in marks}.values()) for name, marks in spans.items()}
    pairs = combinations(once.items(), 2)
    return [PairScore(one, other, _exact(a, b), _overlap(a, b)) for (one, a), (other, b) in pairs]


def differences(spans: Spans) -> list[Difference]:
    """The passages on which the annotators differ, in the order of the text.

    Marks that overlap, directly or through others, are one passage.
    """
    found = [_difference(group, spans) for group in _groups(spans)]
    return [difference for difference in found if difference is not None]


def _stretches(length: int, spans: Spans, category: str | None) -> Iterator[tuple[list[frozenset[str]], int]]:
    """Stretches of characters with the same values, and their lengths: for each annotator the set of categories."""
    changes: dict[int, list[tuple[int, str, int]]] = {0: [], length: []}
    for annotator, marks in enumerate(spans.values()):
        for span in marks:
            if category is None or span.category == category:
                start, end = min(span.range.start, length), min(span.range.end, length)
                changes.setdefault(start, []).append((annotator, span.category, 1))
                changes.setdefault(end, []).append((annotator, span.category, -1))
    here: list[Counter[str]] = [Counter() for _ in spans]
    for start, end in pairwise(sorted(changes)):
        for annotator, name, step in changes[start]:
            here[annotator][name] += step
        yield [frozenset(name for name, depth in names.items() if depth) for names in here], end - start


def _exact(one: Sequence[Span], other: Sequence[Span]) -> float:
    claims, others = {span.claim for span in one}, {span.claim for span in other}
    return 2 * len(claims & others) / (len(claims) + len(others)) if claims or others else 1.0


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    if not one and not other:
        return 1.0
    if not one or not other:
        return 0.0
    precision, recall = _met(one, other), _met(other, one)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _met(spans: Sequence[Span], by: Sequence[Span]) -> float:
    """The part of `spans` that overlaps one of `by` in its category."""
    met = 0
    for category in {span.category for span in spans}:
        covered = _union(span.range for span in by if span.category == category)
        mine = sorted(span.range for span in spans if span.category == category)
        position = 0
        for place in mine:
            while position < len(covered) and covered[position].end <= place.start:
                position += 1
            met += position < len(covered) and covered[position].overlaps(place)
    return met / len(spans)


def _union(ranges: Iterable[TextRange]) -> list[TextRange]:
    found: list[TextRange] = []
    for place in sorted(ranges):
        if found and place.start <= found[-1].end:
            found[-1] = TextRange(found[-1].start, max(found[-1].end, place.end))
        else:
            found.append(place)
    return found


def _groups(spans: Spans) -> Iterator[list[tuple[str, Span]]]:
    """All marks, in groups that do not overlap."""
    group: list[tuple[str, Span]] = []
    end = 0
    for span, annotator in sorted((span, annotator) for annotator, marks in spans.items() for span in marks):
        if group and span.range.start >= end:
            yield group
            group = []
        group.append((annotator, span))
        end = max(end if len(group) > 1 else 0, span.range.end)
    if group:
        yield group


def _difference(group: list[tuple[str, Span]], spans: Spans) -> Difference | None:
    marks = {name: tuple(span for owner, span in group if owner == name) for name in spans}
    claims = [{span.claim for span in found} for found in marks.values()]
    if all(claim == claims[0] for claim in claims):
        return None
    ends = [{claim[:2] for claim in found} for found in claims]
    kind = "missing" if not all(claims) else "category" if all(found == ends[0] for found in ends) else "ends"
    place = TextRange(min(s.range.start for _, s in group), max(s.range.end for _, s in group))
    return Difference(place, kind, marks)
