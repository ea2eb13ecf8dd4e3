"""What can be seen of a sentence that tells news from background: tenses, times, speech, place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple

from content.languages.words import all_words, kinds_of_words, word_lists

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARK = re.compile(r"''|[\"“”„«»]")
_AGO = re.compile(
    r"\b(?:years?|months?|weeks?|decades?) (?:ago|earlier|before)\b|\b(?:last|previous|past|earlier this|earlier that) "
    r"(?:year|month|decade|week|summer|winter|spring|fall|autumn|century)\b|\bvor \w+ (?:jahren|monaten|wochen)\b"
    r"|\b(?:letzten|vergangenen|vorigen) (?:jahr|monat)|\b(?:il y a|hace) \w+ (?:ans|mois|años|meses)\b|\bönce\b"
)
_SINCE = re.compile(r"\b(?:since|until|between|by|in|during|seit|bis|depuis|desde) (?:\w+ )?(?:1[5-9]\d\d|20\d\d)\b")
_CLAUSE = re.compile(r", (?:who|which|where|whose|a|an|the|der|die|das|qui|que)\b")
_KINDS = ("past", "now", "coming", "standing", "last", "recent", "causes", "opinion")
_SIZES = (40, 70, 100, 140, 180, 230, 300)
_CURRENCY = re.compile(r"[$€£%]")
_SIGNS = ("cue", "first-person", "amount")
_STEM = 7  # letters of a word by which it is compared
_HEAD = 400  # characters of a sentence that are looked at


Dates = Mapping[str, set[str]]  # by kind: "day", "month", "year"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands, the headline's words, the newest year of the text, and the dates that the lead names."""

    paragraph: int
    paragraphs: int
    number: int
    sentences: int
    headline: frozenset[str]
    newest: int
    dates: Dates


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of one word: features that it gives by itself, and what it counts as."""

    lower: str
    stem: str  # the beginning of a longer word, by which words are compared; empty for small words
    signs: tuple[str, ...]
    kinds: tuple[str, ...]
    verb: str  # of a finite verb: itself, "cue" or "past"
    date: tuple[str, str] | None  # "day", "month" or "year", and which
    digits: int
    past: bool
    name: bool
    telling: bool  # whether any of these says anything


@lru_cache(maxsize=10_000)
def known(word: str) -> Known:
    """What is known of a word as it is written."""
    lower = word.lower()
    signs, kinds, small = _listed().get(lower, _UNLISTED)
    stem = lower[:_STEM] if len(lower) > 3 and not small else ""
    digits = 0 if lower.isalpha() else sum(map(str.isdigit, lower))
    past, name = lower.endswith("ed"), word.istitle()
    verb, date = _verb(lower, name=name), _date(lower, name=name)
    telling = bool(signs or kinds or verb or date or digits or past or name)
    return Known(lower, stem, signs, kinds, verb, date, digits, past, name, telling)


_UNLISTED: tuple[tuple[str, ...], tuple[str, ...], bool] = ((), (), False)


@cache
def _listed() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """For each word of the lists its features, its kinds, and whether it is a small word."""
    lists, kinds = _lists(), _kinds()
    found = {}
    for word in frozenset(kinds).union(*(lists[name] for name in ("small", "all-small", *_SIGNS))):
        own = (f"w:{word}",) if word in kinds or word in lists["small"] else ()
        signs = (*own, *(sign for sign in _SIGNS if word in lists[sign]))
        found[word] = signs, kinds.get(word, ()), word in lists["all-small"]
    return found


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = dict(word_lists("time_words"))
    lists["amount"] = lists.pop("amounts")
    lists["cue"] = all_words("cues")
    lists["small"] = word_lists("function_words")["en"]
    lists["all-small"] = all_words("function_words")
    lists["first-person"] = word_lists("line_words")["first_person"]
    lists["openers"] = word_lists("grammar")["openers"] | word_lists("grammar")["pronouns"]
    return lists


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    chosen = {
        word: tuple(kind for kind in kinds if kind in _KINDS) for word, kinds in kinds_of_words("time_words").items()
    }
    return {word: kinds for word, kinds in chosen.items() if kinds}


def _verb(lower: str, *, name: bool) -> str:
    lists = _lists()
    if lower in lists["auxiliaries"]:
        return lower
    if lower in lists["cue"]:
        return "cue"
    past = lower in lists["past-verbs"] or (len(lower) > 4 and lower.endswith("ed"))
    return "past" if past and not name else ""


def _date(lower: str, *, name: bool) -> tuple[str, str] | None:
    lists = _lists()
    if lower in lists["weekdays"]:
        return "day", lower
    if name and lower in lists["months"]:
        return "month", lower[:3]
    year = len(lower) == 4 and lower.isascii() and lower.isdecimal() and "1500" <= lower < "2100"
    return ("year", lower) if year else None


def content_words(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text in lower case, without the commonest small ones."""
    return frozenset(entry.stem for entry in map(known, _WORD.findall(text)) if entry.stem)


def dates_of(text: str) -> Dates:
    """The days of the week, the months and the years that a text names, by these kinds."""
    return _dates([entry for entry in map(known, _WORD.findall(text)) if entry.date])


def _dates(listed: Sequence[Known]) -> Dates:
    found: dict[str, set[str]] = {}
    for entry in listed:
        if entry.date:
            found.setdefault(entry.date[0], set()).add(entry.date[1])
    return found


