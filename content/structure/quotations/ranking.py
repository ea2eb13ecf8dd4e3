"""The choice of a speaker among the phrases around a quotation: a small linear model over surface features."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.kept import read_json, ready
from content.structure.quotations.paragraph import QUOTED, Paragraph, Passage
from content.structure.quotations.surroundings import Attribution
from content.structure.syntax.tokens import is_body, is_name_word, is_role

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.syntax.clause import Clause

_SEEN = 3  # sentences looked at: the quotation's own and two before it
_BEFORE = 12  # phrases of a sentence looked at before the quotation
_AFTER = 6  # ... and after it
_MOST = 3  # more phrases or commas between than this count the same
_SIGNS = {":": "colon", "：": "colon", ",": "comma"}
_FILE = Path(__file__).parents[1] / "data" / "speakers.json"
_SUREST = 0.99
_TIMES = 2.5  # how much likelier another phrase must be than the one the rules suggest


class Candidate(NamedTuple):
    """A phrase that may be the speaker, and the features that speak for and against it."""

    range: TextRange
    features: tuple[str, ...]


class Asked(NamedTuple):
    """The quotation whose speaker is looked for."""

    at: int  # index of its sign
    number: int  # of its sentence
    shape: str  # how it stands there
    own: str  # whether its sentence has a reporting verb or is reported speech
    last: TextRange | None  # the speaker of the quotation before
    suggested: Attribution | None  # whom the rules name


class Phrase(NamedTuple):
    """A phrase with its place in the passage."""

    begin: int
    end: int
    start: int  # of its sentence
    stop: int
    number: int  # of its sentence
    place: str  # before or after the quotation, or in an earlier sentence
    grammar: str  # of what it is the subject


def candidates(
    text: str, passage: Passage, start: int, last: TextRange | None, suggested: Attribution | None
) -> list[Candidate]:
    """All phrases that may be the speaker of the quotation that starts at this offset, in order."""
    at = passage.places[start]
    number = passage.number_of(at)
    own = "reported" if number in passage.reported else "cue" if number in passage.cued else "no-cue"
    asked = Asked(at, number, _shape(passage, at, number), own, last, suggested)
    phrases = [one for near in range(max(0, number - _SEEN + 1), number + 1) for one in _placed(passage, asked, near)]
    rows: dict[tuple[int, str], list[int]] = {}
    for one in phrases:
        rows.setdefault((one.number, one.place), []).append(one.begin)
    found = []
    for one in phrases:
        features = tuple(_features(text, passage, asked, one, rows[one.number, one.place]))
        found.append(Candidate(passage.clause.span(one.begin, one.end), features))
    for far, name in ((last, "far-last"), (suggested.speaker if suggested else None, "far-rule")):
        if far is not None and not any(far.overlaps(one.range) for one in found):
            found.append(Candidate(far, (f"place={name}", f"{asked.shape}|{name}", *_known(text, asked, far, name))))
    return found


def _shape(passage: Passage, at: int, number: int) -> str:
    tokens = passage.clause.tokens
    start, end = passage.sentences[number]
    before = tokens[at - 1] if at > start else None
    after = tokens[at + 1] if at + 1 < end else None
    if before is None:
        left = "fresh"
    elif before.folded in passage.clause.language.embedding:
        left = "that"
    else:
        left = _SIGNS.get(before.text) or ("open" if before.is_word else "sign")
    if after is None or after.text in ".!?":
        return left + "-end"
    return left + ("-comma" if after.text == "," or tokens[at].text[-1] in ",?!" else "-more")


def _placed(passage: Passage, asked: Asked, number: int) -> Iterator[Phrase]:
    """The phrases of a sentence that are near enough to the quotation."""
    phrases = passage.phrases(number)
    middle = bisect_left(phrases, (asked.at,))
    for begin, end, grammar in phrases[max(0, middle - _BEFORE) : middle + _AFTER]:
        place = "before" if begin < asked.at else "after"
        if number < asked.number:
            place = f"earlier{asked.number - number}" + ("-paragraph" if begin < passage.opening else "")
        yield Phrase(begin, end, *passage.sentences[number], number, place, grammar)


def _features(text: str, passage: Passage, asked: Asked, one: Phrase, row: list[int]) -> Iterator[str]:
    """The features of a phrase in the passage; `row` are the starts of those in its place in its sentence."""
    tokens, language = passage.clause.tokens, passage.clause.language
    place = one.place
    link = _to_verb(passage, one)
    before = _before(passage.clause, one)
    nth = bisect_left(row, one.begin)  # phrases before it in its sentence, and from it to the quotation or the end
    near = nth if place == "after" else len(row) - nth - 1
    yield from (f"place={place}", f"kind={_kind(passage.clause, one)}")
    yield from (f"{asked.shape}|{place}", f"{asked.own}|{place}")
    places = f"nth{min(nth, _MOST)}", f"near{min(near, _MOST)}"
    for feature in (link, one.grammar, *places, _opener(passage, one), before):
        yield f"{place}|{feature}"
    yield f"{link}|{before}"
    oblique = tokens[one.begin].folded in language.object_articles or before in language.governing
    yield f"oblique|{one.grammar}" if oblique else "straight"
    if tokens[one.begin].folded in language.genitive_determiners and before == "capital":
        yield "genitive"
    if place == "before":
        yield from _up_to_quotation(passage, asked, one)
    if one.end < one.stop and tokens[one.end].text in ",(":
        yield f"{place}|then{tokens[one.end].text}"
    if one.number != asked.number and one.number in passage.reported:
        yield f"{place}|reported"
    yield from _known(text, asked, passage.clause.span(one.begin, one.end), place)


def _up_to_quotation(passage: Passage, asked: Asked, one: Phrase) -> Iterator[str]:
    end, at = min(one.end, asked.at), asked.at
    yield f"edges{min(passage.edges_before[at] - passage.edges_before[end], _MOST)}"
    if end == at:
        yield "touches"
    elif end + 1 == at:
        between = passage.clause.tokens[end]
        yield "one-word-off" if between.is_word else f"touches{between.text}"
    if passage.quoted_before[at] > passage.quoted_before[end]:
        yield "quotation-between"


def _known(text: str, asked: Asked, where: TextRange, place: str) -> Iterator[str]:
    last, suggested = asked.last, asked.suggested
    if last is not None and where.overlaps(last):
        yield from ("last", f"last|{asked.shape}", f"last|{asked.own}", f"last|{place}")
    elif last is not None and where.of(text).rpartition(" ")[2] == last.of(text).rpartition(" ")[2]:
        yield "last-name"
    if suggested is not None and where.overlaps(suggested.speaker):
        yield from ("rule=" + suggested.why[0], f"rule={suggested.confidence:.1f}")


def _kind(clause: Clause, one: Phrase) -> str:
    tokens, language = clause.tokens[one.begin : one.end], clause.language
    if len(tokens) == 1 and tokens[0].folded in language.pronouns:
        return "pronoun-" + tokens[0].folded
    words = [token for token in tokens if token.is_word]
    if is_body(words[-1].folded, language):
        return "body"
    if any(is_role(token.folded, language) for token in words):
        return "role" if is_role(words[-1].folded, language) else "role-and-name"
    if words[0].folded in language.determiners:
        return "article-and-noun"
    names = sum(is_name_word(token, language, first=index == 0) for index, token in enumerate(words))
    return "full-name" if names > 1 else "name" if names else "words"


def _to_verb(passage: Passage, one: Phrase) -> str:
    clause, cues = passage.clause, passage.cues
    left, right = passage.part_of(one.begin, one.end)
    left, right = max(one.start, left), min(one.stop, right)
    at, back = min(right, clause.skip_fillers(one.end)), max(left, clause.fillers_before(one.begin)) - 1
    if at in cues and at < one.stop:
        return "cue-next"
    if back in cues and back >= one.start:
        return "cue-before"
    if passage.cues_before[max(one.end, right)] > passage.cues_before[one.end]:
        return "cue-behind"
    if passage.cues_before[one.begin] > passage.cues_before[min(left, one.begin)]:
        return "cue-ahead"
    cued = "cue-elsewhere" if one.number in passage.cued else "no-cue"
    if at < right and _like_verb(clause, at):
        return cued + "-verb-next"
    return cued + ("-verb-before" if back >= left and _like_verb(clause, back) else "")


def _like_verb(clause: Clause, at: int) -> bool:
    token, language = clause.tokens[at], clause.language
    small = token.is_word and not token.is_capital and token.folded not in language.no_verbs
    return small and token.folded.endswith(language.verb_endings)


def _opener(passage: Passage, one: Phrase) -> str:
    tokens, language = passage.clause.tokens, passage.clause.language
    at = max(one.start, passage.part_of(one.begin, one.end)[0])
    word = tokens[at].folded
    if one.start < at < one.begin and word in language.relatives:
        return "relative"
    if word in language.comparison:
        return "wie"
    if word in language.subordinating:
        return "subordinate"
    return "first-part" if at == one.start else "later-part"


def _before(clause: Clause, one: Phrase) -> str:
    if one.begin == one.start:
        return "start"
    word = clause.tokens[one.begin - 1]
    if word.folded in clause.language.governing or word.text in ",:(":
        return word.folded
    if word.folded == QUOTED:
        return "quotation"
    return "capital" if word.is_capital else "word"


class SpeakerModel:
    """Weights of features, as trained and stored in a readable file; those of one language add to those of all.

    `sure` is the confidence from which the rules decide, by language: tuned on three fifths of the articles, each
    judged by a model trained without it. In languages that are not there the rules decide alone.
    """

    def __init__(self, weights: dict[str, float], own: dict[str, dict[str, float]], sure: dict[str, float]) -> None:
        self.weights = weights
        self.own = own
        self.sure = sure
        added = {code: {one: weights.get(one, 0.0) + more for one, more in own[code].items()} for code in own}
        self._added = {code: weights | more for code, more in added.items()}

    def marginals(self, offered: Sequence[Candidate], language: Language) -> list[float]:
        """How likely each of the phrases is the speaker; together 1."""
        weights = self._added.get(language.code, self.weights)
        scores = [sum([weights.get(one, 0.0) for one in each.features]) for each in offered]
        most = max(scores)
        odds = [exp(score - most) for score in scores]
        total = sum(odds)
        return [value / total for value in odds]

    def choose(
        self, paragraph: Paragraph, start: int, last: Attribution | None, suggested: Attribution | None
    ) -> Attribution | None:
        """The speaker of the quotation that starts here, after `last`: whom the rules suggest, or a likelier one."""
        sure = self.sure.get(paragraph.words.language.code)
        if sure is None or (suggested is not None and suggested.confidence >= sure):
            return suggested
        offered = candidates(paragraph.words.text, paragraph.passage, start, last.speaker if last else None, suggested)
        if not offered:
            return suggested
        likelihoods = self.marginals(offered, paragraph.words.language)
        best = max(range(len(offered)), key=likelihoods.__getitem__)
        where = offered[best].range
        if suggested is not None:
            both = zip(offered, likelihoods, strict=True)
            own = sum(likelihood for one, likelihood in both if one.range.overlaps(suggested.speaker))
            if likelihoods[best] < _TIMES * own:
                return suggested._replace(confidence=_rounded(own))
        return Attribution(where, None, _rounded(likelihoods[best]), ("likeliest",))


def _rounded(likelihood: float) -> float:
    return round(min(_SUREST, likelihood), 3)


@cache
def load_speaker_model() -> SpeakerModel:
    """The shipped model, read once."""
    stored = ready("model speakers", [_FILE], lambda: read_json(_FILE))
    return SpeakerModel(stored["all"], stored["own"], stored["sure"])


def choose(
    paragraph: Paragraph, start: int, last: Attribution | None, suggested: Attribution | None
) -> Attribution | None:
    """The choice of the shipped model."""
    return load_speaker_model().choose(paragraph, start, last, suggested)
