"""A number that is larger than any count is not taken for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.annotation.records.webannotation import whole_number
from content.document.model import Document
from content.errors import InputError
from content.formats.reading import read_annotations

NOW = datetime(2026, 11, 28, tzinfo=UTC)
NINES = "9" * 4300  # the most digits that Python reads, and writes
DOCUMENT = Document("The water rose.\n", "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        "\n".join(f'{{"type": "AnnotationCollection", "id": "{n}", "total": {NINES}}}' for n in range(20)),
        f'{{"rows": [], "total": {NINES}}}',
        f'{{"rows": [{{"uri": "x", "user": "y", "text": "z"}}], "total": {NINES}}}',
    ],
)
def test_infinite_totals_are_not_totals(data: str) -> None:
    try:
        found = read_annotations(data.encode(), DOCUMENT, now=NOW)
    except InputError as error:
        sentence = str(error)
    else:
        sentence = " ".join(found.warnings)
    assert len(sentence) < 300


@pytest.mark.parametrize(
    ("value", "number"),
    [(2**53, 2**53), (2**53 + 2, None), (2**63, None), (1e308, None), (3.0, 3), (3.5, None), (True, None), (-1, -1)],
)
def test_a_number_is_one_that_every_program_counts_up_to(value: float, number: int | None) -> None:
    assert whole_number(value) == number
