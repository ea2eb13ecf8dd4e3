"""Guesses the charset of undeclared bytes: first whether they plainly read as Western, then by letter frequencies."""

from __future__ import annotations

import re
import unicodedata

from content.document.charset import strictly

# The guess is among these, in which news has been written. Nordic ISO sets, EBCDIC and
# the like only win on texts of a few letters.
_CANDIDATES = (
    *(f"cp{page}" for page in (1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)),
    *(f"cp{page}" for page in (437, 737, 850, 852, 855, 857, 866, 1125, 874)),
    *(f"iso8859_{part}" for part in (2, 5, 6, 7, 8, 9, 15)),
    *("koi8_r", "koi8_u", "mac_roman", "mac_cyrillic", "mac_greek"),
    *("shift_jis", "cp932", "euc_jp", "gb18030", "big5", "big5hkscs", "euc_kr", "cp949"),
)
_LEAST = 16  # bytes: fewer say nothing about a charset

_SAMPLE = 64 * 1024  # bytes given to the guess, which takes about 1 s a MB

# When several charsets give the same text, the reader is told the most common one.
_COMMON = (
    "cp1252",
    "cp1251",
    "mac_roman",
    "cp866",
    "koi8_r",
    "cp1250",
    "cp1254",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_jp",
    "cp949",
)


# cp1252 is by far the most common, but others look as likely by frequency: charset-normalizer takes "déjà" in it for
# Baltic DOS. It is taken at once when nothing in it looks out of place: only letters of the languages that use it
# (not ð þ ý, which are Turkish more often than Icelandic), no capital after a small letter, no sign inside a word.
_WESTERN = frozenset(
    "\xa0¡£§©«®°±²³´·º»¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽž–—‘’‚“”„†‡•…‰‹›€™½¼"
)
_OUT_OF_PLACE = re.compile(r"(?<=[a-zß-ÿœšž])[À-ÞŒŠŽ]|(?<=[^\W\d_])[^\w\s\x00-\x7f’·–—…](?=[^\W\d_])|[^\W\x00-\x7f]{3}")
_HUNGARIAN = "õ"  # ő of cp1250; in Portuguese it comes with ã
_CZECH = frozenset("ìùè")  # with ø: ě, ů and č with ř of cp1250


def guess(data: bytes) -> tuple[str, str] | None:
    """The most probable charset by letter frequencies, and the text it gives; None when nothing fits."""
    from charset_normalizer import from_bytes

    if len(data) < _LEAST:
        return None
    western = strictly(data, "cp1252")
    if western is not None and _is_western(western):
        return "cp1252", western
    for match in from_bytes(_telling(data), cp_isolation=list(_CANDIDATES)):
        text = strictly(data, match.encoding)
        if text is not None and _reads_as_words(text):
            common = (codec for codec in _COMMON if strictly(data, codec) == text)
            return next(common, match.encoding), text
    return None


def _is_western(text: str) -> bool:
    beyond = {char for char in text if char > "\x7f"}
    if _HUNGARIAN in beyond and "ã" not in beyond:
        return False
    czech = "ø" in beyond and not _CZECH.isdisjoint(beyond)
    return beyond <= _WESTERN and not czech and not _OUT_OF_PLACE.search(text)


def _reads_as_words(text: str) -> bool:
    """Whether the characters beyond ASCII are mostly letters and punctuation, not blanks, boxes or controls."""
    beyond = "".join(char for char in text[:_SAMPLE] if char > "\x7f")
    return sum(unicodedata.category(char)[0] in "LP" for char in beyond) * 2 >= len(beyond)


def _telling(data: bytes) -> bytes:
    """A sample of the lines with bytes beyond ASCII; the rest of a large text says nothing about its charset."""
    if len(data) <= _SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[: _SAMPLE - size])
            size += len(lines[-1])
            if size >= _SAMPLE:
                break
    return b"\n".join(lines)
