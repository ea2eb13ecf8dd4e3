"""What can be seen of a sentence that tells news from background: tenses, times, speech, place in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from content.structure.lexicon import all_words, kinds_of_words, word_lists

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKS = '"“”„«»'
_AMOUNT = re.compile(r"[$€£%]|\b(?:percent|per cent|million|billion|prozent|millionen|milliarden)\b")
_PERFECT = re.compile(r"\b(?:has|have|had)\s(?:\w+ly\s|also\s|not\s|long\s)?(?:been|\w+ed)\b")
_AGO = re.compile(
    r"\b(?:years?|months?|weeks?|decades?) (?:ago|earlier|before)\b|\b(?:last|previous|past|earlier this|earlier that) "
    r"(?:year|month|decade|week|summer|winter|spring|fall|autumn|century)\b|\bvor \w+ (?:jahren|monaten|wochen)\b"
    r"|\b(?:letzten|vergangenen|vorigen) (?:jahr|monat)|\b(?:il y a|hace) \w+ (?:ans|mois|años|meses)\b|\bönce\b"
)
_SINCE = re.compile(r"\b(?:since|until|between|by|in|during|seit|bis|depuis|desde) (?:\w+ )?(?:1[5-9]\d\d|20\d\d)\b")
_DIGITS = re.compile(r"\d+")
_AGO_WORDS = frozenset(
    [
        "ago",
        "earlier",
        "before",
        "last",
        "previous",
        "past",
        "vor",
        "letzten",
        "vergangenen",
        "vorigen",
        "il",
        "hace",
        "önce",
    ]
)
_HAVE = frozenset({"has", "have", "had"})
_CLAUSE = re.compile(r",\s(?:who|which|where|whose|a|an|the|der|die|das|qui|que)\b")
_SIZES = (40, 70, 100, 140, 180, 230, 300)
_HEAD = 400  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands, and the words of headline and lead."""

    paragraph: int
    paragraphs: int
    number: int
    sentences: int
    headline: frozenset[str]
    lead: frozenset[str]
    newest: int


def content_words(text: str) -> frozenset[str]:
    """The longer words of a text in lower case, without the commonest small ones."""
    return frozenset(word[:7] for word in _WORD.findall(text.lower()) if len(word) > 3) - _small()


@cache
def _small() -> frozenset[str]:
    return frozenset(word[:7] for word in all_words("function_words"))


def signs(sentence: str, place: Place) -> list[str]:
    """The features of one sentence."""
    head = sentence[:_HEAD]
    lower = head.lower()
    cased = _WORD.findall(head)
    words = [word.lower() for word in cased]
    known = set(words)
    found = [*_verbs(words), *_times(lower, words, known, place), *_voice(head, lower, words, known)]
    names = sum(word[0].isupper() for word in cased[1:])
    found.append(f"names{min(names // 2, 4)}")
    found.extend(_standing(head, words, place))
    return found


def _verbs(words: Sequence[str]) -> Iterator[str]:
    """The first verb forms, and pairs of small words."""
    finite = word_lists("line_words")["finite"]
    cues = _cues()
    found = 0
    for index, word in enumerate(words):
        if word in finite or word in cues or (word.endswith("ed") and len(word) > 4):
            kind = word if word in finite else "cue" if word in cues else "past"
            yield f"verb{found}:{kind}"
            if found == 0:
                yield f"verb-at{min(index // 3, 4)}"
            found += 1
            if found == 2:
                break
    small = _named_words()
    for first, second in pairwise(words):
        if first in small and second in small:
            yield f"{first} {second}"


def _times(lower: str, listed: Sequence[str], words: set[str], place: Place) -> Iterator[str]:
    """Tenses, years, and words of time."""
    table = kinds_of_words("time_words")
    each = dict.fromkeys(listed)  # in the order of the text: sums of weights must not depend on the order of a set
    found = Counter(kind for word in each if word in table for kind in table[word])
    for kind, times in found.items():
        yield f"{kind}{min(times, 3)}"
    named = _named_words()
    for word in each:
        if word in named:
            yield f"w:{word}"
    years = [int(word) for word in listed if len(word) == 4 and word.isdecimal() and "1500" <= word < "2100"]
    if years:
        yield "year"
        yield f"years{min(len(years), 3)}"
        age = place.newest - min(years)
        yield "year-newest" if age <= 0 else "year-last" if age == 1 else "year-recent" if age < 5 else "year-old"
        if _SINCE.search(lower):
            yield "year-told"
    if words & _AGO_WORDS and _AGO.search(lower):
        yield "ago"
    if words & _HAVE and _PERFECT.search(lower):
        yield "perfect"
    past = sum(word.endswith("ed") for word in words)
    yield f"past-forms{min(past, 3)}"


