"""Who has a turn: the full name and the office that the text gives for a label, and whom a question comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.languages.folding import MARKS, fold
from content.languages.language import every
from content.structure.kinds.turns.vocabulary import WORDS, initials, is_role_label, keys_of
from content.structure.model import TurnSpeaker

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.kinds.page import Page
    from content.structure.kinds.turns.candidates import Label

_NAME_WORD = rf"[^\W\d_a-z](?:\.|[\w{MARKS}'’-]{{1,3}}\.(?=[ \t])|[\w{MARKS}'’-]*)"
_ROW = compiled(rf"{_NAME_WORD}(?:(?:[ \t]{{1,8}}|\n[ \t]{{0,8}})(?:{_NAME_WORD}|[^\W\d_A-Z]{{2,3}}\b))*")
_BRACKET = compiled(r"\(([^()]{2,40})\)")
_AFTER_NAME = compiled(r",[ \t]+([^\n,;:.!?()]{3,70})")
_WORD = compiled(rf"[^\W\d_][\w{MARKS}'’-]*")
_SENTENCE = compiled(r"[^.!?]+[.!?]*")
_OWNER = compiled(r"['’]s$")
_LAST = 90  # characters at the end of a turn in which the next speaker is called
_MOST_LOOKED_AT = 400_000  # characters of a text in which full names are looked for


class _Named(NamedTuple):
    name: str
    office: str | None


class Naming:
    """The people of a page, by their surnames, as its text names them in full."""

    def __init__(self, page: Page, labels: Sequence[Label]) -> None:
        self._page = page
        self._labels = labels
        self._by_key: dict[str, _Named | None] = {}

    def speaker(self, label: Label, before: str) -> TurnSpeaker:
        """Who speaks; for a question `before` is what was said right before it, where the questioner may be called."""
        if label.key not in self._by_key:
            self._by_key[label.key] = self._found(label)
        named = self._by_key[label.key]
        if named is None and before and is_role_label(label.key):
            called = _called(before)
            return TurnSpeaker(label.range, called)
        return TurnSpeaker(label.range, named.name if named else None, named.office if named else None)

    def _found(self, label: Label) -> _Named | None:
        """The full name and the office of a label, as far as the label or the text tells."""
        words = label.range.of(self._page.text)
        office = _office_in(words)
        bare = [word for word in _without_titles(words) if not word.endswith(".") or len(word) == 2]
        if not bare or (is_role_label(label.key) and label.key not in keys_of("chairs")):
            return None
        if label.key in keys_of("chairs"):
            return self._chair(words)
        surname = fold(bare[-1])
        if len(bare) == 1:
            named = self._people.get(surname) or self._by_initials.get(surname)
            return _Named(named.name, named.office or office) if named else None
        named = self._people.get(surname)
        same = named is not None and fold(named.name).split()[0] == fold(bare[0])
        name = named.name if named is not None and same else self._as_name(" ".join(bare))
        return _Named(name, (named.office if named is not None and same else None) or office)

    def _as_name(self, words: str) -> str:
        return _as_name(words, self._page.language)

    def _chair(self, words: str) -> _Named | None:
        """A chair that a line above the turns names: "CHAIR: Deputy Speaker Ann Lee"."""
        first = self._labels[0].line
        for line in self._page.lines[:first]:
            head, colon, rest = line.words.partition(":")
            if colon and fold(head.strip()) == fold(words) and (row := rest.split()):
                name = [word for word in row if fold(word) not in WORDS.folded("titles")]
                return _Named(self._as_name(" ".join(name[-2:])), " ".join(row[:-2]) or None)
        return None

    @cached_property
    def _by_initials(self) -> dict[str, _Named]:
        names = [label for label in self._labels if len(label.key.split()) > 1]
        return {initials(_plain(one.key)): _Named(self._as_name(one.range.of(self._page.text)), None) for one in names}

    @cached_property
    def _people(self) -> dict[str, _Named]:
        """By surname, the first full name that the text gives, with the office before it or after a comma."""
        wanted = {_plain(label.key).split()[-1] for label in self._labels if _plain(label.key)}
        found: dict[str, _Named] = {}
        text = self._page.text[:_MOST_LOOKED_AT]
        for row in _ROW.finditer(text):
            words = row[0].split()
            for at, (first, last) in enumerate(pairwise(words)):
                surname = _OWNER.sub("", fold(last))
                if surname not in wanted or surname in found or not _is_first_name(first) or last.isupper():
                    continue
                begin = at - 1 if at and (len(words[at]) == 2 or _is_whole(words[: at - 1], words[at - 1])) else at
                after = _AFTER_NAME.match(text, row.start() + len(row[0])) if at + 2 == len(words) else None
                name = self._as_name(" ".join([*words[begin : at + 1], _OWNER.sub("", last)]))
                found[surname] = _Named(name, _office(words[:begin], after[1] if after else None))
        return found


def _is_whole(before: Sequence[str], first: str) -> bool:
    """Whether a capital before a first name is one, too: nothing, or a title, stands before it."""
    title = fold(before[-1]).rstrip(".") if before else ""
    titled = not before or title in every().honorifics or title in WORDS.folded("titles")
    return titled and _is_first_name(first)


def _is_first_name(word: str) -> bool:
    """Whether a word can be somebody's first name: no form of address, no office, no capitals as in labels."""
    return word[0].isupper() and word[1:2].islower() and fold(word).rstrip(".") not in _no_first_names()


