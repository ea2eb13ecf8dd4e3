"""The Traffic Light Protocol label (TLP 2.0) that a text carries."""

from __future__ import annotations

import re

from content.kept import compiled

_LABEL = compiled(r"\bTLP\s*+[:\-]?\s*+(RED|AMBER\s*+\+\s*+STRICT|AMBER|GREEN|CLEAR|WHITE)\b(?!\s*+/)", re.IGNORECASE)
_STRICTNESS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
LABELS = tuple(f"TLP:{word}" for word in _STRICTNESS)


def find_marking(text: str) -> str | None:
    """The label such as "TLP:AMBER+STRICT"; the strictest of several, since none may be weakened; None without.

    TLP:WHITE of version 1 is read as TLP:CLEAR, as version 2.0 asks.
    """
    if "TLP" not in text and "tlp" not in text and "Tlp" not in text:
        return None
    found = {"".join(match[1].upper().split()).replace("WHITE", "CLEAR") for match in _LABEL.finditer(text)}
    return f"TLP:{max(found, key=_STRICTNESS.index)}" if found else None


def is_marking_line(line: str) -> bool:
    """Whether a line is nothing but a TLP label, perhaps in brackets."""
    match = _LABEL.search(line)
    return match is not None and len(line.strip(" \t[](){}*#-–—=.:")) - len(match[0]) <= 2
