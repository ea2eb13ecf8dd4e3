"""Words in quotation marks: pairs of marks in every style, and signs that are not quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import TATWEEL, fold
from content.languages.phrases import any_of

if TYPE_CHECKING:
    from content.languages.language import Language

_ANY_MARK = "\"“”„‟«»‹›‘’‚‛'「」『』〝〟｢｣＂`"
_SIGNS = compiled(rf"[{_ANY_MARK}´]")
_ONE_BY_ONE = compiled(rf"``|{_SIGNS.pattern}")
_MARKS = compiled(  # also two signs in the place of one
    r"''|‘‘|’’|‚‚|‘’(?=\w)|(?<![^\s(]),,(?=\w)|<<(?=\s?\w)|(?<=[\w.,!?…])>>|(?<=[\w.,!?…]\s)>>|" + _ONE_BY_ONE.pattern
)
# Marks that open, each with all that close it.
_PAIRS = re.findall(r"\S+", r""""" ＂＂ “”" ”” „“”" ‟” «» »« ‹› ›‹ ‘’' ‚‘’' ‛’ ’’ ''’ `'’ ´´ 「」 『』 ｢｣ 〝〟""")
_CLOSERS = {marks[0]: marks[1:] for marks in _PAIRS} | {"``": '"'}
_DOUBLE = frozenset(["''", "‘‘", "’’", "‘’", "‚‚", ",,", "``", "<<", ">>", *'"“”„‟＂«»‹›'])
_NO_MARKS_IN_TWO = ",,", "<<", ">>"
_POINTED = frozenset("«»"), frozenset("‹›"), frozenset(["<<", ">>"])  # marks that go with their like only
_SINGLE = frozenset("‘’‚‛'`´")
_BRACKETS = frozenset("「『｢〝")
_BEFORE_OPENING = frozenset("([{-–—―/:;,.…¿¡“„«‘‚\"'‹*_|>@#=、。，：（")
_FEET = compiled(r"\d['′’]\s?\d{1,2}$")
_ENDS_WORD = compiled(r"[^\W_][.,!?…]?['’](?!\w)")
_WORDS = compiled(r"[^\W\d_]+")
_TOLD_WITHIN, _WORDS_TO_VERB = 60, 4  # characters and words after a mark in which a verb tells that it closes
_DEEPEST = 4  # quotations within quotations of the same marks; more is noise, not text
_MARKS_SEEN = 40  # marks looked ahead for a partner
_AMBIGUOUS_LOOK = 300  # characters looked ahead for a better end of words in single marks


class Quoted(NamedTuple):
    """A stretch in quotation marks, marks included; `closed` is False when its closing mark is missing."""

    range: TextRange
    mark: str
    closed: bool = True
    closing: int = 1  # characters of the closing mark

    def inner(self, text: str) -> str:
        """The words between the marks."""
        begin = self.range.start + len(self.mark)
        return text[begin : self.range.end - self.closing if self.closed else self.range.end].strip()


def last_mark(text: str) -> int:
    """Where the last quotation mark stands; -1 if there is none."""
    return max(text.rfind(mark) for mark in (*_ANY_MARK, "´", ">>"))


def find_quoted(text: str, start: int, end: int, language: Language) -> Iterator[Quoted]:
    """The outermost stretches in quotation marks in `text[start:end]` (one paragraph), in order."""
    matches = list(_SIGNS.finditer(text, start, end))
    two = any(text.find(pair, start, end) >= 0 for pair in _NO_MARKS_IN_TWO)
    if two or any(one.end() == other.start() and one[0] + other[0] in _DOUBLE for one, other in pairwise(matches)):
        matches = list(_MARKS.finditer(text, start, end))
    if sum(match[0] in _DOUBLE for match in matches) % 2:  # so '' may be the end of one thing within another
        matches = list(_ONE_BY_ONE.finditer(text, start, end))
    marks = [match for match in matches if not _is_apostrophe(text, match, start, end, language)]
    if not marks:
        return
    found, block = list(_paired(text, marks, start, end, language)), TextRange(start, end)
    odd = _paired_in_turn(text, marks, found, block, language) or _double_and_single(text, marks, found, block)
    yield from odd or found


