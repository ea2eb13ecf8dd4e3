"""Surface features that distinguish news from background: tenses, times, speech, place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.languages.folding import fold
from content.languages.phrases import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from content.languages.language import Language

_WORD = compiled(r"[^\W_]+(?:['’][^\W_]+)?")
_MARK = compiled(r"''|\"|“|”|„|«|»")  # searched by their first characters, as a row of literals is
_CURRENCY = compiled(r"[$€£%]")
_KINDS = ("past", "now", "coming", "standing", "last", "recent", "causes", "opinion")  # sets of words of a language
_SIZES = (40, 70, 100, 140, 180, 230, 300)
_YEAR = compiled(r"1[5-9]\d\d|20\d\d", re.ASCII)
_NOTHING: tuple[tuple[str, ...], tuple[str, ...], str] = ((), (), "")  # of a word that no list has
_STEM = 7  # letters of a word by which it is compared
_HEAD = 400  # characters of a sentence that are looked at
_MOST_WORDS = 10_000  # of a language that are remembered

# The features that a sentence shows to its neighbours, and their names there: after p (previous) and n (next) where
# another paragraph is between them, after b (before) and a (after) in the same one.
_SHOWN = (
    *("past1", "past2", "past3", "now1", "now2", "coming1", "coming2", "standing1", "standing2", "standing3"),
    *("recent1", "year", "year-old", "year-recent", "year-told", "ago", "quoted", "starts-quoted", "cue"),
    *("first-person", "amount", "clause", "w:had", "w:has", "w:said", "past-forms2", "past-forms3"),
)
_BEFORE = {name: (f"p:{name}", f"b:{name}") for name in _SHOWN}
_AFTER = {name: (f"n:{name}", f"a:{name}") for name in _SHOWN}

Dates = dict[str, set[str]]  # by kind: "day", "month", "year"


class Place(NamedTuple):
    """Where a sentence stands, the headline's words, the newest year of the text, and the dates that the lead names."""

    paragraph: int
    paragraphs: int
    number: int
    sentences: int
    headline: frozenset[str]
    newest: int
    dates: Dates


class Word:
    """What is known about a word form: features that it gives by itself, and what it counts as.

    Each is made once for its form and equals only itself: a form with a capital counts beside the same without.
    """

    __slots__ = ("date", "digits", "features", "folded", "is_telling", "kinds", "name", "past", "stem", "verb")
    folded: str
    stem: str  # the beginning of a longer word, by which words are compared; empty for small words
    features: tuple[str, ...]
    kinds: tuple[str, ...]
    verb: str  # of a finite verb: the feature for the first of its sentence
    date: tuple[str, str] | None  # "day", "month" or "year", and which
    digits: int
    past: bool
    name: bool
    is_telling: bool  # whether any of these but the stem says anything

    def __init__(  # noqa: PLR0913, PLR0917 - all that is known of it
        self,
        folded: str,
        stem: str,
        features: tuple[str, ...],
        kinds: tuple[str, ...],
        verb: str,
        date: tuple[str, str] | None,
        digits: int,
        past: bool,
        name: bool,
        is_telling: bool,
    ) -> None:
        self.folded, self.stem, self.features, self.kinds, self.verb = folded, stem, features, kinds, verb
        self.date, self.digits, self.past, self.name, self.is_telling = date, digits, past, name, is_telling


class _Vocabulary(dict[str, Word]):
    """The words of a language as they are written, each judged when it is first met."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._kinds = {kind: getattr(language, kind) for kind in _KINDS}
        self._marked = {"cue": language.cues, "first-person": language.first_person, "amount": language.amounts}
        self._shown = language.function_words.union(*self._kinds.values())
        self._known = self._shown.union(language.finite_verbs, *self._marked.values())
        self._dates = {day: ("day", day) for day in language.weekdays}
        self._months = {name: ("month", str(number)) for name, number in language.month_numbers.items()}

    def __missing__(self, written: str) -> Word:
        language, folded = self._language, fold(written)
        features, kinds, verb = self._listed(folded) if folded in self._known else _NOTHING
        name, past = written.istitle(), folded.endswith(language.past_verb_endings)
        digits, date = 0, self._dates.get(folded) or (self._months.get(folded) if name else None)
        if not folded.isalpha():
            digits = sum(map(str.isdigit, folded))
            date = ("year", folded) if _YEAR.fullmatch(folded) else None
        stem = folded[:_STEM] if len(folded) > 3 and folded not in language.function_words else ""
        if not verb and not name and ((past and len(folded) > 4) or folded in language.past_verbs):
            verb = "verb:past"
        is_telling = name or past or bool(features or kinds or verb or date or digits)
        word = self[written] = Word(folded, stem, features, kinds, verb, date, digits, past, name, is_telling)
        return word

    def _listed(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Of a word of the lists its features, its kinds, and what it is as a verb."""
        own = (f"w:{word}",) if word in self._shown else ()
        features = (*own, *(name for name, words in self._marked.items() if word in words))
        verb = word if word in self._language.finite_verbs else "cue" if "cue" in features else ""
        return features, tuple(kind for kind, words in self._kinds.items() if word in words), verb and f"verb:{verb}"


_vocabulary = cache(_Vocabulary)


@cache
def _ago(language: Language) -> re.Pattern[str]:
    return compiled(rf"\b{any_of(map(fold, language.ago_phrases))}\b")


