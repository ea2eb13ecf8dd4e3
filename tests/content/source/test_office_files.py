"""Documents made by word processors: the same briefing comes out of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from content.source import docx, epub, odt, rtf
from content.source.received import Received

if TYPE_CHECKING:
    from content.document.model import Document

FILES = Path(__file__).parent / "files"
IMPORTERS = {".docx": docx, ".odt": odt, ".rtf": rtf, ".epub": epub}
ALL = [
    "pandoc.docx",
    "pandoc.odt",
    "pandoc.rtf",
    "pandoc.epub",
    "writer.docx",
    "writer.odt",
    "writer.rtf",
    "python-docx.docx",
]
STYLED = [name for name in ALL if name != "pandoc.rtf"]  # which names no styles


def read(name: str) -> Document:
    path = FILES / name
    documents: list[Document] = IMPORTERS[path.suffix].read(Received(path.read_bytes(), name, path.suffix))
    return documents[0]


def spans(document: Document) -> set[tuple[str, int, str]]:
    return {(span.markup.value, span.level, span.range.of(document.text)) for span in document.markup}


@pytest.mark.parametrize("name", ALL)
def test_rows_of_a_table_have_bars_between_their_cells(name: str) -> None:
    assert ("table-row", 0, "Kiel | 12") in spans(read(name))


@pytest.mark.parametrize("name", ALL)
def test_headings_keep_their_levels(name: str) -> None:
    found = spans(read(name))
    assert {("heading", 1, "Talks break down"), ("heading", 2, "Background")} <= found


@pytest.mark.parametrize("name", ALL)
def test_a_link_keeps_its_target(name: str) -> None:
    document = read(name)
    links = [(span.value, span.range.of(document.text)) for span in document.markup if span.markup == "link"]
    assert ("https://example.org/union", "the union") in links


@pytest.mark.parametrize("name", ALL)
def test_bold_and_italic_words_are_marked(name: str) -> None:
    assert {("emphasis", 0, "Monday"), ("strong", 0, "would not")} <= spans(read(name))


@pytest.mark.parametrize("name", STYLED)
def test_the_title_is_the_headline(name: str) -> None:
    document = read(name)
    first = document.markup[0]
    assert (first.markup.value, first.level, first.range.of(document.text)) == ("heading", 1, "Harbour strike widens")


@pytest.mark.parametrize("name", STYLED)
def test_items_have_their_numbers(name: str) -> None:
    assert {("list-item", 1, "2. Second point"), ("list-item", 1, "• bullet two")} <= spans(read(name))


@pytest.mark.parametrize("name", ["pandoc.docx", "pandoc.odt", "writer.docx", "writer.odt", "writer.rtf", "pandoc.rtf"])
def test_a_footnote_stands_at_the_end_with_its_number(name: str) -> None:
    text = read(name).text
    assert "the union said.[1]" in text
    assert text.endswith("\n\n[1] The union has 4,000 members.")


@pytest.mark.parametrize("name", STYLED)
def test_title_and_author_are_metadata(name: str) -> None:
    stated = dict(read(name).metadata)
    assert (stated["title"], stated["author"]) == ("Harbour strike widens", "Anna Keller")