def _paired(text: str, marks: list[re.Match[str]], start: int, end: int, language: Language) -> Iterator[Quoted]:
    """The stretches in marks that stand as they should, the opening ones before a word and the closing ones after."""
    at = 0
    in_vain: dict[str, int] = {}  # for marks that open and close: the index before which none finds its partner
    while at < len(marks):
        mark = marks[at]
        if mark[0] in _closing_alone(language) or not _opens(text, mark, start, end):
            at += 1
            continue
        if at >= in_vain.get(mark[0], 0):
            index, found = _find_closing(text, marks, at, end)
            if found:
                yield Quoted(TextRange(mark.start(), marks[index].end()), mark[0], closing=len(marks[index][0]))
                at = index + 1
                continue
            if mark[0] in _CLOSERS[mark[0]]:
                in_vain[mark[0]] = index
        if mark[0] not in _SINGLE and mark.start() + 1 < end and not _opened_again(text, marks, at, end):
            yield Quoted(TextRange(mark.start(), end), mark[0], closed=False)
            return
        at += 1


@cache
def _elisions(language: Language) -> re.Pattern[str]:
    """Words that an apostrophe opens: 'tis, '90s."""
    return compiled(rf"{any_of(language.elisions)}\b", re.IGNORECASE)


@cache
def _closing_alone(language: Language) -> frozenset[str]:
    """Guillemets that only close in this language; in others they may open: »...«."""
    return frozenset("»›") & {pair[1] for pair in language.marks} - {pair[0] for pair in language.marks}


def _around(text: str, mark: re.Match[str], start: int, end: int) -> tuple[str, str]:
    return text[mark.start() - 1] if mark.start() > start else " ", text[mark.end()] if mark.end() < end else " "


def _is_apostrophe(text: str, mark: re.Match[str], start: int, end: int, language: Language) -> bool:
    """Whether a single mark is inside a word, or a double one after a measure in feet and inches."""
    before, after = _around(text, mark, start, end)
    if mark[0] in _SINGLE and before.isalnum():
        return after.isalnum()
    if mark[0] in "’'":
        return _elisions(language).match(text, mark.end(), end) is not None
    inches = mark[0] == '"' and before.isdigit()
    return inches and _FEET.search(text, max(start, mark.start() - 6), mark.start()) is not None


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before, after = _around(text, mark, start, end)
    before = " " if before == TATWEEL else before
    sign = mark[0]
    if sign not in _CLOSERS or sign in _BRACKETS or sign == "„":
        return sign in _CLOSERS
    if sign == "«":
        return not (after in ",.;:!?" or before.isalnum())
    if before == "=":  # an attribute in a stray piece of markup
        return False
    free = before.isspace() or before in _BEFORE_OPENING
    if sign in _SINGLE:
        return free and (after.isalnum() or after in '“"„«(…¿¡') and sign != "’"
    if sign == "“":
        free = free or not before.isalnum() or after.isalnum()
    return free and not after.isspace()


def _find_closing(text: str, marks: list[re.Match[str]], at: int, end: int) -> tuple[int, bool]:
    """The index of the mark that closes the one at `at`, past nested pairs, and True; else where the search ended."""
    opening = marks[at][0]
    closers = _CLOSERS[opening]
    directed = opening not in closers
    depth = 1
    for index in range(at + 1, len(marks)):
        sign = marks[index][0]
        if sign in closers and _closes(text, marks[index], end, opening):
            depth -= 1
            if depth == 0:
                return index, True
        elif sign == opening and (directed or text[marks[index].start() - 1].isspace()):
            misplaced = text[marks[index].start() - 1] in ".,!?…" or marks[index].end() == end
            closes = any(mark[0] in closers for mark in marks[index + 1 : index + _MARKS_SEEN])
            if directed and misplaced and not closes:
                return index, True  # an opening mark typed where the closing one belongs
            depth += 1
            if not directed or depth > _DEEPEST:
                return index, False
    return len(marks), False