@cache
def _since(language: Language) -> re.Pattern[str]:
    return compiled(rf"\b{any_of(map(fold, language.since))} (?:\w+ )?(?:1[5-9]\d\d|20\d\d)\b")


@cache
def _clause(language: Language) -> re.Pattern[str]:
    return compiled(rf", {any_of(language.clause_openers)}\b")


def content_words(text: str, language: Language) -> frozenset[str]:
    """The beginnings of the longer words of a text, folded, without the commonest small ones."""
    return frozenset(word.stem for word in _words(text, language) if word.stem)


def dates_of(text: str, language: Language) -> Dates:
    """The days of the week, the months (by number) and the years that a text names, by these kinds."""
    return _dates(_words(text, language))


def _words(text: str, language: Language) -> list[Word]:
    known = _vocabulary(language)
    if len(known) >= _MOST_WORDS:  # not in the midst of a sentence, in which a word counts once
        known.clear()
    return list(map(known.__getitem__, _WORD.findall(text)))


def _dates(words: Iterable[Word]) -> Dates:
    found: Dates = {}
    for word in words:
        if word.date:
            found.setdefault(word.date[0], set()).add(word.date[1])
    return found


def _own_features(sentence: str, place: Place, language: Language) -> list[str]:
    """The features of one sentence, without its quotation marks."""
    head = sentence[:_HEAD]
    words = _words(head, language)
    telling = [word for word in words if word.is_telling]
    found = _word_by_word(telling)
    if dates := _dates(telling):
        found += _dated(dates, place)
        if "year" in dates and _since(language).search(fold(head)):
            found.append("year-told")
    if not language.ago.isdisjoint([word.folded for word in telling]) and _ago(language).search(fold(head)):
        found.append("ago")
    if _CURRENCY.search(head):
        found.append("amount")
    if _clause(language).search(head):
        found.append("clause")
    found += (
        f"size{bisect_left(_SIZES, len(head))}",
        f"paragraph{min(place.paragraph, 6)}",
        f"part{min(9, 10 * place.paragraph // max(1, place.paragraphs))}",
        f"paragraphs{min(place.paragraphs // 8, 4)}",
        f"number{min(place.number, 2)}of{min(place.sentences, 3)}",
    )
    if words:
        shared = len(place.headline.intersection([word.stem for word in words])) / (len(place.headline) or 1)
        found.append(f"headline{0 if not shared else 1 if shared < 0.2 else 2 if shared < 0.4 else 3}")
        if words[0].folded in language.openers or words[0].folded in language.pronouns:
            found.append(f"starts:{words[0].folded}")
    return found


def _word_by_word(words: Sequence[Word]) -> list[str]:
    """What single words say, how many there are of each kind, figures, names, and the first finite verb."""
    found: list[str] = []
    counts: dict[str, int] = {}
    for word in dict.fromkeys(words):
        found += word.features
        for kind in word.kinds:
            counts[kind] = counts.get(kind, 0) + 1
    found += [f"{kind}{min(times, 3)}" for kind, times in counts.items()]
    digits = sum([word.digits for word in words])
    found += (
        f"digits{0 if not digits else 1 if digits < 4 else 2 if digits < 9 else 3}",
        f"names{min(sum([word.name for word in words]) // 2, 4)}",
        f"past-forms{min(sum([word.past for word in words]), 3)}",
        next((word.verb for word in words if word.verb), "verb:none"),
    )
    return found


def _dated(dates: Dates, place: Place) -> Iterator[str]:
    """Years against the newest of the text, days and months against those of the lead."""
    yield "dated"
    if years := dates.get("year"):
        age = place.newest - int(min(years))
        yield from ("year", f"years{min(len(years), 3)}")
        yield "year-newest" if age <= 0 else "year-last" if age == 1 else "year-recent" if age < 5 else "year-old"
    for kind in ("day", "month"):
        if named := dates.get(kind):
            lead = place.dates.get(kind, set())
            yield f"{kind}-lead" if named & lead else f"{kind}-other" if lead else kind


def quotation_features(sentence: str, opened: str) -> tuple[list[str], str]:
    """How much of a sentence stands in quotation marks; `opened` is the mark still open before it, then after it."""
    found = ["quoted-on"] if opened else []
    at = quoted = 0
    marks = list(_MARK.finditer(sentence))
    for mark in marks:
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


def sentence_features(sentences: Iterable[str], places: Sequence[Place], language: Language) -> Iterator[list[str]]:
    """The features of each sentence of a text, with those that its neighbours show."""
    row: list[str] = []
    before: list[str] = []
    here: list[str] = []
    joined = False  # to the one before
    for at, (after, is_joined) in enumerate(_rows(sentences, places, language)):
        shown = [name for name in after if name in _BEFORE]
        if at:
            yield [
                *(*row, f"joined{joined:d}{is_joined:d}"),
                *[_BEFORE[name][joined] for name in before],
                *[_AFTER[name][is_joined] for name in shown],
            ]
        row, before, here, joined = after, here, shown, is_joined
    if row:
        yield [*row, f"joined{joined:d}0", *[_BEFORE[name][joined] for name in before]]


def _rows(sentences: Iterable[str], places: Sequence[Place], language: Language) -> Iterator[tuple[list[str], bool]]:
    """The features of each sentence alone, and whether it follows another one in its paragraph."""
    opened = ""
    for sentence, place in zip(sentences, places, strict=True):
        marks, opened = quotation_features(sentence, opened if place.number else "")
        yield _own_features(sentence, place, language) + marks, place.number > 0
