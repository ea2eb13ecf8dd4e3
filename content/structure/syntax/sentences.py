"""Sentences of a paragraph as ranges."""

from __future__ import annotations

import re

from content.document.model import TextRange

# The full stop comes first in the pattern, and what it must be in each branch later: so searching is fast.
_END = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])(?:\s»|[\"'”’»“‘«)\]]*)\s+(?=[\"'“„‘«»(\[¿¡]*[^\W_a-z]|«\s[^\W_a-z])"
    r"|(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]+\s)"  # no space, as in text cut out of a page
    r"|(?<=[。！？])[」』”’)）]*\s*(?=\S))"
)
_ABBREVIATED = re.compile(
    r"(?<![^\s(\"“„‘«])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Rev|Hon|St|Jr|Sr|vs|No|Nos"
    r"|Fig|Inc|Corp|Ltd|Co|U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|i\.e|e\.g|etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|z\.\s?B|d\.\s?h|u\.\s?a|bzw|ca|Nr|Str|Abs|Art|Mio|Mrd|Tsd|usw|sog|[0-9]{1,2}|M|Mme|Sra|Dra|[IVX]{1,5})\.$"
)
_NUMBER = re.compile(r"\w\s+[0-9]{1,2}\.$")
_OPENING = re.compile(
    r"\W{0,20}(?:Der|Die|Das|Er|Es|Ein|Eine|Sie|Wir|The|A|She|He|It|They|In|Im|Am|An|But|And|Und|Aber|Auch)\s"
)


def split_sentences(text: str, start: int, end: int) -> list[TextRange]:
    """The ranges of the sentences in `text[start:end]`, without the white space between them."""
    ranges = []
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + 1
        if text[stop - 1] == "." and _is_abbreviation(text, at, stop):
            continue
        tail = match[0][1:].rstrip()
        ranges.append(TextRange(at, stop + len(tail)))
        at = match.end()
    if at < end:
        ranges.append(TextRange(at, end))
    return ranges


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """Whether the full stop ends an abbreviation or an ordinal, or stands in an address; not so: Modell 3. Der."""
    near = max(start, stop - 12)
    if text[stop : stop + 1].isalpha():
        return not "".join(text[near : stop - 1].split()[-1:]).isalpha()
    if not _ABBREVIATED.search(text, near, stop):
        return False
    return not (_NUMBER.search(text, near, stop) and _OPENING.match(text, stop))
