"""Where reading stopped is known before a briefing is opened."""

from __future__ import annotations

from content.document.model import Document
from content.store.library import Library
from content.store.stopped import may_have_stopped, stopped_at

TEXT = "Title\n\nSome words that are read.\n"


def test_it_is_what_the_library_says() -> None:
    assert stopped_at(TEXT) == 0
    assert not may_have_stopped(len(TEXT))
    Library().remember(Document(TEXT, "/news/a.txt"), 9)
    assert stopped_at(TEXT) == Library().position(Document(TEXT)) == 9
    assert stopped_at(TEXT + "More.") == 0


def test_a_file_may_have_been_read_if_a_text_of_its_size_was_read_beyond_its_beginning() -> None:
    Library().remember(Document("é" * 100, "/news/a.txt"), 0)
    assert not may_have_stopped(200)
    Library().remember(Document("é" * 100, "/news/a.txt"), 5)
    assert [size for size in (99, 100, 200, 403, 404) if may_have_stopped(size)] == [100, 200, 403]
