"""Surface features of a line that indicate its role."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold, lowered
from content.languages.language import every
from content.languages.phrases import PagePattern
from content.structure.lines.neighbours import Surface, add_company, length_of
from content.structure.syntax.tokens import is_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from content.languages.language import Language

_HEAD = 240  # characters of a line whose words are looked at: more tell nothing new of its role
_FEW = 20  # words of a line of which it is asked how many are capitalised
_MOST_KEPT = 500  # lines of which the words are kept
_NEAR = 6_000  # characters around a line in which repeated words are looked for
_WORD = compiled(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WIDE = compiled(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_NUMBERED = compiled(r"(?:\(?\d{1,2}[.)]|#\d+|[IVX]{1,4}\.|[A-Za-z][.)])\s*\S")
_BULLET = compiled(r"[•‣◦▪*+●■►▶✓➤]|[-–—]\s")
_DIGIT = compiled(r"\d")
_YEAR = compiled(r"\b(?:1[89]|20)\d\d\b")
_DATE = PagePattern(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d|\b\d{1,2}:\d\d\b|{figure_dates}")
_SIDES = PagePattern(r"\({sides}\.?\)")
_LABEL = compiled(r"[^\W\d_a-zà-ÿ][^:.!?,;()\"“„«]{0,38}: ?\S")
_BRACKETED = compiled(r"\([^()]{2,50}\)\.?$")
# What stands before a full stop is looked at last: what starts with a plain character is quick to search.
_ADDRESS = compiled(
    r"\.(?:(?<=\w\.)(?:com|org|net|de|at|ch|co\.uk|es|fr|tv|info)\b|(?<=www\.)|(?<=pic\.)twitter|(?<=t\.)co/)"
)
_MAIL = compiled(r"\w@\w")
_HANDLE = compiled(r"(?:^|\W)@\w")
# One of these is in every agency and credit, and quick to look for: most lines have none.
_CREDIT_SIGN = compiled(r"[:/|©(\u2e80-\uffff]")
_AGENCY_SIGN = compiled(r"[A-Z]{2}|[/©]")
_AGENCY = compiled(r"\w\s?/\s?[A-Z]\w|©|\b(?:AP|AFP|DPA|EPA|ANI|TNS)\b")
_AFTER_LABEL = compiled(r"[:/|]")
_CLOSING = frozenset("\"”“»«’'」』‘")
_QUOTES = compiled(r"[\"“”„«»「」『』]")
_SIZES = (8, 16, 26, 36, 48, 62, 80, 100, 125, 160, 210, 300, 450, 700)


def _by_character(kinds: Mapping[str, str]) -> dict[str, str]:
    return {character: kind for kind, characters in kinds.items() for character in characters}


_FIRST = _by_character({"quote": "\"“„«»‘'「『‚”", "dash": "-–—―", "bracket": "([（【<{"})
_LAST = _by_character(
    {"stop": ".。", "asks": "?？", "colon": ":：", "bang": "!！", "comma": ",;，、", "dots": "…", "bracket": ")]）】"}
)
_BEFORE_MARK = _by_character({"mark": ".…。", "mark-asks": "!?！？"}) | {"": "sign"}
_INSIDE = (
    *((",", "comma"), (":", "colon"), ("|", "bar"), (" – ", "dash"), (" - ", "dash"), (" — ", "dash")),
    *(("/", "slash"), ("(", "bracket"), ("#", "hash"), (";", "semicolon"), ("•", "bullet-inside")),
)
# What pages have around a text, and who is named there, is in any language; small words are of the text's own.
_OF_PAGES = {"credit": "credit_words", "caption": "caption_words", "byline": "byline_words"}
_OF_PAGES |= {"boilerplate": "page_words", "finite": "finite", "bodies": "bodies"}
_OF_TEXTS = {"first_person": "first_person", "second_person": "second_person", "questions": "questions"}
_OF_TEXTS |= {"months": "months_and_days", "articles": "lead_articles"}
_KINDS = ("credit", "caption", "byline", "boilerplate", "second_person", "finite", "questions", "months", "articles")
# Features that say nothing of the lines around: leaving them out there did better on sites not trained on.
_PRIVATE = frozenset({"capitals", "people", "bodies"}.union(*((kind, f"{kind}-few") for kind in _KINDS[4:])))


class _Prefixed(dict[str, str]):
    """Features of a line as those above and below have them, each made once."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, name: str) -> str:
        found = self[name] = self._prefix + name
        return found


_same = dict[str, str]().setdefault  # there are some hundred names: of 1 MB they would be 200,000 strings
_ABOVE, _BELOW = _Prefixed("p:"), _Prefixed("n:")


def line_features(lines: Sequence[str], language: Language) -> Iterator[list[str]]:
    """All features of each line: its own, those shown by its neighbours, and how they go together."""
    around = _Around(lines, language)
    seen = [_surface(line, index, around) for index, line in enumerate(lines)]
    add_company(lines, seen)
    shown = [["none"], *(surface.shown for surface in seen), ["none"]]
    for surface, before, after in zip(seen, shown, shown[2:], strict=False):
        yield [*surface.own, *map(_ABOVE.__getitem__, before), *map(_BELOW.__getitem__, after)]


