"""Attributes of the terminal's text (SGR), and the shortest way from some of them to others."""

from __future__ import annotations

from functools import lru_cache

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29",
        "51": "54", "52": "54", "53": "55"}  # fmt: skip
_INK, _GROUND = "39", "49"  # these take what is the terminal's own, too
_OF_COLOUR = {"2": 5, "5": 3}  # numbers of 38 and 48: red, green and blue, or one of a table


@lru_cache(8192)
def change(before: str, after: str) -> str:
    """What takes a terminal from some attributes to others, both as Textual writes them: "1;38;2;255;0;0"."""
    if before == after:
        return ""
    had, wanted = attributes(before), attributes(after)
    gone = {_OFF.get(kind, kind) for kind in had if kind not in wanted}
    codes = [*gone, *(code for kind, code in wanted.items() if had.get(kind) != code or _OFF.get(kind) in gone)]
    step, anew = ";".join(codes), ";".join(("", *wanted.values()))  # an empty number is 0: all off
    return f"\x1b[{min(step, anew, key=len)}m" if codes else ""


def attributes(sgr: str) -> dict[str, str]:
    """The attributes by kind: an ink and a ground by the number that takes them away, others by their own."""
    found, numbers = dict[str, str](), sgr.split(";") if sgr else []
    at = 0
    while at < len(numbers):
        number = numbers[at]
        length = _OF_COLOUR.get(numbers[at + 1], 1) if number in {"38", "48"} else 1
        kind = number
        if len(number) > 1 and number not in _OFF:
            kind = _INK if number[:-1] in {"3", "9"} else _GROUND
        if number not in {_INK, _GROUND}:
            found[kind] = ";".join(numbers[at : at + length])
        else:
            found.pop(kind, None)
        at += length
    return found
