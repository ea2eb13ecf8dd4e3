"""The links of the briefing: listed, shown in full, then opened in the browser, copied, or opened as a briefing."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.message import Message

from content.document.addresses import address_of, base_of, host_of
from content.document.links import link_at, links_of
from tui import browser, clipboard
from tui.render.clean import clean
from tui.render.links import link_rows
from tui.screens.aside import aside
from tui.served import off
from tui.terminal import lend

if TYPE_CHECKING:
    from content.document.addresses import Address
    from content.document.links import Link
    from content.session import Session
    from tui.render.links import LinkRow
    from tui.screens.reader.feature import Commands, Reader


class Links:
    """What the briefing links to. Nothing is opened that was not shown in full."""

    class Wanted(Message):
        """The reader wants to read what is at an http or https address."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(self, reader: Reader, session: Session) -> None:
        self._reader, self._document = reader, session.document

    @property
    def commands(self) -> Commands:
        """The commands for links, by id."""
        return {"links": self._list}

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        return links_of(self._document)

    @cached_property
    def _starts(self) -> list[int]:
        return [link.range.start for link in self._links if link.range]

    @cached_property
    def _rows(self) -> list[LinkRow]:
        return link_rows(self._links, self._document.text)

    @cached_property
    def _page(self) -> str:
        return base_of(self._document.source, dict(self._document.metadata).get("link"))

    def _nearest(self) -> int:
        """The index of the link at the caret, else of the next one, else of the last."""
        caret = self._reader.view.caret
        at = bisect_right(self._starts, caret) - 1
        range_ = self._links[at].range if at >= 0 else None
        return at if range_ and range_.covers(caret) else min(at + 1, len(self._links) - 1)

    def site_at_caret(self) -> str:
        """The site that the link at the caret leads to; empty where there is none."""
        link = link_at(self._document, self._reader.view.caret)
        return clean(host_of(link.target) or host_of(self._page)) if link else ""

    def _list(self) -> None:
        """Lists the links, the one at the caret or after it first chosen."""
        if not self._links:
            self._reader.say("This briefing has no links.")
            return
        from tui.screens.reader.link_list import LinkList

        self._reader.app.push_screen(LinkList(self._rows, self._page, self._nearest() + 1), self._show)

    def _show(self, number: int | None) -> None:
        """Shows the address of a link in full."""
        if number is None:
            return
        from tui.screens.reader.link_list import LinkBox

        row = self._rows[number - 1]
        words = row.words if self._links[number - 1].range else ""
        address = address_of(row.target, words, self._page)
        box = LinkBox(address, words, f"Link {number} of {len(self._rows)}")
        self._reader.app.push_screen(box, lambda action: self._do(action, address))

    def _do(self, action: str | None, address: Address) -> None:
        if why := off(f"link.{action}"):
            self._reader.say(why, warning=True)
        elif action == "copy":
            self._copy(clean(address.shown))
        elif action == "briefing":
            self._reader.app.post_message(self.Wanted(address.shown))
        elif action == "browser":
            self._browse(address.shown)

    def _copy(self, words: str) -> None:
        async def send() -> None:
            takers = await aside(lambda: clipboard.send(words))
            by = f" ({', '.join(takers)})" if takers else ""
            self._reader.say(f"The address was sent to the clipboard{by}.")

        self._reader.app.copy_to_clipboard(words)
        self._reader.run_worker(send, group="links")

    def _browse(self, address: str) -> None:
        """Gives an address that was shown to the browser."""
        command = browser.browser_command(address)
        if command is None:
            self._reader.say("No browser was found: set $BROWSER to one, or copy the address.", warning=True)
        elif browser.needs_terminal(command):
            try:
                lend(self._reader.app, lambda: browser.run_here(command))
            except SuspendNotSupported:
                self._reader.say("A browser of the terminal cannot run here. Copy the address instead.", warning=True)
        else:
            self._reader.run_worker(partial(self._start, command), group="links")

    async def _start(self, command: list[str]) -> None:
        self._reader.say(f"Given to {command[0]}.")
        if failure := await aside(lambda: browser.start(command)):
            self._reader.say(f"{failure} Copy the address instead, or set $BROWSER.", warning=True)
