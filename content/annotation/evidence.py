"""How likely it is that a passage stands at a place, when only its words and those around it are known.

The score is a probability: of the places given a score near 0.9, about nine in ten are right. It is a logistic
regression over what can be seen at the place, fitted on 21,000 candidate places of 7,400 passages in public git
histories of prose (Bitcoin Optech, the Rust book, 18F's and Digital.gov's blogs, opensource.guide in twenty
languages, This Week in Rust, Pro Git, GOV.UK's service manual); `tests/benchmarks/anchoring.py` prints how often
each band of scores is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.model import TextRange

LONG = 60  # characters from which on a quotation is as telling as it gets
UNMISTAKABLE, UNMISTAKEN = 32, 3.0  # characters that stand once word for word, and the least logit that is worth
UNKNOWN = 0.6  # what a missing prefix or suffix counts for, between agreeing and not
FAR = 150  # characters a passage is thought to have gone when its old position is not known


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a passage may stand, and what speaks for it; shares run from 0 to 1.

    `kept` is the share of the quotation that is there; `before` and `after` the shares of prefix and suffix found
    around it, near words counting more; `touch` the shares of both that go on without a break, added; `hits` how
    often the quotation stands in the text word for word; `gone` the distance from the old position in characters.
    """

    range: TextRange
    kept: float
    before: float
    after: float
    touch: float
    hits: int
    gone: int
    length: int

    @property
    def context(self) -> float:
        """How much of the surroundings agrees, from 0 to 4."""
        return self.before + self.after + self.touch


@dataclass(frozen=True, slots=True)
class Judgement:
    """A place with its score; `words` is the evidence (in logits) without the distance from the old position."""

    place: Place
    score: float
    words: float


def judged(places: Sequence[Place]) -> list[Judgement]:
    """The places with their scores, best first."""
    found = [_judgement(place, places) for place in places]
    return sorted(found, key=lambda judgement: (-judgement.score, judgement.place.range))


def _judgement(place: Place, places: Sequence[Place]) -> Judgement:
    rivals = [other.context for other in places if not other.range.overlaps(place.range)]
    lead = place.context - max(rivals, default=0.0)
    words = _words(place, max(-1.0, min(2.0, lead)))
    logit = words + WEIGHTS["gone"] * log(1 + place.gone)
    if place.kept == 1 and place.hits == 1 and place.length >= UNMISTAKABLE:
        logit = max(logit, UNMISTAKEN)
    return Judgement(place, 1 / (1 + exp(-logit)), words)


def _words(place: Place, lead: float) -> float:
    exact = place.kept == 1
    telling = min(place.length, LONG) / LONG
    least = min(place.before, place.after)
    grown = max(0.0, log(max(1, len(place.range)) / max(1, place.length)))
    seen = {
        "kept": place.kept,
        "long": telling * place.kept,
        "before": place.before,
        "after": place.after,
        "least": least,
        "touch": place.touch,
        "hits": log(1 + place.hits),
        "exact": float(exact),
        "alone": telling if exact and place.hits == 1 else 0.0,
        "grown": grown,
        "lead": lead,
        "broken": (1 - place.kept) * least,
    }
    return WEIGHTS["always"] + sum(WEIGHTS[name] * value for name, value in seen.items())


WEIGHTS = {
    "always": -8.39,
    "kept": 4.27,  # of the quotation
    "long": 0.86,
    "before": 0.83,
    "after": 2.05,
    "least": 1.03,  # the weaker of before and after
    "touch": 0.95,
    "hits": -0.09,
    "exact": 1.89,
    "alone": 3.66,  # word for word and nowhere else
    "grown": -1.69,  # words put in between
    "lead": 2.35,  # surroundings agree better than at any other place
    "broken": -0.94,
    "gone": -0.47,
}
