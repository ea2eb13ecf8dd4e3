"""A board in the reader: marks of others as they are made, what waits, and who reads now."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from content.document.model import TextRange
from content.errors import SaveError
from tests.terminal.terminal import COMMAND, Terminal
from tests.tui.conftest import Reader
from tui.app import BriefmarkApp, ReadOptions
from tui.screens.dialog import Choice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.team.conftest import Team

FERRY = TextRange(4, 9)


@asynccontextmanager
async def reading(team: Team, person: str) -> AsyncIterator[Reader]:
    app = BriefmarkApp(team.open(person, live=True), ReadOptions(history=False))
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot, team.briefing)
        await reader.settle()
        yield reader
        reader.session.close()


async def test_a_mark_of_another_appears_while_one_reads(team: Team) -> None:
    ben = team.open("ben")
    async with reading(team, "ada") as ada:
        ben.mark(FERRY, category="verify")
        ben.save()
        await ada.until(lambda: ada.marked == [("verify", "ferry")])
    ben.close()


async def test_ones_own_mark_is_on_the_board_and_saved(team: Team) -> None:
    async with reading(team, "ada") as ada:
        await ada.press("m")
        await ada.until(lambda: team.rows("SELECT annotator FROM briefmark.records") == [("ada",)])
        await ada.until(lambda: "waiting" not in ada.title)
        assert "not saved" not in ada.title


async def test_what_is_made_while_the_server_is_away_is_shown_as_waiting_and_nothing_is_asked(team: Team) -> None:
    async with reading(team, "ada") as ada:
        await ada.until(
            lambda: bool(team.rows("SELECT FROM pg_stat_activity WHERE application_name LIKE 'briefmark %'"))
        )
        team.server.kill()
        try:
            await ada.press("m", "}", "m")
            await ada.until(lambda: "2 marks, 2 waiting, board away" in ada.title)
            assert not isinstance(ada.app.screen, Choice)
        finally:
            team.server.start()
        await ada.until(lambda: "waiting" not in ada.title and "away" not in ada.title)
        assert team.rows("SELECT count(*) FROM briefmark.records") == [(2,)]


async def test_the_board_is_named_where_a_file_is_and_what_waits_is_not_called_sent(team: Team) -> None:
    address = team.address("ada").partition("?")[0]
    async with reading(team, "ada") as ada:
        await ada.press("i")
        assert address in ada.footer
        await ada.press("m", "ctrl+s")
        await ada.until(lambda: "waiting" not in ada.title)
        await ada.press("ctrl+s")
        assert f"written at once to {address}" in ada.footer
        team.server.kill()
        try:
            await ada.press("}", "m")
            await ada.until(lambda: "1 waiting" in ada.title)
            await ada.press("ctrl+s")
            assert "1 change still to be sent" in ada.footer
        finally:
            team.server.start()


async def test_the_open_list_of_annotators_says_who_comes_and_who_leaves(team: Team) -> None:
    def rows(reader: Reader) -> list[str]:
        found = reader.app.screen.query_one(OptionList)
        return [str(found.get_option_at_index(at).prompt) for at in range(found.option_count)]

    carl = team.open("carl")
    carl.mark(FERRY)
    carl.save()
    carl.close()
    async with reading(team, "ada") as ada:
        await ada.until(lambda: len(ada.marked) == 1)
        await ada.press("A")
        assert isinstance(ada.app.screen, Choice)
        assert ["reading now" in row for row in rows(ada)] == [False]
        async with reading(team, "ben"):
            await ada.until(lambda: "ben" in rows(ada)[-1])
            assert "reading now" in rows(ada)[-1]
            assert "carl" in rows(ada)[0]  # whom the key 1 hid when the list was opened, too
        await ada.until(lambda: "reading now" not in rows(ada)[-1])
        assert ada.app.screen.query_one(OptionList).highlighted == 0


def test_two_readers_on_two_machines_see_each_others_marks(team: Team) -> None:
    people = {}
    for name in ("ada", "ben"):
        team.at(name)
        people[name] = Terminal(COMMAND, str(team.briefing), "--annotations", team.address(name))
        people[name].see("help")
    try:
        people["ada"].press("m")
        people["ben"].see("1 mark")
        people["ben"].press("}m")
        people["ada"].see("2 marks")
        people["ada"].press("A")
        people["ada"].see("reading now")
        assert "ben" in people["ada"].text
    finally:
        for terminal in people.values():
            terminal.child.close(force=True)
    assert {str(name) for (name,) in team.rows("SELECT annotator FROM briefmark.records")} == {"ada", "ben"}


def test_leaving_sends_what_was_made_last(team: Team) -> None:
    team.at("ada")
    ada = Terminal(COMMAND, str(team.briefing), "--annotations", team.address("ada"))
    ada.see("help")
    ada.child.send("mq")
    assert ada.end() == 0
    assert team.rows("SELECT annotator FROM briefmark.records") == [("ada",)]


def test_who_quits_with_marks_that_wait_is_told(team: Team) -> None:
    team.open("ada").close()
    team.server.kill()
    try:
        ada = Terminal(COMMAND, str(team.briefing), "--annotations", team.address("ada"))
        ada.see("help")
        ada.press("m")
        ada.see("1 waiting")
        ada.press("q")
        assert ada.end() == 0
        assert "1 change for the board" in ada.received
    finally:
        team.server.start()


def test_what_a_board_would_not_delete_stays_and_nothing_is_unsaved(team: Team) -> None:
    ben = team.open("ben")
    ben.mark(FERRY)
    ben.save()
    ben.close()
    ada = team.open("ada")
    with pytest.raises(SaveError, match="Only ben, or a curator"):
        ada.delete(ada.marks[0].id)
    assert (ada.unsaved, len(ada.marks)) == (0, 1)
    ada.close()
