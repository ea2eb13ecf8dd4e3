"""The briefings at hand: those named, those read before, which are read or wait, and the queue that is being read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from content.document.model import container_of, is_pipe
from content.document.read_state import ReadState
from content.store.library import Library, Recent, day_of, lead_of, place_of_source
from content.store.paths import absolute
from tui.named import Named, source_of
from tui.render.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from content.document.model import Document
    from content.session import Session
    from content.store.annotated import Annotated


_FIRST = 500  # briefings of the library that the list is first shown with


class Shelf:
    """What lists show, and where the reader is in the queue. Without `history` nothing of it is kept for later."""

    def __init__(self, named: Sequence[Document | str], *, history: bool) -> None:
        self.named = Named(named)
        self.queue: list[str] = list(self.named)  # sources, in the order in which they are read
        self._history = history
        self.passing: dict[str, Annotated] = {}  # what was opened without history, by place
        self._noticed: set[str] = set()  # SHA-256 of the texts whose notices were told
        self.is_whole = True  # whether all of the library has been read
        self._known: dict[str, Recent] | None = None  # by place, in the order of the list
        self._by_text: dict[str, Recent] = {}

    @cached_property
    def _states(self) -> dict[str, ReadState]:
        """What the reader said of briefings, by the SHA-256 of their text or their place."""
        return Library().states()

    def noticed(self, document: Document) -> bool:
        """Whether the notices of a text's source were told since the start; from now on they were."""
        before = document.sha256 in self._noticed
        self._noticed.add(document.sha256)
        return before

    # The list

    def rows(self) -> list[Listed]:
        """The briefings named, then those read before: the last one first, but none moves while the program runs."""
        rows = [self.row(row) for row in self.named.rows()]
        places = {place_of_source(source) for source in self.named}
        return rows + [self._listed(recent) for place, recent in self._recent().items() if place not in places]

    def _recent(self) -> dict[str, Recent]:
        """The briefings read before by their places: of a large library first the latest, unless some were named."""
        if self._known is None:
            library = Library()
            found = library.recent(-1 if len(self.named) else _FIRST)
            self.is_whole = len(self.named) > 0 or len(found) < _FIRST
            self._known = {}
            self.take(found)
        return self._known

    def take(self, found: Iterable[Recent]) -> None:
        """Adds briefings of the library behind those that are known."""
        known = self._known if self._known is not None else {}
        for one in found:
            if not is_pipe(one.source):  # which can be read once
                known.setdefault(one.source, one)
                self._by_text.setdefault(one.sha256, one)

    def row(self, row: Listed) -> Listed:
        """A row with its state and position as they are now."""
        place, digest, known = place_of_source(row.source), self._digest(row.source), self._recent()
        read = self._by_text.get(digest) if digest else known.get(place)
        state = self._said(digest, place) or (ReadState.READ if read else ReadState.UNREAD)
        row = row._replace(broken=not self.named.can_be_opened(row.source))
        if read is None:
            return row._replace(state=state)
        row = row._replace(state=state, kind=read.kind or row.kind, offset=read.offset, length=read.length)
        return row._replace(marks=read.marks, signs=read.signs)

    def _listed(self, recent: Recent) -> Listed:
        state = self._said(recent.sha256, recent.source) or ReadState.READ
        return Listed(
            recent.source,
            recent.title or recent.source,
            state,
            recent.lead,
            recent.kind,
            recent.date or recent.opened[:10],
            recent.offset,
            recent.length,
            recent.marks,
            recent.signs,
        )

    def _digest(self, source: str) -> str | None:
        if source in self.named:
            return self.named.digest(source)
        recent = self._recent().get(place_of_source(source))
        return recent.sha256 if recent else None

    def _said(self, digest: str | None, place: str) -> ReadState | None:
        return self._states.get(digest or place) or self._states.get(place)

    # What was read

    def state(self, source: str) -> ReadState:
        """Whether a briefing is unread, read, kept for later or put away."""
        return self.row(Listed(source, "")).state

    def set_state(self, sources: Iterable[str], state: ReadState) -> None:
        """Says it of briefings, and keeps it."""
        said: dict[str, ReadState] = {}
        for source in sources:
            place, digest = place_of_source(source), self._digest(source)
            said[digest or place] = state
            if place in self._states:
                said[place] = state
        self._say(said)

    def _say(self, said: Mapping[str, ReadState]) -> None:
        self._states.update(said)
        if self._history:
            Library().set_states(said)

    def opened(self, session: Session) -> None:
        """Notes that a briefing is being read: one that was called unread is not any longer."""
        document = session.document
        place = place_of_source(document.source)
        if not self._history:
            from content.store.annotated import Annotated, Owner

            owner = Owner(place, session.title, document.sha256)
            self.passing[place] = Annotated(place, session.title, tuple(map(absolute, session.files)), (owner,))
        for key in (document.sha256, place):
            if self._states.get(key) is ReadState.UNREAD:
                self._say({key: ReadState.READ})

    def left(self, session: Session) -> None:
        """Notes how far a briefing was read, and what lists show of it; one that is new stands first."""
        document, briefing, known = session.document, session.known_briefing, self._recent()
        place, before = place_of_source(document.source), self._by_text.get(document.sha256)
        kind = briefing.kind.value if briefing else before.kind if before else ""
        recent = Recent(
            place,
            document.sha256,
            session.title,
            session.position,
            len(document.text),
            before.opened if before else "",
            lead_of(document),
            kind,
            day_of(document),
            before.marks if session.is_unread and before else session.marks_by_category,
            session.own_signs,
        )
        self._by_text[document.sha256] = recent
        if place in known:
            known[place] = recent
        elif not document.is_piped:
            self._known = {place: recent, **known}

    # The queue

    def begin(self, sources: Sequence[str]) -> None:
        """From now on these are read in turn."""
        self.queue = list(sources)

    def put(self, name: str, documents: Sequence[Document]) -> None:
        """The briefings of a file take the place of its name."""
        self.named.put(name, documents)
        at = self.queue.index(name) if name in self.queue else None
        if at is not None:
            self.queue[at : at + 1] = [one.source for one in documents]

    def add(self, briefings: Sequence[Document | str], after: str) -> None:
        """Briefings, or the names of such, join those named, and the queue, behind the one that is open."""
        self.named.add(briefings, after)
        new = [source_of(one) for one in briefings]
        kept = [source for source in self.queue if source not in new]
        at = kept.index(after) + 1 if after in kept else len(kept)
        self.queue = [*kept[:at], *new, *kept[at:]]

    def next_to(self, source: str, step: int) -> str | None:
        """The next briefing of the queue, or the previous one; None at its end."""
        if source not in self.queue:
            return self.queue[0] if self.queue and step > 0 else None
        at = self.queue.index(source) + step
        return self.queue[at] if 0 <= at < len(self.queue) else None

    @property
    def has_several(self) -> bool:
        """Whether several briefings are read in turn; a mail with what is attached to it is one."""
        first = self.queue[0] if self.queue else ""
        return any(container_of(source) != first for source in self.queue[1:])

    def unread(self) -> int:
        """How many briefings of the queue are unread."""
        unread = (source for source in self.queue if self.named.can_be_opened(source))
        return sum(self.state(source) is ReadState.UNREAD for source in unread)

    def place(self, source: str) -> str:
        """Where in the queue a briefing is, as the title bar says it; empty if it is the only one."""
        if len(self.queue) < 2 or source not in self.queue:
            return ""
        return f"{self.queue.index(source) + 1}/{len(self.queue)}"
