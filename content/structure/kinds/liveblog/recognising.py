"""Whether a text is a live blog or a timeline: entries with times in order, or dates, from first to last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from content.structure.kinds.liveblog.stamps import WORDS, Stamp, stamp_of
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_LIVE = WORDS.pattern(r"(?<!\w){live}(?!\w)")
_UPDATE = WORDS.pattern(r"\A\W{0,3}{updates}(?: \d{1,2})?\s?[:\]]")
_SAID_SHARE = 0.25  # of all lines begin so
_TOP = 3  # lines that may say what this is
_LEAST = 3  # entries with a time
_LEAST_DATED = 4
_LEAST_UPDATES = 2
_LEAST_UNNAMED = 4  # with a time, of a text that does not say what it is
_IN_ORDER = 0.7
_DATED_SHARE = 0.3  # of all lines, when there are only dates
_UNNAMED_SHARE = 0.6  # ... and the text does not say what it is
_LEAST_WORDS = 60  # characters of an entry on average: less is a programme or a table
_DAY = 12 * 60  # minutes; a larger step back or forth is the next day


def stamps(page: Page) -> dict[int, Stamp]:
    """The times and dates with which lines begin, by the index of the line; one sort of them only."""
    found = {
        index: stamp
        for index, line in enumerate(page.words)
        if index and (stamp := stamp_of(line)) and (stamp.is_all_of(line) or opens(page, index))
    }
    timed = {index: stamp for index, stamp in found.items() if stamp.minute is not None}
    updates = {index: stamp for index, stamp in timed.items() if stamp.update}
    if len(updates) >= max(1, len(timed) // 2):
        return updates
    return timed if 2 * len(timed) >= len(found) else found


def opens(page: Page, index: int) -> bool:
    """Whether an entry may begin with this line: after a blank line, unless the text has hardly any."""
    return page.blank_before(index) or not page.has_blanks


def recognise(page: Page) -> Reason | None:
    """Why a text is a live blog or a timeline, or None."""
    found = stamps(page)
    said = sum(map(bool, map(_UPDATE.match, page.words[1:])))
    if said >= _LEAST and said >= _SAID_SHARE * len(page.words):
        return Reason.of("timed-updates", 0.7, str(said))
    if not found:
        return None
    named = any(_LIVE.search(page.words[at]) for at in range(min(_TOP, len(page.words))) if at not in found)
    updates = sum(stamp.update for stamp in found.values())
    if updates and (named or updates >= _LEAST_UPDATES):
        return Reason.of("timed-updates", 0.8 if updates >= _LEAST else 0.6, str(updates))
    minutes = [stamp.minute for stamp in found.values() if stamp.minute is not None]
    length = sum(map(_length, page.words)) / len(found)
    if length < _LEAST_WORDS:
        return None
    if len(minutes) >= (_LEAST if named else _LEAST_UNNAMED) and _in_order(minutes):
        return Reason.of("timed-entries", 0.85 if named else 0.75, str(len(minutes)))
    dates = len(found) - len(minutes)
    if dates >= _LEAST_DATED and dates >= (_DATED_SHARE if named else _UNNAMED_SHARE) * len(page.words):
        return Reason.of("dated-entries", 0.8 if named else 0.6, str(dates))
    return None


def _length(words: str) -> int:
    """The length of a line in characters; those of scripts that need about half as many count twice."""
    return len(words) if words.isascii() else len(words) + sum(character > "\u2e7f" for character in words)


def _in_order(minutes: Sequence[int]) -> bool:
    """Whether most times are later, or most are earlier, than the one before."""
    steps = [after - before for before, after in pairwise(minutes) if after != before]
    steps = [-step if abs(step) > _DAY else step for step in steps]
    later = sum(step > 0 for step in steps)
    return bool(steps) and max(later, len(steps) - later) >= _IN_ORDER * len(steps)