def signs(sentence: str, place: Place) -> list[str]:
    """The features of one sentence."""
    head = sentence[:_HEAD]
    words = list(map(known, _WORD.findall(head)))
    listed = [entry for entry in words if entry.telling]
    found = _word_by_word(listed)
    if dates := _dates(listed):
        found.extend(_dated(dates, head, place))
    if not _lists()["ago"].isdisjoint([entry.lower for entry in listed]) and _AGO.search(head.lower()):
        found.append("ago")
    if _CURRENCY.search(head):
        found.append("amount")
    if _CLAUSE.search(head):
        found.append("clause")
    if head.endswith("?"):
        found.append("asks")
    found.extend(_standing(head, place))
    if words:
        shared = len(place.headline.intersection([entry.stem for entry in words])) / (len(place.headline) or 1)
        found.append(f"headline{0 if not shared else 1 if shared < 0.2 else 2 if shared < 0.4 else 3}")
        if words[0].lower in _lists()["openers"]:
            found.append(f"starts:{words[0].lower}")
    return found


def _word_by_word(listed: Sequence[Known]) -> list[str]:
    """What single words say, how many there are of each kind, figures, names, and the first finite verb."""
    counts: dict[str, int] = {}
    found: list[str] = []
    for entry in dict.fromkeys(listed):
        found.extend(entry.signs)
        for kind in entry.kinds:
            counts[kind] = counts.get(kind, 0) + 1
    found.extend([f"{kind}{min(times, 3)}" for kind, times in counts.items()])
    digits = sum([entry.digits for entry in listed])
    found.append(f"digits{0 if not digits else 1 if digits < 4 else 2 if digits < 9 else 3}")
    found.append(f"names{min(sum([entry.name for entry in listed]) // 2, 4)}")
    found.append(f"past-forms{min(sum([entry.past for entry in listed]), 3)}")
    found.append(f"verb:{next((entry.verb for entry in listed if entry.verb), 'none')}")
    return found


def _dated(dates: Dates, head: str, place: Place) -> Iterator[str]:
    """Years against the newest of the text, days and months against those of the lead."""
    yield "dated"
    years = dates.get("year")
    if years:
        yield "year"
        yield f"years{min(len(years), 3)}"
        age = place.newest - int(min(years))
        yield "year-newest" if age <= 0 else "year-last" if age == 1 else "year-recent" if age < 5 else "year-old"
        if _SINCE.search(head.lower()):
            yield "year-told"
    for kind in ("day", "month"):
        if named := dates.get(kind):
            lead = place.dates.get(kind, set())
            yield f"{kind}-lead" if named & lead else f"{kind}-other" if lead else kind


def _standing(head: str, place: Place) -> Iterator[str]:
    """Length and place."""
    yield f"size{sum([len(head) > step for step in _SIZES])}"
    yield f"paragraph{min(place.paragraph, 6)}"
    yield f"part{min(9, 10 * place.paragraph // max(1, place.paragraphs))}"
    yield f"paragraphs{min(place.paragraphs // 8, 4)}"
    yield f"number{min(place.number, 2)}of{min(place.sentences, 3)}"


def quoted_signs(sentence: str, opened: str) -> tuple[list[str], str]:
    """How much of a sentence stands in quotation marks; `opened` is the mark still open before it, then after it."""
    found = ["quoted-on"] if opened else []
    at = quoted = 0
    marks = 0
    for mark in _MARK.finditer(sentence):
        marks += 1
        if not opened:
            opened, at = mark[0], mark.start()
        elif mark[0] != opened or mark[0] in "''\"":
            quoted += mark.end() - at
            opened = ""
    if opened:
        quoted += len(sentence) - at
    if marks:
        found.append("quoted")
        if sentence.startswith(("''", '"', "“", "„", "«")):
            found.append("starts-quoted")
        if sentence.endswith(("''", '"', "”", "“", "»")):
            found.append("ends-quoted")
    found.append(f"quoted{4 * quoted // len(sentence)}" if quoted else "unquoted")
    return found, opened


def sentence_features(sentences: Sequence[str], places: Sequence[Place]) -> Iterator[list[str]]:
    """The features of each sentence of a text, with what its neighbours show.

    Equal features are one string each, as those of a long text would fill the memory.
    """
    rows = _own_features(sentences, places)
    before: _Own | None = None
    here = next(rows, None)
    while here is not None:
        after = next(rows, None)
        same_before = here.number > 0
        same_after = after is not None and after.number > 0
        row = [*here.row, f"joined{same_before:d}{same_after:d}"]
        if before is not None:
            prefix = "b:" if same_before else "p:"
            row.extend([prefix + sign for sign in before.shown])
        if after is not None:
            prefix = "a:" if same_after else "n:"
            row.extend([prefix + sign for sign in after.shown])
        yield list(map(intern, row))
        before, here = here, after


class _Own(NamedTuple):
    """The features of one sentence without its neighbours', those that its neighbours show, and its number."""

    row: list[str]
    shown: list[str]
    number: int


def _own_features(sentences: Sequence[str], places: Sequence[Place]) -> Iterator[_Own]:
    opened = ""
    for sentence, place in zip(sentences, places, strict=True):
        marks, opened = quoted_signs(sentence, opened if place.number else "")
        row = [*signs(sentence, place), *marks]
        yield _Own(row, [sign for sign in row if sign in _SHOWN], place.number)


_SHOWN = frozenset(
    [
        *("past1", "past2", "past3", "now1", "now2", "coming1", "coming2", "standing1", "standing2", "standing3"),
        *("recent1", "year", "year-old", "year-recent", "year-told", "ago", "quoted", "starts-quoted", "cue"),
        *("first-person", "amount", "asks", "clause", "w:had", "w:has", "w:said", "past-forms2", "past-forms3"),
    ]
)
