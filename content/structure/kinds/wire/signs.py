"""What an agency says about its report in a line of its own: an update, a correction, an embargo, a take."""

from __future__ import annotations

from content.structure.kinds.wire.envelope import MARK

_LONGEST = 160
_SHORT = 40
_NEAR = 12  # characters to the colon after a mark
_PARTS = ("embargo", "correction", "update", "take", "priority")
_BRACKETS = {"(": ")", "[": "]"}


def mark_of(line: str) -> str | None:
    """What a line says of the report: "embargo", "correction", "update", "take" or "priority"; None if it says nothing.

    A mark stands in capitals, in brackets, or alone; an embargo may go on with its time.
    """
    said = MARK.match(line) if len(line) <= _LONGEST else None
    if said is None:
        return None
    rest = line[said.end() :].strip(" .,:;*+)]!-–—=")
    bracketed = _BRACKETS.get(line[0]) == line[-1]
    if rest and not bracketed:
        short = len(line) <= _SHORT and line.isupper()
        timed = said["embargo"] is not None and any(map(str.isdigit, rest))
        explained = rest and ":" in line[said.end() : said.end() + _NEAR] and (said["update"] or said["correction"])
        shouted = said[0].strip(" ([*+#").isupper() and rest[0].islower() and (said["update"] or said["correction"])
        marked = MARK.match(rest) is not None and len(line) <= _SHORT
        if not (short or timed or marked or explained or shouted):
            return None
    return next(part for part in _PARTS if said[part])
