"""Signs for terminals whose fonts have few: the Linux console, and `screen`, behind which any font may be.

They get ASCII, Latin-1 and the line drawing and blocks of code page 437, one cell for one cell.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_INSTEAD = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "»", "–": "-", "—": "-", "•": "·", "‧": "·",
    "≈": "¿", "▸": "»", "▾": "v", "▶": "»", "▼": "v", "●": "o", "○": "o", "■": "#", "◆": "o", "✎": "+",
    "✓": "x", "✔": "x", "✗": "-", "↳": "\\", "→": ">", "←": "<", "↑": "^", "↓": "v", "↵": "<",
    "┊": ":", "┆": ":", "╎": ":", "▎": "│", "▏": "│", "▍": "▌", "▋": "▌", "▊": "█", "▉": "█", "▕": "│",
    "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘", "━": "─", "┃": "│", "╸": "─", "╺": "─", "╴": "─", "╶": "─",
    "▁": " ", "▂": " ", "▃": "▄", "▅": "▄", "▆": "█", "▇": "█", "▔": "▀", "🔎": "> ", "␛": "^", "␡": "^",
}  # fmt: skip
FEW_SIGNS: Mapping[int, str] = MappingProxyType(str.maketrans(_INSTEAD))
ALL_SIGNS: Mapping[int, str] = MappingProxyType({})


def signs_of(term: str) -> Mapping[int, str]:
    """What is painted in place of which character (for `str.translate`), by the terminal's name in `TERM`."""
    return FEW_SIGNS if term == "linux" or term.startswith(("linux-", "screen")) else ALL_SIGNS
