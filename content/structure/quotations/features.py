"""What speaks for a phrase as the speaker of a quotation: features of the phrase, its place and the words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.structure.quotations.paragraph import QUOTED, Passage
from content.structure.syntax.clause import is_filler
from content.structure.syntax.tokens import Token, is_body, is_name_word, is_role

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.quotations.surroundings import Attribution

_SEEN = 3  # sentences looked at: the quotation's own and two before it
_BEFORE = 12  # phrases of a sentence looked at before the quotation
_AFTER = 6  # ... and after it
_MOST = 3  # more phrases or commas between than this count the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be the speaker, and the features that speak for and against it."""

    range: TextRange
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The quotation whose speaker is looked for."""

    at: int  # index of its sign
    number: int  # of its sentence
    shape: str  # how it stands there
    own: str  # whether its sentence has a reporting verb or is reported speech
    last: TextRange | None  # the speaker of the quotation before
    suggested: Attribution | None  # whom the rules name


@dataclass(frozen=True, slots=True)
class Phrase:
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
    asked = _asked(passage, passage.places[start], last, suggested)
    phrases = [
        _placed(passage, asked, number, phrase)
        for number in range(max(0, asked.number - _SEEN + 1), asked.number + 1)
        for phrase in _near(passage.phrases(number), asked.at)
    ]
    rows: dict[tuple[int, str], list[int]] = {}
    for one in phrases:
        rows.setdefault((one.number, one.place), []).append(one.begin)
    found = [
        Candidate(
            passage.clause.span(one.begin, one.end),
            tuple(_features(text, passage, asked, one, rows[one.number, one.place])),
        )
        for one in phrases
    ]
    for far, name in ((last, "far-last"), (suggested.speaker if suggested else None, "far-rule")):
        if far is not None and not any(far.overlaps(one.range) for one in found):
            features = (f"place={name}", f"{asked.shape}|{name}", *_known(text, asked, far, name))
            found.append(Candidate(far, features))
    return found


def _near(phrases: tuple[tuple[int, int, str], ...], at: int) -> tuple[tuple[int, int, str], ...]:
    """The phrases of a sentence that are near enough to the quotation."""
    middle = bisect_left(phrases, (at,))
    return phrases[max(0, middle - _BEFORE) : middle + _AFTER]


def _asked(passage: Passage, at: int, last: TextRange | None, suggested: Attribution | None) -> Asked:
    number = passage.number_of(at)
    own = "no-cue"
    if number in passage.reported:
        own = "reported"
    elif number in passage.cued:
        own = "cue"
    return Asked(at, number, _shape(passage, at, number), own, last, suggested)


def _shape(passage: Passage, at: int, number: int) -> str:
    """How the quotation stands in its sentence: what is before and after it."""
    tokens = passage.clause.tokens
    start, end = passage.sentences[number]
    before = tokens[at - 1] if at > start else None
    after = tokens[at + 1] if at + 1 < end else None
    if before is None:
        left = "fresh"
    elif before.text in ":：":
        left = "colon"
    elif before.text == ",":
        left = "comma"
    elif before.folded in passage.clause.language.embedding:
        left = "that"
    else:
        left = "open" if before.is_word else "sign"
    if after is None or after.text in ".!?":
        return left + "-end"
    return left + ("-comma" if after.text == "," or tokens[at].text[-1] in ",?!" else "-more")


def _placed(passage: Passage, asked: Asked, number: int, phrase: tuple[int, int, str]) -> Phrase:
    begin, end, grammar = phrase
    start, stop = passage.sentences[number]
    if number == asked.number:
        place = "before" if begin < asked.at else "after"
    else:
        place = f"earlier{asked.number - number}" + ("-paragraph" if begin < passage.opening else "")
    return Phrase(begin, end, start, stop, number, place, grammar)


def _features(text: str, passage: Passage, asked: Asked, one: Phrase, row: list[int]) -> Iterator[str]:
    """The features of a phrase in the passage; `row` are the starts of those in its place in its sentence."""
    tokens, language = passage.clause.tokens, passage.clause.language
    place = one.place
    kind = _kind(tokens[one.begin : one.end], language)
    link = _to_verb(passage, one)
    before = _before(tokens, one, language)
    far, near = _between(one, row)
    yield f"place={place}"
    yield f"kind={kind}"
    yield f"{asked.shape}|{place}"
    yield f"{asked.own}|{place}"
    for sign in (link, one.grammar, f"nth{far}", f"near{near}", _opener(passage, one), before):
        yield f"{place}|{sign}"
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


def _between(one: Phrase, row: list[int]) -> tuple[int, int]:
    """How many phrases stand before it in its sentence, and between it and the quotation or the sentence's end."""
    nth = bisect_left(row, one.begin)
    near = nth if one.place == "after" else len(row) - nth - 1
    return min(nth, _MOST), min(near, _MOST)


