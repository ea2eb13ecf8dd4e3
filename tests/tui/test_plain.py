"""The plain screen, for screen readers: no boxes, no colours, and each line complete in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual.content import Content

from tui.app import BriefmarkApp, ReadOptions
from tui.in_force import load
from tui.render.items import Item, fold_item
from tui.render.plain import item_line, spoken_of

if TYPE_CHECKING:
    from pathlib import Path

    from textual.strip import Strip

    from tests.tui.conftest import Opening, Reader

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
# What is opened, by the keys that open it.
VIEWS = {
    "text": (),
    "marks of all briefings": ("ampersand",),
    "outline": ("O",),
    "quotes": ("Q",),
    "background": ("B",),
    "marks": ("M",),
    "help": ("question_mark",),
    "categories": ("c",),
    "note": ("a",),
    "tags": ("t",),
    "export": ("E",),
    "search": ("slash", "i", "n"),
    "dates": ("D",),
    "library": ("L",),
    "words of the library": ("L", "slash"),
    "words of all marks": ("ampersand", "slash"),
    "filter of all marks": ("ampersand", "f"),
    "help of the library": ("L", "question_mark"),
    "command line": ("colon", "m"),
    "links": ("at",),
    "palette": ("ctrl+p",),
}


def rows(reader: Reader) -> list[Strip]:
    return list(reader.app.screen._compositor.render_strips())


def is_box(sign: str) -> bool:
    return "─" <= sign <= "▟"


def is_coloured(style: Style) -> bool:
    return any(colour is not None and not colour.is_default for colour in (style.color, style.bgcolor))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
async def test_nothing_is_drawn_in_colour_or_as_a_box(reading: Opening, view: str, size: tuple[int, int]) -> None:
    async with reading(size, plain=True) as reader:
        await reader.press("right_curly_bracket", "m", "u", "2")
        await reader.press(*VIEWS[view])
        await reader.pilot.pause(0.1)
        drawn = rows(reader)
        assert not {sign for strip in drawn for sign in strip.text if is_box(sign)}
        styles = {style or Style() for strip in drawn for _, style, _ in strip}
        assert not [style for style in styles if is_coloured(style)]


@pytest.mark.parametrize("size", SIZES)
async def test_each_row_of_the_quotes_says_all_of_one(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size, plain=True) as reader:
        await reader.press("Q")
        quotes = [row for row in reader.pane("quotes").text.split("\n") if row]
        count = len([item for item in reader.pane("quotes").items if not item.heading])
        assert [row.partition(":")[0] for row in quotes] == [f"Quotation {n} of {count}" for n in range(1, count + 1)]
        assert all(row.endswith(("named", "anonymous", "institution", "unattributed")) for row in quotes)


async def test_each_mark_is_one_row_with_its_category_and_note_in_words(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("2", "a")
        await reader.type("who says so")
        await reader.press("ctrl+s", "M")
        first = reader.pane("marks").text.split("\n")[0]
        assert first.startswith("Mark 1 of 1: Turkish military")
        assert first.endswith(", claim, note: who says so")


async def test_each_mark_of_all_briefings_is_one_row_in_words(reading: Opening) -> None:
    async with reading((120, 24), plain=True) as reader:
        await reader.press("2", "a")
        await reader.type("who says so")
        await reader.press("ctrl+s", "ampersand")
        await reader.pilot.pause(0.1)
        x, y = reader.app.cursor_position
        row = rows(reader)[y].text[x:].strip()
        assert row.startswith("Mark 1 of 1: Turkish military")
        assert ", claim, by Ada, note: who says so, in Turkish military" in row


async def test_a_briefing_in_the_list_is_one_row_that_says_how_far_it_is_read(reading: Opening) -> None:
    async with reading((60, 20), plain=True) as reader:
        await reader.press("2", "L")
        await reader.pilot.pause(0.1)
        row = rows(reader)[reader.app.cursor_position[1]].text.strip()
        assert row.startswith("Turkish military steps")
        assert row.endswith("…, read, at 0 %, article, 1 mark")


async def test_the_footer_says_what_mark_the_caret_is_in(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("2", "right", "left")
        assert "In a mark: claim." in reader.footer


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Turkish military steps", "Headline."),
        ("Clashes in Syria", "Heading."),
        ("We are closely", "Quotation, the sources, anonymous."),
        ("In 2020, Syrian government", "Background."),
    ],
)
async def test_the_footer_says_what_others_see_by_colours_and_signs(reading: Opening, words: str, said: str) -> None:
    async with reading((120, 24), plain=True) as reader:
        reader.at(words)
        await reader.settle()
        assert reader.footer.startswith(f" {said}")


def texts(reader: Reader) -> list[str]:
    """The rows of the text."""
    region = reader.view.region
    return [strip.text.strip() for strip in rows(reader)[region.y : region.bottom]]


HARBOUR = """Harbour reopens after storm

