"""What can be seen of a sentence that tells news from background: tenses, times, speech, place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

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
    {
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
    }
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
    """The beginnings of the longer words of a text in lower case, without the commonest small ones."""
    small = all_words("function_words")
    return frozenset(word[:7] for word in _WORD.findall(text.lower()) if len(word) > 3 and word not in small)


def signs(sentence: str, place: Place) -> list[str]:
    """The features of one sentence."""
    head = sentence[:_HEAD]
    lower = head.lower()
    cased = _WORD.findall(head)
    words = [word.lower() for word in cased]
    found: list[str] = []
    content = _word_by_word(words, found)
    known = set(words)
    found.extend(_times(lower, words, known, place))
    found.extend(_voice(head, lower, words, known))
    names = sum(map(str.istitle, cased[1:]))
    found.append(f"names{min(names // 2, 4)}")
    found.extend(_standing(head, content, place))
    return found


@dataclass(frozen=True, slots=True)
class Listed:
    """What the word lists say of one word."""

    feature: str  # its own, when it counts by itself
    kinds: tuple[str, ...]
    verb: str
    small: bool


@cache
def _listed() -> dict[str, Listed]:
    """All words of the lists that sentences are looked at with."""
    kinds = kinds_of_words("time_words")
    finite = word_lists("line_words")["finite"]
    cues = all_words("cues")
    named = word_lists("function_words")["en"] | kinds.keys()
    small = all_words("function_words")
    return {
        word: Listed(
            feature=f"w:{word}" if word in named else "",
            kinds=kinds.get(word, ()),
            verb=word if word in finite else "cue" if word in cues else "",
            small=word in small,
        )
        for word in named | finite | cues | small
    }


def _word_by_word(words: Sequence[str], found: list[str]) -> set[str]:
    """Add the features of single words, pairs of small ones and the first verbs; give back the content words."""
    listed = _listed()
    content: set[str] = set()
    counts: dict[str, int] = {}
    seen: set[str] = set()
    verbs = 0
    before = ""
    for at, word in enumerate(words):
        entry = listed.get(word)
        past = len(word) > 4 and word.endswith("ed")
        if verbs < 2 and ((entry is not None and entry.verb) or past):
            found.append(f"verb{verbs}:{entry.verb if entry is not None and entry.verb else 'past'}")
            if verbs == 0:
                found.append(f"verb-at{min(at // 3, 4)}")
            verbs += 1
        if len(word) > 3 and (entry is None or not entry.small):
            content.add(word[:7])
        if entry is None or not entry.feature:
            before = ""
            continue
        if before:
            found.append(f"{before} {word}")
        before = word
        if word not in seen:
            seen.add(word)
            found.append(entry.feature)
            for kind in entry.kinds:
                counts[kind] = counts.get(kind, 0) + 1
    found.extend(f"{kind}{min(times, 3)}" for kind, times in counts.items())
    return content


def _times(lower: str, listed: Sequence[str], words: set[str], place: Place) -> Iterator[str]:
    """Years, words of time that go together, and past forms."""
    years = [int(word) for word in listed if len(word) == 4 and word.isdecimal() and "1500" <= word < "2100"]
    if years:
        yield "year"
        yield f"years{min(len(years), 3)}"
        age = place.newest - min(years)
        yield "year-newest" if age <= 0 else "year-last" if age == 1 else "year-recent" if age < 5 else "year-old"
        if _SINCE.search(lower):
            yield "year-told"
    if not words.isdisjoint(_AGO_WORDS) and _AGO.search(lower):
        yield "ago"
    if not words.isdisjoint(_HAVE) and _PERFECT.search(lower):
        yield "perfect"
    past = sum(word.endswith("ed") for word in words)
    yield f"past-forms{min(past, 3)}"


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


def _standing(head: str, own: set[str], place: Place) -> Iterator[str]:
    """Length, place, and what the sentence shares with headline and lead."""
    size = sum(len(head) > step for step in _SIZES)
    yield f"size{size}"
    yield f"paragraph{min(place.paragraph, 6)}"
    part = min(9, 10 * place.paragraph // max(1, place.paragraphs))
    yield f"part{part}"
    yield f"paragraphs{min(place.paragraphs // 8, 4)}"
    yield f"number{min(place.number, 2)}of{min(place.sentences, 3)}"
    shared = len(own & place.headline) / (len(place.headline) or 1)
    yield f"headline{0 if not shared else 1 if shared < 0.2 else 2 if shared < 0.4 else 3}"
    led = len(own & place.lead) / (len(own) or 1)
    yield f"lead{0 if not led else 1 if led < 0.15 else 2 if led < 0.3 else 3}"
    yield f"lead{min(3, int(10 * led))}-part{part // 3}"


def sentence_features(sentences: Sequence[str], places: Sequence[Place]) -> list[list[str]]:
    """The features of each sentence of a text, with what its neighbours show."""
    features = [signs(sentence, place) for sentence, place in zip(sentences, places, strict=True)]
    shown = [[sign for sign in row if sign in _SHOWN] for row in features]
    for index, row in enumerate(features):
        own = places[index].paragraph
        same_before = bool(index) and places[index - 1].paragraph == own
        same_after = index + 1 < len(features) and places[index + 1].paragraph == own
        row.append(f"joined{same_before:d}{same_after:d}")
        if index:
            prefix = "b:" if same_before else "p:"
            row.extend([prefix + sign for sign in shown[index - 1]])
        if index + 1 < len(features):
            prefix = "a:" if same_after else "n:"
            row.extend([prefix + sign for sign in shown[index + 1]])
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
