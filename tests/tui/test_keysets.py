"""Each set of keys is whole, and does what those who know the other program expect."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from content.annotation.records.categories import CATEGORIES
from content.errors import UsageError
from content.session import Session
from content.source import open_document
from tui.app import BriefmarkApp, ReadOptions
from tui.app import Opening as Opened
from tui.keys import BY_ID, COMMANDS, EVERY_COMMAND, default_keys, keys_in_force, keys_of_reader, shown_key
from tui.keysets import NAMES, keyset
from tui.screens.help import HelpDialog
from tui.screens.key_map import NOTHING, KeyMap, Made, Typed, named
from tui.screens.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

LINES = "".join(f"Line {number} has words. It says more.\n" for number in range(1, 301))
# What has no key of its own in the set "marks", which has one for all that it can do.
ONLY_ELSEWHERE = {
    *("move.word-end", "move.screen-top", "move.screen-middle", "move.screen-bottom"),
    *("scroll.middle", "scroll.top", "scroll.bottom", "place.set", "place.go"),
    *("search.backward", "search.word", "search.word-backward", "tutorial"),
    *("move.percent", "letter.next", "letter.previous", "letter.before-next", "letter.after-previous"),
    *("letter.again", "letter.reverse", "copy.leave"),
    *("list.percent", "list.screen-top", "list.screen-middle", "list.screen-bottom"),
}


def line_of(reader: Reader) -> int:
    """The line of the text that the caret is on, counted from 1."""
    return reader.text.count("\n", 0, reader.view.caret) + 1


# The whole of each set


@pytest.mark.parametrize("name", NAMES)
async def test_each_key_of_a_set_carries_out_its_command_and_no_other(reading: Opening, name: str) -> None:
    async with reading(keyset=name) as reader:
        ran: list[str] = []
        reader.screen._commands = {id_: partial(ran.append, id_) for id_ in BY_ID}
        wrong = []
        for id_, pressed in keys_of_reader(default_keys(name)).items():
            for keys in pressed:
                if keys == "ctrl+q":  # quits wherever it is pressed
                    continue
                await reader.pilot.press(*named(keys))
                if ran != [id_] or reader.screen.pressing.is_begun:
                    wrong.append((keys, id_, list(ran)))
                ran.clear()
        assert not wrong


@pytest.mark.parametrize("name", NAMES)
async def test_ctrl_q_quits_in_each_set(reading: Opening, name: str) -> None:
    async with reading(keyset=name) as reader:
        assert "ctrl+q" in default_keys(name)["quit"]
        await reader.pilot.press("ctrl+q")
        await reader.pilot.pause()
        assert reader.app.return_code == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_a_key_in_each_set_or_is_listed_as_one_without(name: str) -> None:
    without = ONLY_ELSEWHERE if name == "marks" else keyset(name).without
    keys = default_keys(name)
    assert [one.id for one in EVERY_COMMAND if not keys[one.id] and one.id not in without] == []
    assert [one.id for one in EVERY_COMMAND if keys[one.id] and one.id in without] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_key_of_a_set_is_given_twice_or_begins_another(name: str) -> None:
    keys = keys_in_force({}, name)
    assert keys == default_keys(name)


@pytest.mark.parametrize("name", NAMES)
async def test_help_and_footer_show_the_keys_of_the_set(reading: Opening, name: str) -> None:
    async with reading(keyset=name) as reader:
        keys = default_keys(name)
        assert f"{shown_key(keys['help'][0])} help" in reader.footer
        assert f"{shown_key(keys['mark'][0])} mark" in reader.footer
        await reader.press(*named(keys["help"][0]))
        dialog = reader.app.screen
        assert isinstance(dialog, HelpDialog)
        page = str(dialog.query_one(Static).render())
        listed = [one for one in COMMANDS if not one.id.startswith(("mark.", "select."))]
        assert [one.id for one in listed if not all(shown_key(key) in page for key in keys[one.id])] == []


def test_without_a_set_the_keys_are_those_of_the_commands() -> None:
    assert keys_in_force({}) == {one.id: one.keys for one in EVERY_COMMAND}


def test_a_set_that_does_not_exist_is_refused_with_the_names_of_those_that_do() -> None:
    with pytest.raises(UsageError, match="marks, vim and less"):
        keys_in_force({}, "emacs")


def test_the_readers_own_key_goes_before_that_of_the_set() -> None:
    keys = keys_in_force({"mark": ["K"]}, "vim")
    assert keys["mark"] == ("K",)
    assert "K" not in keys["role.why"]


def test_a_key_that_others_begin_with_is_refused_with_a_sentence() -> None:
    with pytest.raises(UsageError, match=r"'z' is given to 'mark', but the keys 'z z' of 'scroll.middle' begin"):
        keys_in_force({"mark": ["z"]}, "vim")


def test_in_less_no_single_key_deletes_or_undoes() -> None:
    keys = default_keys("less")
    assert all(" " in key for id_ in ("mark.delete", "undo", "redo") for key in keys[id_])


# Counts and several keys in turn


@pytest.mark.parametrize(
    ("keys", "line"),
    [("5j", 6), ("12j3k", 10), ("10G", 10), ("7gg", 7), ("G", 301), ("9999G", 301), ("Ggg", 1), ("20j0", 21)],
)
async def test_in_vim_a_count_repeats_a_motion_or_names_a_line(reading: Opening, keys: str, line: int) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*keys)
        assert line_of(reader) == line


@pytest.mark.parametrize(("keys", "words"), [("3w", "words."), ("5w2b", "words."), ("we", "s words"), ("2)", "Line 2")])
async def test_in_vim_words_and_sentences_take_counts(reading: Opening, keys: str, words: str) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*named(" ".join(keys)))
        assert reader.text[reader.view.caret :].startswith(words)


@pytest.mark.parametrize(("keys", "line"), [("10g", 10), ("25G", 25), ("5j", 6), ("5j2k", 4), ("Gg", 1)])
async def test_in_less_a_count_repeats_a_motion_or_names_a_line(reading: Opening, keys: str, line: int) -> None:
    async with reading(text=LINES, keyset="less") as reader:
        await reader.press(*keys)
        assert line_of(reader) == line


async def test_a_count_that_is_far_too_large_ends_at_the_end(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*"999999j")
        assert line_of(reader) >= 300


async def test_the_footer_shows_what_was_typed_and_what_can_follow(reading: Opening) -> None:
    async with reading(keyset="vim") as reader:
        await reader.press("3", "z")
        assert reader.footer.strip().startswith("3z")
        assert "z put the caret’s row in the middle" in reader.footer
        await reader.press("escape")
        assert "3z" not in reader.footer


async def test_escape_drops_what_was_typed_and_nothing_else(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press("v", "j", "5", "escape")
        assert reader.selected
        await reader.press("j")
        assert line_of(reader) == 3


async def test_keys_that_no_command_has_do_nothing_and_say_so(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press("j", "g", "y")
        assert line_of(reader) == 2
        assert "No command has the keys gy" in reader.footer
        await reader.press("g", "ctrl+t", "j")
        assert line_of(reader) == 3


async def test_the_readers_own_keys_may_be_several_in_turn(reading: Opening) -> None:
    async with reading(keys={"mark": [", ,"], "mark.previous": []}) as reader:
        await reader.press("comma", "comma")
        assert len(reader.marked) == 1


# As in Vim


async def test_in_vim_m_and_a_letter_remember_a_place_to_which_the_quote_returns(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*"4jmaG")
        assert line_of(reader) == 301
        await reader.press("apostrophe", "a")
        assert line_of(reader) == 5
        await reader.press("apostrophe", "apostrophe")
        assert line_of(reader) == 301
        await reader.press("grave_accent", "grave_accent")
        assert line_of(reader) == 5
        assert not reader.marked


async def test_a_letter_without_a_place_is_answered_with_a_sentence(reading: Opening) -> None:
    async with reading(keyset="vim") as reader:
        await reader.press("apostrophe", "x")
        assert "No place is remembered as x" in reader.footer


async def test_in_vim_marks_are_made_categorised_deleted_and_brought_back(reading: Opening) -> None:
    async with reading(keyset="vim") as reader:
        await reader.press("s", "c", "3")
        assert len(reader.marked) == 1
        third = reader.marked[0][0]
        await reader.press("d", "d")
        assert not reader.marked
        await reader.press("u")
        assert reader.marked[0][0] == third


async def test_in_vim_z_puts_the_row_at_the_top_in_the_middle_or_at_the_bottom(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*"100G")
        view, rows = reader.view, []
        for key in "tzb":
            await reader.press("z", key)
            rows.append(view.row_of(view.caret) - view.scroll_offset.y)
        assert rows[0] == 0
        assert rows[2] == view.size.height - 1
        assert rows[0] < rows[1] < rows[2]
        assert line_of(reader) == 100


async def test_in_vim_h_m_and_l_go_to_rows_in_view(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*"100Gzt")
        lines = []
        for key in "HML":
            await reader.press(key)
            lines.append(line_of(reader))
        assert lines[0] == 100
        assert lines == sorted(set(lines))


async def test_in_vim_ctrl_e_scrolls_and_leaves_the_caret(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*"100G3", "ctrl+e")
        top = reader.view.scroll_offset.y
        await reader.press("ctrl+y")
        assert reader.view.scroll_offset.y == top - 1
        assert line_of(reader) == 100


async def test_a_selected_word_end_is_selected(reading: Opening) -> None:
    async with reading(text=LINES, keyset="vim") as reader:
        await reader.press(*"ve")
        assert reader.selected == "Line"


@pytest.mark.parametrize("name", ["vim", "less"])
async def test_the_question_mark_searches_backward(reading: Opening, name: str) -> None:
    async with reading(text=LINES, keyset=name) as reader:
        await reader.press(*"100G", "question_mark", *"has", "enter")
        assert line_of(reader) == 99
        await reader.press("n")
        assert line_of(reader) == 98
        await reader.press("N")
        assert line_of(reader) == 99


async def test_the_star_searches_for_the_word_at_the_caret(reading: Opening) -> None:
    async with reading(text="The harbour opens.\nA wall.\nOur harbour closes.\n", keyset="vim") as reader:
        await reader.press("w", "asterisk")
        assert line_of(reader) == 3
        await reader.press("number_sign")
        assert line_of(reader) == 1


@pytest.mark.parametrize(("name", "mark"), [("marks", "m"), ("vim", "s"), ("less", "s")])
async def test_sentences_name_the_keys_of_the_set(reading: Opening, name: str, mark: str) -> None:
    async with reading(keyset=name) as reader:
        assert reader.pane("marks").text.startswith(f"No marks yet. {mark} marks")
        await reader.press(*named(default_keys(name)["mark.delete"][0]))
        assert f"{mark} makes one" in reader.footer


async def test_the_keys_that_can_follow_a_backslash_are_shown_after_it(reading: Opening) -> None:
    async with reading(keyset="vim") as reader:
        await reader.press("backslash")
        assert reader.footer.strip().startswith("\\")


# In panes, in the search line, and before the session is there


@pytest.mark.parametrize(("name", "last", "first"), [("vim", "G", "gg"), ("less", "G", "g"), ("marks", "G", "g")])
async def test_keys_that_move_in_the_text_move_in_a_pane(reading: Opening, name: str, last: str, first: str) -> None:
    async with reading(keyset=name) as reader:
        await reader.press(*named(default_keys(name)["pane.quotes"][0]))
        pane = reader.pane("quotes")
        await reader.press(last)
        assert pane.highlighted == len(pane.items) - 1
        await reader.press(*first)
        start = pane.highlighted
        await reader.press(*named(default_keys(name)["move.page-down"][0]))
        assert (pane.highlighted or 0) > (start or 0)
        assert reader.focused == "quotes"


async def test_words_to_search_for_may_hold_any_key(reading: Opening) -> None:
    async with reading(text="Go 12 miles: ggzz\n", keyset="vim") as reader:
        await reader.press("slash", *"12", "space", *"miles", "enter")
        assert reader.text[reader.view.caret :].startswith("12 miles")


async def test_several_keys_in_turn_typed_before_the_session_is_there_are_not_lost(briefing: Path) -> None:
    document, ready = open_document(str(briefing)), threading.Event()

    def session() -> Session:
        ready.wait(10)
        return Session.open(document, annotator="Ada")

    app = BriefmarkApp(Opened(document, session), ReadOptions(keyset="vim"))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        await pilot.press("2", "j")
        assert document.text.count("\n", 0, reader.view.caret) >= 1
        await pilot.press("g", "g")
        assert reader.view.caret == 0
        await pilot.press("s", "c", "3", "G", "s", "z")
        ready.set()
        for _ in range(3):
            await pilot.pause()
            await app.workers.wait_for_complete()
        await pilot.press("t")
        await pilot.pause()
        assert [mark.category for mark in reader.marks] == [CATEGORIES[2]] * 2
        assert not reader.pressing.is_begun


# The map itself


def test_digits_are_counts_only_where_no_command_has_one_for_its_key() -> None:
    assert KeyMap({"top": ["g g"]}).step(NOTHING, "5") == Typed("5")
    assert KeyMap({"top": ["g g"], "mark": ["5"]}).step(NOTHING, "5") == Made("mark")