The harbour of Elmsworth reopened on Monday, officials said.

“We have lost two days,” said the harbour master, Vera Alder.

The harbour had to close. Elmsworth, founded in 1921, was the first harbour in the county, closed only once, in 2014.

What comes next

The council meets on Friday.
"""


@pytest.mark.parametrize("size", SIZES)
async def test_a_row_says_what_begins_on_it(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size, text=HARBOUR, plain=True) as reader:
        words = " ".join(texts(reader))
        assert "Headline: Harbour reopens" in words
        assert "[quote] “We have lost two days,” [end of quote] said" in words
        assert "close. [background] Elmsworth, founded in 1921" in words
        assert "in 2014. [end of background]" in words
        assert "Heading: What comes next" in words


@pytest.mark.parametrize("size", SIZES)
async def test_a_mark_is_said_where_it_begins_and_where_it_ends(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size, text=HARBOUR, plain=True) as reader:
        reader.at("harbour of")
        await reader.press("v", "w", "2", "a")
        await reader.type("which one")
        await reader.press("ctrl+s")
        assert reader.marked == [("claim", "harbour")]
        assert "The [marked claim, with a note] harbour [end of claim] of Elmsworth" in " ".join(texts(reader))
        await reader.press("d")
        assert "The harbour of Elmsworth" in " ".join(texts(reader))


async def test_a_link_is_said_where_it_begins(reading: Opening, tmp_path: Path) -> None:
    page = tmp_path / "harbour.md"
    page.write_text(
        "# Harbour reopens\n\nThe harbour reopened, [officials said](https://example.org/a), today.\n", "utf-8"
    )
    async with reading((80, 24), path=page, plain=True) as reader:
        assert "The harbour reopened, [link] officials said, today." in texts(reader)


async def test_the_terminals_cursor_is_in_the_list_of_links(reading: Opening, tmp_path: Path) -> None:
    page = tmp_path / "harbour.md"
    page.write_text("# Harbour\n\nThe [first](https://example.org/a), the [second](https://example.org/b).\n", "utf-8")
    async with reading((80, 24), path=page, plain=True) as reader:
        await reader.press("at", "down")
        await reader.pilot.pause(0.1)
        x, y = reader.app.cursor_position
        assert rows(reader)[y].text[x:].startswith("2   second")


async def test_a_mark_on_two_paragraphs_is_said_at_each(reading: Opening) -> None:
    async with reading((80, 24), text=HARBOUR, plain=True) as reader:
        reader.at("The harbour of")
        await reader.press("v", "right_curly_bracket", "right_curly_bracket", "2")
        assert any(row.startswith("[claim goes on] [quote] “We have") for row in texts(reader))


@pytest.mark.parametrize("size", SIZES)
async def test_the_caret_is_at_its_character_beside_what_is_said(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size, text=HARBOUR, plain=True) as reader:
        for words in ("Harbour reopens", "“We have", "have lost", "said the", "Elmsworth, founded", "What comes"):
            reader.at(words)
            await reader.settle()
            x, y = reader.app.cursor_position
            assert rows(reader)[y].text[x:].startswith(words.split()[0])


async def test_a_click_and_a_drag_beside_what_is_said_take_the_words(reading: Opening) -> None:
    async with reading((120, 24), text=HARBOUR, plain=True) as reader:
        x, y = reader.cell("“We have")
        await reader.pilot.click("#reading", offset=(x - 3, y))  # on what is said
        assert reader.view.caret == reader.offset("“We have")
        x, y = reader.cell("said the")
        await reader.pilot.click("#reading", offset=(x, y))
        assert reader.view.caret == reader.offset("said the")


async def test_what_is_said_is_neither_selected_nor_found(reading: Opening) -> None:
    async with reading((120, 24), text=HARBOUR, plain=True) as reader:
        reader.at("“We have")
        await reader.press("v", "end")
        assert reader.selected.startswith("“We have lost two days,” said the harbour master")
        await reader.press("escape", "slash")
        await reader.type("[quote]")
        await reader.press("enter")
        assert reader.footer.startswith(" “[quote]” is neither in the text")


async def test_nothing_is_said_in_the_text_on_an_ordinary_screen(reading: Opening) -> None:
    async with reading((120, 24), text=HARBOUR) as reader:
        assert not [row for row in texts(reader) if "[quote]" in row or "Headline:" in row]


async def test_one_thing_is_shown_at_a_time(reading: Opening) -> None:
    async with reading((200, 60), plain=True) as reader:
        assert not reader.pane("quotes").display
        await reader.press("Q")
        assert reader.pane("quotes").size.width == 200
        assert not reader.view.display
        await reader.press("escape")
        assert reader.view.display


async def test_nothing_stands_beside_the_text(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("m", "right_curly_bracket", "right_curly_bracket", "m")
        reader.view.scroll_to(y=0, animate=False)
        await reader.settle()
        left = reader.view.left + 4
        region = reader.view.region
        assert {strip.text[:left].strip() for strip in rows(reader)[region.y : region.bottom]} == {""}


async def test_the_terminals_cursor_is_at_what_is_chosen(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("Q", "down")
        x, y = reader.app.cursor_position
        assert rows(reader)[y].text[x:].startswith("Quotation 2 of")
        await reader.press("escape", "E", "down")
        await reader.pilot.pause(0.1)
        x, y = reader.app.cursor_position
        assert rows(reader)[y].text[x:].lstrip().startswith("2 ")


async def test_the_terminals_cursor_is_at_the_caret_when_the_text_is_there_and_when_it_is_back(
    reading: Opening,
) -> None:
    async with reading((80, 24), plain=True) as reader:
        for keys in ((), ("right_curly_bracket",), ("Q",), ("escape",)):
            await reader.press(*keys)
            await reader.pilot.pause(0.1)
            if keys != ("Q",):
                x, y = reader.app.cursor_position
                assert rows(reader)[y].text[x:].startswith(reader.text[reader.view.caret :][:5])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "view",
    [
        "help",
        "note",
        "tags",
        "search",
        "command line",
        "words of the library",
        "words of all marks",
        "filter of all marks",
        "help of the library",
    ],
)
async def test_the_terminals_cursor_is_where_one_types(reading: Opening, view: str, size: tuple[int, int]) -> None:
    async with reading(size, plain=True) as reader:
        await reader.press("m", *VIEWS[view])
        await reader.pilot.pause(0.1)
        before = reader.app.cursor_position
        await reader.press("z")
        await reader.pilot.pause(0.1)
        x, y = reader.app.cursor_position
        assert (rows(reader)[y].text[x - 1], x) == ("z", before.x + 1)


@pytest.mark.parametrize("view", ["help", "note", "export", "search", "command line", "palette", "library"])
async def test_the_terminals_cursor_is_at_the_caret_after_a_dialog(reading: Opening, view: str) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("right_curly_bracket", "right_curly_bracket", *VIEWS[view])
        await reader.pilot.pause(0.1)
        await reader.press(*["escape"] * (2 if view == "library" else 1))
        await reader.pilot.pause(0.1)
        x, y = reader.app.cursor_position
        assert rows(reader)[y].text[x:].startswith(reader.text[reader.view.caret :][:5])


@pytest.mark.parametrize("over", ["slash", "question_mark", "colon"])
@pytest.mark.parametrize("view", ["library", "marks of all briefings"])
async def test_the_terminals_cursor_is_in_the_list_after_what_was_typed_into(
    reading: Opening, view: str, over: str
) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("m", *VIEWS[view])
        await reader.pilot.pause(0.1)
        before = reader.app.cursor_position
        await reader.press(over)
        await reader.pilot.pause(0.1)
        assert reader.app.cursor_position != before
        await reader.press("escape")
        await reader.pilot.pause(0.1)
        assert reader.app.cursor_position == before


@pytest.mark.parametrize("opened", [True, False])
def test_what_is_doubtful_is_not_told_as_of_the_speaker_above(*, opened: bool) -> None:
    def saying(words: str, *, heading: bool = False) -> Item:
        return Item(lambda _room, _more=0: Content(words), None, heading=heading)

    items = [saying("Anna Weber  named", heading=True), saying("“It is over,”"), fold_item(2, opened=opened)]
    items.append(saying("≈ “limited operation”"))
    assert spoken_of(items, 1) == ("“It is over,”", ["Anna Weber", "named"])
    words, facts = spoken_of(items, 2)
    assert "Anna Weber" not in facts
    assert f"{words} {facts}".count("doubtful") == 1
    assert "Enter" in f"{words} {facts}"
    assert spoken_of(items, 3) == ("“limited operation”", ["doubtful"])


@pytest.mark.parametrize("keys", [("question_mark",), ("L", "question_mark")])
async def test_the_help_has_one_column(reading: Opening, keys: tuple[str, ...]) -> None:
    async with reading((200, 60), plain=True) as reader:
        await reader.press(*keys)
        await reader.pilot.pause(0.1)
        lines = [strip.text for strip in rows(reader)][1:-1]
        assert not [line for line in lines if line[100:].strip()]


async def test_the_preview_in_the_list_stands_below_it(reading: Opening) -> None:
    async with reading((200, 60), plain=True) as reader:
        await reader.press("L")
        preview, lines = (reader.app.screen.query_one(name).region for name in ("#preview", "#rows"))
        assert preview.y >= lines.bottom


async def test_what_is_chosen_is_in_reverse_in_a_pane_and_underlined_in_a_list(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("Q")
        assert "Quotation 1 of" in "".join(
            t for strip in rows(reader) for t, style, _ in strip if style and style.reverse
        )
        await reader.press("escape", "E")
        await reader.pilot.pause(0.1)
        lines = [text for strip in rows(reader) for text, style, _ in strip if style and style.underline]
        assert any("markdown" in text for text in lines)


async def test_the_help_can_be_read(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("question_mark")
        await reader.pilot.pause(0.2)
        assert any("Ctrl+T tutorial" in strip.text for strip in rows(reader))


async def test_a_dialog_says_its_title_and_its_keys(reading: Opening) -> None:
    async with reading((80, 24), plain=True) as reader:
        await reader.press("E")
        await reader.pilot.pause(0.1)
        shown = [strip.text.strip() for strip in rows(reader)]
        assert shown[0] == "Export the marks as"
        assert "Enter choose · Esc leave" in shown


async def test_the_tutorial_says_which_step_it_is_at_and_has_the_cursor_in_the_text(reading: Opening) -> None:
    async with reading((60, 20), plain=True) as reader:
        await reader.press("question_mark", "ctrl+t")
        await reader.pilot.pause(0.3)
        await reader.settle()
        shown = [strip.text.strip() for strip in rows(reader)]
        assert any(row.startswith("Tutorial, step 1 of 11, Move.") for row in shown)
        assert shown[reader.app.cursor_position[1]].startswith("Headline: Harbour reopens")


async def test_in_a_dialog_to_read_the_terminals_cursor_is_at_its_first_line(reading: Opening) -> None:
    async with reading((60, 20), plain=True) as reader:
        await reader.press("r", "ctrl+g")
        await reader.pilot.pause(0.1)
        x, y = reader.app.cursor_position
        assert rows(reader)[y].text[x:].startswith("• headline")


async def test_the_library_is_plain_too() -> None:
    app = BriefmarkApp(None, ReadOptions(plain=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        strips = app.screen._compositor.render_strips()
        assert not [style for strip in strips for _, style, _ in strip if style and is_coloured(style)]


def test_the_settings_can_say_so(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("plain = true\n", encoding="utf-8")
    assert load(str(path)).plain


@pytest.mark.parametrize("room", range(20, 200, 20))
def test_a_line_about_an_item_fits(room: int) -> None:
    words = "“We have said all that there is to say about the harbour.”"
    line = item_line("Quotation", (3, 12), words, ["the harbour master Vera Alder", "named"], room)
    assert len(line) <= room
    assert room < 80 or line.endswith(", the harbour master Vera Alder, named")
