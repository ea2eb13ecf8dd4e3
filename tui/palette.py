"""The command palette: every command of the reader, found by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import COMMANDS, MOVES, Command, shown_key

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


class Palette(Provider):
    """Offers the commands with their groups and keys."""

    def _rows(self) -> Iterator[tuple[Command, str]]:
        in_force = getattr(self.screen, "keys", {})
        for command in COMMANDS:
            if command.id not in MOVES:
                keys = " ".join(map(shown_key, in_force.get(command.id, command.keys)))
                yield command, f"{command.group}: {command.words}  {keys}"

    def _doing(self, command: Command) -> Callable[[], Awaitable[object]]:
        return partial(self.screen.run_action, f"command('{command.id}')")

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for command, words in self._rows():
            yield DiscoveryHit(words, self._doing(command), text=words)

    async def search(self, query: str) -> Hits:
        """The commands whose words match."""
        matcher = self.matcher(query)
        for command, words in self._rows():
            if (score := matcher.match(words)) > 0:
                yield Hit(score, matcher.highlight(words), self._doing(command), text=words)