@cache
def _named_words() -> frozenset[str]:
    """The small words that count one by one; their weights are learned where the language was trained on."""
    lists = word_lists("time_words")
    return word_lists("function_words")["en"].union(*lists.values())


def _voice(head: str, lower: str, words: Sequence[str], known: set[str]) -> Iterator[str]:
    """Speech, figures, names, clauses."""
    marks = sum(head.count(mark) for mark in _MARKS) if not head.isascii() else head.count('"')
    if marks:
        yield f"marks{min(marks, 2)}"
        if head[0] in '"“„«':
            yield "starts-quoted"
    if not _cues().isdisjoint(known):
        yield "cue" if marks else "cue-without-marks"
    if not word_lists("line_words")["first_person"].isdisjoint(known):
        yield "first-person"
    if _AMOUNT.search(lower):
        yield "amount"
    digits = sum(map(len, _DIGITS.findall(head)))
    yield f"digits{0 if not digits else 1 if digits < 4 else 2 if digits < 9 else 3}"
    if _CLAUSE.search(lower):
        yield "clause"
    if head.endswith("?"):
        yield "asks"
    if words:
        first = words[0]
        yield f"starts:{first}" if first in _openers() else "starts-other"


@cache
def _cues() -> frozenset[str]:
    return all_words("cues")


@cache
def _openers() -> frozenset[str]:
    grammar = word_lists("grammar")
    return grammar["openers"] | grammar["pronouns"]


def _standing(head: str, words: Sequence[str], place: Place) -> Iterator[str]:
    """Length, place, and what the sentence shares with headline and lead."""
    size = sum(len(head) > step for step in _SIZES)
    yield f"size{size}"
    yield f"paragraph{min(place.paragraph, 6)}"
    part = min(9, 10 * place.paragraph // max(1, place.paragraphs))
    yield f"part{part}"
    yield f"paragraphs{min(place.paragraphs // 8, 4)}"
    yield f"number{min(place.number, 2)}of{min(place.sentences, 3)}"
    own = frozenset(word[:7] for word in words if len(word) > 3) - _small()
    shared = len(own & place.headline) / (len(place.headline) or 1)
    yield f"headline{0 if not shared else 1 if shared < 0.2 else 2 if shared < 0.4 else 3}"
    led = len(own & place.lead) / (len(own) or 1)
    yield f"lead{0 if not led else 1 if led < 0.15 else 2 if led < 0.3 else 3}"
    yield f"lead{min(3, int(10 * led))}-part{part // 3}"


def sentence_features(sentences: Sequence[str], places: Sequence[Place]) -> list[list[str]]:
    """The features of each sentence of a text, with what its neighbours show."""
    own = [signs(sentence, place) for sentence, place in zip(sentences, places, strict=True)]
    features = []
    for index, found in enumerate(own):
        row = list(found)
        same_before = bool(index) and places[index - 1].paragraph == places[index].paragraph
        same_after = index + 1 < len(own) and places[index + 1].paragraph == places[index].paragraph
        row.append(f"joined{same_before:d}{same_after:d}")
        if index:
            row.extend(f"{'b' if same_before else 'p'}:{sign}" for sign in own[index - 1] if sign in _SHOWN)
        if index + 1 < len(own):
            row.extend(f"{'a' if same_after else 'n'}:{sign}" for sign in own[index + 1] if sign in _SHOWN)
        features.append(row)
    return features


_SHOWN = frozenset(
    [
        "past1",
        "past2",
        "past3",
        "now1",
        "now2",
        "coming1",
        "coming2",
        "standing1",
        "standing2",
        "standing3",
        "recent1",
        "year",
        "year-old",
        "year-recent",
        "year-told",
        "ago",
        "perfect",
        "marks1",
        "marks2",
        "starts-quoted",
        "cue",
        "cue-without-marks",
        "first-person",
        "amount",
        "asks",
        "clause",
        "w:had",
        "w:has",
        "w:said",
        "past-forms2",
        "past-forms3",
    ]
)
