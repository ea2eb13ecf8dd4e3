"""The turns of a text, from label to label, with what each speaker does and which answer goes with which question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.structure.kinds.turns.naming import Naming
from content.structure.kinds.turns.vocabulary import is_chair, keys_of
from content.structure.lines.furniture import furniture
from content.structure.model import Act, Reason, Role, Turn

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.kinds.turns.candidates import Label
    from content.structure.kinds.turns.labels import Labels
    from content.structure.lines.judged_lines import Judged

STAGE = compiled(r"\A\\?(?:[\[*]{1,2}[^\[\]\n]{1,90}[\]*]{1,2}|\([^\n]{1,400}\))\\?\.?$")
_ASKS = compiled(r"[?？؟;]\s{0,2}[)\]”\"']?\Z")
_ITEM = compiled(r"(?:[IVX]{1,5}|[A-Z]|\d{1,2})\s?(?:\.\s?[-–—]|\)|\.)(?:\s|$)")
_MOST_ABOVE = 8  # lines above a turn that can name what it is about
_LONGEST_ITEM = 120  # characters
_CLOCK = compiled(r"\A\(?\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\)?\.?$", re.IGNORECASE)
_SHORT = 400  # characters
_ASKS_MORE = 1.3  # times as often as the other of two
_ASKS_OFTEN = 0.5  # share of a speaker's turns that ask from which they are a questioner


def end_of_turns(page: Page, last: Label) -> int:
    """The index of the line after the last turn: a rule, an end sign or a time ends what is said."""
    for index in range(last.line + 1, len(page.lines)):
        if _ends(page.lines[index].words):
            return index
    end = len(page.lines)
    while end > last.line + 1 and _CLOCK.match(page.lines[end - 1].words):
        end -= 1
    return end


def _ends(words: str) -> bool:
    """Whether a line is a rule, or a sign that a text ends."""
    why = furniture(words)
    return why is not None and why.parts[0][0] in {"no-words", "wire"}


def turns_of(page: Page, found: Sequence[Label]) -> tuple[Turn, ...]:
    """The turns that these labels open."""
    if not found:
        return ()
    after = end_of_turns(page, found[-1])
    naming = Naming(page, found)
    ends = [page.lines[label.line - 1].range.end for label in found[1:]] + [page.lines[after - 1].range.end]
    said = [page.text[label.speech : end].strip() for label, end in zip(found, ends, strict=True)]
    asking = questioners(found, said)
    turns: list[Turn] = []
    asked: int | None = None
    before = ""
    for label, words, end in zip(found, said, ends, strict=True):
        act = _act(label, words, asking, asked is not None)
        speaker = naming.speaker(label, before if act is Act.QUESTION else "")
        range_ = TextRange(label.range.start, max(end, label.range.end))
        if act is Act.QUESTION:
            asked = len(turns)
        turns.append(Turn(range_, speaker, act, asked if act is Act.ANSWER else None))
        before = words
    return tuple(turns)


def questioners(found: Sequence[Label], said: Sequence[str]) -> frozenset[str]:
    """The labels of those who ask: by what they are called, or by what most of their turns are."""
    turns = Counter(label.key for label in found if not is_chair(label.key))
    asks = Counter(label.key for label, words in zip(found, said, strict=True) if _asks(words))
    share = {key: asks[key] / count for key, count in turns.items()}
    if len(turns) == 2:  # of two people the one who asks more
        first, second = sorted(share, key=share.__getitem__)
        return frozenset({second} if share[second] > _ASKS_MORE * share[first] else ())
    if known := keys_of("questioners").intersection(turns):
        return known
    often = {key for key in turns if share[key] >= _ASKS_OFTEN}
    answer = [key for key in turns if key not in often]
    return frozenset(often if answer else ())


def _asks(words: str) -> bool:
    """Whether a turn is a question: it ends with one, or is short and has one."""
    return _ASKS.search(words) is not None or (len(words) <= _SHORT and any(mark in words for mark in "?？؟"))


def _act(label: Label, words: str, asking: frozenset[str], asked: bool) -> Act:
    chair = is_chair(label.key)
    if label.key in asking or (chair and _ASKS.search(words)):
        return Act.QUESTION
    if chair or STAGE.match(words):
        return Act.PROCEDURE
    return Act.ANSWER if asked else Act.STATEMENT


def roles_of(page: Page, labels: Labels) -> Mapping[int, Judged]:
    """Of the lines from the first turn on, those that are speech, and notes of what happened meanwhile."""
    found = labels.accepted
    if not found:
        return {}
    roles: dict[int, Judged] = {}
    after = end_of_turns(page, found[-1])
    lines = {label.line for label in found}
    alone = {label.line for label in found if label.speech >= page.lines[label.line].range.end}
    headings = _headings(page, lines)
    for index in range(found[0].line, len(page.lines)):
        words = page.lines[index].words
        if index >= after:
            if _ends(words) or _CLOCK.match(words):
                roles[index] = Role.OTHER, Reason.of("after-turns", 0.85)
        elif index in lines:
            role = Role.ATTRIBUTION if index in alone else Role.PARAGRAPH
            roles[index] = role, Reason.of("opens-turn", 0.95)
        elif index in headings:
            roles[index] = Role.HEADING, Reason.of("item-before-turn", 0.8)
        elif STAGE.match(words):
            roles[index] = Role.OTHER, Reason.of("stage-note", 0.9)
        elif page.lines[index].markup is None and _is_speech(page, index):
            roles[index] = Role.PARAGRAPH, Reason.of("in-turn", 0.85)
    return roles


def _headings(page: Page, turns: Collection[int]) -> frozenset[int]:
    """Lines with a number or letter, or in capitals, that name what comes next, down to the turn under them."""
    found: list[int] = []
    for turn in turns:
        opened = [
            index for index in range(turn - 1, max(-1, turn - 1 - _MOST_ABOVE), -1) if _opens_item(page.at(index))
        ]
        if opened and not any(
            index in turns or len(page.at(index)) > _LONGEST_ITEM for index in range(opened[-1], turn)
        ):
            found += range(opened[-1], turn)
    return frozenset(found)


def _opens_item(words: str) -> bool:
    named = _ITEM.match(words) is not None or (words.isupper() and words.count(" ") > 0)
    return named and words[-1] not in ".!?:" and STAGE.match(words) is None


def _is_speech(page: Page, index: int) -> bool:
    """Whether a line inside a turn is prose; short ones between blank lines without a stop may be headings."""
    words = page.lines[index].words
    if words[0] in "-*•–—" and words[1:2] == " ":
        return False
    alone = page.blank_before(index) and page.blank_before(index + 1)
    closed = words[-1] in '.!?…:;,"”»)]-–—'
    return closed or not alone or len(words) > 80 or words[0].islower()
