"""The session of a short text is opened before the application is there, and waited for no longer than a moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from content.document.model import Document
from content.errors import InputError
from content.session import Session
from content.structure.model import Briefing
from tui import opened_ahead
from tui.opened_ahead import OpenedAhead

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def document(tmp_path: Path) -> Document:
    file = tmp_path / "report.txt"
    file.write_text("Rates rise\n\nThe bank raised rates on Monday.\n")
    return Document(file.read_text(), source=str(file))


def test_the_session_comes_with_its_structure(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_ahead, "_PATIENCE", 30.0)  # the machine may be busy
    session = OpenedAhead(lambda: Session.open(document)).at_once()
    assert session is not None
    assert session.known_briefing is not None


def test_one_that_takes_long_is_there_later(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_ahead, "_PATIENCE", 0.01)
    ready = threading.Event()

    def open_slowly() -> Session:
        ready.wait(10)
        return Session.open(document)

    ahead = OpenedAhead(open_slowly)
    assert ahead.at_once() is None
    ready.set()
    assert ahead().document is document


def test_what_is_wrong_is_raised_where_the_session_is_wanted() -> None:
    def fail() -> Session:
        raise InputError("The marks cannot be read.")

    ahead = OpenedAhead(fail)
    with pytest.raises(InputError, match="cannot be read"):
        ahead.at_once()
    with pytest.raises(InputError, match="cannot be read"):
        ahead()


def test_a_session_without_its_structure_is_not_waited_for(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_ahead, "_PATIENCE", 0.05)
    ready = threading.Event()

    def read_slowly(*_: object) -> Briefing:
        ready.wait(10)
        return Briefing(document)

    ahead = OpenedAhead(lambda: Session.open(document, analyse=read_slowly))
    assert ahead.at_once() is None
    assert ahead().known_briefing is None
    ready.set()
