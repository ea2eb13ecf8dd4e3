"""The style sheet of an exported page: what is always the same, and the colours and filters of what is on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.export.looks import INK, PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.export.looks import Look

_FIXED = Path(__file__).with_name("page.css")


class Styled(NamedTuple):
    """A class of the page and its look."""

    name: str
    look: Look


def style_sheet(looks: Sequence[Styled], annotators: Sequence[str], stamps: Mapping[str, str]) -> str:
    """The whole sheet. `annotators` are the classes of those who made marks, `stamps` what the pages
    of each briefing bear, by its class.
    """
    light = f":root{{--paper:{PAPER['light']};--ink:{INK['light']}}}\n" + _grounds(looks, "light")
    dark = f":root{{--paper:{PAPER['dark']};--ink:{INK['dark']}}}\n" + _grounds(looks, "dark")
    lines = "".join(f".{one.name}{{--line:{one.look.line};--mark:{one.look.colour}}}\n" for one in looks)
    filters = "".join(map(_filter, [*(one.name for one in looks), *annotators]))
    return (
        f"\n{light}{lines}@media screen and (prefers-color-scheme:dark){{\n{dark}}}\n"
        f"{_FIXED.read_text(encoding='utf-8')}{filters}{_stamped(stamps)}"
    )


def _stamped(stamps: Mapping[str, str]) -> str:
    """The stamps on each page of paper; where they differ, those of all briefings on the pages before the first."""
    different = dict.fromkeys(filter(None, stamps.values()))
    if len(set(stamps.values())) > 1:
        pages = {name: stamp for name, stamp in stamps.items() if stamp}
        rules = "".join(f"@page {name}{{{_top(stamp)}}}\n.{name}{{page:{name}}}\n" for name, stamp in pages.items())
        return f"@page{{{_top(' / '.join(different))}}}\n{rules}"
    return "".join(f"@page{{{_top(stamp)}}}\n" for stamp in different)


def _top(stamp: str) -> str:
    return f'@top-center{{content:"{_css(stamp)}"}}'


def _grounds(looks: Sequence[Styled], theme: str) -> str:
    return "".join(f".{one.name}{{--ground:{one.look.ground(theme)}}}\n" for one in looks)


def _filter(name: str) -> str:
    """What is hidden while the box of that name is not ticked: the colour of a mark, its number and its note."""
    off = f":root:has(#{name}:not(:checked))"
    return (
        f"{off} mark.{name}{{background:none;border:0;padding:0}}\n{off} :is(.ref,.card,rect).{name}{{display:none}}\n"
    )


def _css(words: str) -> str:
    """Words in a string of CSS, each character that is not plain as an escape."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x} " for sign in words)
