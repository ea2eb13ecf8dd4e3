"""Labels that open turns: lines that could begin with one, and those of the text that do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.languages.folding import MARKS, compose, fold
from content.languages.language import every
from content.structure.kinds.words import KindWords

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

WORDS = KindWords(__file__)

_LONGEST = 90  # characters of a label with an office after the name; others have half as many
_MOST_WORDS = 9
_MOST_SMALL = 2  # words with a small letter in a label that is not bold or after a form of address
_COLON = re.compile(
    rf"(?P<label>[^\s:：][^:：\n]{{0,{_LONGEST}}}?)\s?[\])*_]{{0,3}}[:：][\])*_]{{0,3}}(?=\s|$|[^\W\d_])"
)
_DASH = re.compile(rf"(?P<label>[^\s–—-][^:\n–—]{{0,{_LONGEST}}}?)\s?(?:[.:]\s?[-–—]{{1,2}}|\s[-–—]{{1,2}})(?=\s)")
_STOP = re.compile(r"(?P<label>(?:[^\W\d_]+\.?\s)[^.:!?;\n]{2,88})\.(?:\s?[-–—])?\s(?=\S)")
_LETTER = re.compile(r"(?P<label>[^\W\d_])(?:\.|\s?[:：])?(?:\s{2,}|\t)(?=\S)|(?P<word>[^\W\d_])[.:]\s(?=\S)")
_ARROWS = re.compile(r"\s*>{2,3}\s*|[-–—*\[(]{1,3}\s?")
_WORD = re.compile(rf"[^\W_][\w{MARKS}'’.-]*")
_NOT_IN_LABEL = re.compile(r"[!?;\"“”„«»=<>{}|@#$%&+]|https?|\d{3}|\.\.")
_BRACKETS = re.compile(r"\([^()]*\)")
_TRIMMED = " *_[](){}>-–—\t.,"


class Shape(StrEnum):
    """How a label is set off from what is said."""

    COLON = "colon"
    DASH = "dash"
    STOP = "full stop"
    LETTER = "letter"
    BOLD = "bold"


class Label(NamedTuple):
    """A label: the index of its line, its place in the text, where what is said begins, and how it looks."""

    line: int
    range: TextRange
    speech: int
    key: str  # as labels are compared
    shape: Shape
    capitals: bool
    addressed: bool  # it begins with a form of address or an office

    @property
    def group(self) -> tuple[Shape, bool, bool]:
        return self.shape, self.capitals, self.addressed


class Labels:
    """The labels of a page, found once."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def accepted(self) -> list[Label]:
        """The lines that begin a turn, in order."""
        candidates = list(_candidates(self._page))
        counts = Counter(label.key for label in candidates)
        groups: dict[tuple[Shape, bool, bool], list[Label]] = {}
        for label in candidates:
            groups.setdefault(label.group, []).append(label)
        found = [label for group in groups.values() for label in _of_group(group, counts)]
        keys = {label.key for label in found}
        if keys:  # whoever speaks again, in whatever form, and those whose initials are the labels
            taken = {label.line for label in found}
            found += [one for one in candidates if one.line not in taken and (one.key in keys or _is_known(one, keys))]
        return sorted(found, key=lambda label: label.line)


def _of_group(group: Sequence[Label], counts: Counter[str]) -> list[Label]:
    """Those labels of one look that open turns: in capitals, by address or by letter few are enough; else repeated ones."""
    shape, capitals, addressed = group[0].group
    often = [label for label in group if counts[label.key] > 1]
    sure = [label for label in group if is_role_label(label.key)]
    strong = capitals or addressed or shape in {Shape.LETTER, Shape.BOLD}
    if shape is Shape.LETTER:
        return list(group) if len(group) > 1 else []
    if shape is Shape.STOP:
        return list(group) if addressed and len(group) > 2 and often else []
    if shape is Shape.DASH and not strong:
        return often if len({one.key for one in often}) > 1 and len(often) > 3 else []
    if strong:
        enough = often or sure or (addressed and len(group) > 1) or shape is Shape.BOLD
        return (
            [one for one in group if _is_name(one) or one in often or one in sure] if enough and len(group) > 1 else []
        )
    if len({one.key for one in often}) > 1 or (often and sure):
        return [one for one in group if one in often or one in sure or _is_name(one)]
    names = [one for one in group if _is_name(one)]
    return names if often and len(names) > 2 else []


def is_role_label(key: str) -> bool:
    """Whether a label says what somebody does instead of who they are."""
    return any(key in WORDS.folded(name) for name in ("unnamed", "questioners", "chairs"))


def _is_name(label: Label) -> bool:
    """Whether a label looks like a whole name."""
    return label.addressed or len(label.key.split()) in {2, 3, 4}


