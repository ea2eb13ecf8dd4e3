"""Whether a text is a mail: by its header, by what it quotes, or by how it begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.languages.phrases import PagePattern
from content.structure.kinds.mail.ends import is_closing, sent_from
from content.structure.kinds.mail.fields import at_top, headers
from content.structure.kinds.mail.quoting import attributions, quoted
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_GREETING = PagePattern(r"{greetings}\b.{0,60}[,:!]$")
_FIRST = 2  # lines of which one greets
_LAST = 8  # lines of which one closes
_LEAST_QUOTED = 2


def recognise(page: Page) -> Reason | None:
    """Why a text is a mail, or None."""
    within = headers(page)
    if any(at_top(page, header) for header in within):
        return Reason.of("mail-header", 0.95)
    marked = sum(map(quoted, page.words))
    answered = attributions(page)
    if (answered and marked) or within:
        return Reason.of("mail-quotes", 0.9)
    if answered or marked >= _LEAST_QUOTED:
        return Reason.of("mail-quotes", 0.7)
    greets = any(map(_GREETING.match, page.words[:_FIRST]))
    closes = any(map(is_closing, page.words[-_LAST:]))
    if any(map(sent_from, page.words[-_LAST:])) and (greets or closes or len(page.words) <= _LAST):
        return Reason.of("mail-ends", 0.7)
    return Reason.of("mail-ends", 0.6) if greets and closes else None
