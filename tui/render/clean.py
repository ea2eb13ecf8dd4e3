"""The one place that makes text safe to paint: one visible cell for each character that could steer a terminal."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

# DEL and C1 controls; bidirectional marks, embeddings, overrides and isolates (Trojan Source, CVE-2021-42574);
# line and paragraph separators; deprecated format and interlinear controls; tag characters; lone surrogates;
# noncharacters that terminals treat each in their own way.
_STEERS = (
    "\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_C0, _C0_IN_LINES = "\x00-\x1f", "\x00-\x08\x0b-\x1f"  # the second: all but line feeds and tabs
# Soft hyphens and zero width spaces are common in good faith; a small dot shows them without spoiling the word.
_QUIET = dict.fromkeys("\xad\u200b\u2060\ufeff\u180e", "‧")

_PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\n\t"
_SLICE = 1 << 18  # characters


# Made when first needed: text that Python calls printable has none of these, and most text is printable.
@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"[{_C0}{_STEERS}]")


@cache
def _unsafe_in_lines() -> re.Pattern[str]:
    return re.compile(f"[{_C0_IN_LINES}{_STEERS}]")


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character in _QUIET:
        return "‧"
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else "\ufffd"


def clean(text: str) -> str:
    """Text with every character that could steer a terminal replaced by one visible cell; the length is kept.

    C0 controls become their control pictures (U+2400 and on; ESC is ␛), also tab and line feed: layout
    splits text at these first. Everything else of the kind becomes U+FFFD, soft hyphens and the like a small dot.
    """
    return text if text.isprintable() else _unsafe().sub(_visible, text)


def clean_lines(text: str) -> str:
    """The same for text of several lines: line feeds and tabs stay, CRLF and CR are shown."""
    return text if _is_plain(text) else _unsafe_in_lines().sub(_visible, text)


def _is_plain(text: str) -> bool:
    """Whether all but line feeds and tabs is printable.

    In slices, and what is ASCII by its bytes: 10 MB take 10 ms and no memory, where they took 36 ms and a copy.
    """
    for start in range(0, len(text), _SLICE):
        rest = text[start : start + _SLICE].encode("utf-8", "surrogatepass").translate(None, _PLAIN_ASCII)
        if rest and not rest.decode("utf-8", "surrogatepass").isprintable():
            return False
    return True


def displayed(text: str, style: str = "") -> Content:
    """Foreign text as content for a Textual widget: cleaned, on one line, and never parsed as markup."""
    from textual.content import Content

    return Content.styled(clean(text), style) if style else Content(clean(text))


def rich_text(text: str, style: str = "") -> Text:
    """Foreign text of several lines for rich: cleaned, and never parsed as markup."""
    from rich.text import Text

    return Text(clean_lines(text), style=style)
