"""Signs of symbol fonts, which have code points of their own, as the characters that a reader sees."""

from __future__ import annotations

_SYMBOL = dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | {
    chr(0xB7): "•", chr(0xB0): "°", chr(0xB1): "±", chr(0xB4): "×", chr(0xAE): "→", chr(0xA3): "≤", chr(0xB3): "≥",
    chr(0xB9): "≠", chr(0xA5): "∞", "D": "Δ", "S": "Σ", "W": "Ω",
}  # fmt: skip
_DINGBATS = {
    chr(0xFC): "✓", chr(0xFB): "✗", chr(0xFE): "☑", chr(0xA8): "☐", chr(0xA7): "▪", chr(0xE0): "→", chr(0xE8): "➔",
    chr(0x6C): "●", chr(0x6E): "■", chr(0x4A): "☺", chr(0xD8): "➢", chr(0x76): "❖",
}  # fmt: skip
_PRIVATE = 0xF000
_DIGITS = frozenset("0123456789abcdefABCDEF")
_UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character for a hexadecimal code in a font; U+FFFD when it is not known or not a code."""
    if not code or not set(code) <= _DIGITS:
        return _UNKNOWN
    point = int(code[:16], 16)
    if _PRIVATE <= point < _PRIVATE + 256:
        point -= _PRIVATE
    elif point > 0xFF:
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else _UNKNOWN
    name = font.lower()
    if name == "symbol":
        return _SYMBOL.get(chr(point), chr(point) if 32 <= point < 127 else _UNKNOWN)
    if "dings" in name:
        return _DINGBATS.get(chr(point), _UNKNOWN)
    return chr(point) if point >= 32 else ""
