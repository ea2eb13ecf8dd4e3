"""Lines of a head that name who issues a text: they are not part of its title, however full the line above is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.languages.folding import fold
from content.languages.language import every
from content.structure.kinds.hints import close_set

if TYPE_CHECKING:
    from content.languages.phrases import PagePattern
    from content.structure.kinds.page import Page

_HEAD = 14  # lines
_NAME = 6  # words of a name in which it says what sort of body it is
_SMALL = 3  # letters of words that need no capital in a title


def issued_apart(titles: PagePattern, page: Page, index: int) -> bool:
    """Whether a line that seems to go on with the one above begins an element.

    It does where both are written as titles are, and one has a phrase by which texts of the kind call themselves, of
    `titles`, while the other names who issues the text.
    """
    if not 0 < index < _HEAD:
        return False
    above, here = page.words[index - 1], page.words[index]
    if not (_is_capital(above) and _is_capital(here)):
        return False
    titled, following = (titles.search(close_set(words)) is not None for words in (above, here))
    return titled != following and _names_body(here if titled else above)


def is_letterhead(words: str) -> bool:
    """Whether a line is written as a title is, and begins with the name of a ministry, an agency or the like."""
    return _is_capital(words) and _names_body(words)


def _is_capital(words: str) -> bool:
    """Whether a line is written as titles are: its words begin with capitals, but for small ones."""
    return words[-1] not in ".!?:,;" and all(
        not word[0].isalpha() or word[0].isupper() for word in words.split() if len(word) > _SMALL
    )


def _names_body(words: str) -> bool:
    return any(fold(word.strip("(),")) in every().bodies for word in words.split()[:_NAME])
