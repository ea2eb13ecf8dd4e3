"""Words for readers: what the features say that decided what a line is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.structure.linear_chain import LineModel
    from content.structure.model import Reason, Why

_FOLDER = Path(__file__).parent / "data"
_MOST = 3  # reasons named at once
_WORDS = {
    # who speaks
    "verb-after": "“{0}” after the quotation",
    "verb-before": "“{0}” before the quotation",
    "phrase-before": "“{0}” before the speaker",
    "phrase-after": "“{0}” after the speaker",
    "document": "“{0}” and a source",
    "viewpoint": "“{0}” and a name at the start of the sentence",
    "as-says": "“{0}” and a name before the quotation",
    "with-words": "“{0}” after it",
    "passive-agent": "whoever does it in a passive",
    "bracket-after": "in brackets after it",
    "bracket-before": "in brackets after a name",
    "name-after": "a name right after the quotation",
    "name-colon": "a name and a colon before the quotation",
    "subject-colon": "the subject of the sentence before the colon",
    "subject": "the subject of the sentence",
    "subject-before": "the subject of the sentence before",
    "told-before": "told of in the sentence before",
    "told-paragraph": "told of in the paragraph before",
    "dash-below": "named after a dash in the next line",
    "same-speaker": "goes on with the same speaker",
    "likeliest": "the likeliest of the phrases around it",
    "nobody": "in quotation marks; nobody is named as the speaker",
    "unclosed": "the closing mark is missing",
    "stands-for": "stands for “{0}”",
    "too-many-quotations": "one of very many quotations, of which not all have their speakers looked for",
    # what kind of source that is
    "nobody-named": "nobody is named",
    "pronoun": "a pronoun",
    "name-between-commas": "a name between commas",
    "unnamed": "unnamed: “{0}”",
    "body": "a body: “{0}”",
    "abbreviation": "an abbreviation, as bodies have",
    "seat": "“{0}” for its government",
    "no-name": "no name",
    "name": "a name",
    "article-and-name": "an article before a name, as bodies have",
}


def worded(reason: Reason) -> str:
    """The reason in words for readers."""
    return reason.parts if isinstance(reason.parts, str) else "; ".join(map(_part, reason.parts))


def _part(why: Why) -> str:
    code, *arguments = why
    if code == "next-too":
        return f"{_part(tuple(arguments))}, of the next one too"
    return _WORDS[code].format(*arguments)


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
