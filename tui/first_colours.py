"""The few colours of the first screen by theme and depth, as Textual computes them. Does not need Textual.

A test compares them with what the application paints. Computed here they would need its colours and Rich's (40 ms).
"""

from __future__ import annotations

from typing import NamedTuple

from tui.colour_depth import Depth


class Inks(NamedTuple):
    """What sets styles on a terminal (parameters of SGR): title, the end of one that is cut, bar, text, caret."""

    title: str
    cut: str
    bar: str
    text: str
    caret: str


# In the order of `_DEPTHS`: the inks and grounds of title bar and text; a hyphen is the terminal's own. Where bold
# letters could not be read, `t` says that the title is not bold, `c` that the caret is not.
_DEPTHS = Depth.TRUE, Depth.MANY, Depth.FEW, Depth.CONSOLE
_COLOURS = {
    "briefmark-dark": ("dcdfe4 232933 dcdfe4 15181d", "254 235 254 234", "7 0 7 0", "15 0 15 0"),
    "briefmark-light": ("1f2328 e7e4dc 1f2328 fbfaf7", "235 254 235 231", "0 7 0 7 tc", "0 7 0 7 tc"),
    "textual-dark": ("e0e0e0 242f38 e0e0e0 121212", "254 236 254 233", "7 0 7 0", "15 0 15 0"),
    "textual-light": ("1f1f1f d0d0d0 1f1f1f e0e0e0", "234 252 234 254", "0 7 0 7 tc", "0 7 0 7 tc"),
    "nord": ("d8dee9 434c5e d8dee9 2e3440", "253 239 253 237", "7 0 7 0", "15 3 15 0"),
    "gruvbox": ("fbf1c7 504945 fbf1c7 282828", "230 239 230 235", "7 0 7 0", "15 3 15 0"),
    "catppuccin-mocha": ("cdd6f4 45475a cdd6f4 181825", "189 239 189 234", "7 0 7 0", "15 3 15 0"),
    "dracula": ("f8f8f2 313442 f8f8f2 282a36", "231 237 231 236", "15 0 15 0", "15 0 15 0"),
    "tokyo-night": ("b1b8da 414868 a9b1d6 1a1b26", "251 239 146 234", "7 0 7 0", "7 4 7 0"),
    "monokai": ("d6d6d6 3e3d32 d6d6d6 272822", "188 237 188 235", "7 0 7 0", "15 0 15 0"),
    "flexoki": ("fffcf0 282726 fffcf0 100f0f", "231 235 231 233", "15 0 15 0", "15 0 15 0"),
    "catppuccin-latte": ("4c4f69 ccd0da 4c4f69 eff1f5", "240 252 240 255", "0 7 0 7 tc", "4 7 4 7 tc"),
    "catppuccin-frappe": ("c6d0f5 51576d c6d0f5 303446", "189 59 189 237", "7 0 7 0", "15 3 15 0"),
    "catppuccin-macchiato": ("cad3f5 494d64 cad3f5 24273a", "189 239 189 236", "7 0 7 0", "15 3 15 0"),
    "solarized-light": ("53686f eee8d5 586e75 fdf6e3", "241 254 242 230", "0 7 0 7 tc", "4 7 4 7 tc"),
    "solarized-dark": ("8f9ea0 073642 839496 002b36", "247 236 246 235", "8 0 8 0", "7 0 7 0"),
    "rose-pine": ("e0def4 26233a e0def4 191724", "189 235 189 234", "7 0 7 0", "15 0 15 0"),
    "rose-pine-moon": ("e0def4 393552 e0def4 232136", "189 237 189 235", "7 0 7 0", "15 0 15 0"),
    "rose-pine-dawn": ("575279 f2e9e1 575279 faf4ed", "60 255 60 255", "4 7 4 7 tc", "4 7 4 7 tc"),
    "atom-one-dark": ("c8ccd5 4f5666 abb2bf 282c34", "152 240 249 236", "7 0 7 0", "15 3 7 0"),
    "atom-one-light": ("383a42 cccccc 383a42 fafafa", "237 252 237 231", "0 7 0 7 tc", "0 7 0 7 tc"),
    "ansi-dark": ("- - - -", "- - - -", "- - - -", "- - - -"),
    "ansi-light": ("- - - -", "- - - -", "- - - -", "- - - -"),
}
_PLAIN = "- - - -"
_INK, _GROUND = 30, 40


def inks_of(theme: str, depth: Depth) -> Inks | None:
    """The inks of a theme by its full name; None if it is not one of those that are known here."""
    known = _COLOURS.get(theme)
    if known is None:
        return None
    told = known[_DEPTHS.index(depth)] if depth in _DEPTHS else _PLAIN
    title, bar, ink, ground, *weak = told.split(" ")
    here = "".join(weak)
    on_bar, on_ground = _sgr(bar, _GROUND, depth), _sgr(ground, _GROUND, depth)
    text = f"0;{_sgr(ink, _INK, depth)};{on_ground}"
    bold_title, bold_caret = "" if "t" in here else ";1", "" if "c" in here else ";1"
    on_title = f";{_sgr(title, _INK, depth)};{on_bar}"
    return Inks(f"0{bold_title}{on_title}", f"0{on_title}", f"0;{on_bar}", text, f"{text}{bold_caret};21")


def _sgr(colour: str, base: int, depth: Depth) -> str:
    if colour == "-":
        return str(base + 9)
    if depth is Depth.TRUE:
        return ";".join((str(base + 8), "2", *(str(int(colour[at : at + 2], 16)) for at in (0, 2, 4))))
    if depth is Depth.MANY:
        return f"{base + 8};5;{colour}"
    number = int(colour)
    return str(base + number if number < 8 else base + 60 + number - 8)
