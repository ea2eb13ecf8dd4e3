"""What a hostile source can make from a few bytes is bounded: styles, indents, tokens and the parser's work.

Counted, not timed: a clock says something else on each machine.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline

from content.document.model import Document, Markup
from content.source import blanks, document_from_bytes, html, html_walk
from content.source.markdown_cost import is_costly
from content.source.rendering import InlinePiece

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 1024 * 1024
TOO_SHORT = (
    "This Markdown is shown as written, since it has too many short lines, table cells or nested quotes for its length."
)
INLINE = frozenset({Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK})
LEFT_OUT = "Styles nested deeper than 16 are left out."


def read(text: str, suffix: str = ".md") -> Document:
    return document_from_bytes(text.encode(), source=f"a{suffix}", suffix=suffix)


class Counter:
    """Counts the calls of a method, which still works."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.calls = 0
        original: Callable[..., object] = getattr(owner, name)

        def counted(*args: object) -> object:
            self.calls += 1
            return original(*args)

        monkeypatch.setattr(owner, name, counted)


NESTED = [
    pytest.param(".md", "*a " * 4900 + "b* " * 4900, id="emphasis in Markdown"),
    pytest.param(".md", "**a " * 2400 + "b** " * 2400, id="strong in Markdown"),
    pytest.param(".html", "<em>" * 1900 + "<p>a" * 10_000, id="paragraphs in emphasis"),
    pytest.param(".html", "<em>" * 200 + "a<br>" * 8000, id="lines in emphasis"),
    pytest.param(".html", "a <cite>b</cite> <i> c" * 900, id="unclosed italics"),
    pytest.param(".html", "<a href=x><b>a<div>" * 500, id="links around blocks"),
]


@pytest.mark.parametrize(("suffix", "source"), NESTED)
def test_styles_in_each_other_are_counted_once_and_the_deepest_left_out(suffix: str, source: str) -> None:
    document = read(source, suffix)
    spans = [span for span in document.markup if span.markup in INLINE]
    most_at_once = 4  # kinds
    assert len({(span.range, span.markup) for span in spans}) == len(spans)
    assert len(spans) <= most_at_once * (source.count("<p>") + source.count("<br>") + source.count("<div>") + 2)
    assert document.warnings == (LEFT_OUT,)


def test_sixteen_styles_in_each_other_are_kept() -> None:
    assert read("<em>" * 16 + "a", ".html").warnings == ()
    assert read("<em>" * 17 + "a", ".html").warnings == (LEFT_OUT,)
    assert [span.markup for span in read("<em>" * 15 + "<b>a", ".html").markup] == [
        Markup.PARAGRAPH,
        Markup.EMPHASIS,
        Markup.STRONG,
    ]


def test_of_links_in_each_other_the_innermost_is_followed() -> None:
    spans = read("<a href=1>a<b><a href=2>b</a></b>c", ".html").markup
    assert [(span.value, len(span.range)) for span in spans if span.markup is Markup.LINK] == [
        ("1", 1),
        ("2", 1),
        ("1", 1),
    ]


@pytest.mark.parametrize(("suffix", "source"), NESTED)
def test_nesting_takes_memory_in_proportion_to_the_file(suffix: str, source: str) -> None:
    read("*a* <b>b</b>", suffix)  # loads the parsers
    data = source.encode()
    tracemalloc.start()
    try:
        document_from_bytes(data, source=f"a{suffix}", suffix=suffix)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 40 * MIB + 50 * len(data)


@pytest.mark.parametrize(
    ("suffix", "head", "unit", "count"),
    [
        (".html", "<ul>" * 2000, "<li>a", 10_000),
        (".md", "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n", "|a\n", 22),
        (".md", "", "- " * 45 + "a\n", 1200),
    ],
    ids=["lists", "cells", "items"],
)
def test_blocks_take_memory_in_proportion_to_the_file(suffix: str, head: str, unit: str, count: int) -> None:
    """In a separate process, since lxml's memory is not Python's."""
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from content.source import document_from_bytes\n"
        "data = sys.stdin.buffer.read()\n"
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) * 1024\n"
        "document_from_bytes(b'<p>a', source='', suffix=sys.argv[1])\n"
        "before = peak()\n"
        "document_from_bytes(data, source='', suffix=sys.argv[1])\n"
        "print(peak() - before)\n"
    )
    data = (head + unit * count).encode()
    done = subprocess.run([sys.executable, "-c", program, suffix], input=data, capture_output=True, check=True)
    assert int(done.stdout) < 40 * MIB + 50 * len(data)


@pytest.mark.parametrize(
    "source",
    ["<ul>" * 240 + "<li>a" * 10_000, "<ul><li>" * 120 + "<li>a" * 10_000],
)
def test_deep_lists_in_html_are_not_indented_endlessly(source: str) -> None:
    document = read(source, ".html")
    assert len(document.text) < 30 * 10_000
    assert max(span.level for span in document.markup) >= 120


def test_deep_lists_in_markdown_are_not_indented_endlessly() -> None:
    document = read("".join("  " * depth + "- a\n" for depth in range(40)))
    assert max(len(line) for line in document.text.splitlines()) == 2 * 8 + len("• a")
    assert document.markup[-1].level == 40


