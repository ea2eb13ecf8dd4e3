"""What a reader sees of Markdown is its canonical text; its markup becomes ranges over it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import document_from_bytes

BLOCKS = frozenset(Markup) - {Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK, Markup.STRIKE}


def read(text: str) -> Document:
    return document_from_bytes(text.encode(), source="a.md", suffix=".md")


def said(document: Document) -> list[tuple[str, int, str, str]]:
    """Each span as kind, level, link target and words."""
    return [(span.markup.value, span.level, span.value, span.range.of(document.text)) for span in document.markup]


@pytest.mark.parametrize(
    ("source", "text", "markup"),
    [
        (
            "# Head *line*\n\nA para\ngraph.\n",
            "Head line\n\nA para graph.",
            [("heading", 1, "", "Head line"), ("emphasis", 0, "", "line"), ("paragraph", 0, "", "A para graph.")],
        ),
        ("Two\n===\n\nThree\n---\n", "Two\n\nThree", [("heading", 1, "", "Two"), ("heading", 2, "", "Three")]),
        (
            "> Words of\n> somebody\n>\n> > nested\n",
            "Words of somebody\n\nnested",
            [("block-quote", 1, "", "Words of somebody"), ("block-quote", 2, "", "nested")],
        ),
        (
            "- one\n- two\n  - three\n",
            "• one\n• two\n  • three",
            [("list-item", 1, "", "• one"), ("list-item", 1, "", "• two"), ("list-item", 2, "", "• three")],
        ),
        ("3. one\n4. two\n", "3. one\n4. two", [("list-item", 1, "", "3. one"), ("list-item", 1, "", "4. two")]),
        ("- one\n\n- two\n", "• one\n\n• two", [("list-item", 1, "", "• one"), ("list-item", 1, "", "• two")]),
        ("-\n- two\n", "•\n• two", [("list-item", 1, "", "•"), ("list-item", 1, "", "• two")]),
        ("```py\nx = 1\n\n\ty\n```\n", "x = 1\n\n\ty", [("code-block", 0, "", "x = 1\n\n\ty")]),
        (
            "| a | b |\n|---|---|\n| 1 | **2** |\n",
            "a | b\n1 | 2",
            [("table-row", 0, "", "a | b"), ("table-row", 0, "", "1 | 2"), ("strong", 0, "", "2")],
        ),
        ("![A harbour at dawn](x.png)\n", "A harbour at dawn", [("caption", 0, "", "A harbour at dawn")]),
        ("one  \ntwo\\\nthree\n", "one\ntwo\nthree", [("paragraph", 0, "", "one\ntwo\nthree")]),
        ("a\n\n***\n\nb\n", "a\n\nb", [("paragraph", 0, "", "a"), ("paragraph", 0, "", "b")]),
    ],
)
def test_blocks_are_rendered_with_their_ranges(source: str, text: str, markup: list[tuple[str, int, str, str]]) -> None:
    document = read(source)
    assert document.text == text
    assert said(document) == markup
    assert document.media_type == "text/markdown"


def test_inline_styles_nest_and_join() -> None:
    document = read('*a **b** c* and `x  y` &amp; [one **two**](/to?q=ä%20b "title")\n')
    assert document.text == "a b c and x  y & one two"
    assert said(document)[1:] == [
        ("emphasis", 0, "", "a b c"),
        ("strong", 0, "", "b"),
        ("code", 0, "", "x  y"),
        ("link", 0, "/to?q=ä%20b", "one two"),
        ("strong", 0, "", "two"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "[click](javascript:alert(1))",
        '"straight" -- ... (c) :smile: {{< shortcode >}}',
        "a == b and c == d, a==b and c==d",
        "100%% of 50%% and 2 ^10 ~5",
        "[[ -f x ]] and [^no such note]",
        "Vec<String>, <your name>, git clone <repository>",
        "a <!-- comment that does not end",
        "an <!unfinished <?declaration",
    ],
)
def test_what_is_not_interpreted_is_shown_as_written(words: str) -> None:
    assert read(f"Before {words} after.\n").text == f"Before {words} after."


def test_link_definitions_may_stand_at_the_end() -> None:
    document = read("See [the report][1].\n\n[1]: https://example.org/report\n")
    assert document.text == "See the report."
    assert said(document)[1] == ("link", 0, "https://example.org/report", "the report")


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    assert read("---\n\nText\n\n---\n").text == "Text"


def test_nesting_too_deep_is_shown_as_written_and_reported() -> None:
    for source in ["> " * 3000 + "deep", "".join("  " * depth + "* a\n" for depth in range(300))]:
        document = read(source)
        assert document.text == source
        assert "nested too deeply" in document.warnings[-1]


def test_a_tangle_of_signs_is_shown_as_written_and_reported() -> None:
    tangle = "*a **a " * 20_000
    document = read(f"# Fine *title*\n\n{tangle.rstrip()}\n")
    assert document.text == f"Fine title\n\n{tangle.rstrip()}"
    assert "too tangled" in document.warnings[-1]


_MARKS = st.text(st.sampled_from("ab \n\t#>-*_`[]()!|<&;\\~+1.=:\x1b\u2028é漢"), max_size=120)


_PIECES = (
    "a", " ", "\n", "\n\n", "    ", "- ", "> ", "|", "|-|-|\n", "~~", "==", "%%", "^a", "[^1]", "[^1]: ", "[[", "]]",
    "![[", ": ", "[!a] ", "[ ] ", "<b>", "</b>", "<p>", "<table>", "<td>", "<br>", "<!--", "-->", "<img alt='a'>",
    "<a href=b>", "</a>", "<script>", "</script>", "---\n", "+++\n", "a: b\n", "a = 1\n", "{: a}", ":::", "!!! a\n",
    "`",
)  # fmt: skip
_SIGNS = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@given(_MARKS | _SIGNS | st.text(max_size=80))
@example("* a\n\n      code\n  1. x\n")
@example("|a|\n|-|\n||\n")
@example("- # [\n> - 1) ```\n")
def test_ranges_are_in_bounds_in_order_and_the_same_each_time(source: str) -> None:
    try:
        document = read(source)
    except InputError:
        return
    assert read(source) == document
    starts = [span.range.start for span in document.markup]
    assert starts == sorted(starts)
    blocks = [span.range for span in document.markup if span.markup in BLOCKS]
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    covered = {offset for block in blocks for offset in range(block.start, block.end)}
    if document.markup:
        assert all(char.isspace() or at in covered for at, char in enumerate(document.text))
    for span in document.markup:
        assert 0 <= span.range.start < span.range.end <= len(document.text)
