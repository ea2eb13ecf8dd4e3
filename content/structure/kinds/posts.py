"""Posts from social networks that a page shows between its own lines: the words, and below them who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_WRITER = compiled(r"[—–-]{1,2} ?\S.{0,80}\(@\w{1,40}(?:@[\w.]{1,60})?\)")
_LINK = compiled(r"(?<!\S)(?:https?://)?[^\s/]{2,80}\.[^\s/]{2,20}/\S{1,200}$")
_QUOTED = Role.QUOTE, Reason.of("post", 0.9)
_SAYS_WHO = Role.ATTRIBUTION, Reason.of("post-writer", 0.95)
_MOST_LINES = 3


def posts(page: Page) -> dict[int, Judged]:
    """The roles of the lines of posts, by their index."""
    known: dict[int, Judged] = {}
    for index, line in enumerate(page.words):
        if not _WRITER.match(line) or index == 0:
            continue
        known[index] = _SAYS_WHO
        for above in range(index - 1, max(-1, index - 1 - _MOST_LINES), -1):
            if above in known or (above < index - 1 and not _LINK.search(page.words[above + 1])):
                break
            known[above] = _QUOTED
            if not _LINK.match(page.words[above]):
                break
    return known
