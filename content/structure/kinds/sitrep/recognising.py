"""Whether a text is a situation report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.bulletins import bulletin_of, is_numbered
from content.structure.kinds.evidence import labels_in, sections_in, titled, weighed
from content.structure.kinds.sitrep.phrases import LABELS, NUMBERED, SECTIONS, TITLES, VALID
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_HEAD = 14  # lines
_WARNS = "W"  # the first letter of the data type of warnings


def recognise(page: Page) -> Reason | None:
    """A bulletin that is no warning, or a title that says so with a number, a date or the usual sections."""
    bulletin = bulletin_of(page)
    if bulletin is not None:
        series = not bulletin.data.startswith(_WARNS) or is_numbered(page)
        return Reason.of("bulletin-series", 0.95) if series else None
    title = titled(page, TITLES)
    sections = sections_in(page, SECTIONS)
    if title is None:
        return None
    head = page.words[:_HEAD]
    numbered = any(map(NUMBERED.search, head[: title + 3]))
    dated = any(map(VALID.match, head)) or labels_in(page, LABELS) > 0
    many = 0.15 * min(sections, 3)
    return weighed("titled-sections", (0.35, 0.25 * numbered, 0.2 * dated, many, 0.1 * (title < 3)))
