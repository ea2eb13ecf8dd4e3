"""The words of a mail's header: encoded words (RFC 2047) and parameters (RFC 2231) as readers see them."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from content.document import charset
from content.document.text import decode
from content.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCODED = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]{0,2000})\?=")
_BLANKS = re.compile(r"\s*+")
_PARAMETER = re.compile(r";\s*+([^\s=;\"]{1,80})\s*+=\s*+(?:\"((?:[^\"\\]|\\.)*+)\"?|([^;]*+))", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NUMBERED = re.compile(r"([^*]++)(?:\*(\d{1,3}))?(\*)?")
_LONGEST = 10_000  # characters of a field; a subject or a list of a hundred recipients has less
_MOST_PARAMETERS = 100


def text_of(value: bytes) -> str:
    """A field's value as one line: unfolded, with its encoded words decoded, cut at 10,000 characters."""
    return " ".join(_decoded(raw_text(value)).split())


def raw_text(value: bytes) -> str:
    """A field's value in characters, whatever its bytes; encoded words stay as they are."""
    data = value[:_LONGEST]
    try:
        return data.decode("utf-8") if len(data) == len(value) else data.decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> str:
    try:
        return decode(data).text
    except InputError:
        return data.decode("latin-1")


def _decoded(text: str) -> str:
    """A text with its encoded words decoded; what is between two of them is not part of it if it is blank.

    Words of the same charset are joined before they are decoded: mail programs cut letters in two.
    """
    out: list[str] = []
    held = bytearray()
    label = ""
    at = 0
    for match in _ENCODED.finditer(text):
        between = text[at : match.start()]
        blank = bool(held) and _BLANKS.fullmatch(between) is not None
        same = match[1].partition("*")[0].lower()
        if not blank or same != label:
            out.append(_in_charset(bytes(held), label))
            held.clear()
        if not blank:
            out.append(between)
        label = same
        held += _bytes_of(match[2], match[3])
        at = match.end()
    out += (_in_charset(bytes(held), label), text[at:])
    return "".join(out)


def _bytes_of(encoding: str, words: str) -> bytes:
    data = words.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return data


def _in_charset(data: bytes, label: str) -> str:
    if not data:
        return ""
    codec = charset.charset(label) if label else None
    text = charset.strictly(data, codec) if codec else None
    if text is None and codec:
        text = charset.strictly(data, "utf_8")
        text = data.decode(codec, "replace") if text is None else text
    return _guessed(data) if text is None else text


def parameters_of(value: str) -> dict[str, str]:
    """The parameters after the first word of a field, by their names in lower case.

    Continued and encoded ones (`name*0*=`) are put together and decoded.
    """
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for count, match in enumerate(_PARAMETER.finditer(value)):
        if count == _MOST_PARAMETERS:
            break
        named = _NUMBERED.fullmatch(match[1])
        said = match[3].strip() if match[2] is None else _ESCAPED.sub(r"\1", match[2])
        if named is None or not (named[2] or named[3]):
            name = match[1].lower()  # a border may look like an encoded word
            plain.setdefault(name, said if name == "boundary" else " ".join(_decoded(said).split()))
        else:
            pieces.setdefault(named[1].lower(), []).append((int(named[2] or 0), named[3] is not None, said))
    return plain | {name: _joined(found) for name, found in pieces.items()}


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    label = ""
    data = b""
    for order, (_, encoded, said) in enumerate(sorted(pieces, key=lambda piece: piece[0])):
        words = said
        if encoded and order == 0 and words.count("'") >= 2:
            label, _, rest = words.partition("'")
            words = rest.partition("'")[2]
        data += unquote_to_bytes(words) if encoded else words.encode("utf-8", "replace")
    return " ".join(_in_charset(data, label.lower()).split())


def first_word(value: str) -> str:
    """What a field says before its parameters, in lower case: "text/plain"."""
    return value.partition(";")[0].strip().lower()


def name_of(parameters: Mapping[str, str], disposition: Mapping[str, str]) -> str:
    """The file name that a part is given, without folders; empty when it has none."""
    name = disposition.get("filename") or parameters.get("name") or ""
    return name.replace("\\", "/").rpartition("/")[2].strip()[:200]
