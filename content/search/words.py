"""Finding words in a text: without regard to case, accents and signs, and over the line breaks of wrapped text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.search.folded import LOOSE_WHOLE, folded, folded_words, in_small
from content.structure.divided import divisions

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 10_000  # hits; nobody looks through more, and each is painted


def find(text: str, words: str) -> list[TextRange]:
    """The places where `words` occur in `text`, in order, as ranges of whole letters.

    Case counts only when `words` has a capital. Accents do not count, nor do soft hyphens and other characters that are
    not seen; a blank stands for any run of blanks and line ends, straight quotation marks and hyphens for their
    typographic forms. A word that the end of a line divides is found whole, and as it stands. Blanks at the ends of
    `words` do not count. At most 10,000 places are returned.
    """
    if not words.strip():
        return []
    sought, small = _sought(words)
    if not sought:  # nothing but accents and the like: as they are
        return [TextRange(*match.span()) for match in islice(re.finditer(re.escape(words.strip()), text), MOST)]
    found = dict.fromkeys(islice(folded(text).places(sought, small=small), MOST))
    if divisions(text):
        whole = islice(folded(text, LOOSE_WHOLE).places(sought, small=small), MOST)
        return sorted({*found, *whole}, key=lambda place: (place.start, place.end))[:MOST]
    return list(found)


def occurs(words: str, said: Iterable[str]) -> bool:
    """Whether words are in any of a few short texts, such as a note and its tags, as `find` finds them."""
    sought, small = _sought(words)
    folds = map(folded_words, said)
    return bool(sought) and any(sought in (in_small(one) if small else one) for one in folds)


def _sought(words: str) -> tuple[str, bool]:
    """The words folded, and whether case does not count."""
    small = not any(map(str.isupper, words))
    sought = folded_words(words)
    return in_small(sought) if small else sought, small
