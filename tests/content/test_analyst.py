"""The analysis in a separate process gives the same results, and its end does not end the program."""

from __future__ import annotations

import os
import pickle
import signal
import tracemalloc
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from content.analyst import Analyst, _pieces
from content.document.model import Document, TextRange
from content.errors import InputError
from content.source import sample_document
from content.structure import analyse
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def analyst() -> Iterator[Analyst]:
    with Analyst() as found:
        yield found


def _child(analyst: Analyst) -> int:
    assert analyst._child is not None
    return analyst._child.pid


def test_the_structure_is_the_same_as_in_this_process(analyst: Analyst) -> None:
    document = sample_document()
    block = analyse(document).blocks[3].range
    for roles in ({}, {block: Role.CAPTION}):
        assert analyst.analyse(document, roles, {}) == analyse(document, roles)


def test_a_process_that_is_killed_is_an_error_and_the_next_question_is_answered(analyst: Analyst) -> None:
    os.kill(_child(analyst), signal.SIGSTOP)
    Timer(0.3, os.kill, [_child(analyst), signal.SIGKILL]).start()
    with pytest.raises(InputError, match="could not be read"):
        analyst.analyse(sample_document(), {}, {})
    assert analyst.analyse(Document("Title\n\nA text."), {}, {}).headline == TextRange(0, 5)


def test_closing_ends_a_question_that_is_not_answered(analyst: Analyst) -> None:
    os.kill(_child(analyst), signal.SIGSTOP)
    Timer(0.3, analyst.close).start()
    with pytest.raises(InputError):
        analyst.analyse(sample_document(), {}, {})


def test_no_module_of_the_working_directory_is_taken_for_one_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    with Analyst() as found:
        assert found.analyse(Document("Title\n\nA text."), {}, {}).headline == TextRange(0, 5)


def test_a_structure_comes_in_small_pieces() -> None:
    document = Document("Title\n\n" + "One says so. Another does not.\n\n" * 1_000)
    pieces = list(_pieces(analyse(document)))
    assert len(pieces) > 2
    assert all(len(value) <= 400 for name, value in pieces if name and isinstance(value, tuple))


def test_a_sentence_of_a_structure_that_came_takes_16_bytes(analyst: Analyst) -> None:
    document = Document("Title\n\n" + "One says so. Another does not. \n\n" * 1_000)
    found = analyst.analyse(document, {}, {}).sentences
    tracemalloc.start()
    try:
        copied = pickle.loads(pickle.dumps(found))  # noqa: S301 - from this process
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert list(copied) == list(analyse(document).sentences)
    assert kept < 40 * len(copied)
