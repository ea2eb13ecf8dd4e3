"""The structure that was asked for ahead is the answer to the usual question, and to that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from content.document.model import Document
from content.errors import InputError
from content.structure import analyse
from tui.asked_ahead import AskedAhead

if TYPE_CHECKING:
    from content.structure.model import Briefing

DOCUMENT = Document("Title\n\nSome words.\n")


def test_it_is_asked_for_once_and_at_once() -> None:
    asked: list[Document] = []

    def counting(document: Document, roles: Any, background: Any, kind: Any = None) -> Briefing:
        asked.append(document)
        return analyse(document, roles, background, kind)

    ahead = AskedAhead(counting, DOCUMENT)
    ahead._done.wait(30)
    assert asked == [DOCUMENT]
    assert ahead(DOCUMENT, {}, {}) == analyse(DOCUMENT)
    assert len(asked) == 1
    ahead(DOCUMENT, {}, {})  # it is not kept
    assert len(asked) == 2


def test_of_another_text_or_with_something_overruled_it_is_asked_again() -> None:
    other = Document("Another title\n\nOther words.\n")
    ahead = AskedAhead(analyse, DOCUMENT)
    assert ahead(other, {}, {}).document is other
    assert ahead(DOCUMENT, {}, {DOCUMENT.range: "background"}) == analyse(DOCUMENT, {}, {DOCUMENT.range: "background"})


def test_what_went_wrong_is_said_to_who_wants_the_structure() -> None:
    def failing(document: Document, roles: Any, background: Any, kind: Any = None) -> Briefing:
        raise InputError("It could not be told.")

    with pytest.raises(InputError):
        AskedAhead(failing, DOCUMENT)(DOCUMENT, {}, {})
