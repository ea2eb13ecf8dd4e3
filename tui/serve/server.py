"""The server: HTTP and WebSocket on this machine alone, a process for each visitor, an end that saves everything."""

from __future__ import annotations

import asyncio
import json
import logging
import resource
import secrets
import signal
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aiohttp import WSMsgType, web

from content.errors import BriefmarkError, SaveError, UsageError
from content.wording import counted
from tui.serve import pages
from tui.serve.crowd import Crowd
from tui.serve.gate import Doors, Gate, name_of
from tui.serve.visits import Places, Visit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.serve.gate import Visitor

    Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LARGEST_FORM = 1 << 13  # bytes
_LARGEST_MESSAGE = 1 << 20  # bytes that a visitor may send at once, such as a note that is pasted
_HEARTBEAT = 10.0  # seconds after which a browser is asked whether it is there, and half of that to answer
_LOOK = 5.0  # seconds between looks for who has been away; less where that is allowed for less
_STUCK = 5.0  # seconds in which a reader, which listens in a thread of its own, takes what was typed
_LOOK_AT_CROWD = 0.5  # seconds between looks for connections that nobody needs
_FILES = 4096  # open at once, and connections among them, where the system allows that
_IN_ORDER = {0, 128 + signal.SIGTERM}  # the exit codes of a reader that has saved everything
_MOMENT = 1.0  # seconds for what is not done when the server ends, and for a page to say that it has heard its end
_FORM = "application/x-www-form-urlencoded"
_OWN = "briefmark: "  # how its sentences begin
_FOREIGN = "This page is for visitors of its own address only: open the address that was printed."
_NO_TOKEN = "Open the address that was printed where Briefmark was started: it lets one browser in, once."  # noqa: S105
_NO_SHARED = "Open the address that you were given: it lets you in."
_AWAY, _FULL, _NAME, _DONE, _LEFT = 4001, 4002, 4003, 4004, 4005  # why a connection ends, for tests and scripts


class Told(NamedTuple):
    """What was asked of the server: `title` is what pages are called, `visitors` and `idle` (seconds) are limits.

    `arguments` are those of each reader, to which the annotator's name is added; `address` is that of a proxy.
    """

    title: str
    arguments: tuple[str, ...]
    places: Callable[[int], Places]
    annotator: str | None = None
    shared: bool = False
    visitors: int = 10
    idle: float = 1800.0
    address: str | None = None


class Hearing(NamedTuple):
    """Who is told what: `address` gets the one to open, `trouble` a name and what the reader of that visitor said."""

    address: Callable[[str], None]
    trouble: Callable[[str, str], None]


