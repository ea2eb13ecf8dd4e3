"""Words for readers: what the features say that decided what a line is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.structure.linear_chain import LineModel

_FOLDER = Path(__file__).parent / "data"
_MOST = 3  # reasons named at once


def explain(model: LineModel, features: Sequence[str], best: int, second: int, phrases: str = "phrases") -> str:
    """The strongest signs for one role against the next likely one, in words."""
    rows = zip(map(model.features.get, features), features, strict=True)
    signs = sorted([(row[best] - row[second], feature) for row, feature in rows if row is not None], reverse=True)
    words: list[str] = []
    for weight, feature in signs[:20]:
        phrase = _phrase(phrases, feature, model.roles[best])
        if weight > 0 and phrase and phrase not in words:
            words.append(phrase)
        if len(words) == _MOST:
            break
    return ", ".join(words) or "by all signs together"


def describe(features: Sequence[str]) -> str:
    """The length and the end of a line in words: reason enough where there is no doubt."""
    words = [phrase for feature in features[:2] if (phrase := _phrase("phrases", feature, "paragraph"))]
    return ", ".join(words) or "by all signs together"


@cache
def _pairs(name: str) -> dict[str, str]:
    """The pairs of one data file, "feature = words" a line; words may be empty."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {feature.strip(): words.strip() for feature, _, words in rows}


@cache
def _phrase(phrases: str, feature: str, role: str) -> str:
    """The words for a feature: those of the longest beginning of its name that has some, if they fit the role."""
    pairs = _pairs(phrases)
    for length in range(len(feature), 0, -1):
        if feature[:length] in pairs:
            words, _, roles = pairs[feature[:length]].partition(" [")
            return words if not roles or role in roles.rstrip("]").split() else ""
    return ""
