"""Questions that stand as headings above their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.hints import ASKS

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_NUMBER = compiled(r"\A(?:\(?\d{1,2}[.)]|[-*•])\s+")
_LONGEST = 500  # characters
_LONGEST_BARE = 160  # ... of one without a number
_LEAST_SHARE = 0.2  # of the lines that are questions


def questions_of(page: Page) -> list[int]:
    """The indices of lines that ask, each with an answer below it that does not ask; none where they are few.

    Only lines that stand alone count: in prose a short question is somebody's aside.
    """
    found = []
    for index, words in enumerate(page.words[:-1]):
        numbered = _NUMBER.match(words) is not None
        asks = words.endswith(ASKS) and len(words) <= (_LONGEST if numbered else _LONGEST_BARE)
        answered = not page.at(index + 1).endswith(ASKS)
        if asks and answered and '"' not in words[:1] and words[:1] not in "“„«":
            found.append(index)
    numbered_all = [index for index in found if _NUMBER.match(page.at(index))]
    if len(numbered_all) >= 2:
        return numbered_all
    return found if len(found) >= _LEAST_SHARE * len(page.lines) or len(found) > 2 else []
