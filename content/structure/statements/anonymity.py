"""Why a source has no name, where the text says so: who asked not to be named because ..."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from content.document.model import TextRange
from content.languages.folding import slices
from content.structure.model import Quotation, SourceClass, Statement

if TYPE_CHECKING:
    from content.structure.syntax.tokenised import TokenisedText

Said = TypeVar("Said", Quotation, Statement)
_SIGHT = 400  # characters before a reason in which its speaker is looked for
_UP_TO_REASON = 4  # words between the phrase and the reason
_TWO_WHEN_SMALL = "\u0130"  # İ, the only letter that is
_EDGES = frozenset(",;.!?–—")


def with_anonymity(words: TokenisedText, said: Sequence[Said]) -> list[Said]:
    """What is said, in order, with the reason for which its source is not named, where the text gives one."""
    found = list(said)
    if not words.language.anonymity:
        return found
    unnamed = sorted((who.start, at) for at, one in enumerate(said) if (who := _unnamed(one)))
    for sentence, reason in _reasons(words) if unnamed else ():
        near = unnamed[bisect_left(unnamed, (sentence.start - _SIGHT,)) : bisect_left(unnamed, (sentence.end,))]
        inside = [pair for pair in near if pair[0] >= sentence.start]
        for _, at in inside or near[-1:]:
            speaker = found[at].speaker
            if speaker is not None:
                found[at] = found[at]._replace(speaker=speaker._replace(unnamed_because=reason))
    return found


def _unnamed(one: Quotation | Statement) -> TextRange | None:
    """The words for the source of what is said, if it is not named."""
    anonymous = one.speaker is not None and one.source_class is SourceClass.ANONYMOUS
    return one.speaker.range if one.speaker is not None and anonymous else None


def _reasons(words: TokenisedText) -> Iterator[tuple[TextRange, TextRange]]:
    """The sentences that say that somebody is not named and why, and the words that say why."""
    if _TWO_WHEN_SMALL in words.text:
        return
    places = sorted(_places_of(words.language.anonymity, words.text))
    end = 0
    for at in places:
        if at < end:
            continue
        sentence = _sentence_at(words, at)
        if sentence is None:
            continue
        end = sentence.end
        if reason := _reason(words, sentence, at):
            yield sentence, reason


def _places_of(phrases: Sequence[str], text: str) -> Iterator[int]:
    """The ends of the phrases in the text, however its letters are written; they lie within lines."""
    start = 0
    for part in slices(text):
        small = part.lower()
        yield from (start + at for at in {at for phrase in phrases for at in _all_of(phrase, small)})
        start += len(part)


def _all_of(phrase: str, text: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at + len(phrase)
        at = text.find(phrase, at + len(phrase))


def _sentence_at(words: TokenisedText, at: int) -> TextRange | None:
    """The sentence of the character before an offset."""
    found = words.sentences(max(0, at - 1), at)
    if not found:
        return None
    near = words.sentences(max(0, at - 1_000), at + 1_000)
    index = bisect_right([one.start for one in near], at - 1) - 1
    return near[index] if index >= 0 else None


def _reason(words: TokenisedText, sentence: TextRange, at: int) -> TextRange | None:
    """The words from "because" soon after an offset up to the end of the clause."""
    tokens = words.tokens(at, sentence.end)
    because = words.language.anonymity_reasons
    start = next((index for index, token in enumerate(tokens[:_UP_TO_REASON]) if token.folded in because), None)
    if start is None:
        return None
    after = range(start + 1, len(tokens))
    stop = next((index for index in after if tokens[index].text in _EDGES), len(tokens))
    return TextRange(tokens[start].start, tokens[stop - 1].end)