class Server:
    """One briefing or several, for those who may come in."""

    def __init__(self, told: Told, hearing: Hearing) -> None:
        self._told, self._hearing = told, hearing
        self._gate = Gate(shared=told.shared, name=told.annotator)
        # The cookies of a host are those of all its ports, but not those of all paths.
        self._path = f"/{secrets.token_urlsafe(12)}/"
        self._doors = Doors.of(0, None)
        self._address = ""
        self._open: dict[Visit, web.WebSocketResponse] = {}
        self._crowd = Crowd[asyncio.BaseProtocol]()
        self._ending = asyncio.Event()
        self._code = 0

    async def run(self, port: int) -> int:
        """Serves on a port of this machine (0: any) until a signal ends it; returns the exit code.

        Raises OSError when the port is taken.
        """
        quiet = logging.getLogger("briefmark.serve")  # requests have tokens in them
        for logger in (quiet, logging.getLogger("asyncio")):  # which tells of each connection that is one too many
            logger.addHandler(logging.NullHandler())
            logger.propagate = False
        _allow_files()
        runner = web.AppRunner(
            self._application(), access_log=None, logger=quiet, handle_signals=False, shutdown_timeout=_MOMENT
        )
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", port)
            await site.start()
            port = runner.addresses[0][1]
            self._doors = Doors.of(port, self._told.address)
            self._address = self._told.address or f"http://127.0.0.1:{port}"
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self._ending.set)
            self._tell_address()
            while not self._ending.is_set():
                self._thin_out(runner)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), _LOOK_AT_CROWD)
            await asyncio.gather(*(self._end(visit, _DONE, "The server has ended.") for visit in [*self._open]))
        finally:
            await runner.cleanup()
        return self._code

    def _thin_out(self, runner: web.AppRunner) -> None:
        """Closes connections over which nothing is asked, and those that are too many."""
        there = runner.server.connections if runner.server is not None else []
        for connection in self._crowd.to_close(there, monotonic()):
            if isinstance(connection, web.RequestHandler) and connection.transport is not None:
                connection.transport.abort()

    def _tell_address(self) -> None:
        self._hearing.address(f"{self._address}/enter/{self._gate.token}")

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._guard], client_max_size=_LARGEST_FORM)
        application.on_response_prepare.append(_add_headers)
        application.router.add_get("/enter/{token}", self._enter, allow_head=False)
        application.router.add_get(self._path, self._page, allow_head=False)
        application.router.add_get(f"{self._path}ws", self._connect, allow_head=False)
        application.router.add_get(f"{self._path}{{part}}", _part, allow_head=False)
        application.router.add_post(f"{self._path}name", self._take_name)
        return application

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Lets requests through that name this server; those that do something must come from its own page."""
        if not self._doors.is_host(request.headers.get("Host")):
            return _words(_FOREIGN, 403)
        does = request.method != "GET" or "Upgrade" in request.headers
        if does and not self._doors.is_origin(request.headers.get("Origin")):
            return _words(_FOREIGN, 403)
        if self._visitor(request) is not None:
            self._crowd.know(request.protocol, monotonic())
        elif not request.path.startswith("/enter/"):
            return _words(_NO_SHARED if self._told.shared else _NO_TOKEN, 403)
        try:
            return await handler(request)
        except web.HTTPException as error:
            return _words("There is nothing at this address.", error.status)

    def _visitor(self, request: web.Request) -> Visitor | None:
        return self._gate.visitor(request.cookies.get(self._cookie))

    @property
    def _cookie(self) -> str:
        return "__Secure-briefmark" if self._address.startswith("https:") else "briefmark"

    async def _enter(self, request: web.Request) -> web.Response:
        """Exchanges a token for a cookie, and goes on to the address without it."""
        cookie = self._gate.enter(request.match_info["token"])
        if cookie is None:
            return _words(_NO_SHARED if self._told.shared else _NO_TOKEN, 403)
        if not self._told.shared:
            self._tell_address()
        # From another site's page a browser would follow a redirect without the cookie, which is for our own alone.
        if request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}:
            response = web.Response(status=303, headers={"Location": self._path})
        else:
            response = web.Response(text=pages.on_the_way(self._path), content_type="text/html")
        secure = self._address.startswith("https:")
        response.set_cookie(self._cookie, cookie, path=self._path, httponly=True, samesite="Strict", secure=secure)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        visitor = self._visitor(request)
        if visitor is not None and visitor.name is None and self._told.shared:
            return _form(pages.ask_name(self._told.title))
        return web.Response(text=pages.reader(self._told.title), content_type="text/html")

    async def _take_name(self, request: web.Request) -> web.Response:
        """Records what a visitor is called, once."""
        visitor = self._visitor(request)
        if visitor is None or not self._told.shared:
            raise web.HTTPNotFound
        if request.content_type != _FORM or (request.charset or "utf-8").lower() != "utf-8":
            raise web.HTTPUnsupportedMediaType  # which no page of ours sends
        typed = (await request.post()).get("name", "")
        typed = typed if isinstance(typed, str) else ""
        if visitor.name is None:
            try:
                name = name_of(typed)
            except UsageError as error:
                return _form(pages.ask_name(self._told.title, typed[:100], str(error)), 422)
            if self._gate.is_taken(name, visitor):
                return _form(pages.ask_name(self._told.title, typed, _taken(name)), 409)
            visitor.name = name
        return web.Response(status=303, headers={"Location": self._path})

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Gives a visitor a reader of their own, for as long as the page is there."""
        visitor = self._visitor(request)
        if visitor is None or (visitor.name is None and self._told.shared):
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(
            timeout=_MOMENT, heartbeat=_HEARTBEAT, max_msg_size=_LARGEST_MESSAGE, compress=False
        )
        await socket.prepare(request)
        refusal = self._refusal(visitor)
        if refusal is not None:
            await socket.close(code=refusal[0], message=refusal[1].encode())
            return socket
        visitor.open += 1
        self._crowd.reading.add(request.protocol)
        try:
            await self._serve(visitor, socket, request)
        finally:
            self._crowd.reading.discard(request.protocol)
            visitor.open -= 1
        return socket

    def _refusal(self, visitor: Visitor) -> tuple[int, str] | None:
        """Why a visitor gets no reader now: a code, and a sentence of at most 123 bytes."""
        if self._ending.is_set():
            return _DONE, "The server has ended."
        if len(self._open) >= self._told.visitors:
            return (
                _FULL,
                f"{counted(self._told.visitors, 'reader')} are open, which is the most. Try again when one has left.",
            )
        if visitor.name is not None and self._told.shared and self._gate.is_taken(visitor.name, visitor):
            return _NAME, "Somebody else is reading under this name now."
        return None

    async def _serve(self, visitor: Visitor, socket: web.WebSocketResponse, request: web.Request) -> None:
        async def over() -> None:
            """The reader ended of itself, or could not go on."""
            why = "You have quit." if visit.code == 0 else "The reader has ended."
            await socket.close(code=_LEFT, message=f"{why} {_saved(visit)}".encode())

        name = visitor.name or self._told.annotator
        arguments = self._told.arguments if name is None else (f"--annotator={name}", *self._told.arguments)
        try:
            visit = Visit(arguments, self._told.places(visitor.number), socket.send_bytes, over)
        except (OSError, BriefmarkError) as error:
            await self._cannot_start(socket, name or "", error)
            return
        self._open[visit] = socket
        try:
            await visit.start(_cells(request, "width", 80), _cells(request, "height", 24))
            await self._listen(visit, socket)
        except OSError as error:
            await self._cannot_start(socket, name or "", error)
        finally:
            await asyncio.shield(self._gone(visit, name or ""))

    async def _cannot_start(self, socket: web.WebSocketResponse, name: str, error: Exception) -> None:
        self._hearing.trouble(name, f"No reader could be started ({error}).")
        await socket.close(code=_LEFT, message=b"No reader could be started: tell whoever serves this.")

    async def _gone(self, visit: Visit, name: str) -> None:
        """Ends a reader whose visitor has left, and passes on what it had to say."""
        await visit.stop()
        self._open.pop(visit, None)
        if visit.code == SaveError.exit_code:
            self._code = SaveError.exit_code
        for sentence in _sentences(visit.said):
            self._hearing.trouble(name, sentence)

    async def _listen(self, visit: Visit, socket: web.WebSocketResponse) -> None:
        """Hands on what a visitor types until they leave, or have been away for too long."""
        since = monotonic()
        while not socket.closed:
            if monotonic() - since >= self._told.idle:
                await self._end(visit, _AWAY, f"Nothing was typed for {_span(self._told.idle)}.")
                return
            try:
                message = await socket.receive(timeout=min(_LOOK, self._told.idle / 2))
            except TimeoutError:
                continue
            if message.type is not WSMsgType.TEXT:
                return
            try:
                if await asyncio.wait_for(_handed_on(visit, socket, message.data), _STUCK):
                    since = monotonic()
            except TimeoutError:
                return  # it takes nothing any longer, and its visitor waits, or has left

    async def _end(self, visit: Visit, code: int, why: str) -> None:
        """Ends a reader with everything saved, and then its page."""
        socket = self._open.get(visit)
        if socket is None:  # it has left meanwhile
            return
        visit.remote_close = _nothing
        await visit.stop()
        with suppress(ConnectionError, RuntimeError):
            await socket.close(code=code, message=f"{why} {_saved(visit)}".encode())


