"""Which annotations go into an export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from content.export.entry import ExportEntry
from content.export.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from content.annotation.records.categories import Codebook
    from content.structure.model import Briefing


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export: any of the names in each list that is not empty, and nothing older than `since`."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    since: datetime | None = None

    def in_book(self, codebook: Codebook) -> Choice:
        """The same, with the earlier names of each category."""
        names = (spelling for name in self.categories for spelling in codebook.spellings(name))
        return replace(self, categories=tuple(dict.fromkeys(names)))

    def of(self, briefing: Briefing, entries: Iterable[ExportEntry]) -> list[ExportEntry]:
        """The entries to export, with all replies to them; of others, the replies that are chosen themselves."""
        chosen = []
        for entry in entries:
            if self.takes(briefing, entry):
                chosen.append(entry)
            else:
                alone = (ExportEntry(reply.annotation, None) for reply in entry.replies)
                chosen += [reply for reply in alone if self.takes(briefing, reply)]
        return chosen

    def takes(self, briefing: Briefing, entry: ExportEntry) -> bool:
        """Whether to export this annotation."""
        annotation = entry.annotation
        return (
            (not self.categories or annotation.category in self.categories)
            and (not self.tags or not set(self.tags).isdisjoint(annotation.tags))
            and (not self.annotators or annotation.annotator in self.annotators)
            and (not self.roles or Passage(briefing, entry).role in self.roles)
            and (self.since is None or annotation.time >= self.since)
        )
