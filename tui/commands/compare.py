"""`compare`: how far annotators agree, and the passages on which they differ."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from content.annotation.agreement.comparison import DECISION, by_annotator, compare, span_of
from content.errors import UsageError
from content.session import Session
from content.store.addressed import called
from content.store.paths import is_same
from content.wording import counted
from tui.commands import briefings
from tui.commands.sessions import must_exist
from tui.in_force import load

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from content.annotation.agreement.comparison import Comparison
    from content.annotation.agreement.measures import Difference, Span
    from content.annotation.records.categories import Codebook
    from content.document.model import Document
    from tui.console import Console

_MOST_ANNOTATORS = 300  # each is compared with each
_NO_CATEGORY = "no category"
_KINDS = {"missing": "not marked by all", "ends": "other ends", "category": "other category"}


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the comparison; 1 when alpha is below `--fail-under`, or when a passage is lost."""
    document = briefings.open_one(options.file, console, briefings.source_options(options))
    own = load(options.config).categories
    spans, lost = _spans(document, [must_exist(name) for name in options.annotations], console, own)
    found = compare(len(document.text), spans)
    if options.json:
        from content.export.json_text import json_line

        console.data(f"{json_line(_object(found, document))}\n")
    else:
        console.text("".join(f"{line}\n" for line in _lines(found, document)))
    return int(lost > 0 or (options.fail_under is not None and found.fails(options.fail_under)))


def _spans(
    document: Document, files: list[Path], console: Console, codebook: Codebook | None
) -> tuple[dict[str, list[Span]], int]:
    """Each annotator's spans (one annotator per file, or all of a single file), and how many marks have no place."""
    spans: dict[str, list[Span]] = {}
    for path, other in itertools.combinations(files, 2):
        if is_same(path, other):
            raise UsageError(f"{called(path)} and {called(other)} are the same file: name each annotator's file once.")
    lost = 0
    for path in files:
        long = called(path)
        session = Session.open(document, annotation_files=[path], shared=False, history=False, codebook=codebook)
        for sentence in session.warnings:
            console.warn("", sentence)
        marks = [(annotation, place) for annotation, place in session.as_made if DECISION not in annotation.tags]
        placed = [(annotation, place) for annotation, place in marks if place]
        changed = sum(mark.own is not None for mark in session.marks)
        if changed:
            are = "annotation was" if changed == 1 else "annotations were"
            console.warn(long, f"{changed} {are} changed by others and count as their annotators left them.")
        left_out = len(marks) - len(placed)
        lost += left_out
        if left_out:
            console.warn(long, f"Annotations without a certain place: {left_out}. They are left out: see `verify`.")
        made = by_annotator(placed)
        if len(files) == 1:
            spans = made
        else:
            short = path.name if long == str(path) else long
            one = next(iter(made)) if len(made) == 1 else short
            names = itertools.chain((one, short, long), (f"{long} ({at})" for at in itertools.count(2)))
            name = next(name for name in names if name not in spans)
            spans[name] = [span_of(annotation, place) for annotation, place in placed]
    if len(spans) < 2:
        raise UsageError("There are fewer than two annotators to compare: name an annotation file for each.")
    if len(spans) > _MOST_ANNOTATORS:
        raise UsageError(f"There are {len(spans):,} annotators: compare at most {_MOST_ANNOTATORS} of them at a time.")
    return spans, lost


def _object(found: Comparison, document: Document) -> dict[str, Any]:
    return {
        "schema": "briefmark-compare/1",
        "source": document.source,
        "sha256": document.sha256,
        "annotators": list(found.annotators),
        "alpha": found.alpha,
        "categories": [
            {"category": each.category or None, "alpha": each.alpha, "counts": each.counts} for each in found.categories
        ],
        "pairs": [
            {"annotators": [pair.one, pair.other], "exact_f1": pair.exact, "overlap_f1": pair.overlap}
            for pair in found.pairs
        ],
        "differences": [_difference(difference, document) for difference in found.differences],
    }


def _difference(difference: Difference, document: Document) -> dict[str, Any]:
    here = difference.range
    marks = {name: [_mark(span) for span in found] for name, found in difference.marks.items()}
    return {
        "start": here.start,
        "end": here.end,
        "exact": here.of(document.text),
        "kind": difference.kind,
        "marks": marks,
    }


def _mark(span: Span) -> dict[str, Any]:
    return {"id": span.id, "start": span.range.start, "end": span.range.end, "category": span.category or None}


def _lines(found: Comparison, document: Document) -> list[str]:
    lines = [f"alpha {_number(found.alpha)} over characters, all categories"]
    lines += [
        f"alpha {_number(each.alpha)} {each.category or _NO_CATEGORY} "
        f"({', '.join(f'{name} {count}' for name, count in each.counts.items())})"
        for each in found.categories
    ]
    lines += [
        f"F1 {pair.exact:.2f} same ends, {pair.overlap:.2f} overlapping: {pair.one} and {pair.other}"
        for pair in found.pairs
    ]
    passages = counted(len(found.differences), "passage") if found.differences else "no passages"
    lines.append(f"{passages} on which they differ")
    for difference in found.differences:
        here = difference.range
        words = " ".join(here.of(document.text).split())
        lines.append(f"{here.start}-{here.end} {_KINDS[difference.kind]}: “{words}”")
        lines += [f"    {name}: {_marks(spans)}" for name, spans in difference.marks.items()]
    return lines


def _marks(spans: tuple[Span, ...]) -> str:
    marks = (f"{span.range.start}-{span.range.end} {span.category or _NO_CATEGORY}" for span in spans)
    return ", ".join(marks) or "nothing"


def _number(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"
