"""Readers of visitors: limits, names, how they end, and that nothing they saved is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.processes import is_running
from tests.serve.visiting import beside, marks_in, until, visiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.serve.visiting import Served

_SAVE = "\x13"  # Ctrl+S
_FULL, _NAME, _DONE, _AWAY = 4002, 4003, 4004, 4001


async def test_ten_visitors_read_at_once_and_the_eleventh_is_told(serve: Callable[..., Served]) -> None:
    served = serve("--share")
    async with AsyncExitStack() as stack:
        readings = []
        for number in range(10):
            visitor = await stack.enter_async_context(visiting(served, name=f"Reader {number}"))
            readings.append(await stack.enter_async_context(visitor.reading()))
        for reading in readings:
            await reading.see("Flood warnings")
        assert len(served.readers()) == 10
        late = await stack.enter_async_context(visiting(served, name="Late"))
        async with late.reading() as reading:
            assert await reading.ended() == _FULL
        assert len(served.readers()) == 10
    await until(lambda: not served.readers())


async def test_the_limit_is_an_option_and_a_place_is_free_again(serve: Callable[..., Served]) -> None:
    served = serve("--visitors=1")
    async with visiting(served) as visitor:
        async with visitor.reading() as reading:
            await reading.see("Flood")
            async with visitor.reading() as second:
                assert await second.ended() == _FULL
        await until(lambda: not served.readers())
        async with visitor.reading() as reading:
            await reading.see("Flood")


async def test_visitors_see_each_others_marks_and_each_is_recorded_by_name(
    serve: Callable[..., Served], briefing: Path
) -> None:
    served = serve("--share")
    async with (
        visiting(served, name="Zoë O’Neil") as one,
        visiting(served, name="--tlp=RED") as other,
        one.reading((120, 40)) as first,
        other.reading((120, 40)) as second,
    ):
        await first.see("Marks 0")
        await second.see("Marks 0")
        await first.type("m")
        await second.see("Marks 1")
        await second.type("jjm")
        await first.see("Marks 2")
        await until(lambda: len(marks_in(beside(briefing))) == 2)
    assert {mark["creator"]["name"] for mark in marks_in(beside(briefing))} == {"Zoë O’Neil", "--tlp=RED"}


async def test_nobody_takes_the_name_of_somebody_who_is_there(serve: Callable[..., Served]) -> None:
    served = serve("--share")
    async with (
        visiting(served, name="Ada") as ada,
        visiting(served, name="ADA") as early,
        visiting(served) as late,
        ada.reading() as reading,
    ):
        await reading.see("Flood")
        async with early.reading() as refused:  # who said the name before Ada came
            assert await refused.ended() == _NAME
        headers = {"Origin": served.origin}
        async with late.session.post(f"{late.page}name", data={"name": "ada"}, headers=headers) as found:
            assert (found.status, "Somebody called ada is reading now" in await found.text()) == (409, True)
        async with late.session.post(f"{late.page}name", data={"name": "<b>"}, headers=headers) as found:
            assert found.status == 200


async def test_a_name_that_cannot_be_is_asked_for_again_and_opens_nothing(standing: Served) -> None:
    headers = {"Origin": standing.origin}
    async with visiting(standing) as visitor:
        for name, said in (("", "Type a name"), ("<i>" + "x" * 60, "too long"), ("a\x1bb", "cannot be seen")):
            async with visitor.session.post(f"{visitor.page}name", data={"name": name}, headers=headers) as found:
                page = await found.text()
            assert (found.status, said in page, "<i>" in page) == (422, True, False)
        async with visitor.session.get(f"{visitor.page}ws", headers={**headers, "Upgrade": "websocket"}) as found:
            assert found.status == 403


async def test_a_form_that_no_page_sends_is_refused(standing: Served) -> None:
    async with visiting(standing) as visitor:
        for kind in ("application/x-www-form-urlencoded; charset=rot13", "multipart/form-data", "text/plain"):
            headers = {"Origin": standing.origin, "Content-Type": kind}
            async with visitor.session.post(f"{visitor.page}name", data=b"name=abc", headers=headers) as found:
                assert (found.status, found.content_type) == (415, "text/html")


async def test_a_connection_that_is_cut_loses_no_mark_that_was_shown(
    serve: Callable[..., Served], briefing: Path
) -> None:
    served = serve()
    async with visiting(served) as visitor:
        async with visitor.reading((120, 40)) as reading:
            await reading.see("Marks 0")
            await reading.type("m")
            await reading.see("Marks 1")
            reading.cut()
        await until(lambda: not served.readers())
        assert len(marks_in(beside(briefing))) == 1
        async with visitor.reading((120, 40)) as reading:
            await reading.see("Marks 1")


async def test_an_unfinished_note_is_offered_again_and_kept_at_the_end(
    serve: Callable[..., Served], briefing: Path
) -> None:
    served = serve()
    async with visiting(served) as visitor:
        async with visitor.reading((120, 40)) as reading:
            await reading.see("Marks 0")
            await reading.type("a")
            await reading.see("Note on")
            await reading.type("half a thought")
            await reading.see("half a thought")
        await until(lambda: not served.readers())
        async with visitor.reading((120, 40)) as reading:
            await reading.see("Marks 1")
            await reading.type("a")
            await reading.see("half a thought")
    said = served.stop()
    assert "unfinished note is in" in said
    kept = Path(said.rpartition(" is in ")[2].strip().removesuffix("."))
    assert kept.read_text(encoding="utf-8") == "half a thought"


async def test_a_reader_that_is_left_alone_ends_with_everything_saved(
    serve: Callable[..., Served], briefing: Path
) -> None:
    served = serve("--idle=0.04")
    async with visiting(served) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("m")
        numbers = served.readers()
        assert await reading.ended() == _AWAY
        assert not any(map(is_running, numbers))
    assert len(marks_in(beside(briefing))) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
async def test_the_end_of_the_server_is_that_of_all_readers_with_everything_saved(
    serve: Callable[..., Served], briefing: Path, number: int
) -> None:
    served = serve("--share")
    async with visiting(served, name="Ada") as ada, ada.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("m")
        await reading.see("Marks 1")
        numbers = served.readers()
        said = await asyncio.to_thread(served.stop, number)
        assert await reading.ended() == _DONE
    assert served.process.returncode == 0
    assert "Traceback" not in said
    assert not any(map(is_running, numbers))
    assert len(marks_in(beside(briefing))) == 1


async def test_readers_end_when_the_server_is_killed(serve: Callable[..., Served], briefing: Path) -> None:
    served = serve()
    async with visiting(served) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("m")
        await reading.see("Marks 1")
        numbers = served.readers()
        os.kill(served.process.pid, signal.SIGKILL)
        await until(lambda: not any(map(is_running, numbers)))
    assert len(marks_in(beside(briefing))) == 1


async def test_a_reader_that_takes_nothing_any_longer_is_ended_without_the_loss_of_a_mark(
    serve: Callable[..., Served], briefing: Path
) -> None:
    served = serve()
    async with visiting(served) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("m")
        await reading.see("Marks 1")
        (number,) = served.readers()
        os.kill(number, signal.SIGSTOP)
        for _ in range(20):
            await reading.type("j" * 20_000)
        await until(lambda: _has_pending(number, signal.SIGTERM))
        os.kill(number, signal.SIGCONT)
        await until(lambda: not served.readers())
    assert len(marks_in(beside(briefing))) == 1


def _has_pending(number: int, wanted: signal.Signals) -> bool:
    """Whether a process that is stopped has been sent a signal."""
    lines = Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines()
    pending = next(line for line in lines if line.startswith("ShdPnd:"))
    return bool(int(pending.split()[1], 16) >> (wanted - 1) & 1)


async def test_what_a_killed_server_left_is_rescued_by_the_next_one_and_cleared(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    killed, running = serve(), serve()
    async with visiting(killed) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("a")
        await reading.see("Note on")
        await reading.type("half a thought")
        await reading.see("half a thought")
        numbers = killed.readers()
        os.kill(killed.process.pid, signal.SIGKILL)
        await until(lambda: not any(map(is_running, numbers)))
    folders = (tmp_path / "xdg" / "state" / "briefmark").glob
    assert len([*folders("served-*")]) == 2
    said = serve().stop()
    kept = Path(said.partition(" is in ")[2].partition("\n")[0].removesuffix("."))
    assert kept.read_text(encoding="utf-8") == "half a thought"
    assert len([*folders("served-*")]) == 1
    running.stop()
    assert [*folders("*served-*")] == []


async def test_messages_that_no_page_sends_do_no_harm(standing: Served) -> None:
    wrong = [
        "",
        "{}",
        "[",
        '["stdin"]',
        '["stdin", 1]',
        '["resize", {"width": 99999, "height": -1}]',
        '["exit"]',
        "[" * 9999,
    ]
    async with visiting(standing, name="Mallory") as visitor, visitor.reading() as reading:
        await reading.see("Outline")
        for message in (*wrong, '["stdin", "\\ud800"]', '["resize", {"width": 100, "height": 30}]'):
            await reading.socket.send_str(message)
        await reading.type("?")
        await reading.see("edit the note in")


async def test_nothing_of_a_visitor_stays_in_the_owners_folders_but_the_marks(
    serve: Callable[..., Served], briefing: Path, tmp_path: Path
) -> None:
    served = serve()
    async with visiting(served) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("mT")
        await reading.see("Marks 1")
        await reading.type(":line 3\r")
    served.stop()
    state = tmp_path / "xdg" / "state"
    assert [path for path in state.rglob("*") if path.is_file()] == []
    assert len(marks_in(beside(briefing))) == 1
    assert not [path for path in (tmp_path / "xdg" / "data").rglob("*") if path.is_file()]


async def test_marks_go_to_the_annotation_file_that_is_named(
    serve: Callable[..., Served], briefing: Path, tmp_path: Path
) -> None:
    board = tmp_path / "team.jsonl"
    served = serve("--annotations", str(board), "--annotator=Ada")
    async with visiting(served) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        await reading.type("m")
        await reading.see("Marks 1")
        await until(lambda: marks_in(board))
    assert [mark["creator"]["name"] for mark in marks_in(board)] == ["Ada"]
    assert not beside(briefing).exists()


async def test_the_owners_codebook_and_keys_are_in_force_for_visitors(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    folder = tmp_path / "xdg" / "config" / "briefmark"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('codebook = "../../book.toml"\n[keys]\nmark = ["z"]\n', encoding="utf-8")
    (tmp_path / "xdg" / "book.toml").write_text('[[categories]]\nname = "levee"\n', encoding="utf-8")
    async with visiting(serve()) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("1 * levee")
        await reading.type("z")
        await reading.see("Marks 1")


async def test_marks_that_cannot_be_saved_are_kept_elsewhere_and_both_sides_are_told(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    served = serve("--annotations", str(folder / "marks.jsonl"))
    async with visiting(served) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see("Marks 0")
        folder.rename(tmp_path / "elsewhere")
        await reading.type("m")
        await reading.see("Marks 1")
        said = await asyncio.to_thread(served.stop)
        assert await reading.ended() == _DONE
    assert served.process.returncode == 4
    (kept,) = (tmp_path / "xdg" / "data" / "briefmark" / "rescued").iterdir()
    assert len(marks_in(kept)) == 1
    assert kept.name in said


async def test_of_a_folder_all_briefings_are_served(serve: Callable[..., Served], briefing: Path) -> None:
    storm = briefing.with_name("a-storm.txt")  # the first of them
    storm.write_text("Storm over the coast\n\nShips stay in port.\n", encoding="utf-8")
    async with visiting(serve(files=(str(briefing.parent),))) as visitor, visitor.reading((120, 40)) as reading:
        await reading.see(briefing.name)
        await reading.see("Enter open")
        await reading.type("\r")
        await reading.see("Marks 0")
        await reading.see("Ships stay in port")
        await reading.type("m")
        await until(lambda: marks_in(beside(storm)), lambda: reading.text)
