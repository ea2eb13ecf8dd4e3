"""Inputs that once did harm, and some made by hand, do none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = sorted(path for path in Path(__file__).with_name("corpus").glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_input_of_the_corpus_does_no_harm(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_each_target_has_inputs_and_each_is_small() -> None:
    assert {path.parent.name for path in CORPUS} == set(TARGETS)
    assert len(CORPUS) <= 60
    assert all(path.stat().st_size < 2048 for path in CORPUS)
