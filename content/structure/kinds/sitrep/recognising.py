"""Whether a text is a situation report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.bulletins import bulletin_of, warns
from content.structure.kinds.hints import is_dated, labels_in, sections_in, titled, weighed
from content.structure.kinds.sitrep.phrases import FACTS, HAZARD, LABELS, NUMBERED, SECTIONS, TITLES, VALID, WEAK
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_HEAD = 14  # lines
_TOP = 4
_SHORT = 70  # characters


def recognise(page: Page) -> Reason | None:
    """A bulletin that is not a warning, or a title that says so with a number, a date or the usual sections."""
    bulletin = bulletin_of(page)
    if bulletin is not None:
        return None if warns(page, bulletin) else Reason.of("bulletin-series", 0.95)
    title = titled(page, TITLES)
    weak = None if title is not None else _weakly_titled(page)
    if title is None and weak is None:
        return None
    head = page.words[:_HEAD]
    numbered = any(map(NUMBERED.search, head[: (title or weak or 0) + 3]))
    dated = any(map(VALID.match, head)) or labels_in(page, LABELS) > 0 or any(map(is_dated, head))
    many = 0.12 * min(sections_in(page, SECTIONS), 4)
    facts = 0.1 * min(labels_in(page, FACTS), 3)
    named = 0.25 if title is None else 0.5 if title < _TOP and len(page.words[title]) <= _SHORT else 0.35
    hazard = weak is not None and HAZARD.search(page.words[weak]) is not None
    return weighed("titled-sections", (named, 0.15 * hazard, 0.2 * numbered, 0.15 * dated, facts, many))


def _weakly_titled(page: Page) -> int | None:
    """The first of the first lines that ends in a word such as "update"."""
    return next((at for at, words in enumerate(page.words[:_TOP]) if len(words) <= _SHORT and WEAK.match(words)), None)
