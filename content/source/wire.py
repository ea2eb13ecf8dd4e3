"""Raw transmissions of news agencies, IPTC 7901 and ANPA 1312: the text is theirs, the envelope becomes metadata.

IPTC 7901 (5th edition, 1995) and ANPA 1312 (1979, revised as NAA 89-3) both send a heading after SOH, the text between
STX and ETX, and the time before EOT. The text keeps its lines and the signs in them, by which `structure` tells what
each line is for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import Document
from content.errors import InputError
from content.source.wire_heading import heading_of, time_of

if TYPE_CHECKING:
    from content.source.received import Received

_SOH, _STX, _ETX, _EOT = b"\x01", b"\x02", b"\x03", b"\x04"
_FILL = b"\x00\x01\x02\x03\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x7f"
"""What keeps a line in step or switches a printer; of no charset but the wide ones a part of a letter."""

_TABULAR = bytes.maketrans(b"\x1c\x1d\x1e\x1f", b"    "), b"\x07\x08\x10"
"""ANPA 1312 puts fixed blanks into a tabular line, and BS and DLE around it."""

_SHIFTS = dict.fromkeys(map(ord, "\x0e\x0f\x1b"))  # needed until the text is decoded
_REFERENCE = re.compile(r"\A(\^?)\*\d{1,6}<? {0,4}\^?")
"""A reference number of a service before the keyword line of ANPA 1312."""

_FEEDS = re.compile(r"[\f\v\n]")
_MOST = 2000  # transmissions; a day of one service has fewer
_BLANK = b" \t\r\n\f\0\x16\x7f"


def read(received: Received) -> list[Document]:
    """The reports in a file of one or more transmissions, in their order, each with what its envelope tells.

    Text without control characters is one report and stays as it is. Raises InputError for what has no text.
    """
    if received.options.encoding is None and received.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        decoded = received.decoded()  # a wide charset: NUL is half a letter
        received = received._replace(data=decoded.text.encode("utf-8", "surrogatepass"), charset="utf-8")
    found = _transmissions(received.data)
    if not found:
        return [_document(received, b"", received.data, b"", ended=True)]
    documents = [_transmitted(received, one) for one in found[:_MOST]]
    if len(found) > _MOST:
        left = f"Only the first {_MOST:,} of {len(found):,} transmissions are shown: split the file to see the others."
        documents[0] = documents[0]._replace(warnings=(*documents[0].warnings, left))
    if len(documents) == 1:
        return documents
    return [one._replace(source=f"{received.source}#{number}") for number, one in enumerate(documents, 1)]


def _transmissions(data: bytes) -> list[bytes]:
    """The bytes of each transmission from after its SOH; what stands before the first is one only if it has words."""
    before, *found = data.split(_SOH)
    found = [one for one in found if one.strip(_BLANK + _STX + _ETX + _EOT)]
    if not found and (before := before.strip(_BLANK)) and _STX in before:
        return [before]
    return found


def _transmitted(received: Received, transmission: bytes) -> Document:
    """The report of one transmission. What has no STX is a heading of one line and a text."""
    transmission = transmission.split(_EOT, 1)[0]
    heading, sign, rest = transmission.partition(_STX)
    if not sign:
        heading, _, rest = transmission.partition(b"\n")
    text, ended, trailer = rest.partition(_ETX)
    return _document(received, heading, text, trailer, ended=bool(ended))


def _document(received: Received, heading: bytes, text: bytes, trailer: bytes, *, ended: bool) -> Document:
    blanks, marks = _TABULAR
    cleaned = text.translate(blanks, _FILL + marks)
    if not cleaned.strip():
        cleaned = b""
    decoded = received._replace(data=cleaned).decoded()
    words = _lines(decoded.text)
    if not words and not heading.strip(_BLANK):
        raise InputError("This transmission has no text: ask the agency to send it again.")
    outside = received._replace(charset=decoded.encoding)
    metadata = heading_of(_words(outside, heading), words) | time_of(_words(outside, trailer))
    cut = () if ended else ("This transmission has no end (ETX): its last lines may be missing.",)
    return Document(
        words,
        received.source,
        "text/plain",
        decoded.encoding,
        warnings=(*decoded.warnings, *cut),
        metadata=tuple(metadata.items()),
        kind="wire",
    )


def _words(received: Received, data: bytes) -> str:
    """A heading or a trailer as text; its control characters, which structure it, become blanks."""
    bare = data.translate(bytes(byte if byte >= 32 or byte in b"\r\n\t" else 32 for byte in range(256)))
    return received._replace(data=bare.replace(b"\x7f", b" ")).decoded().text if bare.strip(_BLANK) else ""


def _lines(text: str) -> str:
    """The text without blanks at line ends, and blank lines at its ends; a tab that opens a paragraph is an indent."""
    lines = [_line(line) for line in _FEEDS.sub("\n", _REFERENCE.sub(r"\1", text.translate(_SHIFTS))).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    first = next((index for index, line in enumerate(lines) if line), len(lines))
    return "\n".join(lines[first:]) + "\n" if lines else ""


def _line(line: str) -> str:
    line = line.rstrip()
    if not line.startswith("\t"):
        return line
    words = line.lstrip("\t ").removesuffix("<").rstrip()  # which ends a paragraph of ANPA 1312
    return f"   {words}" if words else ""
