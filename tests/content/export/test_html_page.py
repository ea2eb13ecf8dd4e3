"""The page shows the whole text with its marks, is valid, and runs, loads and leads to nothing."""

from __future__ import annotations

import dataclasses
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from content.annotation.anchoring.anchored import AnchorState
from content.annotation.records.categories import CATEGORIES, Category
from content.annotation.records.model import Annotation
from content.annotation.records.threads import Reply
from content.document.model import Document, TextRange
from content.export.looks import INK, PAPER, contrast, look_of
from content.export.weaving import Run, woven
from content.formats.writing import export
from content.structure import analyse
from content.structure.model import Briefing

if TYPE_CHECKING:
    from content.export.entry import ExportEntry

Mark = Callable[..., "ExportEntry"]

ATTACK = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=http://e.example/p.png> &amp;\n=1+1\x1b[2J"
_VOID = frozenset({"meta", "input"})
_PHRASES = frozenset({"mark", "span", "sup", "a", "em", "strong", "code", "s", "bdi", "small"})


class _Page(HTMLParser):
    """Reads a page strictly: each element must be closed in its turn, and blocks hold no blocks of text."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.text = ""
        self.faults: list[str] = []
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        inside = {"p", "h1", "h2", "h3", "h4"} & set(self.open)
        if inside and tag not in _PHRASES:
            self.faults.append(f"<{tag}> in {inside}")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(briefing: Briefing, *entries: ExportEntry) -> str:
    return export([(briefing, entries)], "html")


def words_of(written: str) -> str:
    """The words of the text on a page, without notes and numbers."""
    tree = lxml_html.fromstring(written)
    for away in tree.xpath('//*[@class="notes" or @class="label" or starts-with(@class, "ref ")]'):
        away.drop_tree()
    rows = tree.xpath('//div[@class="text"]/div')
    return " ".join(" ".join(row.text_content() for row in rows).split())


def marked(written: str, number: int) -> list[str]:
    """The words in the elements of one mark, whose class is that of its category."""
    tree = lxml_html.fromstring(written)
    return [element.text_content() for element in tree.xpath(f'//mark[starts-with(@class, "k{number} ")]')]


def test_the_whole_text_is_there_in_its_order(briefing: Briefing, mark: Mark) -> None:
    written = page_of(briefing, mark("wait outside", category="claim"))
    assert words_of(written) == " ".join(briefing.document.text.split())


def test_a_briefing_without_marks_is_shown_whole(briefing: Briefing) -> None:
    assert words_of(page_of(briefing)) == " ".join(briefing.document.text.split())


def test_a_text_without_structure_is_shown_whole() -> None:
    assert words_of(page_of(Briefing(Document("One.\n\nTwo.\n")))) == "One. Two."


def test_a_passage_is_highlighted_in_place_and_its_note_stands_in_its_row(briefing: Briefing, mark: Mark) -> None:
    tree = lxml_html.fromstring(page_of(briefing, mark("wait outside", category="claim", note="Really?")))
    (row,) = tree.xpath('//div[contains(@class, "row ")][.//mark]')
    assert [element.text_content() for element in row.xpath(".//mark")] == ["wait outside"]
    assert "Really?" in row.xpath('.//div[@class="notes"]')[0].text_content()


def test_a_mark_over_blocks_has_a_piece_in_each(briefing: Briefing, mark: Mark) -> None:
    written = page_of(briefing, mark("knows more.\nOlder trouble\nIn 2011"))
    assert marked(written, 0) == ["knows more.", "Older trouble", "In 2011"]
    assert written.count('id="m1"') == 1


def test_marks_that_cross_are_both_whole(briefing: Briefing, mark: Mark) -> None:
    first = mark("The port shut on Monday", category="claim")
    second = mark("on Monday. Officials", category="doubt")
    written = page_of(briefing, first, second)
    assert "".join(marked(written, 0)).replace("1=", "") == "The port shut on Monday"
    assert "".join(marked(written, 1)).replace("1=", "") == "on Monday. Officials"


def test_a_mark_on_blank_lines_alone_has_its_note_beside_the_text(briefing: Briefing, mark: Mark) -> None:
    blank = dataclasses.replace(mark("port", note="Here?"), range=TextRange(14, 16))
    assert "Here?" in page_of(briefing, blank)


ranges = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=25)


@given(ranges)
def test_runs_that_nest_and_cross_give_valid_html_and_all_words(pairs: list[tuple[int, int]]) -> None:
    text = "a<b>&c d" * 8
    runs = [Run(TextRange(start, start + length), "<mark>", "</mark>") for start, length in pairs]
    found = _Page(woven(text, TextRange(5, 50), [run for run in runs if run.range.overlaps(TextRange(5, 50))]))
    assert found.text == text[5:50]
    assert (found.faults, found.open) == ([], [])


def test_elements_are_never_nested_deeper_than_parsers_take() -> None:
    runs = [Run(TextRange(at, 2000 - at), "<mark>", "</mark>") for at in range(900)]
    written = woven("x" * 2000, TextRange(0, 2000), runs)
    depth = deepest = 0
    for tag in re.findall(r"</?mark>", written):
        depth += -1 if tag.startswith("</") else 1
        deepest = max(deepest, depth)
    assert deepest == 12


def crossing(text: str) -> Iterator[tuple[str, str]]:
    for start in range(0, len(text) - 40, 11):
        yield text[start : start + 40], ("claim", "doubt", "my own")[start % 3]


def test_a_page_with_many_crossing_marks_is_valid(mark: Mark) -> None:
    text = (
        "Harbour <closed>\n\nThe port “shut & closed” on Monday.\n\n- one 1 < 2\n- two\n\nOlder words in 2011 & 2012.\n"
    )
    entries = [mark(words, category=category, note=words, text=text) for words, category in crossing(text)]
    found = _Page(page_of(analyse(Document(text)), *entries))
    assert (found.faults, found.open) == ([], [])
    assert len(found.ids) == len(set(found.ids))
    links = {value[1:] for name, value in found.attributes if name == "href"}
    assert links <= set(found.ids)


def test_nothing_runs_loads_or_leads_elsewhere(mark: Mark) -> None:
    text = f"{ATTACK} \"quoted\" onload='x' </style><b>"
    briefing = Briefing(
        Document(text, source="<img src=x onerror=1>"), headline=TextRange(0, len(text)), marking='TLP:"}</style>'
    )
    made = mark(text, note=text, category=text, tags=(text,), text=text)
    written = page_of(briefing, made)
    found = _Page(written)
    assert found.tags.isdisjoint({"script", "img", "b", "iframe", "object", "link", "base", "form"})
    assert all(value.startswith("#") for name, value in found.attributes if name == "href")
    assert {name for name, _ in found.attributes}.isdisjoint({"src", "style", "onerror", "onload", "srcset", "action"})
    assert text.replace("\x1b", "␛") in found.text
    assert written.count("</style") == 1


def test_the_policy_allows_this_style_sheet_and_nothing_else(briefing: Briefing) -> None:
    written = page_of(briefing)
    style = written.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in written
    assert "url(" not in style
    assert "@import" not in style


def test_each_category_and_annotator_has_a_box_that_hides_its_marks(briefing: Briefing, mark: Mark) -> None:
    written = page_of(briefing, mark("port", category="claim"), mark("storm", category="doubt"))
    boxes = re.findall(r'<input type="checkbox" id="(\w+)" checked>', written)
    assert boxes == ["k0", "k1", "a0"]
    for box in boxes:
        assert f":root:has(#{box}:not(:checked)) mark.{box}{{background:none" in written
        assert f":is(.ref,.card,rect).{box}{{display:none}}" in written


def test_a_lost_mark_is_listed_with_its_old_words(briefing: Briefing, mark: Mark) -> None:
    long = mark(" ".join(briefing.document.text[:110].split("\n")[2].split()[:14]))
    lost = dataclasses.replace(long, range=None, state=AnchorState.ORPHAN)
    tree = lxml_html.fromstring(page_of(briefing, lost))
    (apart,) = tree.xpath('//section[@class="apart"]')
    assert "Without a place in this text" in apart.text_content()
    assert "The port shut on Monday. Officials said: “Ships wait outside.” Nobody knows more" in apart.text_content()
    assert not tree.xpath("//mark")


def test_replies_stand_in_the_card_of_their_mark(briefing: Briefing, mark: Mark) -> None:
    made = mark("storm", note="When?")
    reply = Annotation.reply(made.annotation.id, "In 2011.", annotator="Ben", now=made.annotation.time)
    written = page_of(briefing, dataclasses.replace(made, replies=(Reply(reply),)))
    (card,) = lxml_html.fromstring(written).xpath('//div[@class="notes"]/aside')
    assert "Reply by Ben to Ada, 2026-11-22 09:30 UTC" in card.text_content()
    assert "In 2011." in card.text_content()


def test_the_facts_about_the_text_stand_at_its_end(briefing: Briefing, mark: Mark) -> None:
    tree = lxml_html.fromstring(page_of(briefing, mark("storm")))
    facts = tree.xpath("//footer/dl")[0].text_content()
    for words in ("port.txt", "2026-11-22", briefing.document.sha256, "Ada (1)", "Read as cp1252."):
        assert words in facts


def test_pages_of_paper_bear_the_stamp_of_their_briefing(briefing: Briefing) -> None:
    red, green = (briefing._replace(marking=label) for label in ("TLP:RED", "TLP:GREEN"))
    one = export([(red, [])], "html")
    assert '@page{@top-center{content:"TLP\\00003a RED"}}' in one
    two = export([(red, []), (green, [])], "html")
    assert '@page s2{@top-center{content:"TLP\\00003a GREEN"}}' in two
    assert 'content:"TLP\\00003a RED\\000020 \\00002f \\000020 TLP\\00003a GREEN"' in two


def test_a_map_shows_where_marks_lie_and_leads_to_them(briefing: Briefing, mark: Mark) -> None:
    made = mark("storm", category="claim")
    tree = lxml_html.fromstring(page_of(briefing, made))
    (bar,) = tree.xpath('//div[@class="lanes marks"]//rect')
    assert made.range is not None
    assert float(bar.get("x")) == pytest.approx(1000 * made.range.start / len(briefing.document.text), abs=0.1)
    assert bar.getparent().get("href") == "#m1"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("category", [None, "key fact", "claim", "quote", "figure", "place", "person", "question",
                                      "doubt", "follow-up", "a", "b", "c", "d", "e", "f", "g"])  # fmt: skip
def test_words_on_every_ground_have_contrast(theme: str, category: str | None) -> None:
    ground = look_of(category).ground(theme)
    assert contrast(INK[theme], ground) >= 4.5
    assert ground != PAPER[theme]


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True), st.sampled_from(["light", "dark"]))
def test_words_on_any_colour_of_a_codebook_have_contrast(colour: str, theme: str) -> None:
    assert contrast(INK[theme], look_of("own", Category("own", "", "%", colour)).ground(theme)) >= 4.5


def test_the_nine_categories_differ_in_sign_and_line() -> None:
    looks = [look_of(name) for name in CATEGORIES]
    assert len({look.sign for look in looks}) == len({look.line for look in looks}) == len(looks)


def test_a_category_of_the_reader_has_its_own_sign_and_colour(briefing: Briefing, mark: Mark) -> None:
    own = Category("rumour", "1", "%", "#aa3366")
    written = page_of(briefing, dataclasses.replace(mark("storm", category="rumour"), meaning=own))
    assert '<span class="swatch k0">%</span>' in written
    assert ".k0{--line:1px solid;--mark:#aa3366}" in written
