"""Search in the text and in notes and tags, and moving from hit to hit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.worker import get_current_worker

from tui.render.key_row import key_of
from tui.screens.reader.mode import Searching, without_search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from content.document.model import TextRange
    from content.session import Session
    from tui.render.marks import MarkView
    from tui.screens.reader.feature import Commands, Reader
    from tui.widgets.search_line import SearchLine


class Search:
    """Words that are looked for, and where they were found."""

    def __init__(self, reader: Reader, session: Session, line: SearchLine) -> None:
        self._reader, self._session, self._line = reader, session, line
        self._hits: list[TextRange] = []
        self._hit: TextRange | None = None
        self._hit_caret = 0  # where going to the hit put the caret
        self._words = ""
        self._way = 1  # or -1, when the search goes backward
        self._beside: dict[TextRange, str] = {}  # hits beside the text: the mark's range, and where the words are
        self._asked = 0  # searches of a very long text; what an earlier one finds is not wanted any more
        self._then: Callable[[], None] | None = None  # once what was asked for last is found; None: nothing was

    @property
    def commands(self) -> Commands:
        """The commands for search, by id."""
        return {
            "search": partial(self._begin, 1),
            "search.backward": partial(self._begin, -1),
            "search.word": partial(self._look_for_word, 1),
            "search.word-backward": partial(self._look_for_word, -1),
            "search.next": partial(self._go_on, 1),
            "search.previous": partial(self._go_on, -1),
        }

    @property
    def hit_at_caret(self) -> TextRange | None:
        """The hit last gone to, unless the caret has moved since."""
        return self._hit if self._reader.view.caret == self._hit_caret else None

    def show(self, hits: Sequence[TextRange], current: TextRange | None) -> None:
        """Shows hits, and goes to the current one."""
        self._hits, self._hit = list(hits), current
        self._reader.view.show_hits(hits, current)
        if current:
            self._reader.view.go(current.start, center=True)
            self._hit_caret = self._reader.view.caret

    def _begin(self, way: int) -> None:
        """Opens the search line, for a search forward or backward."""
        self._way = way
        self._reader.mode = Searching(self._reader.view.caret, without_search(self._reader.mode))
        self._line.begin("/" if way > 0 else "?")

    def _look_for_word(self, way: int) -> None:
        """Goes to the next or previous place of the word at the caret."""
        view = self._reader.view
        self._way, self._words = way, view.word().of(view.page.text).strip()
        if self._words:
            self._hit = None
            self._seek(self._words, partial(self._step, 1))
        else:
            self._reader.say("There is no word at the caret.")

    def look_for(self, words: str) -> None:
        """Searches for words from the caret on."""
        self._reader.mode = Searching(self._reader.view.caret, without_search(self._reader.mode))
        self.typed(words)
        self.submitted(words)

    def typed(self, words: str) -> None:
        """Searches while the reader types."""
        if isinstance(self._reader.mode, Searching):
            self._seek(words, partial(self._show_from, self._reader.mode.began))

    def _show_from(self, place: int) -> None:
        self.show(self._hits, self._nearest(self._hits, place))

    def _nearest(self, hits: Sequence[TextRange], place: int) -> TextRange | None:
        """The first hit at or after a place, or the last before it; if there is none, the first from the other end."""
        if self._way > 0:
            return next((hit for hit in hits if hit.start >= place), hits[0] if hits else None)
        return next((hit for hit in reversed(hits) if hit.start < place), hits[-1] if hits else None)

    def submitted(self, words: str) -> None:
        """Leaves the search line; n and N go on."""
        self._words = words
        self._close()
        if words:
            self._reader.tried("search")
            if self._then is None:
                self._say_count()
            else:
                self._then = partial(self._show_and_say, self._then)
                self._reader.say("The whole text is searched …", lasting=True)

    def _show_and_say(self, show: Callable[[], None]) -> None:
        show()
        self._say_count()

    def _say_count(self) -> None:
        none = f"“{self._words}” is neither in the text nor in notes and tags."
        self._reader.say(self._count() if self._hits else none)

    def _close(self) -> None:
        if isinstance(self._reader.mode, Searching):
            self._reader.mode = self._reader.mode.then
        self._reader.to_text()

    def _seek(self, words: str, then: Callable[[], None]) -> None:
        """Looks for words, and goes on once they are found: of a very long text while the reader goes on."""
        from content.search.far import FAR
        from content.search.words import find

        self._asked += 1
        text = self._session.document.text
        if len(text) <= FAR:
            self._hits = self._with_beside(find(text, words), words)
            then()
            return
        self._then = then
        look = partial(self._look, words, self._asked)
        self._reader.run_worker(look, thread=True, group="search", exit_on_error=False)

    def _look(self, words: str, asked: int) -> None:
        from content.search.far import find_far

        found: list[TextRange] = []
        for some in find_far(self._session.document.text, words):
            found += some
            if asked != self._asked or get_current_worker().is_cancelled:  # the program may be ending
                return
        self._reader.app.call_from_thread(self._found, found, words, asked)

    def _found(self, found: list[TextRange], words: str, asked: int) -> None:
        then = self._then
        if asked == self._asked and then is not None:
            self._hits, self._then = self._with_beside(found, words), None
            then()

    def _with_beside(self, found: list[TextRange], words: str) -> list[TextRange]:
        """Where words were found in the text, and the marks whose notes, tags or replies have them."""
        beside = {mark.range: where for mark in self._reader.marks if mark.range and (where := _beside(mark, words))}
        in_text = set(found)
        self._beside = {place: where for place, where in beside.items() if place not in in_text}
        return sorted({*in_text, *self._beside})

    def _count(self) -> Content:
        at = self._hits.index(self._hit) + 1 if self._hit in self._hits else 0
        keys = self._reader.keys_for(["search.next", "search.previous", "leave"])
        where = self._beside.get(self._hit, "") if self._hit else ""
        return Content.assemble(f"Hit {at} of {len(self._hits)}{where}   ", keys)

    def _go_on(self, step: int) -> None:
        """Goes to the next or previous hit the way that the search goes, wrapping round at the ends."""
        if self._then is not None:
            self._reader.say("The whole text is still being searched …")
            return
        if not self._hits and self._words:
            self._seek(self._words, partial(self._step, step))
        else:
            self._step(step)

    def _step(self, step: int) -> None:
        if not self._hits:
            self._reader.say(f"There are no hits to go to. {key_of(self._reader.keys, 'search')} searches.")
            return
        self.show(self._hits, self._hits[self._next_index(step * self._way)])
        self._reader.say(self._count())

    def _next_index(self, step: int) -> int:
        if self._hit in self._hits and self.hit_at_caret is not None:
            return (self._hits.index(self._hit) + step) % len(self._hits)
        starts, caret = [hit.start for hit in self._hits], self._reader.view.caret
        beyond = bisect_right(starts, caret) if step > 0 else bisect_left(starts, caret) - 1
        return beyond % len(starts)

    def end(self) -> bool:
        """Closes the search line or drops the hits; returns whether there was anything to end."""
        mode = self._reader.mode
        if isinstance(mode, Searching):
            self._close()
            self._reader.view.go(mode.began)
        elif not self._hits and self._then is None:
            return False
        self.drop_hits()
        return True

    def drop_hits(self) -> None:
        """Hides the hits."""
        self._asked += 1
        self._hits, self._then = [], None
        self._reader.view.show_hits([], None)


def _beside(mark: MarkView, words: str) -> str:
    """Where words are that are said about a mark; empty where nobody says them."""
    from content.search.words import occurs

    if occurs(words, [mark.note]):
        return ", in the note of this mark"
    if occurs(words, mark.tags):
        return ", among the tags of this mark"
    return ", in a reply to this mark" if occurs(words, [reply.words for reply in mark.replies]) else ""
