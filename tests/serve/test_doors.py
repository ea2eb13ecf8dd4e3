"""What the server refuses, over HTTP and WebSocket, and what it sends along with each page."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.serve.visiting import until, visiting  # first: where aiohttp is not installed, nothing here can run

from aiohttp import ClientSession, WSServerHandshakeError  # isort: skip
from tui.serve.pages import PARTS  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.serve.visiting import Served, Visitor

_FOREIGN = "https://evil.example"


async def _status(visitor: Visitor, path: str = "", **headers: str) -> int:
    async with visitor.session.get(f"{visitor.page}{path}", headers=headers, allow_redirects=False) as found:
        return found.status


async def _knock(session: ClientSession, address: str, **headers: str) -> int:
    """The status that a WebSocket is refused with; 101 if it is not."""
    try:
        async with session.ws_connect(address, headers=headers):
            return 101
    except WSServerHandshakeError as error:
        return error.status


async def test_the_first_visit_exchanges_the_token_for_a_cookie_and_goes_on_without_it(
    serve: Callable[..., Served],
) -> None:
    served = serve()
    async with ClientSession() as session, session.get(served.address, allow_redirects=False) as found:
        cookie = found.headers["Set-Cookie"]
        assert (found.status, served.address.rpartition("/")[2] in found.headers["Location"]) == (303, False)
    assert re.search(r"; HttpOnly", cookie)
    assert re.search(r"; SameSite=Strict", cookie)
    assert not re.search(
        r"expires|max-age|domain", cookie, re.IGNORECASE
    )  # bound to the browser's session and the host
    assert found.headers["Location"] in cookie  # and to the path: other ports of the host do not get it


async def test_a_link_on_another_site_leads_in_by_a_page_of_our_own(serve: Callable[..., Served]) -> None:
    async with (
        ClientSession() as session,
        session.get(serve().address, headers={"Sec-Fetch-Site": "cross-site"}) as found,
    ):
        assert (found.status, 'http-equiv="refresh"' in await found.text()) == (200, True)
        assert "SameSite=Strict" in found.headers["Set-Cookie"]


async def test_a_used_token_is_refused_and_a_new_address_is_printed(serve: Callable[..., Served]) -> None:
    served = serve()
    async with visiting(served), ClientSession() as session:
        async with session.get(served.address, allow_redirects=False) as found:
            assert (found.status, "once" in await found.text()) == (403, True)
        assert "Set-Cookie" not in found.headers
    fresh = served.next_address()
    assert fresh != served.address
    async with visiting(served, fresh) as visitor:
        assert await _status(visitor) == 200


async def test_without_a_cookie_nothing_is_served_by_http_or_websocket(serve: Callable[..., Served]) -> None:
    served = serve()
    async with visiting(served) as visitor, ClientSession() as stranger:
        for path in ("", "textual.js", "page.css", "name", "nothing"):
            async with stranger.get(f"{visitor.page}{path}") as found:
                assert (found.status, found.content_type) == (403, "text/html"), path
        assert await _knock(stranger, f"{visitor.page}ws", Origin=served.origin) == 403
        assert await _knock(stranger, f"{visitor.page}ws", Origin=served.origin, Cookie="briefmark=x") == 403
        assert await _knock(visitor.session, f"{visitor.page}ws", Origin=served.origin) == 101


async def test_a_foreign_host_is_refused_even_with_the_cookie(standing: Served) -> None:
    """A name that somebody has lead to this machine (DNS rebinding)."""
    served = standing
    async with visiting(served, name="Ada") as visitor:
        cookie = "; ".join(f"{one.key}={one.value}" for one in visitor.session.cookie_jar)
        host = "evil.example:" + served.origin.rpartition(":")[2]
        assert await _status(visitor, Host=host, Cookie=cookie) == 403
        assert await _status(visitor, "page.js", Host=host, Cookie=cookie) == 403
        for origin in (f"http://{host}", served.origin):
            assert await _knock(visitor.session, f"{visitor.page}ws", Host=host, Origin=origin, Cookie=cookie) == 403
        assert await _status(visitor, Cookie=cookie) == 200


async def test_a_foreign_origin_is_refused_even_with_the_cookie(standing: Served) -> None:
    async with visiting(standing) as visitor:
        for origin in (_FOREIGN, "null", "http://127.0.0.1:1", None):
            headers = {} if origin is None else {"Origin": origin}
            assert await _knock(visitor.session, f"{visitor.page}ws", **headers) == 403
            async with visitor.session.post(f"{visitor.page}name", data={"name": "Eve"}, headers=headers) as found:
                assert found.status == 403
        async with visitor.session.get(visitor.page) as found:
            assert "Your name" in await found.text()


async def test_no_path_leads_to_a_file_that_is_not_a_part_of_the_page(standing: Served) -> None:
    served = standing
    async with visiting(served) as visitor:
        cookie = "; ".join(f"{one.key}={one.value}" for one in visitor.session.cookie_jar)
        host, port = served.origin.removeprefix("http://").split(":")
        for path in (
            "../../etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e/server.py",
            "page/",
            "/etc/passwd",
            "words.css",
        ):
            status = await _raw(host, int(port), f"{visitor.path}{path}", cookie)
            assert status in {400, 404}, path


async def _raw(host: str, port: int, path: str, cookie: str) -> int:
    """The status of a request whose path nobody has tidied."""
    reading, writing = await asyncio.open_connection(host, port)
    writing.write(
        f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
    )
    line = await reading.readline()
    writing.close()
    return int(line.split()[1])


async def test_every_answer_keeps_to_itself(standing: Served) -> None:
    async with visiting(standing, name="Kim") as visitor:
        for path in ("", "textual.js", "nothing"):
            async with visitor.session.get(f"{visitor.page}{path}") as found:
                headers = found.headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
            assert headers["Referrer-Policy"] == "no-referrer"
            assert "aiohttp" not in headers["Server"].lower()


async def test_the_page_and_all_its_parts_name_no_other_host(standing: Served) -> None:
    address = re.compile(r"https?:(?://|\\/\\/)[^\s\"'<>)]*")
    async with visiting(standing) as visitor:
        for name in ("", *PARTS):
            async with visitor.session.get(f"{visitor.page}{name}") as found:
                text = (await found.read()).decode("latin-1")
            if not name.endswith(".ttf"):  # whose licence stands in them
                comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
                assert {one for one in address.findall(comments) if not _is_name(one)} == set(), name


def _is_name(address: str) -> bool:
    """Whether an address is the name of a vocabulary, which nobody asks for."""
    return address.startswith("http://www.w3.org/")


async def test_the_title_is_the_briefings_name_and_is_no_markup(serve: Callable[..., Served], briefing: Path) -> None:
    path = briefing.with_name("<script>alert(1)<\x1b&.txt")
    path.write_text("A headline\n\nWords.\n", encoding="utf-8")
    async with visiting(serve(files=(str(path),))) as visitor, visitor.session.get(visitor.page) as found:
        page = await found.text()
    assert "<title>&lt;script&gt;alert(1)&lt;" in page
    assert "\x1b" not in page


async def test_nothing_that_was_secret_is_among_the_arguments_or_the_environment_of_processes(
    serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_PASSWORD", "hunter2")
    served = serve()
    token = served.address.rpartition("/")[2]
    async with visiting(served) as visitor, visitor.reading() as reading:
        await reading.see("Outline")
        await until(served.readers)
        seen = b"".join(
            Path(f"/proc/{number}/{name}").read_bytes()
            for number in served.readers()
            for name in ("cmdline", "environ")
        )
        cookies = [one.value for one in visitor.session.cookie_jar]
    assert b"tui.visit" in seen
    for secret in (token, "hunter2", *cookies):
        assert secret.encode() not in seen
    assert token not in served.stop()