@pytest.mark.parametrize(
    "block",
    ["![" * 250, "![ " * 250, "[" * 250, "*a **b_ " * 60, "![" * 40, "<!--\t[[***" * 60, "&amp; ![[ *a" * 60],
    ids=[str(number) for number in range(7)],
)
def test_a_text_full_of_signs_is_shown_as_written_where_its_share_ends(
    monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    looks = Counter(monkeypatch, ParserInline, "skipToken")
    source = f"A *fine* beginning.\n\n{block}\n\n" + f"{block}\n\n" * (400_000 // len(block))
    document = read(source)
    assert document.text.startswith("A fine beginning.\n\n")
    assert document.text.rstrip().endswith(block.rstrip())
    assert any("too tangled" in warning for warning in document.warnings)
    assert looks.calls < 40 * len(source) // 8


def test_brackets_in_each_other_are_followed_to_a_depth_only(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Counter(monkeypatch, ParserInline, "skipToken")
    read("![" * 600)
    assert looks.calls < 100 * 600


@pytest.mark.parametrize(
    ("head", "unit", "count"),
    [
        ("", "a\n", 60_000),
        ("", "a\n\n", 40_000),
        ("", "# a\n", 60_000),
        ("", "- a\n", 30_000),
        ("", "> a\n\n", 40_000),
        ('[a]: b "', "a\n", 60_000),
        ("", "[a]: b\n", 60_000),
        ("> " * 90 + "a\n", "b\n", 2000),
        ("", "> " * 90 + "a\n", 1000),
        ("", "- " * 45 + "a\n", 1000),
        ("|a" * 60_000 + "|\n" + "|-" * 60_000 + "|\n", "", 0),
        ("", "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + "|\n" * 200 + "\n", 5),
        ("|a" * 1000 + "|\n" + "|-" * 1000 + "|\n", "|\n", 60),
    ],
    ids=[str(number) for number in range(13)],
)
def test_blocks_too_many_for_the_length_are_not_parsed(
    monkeypatch: pytest.MonkeyPatch, head: str, unit: str, count: int
) -> None:
    source = head + unit * count
    parses = Counter(monkeypatch, ParserBlock, "parse")
    document = read(source)
    assert document.text == source
    assert document.warnings == (TOO_SHORT,)
    assert parses.calls == 0


@pytest.mark.parametrize(
    "unit",
    [
        "- An item of a list with some words in it, and a [link](https://example.org/a) to what it says\n",
        "A paragraph of prose that was wrapped by hand at some seventy columns,\nas mail is.\n\n",
        "| Name | Share | Seats |\n|---|---|---|\n" + "| Left Alliance | 12.3 per cent | 41 |\n" * 20 + "\n",
        "> Words of *somebody* that go on for a line, and what they lead to in the end,\n> > who was quoted\n\n",
    ],
    ids=["list", "prose", "table", "quotes"],
)
def test_long_ordinary_markdown_is_parsed(unit: str) -> None:
    assert read(unit * (300_000 // len(unit))).warnings == ()


def test_blanks_between_blocks_are_only_those_of_markdown() -> None:
    """A form feed is a word to the parser, and does not end a quote."""
    assert is_costly("> " * 90 + "a\n" + "\f\nb\n" * 1000)


@pytest.mark.parametrize("unit", ["<p>a", "<td>a", "<li>a", "a<br>", "<b>a</b>"])
def test_elements_too_many_for_the_length_are_not_walked(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    flushes = Counter(monkeypatch, html_walk.Walk, "walk")
    document = read(unit * 100_000, ".html")
    assert document.text == unit * 100_000
    assert document.warnings == ("This HTML is shown as written, since it has too many elements for its length.",)
    assert flushes.calls == 0


def test_a_long_page_of_short_cells_is_read() -> None:
    row = "<tr><td>Left</td><td>41</td><td>12.3</td></tr>\n"
    assert read(f"<table>{row * 20_000}</table>", ".html").warnings == ()


@pytest.mark.parametrize(
    "before", ["", "<!-->", "<title><!--</title>", "<x '>", '<x =">', "<textarea><script></textarea>"]
)
def test_attributes_beyond_number_are_not_parsed(monkeypatch: pytest.MonkeyPatch, before: str) -> None:
    parses = Counter(monkeypatch, html, "_parsed")
    source = f"{before}<p {' '.join(f'a{number}=b' for number in range(5000))}>a"
    document = read(source, ".html")
    assert document.text == source
    assert "too many attributes" in document.warnings[-1]
    assert parses.calls == 0


def test_long_attributes_are_fine() -> None:
    source = f'<p title="{"so many words " * 10_000}" style="{"color: red; " * 10_000}">a'
    assert read(source, ".html").text == "a"


def test_nothing_is_collapsed_for_an_element_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    collapses = Counter(monkeypatch, html_walk, "collapsed")
    document = read("<blockquote>" + "<span>" * 1000 + "<p><cite>a</cite></p>" * 100, ".html")
    assert [span.markup for span in document.markup] == [Markup.ATTRIBUTION] * 100
    assert collapses.calls <= 2 * 100


def test_an_article_within_a_quote_knows_that_it_is_quoted() -> None:
    document = read("<blockquote><article>We go. <cite>Ada Byron</cite></article></blockquote>", ".html")
    assert [span.markup for span in document.markup] == [Markup.BLOCK_QUOTE, Markup.ATTRIBUTION]


def test_a_block_of_one_piece_is_not_copied() -> None:
    pieces = [InlinePiece("a b")]
    assert blanks.collapsed(pieces) is pieces
    assert blanks.collapsed([InlinePiece(" a b\n ")]) == [InlinePiece("a b\n")]
