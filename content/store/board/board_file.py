"""A board as an annotation file: what is appended goes to a file here and from there to the board."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from content.annotation.records.collection import fold, is_news
from content.annotation.records.model import Annotation, TextSnapshot, Tombstone
from content.errors import BriefmarkError, InputError, SaveError
from content.store.board.exchange import Board
from content.store.board.live import Live
from content.store.board.replica import Replica
from content.store.following import Contents, Follower
from content.store.log import AnnotationFile
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from content.annotation.records.collection import Version
    from content.annotation.records.model import Record

_RESTS = 10  # times as long as it took to find out that a board is away


class BoardFile(AnnotationFile):
    """What is on a board, with what was written here and waits to be sent.

    A command exchanges with the board before it reads and after it has written, and waits for that. With `live` a
    thread does, and nobody waits.
    """

    is_board = True

    def __init__(self, path: Path, *, live: bool = False) -> None:
        super().__init__(path, make_folders=True)
        replica = Replica(path)
        self.board = Board(replica)
        self.live = Live(self.board) if live else None
        self._copy = replica.copy
        self._left_out = 0
        self._rests_until = 0.0

    def read(self, *, gently: bool = False) -> Contents:
        """All that is on the board as far as it is known, and what waits. Raises InputError as a file does."""
        if self.live is None:
            self._exchange(InputError)
        if self.live is None and self.board.is_new and not self.path.exists():
            raise InputError(" ".join(self.board.sentences()))
        own, others = super().read(gently=gently), self._copy.read(gently=gently)
        if others.damaged and self._mends():
            others = self._copy.read(gently=gently)
        return Contents(others.records + own.records, own.damaged, anew=True)

    def _mends(self) -> bool:
        """Whether a damaged copy is read anew: now, or by the thread."""
        with suppress(BriefmarkError):  # what cannot be mended is shown as far as it can be read
            if self.board.replica.mend() and self.live is None:
                self.board.exchange()
                return True
        return False

    def is_long(self, most: int) -> bool:
        """Whether what is here has more bytes than `most`; what is still unknown of a board is not waited for."""
        return super().is_long(most) or self._copy.is_long(most)

    def changes(self) -> Contents:
        """What came since the last call, here or from the board."""
        own, others = super().changes(), self._copy.changes()
        if own.anew or others.anew:
            own, others = super().read(), self._copy.read()
            return Contents(others.records + own.records, own.damaged, anew=True)
        return Contents(others.records + own.records, own.damaged)

    @contextmanager
    def locked(self, patience: float | None = None) -> Iterator[Callable[[Iterable[Record]], tuple[str, ...]]]:
        """As for a file. What is appended is sent when the lock is released: at once, or by the thread.

        Raises SaveError for a record that the board does not take.
        """
        with super().locked(patience) as append:

            def permitted(records: Iterable[Record]) -> tuple[str, ...]:
                records, refuses = tuple(records), self._refusing()
                for record in records:
                    if why := refuses(record):
                        raise SaveError(why)
                return append(records)

            yield permitted
        self.board.count()
        self._send()

    def add(
        self, records: Iterable[Record], is_new: Callable[[Version, Version | None], bool] = is_news
    ) -> tuple[Version, ...]:
        """As for a file; what the board would not take, since it is in somebody else's name, is left out."""
        if self.live is None:
            self._exchange(SaveError)
        records, refuses = tuple(records), self._refusing()
        others = [record for record in records if refuses(record)]
        if others:
            known = fold(self._all()).versions
            news = [one for one in fold(others).versions.values() if is_new(one, known.get(one.id))]
            self._left_out += len(news)
            is_all = all(isinstance(record, TextSnapshot) or refuses(record) for record in records)
            if news and is_all:
                raise SaveError(refuses(others[0]))
        added = super().add([_named(record) for record in records if not refuses(record)], is_new)
        self._send()
        return added

    def _refusing(self) -> Callable[[Record], str]:
        """Says why the board would not take a record, as far as it is known; empty if it would."""
        makers: dict[str, str] = {}

        def refuses(record: Record) -> str:
            why = self.board.refuses(record)
            if why or not isinstance(record, Tombstone) or self.board.known.rights == "curate":
                return why
            if not makers:
                for one in self._all():
                    if isinstance(one, Annotation):
                        makers.setdefault(one.id, one.annotator)
            return self.why_not_deleted(makers.get(record.id))

        return refuses

    def why_not_deleted(self, maker: str | None) -> str:
        """Why the board would not take the deletion of what somebody made; empty if it would."""
        if maker is None or self.board.known.rights == "curate" or self.board.is_me(maker):
            return ""
        return f"Only {maker}, or a curator of {self.board.name}, may delete this."

    @property
    def name(self) -> str:
        """The name that the board has for who is connected, as far as it is known."""
        return self.board.known.name or self.board.user

    @property
    def waiting(self) -> int:
        """How many annotations and deletions that were made here are not on the board yet."""
        return self.board.kept_waiting if self.live is not None else self.board.waiting

    @property
    def is_away(self) -> bool:
        """Whether the board could not be reached when it was last tried."""
        return self.board.has_trouble

    @property
    def present(self) -> tuple[str, ...]:
        """The names of others who are reading the same briefing now, as far as it is known."""
        return self.board.present

    def begin(self, reading: str, then: Callable[[], None]) -> None:
        """Begins to exchange in the background."""
        if self.live is not None:
            self.board.close()  # what connection there is does not say what is being read
            self.board.reading, self.live.when_news = reading, then
            self.live.start()

    def sentences(self) -> list[str]:
        """What a person should know of the board."""
        found = self.board.sentences()
        if self.live is None and self.waiting:
            is_or_are = "change waits" if self.waiting == 1 else "changes wait"
            found.append(f"{self.waiting} {is_or_are} in {self.path}, to be sent when the board is back.")
        if self._left_out:
            found.append(
                f"{counted(self._left_out, 'record')} in other names {'was' if self._left_out == 1 else 'were'} left "
                f"out: on {self.board.name} only a curator may write these."
            )
        return found

    def close(self) -> None:
        """Closes the file and the connection."""
        super().close()
        self._copy.close()
        if self.live is not None:
            self.live.stop()
        else:
            self.board.close()

    def _all(self) -> tuple[Record, ...]:
        return (*Follower(self._copy.path).read().records, *super()._all())

    def _send(self) -> None:
        if self.live is not None:
            self.live.wake()
            return
        refused = len(self.board.replica.known().refused)
        self._exchange(SaveError)
        new = self.board.replica.known().refused[refused:]
        if new:
            raise SaveError(f"The board {self.board.name} refused it: {new[-1]}. It stays in {self.path}.")

    def _exchange(self, kind: type[BriefmarkError]) -> None:
        """Exchanges with the board; not again at once where it took long to find out that it is away."""
        began = time.monotonic()
        if began < self._rests_until:
            self.board.count()
            return
        try:
            self.board.exchange()
        except BriefmarkError as error:
            if self.board.is_new:
                raise kind(str(error)) from error
            self.board.note(str(error))  # what is known can be read, and what is written waits
            self.board.count()
        if self.board.is_away:
            now = time.monotonic()
            self._rests_until = now + _RESTS * (now - began)


def _named(record: Record) -> Record:
    """The record with its id in it, which an annotation of another tool may lack and a board asks for."""
    if isinstance(record, Annotation) and record.record.get("id") != record.id:
        return Annotation({**record.record, "id": record.id})
    return record
