"""Which annotations go into an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.export.passage import Passage

if TYPE_CHECKING:
    from datetime import datetime

    from content.export.entry import ExportEntry
    from content.structure.model import Briefing


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export: any of the names in each list that is not empty, and nothing older than `since`."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    since: datetime | None = None

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
