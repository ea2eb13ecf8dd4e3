"""The classification of a single paragraph, as papers with markings have it: (U), (S//NF), (U//FOUO), (NU)."""

from __future__ import annotations

from content.kept import compiled

_PORTION = compiled(
    r"\A(?:(?:[-–—*•]|\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|[A-Za-z][.)])\s{1,4})?"
    r"\((?P<portion>(?:U|C|S|TS|R|CUI|FOUO|O|NU|NR|NC|NS|CTS|VS-NfD|OS)"
    r"(?:/{1,2}[A-Z][A-Z ,/-]{0,60})?)\)\s{1,4}"
    r"(?!\d{4}\b)\S"  # (C) 2020 is a copyright
)


def portion_of(words: str) -> str | None:
    """The marking that a paragraph opens with, after its number or bullet if it has one: "U//FOUO"; None without."""
    match = _PORTION.match(words)
    return match["portion"] if match else None
