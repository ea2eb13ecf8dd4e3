"""The footer: the keys that matter now, or for a few seconds what was just said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from tui.widgets.line import Line

if TYPE_CHECKING:
    from textual.timer import Timer

_SAID_SECONDS = 5.0


class Footer(Line):
    """Offers keys at the left and help at the right; a sentence takes the place of the offer, not that of the help."""

    offer: reactive[Content] = reactive(Content(""), repaint=False)
    help: reactive[Content] = reactive(Content(""), repaint=False)
    pending: reactive[Content | None] = reactive(None, repaint=False)
    in_full: reactive[Content] = reactive(Content(""), repaint=False)  # the key that shows all of a long sentence

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._said: Content | None = None
        self._said_at: object = None
        self._timer: Timer | None = None

    def say(self, content: Content, at: object, *, lasting: bool) -> None:
        """Shows a sentence for some seconds: a lasting one longer, others only while the reader is `at` this place."""
        self._said, self._said_at = content, None if lasting else at
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_SAID_SECONDS * (3 if lasting else 1), self.unsay)
        self._show()

    def unsay(self) -> None:
        """Drops what was said."""
        self._said = self._said_at = None
        self._show()

    def moved_on(self, at: object) -> None:
        """Drops what was said at a place that the reader has left."""
        if self._said_at is not None and self._said_at != at:
            self.unsay()

    def watch_offer(self) -> None:
        """Shows what is offered now."""
        self._show()

    def watch_help(self) -> None:
        """Shows the key of the help."""
        self._show()

    def watch_pending(self) -> None:
        """Shows what can be typed after the keys typed so far."""
        self._show()

    def _show(self) -> None:
        if self.pending is not None:
            self.show(self.pending, self.help)
        elif self._said is not None:
            self.show(Content.assemble(" ", self._said), self.help, whole=True, in_full=self.in_full)
        else:
            self.show(self.offer, self.help)
