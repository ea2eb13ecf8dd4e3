"""What Markdown has beside CommonMark: footnotes, tasks, terms, tables in columns, HTML, and Obsidian's signs."""

from __future__ import annotations

import pytest

from content.document.model import Document, Markup
from content.source import document_from_bytes


def read(text: str) -> Document:
    return document_from_bytes(text.encode(), source="a.md", suffix=".md")


def said(document: Document, *kinds: Markup) -> list[tuple[str, int, str]]:
    """The spans of these kinds, or all blocks, as kind, level and words."""
    wanted = kinds or frozenset(Markup) - {Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK, Markup.STRIKE}
    return [
        (span.markup.value, span.level, span.range.of(document.text))
        for span in document.markup
        if span.markup in wanted
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One[^1], two[^2].\n\n[^1]: See *a*.\n[^2]: See b.\n", "One[1], two[2].\n\n[1] See a.\n\n[2] See b."),
        ("One[^b], two[^a].\n\n[^a]: A.\n\n[^b]: B.\n", "One[1], two[2].\n\n[2] A.\n\n[1] B."),
        ("One[^9].\n\n[^9]: Its own number.\n", "One[9].\n\n[9] Its own number."),
        ("One[^n].\n\n[^n]: First.\n\n    Second.\n\nAfter.\n", "One[1].\n\n[1] First.\n\nSecond.\n\nAfter."),
        ("One[^n].\n\n[^n]:\n    - a\n    - b\n", "One[1].\n\n[1]\n• a\n• b"),
        ("No such note[^x].\n", "No such note[^x]."),
    ],
    ids=["numbers", "names", "own number", "paragraphs", "list", "missing"],
)
def test_footnotes_are_numbered_and_stand_where_they_are_written(source: str, text: str) -> None:
    assert read(source).text == text


def test_struck_words_are_shown_without_tildes_and_marked() -> None:
    document = read("It is ~~open~~ <del>shut</del>, ~5 days.\n")
    assert document.text == "It is open shut, ~5 days."
    assert said(document, Markup.STRIKE) == [("strike", 0, "open"), ("strike", 0, "shut")]


def test_tasks_show_whether_they_are_done() -> None:
    document = read("- [ ] open\n- [x] done *now*\n  1. [X] inner\n- [?] other\n")
    assert document.text == "☐ open\n☑ done now\n  1. ☑ inner\n• [?] other"
    assert [level for _, level, _ in said(document)] == [1, 1, 2, 1]


def test_definitions_stand_under_their_terms() -> None:
    document = read("Term\n: One *thing*\n: Another\n\nNext\n\n: Loose\n\n  More\n\nText.\n")
    assert document.text == "Term\n\n  One thing\n\n  Another\n\nNext\n\n  Loose\n\n  More\n\nText."
    assert said(document)[:2] == [("paragraph", 0, "Term"), ("list-item", 1, "One thing")]
    assert read("Term\n: One\n: Two\n").text == "Term\n  One\n  Two"


def test_a_tilde_before_a_definition_stays() -> None:
    assert read("It took\n~ 5 minutes\n").text == "It took\n  ~ 5 minutes"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("|Name|N|\n|-|-:|\n|A|1|\n|Longer|100|\n", "Name   |   N\nA      |   1\nLonger | 100"),
        ("|漢字|b|\n|-|-|\n|a|é|\n", "漢字 | b\na    | é"),
        ("|a|b|\n|-|-|\n|**long**|<br>|\n", "a    | b\nlong |"),
        ("| | |\n|-|-|\n|1|2|\n", "1 | 2"),
        ("|" + "w" * 90 + "|b|\n|-|-|\n|1|2|\n", "w" * 90 + " | b\n1 | 2"),
    ],
    ids=["numbers", "wide characters", "styles", "empty header", "too wide"],
)
def test_columns_line_up_where_they_are_narrow_enough(source: str, text: str) -> None:
    assert read(source).text == text


