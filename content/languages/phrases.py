"""Patterns made of the phrases of a language."""

from __future__ import annotations

import re
import sys
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from content.kept import compiled, ready
from content.languages.language import all_files, every

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = compiled(r"\{([a-z_]+)\}")
_FIGURES = compiled(r"#+")
_WHOLE = compiled(r"(?:\\b|\(\?<!\\w\))\{([a-z_]+)\}(?:\\b|\(\?!\\w\))")
# A class of signs, in a template.
_SIGNS = r"(?:(?:\\W|\[(?:\\[][]|[^]\[\\\da-zA-Z]){1,40}+\])(?:\{0,\d{1,2}\}|\?)(?: \?)?)?"
_OPENING = compiled(rf"\A(?:\\A)?(?:\(\?[:>]{_SIGNS}\{{(?P<grouped>[a-z_]+)\}}\)|{_SIGNS}\{{(?P<plain>[a-z_]+)\}})")
_FIRST = compiled(r"\A\W*+(\w{1,3})")
_START = compiled(r"\w{1,3}")
_WORD = compiled(r"\w+")
_JOINED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_HAS_JOINED = compiled(f"[{_JOINED}]")  # letters of scripts that set no blanks between words, or join endings to them
_BEFORE = f"(?:(?=[{_JOINED}])|(?<![^\\W{_JOINED}]))"
_AFTER = f"(?:(?<=[{_JOINED}])|(?![^\\W{_JOINED}]))"
_SIGN = compiled(r"\\ (?=[:#])")  # escaped, as re.escape leaves it


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these phrases, the longest first; without any it matches nothing.

    In a phrase "/" stands between words of which any may be there, "…" for any one word, "#" for a number ("####": of
    four digits at least); a blank before a colon or a number may be missing in the text.
    """
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(_pattern, longest_first)) or '(?!)'})"


def _forms(word: str) -> list[str]:
    """The longest run of letters of each form of a word in a phrase; "" for a sign that stands for any word."""
    return [max(_WORD.findall(form.lower()), key=len, default="") for form in word.split("/")]


def _shortest(forms: list[str]) -> int:
    return min(map(len, forms))


@lru_cache(maxsize=256)
def _firsts_of(text: str) -> tuple[str, ...]:
    """The first three, two and one letters of the first word of a text."""
    first = _FIRST.match(text)
    letters = first[1].lower() if first else ""
    return letters, letters[:2], letters[:1]


def _outside_brackets(template: str) -> str:
    """A template without what stands between round brackets."""
    depth, found = 0, []
    for sign in template:
        depth += (sign == "(") - (sign == ")")
        found.append(sign if depth == 0 else "")
    return "".join(found)


@lru_cache(maxsize=256)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _pattern(phrase: str) -> str:
    words = [word.split("/") if len(word) > 1 else [word] for word in phrase.split(" ")]
    parts = ["|".join(map(re.escape, forms)) for forms in words]
    row = r"\ ".join(f"(?:{part})" if "|" in part else part for part in parts)
    row = _SIGN.sub(r"\\s*", row.replace("\\#", "#")).replace("…", r"\w{1,20}").replace("'", "['’ʼ]")
    return _FIGURES.sub(lambda figures: rf"\d{{{len(figures[0])},6}}", row)


class Phrased(Protocol):
    """Whatever has phrases by name."""

    def phrases(self, name: str) -> Iterable[str]:
        """The phrases of this name, of all languages."""


class PagePattern:
    """A pattern for lines of pages, made when it is first used.

    What stands around a text on its page is often in another language than the text: "{name}" in the template is any of
    the phrases of that name, of all languages: those of `source`, else the fields of the languages.
    """

    def __init__(self, template: str, flags: int = re.IGNORECASE, source: Phrased | None = None) -> None:
        self._template, self._flags, self._source = template, flags, source

    @cached_property
    def made(self) -> re.Pattern[str]:
        return compiled(self._parts[0], self._flags)

    @cached_property
    def _parts(self) -> tuple[str, tuple[str, ...], frozenset[str] | None, frozenset[str] | None]:
        """The pattern written out, `_joined`, `_openings` and `_telling`, which the next start finds where it is kept.

        So it reads no phrases of other languages than that of its text.
        """
        files = all_files() if self._source is None else getattr(self._source, "files", None)
        if files is None:
            return self._put_together()
        return ready(f"page pattern {self._flags} {files[0]} {self._template}", files, self._put_together)

    def _put_together(self) -> tuple[str, tuple[str, ...], frozenset[str] | None, frozenset[str] | None]:
        joined = self._find_joined()
        template = self._template
        if joined:
            template = _WHOLE.sub(r"(?<!\\w){\1}(?!\\w)", template)
            template = template.replace(r"(?<!\w)", _BEFORE).replace(r"(?!\w)", _AFTER)
        written = _NAME.sub(lambda name: any_of(self._phrases(name[1])), template)
        return written, joined, self._find_openings(), self._find_telling()

    def _find_joined(self) -> tuple[str, ...]:
        """The phrases in scripts without blanks: words go on right before and after them."""
        named = chain.from_iterable(map(self._phrases, _NAME.findall(self._template)))
        return tuple(filter(_HAS_JOINED.search, named))

    def _phrases(self, name: str) -> Iterable[str]:
        found: Iterable[str] = getattr(every(), name) if self._source is None else self._source.phrases(name)
        return found

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        openings = self._parts[2]
        if openings is not None and not start and openings.isdisjoint(_firsts_of(text)):
            return None
        return self.made.match(text, start, end)

    def _find_openings(self) -> frozenset[str] | None:
        """How the phrases begin with which a pattern does, but for signs before them; None of other patterns.

        Most lines begin otherwise, and to look that up is several times faster than to try all phrases.
        """
        opens = _OPENING.match(self._template)
        if opens is None or not self._flags & re.IGNORECASE or "|" in _outside_brackets(self._template):
            return None
        firsts = [
            form.lower()
            for phrase in self._phrases(opens["grouped"] or opens["plain"])
            for form in phrase.split(" ", 1)[0].split("/")
        ]
        found = [match and match[0] for match in map(_START.match, firsts)]
        return frozenset(map(str, found)) if all(found) else None

    def search(self, text: str) -> re.Match[str] | None:
        telling = self._parts[3]
        if telling is not None and telling.isdisjoint(_words_of(text)) and not self._has_joined(text):
            return None
        return self.made.search(text)

    def _has_joined(self, text: str) -> bool:
        return not text.isascii() and any(map(text.__contains__, self._parts[1]))

    def _find_telling(self) -> frozenset[str] | None:
        """The longest word of each phrase, of a pattern that is one of them as whole words; None of other patterns.

        Most lines have none of these words, and to look for a word is several times faster than to try all phrases.
        """
        whole = _WHOLE.fullmatch(self._template)
        if whole is None:
            return None
        longest = [max(map(_forms, phrase.split(" ")), key=_shortest) for phrase in self._phrases(whole[1])]
        return frozenset(chain.from_iterable(longest)) if all(map(_shortest, longest)) else None
