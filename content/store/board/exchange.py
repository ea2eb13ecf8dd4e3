"""Brings the copy of a board and the board together: sends what waits, reads what is new."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from content.annotation.records.model import Annotation, TextSnapshot
from content.errors import BriefmarkError
from content.store.board.server import AwayError, Server
from content.store.locations import login_name
from content.wording import counted

if TYPE_CHECKING:
    from content.annotation.records.model import Record
    from content.store.board.replica import Known, Replica


_USUAL = 0.5  # seconds that a record is on its way
_LOOK, _SELDOM = 0.5, 5.0  # seconds between two looks at who reads the briefing


class Board:
    """A board and its copy here. Safe to use from several threads: one of them at a time talks to the server."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.known: Known = replica.known()
        self.present: tuple[str, ...] = ()
        self.reading = ""  # the words by which others see which briefing is being read
        self.waiting = 0  # annotations and deletions that were made here and are not on the board yet
        self._waits_since = 0.0
        self._server: Server | None = None
        self._talking = threading.Lock()
        self._trouble = ""  # why the server is away
        self._wrong = ""  # what else is wrong, in a sentence
        self._damaged = 0
        self.looks_again = False  # somebody may have come or gone since
        self._looked = float("-inf")  # when it was last asked who reads

    @property
    def shown(self) -> str:
        """The board's address."""
        return self.replica.address.shown

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.replica.address.name

    @property
    def user(self) -> str:
        """The role that the address or the environment names, else the user here; empty where a service does."""
        address = self.replica.address
        return address.user or ("" if "service" in dict(address.parameters) else login_name())

    @property
    def is_away(self) -> bool:
        """Whether there is no connection."""
        return self._server is None

    @property
    def has_trouble(self) -> bool:
        """Whether the last exchange failed."""
        return bool(self._trouble or self._wrong)

    def is_me(self, name: str) -> bool:
        """Whether what is in a name is ours: the one that the board has for us, or that of our role."""
        return name in {self.known.name, self.user}

    def count(self) -> None:
        """Counts the annotations and deletions that were made here and are not on the board yet."""
        try:
            records = self.replica.waiting(self.replica.known()).records
        except BriefmarkError:
            return
        waiting = sum(not isinstance(record, TextSnapshot) for record in records)
        if not self.waiting:
            self._waits_since = time.monotonic()
        self.waiting = waiting

    @property
    def kept_waiting(self) -> int:
        """How many of these are on their way for longer than it usually takes: those that a reader should know of."""
        is_usual = not self.has_trouble and time.monotonic() < self._waits_since + _USUAL
        return 0 if is_usual else self.waiting

    @property
    def is_new(self) -> bool:
        """Whether nothing is known of it yet."""
        return not self.known.board

    def refuses(self, record: Record) -> str:
        """Why the board would not take a record, as far as it is known; empty if it would."""
        known = self.known
        if not known.may_write:
            database, user = self.replica.address.database, self.user or "your role"
            return f"You may read {self.name}, but not mark: ask its owner for `GRANT {database}_annotator TO {user}`."
        maker = _maker(record)
        if not known.name or known.rights == "curate" or maker is None or self.is_me(maker):
            return ""
        return f"On {self.name} you write in the name {known.name!r}: leave out any other."

    def sentences(self) -> list[str]:
        """What a person should know: why the board is away and what waits, what it refused, what cannot be read."""
        found = []
        refused = self.known.refused
        if self._wrong:
            found.append(self._wrong)
        elif self._trouble:
            found.append(
                f"The board {self.name} is away: {self._trouble}. What you write is kept here, and sent later."
            )
        if refused:
            found.append(
                f"The board {self.name} refused {counted(len(refused), 'change')}, the last since {refused[-1]}. "
                f"They stay in {self.replica.own}."
            )
        if self._damaged:
            found.append(f"{counted(self._damaged, 'record')} of {self.name} cannot be read and are left out.")
        return found

    def exchange(self) -> bool:
        """Sends what waits and reads what is new; whether anything was read. A server that is away is noted.

        Raises BriefmarkError when there is no board at the address, or what came of it cannot be kept here.
        """
        with self._talking:
            try:
                found = self._bring_together(self._connected())
            except AwayError as away:
                self._away(str(away))
                self._wrong = ""
                self.count()
                return False
            except BriefmarkError:
                self._away("")
                raise
            self._trouble = self._wrong = ""
            self.count()
            return found

    def note(self, trouble: str) -> None:
        """Notes why it could not be exchanged with, in a sentence."""
        self._wrong = trouble

    @property
    def descriptor(self) -> int | None:
        """What can be read when a notice has come; None while there is no connection."""
        server = self._server
        return server.descriptor if server is not None else None

    def close(self) -> None:
        """Ends the connection; another exchange begins a new one."""
        with self._talking:
            if self._server is not None and self.reading:
                with suppress(AwayError):
                    self._server.leave(self.known.seq)
            self._away(self._trouble)

    def _away(self, why: str) -> None:
        self._trouble, self.present = why, ()
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _connected(self) -> Server:
        if self._server is None:
            known = self.replica.known()  # before it is asked: another program may be reading it, too
            self._server = server = Server(self.replica.address, reading=self.reading)
            if known.board != server.heard.board or (known.seq and server.seal(known.seq) != known.seal):
                self.replica.begin(server.heard)
            if self.reading:
                server.listen()
                server.tell(server.heard.seq)
        return self._server

    def _bring_together(self, server: Server) -> bool:
        if self.reading:
            server.take_notices()
        found = self._read(server)
        if self._send(server):
            found = self._read(server) or found
        if self.reading:
            self._look(server, found=found)
        return found

    def _look(self, server: Server, *, found: bool) -> None:
        """Looks who is reading now; seldom where records come, whose notices are not about that and keep all busy."""
        self.looks_again = time.monotonic() < self._looked + (_SELDOM if found else _LOOK)
        if not self.looks_again:
            self._looked = time.monotonic()
            self.present = tuple(name for name in server.present(self.reading) if name != server.heard.name)

    def _read(self, server: Server) -> bool:
        """Reads what is new; whether there was anything."""
        found, more = False, True
        self.known = self.replica.known()
        while more:
            if self.known.board != server.heard.board:  # another program has begun another board at this address
                raise AwayError("it is another board than it was")
            news = server.news(self.known.seq)
            found, more = found or bool(news.records), news.more
            self._damaged += news.damaged
            if news.seq > self.known.seq or (self.known.name, self.known.rights) != server.heard[-2:]:
                self.known = self.replica.took(news.records, server.heard._replace(seq=news.seq, seal=news.seal))
        return found

    def _send(self, server: Server) -> bool:
        """Sends what waits; whether there was anything."""
        found = False
        while (waiting := self.replica.waiting(self.known)).end > self.known.sent:
            refused = server.write(waiting.records)
            self.known = self.replica.sent(waiting.end, refused)
            found = True
        return found


def _maker(record: Record) -> str | None:
    """Who made it; None for a text, which everybody may bring."""
    if isinstance(record, TextSnapshot):
        return None
    return record.maker if isinstance(record, Annotation) else record.contributor
