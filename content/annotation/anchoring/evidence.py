"""How likely a passage is at a place, when only its words and those around it are known.

The score is a probability: of the places given a score near 0.9, about nine in ten are right. It is a logistic
regression over the features of a place, fitted by `tests/benchmarks/train_anchoring.py` on 6,400 passages in
public git histories of prose, each with and without what its neighbours say about it: Bitcoin Optech, bitcoincore.org,
the Rust book, This Week in Rust, RustSec's advisories, 18F's blog and handbook, opensource.guide in thirty languages,
Pro Git.
`tests/benchmarks/anchoring.py` prints how often each band of scores is right.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from content.document.model import TextRange

LONG = 60  # characters of a quotation beyond which length adds no evidence
UNMISTAKABLE, UNMISTAKEN = 32, 3.0  # characters that occur once, word for word, and the least logit for that
LIKELY, LIKELIER = 24, 0.0  # the same with fewer characters, or with those of a whole side, prefix or suffix
AS_SET = 0.35  # logit added for a side with the same blanks, just enough to choose between places alike in all else
GROWN = 0.2  # what white space may add to the logarithm of the length
UNKNOWN = 0.6  # what a missing prefix or suffix counts for, between agreeing and not
TOLD = 3.0  # logit added when the distinguishing words are there, else subtracted
FAR = 150  # characters a passage is assumed to have moved when its old position is unknown


class Place(NamedTuple):
    """A place where a passage may be, and the evidence for it; shares run from 0 to 1.

    `kept` is the share of the quotation that is there; `before` and `after` the shares of prefix and suffix found
    around it, near words counting more; `touch` the sum of their unbroken shares, blanks aside; `beside` the length of
    the longest side that is all there, without blanks, and `as_set` how many sides are there with the same blanks;
    `hits` how often the quotation occurs in the text word for word; `gone` the distance from the old position in
    characters; `told` says whether the words that distinguish the passage from similar ones are there; None if none was
    similar. `in_order` says whether the place lies between its neighbours' places, `at_it` whether exactly where both
    of them say: 1 if it does, -1 if not, 0 if that is unknown.
    """

    range: TextRange
    kept: float
    before: float
    after: float
    touch: float
    hits: int
    gone: int
    length: int
    told: bool | None = None
    in_order: float = 0.0
    at_it: float = 0.0
    beside: int = 0
    as_set: int = 0

    @property
    def context(self) -> float:
        """How much of the context agrees, from 0 to 4."""
        return self.before + self.after + self.touch

    @property
    def grown(self) -> float:
        """The logarithm of how many times longer the passage is now; 0 when it is not."""
        return max(0.0, log(max(1, len(self.range)) / max(1, self.length)))

    @property
    def is_verbatim(self) -> bool:
        """Whether it has all the words and nothing else."""
        return self.kept == 1 and len(self.range) == self.length

    @property
    def is_attached(self) -> bool:
        """Whether all the words stand there in one piece with all of a side, and that is long enough to occur once."""
        return self.kept == 1 and self.grown < GROWN and self.beside > 0 and self.beside + self.length >= LIKELY

    @property
    def is_whole(self) -> bool:
        """Whether all the words are there with nothing inserted, and nowhere else word for word."""
        return self.kept == 1 and self.hits <= 1 and self.grown < GROWN

    def rivals(self, other: Place) -> bool:
        """Whether only one of both can be the passage, as "no no" stands at two places in "no no no"."""
        if self.is_verbatim and other.is_verbatim:
            return self.range != other.range
        return not self.range.overlaps(other.range)


class Judgement(NamedTuple):
    """A place with its score; `words` is the evidence (in logits) without the distance from the old position."""

    place: Place
    score: float
    words: float


def judged(places: Sequence[Place]) -> list[Judgement]:
    """The places with their scores, best first."""
    attached = {place.range for place in places if place.is_attached}
    found = [
        _judgement(place, seen, likely=attached == {place.range} or _is_likely(place))
        for place, seen in features(places)
    ]
    return sorted(found, key=lambda judgement: (-judgement.score, judgement.place.range))


def _judgement(place: Place, seen: Mapping[str, float], *, likely: bool) -> Judgement:
    words = WEIGHTS["always"] + sum(WEIGHTS[name] * value for name, value in seen.items() if name != "gone")
    words += AS_SET * place.as_set
    logit = words + WEIGHTS["gone"] * seen["gone"]
    if is_unmistakable(place):
        logit = max(logit, UNMISTAKEN)
    elif likely:
        words, logit = max(words, LIKELIER), max(logit, LIKELIER)
    if place.told is not None:
        told = TOLD if place.told else -TOLD
        logit, words = logit + told, words + told
    return Judgement(place, 1 / (1 + exp(-logit)), words)


def _is_likely(place: Place) -> bool:
    """Whether the quotation is rather long, and stands there as it is and nowhere else."""
    return place.is_whole and place.hits == 1 and place.length >= LIKELY


def is_unmistakable(place: Place) -> bool:
    """Whether the quotation is long, and occurs there in full and nowhere else."""
    return place.is_whole and place.length >= UNMISTAKABLE


def features(places: Sequence[Place]) -> Iterator[tuple[Place, dict[str, float]]]:
    """Each place with its features, in the order of the weights."""
    for place in places:
        rivals = [other.context for other in places if other.rivals(place)]
        yield place, _features(place, place.context - max(rivals, default=0.0))


def _features(place: Place, lead: float) -> dict[str, float]:
    exact = place.kept == 1
    telling = min(place.length, LONG) / LONG
    least = min(place.before, place.after)
    return {
        "kept": place.kept,
        "long": telling * place.kept,
        "before": place.before,
        "after": place.after,
        "least": least,
        "touch": place.touch,
        "hits": log(1 + place.hits),
        "exact": float(exact),
        "alone": telling if exact and place.hits == 1 else 0.0,
        "grown": place.grown,
        "lead": max(-1.0, min(2.0, lead)),
        "broken": (1 - place.kept) * least,
        "in_order": place.in_order,
        "at_it": place.at_it,
        "astray": 1 - telling if place.in_order < 0 else 0.0,
        "gone": log(1 + place.gone),
    }


WEIGHTS = {
    "always": -8.36,
    "kept": 2.33,  # of the quotation
    "long": 2.35,
    "before": 1.09,
    "after": 1.34,
    "least": -0.07,  # the weaker of before and after
    "touch": 1.80,
    "hits": 0.29,
    "exact": 2.23,
    "alone": 2.53,  # word for word and nowhere else
    "grown": -1.48,  # words inserted
    "lead": 1.98,  # the context agrees better than at any other place
    "broken": 0.79,
    "in_order": 0.26,  # between the neighbours that were surely found
    "at_it": 0.47,  # just where they say
    "astray": -3.02,  # not between them, and short
    "gone": -0.38,
}
