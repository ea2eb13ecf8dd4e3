"""The parts of a mail (RFC 2045, 2046), walked with limits on their number, their depth, and their headers.

The standard library's parser is not used: it recurses for each level and compares each line with every border.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from content.source.header_words import first_word, name_of, parameters_of, raw_text, text_of

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]{0,20}:")
_GOES_ON = re.compile(  # a header, after a line that is not a field: damaged by some relay
    rb"(?:from|to|cc|subject|date|message-id|received|mime-version|content-type)[ \t]{0,20}:", re.IGNORECASE
)
_CONTENT = rb"content-[a-z-]{2,40}[ \t]{0,20}:"
_BORDER = re.compile(rb"^--(\S{1,200}) {0,9}\r?\n(?=" + _CONTENT + rb")", re.MULTILINE | re.IGNORECASE)
_PART = re.compile(rb"\s{0,99}" + _CONTENT, re.IGNORECASE)
_LONGEST_HEAD = 512 * 1024  # bytes of one header; the longest of real mail, with all its relays and seals, has 60,000
_MOST_FIELDS = 2_000
_MOST_PARTS = 1_000
_DEEPEST = 16  # multiparts in each other
_LONGEST_BORDER = 200  # characters; RFC 2046 allows 70
_ADDED = re.compile(
    rb"^(?:[_=*#-]{4,}+[ \t\r]*+$|(?=[^\n]{0,400}[^A-Za-z0-9+/=\s])[^\s:]{1,40}+ [^\s:]{1,40}+ [^\n]{0,400})",
    re.MULTILINE,
)
_NO_BASE_64 = re.compile(rb"[^A-Za-z0-9+/]++")


@dataclass
class Limits:
    """What is left of the parts that one mail may have, and sentences about what was cut."""

    parts: int = _MOST_PARTS
    warnings: list[str] = field(default_factory=list)

    def warn(self, sentence: str) -> None:
        """Tell the reader once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


@dataclass(frozen=True)
class Part:
    """A mail or a part of one: its fields as they stand, its body as it was sent, and the parts of that."""

    fields: tuple[tuple[str, bytes], ...]
    body: bytes
    parts: tuple[Part, ...] = ()
    usual: str = "text/plain"  # its type where it states none

    def value(self, name: str) -> bytes:
        """The bytes of the first field of that name, in lower case; none without it."""
        return next((value for named, value in self.fields if named == name), b"")

    def words(self, name: str) -> str:
        """The first field of that name as one decoded line."""
        return text_of(self.value(name))

    @cached_property
    def media_type(self) -> str:
        """Its media type, in lower case."""
        stated = first_word(raw_text(self.value("content-type")))
        return stated if "/" in stated else self.usual

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of its media type."""
        return parameters_of(raw_text(self.value("content-type")))

    @cached_property
    def disposition(self) -> str:
        """How it is to be shown: inline, attachment, or empty."""
        return first_word(raw_text(self.value("content-disposition")))

    @cached_property
    def name(self) -> str:
        """Its file name, without folders; empty without one."""
        return name_of(self.parameters, parameters_of(raw_text(self.value("content-disposition"))))

    @cached_property
    def data(self) -> bytes:
        """Its body without the encoding of its transport."""
        encoding = first_word(raw_text(self.value("content-transfer-encoding")))
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if encoding == "base64":
            return _from_base_64(self.body)
        return self.body

    def leaves(self) -> Iterator[Part]:
        """All parts that have no parts, in order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.parts:
                waiting.extend(reversed(part.parts))
            else:
                yield part


def parse(data: bytes, limits: Limits) -> Part:
    """The mail in `data`, whatever its bytes; what is beyond the limits is left whole or left out with a warning."""
    return _parse(data, limits, 0, "text/plain")