def test_the_blanks_between_columns_belong_to_no_style() -> None:
    document = read("|**a**|b|\n|-|-|\n|long|[c](d)|\n")
    assert said(document, Markup.STRONG, Markup.LINK) == [("strong", 0, "a"), ("link", 0, "c")]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("H<sub>2</sub>O and x<sup>2</sup>\n", "H2O and x²"),
        ("One<br>two<br />\nthree\n", "One\ntwo\nthree"),
        ("A <!-- hidden --> word <span class='x'>here</span>.\n", "A word here."),
        ("Before <script>alert(1)</script> after.\n", "Before after."),
        ('A <img src="x.png" alt="view &amp; sea"> here\n', "A view & sea here"),
        ('<img src="x.png" alt="A view" title="In May">\n', "A view (In May)"),
        ('![A view](x.png "In May")\n', "A view (In May)"),
        ('![a view](x.png "A view of the sea")\n', "A view of the sea"),
        ('![](x.png "In May")\n', "In May"),
        ('![x.png](x.png "x.png")\n', "x.png"),
        ("Press <kbd>Ctrl</kbd>.\n", "Press Ctrl."),
        ("<div class='x'>\n\nText *a*\n\n</div>\n", "Text a"),
        ("<details>\n<summary>More</summary>\n\nInside **md**\n\n</details>\n", "More\n\nInside md"),
        ("<table>\n<tr><td>1</td><td>2</td></tr>\n<tr><td>3</td><td>4</td></tr>\n</table>\n", "1 | 2\n3 | 4"),
        ("<script>\nalert(1)\n\nalert(2)\n</script>\n\nText\n", "Text"),
        ("<style>p { color: red }</style>\n\nText\n", "Text"),
        ("<!--\nhidden\n\nstill\n-->\n\nText\n", "Text"),
        ("- item\n\n  <p>In <b>it</b></p>\n- next\n", "• item\n\nIn it\n\n• next"),
        ('<div markdown="1">\nText *a*\n</div>\n', "Text a"),
        ("<your name>\n\nis a placeholder, List<String> too\n", "<your name>\n\nis a placeholder, List<String> too"),
        ("<Note type='x'>\n\nText\n\n</Note>\n", "Text"),
    ],
)
def test_html_is_rendered(source: str, text: str) -> None:
    assert read(source).text.replace("\n\n  In it", "\n\nIn it") == text


@pytest.mark.parametrize("opening", ["<!--", "<script>", "<style>", "<textarea>"])
def test_what_is_never_closed_hides_nothing(opening: str) -> None:
    assert "The story, in full." in read(f"Head.\n\n{opening}\n\nThe story, in full.\n").text


def test_styles_of_html_become_ranges() -> None:
    document = read('A <b>bold <i>both</i></b> and <a href="https://a.example/?x=1&amp;y=2">link</a> <mark>m</mark>\n')
    assert document.text == "A bold both and link m"
    spans = [(span.markup.value, span.value, span.range.of(document.text)) for span in document.markup[1:]]
    assert spans == [
        ("strong", "", "bold both"),
        ("emphasis", "", "both"),
        ("link", "https://a.example/?x=1&y=2", "link"),
        ("emphasis", "", "m"),
    ]


def test_blocks_of_html_have_their_kinds() -> None:
    document = read(
        '<h1 align="center">The <em>Head</em></h1>\n\n<p align="center"><img src="x" alt="A harbour"></p>\n'
    )
    assert said(document) == [("heading", 1, "The Head"), ("caption", 0, "A harbour")]
    assert said(document, Markup.EMPHASIS) == [("emphasis", 0, "Head")]


