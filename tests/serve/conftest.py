"""Servers that are ended with the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.serve.visiting import Served

BRIEFING = """Flood warnings for the valley

The river rose by two metres overnight, officials said on Monday.

“We expect the peak tomorrow,” said Maria Lang, who heads the regional agency.

Schools in three towns stay closed until Thursday.
"""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that all servers of these tests share: each of their many readers would make everything again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    """A briefing in a folder of its own."""
    path = tmp_path / "board" / "flood.txt"
    path.parent.mkdir()
    path.write_text(BRIEFING, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Served]:
    """A server that is shared, in both senses: for tests that neither end it nor look at files."""
    from tests.serve.visiting import Served  # noqa: PLC0415 - which needs the extra

    folder = tmp_path_factory.mktemp("standing")
    (folder / "flood.txt").write_text(BRIEFING, encoding="utf-8")
    places = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "STATE", "CONFIG")}
    served = Served(["--share", str(folder / "flood.txt")], XDG_CACHE_HOME=str(cache), **places)
    yield served
    served.stop()


@pytest.fixture
def serve(briefing: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Served]]:
    """Starts servers of the briefing, or of other files; they are ended with the test."""
    from tests.serve.visiting import Served  # noqa: PLC0415 - which needs the extra

    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    started: list[Served] = []

    def start(*options: str, files: tuple[str, ...] | None = None) -> Served:
        served = Served([*options, *(files if files is not None else (str(briefing),))])
        started.append(served)
        return served

    yield start
    for served in started:
        served.stop()
