"""Whether a text is a press release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.hints import weighed
from content.structure.kinds.release.phrases import (
    ABOUT,
    ANNOUNCES,
    CONTACT,
    EMBARGO,
    END,
    IMMEDIATE,
    LABEL,
    LINK,
    PRESS_CONTACT,
    REACHED,
    SAYS,
    SERVICE,
    TICKER,
)

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.model import Reason

_HEAD = 16  # lines
_TAIL = 40
_LONGEST_LABEL = 80
_DATELINE = 130  # characters
_OPENING = 12
_CLOSE = 10
_FIRST = 4
_QUOTES = frozenset('"“„«‹»')
_ENDS = frozenset({"###", "##", "####", "-30-", "-###-"})


def recognise(page: Page) -> Reason | None:
    """What is said of its release, the service that spread it, whom to ask, and what the sender says of itself."""
    head = [words for words in page.words[:_HEAD] if len(words) <= _LONGEST_LABEL]
    tail = page.words[max(3, len(page.words) - _TAIL) :]
    short = [words for words in tail if len(words) <= _LONGEST_LABEL]
    immediate = any(IMMEDIATE.match(words) or EMBARGO.match(words) for words in head)
    label = any(LABEL.match(words) for words in head)
    service = any(SERVICE.search(words[:_DATELINE]) for words in page.words[1:_OPENING])
    senders = [_sender(words) for words in short if ABOUT.match(words) and words[-1] not in ".!?,"]
    opening = " ".join(page.words[:_OPENING]).casefold()
    known = any(sender and sender in opening for sender in senders)
    about = bool(senders)
    hashed = any(words.replace(" ", "") in _ENDS for words in page.words[-_CLOSE:])
    ticker = any(TICKER.search(words[:400]) for words in page.words[1:_OPENING])
    announces = any(map(_announces, page.words[:_FIRST]))
    press = any(PRESS_CONTACT.match(words) for words in [*short, *head])
    if not (hashed or immediate or label or service or press or ticker or known or announces or about):
        return None
    asked = any(CONTACT.match(words) for words in [*short, *head])
    reached = any(REACHED.search(words) for words in [*short, *head])
    linked = any(LINK.match(words) for words in tail)
    only_about = not (hashed or immediate or label or service or press or ticker or known or announces)
    if only_about and not (asked or reached or linked):
        return None
    ended = any(END.match(words) for words in tail)
    says = any(SAYS.search(words[:400]) for words in page.words[:_OPENING])
    evidence = (
        0.5 * immediate,
        0.5 * label,
        0.4 * service,
        0.25 * about,
        0.25 * known,
        0.25 * (asked and reached),
        0.2 * (press and reached),
        0.15 * ended,
        0.2 * hashed,
        0.15 * linked,
        0.15 * says,
        0.25 * ticker,
        0.4 * announces,
    )
    return weighed("release-signs", evidence)


def _announces(words: str) -> bool:
    """Whether a line is glad to announce something, and quotes nobody who is."""
    said = ANNOUNCES.search(words)
    return said is not None and _QUOTES.isdisjoint(words[: said.start()])


def _sender(words: str) -> str:
    """The name in a heading such as "About the Bridge Fund"."""
    about = ABOUT.match(words)
    return words[about.end() :].strip(" :").casefold() if about else ""