def _opened_again(text: str, marks: list[re.Match[str]], at: int, end: int) -> bool:
    """Whether the same mark opens again, so that this one is a stray, and no speech to the end that quotes others."""
    again = [mark for mark in marks[at + 1 : at + _MARKS_SEEN] if mark[0] == marks[at][0]]
    start = marks[at].start()
    told = text[max(0, start - 2) : start - 1] in {",", ":"}
    return bool(again) and not (told and marks[-1].end() == end and marks[-1] not in again)


def _closes(text: str, mark: re.Match[str], end: int, opening: str) -> bool:
    before, after = _around(text, mark, 0, end)
    if mark[0] == opening == '"' and before.isspace() and not after.isspace() and after not in ".,;:!?":
        return False
    if opening in _SINGLE and (before.isspace() or after.isalnum()):
        return False
    plural = opening in _SINGLE and before == "s" and after == " "
    return not (plural and _ENDS_WORD.search(text, mark.end(), min(end, mark.end() + _AMBIGUOUS_LOOK)))


def _paired_in_turn(
    text: str, marks: list[re.Match[str]], found: list[Quoted], block: TextRange, language: Language
) -> list[Quoted]:
    """The stretches between each double mark and the next one, where the usual reading leaves marks over.

    So are marks read with blanks inside (“ ... ”), of two styles ("...”), the same on both sides (“...“) or made of two
    single ones (''...''). Nothing if one of the pairs cannot be one.
    """
    double = [mark for mark in marks if mark[0] in _DOUBLE]
    if len(double) % 2 or not _left_over(double, found):
        return []
    pairs = list(zip(double[::2], double[1::2], strict=True))
    if not all(_is_pair(text, *pair, block, language) for pair in pairs):
        return []
    return [Quoted(TextRange(one.start(), two.end()), one[0], closing=len(two[0])) for one, two in pairs]


def _left_over(double: list[re.Match[str]], found: list[Quoted]) -> bool:
    """Whether one of the marks stands outside the stretches, or a stretch has no closing mark."""
    if not all(one.closed for one in found):
        return True
    ends = iter([*(one.range for one in found), None])
    where = next(ends)
    for mark in double:
        while where is not None and where.end <= mark.start():
            where = next(ends)
        if where is None or mark.start() < where.start:
            return True
    return False


def _is_pair(text: str, one: re.Match[str], two: re.Match[str], block: TextRange, language: Language) -> bool:
    """Whether a mark can open and the next one close what stands between them."""
    style = [next((pair for pair in _POINTED if mark[0] in pair), None) for mark in (one, two)]
    if style[0] != style[1] or not any(map(str.isalnum, text[one.end() : two.start()])):
        return False
    before, after = _around(text, one, block.start, block.end)
    if not (before.isspace() or before in _BEFORE_OPENING - {"="}) or after in ",.;:!?)":
        return False
    before, after = _around(text, two, block.start, block.end)
    if not before.isspace():
        return not (after.isalnum() and before in _BEFORE_OPENING - {*",.…"})
    return not after.isalnum() or _tells(text, two.end(), block.end, language)


def _double_and_single(text: str, marks: list[re.Match[str]], found: list[Quoted], block: TextRange) -> list[Quoted]:
    """The stretch between the only double mark and a single one, which a slip put there: “...,’ and ‘...,”."""
    double = [at for at, mark in enumerate(marks) if mark[0] in _DOUBLE]
    if len(double) != 1 or any(one.closed for one in found):
        return []
    one, before, after = marks[double[0]], marks[: double[0]], marks[double[0] + 1 :]
    if _opens(text, one, block.start, block.end):
        ends = (mark for mark in after if mark[0] in _SINGLE and text[mark.start() - 1] in ",.!?…")
        opening, closing = one, next((mark for mark in ends if _closes(text, mark, block.end, mark[0])), one)
    else:
        begins = (mark for mark in before if mark[0] in _SINGLE and _opens(text, mark, block.start, block.end))
        opening, closing = next(begins, one), one
    where = TextRange(opening.start(), closing.end())
    return [Quoted(where, opening[0], closing=len(closing[0]))] if opening is not closing else []


def _tells(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a verb that reports words follows soon: "..., "Holt said."""
    words = _WORDS.findall(text, start, min(end, start + _TOLD_WITHIN))[:_WORDS_TO_VERB]
    return any(fold(word) in language.cues for word in words)
