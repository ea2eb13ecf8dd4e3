"""The command palette: every command of the reader, found by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import COMMANDS, Command, shown_key

if TYPE_CHECKING:
    from collections.abc import Iterator


class Commands(Provider):
    """Offers the commands with their groups and keys."""

    def _rows(self) -> Iterator[tuple[Command, str]]:
        in_force = getattr(self.screen, "keys", {})
        for command in COMMANDS:
            if command.group != "Move" and not command.action.endswith(", True)"):
                keys = " ".join(map(shown_key, in_force.get(command.id, command.keys)))
                yield command, f"{command.group}: {command.words}  {keys}"

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for command, words in self._rows():
            yield DiscoveryHit(words, partial(self.screen.run_action, command.action), text=words)

    async def search(self, query: str) -> Hits:
        """The commands whose words match."""
        matcher = self.matcher(query)
        for command, words in self._rows():
            if (score := matcher.match(words)) > 0:
                yield Hit(score, matcher.highlight(words), partial(self.screen.run_action, command.action), text=words)
