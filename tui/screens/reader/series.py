"""A numbered report: what is new since the number opened before, and the way from one new thing to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from content.wording import counted
from tui.screens.reader.parts import next_of

if TYPE_CHECKING:
    from content.session import Session
    from content.structure.model import Briefing
    from content.structure.series import NewSince
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving


class Series:
    """Says what is new once the structure is known."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session = reader, session
        self._news: NewSince | None = None
        self._looked_at: Briefing | None = None
        saving.when_read(self.look)

    @property
    def commands(self) -> Commands:
        """The commands for what is new, by id."""
        return {"news.next": partial(self._go, 1), "news.previous": partial(self._go, -1)}

    def look(self) -> None:
        """Looks whether an earlier number was opened, off the screen's thread: that reads files."""
        briefing = self._session.known_briefing
        if briefing is not None and briefing is not self._looked_at:
            self._looked_at = briefing
            self._reader.run_worker(self._find, thread=True, exit_on_error=False)

    def _find(self) -> None:
        news = self._session.news()
        if news is not None:
            self._reader.app.call_from_thread(self._tell, news)

    def _tell(self, news: NewSince) -> None:
        known, self._news = self._news, news
        if known != news:
            words = f"Since no. {news.since}: {_counted(news)}.   "
            keys = self._reader.keys_for(["news.next"] if _places(news) else [])
            self._reader.say(Content.assemble(words, keys), lasting=True)

    def _go(self, step: int) -> None:
        """Goes to the next or previous new paragraph or changed figure, and says what a figure was."""
        places = _places(self._news) if self._news else []
        if self._news is None or not places:
            self._reader.say("Nothing is known to be new: no earlier number of this report was opened.")
            return
        at = next_of(places, self._reader.view.caret, step)
        if at is None:
            self._reader.say("Nothing more is new that way.")
            return
        self._reader.view.go(places[at], center=True)
        figures = [(figure, was) for figure, was in self._news.figures if figure.range.start == places[at]]
        said = [f"{figure.what}: {figure.value}, {f'was {was}' if was else 'new'}" for figure, was in figures]
        self._reader.say("; ".join(said) or f"New since no. {self._news.since}.")


def _places(news: NewSince) -> list[int]:
    return sorted({place.start for place in news.paragraphs} | {figure.range.start for figure, _ in news.figures})


def _counted(news: NewSince) -> str:
    """How much is new, in words."""
    paragraphs, figures = len(news.paragraphs), len(news.figures)
    said = [f"{counted(paragraphs, 'new paragraph')}"] * bool(paragraphs)
    said += [f"{counted(figures, 'figure')} changed"] * bool(figures)
    return ", ".join(said) or "nothing new"
