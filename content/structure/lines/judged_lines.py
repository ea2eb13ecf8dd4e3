"""The lines of a plain text as the rules see them: each with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.phrases import PagePattern
from content.structure.lines.furniture import UNDERLINE
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.languages.language import Language

Judged = tuple[Role, Reason]

_ENUMERATED = PagePattern(
    r"(?:(\d{1,2}(?:\.\d{1,2}){0,4})\.?|([A-Z])\.|(?:§|{section_labels})\s?[\dA-Z]+[.:]?)\s+\S", 0
)
_WORD = compiled(r"[^\W_]+")
_LONGEST_HEADING = 100
_LONGEST_UNDERLINED = 120


class Lines:
    """The lines of a text without furniture ("" in its place), those right after a blank line, and the first one."""

    def __init__(  # noqa: PLR0913 - all that is known of them, by name
        self,
        words: Sequence[str],
        *,
        rules_below: frozenset[int],
        after_blank: frozenset[int],
        wrapped: frozenset[int],
        first: int,
        count: int,
        language: Language,
    ) -> None:
        """`rules_below` are lines that a rule underlines, `wrapped` paragraphs joined from several lines."""
        self.words, self.rules_below, self.after_blank, self.wrapped = words, rules_below, after_blank, wrapped
        self.first, self.count, self.language = first, count, language

    def at(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    @cached_property
    def plain(self) -> list[str]:
        """The words of each line, small and with one blank between them."""
        return [" ".join(_WORD.findall(line.lower())) for line in self.words]

    @cached_property
    def numbered(self) -> dict[int, int]:
        """Short numbered lines that stand alone between blank lines, with how deep their numbers go."""
        found = {}
        for index, line in enumerate(self.words):
            alone = index + 1 < len(self.words) and index + 1 in self.after_blank
            alone = alone and (index in self.after_blank or index == self.first)
            match = _ENUMERATED.match(line) if alone and len(line) <= _LONGEST_HEADING else None
            if match and (line[-1].isalnum() or line[-1] in ")?"):
                found[index] = match[1].count(".") + 1 if match[1] else 0
        return found


def lines_of(
    words: Sequence[str], left: Sequence[int], after_blank: frozenset[int], wrapped: frozenset[int], language: Language
) -> Lines:
    """The lines whose indices are `left`, ready for the rules."""
    kept = set(left)
    below = frozenset(
        index
        for index in left
        if index + 1 < len(words)
        and len(words[index]) <= _LONGEST_UNDERLINED
        and UNDERLINE.match(words[index + 1])
        and 2 * len(words[index + 1]) >= len(words[index])
    )
    shown = [line if index in kept else "" for index, line in enumerate(words)]
    return Lines(
        shown,
        rules_below=below,
        after_blank=after_blank,
        wrapped=wrapped,
        first=left[0] if left else 0,
        count=len(left),
        language=language,
    )