def _parse(data: bytes, limits: Limits, depth: int, usual: str) -> Part:
    fields, start = head_of(data, limits)
    part = Part(fields, data[start:], (), usual)
    if not part.media_type.startswith("multipart/"):
        return part
    if depth == _DEEPEST:
        limits.warn(f"Parts of this mail that are nested deeper than {_DEEPEST} are not opened.")
        return part
    inside = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
    parts = []
    for piece in _pieces(part.body, part.parameters.get("boundary", "")):
        if limits.parts <= 0:
            limits.warn(f"This mail has more than {_MOST_PARTS:,} parts: the rest is left out.")
            break
        limits.parts -= 1
        parts.append(_parse(piece, limits, depth + 1, inside))
    return Part(fields, part.body, tuple(parts), usual)


def head_of(data: bytes, limits: Limits) -> tuple[tuple[tuple[str, bytes], ...], int]:
    """The fields of a header with their values as written, and where the body begins."""
    fields: list[tuple[str, bytearray]] = []
    at = 0
    while at < len(data):
        end = data.find(b"\n", at) + 1 or len(data)
        line = data[at : min(end, at + _LONGEST_HEAD)].rstrip(b"\r\n")
        if not line:
            at = end
            break
        if line[:1] in b" \t" and fields:
            fields[-1][1].extend(b" " + line)
        elif (named := _FIELD.match(line)) is not None:
            fields.append((named[1].decode("ascii").lower(), bytearray(line[named.end() :])))
        elif (fields or not line.startswith((b"From ", b">From "))) and not (fields and _GOES_ON.match(data, end)):
            break  # the body of a mail without the blank line before it
        at = end
        if at > _LONGEST_HEAD or len(fields) > _MOST_FIELDS:
            limits.warn("The header of this mail is too long: the rest of it is left out.")
            at = _after_head(data, at)
            break
    return tuple((name, bytes(value)) for name, value in fields), at


def _after_head(data: bytes, at: int) -> int:
    """Where the body begins, after the first blank line from `at` on."""
    ends = [found + len(sign) for sign in (b"\n\n", b"\n\r\n") if (found := data.find(sign, at - 1)) >= 0]
    return min(ends, default=len(data))


def _pieces(body: bytes, stated: str) -> Iterator[bytes]:
    """What stands between the borders of a multipart, in order; the last may lack its end.

    Where the border that is stated is not there, the first line that looks like one is taken for it; of a body without
    any, all that follows its first header.
    """
    border = stated.encode("utf-8", "replace") if len(stated) <= _LONGEST_BORDER else b""
    most = _MOST_PARTS + 1
    found = list(islice(_between(body, border), most)) if border else []
    if not found and (likely := _BORDER.search(body)) is not None:
        found = list(islice(_between(body, likely[1]), most))
    if not found and _PART.match(body) is not None:
        found = [body.lstrip()]
    yield from found


def _between(body: bytes, border: bytes) -> Iterator[bytes]:
    sign = b"--" + border
    begun = -1
    at = 0
    while (found := body.find(sign, at)) >= 0:
        at = found + len(sign)
        if found and body[found - 1] != 0x0A:
            continue
        end = body.find(b"\n", at)
        rest = body[at : len(body) if end < 0 else end].rstrip(b" \t\r")
        if rest not in {b"", b"--"}:
            continue
        if begun >= 0:
            yield _without_line_end(body[begun:found])
        if rest:
            return
        begun = at = len(body) if end < 0 else end + 1
    if begun >= 0:
        yield body[begun:]


def _without_line_end(piece: bytes) -> bytes:
    return piece[:-2] if piece.endswith(b"\r\n") else piece[:-1]


def _from_base_64(body: bytes) -> bytes:
    """The bytes that are meant, with what a list server has added below them in letters."""
    added = _ADDED.search(body)
    coded = body if added is None else body[: added.start()]
    clean = _NO_BASE_64.sub(b"", coded.partition(b"=")[0])
    usable = clean[: len(clean) - (len(clean) % 4 == 1)]
    data = binascii.a2b_base64(usable + b"=" * (-len(usable) % 4))
    return data if added is None else data + b"\n" + body[added.start() :]
