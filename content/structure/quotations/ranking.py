"""The choice of a speaker among the phrases around a quotation: a small linear model over surface features."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from content.structure.quotations.features import Candidate, candidates
from content.structure.quotations.surroundings import Attribution

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.quotations.paragraph import Paragraph

_FILE = Path(__file__).parents[1] / "data" / "speakers.json"
# Tuned on three fifths of the articles, each judged by a model trained without it:
_SURE = {"en": 0.81, "de": 0.9}  # confidence from which the rules decide, in the languages of the training
_SUREST = 0.99
_TIMES = 2.5  # so much likelier than the phrase that the rules suggest must another one be


class SpeakerModel:
    """Weights of features, as trained and stored in a readable file; those of one language add to those of all."""

    def __init__(self, weights: dict[str, float], own: dict[str, dict[str, float]]) -> None:
        self.weights = weights
        self.own = own
        self._added = {
            language: weights | {one: weights.get(one, 0.0) + weight for one, weight in more.items()}
            for language, more in own.items()
        }

    def chances(self, offered: Sequence[Candidate], language: Language) -> list[float]:
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
        """The speaker of the quotation that starts at this offset: the one that the rules suggest, or a likelier one.

        `last` is the speaker of the quotation before it.
        """
        sure = _SURE.get(paragraph.language.code)
        if sure is None or (suggested is not None and suggested.confidence >= sure):
            return suggested
        offered = candidates(paragraph.text, paragraph.passage, start, last.speaker if last else None, suggested)
        if not offered:
            return suggested
        chances = self.chances(offered, paragraph.language)
        best = max(range(len(offered)), key=chances.__getitem__)
        where = offered[best].range
        if suggested is not None:
            both = zip(offered, chances, strict=True)
            own = sum(chance for one, chance in both if one.range.overlaps(suggested.speaker))
            if chances[best] < _TIMES * own:
                return replace(suggested, confidence=_rounded(own))
        return Attribution(where, None, _rounded(chances[best]), "the likeliest of the phrases around it")


def _rounded(chance: float) -> float:
    return round(min(_SUREST, chance), 3)


@cache
def load_speaker_model() -> SpeakerModel:
    """The shipped model, read once."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    return SpeakerModel(stored["all"], {key: words for key, words in stored.items() if key != "all"})


def choose(
    paragraph: Paragraph, start: int, last: Attribution | None, suggested: Attribution | None
) -> Attribution | None:
    """The choice of the shipped model."""
    return load_speaker_model().choose(paragraph, start, last, suggested)
