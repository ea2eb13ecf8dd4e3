"""What a reader sees of an HTML page is its canonical text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import document_from_bytes

BLOCKS = frozenset(Markup) - {Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK}


def read(text: str) -> Document:
    return document_from_bytes(text.encode(), source="a.html", suffix=".html")


def said(document: Document) -> list[tuple[str, int, str]]:
    return [(span.markup.value, span.level, span.range.of(document.text)) for span in document.markup]


@pytest.mark.parametrize(
    ("source", "text", "markup"),
    [
        ("<h1>Head <i>line</i></h1>", "Head line", [("heading", 1, "Head line"), ("emphasis", 0, "line")]),
        (
            "<p>One\n  two\t</p><p> three</p>",
            "One two\n\nthree",
            [("paragraph", 0, "One two"), ("paragraph", 0, "three")],
        ),
        ("<p>a <b> b</b> c<br> d", "a b c\nd", [("paragraph", 0, "a b c\nd"), ("strong", 0, "b")]),
        ("<div>a<p>b</p>c</div>", "a\n\nb\n\nc", [("paragraph", 0, "a"), ("paragraph", 0, "b"), ("paragraph", 0, "c")]),
        (
            "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>",
            "a\n\nb",
            [("block-quote", 1, "a"), ("block-quote", 2, "b")],
        ),
        (
            "<ul><li>a<li><p>b</p><ol start=3><li>c</ol></ul>",
            "• a\n• b\n  3. c",
            [("list-item", 1, "• a"), ("list-item", 1, "• b"), ("list-item", 2, "3. c")],
        ),
        (
            "<blockquote><p>We go.</p><footer>— <cite>Ada Byron</cite>, a nurse</footer></blockquote>",
            "We go.\n\n— Ada Byron, a nurse",
            [
                ("block-quote", 1, "We go."),
                ("attribution", 0, "— Ada Byron, a nurse"),
                ("emphasis", 0, "Ada Byron"),
            ],
        ),
        (
            "<blockquote>We go. <cite>Ada Byron</cite></blockquote>",
            "We go.\n\nAda Byron",
            [("block-quote", 1, "We go."), ("attribution", 0, "Ada Byron")],
        ),
        (
            "<blockquote><p>We go.</p><p>– <cite>Ada Byron</cite></p></blockquote><p>More.",
            "We go.\n\n– Ada Byron\n\nMore.",
            [("block-quote", 1, "We go."), ("attribution", 0, "– Ada Byron"), ("paragraph", 0, "More.")],
        ),
        (
            "<blockquote>As <cite>Hamlet</cite> says, we go.</blockquote>",
            "As Hamlet says, we go.",
            [("block-quote", 1, "As Hamlet says, we go."), ("emphasis", 0, "Hamlet")],
        ),
        (
            '<p class="post-byline">By <a href="/ada">Ada Byron</a></p><p class="bylines-not">So.',
            "By Ada Byron\n\nSo.",
            [("byline", 0, "By Ada Byron"), ("link", 0, "Ada Byron"), ("paragraph", 0, "So.")],
        ),
        ("<ul><li></li><li>x</ul>", "•\n• x", [("list-item", 1, "•"), ("list-item", 1, "• x")]),
        (
            "<figure><img alt='A port'><figcaption>The port</figcaption></figure>",
            "A port\n\nThe port",
            [("caption", 0, "A port"), ("caption", 0, "The port")],
        ),
        (
            "<p><img alt='A port' title='Taken in May'></p>",
            "A port (Taken in May)",
            [("caption", 0, "A port (Taken in May)")],
        ),
        (
            "<figure><img alt='A port' title='The old port'><figcaption>The old port</figcaption></figure>",
            "A port\n\nThe old port",
            [("caption", 0, "A port"), ("caption", 0, "The old port")],
        ),
        (
            "<table><tr><th>A<th>B<tr><td>1<td>2</table>",
            "A | B\n1 | 2",
            [("table-row", 0, "A | B"), ("table-row", 0, "1 | 2")],
        ),
        ("<table><tr><td><p>a</p><td>b</table>", "a | b", [("table-row", 0, "a | b")]),
        ("<table><tr><td><ul><li>a</ul><td>b</table>", "• a\n\nb", [("list-item", 1, "• a"), ("paragraph", 0, "b")]),
        ("<pre>\n a\n  b\n</pre>", " a\n  b", [("code-block", 0, " a\n  b")]),
        ("<p><q>Yes</q>, she said", "“Yes”, she said", [("paragraph", 0, "“Yes”, she said")]),
        ("a&nbsp;b &lt;c&gt; &#x201c;", "a\xa0b <c> “", [("paragraph", 0, "a\xa0b <c> “")]),
    ],
)
def test_elements_become_blocks(source: str, text: str, markup: list[tuple[str, int, str]]) -> None:
    document = read(source)
    assert document.text == text
    assert said(document) == markup
    assert document.media_type == "text/html"


def test_links_keep_their_target_as_written() -> None:
    (_, link) = read("<p><a href=' javascript:alert(1)&amp;ä '>here</a>").markup
    assert (link.markup, link.value) == (Markup.LINK, "javascript:alert(1)&ä")


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "<!-- comment -->",
        "<p hidden>x</p>",
        "<div style='color:red; DISPLAY : none'>x<p>y</p></div>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<button>x</button><select><option>y</select>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert read(f"<p>a</p>{hidden}<p>b</p>").text == "a\n\nb"


def test_a_page_without_a_main_heading_has_its_title_for_one() -> None:
    assert said(read("<title>The &amp; title</title><p>Words"))[0] == ("heading", 1, "The & title")
    assert read("<title>Title</title><h1>Head</h1>").text == "Head"


def test_only_the_one_article_of_a_page_is_read_and_the_reader_is_told() -> None:
    document = read("<nav>Home</nav><article><h1>A</h1><p>B</p></article><footer>Imprint</footer>")
    assert document.text == "A\n\nB"
    assert document.warnings[0].startswith("11 characters around the article")
    assert read("<script>x</script><article><h1>A</h1></article>").warnings == ()
    assert read("<article>A</article><article>B</article>").text == "A\n\nB"


@pytest.mark.parametrize(
    "declaration",
    ["<meta charset=koi8-r>", '<META http-equiv=content-type content="text/html; charset=KOI8-R">'],
)
def test_a_declared_charset_is_believed(declaration: str) -> None:
    document = document_from_bytes(f"{declaration}<p>Пролив открыт".encode("koi8-r"), source="a.html", suffix=".html")
    assert (document.text, document.encoding) == ("Пролив открыт", "koi8-r")


@pytest.mark.parametrize("label", ["rot13", "x-unknown", "utf-16", "idna"])
def test_an_impossible_charset_is_ignored(label: str) -> None:
    data = f"<meta charset={label}><p>Größe und Straße, fünf Prozent".encode("cp1252")
    assert document_from_bytes(data, source="a.html", suffix=".html").text == "Größe und Straße, fünf Prozent"


def test_a_page_is_recognised_by_its_beginning() -> None:
    for text in ("<!DOCTYPE html><p>a", "\ufeff <html><p>a", "<!-- x -->\n<html lang=en><p>a"):
        assert document_from_bytes(text.encode(), source="-").text == "a"
    assert document_from_bytes(b"a <html> in plain text", source="-").media_type == "text/plain"


def test_nesting_too_deep_is_shown_as_written_and_reported() -> None:
    source = "<p>HEAD</p>" + "<div>" * 5000 + "TAIL"
    document = read(source)
    assert document.text == source
    assert "nested too deeply" in document.warnings[-1]


def test_an_empty_page_is_an_empty_text() -> None:
    assert read("").text == read("<html></html>").text == ""


_TAGS: tuple[str, ...] = (
    "p",
    "div",
    "h1",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "b",
    "a",
    "br",
    "img",
    "pre",
    "q",
)
_TAGS += ("script", "article", "caption")
_PIECES = st.sampled_from(
    [*(f"<{name}>" for name in _TAGS), *(f"</{name}>" for name in _TAGS), "a", " ", "\n", "&amp;"]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=30).map("".join))
@example("<ul><li><blockquote><tr><td>x</ul>")
@example("<pre>\n<b> \n</pre>")
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
    if document.markup:
        covered = {offset for block in blocks for offset in range(block.start, block.end)}
        assert all(char.isspace() or at in covered for at, char in enumerate(document.text))


@pytest.mark.parametrize(
    "part", ["<!---->", "<br>", "<b>", "<a href=x>", "<p>", "<li>", "<td>", "<pre>\n", "<q>", " <br>\n"]
)
def test_much_of_the_same_ends(part: str) -> None:
    """Parsers are trapped by repetition."""
    assert "TAIL" in document_from_bytes(f"{part * 1500}TAIL".encode(), source="a", suffix=".html").text
    assert "TAIL" in document_from_bytes(f"{part * 100_000}TAIL".encode(), source="a", suffix=".html").text


def test_who_made_a_picture_is_part_of_its_caption() -> None:
    found = said(
        read("<figure><img alt='A pier'><div class=byline>Photo: Jo Lind</div></figure><p class=byline>Ann</p>")
    )
    assert [kind for kind, *_ in found][-2:] == ["caption", "byline"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "4,200<sup>1</sup> people, 10<sup>-6</sup>, the 1<sup>st</sup>, a<sup>TM</sup>",
            "4,200¹ people, 10⁻⁶, the 1st, aTM",
        ),
        ("on Friday<a href='#fn1'><sup>1</sup></a>", "on Friday[1]"),
        ("on Friday<sup><a href='#note-1'>a</a></sup>", "on Friday[a]"),
        ("on Friday<sup><a href='#cite-1'>[3]</a></sup>", "on Friday[3]"),
        ("A note. <a href='#ref1'>\u21a9\ufe0e</a>", "A note."),
    ],
)
def test_what_is_raised_does_not_join_the_figure_before_it(source: str, text: str) -> None:
    assert read(f"<body><p>{source}</p></body>").text == text


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("<td><p>Kiel</p></td><td><div>12</div></td>", "Kiel | 12"),
        ("<td><p>Kiel</p><p>Port</p></td><td>12</td>", "Kiel\n\nPort\n\n12"),
        (f"<td><p>{'word ' * 40}</p></td><td><p>12</p></td>", f"{('word ' * 40).strip()}\n\n12"),
        ("<td><p>Kiel</p></td>", "Kiel"),
    ],
)
def test_a_row_whose_cells_have_a_short_paragraph_each_is_a_row(cells: str, text: str) -> None:
    assert read(f"<body><table><tr>{cells}</tr></table></body>").text == text


@pytest.mark.parametrize("again", ["<p>Ferry sails</p>", "<h2>Ferry sails</h2>", "<p>By Ann</p><h1>Ferry sails</h1>"])
def test_a_headline_that_is_repeated_below_it_is_shown_once(again: str) -> None:
    text = read(
        f"<html><head><title>Ferry sails</title></head><body><h1>Ferry sails</h1>{again}<p>It left.</p></body>"
    ).text
    assert text.count("Ferry sails") == 1


def test_names_of_files_and_links_for_editors_are_not_text() -> None:
    heading = "<h2>History<span class='mw-editsection'>[edit]</span></h2>"
    assert (
        read(f"<body>{heading}<img src=a alt='images/image0001.png'><p>It left.</p></body>").text
        == "History\n\nIt left."
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>No.</p><p>We asked again.</p><p>No.</p>", "No.\n\nWe asked again.\n\nNo."),
        ("<p><b>Note</b>: read this.</p><p>Note</p>", "Note: read this.\n\nNote"),
        ("<table><tr><td>Ann Lee<p>Minister</p>Paris</td><td>12</td></tr></table>", "Ann Lee Minister Paris | 12"),
        ("<p>10<sup>1<sup>2</sup></sup></p>", "10¹²"),
    ],
)
def test_what_only_looks_repeated_or_raised_is_kept(source: str, text: str) -> None:
    assert read(f"<body>{source}</body>").text == text