def _up_to_quotation(passage: Passage, asked: Asked, one: Phrase) -> Iterator[str]:
    """What stands between a phrase and the quotation after it."""
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
    """What the rules and the quotation before say of the phrase."""
    if asked.last is not None:
        if where.overlaps(asked.last):
            yield "last"
            yield f"last|{asked.shape}"
            yield f"last|{asked.own}"
            yield f"last|{place}"
        elif where.of(text).rpartition(" ")[2] == asked.last.of(text).rpartition(" ")[2]:
            yield "last-name"
    if asked.suggested is not None and where.overlaps(asked.suggested.speaker):
        yield "rule=" + asked.suggested.why[0]
        yield f"rule={asked.suggested.confidence:.1f}"


def _kind(tokens: tuple[Token, ...], language: Language) -> str:
    """What sort of phrase it is."""
    if len(tokens) == 1 and tokens[0].folded in language.pronouns:
        return "pronoun-" + tokens[0].folded
    words = [token for token in tokens if token.is_word]
    last = words[-1].folded
    if is_body(last, language):
        return "body"
    if is_role(last, language):
        return "role"
    if any(is_role(token.folded, language) for token in words):
        return "role-and-name"
    if words[0].folded in language.determiners:
        return "article-and-noun"
    names = sum(is_name_word(token, language, first=index == 0) for index, token in enumerate(words))
    return "full-name" if names > 1 else "name" if names else "words"


def _to_verb(passage: Passage, one: Phrase) -> str:
    """Where the nearest reporting verb is."""
    tokens, cues, language = passage.clause.tokens, passage.cues, passage.clause.language
    left, right = passage.part_of(one.begin, one.end)
    left, right = max(one.start, left), min(one.stop, right)
    at, back = one.end, one.begin - 1
    while at < right and is_filler(tokens[at], language):
        at += 1
    while back >= left and is_filler(tokens[back], language):
        back -= 1
    if at in cues and at < one.stop:
        return "cue-next"
    if back in cues and back >= one.start:
        return "cue-before"
    if passage.cues_before[max(one.end, right)] > passage.cues_before[one.end]:
        return "cue-behind"
    if passage.cues_before[one.begin] > passage.cues_before[min(left, one.begin)]:
        return "cue-ahead"
    cued = "cue-elsewhere" if one.number in passage.cued else "no-cue"
    if at < right and _like_verb(tokens[at], language):
        return cued + "-verb-next"
    return cued + ("-verb-before" if back >= left and _like_verb(tokens[back], language) else "")


def _like_verb(token: Token, language: Language) -> bool:
    small = token.is_word and not token.is_capital and token.folded not in language.no_verbs
    return small and token.folded.endswith(language.verb_endings)


def _opener(passage: Passage, one: Phrase) -> str:
    """The sort of clause that the phrase is in, by the word that opens it."""
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


def _before(tokens: tuple[Token, ...], one: Phrase, language: Language) -> str:
    """The word right before the phrase: itself if small, else its sort."""
    if one.begin == one.start:
        return "start"
    word = tokens[one.begin - 1]
    if word.folded in language.governing or word.text in ",:(":
        return word.folded
    if word.folded == QUOTED:
        return "quotation"
    return "capital" if word.is_capital else "word"
