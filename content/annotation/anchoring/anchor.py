"""Finding an annotation's passage in a text that may have changed since: anchored, moved, ambiguous or orphan.

With the text that the annotation was made on, both versions are compared once and the passage's ends are carried
over. Without it, every place where the words may be is weighed. Nothing chooses between two equally
good places.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchored import ORPHAN, Anchor, AnchorState
from content.annotation.anchoring.context_agreement import beside_itself
from content.annotation.anchoring.evidence import Judgement, is_unmistakable, judged
from content.annotation.anchoring.finding import Finder
from content.annotation.anchoring.landmarks import Landmarks
from content.annotation.anchoring.twins import names_another
from content.annotation.comparing.aligning import align
from content.annotation.comparing.alignment import Alignment, Carried, solid
from content.annotation.comparing.tokenizing import cuts_word
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange, sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from content.annotation.anchoring.evidence import Place
    from content.annotation.anchoring.landmarks import Expectation

    Marks = Iterable[tuple[TextQuoteSelector, TextRange]]

KEPT = 0.52  # share of a passage that must be found at its new place; with less, none of those tuned on belonged there
ACCEPTED = 0.3  # least score of an accepted place; below it two in three were wrong
ELSEWHERE = 0.8  # least score in new text for a passage whose words are gone from their own place
POSSIBLE = 0.1  # least score of a place worth showing to a person
TIE = 0.3  # difference in evidence (logits) up to which two places are equally good
TWIN, LIKER = 0.5, 0.05  # share of prefix or suffix that resembles the passage itself, and its lead on the place
GROWN, ASTRAY = 0.2, 0.4  # logarithm of how much longer a place is, and share of a side that counts as nothing
SHADED = 0.2  # share of prefix or suffix at the far side of a double that keeps it from being the worse one
AGREED = 0.9  # share of prefix and suffix above which a place is not doubted
CANDIDATES = 20  # places listed for an ambiguous passage; nobody reads more
CARRIED = 0.9  # the least score of a passage that was carried over with words changed: of these 99.9 % were right
CHANGED = 0.99  # the best score of a passage whose words changed
UNIQUE = 24  # characters of words that occur once in both versions, enough to be the same passage
AROUND = 32  # characters of prefix and suffix taken from the old text
FARTHEST = 2_000  # characters of prefix and suffix that are looked at


class Anchorer:
    """Finds passages in one current text; what it learns about the text it keeps for the next passage.

    `snapshots` maps the SHA-256 of earlier canonical texts, in hexadecimal digits, to those texts; `marks` maps
    the SHA-256 of lost texts to the passages that were annotated in them: one that is surely found shows
    where its neighbours are.
    """

    def __init__(
        self,
        text: str,
        snapshots: Mapping[str, str] | None = None,
        marks: Mapping[str, Marks] | None = None,
        digest: Callable[[], str] | None = None,
    ) -> None:
        """`digest` tells the hash of the text if it is known elsewhere: that of 100 MB takes 200 ms."""
        self._text, self._digest = text, digest
        self._snapshots = dict(snapshots or {})
        self._landmarks = {digest: Landmarks(text, known) for digest, known in (marks or {}).items()}
        self._alignments: dict[str, Alignment] = {}
        self._finders: dict[str, Finder] = {}

    def anchor(self, quote: TextQuoteSelector | None, position: TextRange | None, sha256: str | None) -> Anchor:
        """Where the passage stands; never raises, whatever the selectors say.

        `position` and `quote` refer to the text with the hash `sha256`; each may be missing.
        """
        if quote is not None and not (quote.exact or quote.prefix or quote.suffix):
            quote = None
        old = self._old(sha256)
        if old is not None and sha256 is not None:
            passage = self._passage(old, quote, position)
            if passage is not None:
                return self._carried(sha256, old, passage)
        if quote is not None:
            landmarks = self._landmarks.get(sha256 or "")
            expected = landmarks.expectation(quote, position) if landmarks and position else None
            quote = quote._replace(prefix=quote.prefix[-FARTHEST:], suffix=quote.suffix[:FARTHEST])
            found = self._found(self._text, quote, position, expected)
            if found.range and not expected and names_another(quote, self._text, found.range):
                return Anchor(AnchorState.AMBIGUOUS, None, found.score, (found.range,))
            alone = self._finder(self._text).alone(quote) if sha256 is None and not found.range else None
            return _placed(alone, position, ACCEPTED) if alone else found
        if position is None or position.end > len(self._text) or sha256 is not None:
            return ORPHAN
        return Anchor(AnchorState.ANCHORED, position, ACCEPTED)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the current text, in hexadecimal digits."""
        return self._digest() if self._digest else sha256(self._text)

    def alignment(self, sha256: str) -> Alignment | None:
        """The comparison of the old text with that hash with the current one; None when it is not known."""
        old = self._old(sha256)
        if old is None:
            return None
        if sha256 not in self._alignments:
            self._alignments[sha256] = align(old, self._text)
        return self._alignments[sha256]

    def _old(self, sha256: str | None) -> str | None:
        if sha256 is None:
            return None
        if sha256 in self._snapshots:
            return self._snapshots[sha256]
        return self._text if sha256 == self.sha256 else None

    def _passage(self, old: str, quote: TextQuoteSelector | None, position: TextRange | None) -> TextRange | None:
        """The passage in the text it was made on: at its position, or if that is wrong, where its words are."""
        if position is not None and position.end > len(old):
            position = None
        if quote is None or (position is not None and position.of(old) == quote.exact):
            return position
        return self._found(old, quote, position).range

    def _carried(self, sha256: str, old: str, passage: TextRange) -> Anchor:
        alignment = None if old == self._text else self.alignment(sha256)
        if alignment is None:
            return Anchor(AnchorState.ANCHORED, passage, 1.0)
        copies = alignment.copies(passage)
        if copies:
            return _left_between(*copies)
        words = passage.of(old)
        carried = alignment.carry(passage)
        if carried is not None and carried.range.of(self._text) == words:
            rivals = alignment.rivals(passage, carried.range)
            return _left_between(carried.range, *rivals) if rivals else _placed(carried.range, passage, 1.0)
        once = self._once(old, words)
        if once is not None:
            return _placed(once, passage, 1.0)
        if carried is None or not carried.range or carried.kept < KEPT:
            return self._elsewhere(alignment, passage)
        return _changed(alignment, carried, passage)

    def _once(self, old: str, words: str) -> TextRange | None:
        """Where the words are, if they are long and occur once in both versions."""
        if len(words) < UNIQUE:
            return None
        start = self._text.find(words)
        if start < 0 or self._text.find(words, start + 1) >= 0 or old.find(words, old.find(words) + 1) >= 0:
            return None
        place = TextRange(start, start + len(words))
        at = old.find(words)
        cut = cuts_word(self._text, place.start), cuts_word(self._text, place.end)
        return place if cut == (cuts_word(old, at), cuts_word(old, at + len(words))) else None

    def _elsewhere(self, alignment: Alignment, passage: TextRange) -> Anchor:
        """Looks for the passage in what is new in the current text."""
        before = alignment.old[max(0, passage.start - AROUND) : passage.start]
        after = alignment.old[passage.end : passage.end + AROUND]
        quote = TextQuoteSelector(exact=passage.of(alignment.old), prefix=before, suffix=after)
        if solid(quote.exact, 0, len(quote.exact)) < UNIQUE:
            return ORPHAN
        places = self._finder(self._text).places(quote, (passage.start,))
        found = _decided(judged([place for place in places if alignment.is_new(place.range)]), self._text, quote, None)
        if found.range is not None and found.score < ELSEWHERE:
            return Anchor(AnchorState.AMBIGUOUS, None, found.score, (found.range,))
        return found

    def _found(
        self, text: str, quote: TextQuoteSelector, position: TextRange | None, expected: Expectation | None = None
    ) -> Anchor:
        """The passage in a text, by its words and those around it."""
        finder = self._finder(text)
        if not quote.exact.strip():
            places = finder.between(quote)
            if len(places) == 1:
                return _placed(places[0], position, ACCEPTED)
            return Anchor(AnchorState.AMBIGUOUS, None, 0.0, tuple(places[:CANDIDATES])) if places else ORPHAN
        starts = () if position is None else finder.offsets(position.start)
        return _decided(judged(finder.places(quote, starts, expected)), text, quote, position)

    def _finder(self, text: str) -> Finder:
        if text not in self._finders:
            self._finders[text] = Finder(text)
        return self._finders[text]