class _Around:
    """What a line is compared with: the other lines of its text."""

    def __init__(self, lines: Sequence[str], language: Language) -> None:
        self.kinds = _kinds_of_words(language)
        self.count = len(lines)
        self.same = Counter(lines)
        self.folded = [fold(line[:_HEAD]) for line in lines]
        self._words = list(map(_WORD.findall, self.folded)) if self.count <= _MOST_KEPT else []
        counts: Counter[str] = Counter()
        for index in range(self.count):
            counts.update(_long(self.words_of(index)))
        several = (word for word, count in counts.items() if count > 1)  # lines have it
        numbers = {word: number for number, word in enumerate(several)}
        # How many long words each line has, and the numbers of those that others have as well: of 1 MB 4 MB less than
        # the words.
        self.long = array("H")
        self.shared: list[array[int]] = []
        for index in range(self.count):
            own = _long(self.words_of(index))
            self.long.append(len(own))
            self.shared.append(array("I", [numbers[word] for word in own if word in numbers]))
        self.shared.append(array("I"))  # below the last line, and above the first
        self.text = lowered("\n".join(lines))
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        long = sorted(len(line) for line in lines if len(line) > 100)
        self.usual = long[len(long) // 2] if long else 100

    def words_of(self, index: int) -> list[str]:
        """The folded words of the head of a line; of a long text they are not kept: 15 MB less of 1 MB."""
        return self._words[index] if self._words else _WORD.findall(self.folded[index])


def _long(words: Iterable[str]) -> set[str]:
    return {word for word in words if len(word) > 5}


@cache
def _kinds_of_words(language: Language) -> Mapping[str, tuple[str, ...]]:
    """For each folded word the kinds that it is of; put together word by word it took 2 ms more of each start."""
    kinds = {kind: getattr(every(), field) for kind, field in _OF_PAGES.items()}
    kinds |= {kind: getattr(language, field) for kind, field in _OF_TEXTS.items()}
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in kinds.items():
        for word in words:
            found[word] = (*found.get(word, ()), kind)
    return found


def _surface(line: str, index: int, around: _Around) -> Surface:
    head, folded = line[:_HEAD], around.words_of(index)
    size = len(line) + (0 if head.isascii() else len(_WIDE.findall(head)))
    # As they are written they are only looked at where they are few.
    words = _WORD.findall(head) if len(folded) <= _FEW else folded
    capital = [word for word in words if word[0].isupper()] if len(words) <= _FEW else []
    digits = len(_DIGIT.findall(head))
    own = [
        *_form(line, head, size),
        *_kinds(head, folded, around.kinds),
        *_furniture(line, head, size, around.folded[index] if _CREDIT_SIGN.search(head) else ""),
    ]
    if size <= 130:
        if words and len(capital) == len(words) <= 4:
            own.append(f"name{len(capital)}")
        if head.isupper():
            own.append("capitals")
        if digits and _DATE.search(head):
            own.append("date")
    shown = [_same(name, name) for name in own if name not in _PRIVATE]
    own += _details(head, size, digits)
    if not words:
        own.append("no-words")
    else:
        if folded and folded[-1] in every().credit_words:
            own.append("credit-ends")
        if len(words) <= _FEW:
            own.append(f"capital-share{bisect_left((0.01, 0.2, 0.4, 0.6, 0.8, 0.99), len(capital) / len(words))}")
    left = around.count - 1 - index
    own += (
        f"line{index}" if index < 4 else "line-later",
        f"left{left}" if left < 3 else "left-more",
        f"part{4 * index // around.count}",
        f"relative{bisect_left((0.1, 0.2, 0.35, 0.5, 0.75, 1.2), size / around.usual)}",
    )
    if around.same[line] > 1:
        own.append("same-again")
    if words and len(line) <= 450:
        own += _repeats(line, index, around, capital if len(words) <= 9 and words[0][0].isupper() else [])
    own = list(map(_same, own, own))
    return Surface(own, shown, size, own[1], own[3], length_of(size))


def _form(line: str, head: str, size: int) -> Iterator[str]:
    """Length, first and last character, quotation marks, numbers and labels."""
    first, last = line[0], line[-1]
    end = _BEFORE_MARK.get(line[-2:-1], "quote") if last in _CLOSING else _LAST.get(last) or _character(last, "word")
    yield f"size{bisect_left(_SIZES, size)}"
    yield f"end{end}"
    yield f"{'short' if size <= 60 else 'middle' if size <= 130 else 'long'}-end{end}"
    start = _FIRST.get(first) or (
        "upper" if first.isupper() else "lower" if first.islower() else _character(first, "letter")
    )
    yield f"first-{start}"
    if start == "quote":
        yield "quoted" if last in _CLOSING and not _QUOTES.search(line[1:-1]) else "opens-quote"
    if _NUMBERED.match(head):
        yield "numbered"
    elif _BULLET.match(head):
        yield "bullet"
    if ":" in head and _LABEL.match(head):
        yield "label"


def _character(one: str, letter: str) -> str:
    return "digit" if one.isdigit() else letter if one.isalnum() else "sign"


def _kinds(head: str, words: Sequence[str], table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Words of certain kinds; of a line of few words also what it starts with, and what all of them are."""
    lower = set(words)
    found = {kind for word in table.keys() & lower for kind in table[word]}
    few = len(words) <= 14
    yield from [f"{kind}-few" if few else kind for kind in _KINDS if kind in found]
    if "first_person" in found:
        yield "first-person-quoted" if _QUOTES.search(head) else "first-person"
    if few and words:
        if "bodies" in found:
            yield "bodies"
        yield from _first_and_all(lower, table.get(words[0], ()))


def _first_and_all(lower: set[str], first: Sequence[str]) -> Iterator[str]:
    """Whether one of the words is a role, of which kinds the `first` is, and of which all are."""
    pages = every()
    if any(is_role(word, pages) for word in lower):
        yield "people"
    yield from [f"{kind}-first" for kind in ("byline", "credit", "boilerplate") if kind in first]
    if "boilerplate" in first and lower <= pages.page_words:
        yield "boilerplate-only"
    if ("byline" in first or "credit" in first) and lower - pages.credit_words <= pages.byline_words:
        yield "credit-only"
    if "articles" in first:
        yield "article-first"


def _furniture(line: str, head: str, size: int, folded: str) -> Iterator[str]:
    """Agencies, credits and sides in lines that are not long; `folded` are the words of one that may have a credit."""
    tail = line[-80:]
    if size > 300:
        if _is_credited(fold(tail)):
            yield "credit-last"
        return
    if folded and _is_credited(folded):
        yield "credit-colon"
    if line[-1] in ")." and _BRACKETED.search(tail):
        yield "bracket-last-short" if size <= 160 else "bracket-last"
    if "(" in head and _SIDES.search(head):
        yield "sides"
    if _AGENCY_SIGN.search(tail) and _AGENCY.search(tail):
        yield "agency-short" if size <= 50 else "agency"


def _is_credited(words: str) -> bool:
    """Whether folded words have the label of a credit before a colon or stroke, or what stands for one anywhere."""
    labels, marks = _credits()
    return any(map(words.__contains__, marks)) or any(
        words[: sign.start()].rstrip().endswith(labels) for sign in _AFTER_LABEL.finditer(words)
    )


@cache
def _credits() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(map(fold, every().credit_labels)), ("©", "(c)", *every().credit_marks)


def _details(head: str, size: int, digits: int) -> Iterator[str]:
    """Signs inside the line, how much of it is digits, years, addresses."""
    length, short = ("short", "-short") if size <= 130 else ("long", "")
    yield from [f"has-{name}-{length}" for sign, name in _INSIDE if sign in head]
    if digits:
        yield f"digits{bisect_left((0.03, 0.08, 0.2, 0.4), digits / len(head))}"
        if _YEAR.search(head):
            yield f"year{short}"
    at = "@" in head
    if _ADDRESS.search(head) or "http:" in head or "https:" in head or (at and _MAIL.search(head)):
        yield f"address{short}"
    if at and short and _HANDLE.search(head):
        yield "handle"


def _repeats(line: str, index: int, around: _Around, capital: Sequence[str]) -> Iterator[str]:
    """Whether long words, parts and `capital` words of the line stand elsewhere in the text."""
    if long := around.long[index]:
        kind, common = length_of(len(line)), around.shared
        yield f"echo{bisect_left((0, 0.2, 0.4, 0.6, 0.8), len(common[index]) / long)}-{kind}"
        near = len(set(common[index]).intersection(common[index - 1] + common[index + 1]))
        yield f"near{bisect_left((0, 0.2, 0.4, 0.6), near / long)}-{kind}"
    start, end = around.starts[index], around.starts[index] + len(line)
    text, first, last = around.text, max(0, start - _NEAR), start + _NEAR
    core = line.strip("\"“”„«»'‘’.!?… ").lower()
    if len(core) > 24:
        parts = [
            text.find(part := core[at : at + 24], first, start) >= 0 or text.find(part, end, last) >= 0
            for at in range(0, min(len(core) - 12, 192), 24)
        ]
        yield f"repeats{bisect_left((0, 0.34, 0.67, 0.99), sum(parts) / len(parts))}"
        if len(parts) > 1 and all(parts):
            yield "repeats-all"
    if capital:
        known = sum(
            text.find(small := word.lower(), first, start) >= 0 or text.find(small, end, last) >= 0 for word in capital
        )
        yield f"known{bisect_left((0, 0.5, 0.99), known / len(capital))}"
