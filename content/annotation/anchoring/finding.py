"""Finding where a passage may be by its words, without the text that they were taken from."""

from __future__ import annotations

import heapq
import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from content.annotation.anchoring.context_agreement import Around, agreement
from content.annotation.anchoring.evidence import FAR, UNKNOWN, Place
from content.annotation.anchoring.twins import CONTEXT, is_told_apart, same_paragraph
from content.annotation.anchoring.unspaced import Solid, solid
from content.annotation.anchoring.windows import Windows
from content.annotation.comparing.aligning import align
from content.annotation.comparing.alignment import Alignment
from content.annotation.comparing.tokenizing import cuts_word
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.annotation.anchoring.landmarks import Expectation
    from content.annotation.comparing.settling import Match
    from content.annotation.records.model import TextQuoteSelector

HITS = 2_000  # places with the exact words that are looked at one by one
SHORTLIST = 24  # of those, how many are weighed: the ones with the best context
CERTAIN = 24  # characters a quotation must have for its exact words to rule out changed ones
SURE = 1.2  # sum of before and after above which changed words are not looked for
ALIKE, LEAD = 16, 16  # characters of context that a twin shares, and how many more the place that is taken must share
ALONE = 8  # characters of a line that make it likely that it stands nowhere else, and of context looked for
LEAST = 0.3  # share of a quotation that must be kept
LARGE = 400_000  # characters of a text from which the stretch around the old position is searched first
STRETCH = 100_000  # characters of that stretch to either side
STRETCHES = 8  # indexes of stretches kept
HUGE = 20_000  # characters of a quotation from which only its two ends are looked for
FRAMES = ((16, 16), (24, 6), (8, 24), (16, 4))  # characters of context and of the quotation that make its ends
GROWN = 20, 1_000  # times its length, and characters on top, that a passage may have grown by insertions

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Finder:
    """Finds passages in one text by their words; what it indexes it keeps for the next passage."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stretches: dict[int, Windows] = {}
        self._whole: Windows | None = None

    @cached_property
    def _solid(self) -> Solid:
        return Solid(self._text)

    def places(
        self, quote: TextQuoteSelector, starts: tuple[int, ...], expected: Expectation | None = None
    ) -> list[Place]:
        """The places where the words may be, unordered.

        `starts` are the offsets where they may have been; `expected` says more about where they should be now.
        """
        starts = expected.starts if expected else starts
        found = self._places(quote, starts)
        return [_in_view_of(expected, place) for place in found] if expected else found

    def _places(self, quote: TextQuoteSelector, starts: tuple[int, ...]) -> list[Place]:
        near = quote._replace(prefix=quote.prefix[-CONTEXT:], suffix=quote.suffix[:CONTEXT])
        hits = self._hits(near, starts)
        is_set_otherwise = len(hits) == 1 and hits[0].of(self._text) != quote.exact
        number = 0 if is_set_otherwise else len(hits)
        best = self._best(quote, hits, starts)
        exact = [
            self._weighed(near, place, 1.0, number, starts)._replace(told=is_told, length=len(place))
            for place, is_told in best.items()
        ]
        certain = len(quote.exact) >= CERTAIN and any(self._cut_alike(quote, place) for place in best)
        agreeing = [place for place in exact if place.told is not False]
        if agreeing and (certain or max(place.before + place.after for place in exact) >= SURE):
            return exact
        changed = {
            place: kept
            for place, kept in self._changed(near, starts)
            if kept > LEAST and not any(map(place.contains, best))
        }
        return exact + [
            self._weighed(near, place, kept, number, starts)._replace(told=is_told_apart(quote, self._text, place))
            for place, kept in changed.items()
        ]

    def _best(
        self, quote: TextQuoteSelector, hits: Iterable[TextRange], starts: tuple[int, ...]
    ) -> dict[TextRange, bool | None]:
        """Of the places with the words those with the best context; and whether what tells twins apart is there."""
        around = Around(quote)
        best = heapq.nlargest(
            SHORTLIST, hits, key=lambda hit: (sum(around.touch(self._text, hit)), -_gone(hit.start, starts))
        )
        told = {place: is_told_apart(quote, self._text, place) for place in best}
        if len(best) > 1 and not any(told.values()):
            beside = Around(same_paragraph(quote))
            first, second = (sum(beside.touch(self._text, place)) for place in best[:2])
            told[best[0]] = None if first - LEAD >= second >= ALIKE else told[best[0]]
        return told

    def alone(self, quote: TextQuoteSelector) -> TextRange | None:
        """The only place of the words, if they are lines of their own there, and what was around them is nowhere.

        Such a context may be from what is in a page but not in its text: scripts, menus and hidden notes.
        """
        places = list(islice(self._solid.find(quote.exact), 2))
        if len(places) != 1 or len(solid(quote.exact)) < ALONE or not self._is_line(places[0]):
            return None
        around = Around(quote)
        sides = around.before[:ALONE][::-1], around.after[:ALONE]
        return None if any(side and side in self._solid for side in sides) else places[0]

    def _is_line(self, place: TextRange) -> bool:
        """Whether a place begins and ends with a line, apart from blanks and bullets."""
        before = self._text[max(0, place.start - CONTEXT) : place.start].rpartition("\n")[2]
        after = self._text[place.end : place.end + CONTEXT].partition("\n")[0]
        return not solid(before + after)

    def between(self, quote: TextQuoteSelector) -> list[TextRange]:
        """Where a passage without words, or of white space only, fits between its prefix and suffix."""
        head, tail = quote.prefix[-CONTEXT:], quote.suffix[:CONTEXT]
        hits = self._all(head + quote.exact + tail, SHORTLIST) if (head + tail).strip() else []
        return [TextRange(hit + len(head), hit + len(head) + len(quote.exact)) for hit in hits]

    def offsets(self, offset: int) -> tuple[int, ...]:
        """The code points that an offset may mean: itself, or the one it is if it counts UTF-16 units."""
        wide = len(_WIDE.findall(self._text, 0, offset)) if self._has_wide else 0
        return (offset, offset - wide) if wide else (offset,)

    @cached_property
    def _has_wide(self) -> bool:
        return not self._text.isascii() and _WIDE.search(self._text) is not None

    def _hits(self, quote: TextQuoteSelector, starts: tuple[int, ...]) -> list[TextRange]:
        """Where the words occur: everywhere, or if they are too common, where it matters.

        Only if they occur nowhere as they are, also where their blanks are different.
        """
        size = len(quote.exact)
        found = [TextRange(hit, hit + size) for hit in self._exact(quote, starts)]
        found = found or list(self._solid.find(quote.exact))
        return [hit for hit in found if self._cut_alike(quote, hit)] or found

    def _exact(self, quote: TextQuoteSelector, starts: tuple[int, ...]) -> list[int]:
        hits = self._all(quote.exact, HITS)
        if len(hits) < HITS:
            return hits
        head, tail = quote.prefix[-CONTEXT // 2 :], quote.suffix[: CONTEXT // 2]
        more = set(hits)
        more.update(hit + len(head) for hit in self._all(head + quote.exact, SHORTLIST))
        more.update(self._all(quote.exact + tail, SHORTLIST))
        for start in starts:
            more.update(self._all(quote.exact, SHORTLIST, max(0, start - CONTEXT)))
        return sorted(more)

    def _all(self, words: str, most: int, start: int = 0) -> list[int]:
        hits: list[int] = []
        at = self._text.find(words, start)
        while at >= 0 and len(hits) < most:
            hits.append(at)
            at = self._text.find(words, at + 1)
        return hits

    def _cut_alike(self, quote: TextQuoteSelector, place: TextRange) -> bool:
        """Whether the words here begin and end inside a word when the quotation does.

        A quotation that only seems to, because it touches the paragraph beside it, may begin or end a line here.
        """
        around = quote.prefix + quote.exact + quote.suffix
        start, end = len(quote.prefix), len(quote.prefix) + len(quote.exact)
        return (not start or self._is_cut(place.start, place.start - 1, as_=cuts_word(around, start))) and (
            end == len(around) or self._is_cut(place.end, place.end, as_=cuts_word(around, end))
        )

    def _is_cut(self, edge: int, beside: int, *, as_: bool) -> bool:
        """Whether an edge cuts a word or does not, as it should, or only seems not to at the end of a line."""
        return cuts_word(self._text, edge) == as_ or (as_ and self._text[beside : beside + 1] == "\n")

    def _weighed(
        self,
        quote: TextQuoteSelector,
        place: TextRange,
        kept: float,
        hits: int,
        starts: tuple[int, ...],
    ) -> Place:
        around = Around(quote)
        before, after = agreement(quote, self._text, place)
        sides = list(zip(around.touch(self._text, place), map(len, (around.before, around.after)), strict=True))
        return Place(
            range=place,
            kept=kept,
            before=before if around.before else UNKNOWN,
            after=after if around.after else UNKNOWN,
            touch=sum(touched / size if size else UNKNOWN for touched, size in sides),
            hits=hits,
            gone=_gone(place.start, starts),
            length=len(quote.exact),
            as_set=_as_set(quote, self._text, place),
            beside=max(size for touched, size in ((0, 0), *sides) if touched == size),
        )

    def _changed(self, quote: TextQuoteSelector, starts: tuple[int, ...]) -> Iterator[tuple[TextRange, float]]:
        """Ranges that say nearly the same, with the share of the quotation that they keep."""
        yield from self._framed(quote)
        if len(quote.exact) > HUGE:
            return
        words = quote.prefix + quote.exact + quote.suffix
        inner = TextRange(len(quote.prefix), len(quote.prefix) + len(quote.exact))
        for index in self._indexes(starts):
            alike = list(index.alike(words))
            sure = False
            for matches in [*alike, *_chained(alike, inner)]:
                carried = Alignment(words, self._text, tuple(matches)).carry(inner)
                if carried and carried.range:
                    sure = sure or carried.kept > SURE / 2
                    yield carried.range, carried.kept
            if sure:
                return

    def _framed(self, quote: TextQuoteSelector) -> Iterator[tuple[TextRange, float]]:
        """The shortest range that begins and ends as the quotation does, context included."""
        if not quote.prefix or not quote.suffix:
            return
        for around, own in FRAMES:
            size = min(own, len(quote.exact) // 2)
            head, tail = quote.prefix[-around:], quote.suffix[:around]
            starts = [hit + len(head) for hit in self._all(head + quote.exact[:size], SHORTLIST)]
            ends = [hit + size for hit in self._all(quote.exact[len(quote.exact) - size :] + tail, SHORTLIST)]
            most = GROWN[0] * len(quote.exact) + GROWN[1]
            framed = [TextRange(start, end) for start in starts for end in ends if 0 < end - start < most]
            if framed:
                place = min(framed, key=len)
                carried = align(quote.exact, place.of(self._text)).carry(TextRange(0, len(quote.exact)))
                if carried:
                    yield place, carried.kept
                return

    def _indexes(self, starts: tuple[int, ...]) -> Iterator[Windows]:
        """The index of the whole text; for a large one, first that of the stretch around the old position."""
        if len(self._text) > LARGE:
            for start in starts:
                yield self._stretch(min(start, len(self._text)) // STRETCH)
        if self._whole is None:
            self._whole = Windows(self._text)
        yield self._whole

    def _stretch(self, number: int) -> Windows:
        if number not in self._stretches:
            if len(self._stretches) >= STRETCHES:
                self._stretches.pop(next(iter(self._stretches)))
            end = min(len(self._text), (number + 2) * STRETCH)
            self._stretches[number] = Windows(self._text, max(0, (number - 1) * STRETCH), end)
        return self._stretches[number]


def _gone(start: int, starts: Iterable[int]) -> int:
    """How far a place is from where the passage may have been."""
    return min((abs(start - old) for old in starts), default=FAR)


def _as_set(quote: TextQuoteSelector, text: str, place: TextRange) -> int:
    """How many sides, of prefix and suffix, stand at the place with the same blanks."""
    before = text.startswith(quote.prefix, max(0, place.start - len(quote.prefix)))
    after = text.startswith(quote.suffix, place.end)
    return (quote.prefix != "" and before) + (quote.suffix != "" and after)


def _in_view_of(expected: Expectation, place: Place) -> Place:
    """The place with what its neighbours say about it."""
    at_it = expected.is_at(place.range)
    return place._replace(
        in_order=1.0 if expected.fits(place.range) else -1.0,
        at_it=0.0 if at_it is None else 1.0 if at_it else -1.0,
    )


def _chained(alike: list[list[Match]], inner: TextRange) -> Iterator[list[Match]]:
    """Pairs of windows: one has the beginning of the passage, the other its end."""
    most = GROWN[0] * len(inner) + GROWN[1]
    for head in alike:
        for tail in alike:
            rest = [found for found in tail if found.old >= head[-1].old_end and found.new >= head[-1].new_end]
            if (
                rest
                and head[0].old < inner.start < head[-1].old_end
                and rest[0].old < inner.end < rest[-1].old_end
                and rest[-1].new_end - head[0].new < most
            ):
                yield head + rest
