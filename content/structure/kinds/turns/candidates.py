"""Lines that could begin with a label, and how each label looks."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import MARKS, fold
from content.languages.language import every
from content.structure.kinds.turns.vocabulary import BRACKETS, WORDS, is_role_label, key_of, keys_of

if TYPE_CHECKING:
    import re

    from content.structure.kinds.page import Page

_LONGEST = 90  # characters of a label with an office after the name; others have half as many
_MOST_WORDS = 9
_MOST_WITH_OFFICE = 14
_LONGEST_WIDE = 8  # characters of a label before a wide colon, in scripts without blanks
_MOST_SMALL = 2  # words with a small letter in a label that is not bold or after a form of address
# What follows each start of a label, looked for first: most lines have no colon or dash this near.
_NEAR_COLON = rf"[^:：]{{1,{_LONGEST + 5}}}+[:：]"
_NEAR_DASH = rf"[^–—-]{{1,{_LONGEST + 5}}}+[–—-]"
_COLON = compiled(
    rf"(?={_NEAR_COLON})(?P<label>[^\s:：][^:：\n]{{0,{_LONGEST}}}?)\s?[\])*_]{{0,3}}(?::[\])*_]{{0,3}}(?=\s|$)|：)"
)
_DASH = compiled(
    rf"(?={_NEAR_DASH})(?P<label>[^\s–—-][^:\n–—]{{0,{_LONGEST}}}?)\s?(?:[.:]\s?[-–—]{{1,2}}|\s[-–—]{{1,2}})(?=\s)"
)
_STOP = compiled(
    r"(?<!\w)(?P<label>(?:(?:[^\W\d_]{1,3}|[^\W\d_](?![A-ZÀ-ÖØ-ÞЀ-Я])[^\W\d_]{1,11})\.\s)?+(?:[^.:!?;()\n]|\([^()\n]{1,40}\)){3,88}+)\.(?:\s?[-–—])?\s(?=\S)"
)
_CAPITALS = compiled(r"\b[^\W\d_a-z]{3,}\b")
_LETTER = compiled(r"(?P<label>[^\W\d_])(?:[.:：]|\s[:：]|\.?\s?[-–—](?=\s))?\s+(?=[^\s\d])")
_ONE_BLANK = compiled(r"[^\W\d_]\s[^\W\d_]")
_ARROWS = compiled(r">{2,3}\s*|\[\s?|[*_]{1,3}(?=\S)|[–—]\s(?=[^:\n]{2,40}:)")
_ARROW_SIGNS = frozenset(">[*_–—")
_WORD = compiled(rf"[^\W_][\w{MARKS}'’.-]*")
_NUMBERED = compiled(r"[^\W_]{1,2}[.)]\s?\d|\d{1,3}[.)]\s")
_OFFICES = compiled(r",\s?(.+)")
_INITIAL = compiled(r"[^\W\d_a-z]\.[^\W\d_a-z]")
_SURNAME_FIRST = compiled(
    r"(?P<label>[^\W\d_a-z][\w-]{2,30}\s[^\W\d_a-z]\.\s?(?:[^\W\d_a-z]\.)?)(?:,[^.\n]{2,60}\.)?"
    r"\s(?=[^\W\d_a-z][^\W\d_A-Z]*\s)"
)
_ROMAN = compiled(r"[IVXLC]+\.?")
_NOT_IN_LABEL = compiled(r"[!?;\"“”„«»=<>{}|@#$%&+]|https?|\d{3}|\.\.")
_SAID = 40  # characters after a label, among which there is a letter
_TRIMMED = " *_[](){}>-–—\t.,"


class Shape(StrEnum):
    """How a label is set off from what is said."""

    COLON = "colon"
    DASH = "dash"
    STOP = "full stop"
    LETTER = "letter"
    BOLD = "bold"
    ALONE = "alone"
    INITIALS = "initials"


class Label(NamedTuple):
    """A label: the index of its line, its place in the text, where what is said begins, and how it looks.

    `key` is the form in which labels are compared; `addressed` says that it begins with a form of address or an office,
    `named` that it is a name with initials or something in brackets, `formal` that it is one of these, a letter, in
    brackets, or has a word in capitals: hardly anything else looks so.
    """

    line: int
    range: TextRange
    speech: int
    key: str
    shape: Shape
    capitals: bool
    addressed: bool
    formal: bool
    named: bool


def candidates(page: Page) -> Iterator[Label]:
    """Each line that could begin with a label."""
    for index, line in enumerate(page.lines):
        if (label := _label_of(page, index, line.range.start, line.range.end, line.strong)) is not None:
            yield label


def _label_of(page: Page, index: int, start: int, end: int, strong: int) -> Label | None:
    text = page.text
    opened = _ARROWS.match(text, start, end) if text[start : start + 1] in _ARROW_SIGNS else None
    at = opened.end() if opened else start
    if at >= end:
        return None
    if strong and strong < end - start and (bold := _bold(page, index, start, end, strong)) is not None:
        return bold
    if not _opens(text[at]):
        return None
    if (letter := _LETTER.match(text, at, end)) is not None and _is_letter(text, letter, end):
        return _made(text, index, TextRange(*letter.span("label")), letter.end(), Shape.LETTER)
    if (surname := _SURNAME_FIRST.match(text, at, end)) is not None:
        return _made(text, index, TextRange(at, surname.end("label")), surname.end(), Shape.INITIALS)
    for pattern, shape in _set_off(text[at : min(end, at + _LONGEST + 8)]):
        match = pattern.match(text, at, end)
        if match is None or not _could_be(match["label"], text[match.end("label")], shape):
            continue
        label = _made(text, index, TextRange(*match.span("label")), match.end(), shape)
        if text[match.end() - 1] == "：" and not _is_wide_label(text, label):
            continue
        if _is_plausible(text, label, end) and (shape is not Shape.STOP or _opens_paragraph(page, index)):
            return label
    return _alone(page, index)


def _set_off(head: str) -> Iterator[tuple[re.Pattern[str], Shape]]:
    """How a label with which a line begins may be set off: most lines have no sign of any, and cost one look."""
    if ":" in head or "：" in head:
        yield _COLON, Shape.COLON
    if "-" in head or "–" in head or "—" in head:
        yield _DASH, Shape.DASH
    first = head.partition(" ")[0]
    known = "." in first[:-1] or "\n" in first or fold(first).strip(".,") in _first_words()
    if known or not head[1:2].islower():  # a form of address or an office, or capitals
        yield _STOP, Shape.STOP


def _could_be(words: str, after: str, shape: Shape) -> bool:
    """Whether these words need a closer look: most are the beginnings of sentences."""
    if words.count(" ") >= _MOST_WITH_OFFICE or _NOT_IN_LABEL.search(BRACKETS.sub(" ", words)):
        return False
    if shape is Shape.DASH:
        return after in ".:" or words[:2].isupper() or words[1:2] in " ."
    if shape is not Shape.STOP or fold(words.partition(" ")[0]).strip(".,") in _first_words():
        return True
    return _is_surname(words)


def _is_surname(words: str) -> bool:
    """Whether these words are a name in capitals of up to three words, as records of parliaments set it off."""
    return words.isupper() and len(words) > 2 and words.count(" ") < 3 and not any(map(str.isdigit, words))


@cache
def _first_words() -> frozenset[str]:
    """The first words of all forms of address, offices and other labels that are not names."""
    phrases = [*every().honorifics, *WORDS.folded("titles")]
    phrases += [fold(one) for name in ("chairs", "unnamed", "questioners") for one in WORDS.phrases(name)]
    return frozenset(phrase.partition(" ")[0].strip(".,") for phrase in phrases)


def _is_wide_label(text: str, label: Label) -> bool:
    """Whether a label before a wide colon is short, and what follows it is not a quotation."""
    return 0 < len(label.range) <= _LONGEST_WIDE and text[label.speech : label.speech + 1] not in {*"“「『《"}


def _alone(page: Page, index: int) -> Label | None:
    """A name alone on its line, above what is said."""
    line, below = page.lines[index], page.at(index + 1)
    words = line.words
    if not 2 < len(words) <= _LONGEST // 2 or not words[0].isupper() or not (words[-1].isalpha() or words[-1] == ")"):
        return None
    said = below and not below.isupper() and (len(below) > len(words) or below[-1] in ".?!…")
    if ":" in words or not said or below[0] in "-*•(":
        return None
    if not (words.isupper() or words[-1] == ")" or "." in words or fold(words.partition(" ")[0]) in _first_words()):
        return None
    label = _made(page.text, index, line.range, line.range.end, Shape.ALONE)
    row = label.key.split()
    named = len(row) <= 5 and (label.addressed or label.named or (label.capitals and len(row) in {2, 3, 4}))
    return label if named and _is_plausible(page.text, label, line.range.end) else None


def _opens_paragraph(page: Page, index: int) -> bool:
    """Whether a line begins a paragraph: after a blank line, indented, or after a sentence that is over."""
    if page.blank_before(index):
        return True
    above = page.lines[index - 1]
    return page.lines[index].indent > above.indent or above.words[-1] in '.!?)]”"'


def _is_letter(text: str, letter: re.Match[str], end: int) -> bool:
    """Whether a letter alone is a label, such as Q; with one blank after it, only if it asks and a capital follows."""
    known = fold(letter["label"])
    if _NUMBERED.match(text, letter.start(), end):
        return False
    if _ONE_BLANK.match(text, letter.start(), end):
        return known in WORDS.folded("questioners") and text[letter.end()].isupper()
    initial = _COLON.match(text, letter.start(), end)  # the first letter of a name, as in "C. Lee: ..."
    return known in _letters() and (initial is None or len(initial["label"]) < 3 or not initial["label"].isupper())


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
    if words.count("(") > words.count(")"):
        words = text[where.start : where.start + len(words) + 1]
    where = TextRange(where.start, where.start + len(words))
    plain = BRACKETS.sub(" ", words)
    key = key_of(words)
    letters = [character for character in plain if character.isalpha()]
    capitals = len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
    formal = shape is Shape.LETTER or capitals or _CAPITALS.search(plain) is not None
    named = _INITIAL.match(words) is not None or (BRACKETS.search(words) is not None and " " in key)
    formal = formal or named or text[where.start - 1 : where.start] == "["
    return Label(index, where, speech, key, shape, capitals, _is_addressed(plain), formal, named)


def _is_addressed(label: str) -> bool:
    """Whether a label begins with a form of address or an office, or is one."""
    return _title_of(label) > 0


def _title_of(label: str) -> int:
    """How many words of a label are the form of address or office that it begins with."""
    words = fold(label).split()
    for count in range(min(4, len(words)), 0, -1):
        row = " ".join(word.strip(".,") for word in words[:count])
        if row in WORDS.folded("titles") or row in keys_of("chairs"):
            return count
    first = words[0].strip(".,") if words else ""
    doubtful = first in every().prepositions or first in every().openers  # On. is a title, and on is not
    return int(first in every().honorifics and (words[0].endswith(".") or not doubtful))


@cache
def _letters() -> frozenset[str]:
    asking = frozenset(word for word in WORDS.folded("questioners") if len(word) == 1)
    return frozenset(map(fold, every().turn_letters)) | asking | WORDS.folded("answerers")


def _opens(character: str) -> bool:
    """Whether a label can begin with this character: a capital, a digit, or a letter without case."""
    return character.isupper() or character.isdigit() or (character.isalpha() and not character.islower())


def _is_plausible(text: str, label: Label, end: int) -> bool:
    """Whether the words could be a label, and something is said after them."""
    words = label.range.of(text)
    plain = BRACKETS.sub(" ", words)
    if (
        _NUMBERED.match(words)
        or not label.key
        or _NOT_IN_LABEL.search(plain)
        or label.key in _not_labels()
        or _ROMAN.fullmatch(words)
    ):
        return False
    row = _WORD.findall(plain)
    small = [word for word in row if word[0].islower() and fold(word) not in every().particles]
    if label.addressed and not label.capitals and "," not in plain:
        after = _WORD.findall(" ".join(plain.split()[_title_of(plain) :]))
        if any(word[0].islower() and fold(word) not in every().particles for word in after):
            return False
    most = _MOST_WITH_OFFICE if label.addressed or label.capitals or label.shape is Shape.BOLD else _MOST_WORDS
    if not 0 < len(row) <= most or (len(small) > _MOST_SMALL and most == _MOST_WORDS):
        return False
    if len(words) > _LONGEST // 2 and not (label.addressed or label.capitals):
        return False
    if label.shape is Shape.DASH and not label.capitals and text[label.range.end] not in ".:":
        return False
    official = is_role_label(label.key) or (label.addressed and _ends_in_office(plain)) or _is_surname(words)
    if label.shape is Shape.STOP and not official:
        return False
    return label.speech >= end or any(map(str.isalpha, text[label.speech : min(end, label.speech + _SAID)]))


def _ends_in_office(label: str) -> bool:
    """Whether what follows a comma in a label, if any, is an office."""
    office = _OFFICES.search(label)
    words = set(fold(office[1]).split()) if office else set()
    return office is None or not words.isdisjoint(every().roles | WORDS.folded("titles") | every().bodies)


@cache
def _not_labels() -> frozenset[str]:
    return WORDS.folded("not_labels") | every().header_fields
