"""Character references of HTML in words that are not parsed as a whole."""

from __future__ import annotations

import html
import re

_LONG = re.compile(r"&#0*+([0-9]{8})[0-9]*+")  # beyond all characters, and perhaps beyond what `int` reads


def unescape(words: str) -> str:
    """The words with the characters that are meant; U+FFFD for a number that is not one of a character."""
    return html.unescape(_LONG.sub(r"&#\1", words))
