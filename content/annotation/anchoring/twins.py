"""Distinguishes a passage from a nearly identical one elsewhere, as in a list of incidents.

If a passage has such a twin, its context is made longer than usual, until it reaches something that the twin
lacks. If the passage is deleted, its twin is recognised by that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from content.annotation.anchoring.unspaced import solid
from content.annotation.comparing.matching import match
from content.annotation.comparing.tokenizing import Lexicon, cuts_word, tokens
from content.document.model import TextRange

if TYPE_CHECKING:
    from content.annotation.comparing.tokenizing import Tokens
    from content.annotation.records.target import TextQuoteSelector

CONTEXT = 32
"""Characters kept before and after a passage, as in Hypothesis and the W3C's examples."""

# The numbers below were tuned on invented twins and on revisions of the Rust book, Optech, 18F and This Week in Rust.

TELLING = 24  # characters that a longer context has beyond the shortest one that occurs only once
WORD = 8  # further characters that it may take, to end with a whole word
SHORT = 56  # characters of a longer context that must all be there, not only its far end
LONGEST = 1_000  # most characters of a context; beyond that only the place distinguishes repeated words
AROUND = 120  # characters before and after a passage that a twin shares with it, in part
PROBE, STEP, PROBES = 16, 8, 64  # characters of a piece looked for elsewhere, and from piece to piece; most pieces
SHARED, LEAST = 0.3, 6  # share of a passage's pieces that a twin has, and least number with the context's
ALIGNED = 48  # characters that pieces may be shifted against each other in a twin
NEAR = 250_000  # characters to either side within which twins are looked for
COPIES = 8  # places of one piece that are looked at
_BLANKS, _STOPS = " \"'“„«‘(", ".!?:\n"  # before a word at which a sentence begins


def contexts(text: str, passage: TextRange) -> tuple[str, str]:
    """What to keep of the text before and after a passage: more than usual where the passage has a twin."""
    offset = max(0, passage.start - NEAR)
    text = text[offset : passage.end + NEAR]
    start, end = passage.start - offset, passage.end - offset
    before, after = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if _has_twin(text, TextRange(start, end)):
        before, after = _longer_before(text, start, before), _longer_after(text, end, after)
    return text[before:start], text[end:after]


