"""On a terminal a briefing is shown in colour, with the same words as in a pipe."""

from __future__ import annotations

import io

from rich.console import Console

from content.document.model import Document
from content.export.structure import briefing_text
from content.source import sample_document
from content.structure import analyse
from tui.commands.rich_show import rendered


def shown(document: Document) -> str:
    console = Console(file=io.StringIO(), record=True, width=500, markup=False, emoji=False, highlight=False)
    console.print(rendered(analyse(document)))
    return console.export_text(styles=False)


def test_the_words_are_those_of_the_plain_text() -> None:
    document = sample_document()
    plain = [word for word in briefing_text(analyse(document)).split() if not set(word) <= set("=-|*")]
    coloured = [word for word in shown(document).split() if word != "•"]
    assert coloured == plain


def test_markup_and_controls_are_words() -> None:
    text = shown(Document("Head [bold]line[/bold]\n\n[@click=app.quit]x[/] :smile: \x1b[2J \x9b1m\n"))
    assert "[@click=app.quit]x[/] :smile: ␛[2J" in text
    assert "\x1b" not in text
    assert "\x9b" not in text


def test_a_text_without_blocks_is_shown_anyway() -> None:
    assert shown(Document("")).strip() == ""
