"""What can be seen of a line without understanding it: the surface features that tell its role."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from content.languages.folding import fold
from content.languages.language import every
from content.languages.phrases import PagePattern
from content.structure.lines.neighbours import Surface, bin_of, pairs, with_company
from content.structure.syntax.tokens import is_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from content.languages.language import Language

_HEAD = 240  # characters of a line whose words are looked at: more tell nothing new of its role
_FEW = 20  # words of a line of which it is asked how many are capitalised
_NEAR = 6_000  # characters around a line in which repeated words are looked for
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|#\d+|[IVX]{1,4}\.|[A-Za-z][.)])\s*\S")
_BULLET = re.compile(r"[•‣◦▪*+●■►▶✓➤]|[-–—]\s")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DATE = PagePattern(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d|\b\d{1,2}:\d\d\b|{figure_dates}")
_SIDES = PagePattern(r"\({sides}\.?\)")
_LABEL = re.compile(r"[^\W\d_a-zà-ÿ][^:.!?,;()\"“„«]{0,38}: ?\S")
_BRACKETED = re.compile(r"\([^()]{2,50}\)\.?$")
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\b\w+\.(?:com|org|net|de|at|ch|co\.uk|es|fr|tv|info)\b|pic\.twitter|t\.co/")
# One of these is in every agency, credit or address, and quick to look for: most lines have none.
_CREDIT_SIGN = re.compile(r"[:/|©(\u2e80-\uffff]")
_AGENCY_SIGN = re.compile(r"[A-Z]{2}|[/©]")
_ADDRESS_SIGN = re.compile(r"\.\w|@\w|https?:|www")
_AFTER_LABEL = re.compile(r"[:/|]")
_HANDLE = re.compile(r"(?:^|\W)@\w")
_AGENCY = re.compile(r"\w\s?/\s?[A-Z]\w|©|\bAP\b|\bAFP\b|\bDPA\b|\bEPA\b|\bANI\b|\bTNS\b")
_OPENING = frozenset("\"“„«»‘'「『‚”")
_CLOSING = frozenset("\"”“»«’'」』‘")
_QUOTES = re.compile(r"[\"“”„«»「」『』]")
_SIZES = (8, 16, 26, 36, 48, 62, 80, 100, 125, 160, 210, 300, 450, 700)
# Signs that say nothing of the lines around: leaving them out there did better on sites not trained on.
_OF_ITS_OWN = ("second_person", "finite", "questions", "months", "articles")
_PRIVATE = frozenset({"capitals", "people", "bodies", *_OF_ITS_OWN, *(f"{kind}-few" for kind in _OF_ITS_OWN)})
_KINDS = ("credit", "caption", "byline", "boilerplate", "second_person", "finite", "questions", "months", "articles")


_OF_PAGES = {kind: f"{kind}_words" for kind in ("credit", "caption", "byline")}
_OF_PAGES |= {"boilerplate": "page_words", "finite": "finite"}
_OF_TEXTS = {name: name for name in ("first_person", "second_person", "questions")}
_OF_TEXTS |= {"months": "months_and_days", "articles": "lead_articles"}


def _is_credited(words: str) -> bool:
    """Whether folded words have the label of a credit before a colon or stroke, or what stands for one anywhere."""
    labels, marks = _credits()
    return any(map(words.__contains__, marks)) or any(
        words[: sign.start()].rstrip().endswith(labels) for sign in _AFTER_LABEL.finditer(words)
    )


@cache
def _credits() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(map(fold, every().credit_labels)), ("©", "(c)", *every().credit_marks)


@cache
def _kinds_of_words(language: Language) -> Mapping[str, tuple[str, ...]]:
    """For each folded word which features of a line it gives.

    What pages have around a text, and who is named there, is in any language; small words are of the text's own.
    """
    kinds = {kind: getattr(every(), field) for kind, field in _OF_PAGES.items()}
    kinds |= {kind: getattr(language, field) for kind, field in _OF_TEXTS.items()}
    words = frozenset[str]().union(*kinds.values())
    return {word: tuple(kind for kind, own in kinds.items() if word in own) for word in words}


def line_features(lines: Sequence[str], language: Language) -> list[list[str]]:
    """All features of each line: its own, those shown by its neighbours, and how they go together."""
    around = _Around(lines, language)
    seen = with_company([_surface(line, index, around) for index, line in enumerate(lines)])
    visible = [[name for name in surface.shown if name not in _PRIVATE] for surface in seen]
    features = []
    for index, surface in enumerate(seen):
        before = map(_PREVIOUS.__getitem__, visible[index - 1]) if index else ["p:none"]
        after = map(_NEXT.__getitem__, visible[index + 1]) if index + 1 < len(seen) else ["n:none"]
        features.append([*surface.own, *before, *after, *pairs(lines, seen, index)])
    return features


class _Prefixed(dict[str, str]):
    """The names of features, of which there are some hundreds, with a prefix."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, self._prefix + name)


