"""Whether a text is an interview: two people take turns, or most headings are questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.structure.kinds.interview.questions import questions_of
from content.structure.kinds.words import KindWords
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_WORDS = KindWords(__file__)
_NAMED = _WORDS.pattern(r"\b{named}\b")
_WORD = compiled(r"[^\W\d_]+")
_HEAD, _NEAR = 8, 300  # lines, and characters of each, in which the text may say that it is an interview
_FEWEST = 3  # questions as headings
_FEWEST_TURNS = 5  # of labels that anything could be: in small letters, without a form of address


def recognise(page: Page) -> Reason | None:
    """Why a page is an interview."""
    named = any(_NAMED.search(words[:_NEAR]) for words in page.words[:_HEAD])
    asked = questions_of(page)
    answers = [label.line for label in page.labels.accepted]
    only = bool(answers) and answers[0] - 1 in asked  # only answers have labels
    if only and sum(index + 1 in answers for index in asked) >= _FEWEST:
        return Reason.of("questions", 0.97, str(len(asked)))
    seen = page.spoken
    enough = seen is not None and seen.covered >= 0.4 and (named or seen.turns >= _FEWEST_TURNS or seen.formal)
    if seen is not None and enough and ((seen.is_conversation and seen.asks) or (named and seen.speakers <= 4)):
        sure = 0.8 + min(0.15, 0.01 * seen.turns) + (0.05 if named and not page.labels.is_record else 0)
        return Reason.of("turns-of-two", round(min(sure, 0.97), 2), str(seen.turns))
    you = page.language.second_person | _WORDS.folded("you")
    to_somebody = sum(not you.isdisjoint(_WORD.findall(fold(page.at(index)))) for index in asked)
    titled = _NAMED.search(page.at(0)) is not None
    turned = to_somebody >= (1 if named else len(asked) / 2) or (titled and len(asked) >= _FEWEST)
    if len(asked) >= (2 if named else _FEWEST) and turned:
        return Reason.of("questions", 0.85 if named else 0.7, str(len(asked)))
    return Reason.of("named-interview", 0.7) if _NAMED.match(page.at(0)) else None