def _is_known(label: Label, keys: set[str]) -> bool:
    """Whether a label is part of one that is known: its surname, or its initials."""
    words = label.key.split()
    if len(words) != 1 or label.shape is Shape.DASH:
        return False
    return any(words[0] == initials(key) or words[0] == key.split()[-1] for key in keys if " " in key)


def initials(key: str) -> str:
    """The first letters of the words of a name."""
    return "".join(word[0] for word in key.split())


def key_of(words: str) -> str:
    """A label as labels are compared: small, without brackets, points and forms of address."""
    plain = [word.strip(".,") for word in fold(compose(_BRACKETS.sub(" ", words))).replace(".", ". ").split()]
    return " ".join(word for word in plain if word)


def _candidates(page: Page) -> Iterator[Label]:
    """Each line that could begin with a label."""
    for index, line in enumerate(page.lines):
        if (label := _label_of(page, index, line.range.start, line.range.end, line.strong)) is not None:
            yield label


def _label_of(page: Page, index: int, start: int, end: int, strong: int) -> Label | None:
    text = page.text
    opened = _ARROWS.match(text, start, end)
    at = opened.end() if opened else start
    if at >= end:
        return None
    if strong and strong < end - start and (bold := _bold(page, index, start, end, strong)) is not None:
        return bold
    if (letter := _LETTER.match(text, at, end)) is not None:
        name = "label" if letter["label"] else "word"
        if fold(letter[name]) in _letters():
            return _made(text, index, TextRange(*letter.span(name)), letter.end(), Shape.LETTER)
    if not _opens(text[at]):
        return None
    for pattern, shape in ((_COLON, Shape.COLON), (_DASH, Shape.DASH), (_STOP, Shape.STOP)):
        match = pattern.match(text, at, end)
        if match is None:
            continue
        label = _made(text, index, TextRange(*match.span("label")), match.end(), shape)
        if _is_plausible(text, label, end):
            return label
    return None


def _bold(page: Page, index: int, start: int, end: int, strong: int) -> Label | None:
    """A short bold beginning of a paragraph, with a colon in it or after it."""
    text = page.text
    bold, after = text[start : start + strong].rstrip(), text[start + strong : start + strong + 2].lstrip()
    if len(bold) > _LONGEST or not (bold.endswith((":", "：")) or after.startswith((":", "："))):
        return None
    words = bold.rstrip(":： ")
    speech = start + strong + (1 if after.startswith((":", "：")) else 0)
    label = _made(text, index, TextRange(start, start + len(words)), speech, Shape.BOLD)
    return label if _is_plausible(text, label, end) else None


def _made(text: str, index: int, where: TextRange, speech: int, shape: Shape) -> Label:
    words = where.of(text).rstrip(_TRIMMED)
    where = TextRange(where.start, where.start + len(words))
    plain = _BRACKETS.sub(" ", words)
    key = key_of(words)
    letters = [character for character in plain if character.isalpha()]
    capitals = len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
    return Label(index, where, speech, key, shape, capitals, _is_addressed(key))


def _is_addressed(key: str) -> bool:
    """Whether a label begins with a form of address or an office, or is one."""
    words = key.split()
    rows = {" ".join(words[:count]) for count in range(1, min(4, len(words)) + 1)}
    known = every().honorifics | WORDS.folded("titles") | WORDS.folded("chairs")
    return not rows.isdisjoint(known)


def _letters() -> frozenset[str]:
    return frozenset(fold(letter) for letter in every().turn_letters) | frozenset(
        word for word in WORDS.folded("questioners") if len(word) == 1
    )


def _opens(character: str) -> bool:
    """Whether a label can begin with this character: a capital, a digit, or a letter without case."""
    return character.isupper() or character.isdigit() or (character.isalpha() and not character.islower())


def _is_plausible(text: str, label: Label, end: int) -> bool:
    """Whether the words could be a label, and something is said after them."""
    words = label.range.of(text)
    plain = _BRACKETS.sub(" ", words)
    if not label.key or _NOT_IN_LABEL.search(plain) or label.key in _not_labels():
        return False
    row = _WORD.findall(plain)
    small = [word for word in row if word[0].islower() and fold(word) not in every().particles]
    most = _MOST_WORDS if label.addressed or label.shape is Shape.BOLD else _MOST_SMALL
    if not 0 < len(row) <= _MOST_WORDS or len(small) > most or (len(words) > _LONGEST // 2 and not label.addressed):
        return False
    if label.shape in {Shape.DASH, Shape.STOP} and not (label.capitals or label.addressed or len(row) <= 3):
        return False
    if label.shape is Shape.STOP and not label.addressed:
        return False
    return label.speech < end or label.shape in {Shape.COLON, Shape.DASH}


def _not_labels() -> frozenset[str]:
    return WORDS.folded("not_labels") | every().header_fields
