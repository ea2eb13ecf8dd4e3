"""Sentences of a paragraph as ranges."""

from __future__ import annotations

import re

from content.document.model import TextRange

# The full stop comes first in the pattern, and what it must be in each branch later: so searching is fast.
_END = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])(?:\s»|[\"'”’»“‘«)\]]*)\s+(?=[\"'“„‘«»(\[¿¡]*[^\W_a-z]|«\s[^\W_a-z])"
    r"|(?<=[。！？])[」』”’)）]*\s*(?=\S))"
)
_ABBREVIATED = re.compile(
    r"(?<![^\s(\"“„‘«])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Rev|Hon|St|Jr|Sr|vs|No|Nos"
    r"|Fig|Inc|Corp|Ltd|Co|U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|i\.e|e\.g|etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|z\.\s?B|d\.\s?h|u\.\s?a|bzw|ca|Nr|Str|Abs|Art|Mio|Mrd|Tsd|usw|sog|[0-9]{1,2}|M|Mme|Sra|Dra|[IVX]{1,5})\.$"
)


def split_sentences(text: str, start: int, end: int) -> list[TextRange]:
    """The ranges of the sentences in `text[start:end]`, without the white space between them."""
    ranges = []
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + 1
        if text[stop - 1] == "." and _ABBREVIATED.search(text, max(at, stop - 12), stop):
            continue
        tail = match[0][1:].rstrip()
        ranges.append(TextRange(at, stop + len(tail)))
        at = match.end()
    if at < end:
        ranges.append(TextRange(at, end))
    return ranges
