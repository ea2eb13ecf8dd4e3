"""Which charset a label means, and which one undeclared bytes are plainly or probably in."""

from __future__ import annotations

import codecs
import re
import unicodedata

# Python calls these codecs, too, but they are not charsets: they would unpack, decompress or unescape a briefing.
# (`bytes.decode` itself refuses those that do not give text, such as rot13 and hex.)
_NO_CHARSET = frozenset(
    {"charmap", "idna", "mbcs", "oem", "palmos", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
)

# What a label means on the web: the larger charset that people really use under that name.
_AS_ON_THE_WEB = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "cp936": "gb18030",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859_1": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "shift_jis": "cp932",
    "tis_620": "cp874",
}

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+ -]{0,39}")

# A switch to a two-byte set distinguishes Japanese, Korean and Chinese mail from ASCII with stray escapes.
_ISO_2022 = (
    (re.compile(rb"\x1b\$\)C"), ("iso2022_kr",)),
    (re.compile(rb"\x1b\$[@AB]|\x1b\$\([CD]"), ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_3")),
)

# Chinese in ASCII: punctuation, letters and the signs of GB 2312, two bytes each.
_HZ_RUN = re.compile(rb"~\{(?:[!-)0-w][!-~])++~\}")

_UTF_7_SHIFT = re.compile(rb"\+([A-Za-z0-9+/]*)-?")

# The shape of UTF-8, including over-long and surrogate forms: bytes that are mostly such are damaged
# UTF-8 and not some other charset.
_UTF_8_LIKE = re.compile(
    rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}"
    rb"|[\xfc\xfd][\x80-\xbf]{5}|[\xe0-\xef][\x80-\xbf]?\Z|[\xf0-\xf7][\x80-\xbf]{0,2}\Z|[\xc2-\xdf]\Z"
)

_ASCII = bytes(range(128))


def charset(label: str) -> str | None:
    """The Python codec for a declared `label`, as browsers understand it; None when it names no charset."""
    if not _LABEL.fullmatch(label := label.strip()):
        return None
    try:
        name = codecs.lookup(label).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    if name in _NO_CHARSET:
        return None
    try:
        b"a".decode(name)
    except LookupError:  # "not a text encoding"
        return None
    except UnicodeError:
        pass
    return _AS_ON_THE_WEB.get(name, name)


def strictly(data: bytes, codec: str) -> str | None:
    """`data` decoded without a fault; None when that is impossible."""
    try:
        return data.decode(codec)
    except (ValueError, LookupError):
        return None


def from_mark(data: bytes) -> tuple[str, int] | None:
    """The codec that a byte order mark names, and the mark's length in bytes."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) and len(data) % 4 == 0:
        codec = "utf_32_le" if data[0] == 0xFF else "utf_32_be"
        if strictly(data, codec) is not None:  # a UTF-16 text may begin with NUL
            return codec, 4
    marks = (
        (codecs.BOM_UTF8, "utf_8"),
        (codecs.BOM_UTF16_LE, "utf_16_le"),
        (codecs.BOM_UTF16_BE, "utf_16_be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    )
    return next(((codec, len(mark)) for mark, codec in marks if data.startswith(mark)), None)


def seven_bit(data: bytes) -> str | None:
    """The stateful encoding of data that looks like ASCII but is ISO-2022 or UTF-7."""
    if not data.isascii():
        return None
    if _is_hz(data):
        return "hz"
    for sign, codecs_ in _ISO_2022:
        if sign.search(data):
            for codec in codecs_:
                text = strictly(data, codec)
                if text is not None and not text.isascii():
                    return codec
    return "utf_7" if _is_utf_7(data) else None


def _is_hz(data: bytes) -> bool:
    """Whether every switch to Chinese is switched back, with whole signs of the standard's rows between."""
    runs = _HZ_RUN.findall(data)
    return len(runs) > 0 and data.count(b"~{") == len(runs) and strictly(data, "hz") is not None


def _is_utf_7(data: bytes) -> bool:
    """Whether each plus sign begins a run that decodes to plausible text beyond ASCII, and there are at least two."""
    if data.count(b"+") < 2 or (text := strictly(data, "utf_7")) is None:
        return False
    shifts = 0
    for match in _UTF_7_SHIFT.finditer(data):
        run = match.group(1)
        if match.group(0) == b"+-":
            continue
        if run.isdigit() or (part := strictly(b"+" + run + b"-", "utf_7")) is None or part.isascii():
            return False  # a telephone number, or letters after a plus sign
        shifts += 1
    return shifts > 1 and all(_is_plausible(char) for char in text if char > "\x7f")


def _is_plausible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMNPSZ" and (char < "\u0600" or "\u2000" <= char < "\ud800")


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, recognised by the zero bytes of ASCII letters."""
    head = data[:4096]
    head = head[: len(head) // 4 * 4] if len(head) >= 4 else head
    if len(head) < 4 or 0 not in head:
        return None
    if len(data) % 4 == 0:  # one in 4,000 groups of four random bytes is a code point
        for codec in ("utf_32_le", "utf_32_be"):
            text = strictly(data, codec)
            if text is not None and "\0" not in text:
                return codec
    zeros = [head[place::4].count(0) / (len(head) // 4) for place in range(4)]
    # The share of zeros at each place of four: at least this much, or almost none (0), or any (None).
    shapes = (
        ("utf_32_le", (0, None, 0.9, 0.9)),  # with zeros among the text
        ("utf_32_be", (0.9, 0.9, None, 0)),
        ("utf_16_le", (0, 0.3, 0, 0.3)),
        ("utf_16_be", (0.3, 0, 0.3, 0)),
    )
    for codec, shape in shapes:
        fits = all(
            need is None or (zero >= need if need else zero < 0.05) for zero, need in zip(zeros, shape, strict=True)
        )
        if fits and strictly(data, codec) is not None:
            return codec
    return None


def is_damaged_utf_8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII are in sequences that have the shape of UTF-8."""
    beyond = len(data.translate(None, _ASCII))
    return sum(len(match.group()) for match in _UTF_8_LIKE.finditer(data)) * 3 >= beyond * 2