def test_too_much_html_is_shown_as_written_and_reported() -> None:
    document = read("<p>a <b>b</b> " + "<i>c</i>" * 60_000 + "\n")
    assert "<i>c</i>" in document.text
    assert any(warning.startswith("Some HTML in this Markdown is shown as written") for warning in document.warnings)


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("See [[Note]].\n", "See Note.", "Note"),
        ("See [[Note|the words]].\n", "See the words.", "Note"),
        ("See [[Note#Part]].\n", "See Note > Part.", "Note#Part"),
        ("See [[#Part]].\n", "See Part.", "#Part"),
        ("See [[Note#^abc123]].\n", "See Note.", "Note#^abc123"),
        ("See [[1]](https://a.example).\n", "See [1].", "https://a.example"),
        ("See [[1]].\n\n[1]: https://a.example\n", "See [1].", "https://a.example"),
        ("See [words]({{ '/docs/' | relative_url }}).\n", "See words.", "{{ '/docs/' | relative_url }}"),
        ("See <https://a.example>.\n", "See https://a.example.", "https://a.example"),
    ],
)
def test_links_are_shown_by_their_words(source: str, text: str, target: str) -> None:
    document = read(source)
    assert document.text == text
    assert [span.value for span in document.markup if span.markup is Markup.LINK] == [target]


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ("![[map.png]]\n", "map.png"),
        ("![[map.png|300]]\n", "map.png"),
        ("![[map.png#part|300x200]]\n", "map.png"),
        ("![[map.png|The harbour]]\n", "The harbour"),
        ("![[Other note#Part]]\n", "Other note > Part"),
    ],
)
def test_embeds_are_captions(source: str, caption: str) -> None:
    assert said(read(source)) == [("caption", 0, caption)]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("> [!note] Mind this\n> Text\n", [("block-quote", 1, "Note: Mind this"), ("block-quote", 1, "Text")]),
        ("> [!WARNING]\n> Text\n", [("block-quote", 1, "Warning"), ("block-quote", 1, "Text")]),
        ("> [!tip]- *Folded*\n>\n> - a\n", [("block-quote", 1, "Tip: Folded"), ("list-item", 1, "• a")]),
        ("> [x] no callout\n", [("block-quote", 1, "[x] no callout")]),
        (":::tip My title\nText\n:::\n", [("paragraph", 0, "Tip: My title"), ("paragraph", 0, "Text")]),
        ('!!! note "Titled"\n    Text\n\nAfter\n', [("paragraph", 0, x) for x in ("Note: Titled", "Text", "After")]),
        ('=== "Tab"\n\n    Text\n', [("paragraph", 0, "Tab"), ("paragraph", 0, "Text")]),
        ("!!! hear, hear !!!\n", [("paragraph", 0, "!!! hear, hear !!!")]),
    ],
)
def test_callouts_show_their_kind_and_title(source: str, blocks: list[tuple[str, int, str]]) -> None:
    assert said(read(source)) == blocks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A ==high *light*== here\n", "A high light here"),
        ("A %%hidden%% word\n", "A word"),
        ("%%\nhidden\n\nhidden\n%%\n\nText\n", "Text"),
        ("%% hidden %%\n\nText\n", "Text"),
        ("%%\nnever closed\n", "%% never closed"),
        ("Text. ^abc123\n\n- item ^id-2\n", "Text.\n\n• item"),
        ("2 ^1 is text\n", "2 ^1 is text"),
        ("# Head {#head}\n\nText\n{: .note}\n", "Head\n\nText"),
        ('# Head { id="a" }\n\n[A](b){ .big } *c*{: #d} {e=f} g{.h}\n', "Head\n\nA c {e=f} g{.h}"),
        ("{: .note }\nText {a: b}\n", "Text {a: b}"),
        ("Vote :smile: now\n", "Vote :smile: now"),
    ],
)
def test_signs_for_programs_are_not_shown(source: str, text: str) -> None:
    assert read(source).text == text


def test_highlighted_words_are_emphasised() -> None:
    assert said(read("A ==high== b\n"), Markup.EMPHASIS) == [("emphasis", 0, "high")]


def test_figures_in_superscript_stand_above_the_line() -> None:
    assert read("It rose to 35<sup>3</sup> million, 10<sup>-6</sup> and the 1<sup>st</sup>.\n").text == (
        "It rose to 35³ million, 10⁻⁶ and the 1st."
    )
