"""Quitting does not wait for what may be lost."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from content.session import Session
from tui import parting

if TYPE_CHECKING:
    import pytest

    from tests.tui.conftest import Opening


async def test_a_disk_that_does_not_take_the_reading_position_does_not_hold_it_up(
    reading: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, begun = Event(), Event()

    def close(session: Session) -> None:
        begun.set()
        taken.wait(60)

    monkeypatch.setattr(parting, "_FOR_THE_LIBRARY", 0.01)
    async with reading() as reader:
        with monkeypatch.context() as patched:
            patched.setattr(Session, "close", close)
            await reader.pilot.press("q")
            await reader.app.workers.wait_for_complete()
            assert begun.is_set()
            assert reader.app.return_code == 0
        taken.set()
