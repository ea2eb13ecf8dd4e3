"""Characters without a width that a text has for its typography: they keep their offsets, and are never painted."""

from __future__ import annotations

import re
from functools import cache

from tui.render.clean import clean_lines

# Shown in place of a character that takes no room, in one grapheme with the character before, so that caret, mouse and
# selection pass both at once: of each further character of a joined line break, and of the characters below.
FILL = "\ufe0d"
BREAK = "\ufe0c"  # the same, where a row may end
_SHOWN = "\ufffd"  # as `clean` shows what hides

# Word joiners, zero width spaces and soft hyphens stand alone between two letters or signs. Several in turn hide
# something, and are shown; so they are beside what joins with its neighbours to one sign. Joiners of Arabic and Indic
# letters and of emoji go to the terminal; Latin, Greek and Cyrillic letters need none.
_OTHERS = "\xad\u180e\u1100-\u11ff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ua960-\ua97f\ud7b0-\udfff\ufe00-\ufe0f\ufeff"
_UNSEEN = (
    "\xad\u200b\u2060\ufeff\u200c\u200d"  # all that `_alone` finds; of 10 MB, looking for these takes 2 ms, not 400
)
_ASTRAL = "\U00010000-\U0010ffff"


@cache
def _alone() -> re.Pattern[str]:
    here = r"[\xad\u200b\u2060\ufeff]|(?<=[ -\u052f])[\u200c\u200d]"
    return re.compile(f"(?<![{_OTHERS}{_ASTRAL}])(?:{here})(?![{_OTHERS}{_ASTRAL}])")


def shown_lines(text: str) -> str:
    """Foreign text of several lines as it is laid out: cleaned, as long as it was.

    A character that only typography needs has `FILL` or `BREAK` in its place; at the start of a line, where no grapheme
    is before it, a blank. These two themselves, which hardly any text has, are shown as what is hidden is.
    """
    text = _own_shown(text)
    if not text.isascii() and any(character in text for character in _UNSEEN):
        text = _alone().sub(_stand_in, text)
    return clean_lines(text)


def without_unseen(text: str) -> str:
    """Foreign text without the characters that only typography needs; what is left is still to be cleaned."""
    text = _own_shown(text)
    return text if text.isprintable() or text.isascii() else _alone().sub("", text)


def _own_shown(text: str) -> str:
    """The text with a visible cell for each character of its own that stands for something here."""
    return text.replace(FILL, _SHOWN).replace(BREAK, _SHOWN)


def painted(text: str) -> str:
    """What is painted of a stretch of laid-out text."""
    return text.replace(FILL, "").replace(BREAK, "")


def _stand_in(match: re.Match[str]) -> str:
    if match.string[match.start() - 1 : match.start()] in {"", "\n", "\t", "\r"}:
        return " "
    return BREAK if match[0] == "\u200b" else FILL
