"""Connections that nobody needs are closed, and visitors come in whoever else knocks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.serve.visiting import PATIENCE, visiting  # first: where aiohttp is not installed, nothing here can run

from tui.serve.crowd import Crowd  # isort: skip

if TYPE_CHECKING:
    from tests.serve.visiting import Served


def test_a_connection_over_which_nothing_is_asked_is_closed_after_a_while() -> None:
    crowd = Crowd[str]()
    assert crowd.to_close(["stranger", "visitor", "reader"], 0.0) == []
    crowd.know("visitor", 20.0)
    crowd.reading.add("reader")
    assert crowd.to_close(["stranger", "visitor", "reader"], 40.0) == ["stranger"]
    assert crowd.to_close(["visitor", "reader"], 60.0) == ["visitor"]


def test_of_too_many_connections_the_oldest_of_strangers_are_closed_first() -> None:
    crowd = Crowd[int]()
    crowd.know(0, 0.0)
    crowd.to_close(range(150), 1.0)
    assert crowd.to_close(range(203), 2.0) == [1, 2, 3]


def test_what_is_gone_is_forgotten() -> None:
    crowd = Crowd[str]()
    crowd.know("visitor", 0.0)
    crowd.to_close([], 1.0)
    assert crowd.to_close(["visitor"], 100.0) == []


async def test_a_visitor_comes_in_while_a_stranger_holds_hundreds_of_connections(standing: Served) -> None:
    host, _, port = standing.origin.removeprefix("http://").partition(":")
    opened = [await asyncio.open_connection(host, int(port)) for _ in range(300)]
    for _, writing in opened:
        writing.write(b"GET / HTTP/1.1\r\nHo")
    async with visiting(standing) as visitor, visitor.session.get(visitor.page) as found:
        assert found.status == 200
    async with asyncio.timeout(PATIENCE):
        for reading, _ in opened[:50]:
            assert await _is_cut(reading)
    for _, writing in opened:
        writing.close()


async def _is_cut(reading: asyncio.StreamReader) -> bool:
    try:
        return await reading.read() == b""
    except ConnectionError:
        return True
