"""How the package about the text is built: files of one idea, each with a name of its own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "content"
MODULES = sorted(FOLDER.rglob("*.py"))
# Names that recur because the package tells at first sight which one is meant: document.model, sitrep.recognising.
SHARED = {"__init__", "lines", "model", "phrases", "reading", "recognising", "rules", "telling", "words"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_file_is_longer_than_450_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_no_two_modules_have_one_name() -> None:
    names = Counter(path.stem for path in MODULES)
    assert {name for name, count in names.items() if count > 1} <= SHARED