def _placed(place: TextRange, position: TextRange | None, score: float) -> Anchor:
    """Words that did not change: anchored where they were, else moved."""
    return Anchor(AnchorState.ANCHORED if place == position else AnchorState.MOVED, place, score)


def _changed(alignment: Alignment, carried: Carried, passage: TextRange) -> Anchor:
    """A passage with some words changed; if it now encloses what stood beside it, a person has to look."""
    old, words = alignment.old, carried.range.of(alignment.new)
    beside = old[max(0, passage.start - AROUND) : passage.start], old[passage.end : passage.end + AROUND]
    if len(words) > len(passage) and any(len(part) == AROUND and part in words for part in beside):
        return Anchor(AnchorState.AMBIGUOUS, None, POSSIBLE, (carried.range,))
    return Anchor(AnchorState.MOVED, carried.range, min(CHANGED, CARRIED + (1 - CARRIED) * carried.kept))


def _left_between(*places: TextRange) -> Anchor:
    """Equally good places, for a person to choose from."""
    return Anchor(AnchorState.AMBIGUOUS, None, 1 / (1 + len(places)), tuple(sorted(places)[:CANDIDATES]))


def _decided(found: Sequence[Judgement], text: str, quote: TextQuoteSelector, position: TextRange | None) -> Anchor:
    """The outcome of the judgements, best first: the best place, a choice for a person, or nothing."""
    if not found:
        return ORPHAN
    best = found[0]
    place = best.place.range
    same = place.of(text) == quote.exact
    rivals = [
        other.place.range
        for other in found[1:]
        if other.place.rivals(best.place)
        and (other.words >= best.words - TIE or _is_double(quote, text, best.place, other.place))
    ]
    stayed = same and position is not None and place.start == position.start
    is_other = best.place.told is False or (best.place.told is None and _is_twin(quote, best))
    if (rivals and not stayed) or is_other or _spreads(quote, text, best.place):
        return _left_open(best, [place, *rivals] if same or best.score >= POSSIBLE else [])
    if best.score < ACCEPTED:
        return _left_open(best, [other.place.range for other in found if other.score >= POSSIBLE])
    return _placed(place, position, best.score) if same else Anchor(AnchorState.MOVED, place, CHANGED * best.score)


