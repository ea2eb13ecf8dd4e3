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
_SUREST = 0.99
_TIMES = 2.5  # so much likelier than the phrase that the rules suggest must another one be


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
        """The speaker of the quotation that starts at this offset: the one that the rules suggest, or a likelier one.

        `last` is the speaker of the quotation before it.
        """
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
                return replace(suggested, confidence=_rounded(own))
        return Attribution(where, None, _rounded(likelihoods[best]), ("likeliest",))


def _rounded(likelihood: float) -> float:
    return round(min(_SUREST, likelihood), 3)


@cache
def load_speaker_model() -> SpeakerModel:
    """The shipped model, read once."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    return SpeakerModel(stored["all"], stored["own"], stored["sure"])


def choose(
    paragraph: Paragraph, start: int, last: Attribution | None, suggested: Attribution | None
) -> Attribution | None:
    """The choice of the shipped model."""
    return load_speaker_model().choose(paragraph, start, last, suggested)
