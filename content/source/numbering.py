"""Numbers of list items as word processors write them."""

from __future__ import annotations

BULLET = "• "
_MOST_LETTERS = 40
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """A number in one of the forms "1", "01", "a", "A", "i", "I"; what a form cannot write is in digits."""
    if form == "01":
        return f"{number:02}"
    written = str(number)
    if form in {"a", "A"} and 0 < number <= 26 * _MOST_LETTERS:
        written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in {"i", "I"} and 0 < number < 4000:
        written = ""
        for value, letters in _ROMAN:
            written += letters * (number // value)
            number %= value
    return written.upper() if form in {"A", "I"} else written
