"""Bytes and code units of an RTF as characters: code pages, charsets of fonts, pairs of surrogates."""

from __future__ import annotations

from content.source.symbols import symbol

# By \fcharset, from the RTF specification 1.9.1.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOLS = 2
_PAGES = {10000: "mac_roman", 65001: "utf-8", 708: "iso8859_6", 936: "gbk", 950: "big5"}
FALLBACK = "cp1252"


def of_page(page: int) -> str:
    """The codec of a code page; cp1252 for one that is not known."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return FALLBACK
    return name


def of_charset(charset: int) -> str:
    """The codec of a font's charset; empty when the document's own holds."""
    return _CHARSETS.get(charset, "") if charset else ""


def decoded(data: bytes, codec: str, symbol_font: str) -> str:
    """The characters of bytes; in a symbol font each byte is a sign."""
    if symbol_font:
        return "".join(symbol(symbol_font, f"{byte:x}") if byte >= 32 else "" for byte in data)
    return data.decode(codec, "replace")


def whole(text: str) -> str:
    """Text whose pairs of surrogates are one character each, and lone ones U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