@cache
def _no_first_names() -> frozenset[str]:
    words = every()
    people = words.honorifics | WORDS.folded("titles") | words.roles | words.bodies | words.months_and_days
    return people | words.openers | words.prepositions | words.articles


def _office(before: Sequence[str], after: str | None) -> str | None:
    """The office before a name, if it ends with the noun for one, else what follows the name after a comma."""
    row = [word for word in before if fold(word).rstrip(".") not in every().honorifics]
    within = (every().prepositions | every().articles | every().particles) - every().agents
    parting = [
        at
        for at, word in enumerate(row)
        if fold(word) in every().agents or (word[0].islower() and fold(word) not in within)
    ]
    joined = max(parting, default=-1)
    row = row[joined + 1 :]
    while row and row[0][0].islower():
        row = row[1:]
    is_office = any(fold(word) in WORDS.folded("titles") or fold(word) in every().roles for word in row)
    if row and is_office and len(row) <= 8:
        return " ".join(row)
    if after is None:
        return None
    words = after.split()
    holds = [word for word in words if fold(word) in WORDS.folded("titles") or fold(word) in every().roles]
    return after.strip() if holds and len(words) <= 10 and fold(words[0]) not in every().conjunctions else None


def _office_in(words: str) -> str | None:
    """The office that a label itself gives: in brackets, after a comma, or before the surname."""
    if (bracket := _BRACKET.search(words)) is not None:
        return bracket[1]
    if "," in words:
        return words.partition(",")[2].strip() or None
    row = words.split()
    titles = WORDS.folded("titles") | keys_of("chairs")
    for count in range(len(row) - 1, 0, -1):
        if fold(" ".join(row[:count])).strip(".") in titles:
            return " ".join(row[:count]).title() if words.isupper() else " ".join(row[:count])
    return None


def _without_titles(words: str) -> list[str]:
    """The words of a label that are a name."""
    row = _BRACKET.sub(" ", words).partition(",")[0].split()
    known = every().honorifics | WORDS.folded("titles") | keys_of("chairs") | every().articles
    at = 0
    while at < len(row):  # the longest title first: an acting administrator, a surgeon general
        count = next((n for n in (3, 2, 1) if fold(" ".join(row[at : at + n])).rstrip(".") in known), 0)
        if not count:
            break
        at += count
    return row[at:]


def _plain(key: str) -> str:
    return " ".join(_without_titles(key))


def _as_name(words: str, language: Language) -> str:
    """A name as names are written: capitals become small after the first letter of each word."""
    return " ".join(_as_word(word, dotless="ı" in language.letters) for word in _without_titles(words))


def _as_word(word: str, *, dotless: bool) -> str:
    """A word in capitals with small letters; an I becomes one without a dot where the language has it."""
    if not word.isupper() or len(word) < 3:
        return word
    small = (word.replace("I", "ı") if dotless else word).replace("İ", "i").lower()
    starts = {0} | {at + 1 for at, character in enumerate(word) if character in "-'’"}
    return "".join(word[at] if at in starts else letter for at, letter in enumerate(small))


def _called(before: str) -> str | None:
    """Whom the end of a turn calls on: "Go ahead, Said.", "Matt.", "Yes, ma'am" names nobody."""
    tail = before[-_LAST:]
    sentences = [one.strip() for one in _SENTENCE.findall(tail)][-3:]
    for sentence in reversed(sentences):
        plain = sentence.rstrip(".!?").replace("’", "'")
        folded = fold(plain)
        calls = [call for call in WORDS.folded("calls") if folded.startswith(call) or folded.endswith(call)]
        names = [
            word
            for word in _WORD.findall(plain)
            if word[0].isupper() and "'" not in word and not _is_call(word) and not _is_no_name(fold(word))
        ]
        short = len(plain.split()) <= 2
        if len(names) in {1, 2} and (calls or short) and len(plain.split()) <= 6 and not _starts_only(plain, names):
            return " ".join(names)
    return None


def _is_no_name(word: str) -> bool:
    return any(word in known for known in (every().honorifics, every().openers, WORDS.folded("no_names")))


def _is_call(word: str) -> bool:
    return any(fold(word) in call.split() for call in WORDS.folded("calls"))


def _starts_only(plain: str, names: Sequence[str]) -> bool:
    """Whether the one capital is only that of the sentence's first word, with more words after it."""
    row = plain.split()
    return len(row) > 2 and names == [row[0].strip(",")] and "," not in plain
