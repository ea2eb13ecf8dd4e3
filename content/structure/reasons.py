"""Reasons in words for readers, and the choice of the features that explain a judgement of a model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

from content.kept import read_toml, ready

if TYPE_CHECKING:
    from content.structure.linear_chain import LineModel
    from content.structure.model import Reason, Why

_FOLDER = Path(__file__).parent / "data"
_MOST = 3  # features named at once
_LOOKED_AT = 20  # features, by weight, among which those are looked for that have words


def worded(reason: Reason) -> str:
    """The reason in words for readers."""
    return "; ".join(map(_worded, reason.parts))


def _worded(why: Why) -> str:
    code, *arguments = why
    if code == "next-too":
        return f"{_worded(tuple(arguments))}, also of the next one"
    if code == "features":
        phrases, role, *features = arguments
        words = dict.fromkeys(_phrase(phrases, feature, role) for feature in features)
        return ", ".join(words) or "by all features together"
    return _words()[code].format(*arguments)


def explain(model: LineModel, features: Iterable[int], best: int, second: int, phrases: str = "phrases") -> Why:
    """The strongest features for one role against the next likely one, as far as there are words for them."""
    role = model.roles[best]
    weights, names = model.weights, model.names
    rows = [(weights[number], number) for number in features]
    weighed = [(row[best] - row[second], names[number]) for row, number in rows if row[best] > row[second]]
    named: dict[str, str] = {}
    for _, feature in nlargest(_LOOKED_AT, weighed):
        if phrase := _phrase(phrases, feature, role):
            named.setdefault(phrase, feature)
        if len(named) == _MOST:
            break
    return ("features", phrases, role, *named.values())


def describe(features: Sequence[str]) -> Why:
    """The length and the end of a line: reason enough where there is no doubt."""
    return ("features", "phrases", "paragraph", *(one for one in features[:2] if _phrase("phrases", one, "paragraph")))


@cache
def _words() -> dict[str, str]:
    path = _FOLDER / "reasons.toml"
    return ready("reasons", [path], lambda: read_toml(path))


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
