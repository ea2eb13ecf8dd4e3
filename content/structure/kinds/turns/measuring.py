"""How much of a text is turns, and of what sort: a conversation of two, or a sitting of many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from content.structure.kinds.hints import ASKS
from content.structure.kinds.turns.candidates import Shape
from content.structure.kinds.turns.vocabulary import is_chair, keys_of

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.kinds.turns.labels import Labels

_FEWEST = 3  # turns; two are enough where a chair leads them
_MAIN = 0.06  # share of the turns from which a speaker is one of the main ones


class Measured(NamedTuple):
    """The number of turns and of speakers, the share of the text that turns cover, and whether two people converse.

    `asks` says that a line of them is a question, `formal` that labels are in capitals, in brackets, letters, or forms
    of address: hardly anything else looks so.
    """

    turns: int
    speakers: int
    covered: float
    is_conversation: bool
    asks: bool
    formal: bool


def measure(page: Page, labels: Labels) -> Measured | None:
    """What the turns of a page show; None where there are too few."""
    found = labels.accepted
    chaired = any(is_chair(label.key) for label in found)
    letters = {label.key for label in found if label.shape is Shape.LETTER}
    few = chaired or len(letters) > 1 or all(label.named or (label.addressed and label.formal) for label in found)
    only = labels.is_record and all(label.addressed and label.shape is not Shape.DASH for label in found)
    alone = len({label.key for label in found}) < 2 and not any(label.formal or label.addressed for label in found)
    if alone or len(found) < (1 if only else 2 if few or labels.is_record else _FEWEST):
        return None
    from content.structure.kinds.turns.speech import end_of_turns  # noqa: PLC0415 - few texts have turns

    first, after = found[0].line, end_of_turns(page, found[-1])
    sizes = [len(line.range) for line in page.lines]
    covered = sum(sizes[first:after]) / (sum(sizes) or 1)
    counts = Counter(label.key for label in found)
    main = [key for key, count in counts.items() if count >= _MAIN * len(found)]
    addressed = sum(label.addressed for label in found)
    unnamed = not keys_of("unnamed").isdisjoint(counts)
    asked = not keys_of("questioners").isdisjoint(counts)
    two = len(main) <= 2 and not chaired and not unnamed
    conversation = two and (not addressed or not asked or len(letters) == len(counts))
    formal = any(label.formal or label.speech >= page.lines[label.line].range.end for label in found)
    asks = any(words.rstrip('"”»“)] ').endswith(ASKS) for words in page.words[first:after])
    return Measured(len(found), len(counts), covered, conversation, asks, formal)