_PREVIOUS, _NEXT = _Prefixed("p:"), _Prefixed("n:")


class _Around:
    """What a line is compared with: the other lines of its text."""

    def __init__(self, lines: Sequence[str], language: Language) -> None:
        self.language = language
        self.count = len(lines)
        self.same = Counter(lines)
        folded = [_WORD.findall(fold(line[:_HEAD])) for line in lines]
        self.lower = list(map(set, folded))
        # As they are written they are only looked at where they are few.
        self.words = [
            _WORD.findall(line[:_HEAD]) if len(words) <= _FEW else words
            for line, words in zip(lines, folded, strict=True)
        ]
        self.long = [{word for word in lower if len(word) > 5} for lower in self.lower]
        self.often = Counter(chain.from_iterable(self.long))  # how many lines have each of them
        self.text = "\n".join(lines).lower()
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        long = sorted(len(line) for line in lines if len(line) > 100)
        self.usual = long[len(long) // 2] if long else 100

    def near(self, index: int, size: int) -> str:
        """What stands around a line of this size, in lower case."""
        start = self.starts[index]
        return f"{self.text[max(0, start - _NEAR) : start]}\n{self.text[start + size : start + _NEAR]}"


def _surface(line: str, index: int, around: _Around) -> Surface:
    head = line[:_HEAD]
    size = len(line) + (len(_WIDE.findall(head)) if not head.isascii() else 0)
    words, lower = around.words[index], around.lower[index]
    shown = [
        *_form(line, head, size, words),
        *_kinds(head, lower, words, around.language),
        *_furniture(line, head, size),
    ]
    own = [*shown, *_details(head, size, words), *_place(index, around, size)]
    own.extend(_repeats(line, index, around, words))
    return Surface(tuple(own), tuple(shown), size)


def _form(line: str, head: str, size: int, words: Sequence[str]) -> Iterator[str]:
    """Length, first and last character, quotation marks, capitals."""
    yield f"size{bin_of(size, _SIZES)}"
    end = _ending(line)
    yield f"end{end}"
    brief = "short" if size <= 60 else "middle" if size <= 130 else "long"
    yield f"{brief}-end{end}"
    first = head[0]
    yield "first-" + _character(first)
    if first in _OPENING:
        yield "quoted" if line[-1] in _CLOSING and len(_QUOTES.findall(line[1:-1])) == 0 else "opens-quote"
    if size <= 130:
        if head.isupper():
            yield "capitals"
        if words:
            capital = sum(word[0].isupper() for word in words)
            if capital == len(words) <= 4:
                yield f"name{capital}"
    if _NUMBERED.match(head):
        yield "numbered"
    elif _BULLET.match(head):
        yield "bullet"
    if ":" in head and _LABEL.match(head):
        yield "label"


def _ending(line: str) -> str:
    last = line[-1]
    if last in _CLOSING and len(line) > 1:
        return "mark" if line[-2] in ".…。" else "mark-asks" if line[-2] in "!?！？" else "quote"
    if last in ".。":
        return "stop"
    if last in "?？":
        return "asks"
    if last in ":：":
        return "colon"
    if last in "!！":
        return "bang"
    if last in ",;，、":
        return "comma"
    if last == "…":
        return "dots"
    if last in ")]）】":
        return "bracket"
    return "digit" if last.isdigit() else "word" if last.isalnum() else "sign"


def _character(first: str) -> str:
    if first in _OPENING:
        return "quote"
    if first in "-–—―":
        return "dash"
    if first in "([（【<{":
        return "bracket"
    if first.isdigit():
        return "digit"
    if first.isupper():
        return "upper"
    return "lower" if first.islower() else "letter" if first.isalpha() else "sign"


def _kinds(head: str, lower: set[str], words: Sequence[str], language: Language) -> Iterator[str]:
    """Words of certain kinds."""
    table = _kinds_of_words(language)
    found = {kind for word in lower if word in table for kind in table[word]}
    few = len(words) <= 14
    for kind in _KINDS:
        if kind in found:
            yield f"{kind}-few" if few else kind
    if "first_person" in found:
        yield "first-person-quoted" if _QUOTES.search(head) else "first-person"
    if few and words:
        yield from _first_and_all(lower, words, language)


def _first_and_all(lower: set[str], words: Sequence[str], language: Language) -> Iterator[str]:
    """What a line of few words starts with, and what all of its words are."""
    pages = every()
    if any(is_role(word, pages) for word in lower):
        yield "people"
    if not pages.bodies.isdisjoint(lower):
        yield "bodies"
    first = _kinds_of_words(language).get(fold(words[0]), ())
    yield from [f"{kind}-first" for kind in ("byline", "credit", "boilerplate") if kind in first]
    if "boilerplate" in first and lower <= pages.page_words:
        yield "boilerplate-only"
    if ("byline" in first or "credit" in first) and lower <= pages.credit_words | pages.byline_words:
        yield "credit-only"
    if "articles" in first:
        yield "article-first"


def _furniture(line: str, head: str, size: int) -> Iterator[str]:
    """Agencies, credits, dates and addresses in lines that are not long."""
    tail = line[-80:]
    if size > 300:
        if _is_credited(fold(tail)):
            yield "credit-last"
        return
    if _CREDIT_SIGN.search(head) and _is_credited(fold(head)):
        yield "credit-colon"
    if line[-1] in ")." and _BRACKETED.search(tail):
        yield "bracket-last-short" if size <= 160 else "bracket-last"
    if "(" in head and _SIDES.search(head):
        yield "sides"
    if _AGENCY_SIGN.search(tail) and _AGENCY.search(tail):
        yield "agency-short" if size <= 50 else "agency"
    if size <= 130 and _DIGIT.search(head) and _DATE.search(head):
        yield "date"


def _figures(head: str, size: int) -> Iterator[str]:
    """How much of the line is digits, and whether a year is among them."""
    digits = len(_DIGIT.findall(head))
    if not digits:
        return
    yield f"digits{bin_of(digits / len(head), (0.03, 0.08, 0.2, 0.4))}"
    if _YEAR.search(head):
        yield "year-short" if size <= 130 else "year"


def _details(head: str, size: int, words: Sequence[str]) -> Iterator[str]:
    """Signs inside the line, numbers, dates, addresses."""
    for sign, name in (
        (",", "comma"),
        (":", "colon"),
        ("|", "bar"),
        (" – ", "dash"),
        (" - ", "dash"),
        (" — ", "dash"),
        ("/", "slash"),
        ("(", "bracket"),
        ("#", "hash"),
        (";", "semicolon"),
        ("•", "bullet-inside"),
    ):
        if sign in head:
            yield f"has-{name}-{'short' if size <= 130 else 'long'}"
    yield from _figures(head, size)
    if _ADDRESS_SIGN.search(head) and _ADDRESS.search(head):
        yield "address-short" if size <= 130 else "address"
    if size <= 130 and "@" in head and _HANDLE.search(head):
        yield "handle"
    if words and fold(words[-1]) in every().credit_words:
        yield "credit-ends"
    if words and len(words) <= _FEW:
        share = sum(word[0].isupper() for word in words) / len(words)
        yield f"capital-share{bin_of(share, (0.01, 0.2, 0.4, 0.6, 0.8, 0.99))}"
    if not words:
        yield "no-words"


def _place(index: int, around: _Around, size: int) -> Iterator[str]:
    """Where in the text the line stands."""
    yield f"line{index}" if index < 4 else "line-later"
    left = around.count - 1 - index
    yield f"left{left}" if left < 3 else "left-more"
    yield f"part{int(4 * index / around.count)}"
    yield f"relative{bin_of(size / around.usual, (0.1, 0.2, 0.35, 0.5, 0.75, 1.2))}"


def _repeats(line: str, index: int, around: _Around, words: Sequence[str]) -> Iterator[str]:
    """Whether the line, its parts or its last name stand elsewhere in the text."""
    if around.same[line] > 1:
        yield "same-again"
    if len(line) > 450 or not words:
        return
    yield from _shared(len(line), index, around)
    near = around.near(index, len(line))
    core = line.strip("\"“”„«»'‘’.!?… ").lower()
    parts = [core[at : at + 24] for at in range(0, max(1, len(core) - 12), 24)] if len(core) > 24 else []
    if parts:
        found = sum([part in near for part in parts[:8]])
        yield f"repeats{bin_of(found / len(parts[:8]), (0, 0.34, 0.67, 0.99))}"
        if found == len(parts[:8]) and len(parts) > 1:
            yield "repeats-all"
    if len(words) <= 9 and words[0][0].isupper():
        capital = [word for word in words if word[0].isupper()]
        known = sum([word.lower() in near for word in capital])
        yield f"known{bin_of(known / len(capital), (0, 0.5, 0.99))}"


def _shared(size: int, index: int, around: _Around) -> Iterator[str]:
    """How many of the line's long words stand in any other line, and in the lines right above and below."""
    words = around.long[index]
    if words:
        kind = "short" if size <= 60 else "middle" if size <= 160 else "long"
        again = sum(around.often[word] > 1 for word in words)
        yield f"echo{bin_of(again / len(words), (0, 0.2, 0.4, 0.6, 0.8))}-{kind}"
        near = set().union(*around.long[max(0, index - 1) : index], *around.long[index + 1 : index + 2])
        yield f"near{bin_of(len(words & near) / len(words), (0, 0.2, 0.4, 0.6))}-{kind}"
