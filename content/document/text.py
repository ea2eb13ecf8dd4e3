"""Bytes to canonical text: decoding with a warning where it was not plain UTF-8, and line ends as LF."""

from __future__ import annotations

from typing import NamedTuple

from content.document import charset
from content.errors import InputError, UsageError

# Controls that do not belong in text. Tab, line ends, form feed, backspace and ESC occur in old texts.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b")) + b"\x7f"

_SLICE = 1 << 20  # bytes


class Decoded(NamedTuple):
    """A canonical text, the encoding it was read in (such as "utf-8"), and sentences that warn the reader."""

    text: str
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None, *, forced: str | None = None) -> Decoded:
    """The text of `data`: without byte order mark, CRLF and CR turned into LF, else as it stands.

    `declared` is what the document itself says, believed when it fits; `forced` is what the reader said
    and beats everything. Raises InputError for data that is not text, UsageError when `forced` is not a charset.
    """
    if forced is not None:
        decoded = _as_told(data, forced)
    elif (mark := charset.from_mark(data)) is not None:
        codec, length = mark
        decoded = _in(data[length:], codec, "its byte order mark says so")
    else:
        decoded = _without_mark(data, declared)
    if "\r" in decoded.text:
        text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
        return Decoded(text, decoded.encoding, decoded.warnings)
    return decoded


def with_bytes_of_ascii(data: bytes) -> bytes:
    """The bytes of a text for formats that are told in ASCII.

    They are without byte order mark; UTF-16 and UTF-32 become UTF-8, and CR alone becomes LF.
    """
    codec, length = charset.from_mark(data) or (charset.wide(data), 0)
    data = data[length:]
    if codec is not None and codec.startswith(("utf_16", "utf_32")):
        data = data.decode(codec, "replace").encode("utf-8", "replace")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _as_told(data: bytes, label: str) -> Decoded:
    codec = charset.charset(label)
    if codec is None:
        raise UsageError(f"{label!r} is not a charset: give a name such as utf-8, cp1252 or shift_jis.")
    mark = charset.from_mark(data)
    if mark is not None and mark[0].startswith(codec):
        codec, data = mark[0], data[mark[1] :]
    text = charset.strictly(data, codec)
    if text is not None:
        return Decoded(text, _shown(codec))
    return _replaced(data, codec, "as asked for")


def _without_mark(data: bytes, declared: str | None) -> Decoded:
    if (codec := charset.seven_bit(data)) is not None:
        return _in(data, codec, "its escape sequences say so")
    if (codec := charset.wide(data)) is not None:
        return _in(data, codec, "it has no byte order mark, but every other byte is zero")
    text = charset.strictly(data, "utf_8")
    if (text is None or controls(data)) and declared is None and (codec := _wide(data)) is not None:
        return _in(data, codec, "a guess from its letters, of two bytes each; if it looks wrong, name it (--encoding)")
    _refuse_binary(data)
    if text is not None:
        return _if_stateful(data, text, declared)
    return _of_old(data, declared)


def _of_old(data: bytes, declared: str | None) -> Decoded:
    """Data that is not UTF-8: as it declares, as damaged UTF-8, or as its letters suggest."""
    codec = None
    notes: tuple[str, ...] = ()
    if declared is not None:
        codec = charset.charset(declared)
        if codec is None:
            notes = ("It declares an encoding that is not a charset; that was ignored.",)
        elif (text := charset.strictly(data, codec)) is not None:
            return _in(data, codec, "it declares so")
    if charset.is_damaged_utf_8(data):
        return _replaced(data, "utf_8", "which fits most of it", notes)
    from content.document.guess import guess

    guessed = guess(data)
    if guessed is None:
        return _replaced(data, codec or "utf_8", "for want of anything better", notes)
    codec, text = guessed
    if "\ufffd" in text and charset.strictly(data, codec) is None:
        return _replaced(data, codec, "a guess from its letters", notes)
    sentence = f"Read as {_shown(codec)}, a guess from its letters; if it looks wrong, name its charset (--encoding)."
    return Decoded(text, _shown(codec), (*notes, sentence))


def _if_stateful(data: bytes, text: str, declared: str | None) -> Decoded:
    """UTF-8, unless pure ASCII declares one of the encodings that hide in ASCII."""
    codec = charset.charset(declared) if declared is not None and data.isascii() else None
    if codec in {"hz", "utf_7"} or (codec is not None and codec.startswith("iso2022")):
        stateful = charset.strictly(data, codec)
        if stateful is not None:
            return _in(data, codec, "it declares so")
    return Decoded(text)


def _wide(data: bytes) -> str | None:
    from content.document.guess import wide

    return wide(data)


def controls(data: bytes) -> int:
    """How many controls there are that do not belong in text; in slices, so that nothing is copied whole."""
    pieces = (data[start : start + _SLICE] for start in range(0, len(data), _SLICE))
    return sum(len(piece) - len(piece.translate(None, _CONTROLS)) for piece in pieces)


def _refuse_binary(data: bytes) -> None:
    """InputError for data that is mostly controls, or that is not UTF-8 and has NULs or many controls."""
    found = controls(data)
    broken = found and charset.strictly(data, "utf_8") is None
    if found * 2 > len(data) or (broken and (b"\0" in data[:65536] or found * 20 > len(data))):
        raise InputError("This is binary data, not text: open a text, Markdown or HTML file.")


def _in(data: bytes, codec: str, why: str) -> Decoded:
    """`data` in its plain encoding; a fault or two are shown, and no other encoding is tried."""
    text = charset.strictly(data, codec)
    if text is None:
        return _replaced(data, codec, f"since {why}")
    return Decoded(text, _shown(codec), () if codec == "utf_8" else (f"Read as {_shown(codec)}: {why}.",))


def _replaced(data: bytes, codec: str, why: str, notes: tuple[str, ...] = ()) -> Decoded:
    text = data.decode(codec, "replace")
    count = text.count("\ufffd")
    times = "once" if count == 1 else f"{count} times"
    sentence = f"Read as {_shown(codec)}, {why}; what could not be decoded is shown as \ufffd ({times})."
    return Decoded(text, _shown(codec), (*notes, sentence))


def _shown(codec: str) -> str:
    """The name as people write it: "utf-8", "iso8859-15", "shift_jis"."""
    return codec.replace("_", "-") if codec.startswith(("utf", "iso", "koi", "euc")) else codec
