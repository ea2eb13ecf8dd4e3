"""Finding words in a text: without regard to case, and over the line breaks of wrapped text."""

from __future__ import annotations

import re

from content.document.model import TextRange

_MOST = 10_000  # hits; nobody looks through more, and each is painted


def find(text: str, words: str) -> list[TextRange]:
    """The places where `words` occur in `text`, in order.

    Case counts only when `words` has a capital. Blanks match any run of blanks and line ends; straight quotation
    marks and hyphens match their typographic forms. At most 10,000 places are returned.
    """
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join("".join(_loose(character) for character in part) for part in parts)
    flags = 0 if any(character.isupper() for character in words) else re.IGNORECASE
    found = []
    for match in re.finditer(pattern, text, flags):
        found.append(TextRange(*match.span()))
        if len(found) == _MOST:
            break
    return found


def _loose(character: str) -> str:
    alike = {"'": "['‘’‚‛′]", '"': '["“”„‟«»″]', "-": "[-‐‑–—−]"}
    return alike.get(character) or re.escape(character)