def _allow_files() -> None:
    """Lets this process have as many open files as it may, up to a limit: the usual one is soon reached."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _saved(visit: Visit) -> str:
    """Whether everything is, as the end of what its page is told: as far as the code says that it ended with."""
    if visit.code in _IN_ORDER:
        return "Everything is saved."
    return "Whoever serves this was told what could not be saved." if visit.said else "What was saved is safe."


def _sentences(said: str) -> list[str]:
    """What a reader told at its end: its own sentences and, of what an error printed, the last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line.removeprefix(_OWN) for line in lines if line.startswith(_OWN)]
    rest = [line for line in lines if not line.startswith(_OWN)]
    return [*told, *(f"The reader ended with an error: {line}" for line in rest[-1:])]


async def _nothing() -> None:
    """In place of closing a page that is closed with a reason of its own."""


async def _handed_on(visit: Visit, socket: web.WebSocketResponse, data: str) -> bool:
    """Does what a message of the page says; returns whether somebody did something there."""
    match _parsed(data):
        case ["stdin", str(typed)] if keys := typed.encode("utf-8", "ignore"):
            return await visit.send_bytes(keys)  # none would be the end of the input
        case ["resize", {"width": int(width), "height": int(height)}]:
            await visit.set_terminal_size(width, height)
        case ["ping", str(sent)]:
            await socket.send_json(["pong", sent[:40]])
        case ["focus"]:
            await visit.focus()
        case ["blur"]:
            await visit.blur()
    return False


def _parsed(data: str) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _cells(request: web.Request, name: str, usual: int) -> int:
    words = request.query.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else usual


def _span(seconds: float) -> str:
    return counted(round(seconds / 60), "minute") if seconds >= 60 else counted(round(seconds), "second")


def _taken(name: str) -> str:
    return f"Somebody called {name} is reading now: type another name, such as one with your initial."


async def _part(request: web.Request) -> web.StreamResponse:
    part = pages.PARTS.get(request.match_info["part"])
    if part is None:
        raise web.HTTPNotFound
    return web.FileResponse(part.path, headers={"Content-Type": part.kind})


def _words(sentence: str, status: int) -> web.Response:
    return web.Response(text=pages.told(sentence), status=status, content_type="text/html")


def _form(page: str, status: int = 200) -> web.Response:
    """A page with a form; with another policy for referrers its browser would not say where the form came from."""
    return web.Response(text=page, status=status, content_type="text/html", headers={"Referrer-Policy": "same-origin"})


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in pages.HEADERS.items():
        if name == "Server":
            response.headers[name] = value
        else:
            response.headers.setdefault(name, value)
    response.headers["Content-Security-Policy"] = pages.policy(request.headers.get("Host", ""))
