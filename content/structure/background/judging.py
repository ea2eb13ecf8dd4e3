"""What is background: sections and sentences that give history or context instead of the current event."""

from __future__ import annotations

from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.languages.phrases import PagePattern
from content.structure.background.sentence_features import Place, content_words, dates_of, sentence_features
from content.structure.background.timeline import years_in
from content.structure.linear_chain import LineModel, load_line_model
from content.structure.model import Background, BackgroundLevel, Reason, Role
from content.structure.reasons import explain

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.model import Why

_HEADINGS = PagePattern(r"\b{background_headings}\b")
PROSE = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM})
_BACKGROUND = frozenset({"context", "history", "previous"})  # of the model's kinds of sentences
_PAST = frozenset({"history", "previous"})
# Where headings divide a text, each section has its own news: there a sentence must be this likely to tell of the past,
# or name a year before the newest one of the text.
# (The articles that the model learned from have no headings, and much of what surrounds their news counts as context.)
_PAST_IN_SECTIONS = 0.25
_LEAST_HEADINGS = 3
MOST_SENTENCES = 10_000  # of a text that are judged; 1 MB of prose has 8,000
_SURELY, _SURELY_PAST = 0.8, 0.5  # the same marginals where only what surely tells of the past is listed
# What may not stand before a score is looked at last: what starts with a digit is quick to search.
_SCORE = compiled(r"\d(?<![\d/.,:–-]\d)\d{0,2}[-–:]\d{1,3}(?![\d/.,:–-]*\d|[-–:%])")
_LEAST_SCORES = 4
_SPORTS = 20_000  # characters of a text in which scores are looked for
_LEAD = 40  # sentences of the first paragraph that are looked at for dates
_MOST_UNDER_HEADING = 6  # paragraphs on average
_LISTED_FROM = 0.4  # the marginal from which a sentence is listed: best F1 on held-back articles
_OTHER_LANGUAGES = 0.5  # ... in languages that the model was not trained on


class Sentence(NamedTuple):
    """A sentence, how likely it is background (a marginal) and tells of the past, and why.

    `earlier` says that it is likely background and names a year before the newest one of the text. `why` is asked for
    only of those that are listed.
    """

    range: TextRange
    marginal: float
    history: float
    earlier: bool
    why: Callable[[], tuple[Why, ...]]


def judge_sentences(
    text: str,
    prose: Sequence[Sequence[TextRange]],
    headline: TextRange | None,
    language: Language,
    model: LineModel | None = None,
) -> list[Sentence]:
    """The sentences of each block of the prose, with their marginals; `model` is the shipped one unless given."""
    places = places_of(text, prose, headline, language)
    ranges = list(chain.from_iterable(prose))[: len(places)]
    model = model or load_line_model("background")
    rows = list(map(model.numbered, sentence_features((where.of(text) for where in ranges), places, language)))
    kinds = range(len(model.roles))
    behind = [index for index in kinds if model.roles[index] in _BACKGROUND]
    news = set(kinds).difference(behind)
    past = [index for index in kinds if model.roles[index] in _PAST]
    sentences = []
    for where, row, marginals in zip(ranges, rows, model.marginals(map(model.scores, rows)), strict=True):
        sure, history = sum([marginals[index] for index in behind]), sum([marginals[index] for index in past])
        earlier = False
        why: Callable[[], tuple[Why, ...]] = tuple
        if sure >= _LISTED_FROM:
            oldest = min((year for year, _ in years_in(text, where.start, where.end)), default=0)
            earlier = 0 < oldest < places[0].newest
            kind = max(behind, key=marginals.__getitem__)
            rival = max(news, key=marginals.__getitem__)
            why = partial(_why, model, row, (kind, rival), oldest)
        sentences.append(Sentence(where, sure, history, earlier, why))
    return sentences


def _why(model: LineModel, row: array[int], kinds: tuple[int, int], oldest: int) -> tuple[Why, ...]:
    """Why a sentence is listed: the oldest year that it names, and what speaks most against the likeliest news."""
    why = (explain(model, row, *kinds, phrases="background_phrases"),)
    return (("speaks-of", str(oldest)), *why) if oldest else why


def places_of(
    text: str, prose: Sequence[Sequence[TextRange]], headline: TextRange | None, language: Language
) -> list[Place]:
    """Where each of the sentences stands, of the first MOST_SENTENCES."""
    filled = [(number, paragraph) for number, paragraph in enumerate(prose) if paragraph]
    if not filled:
        return []
    first, last = filled[0][1], filled[-1][1]
    dates = dates_of(text[first[0].start : first[:_LEAD][-1].end], language)
    title = content_words(headline.of(text), language) if headline else frozenset()
    newest = max((year for year, _ in years_in(text, first[0].start, last[-1].end)), default=0)
    places = (
        Place(number, len(filled), at, len(paragraph), title, newest, dates)
        for number, paragraph in filled
        for at in range(len(paragraph))
    )
    return list(islice(places, MOST_SENTENCES))


def is_sectioned(roles: Sequence[Role]) -> bool:
    """Whether headings divide a text throughout, and not only here and there."""
    headings = list(roles).count(Role.HEADING)
    return headings >= _LEAST_HEADINGS and sum(map(PROSE.__contains__, roles)) <= headings * _MOST_UNDER_HEADING


def background_sentences(
    sentences: Sequence[Sentence], language: Language, *, sectioned: bool = False, cautious: bool = False
) -> list[Background]:
    """The sentences that are background, with the confidence that readers see: 0.5 where listing starts.

    `sectioned` says that headings divide the text, `cautious` that only what surely tells of the past is wanted.
    """
    least = _LISTED_FROM if language.code == load_line_model("background").language else _OTHER_LANGUAGES
    listed = [
        sentence
        for sentence in sentences
        if sentence.marginal >= least and (not sectioned or sentence.earlier or sentence.history >= _PAST_IN_SECTIONS)
    ]
    if cautious:
        listed = [one for one in listed if one.marginal >= _SURELY and (one.earlier or one.history >= _SURELY_PAST)]
    found = []
    for sentence in listed:
        sure = min(0.99, 0.5 + (sentence.marginal - _LISTED_FROM) * 0.5 / (1 - _LISTED_FROM))
        reason = Reason.shared(sentence.why(), round(sure, 3))
        found.append(Background(sentence.range, BackgroundLevel.SENTENCE, reason))
    return found


def reports_sports(text: str) -> bool:
    """Whether a text tells the scores of games: its sentences look like history and are the news."""
    return len(_SCORE.findall(text[:_SPORTS])) >= _LEAST_SCORES


def background_section(
    text: str, heading: TextRange | None, number: int, count: int, sentences: Sequence[Sentence]
) -> Reason | None:
    """Why a section is background: by its heading, its place (`number` of `count`) and its sentences; None if not."""
    if heading is None:
        return None
    if match := _HEADINGS.search(heading.of(text)):
        return Reason.of("heading-says", 0.9, match[0])
    year = next((year for year, _ in years_in(text, heading.start, heading.end)), 0)
    if not year or 2 * number < count:
        return None
    mean = sum(sentence.marginal for sentence in sentences) / (len(sentences) or 1)
    return Reason.of("heading-names", round(0.7 + 0.2 * mean, 3), str(year))