def _has_twin(text: str, passage: TextRange) -> bool:
    """Whether much of the passage and its surroundings occurs in the same order elsewhere."""
    start, end = max(0, passage.start - AROUND), min(len(text), passage.end + AROUND)
    places = range(start, end - PROBE + 1, max(STEP, (end - start) // PROBES))
    shifts: Counter[int] = Counter()
    for place in places:
        buckets = set()
        for other in _others(text, place):
            bucket = (other - place) // ALIGNED
            buckets |= {bucket, bucket + 1}
        shifts.update(buckets)
    return max(shifts.values(), default=0) >= max(LEAST, SHARED * len(passage) / places.step)


def _others(text: str, place: int) -> list[int]:
    """Where else the piece of text at a place occurs."""
    piece, at = text[place : place + PROBE], -1
    found: list[int] = []
    while len(found) < COPIES:
        at = text.find(piece, at + 1)
        if at < 0:
            break
        if abs(at - place) >= PROBE:
            found.append(at)
    return found


def _longer_before(text: str, end: int, usual: int) -> int:
    """Where a context begins that ends at `end` and tells twins apart; `usual` when none does."""
    sizes = range(min(end, LONGEST) + 1)
    size = bisect_left(sizes, True, key=lambda size: stands_once(text, TextRange(end - size, end)))
    if size == len(sizes):
        return usual
    start = max(0, end - max(size + TELLING, CONTEXT + 1))
    return next((at for at in range(start, max(0, start - WORD), -1) if not cuts_word(text, at)), start)


def _longer_after(text: str, start: int, usual: int) -> int:
    """Where a context ends that begins at `start` and tells twins apart; `usual` when none does."""
    sizes = range(min(len(text) - start, LONGEST) + 1)
    size = bisect_left(sizes, True, key=lambda size: stands_once(text, TextRange(start, start + size)))
    if size == len(sizes):
        return usual
    end = min(len(text), start + max(size + TELLING, CONTEXT + 1))
    return next((at for at in range(end, min(len(text), end + WORD)) if not cuts_word(text, at)), end)


def stands_once(text: str, passage: TextRange) -> bool:
    """Whether the words of a passage occur nowhere else in the text."""
    words = passage.of(text)
    return text.find(words) == passage.start and text.find(words, passage.start + 1) < 0


def is_told_apart(quote: TextQuoteSelector, text: str, place: TextRange) -> bool | None:
    """Whether what distinguishes the passage from its twins is around the place; None if it had none.

    What is in the same paragraph decides; other paragraphs may have changed with the deletion of a twin.
    Words that occurred nowhere else are enough by themselves.
    """
    before, after = len(quote.prefix), len(quote.suffix)
    if max(before, after) <= CONTEXT or (quote.unique and place.of(text) == quote.exact):
        return None
    sides = []
    if before > CONTEXT:
        here = text[max(0, place.start - 2 * before) : place.start]
        sides.append(_side(quote.prefix[::-1], here[::-1]))
    if after > CONTEXT:
        here = text[place.end : place.end + 2 * after]
        sides.append(_side(quote.suffix, here))
    own = [told for told, is_own in sides if is_own]
    return all(own or [told for told, _ in sides])


def same_paragraph(quote: TextQuoteSelector) -> TextQuoteSelector:
    """The quotation with no more context than its paragraph has."""
    return quote._replace(prefix=quote.prefix.rpartition("\n")[2], suffix=quote.suffix.partition("\n")[0])


def names_another(quote: TextQuoteSelector, text: str, place: TextRange) -> bool:
    """Whether a name or number in the passage, or beside it in its paragraph, is different at the place.

    It is in a twin, but rarely in an edited passage. What is in another paragraph at either place does not count, and
    words that touch the passage in the quotation only are taken apart.
    """
    near = same_paragraph(quote)
    ahead = text[max(0, place.start - len(near.prefix)) : place.start].rpartition("\n")[2]
    behind = text[place.end : place.end + len(near.suffix)].partition("\n")[0]
    words = place.of(text)
    exact = words if solid(words) == solid(near.exact) else near.exact
    left = " " if _touches(near.prefix, exact) and not cuts_word(text, place.start) else ""
    right = " " if _touches(exact, near.suffix) and not cuts_word(text, place.end) else ""
    old, new = near.prefix + left + exact + right + near.suffix, ahead + words + behind
    lexicon = Lexicon()
    ours, theirs = tokens(old, lexicon), tokens(new, lexicon)
    runs = match(ours.numbers, theirs.numbers)
    ends = [(0, 0), *((run.old + run.length, run.new + run.length) for run in runs)]
    starts = [*((run.old, run.new) for run in runs), (len(ours), len(theirs))]
    gaps = list(zip(ends, starts, strict=True))[bool(near.prefix) : len(ends) - bool(near.suffix)]
    return any(_names(old, ours, one[0], other[0]) and _names(new, theirs, one[1], other[1]) for one, other in gaps)


def _touches(words: str, others: str) -> bool:
    """Whether the last of the words and the first of the others are one word when joined."""
    return cuts_word(words + others, len(words))


def _names(text: str, cut: Tokens, first: int, last: int) -> bool:
    """Whether one of these tokens is a number, or has a capital that does not start a sentence."""
    found = ((text[cut.starts[at]], text[: cut.starts[at]].rstrip(_BLANKS)) for at in range(first, last))
    return any(
        letter.isdigit() or (letter.isupper() and before != "" and before[-1] not in _STOPS) for letter, before in found
    )


def _side(context: str, text: str) -> tuple[bool, bool]:
    """Whether the distinguishing words of a context are in the text, and whether in the passage's paragraph.

    Both strings lead away from the passage. The last word is left out: it may have been cut.
    """
    lexicon = Lexicon()
    words, here = tokens(context, lexicon), tokens(text, lexicon)
    is_own = "\n" not in context[:-TELLING]
    end = context.find("\n") if is_own and "\n" in context else len(context)
    start = 0 if len(context) <= SHORT else len(context) - TELLING - WORD
    sought = [
        number
        for number, at, to in zip(words.numbers, words.starts, words.ends, strict=True)
        if to > start and at < end and to < len(context)
    ]
    size = len(sought)
    return any(list(here.numbers[at : at + size]) == sought for at in range(len(here) - size + 1)), is_own
