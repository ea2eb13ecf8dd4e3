"""What is background: sections and sentences that give history or context instead of the current event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.languages.language import every
from content.structure.background.dates import years_in
from content.structure.background.sentence_features import Place, content_words, dates_of, sentence_features
from content.structure.linear_chain import LineModel, load_line_model
from content.structure.model import Background, BackgroundLevel, Reason, Role
from content.structure.reasons import explain
from content.structure.syntax.sentences import split_sentences

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language

_HEADINGS = re.compile(
    r"\b(?:background|history|timeline|context|hintergrund|vorgeschichte|geschichte|chronologie|contexte|historique|"
    r"contexto|antecedentes|arka plan|geçmiş)\b",
    re.IGNORECASE,
)
PROSE = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM})
_BACKGROUND = frozenset({"context", "history", "previous"})  # of the model's kinds of sentences
_PAST = frozenset({"history", "previous"})
# Where headings divide a text, each section has its own news: there a sentence must tell of the past with this chance,
# or name a year before the newest one of the text.
# (The articles that the model learned from have no headings, and much of what surrounds their news counts as context.)
_PAST_IN_SECTIONS = 0.25
_LEAST_HEADINGS = 3
MOST_SENTENCES = 10_000  # of a text that are judged; 1 MB of prose has 8,000
_LEAD = 40  # sentences of the first paragraph that are looked at for dates
_MOST_UNDER_HEADING = 6  # paragraphs on average
_LISTED_FROM = 0.4  # the model's chance from which a sentence is listed: best F1 on held-back articles
_OTHER_LANGUAGES = 0.5  # ... where the model, trained on English, has less to go by


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its paragraph, its chances of being background and of telling of the past, and why.

    `earlier` says that it is likely background and names a year before the newest one of the text.
    """

    range: TextRange
    paragraph: int
    chance: float
    history: float
    earlier: bool
    words: str


def judge_sentences(
    text: str, blocks: Sequence[tuple[TextRange, Role]], headline: TextRange | None, model: LineModel | None = None
) -> list[Sentence]:
    """All sentences of the prose with their chances; `model` is the shipped one unless given."""
    ranges: list[TextRange] = []
    paragraphs: list[int] = []
    prose = [block for block, role in blocks if role in PROSE]
    for number, block in enumerate(prose):
        if len(ranges) > MOST_SENTENCES:
            break
        found = split_sentences(text, block.start, block.end, every())
        paragraphs.extend([number] * len(found))
        ranges.extend(found)
    del ranges[MOST_SENTENCES:], paragraphs[MOST_SENTENCES:]
    places = places_of(text, ranges, paragraphs, headline)
    model = model or load_line_model("background")
    features = list(sentence_features([place.of(text) for place in ranges], places))
    chances = model.chances(map(model.scores, features))
    behind = [index for index, kind in enumerate(model.roles) if kind in _BACKGROUND]
    past = [index for index, kind in enumerate(model.roles) if kind in _PAST]
    sentences = []
    for where, place, row, chance in zip(ranges, places, features, chances, strict=True):
        sure, history = sum([chance[index] for index in behind]), sum([chance[index] for index in past])
        earlier, words = False, ""
        if sure >= _LISTED_FROM:
            oldest = min((year for year, _ in years_in(text, where.start, where.end)), default=0)
            earlier = 0 < oldest < place.newest
            words = _why(oldest, model, row, chance)
        sentences.append(Sentence(where, place.paragraph, sure, history, earlier, words))
    return sentences


def places_of(
    text: str, ranges: Sequence[TextRange], paragraphs: Sequence[int], headline: TextRange | None
) -> list[Place]:
    """Where each of the sentences stands, given the number of its paragraph."""
    if not ranges:
        return []
    sizes = Counter(paragraphs)
    lead = ranges[min(sizes[paragraphs[0]], _LEAD) - 1]
    dates = dates_of(text[ranges[0].start : lead.end])
    title = content_words(headline.of(text)) if headline else frozenset()
    newest = max((year for year, _ in years_in(text, ranges[0].start, ranges[-1].end)), default=0)
    places = []
    seen: Counter[int] = Counter()
    for paragraph in paragraphs:
        places.append(Place(paragraph, len(sizes), seen[paragraph], sizes[paragraph], title, newest, dates))
        seen[paragraph] += 1
    return places


def _why(oldest: int, model: LineModel, row: Sequence[str], chance: Sequence[float]) -> str:
    """The oldest year that the sentence names, if any, and the strongest signs against the likeliest kind of news."""
    kinds = sorted(range(len(chance)), key=chance.__getitem__, reverse=True)
    kind = next(index for index in kinds if model.roles[index] in _BACKGROUND)
    news = next(index for index in kinds if model.roles[index] not in _BACKGROUND)
    signs = explain(model, row, kind, news, phrases="background_phrases")
    return f"speaks of {oldest}, {signs}" if oldest else signs


def is_sectioned(roles: Sequence[Role]) -> bool:
    """Whether headings divide a text throughout, and not only here and there."""
    headings = sum(role is Role.HEADING for role in roles)
    prose = sum(role in PROSE for role in roles)
    return headings >= _LEAST_HEADINGS and prose <= headings * _MOST_UNDER_HEADING


def background_sentences(
    sentences: Sequence[Sentence], language: Language, *, sectioned: bool = False
) -> list[Background]:
    """The sentences that are background, with the confidence that readers see: 0.5 where listing starts.

    `sectioned` says that headings divide the text.
    """
    least = _LISTED_FROM if language.code == "en" else _OTHER_LANGUAGES
    found = []
    for sentence in sentences:
        if sentence.chance >= least and (not sectioned or sentence.earlier or sentence.history >= _PAST_IN_SECTIONS):
            reason = Reason(sentence.words, round(_confidence(sentence.chance), 3))
            found.append(Background(sentence.range, BackgroundLevel.SENTENCE, reason))
    return found


def _confidence(chance: float) -> float:
    return min(0.99, 0.5 + (chance - _LISTED_FROM) * 0.5 / (1 - _LISTED_FROM))


def background_section(
    text: str, heading: TextRange | None, number: int, count: int, sentences: Sequence[Sentence]
) -> Reason | None:
    """Why a section is background: by its heading, its place (`number` of `count`) and its sentences; None if not."""
    if heading is None:
        return None
    words = heading.of(text)
    mean = sum(sentence.chance for sentence in sentences) / len(sentences) if sentences else 0.0
    if match := _HEADINGS.search(words):
        return Reason(f"the heading says “{match[0]}”", 0.9)
    years = [year for year, _ in years_in(text, heading.start, heading.end)]
    if years and 2 * number >= count:
        return Reason(f"the heading names {years[0]}, and the section comes late", round(0.7 + 0.2 * mean, 3))
    return None
