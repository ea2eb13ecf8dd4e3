"""An edit among many marks copies none of them and looks at none but its neighbours: bytes counted, not timed."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from tests.benchmarks.many_marks import write_many_marks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNT = 6000
_COPY = 8 * COUNT  # bytes of a row of all marks


@pytest.fixture
def session(tmp_path: Path) -> Session:
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"On day {day} the crew counted {7 * day % 100} boats." for day in range(300)), "utf-8")
    write_many_marks(path, COUNT)
    return Session.open(open_document(path), annotator="Ada")


def most_bytes(act: Callable[[], object]) -> int:
    """The most memory that something took at once."""
    tracemalloc.start()
    act()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_no_edit_among_many_marks_copies_them_all(session: Session) -> None:
    def see() -> object:
        return session.marks, session.loose, session.known_briefing

    session.mark(TextRange(3, 9))  # what is loaded with the first mark
    session.save()
    see()
    session.foresee(TextRange(30, 60))
    made = session.mark(TextRange(30, 60))
    for act in (
        lambda: session.mark(TextRange(30, 60), category="claim"),
        lambda: session.change(made.id, category="place"),
        lambda: session.change(made.id, note="who says so?"),
        lambda: session.delete(made.id),
        session.undo,
        session.redo,
    ):
        assert most_bytes(act) < _COPY
        assert most_bytes(see) < _COPY
        session.save()
        assert most_bytes(see) < _COPY
    assert len(session.marks) > COUNT
