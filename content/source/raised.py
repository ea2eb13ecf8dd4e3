"""Raised words (superscript), which would falsify figures if they stood on the line: 10⁶, m², a mark of a note."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LONGEST_MARK = 4  # characters of the number of a note


def raised(words: str) -> str:
    """Figures as raised letters; words, such as "th" and "TM", and marks of notes in brackets as they are."""
    return words if "[" in words or any(map(str.isalpha, words)) else words.translate(_RAISED)


def is_mark(words: str) -> bool:
    """Whether raised words that lead to a note are its bare number or letter."""
    return 0 < len(words) <= _LONGEST_MARK and words.isalnum()