def _is_double(quote: TextQuoteSelector, text: str, one: Place, other: Place) -> bool:
    """Whether the same words stand side by side at both places, but stood alone when they were quoted.

    Each then hides the other's context on one side, and neither is better if both have some of it on the other side.
    """
    if not (one.is_verbatim and other.is_verbatim):
        return False
    first, second = sorted((one, other), key=lambda place: place.range)
    gap = second.range.start - first.range.end
    if not 0 <= gap <= AROUND or solid(text, first.range.end, second.range.start):
        return False
    if not quote.prefix.strip() or not quote.suffix.strip():
        return False
    words = quote.exact.strip()
    stood_double = quote.prefix.rstrip().endswith(words) or quote.suffix.lstrip().startswith(words)
    if stood_double or max(beside_itself(quote)) >= TWIN:
        return False
    return min(first.before, second.after) > SHADED


def _spreads(quote: TextQuoteSelector, text: str, place: Place) -> bool:
    """Whether a place extends over another paragraph to reach the context on one side, and lacks the other side's."""
    lines = place.range.of(text).count("\n") > quote.exact.count("\n")
    return lines and place.kept < 1 and place.grown > GROWN and min(place.before, place.after) < ASTRAY


def _left_open(best: Judgement, places: Sequence[TextRange]) -> Anchor:
    """A choice for a person, if any place is worth it."""
    if not places:
        return Anchor(AnchorState.ORPHAN, None, best.score)
    return Anchor(AnchorState.AMBIGUOUS, None, best.score, tuple(sorted(places)[:CANDIDATES]))


def _is_twin(quote: TextQuoteSelector, best: Judgement) -> bool:
    """Whether the place may just as well belong to a near-identical passage that stood beside the one sought.

    It may when the old context shows such a neighbour and the new one no longer does.
    """
    place = best.place
    if min(place.before, place.after) >= AGREED or (place.hits and is_unmistakable(place)):
        return False
    before, after = beside_itself(quote)
    return (before >= TWIN and before > place.before + LIKER) or (after >= TWIN and after > place.after + LIKER)
