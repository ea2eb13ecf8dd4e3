"""The analysis in a separate process gives the same results, and its end does not end the program."""

from __future__ import annotations

import os
import signal
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from content.analyst import Analyst
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
