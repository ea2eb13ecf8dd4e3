"""Mailboxes: one file with several mails, each after a line that begins with "From "."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from content.document.text import with_bytes_of_ascii
from content.source import mail
from content.source.format_signs import MAIL_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.document.model import Document
    from content.source.received import Received

# A mail begins at a line "From sender date" that has a field of a mail, or a further such line, below it; above it is a
# blank line, unless the line ends with a date or is that of Netscape, since not all programs write that.
_BEGINS = re.compile(
    rb"(?:(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,400}\n"
    rb"|^From (?:-(?=[ \t\r\n])|[^\n]{0,200}?\d:\d\d[^\n]{0,40}?\d{4})[^\n]{0,200}\n)"
    rb"(?=>?" + MAIL_FIELD + rb"|>From )",
    re.MULTILINE,
)
_FIRST_FIELD = re.compile(rb"\s{0,999}[!-9;-~]{1,76}:[ \t]")
_QUOTED = re.compile(rb"^>(>{0,99}From )", re.MULTILINE)
_LENGTH = re.compile(rb"^content-length:[ \t]{0,9}(\d{1,12})", re.MULTILINE | re.IGNORECASE)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_INTERNAL = re.compile(rb"^x-imap(?:base)?:[^\n]{0,400}\n", re.MULTILINE | re.IGNORECASE)
_INTERNAL_SUBJECT = b"FOLDER INTERNAL DATA"
_LOOKED_AT = 1 << 16  # bytes of a header
_MOST = 5_000  # mails


def read(received: Received) -> list[Document]:
    """The mails in a mailbox, in its order; one alone with what is attached to it. Raises InputError."""
    mails = list(islice(_mails(with_bytes_of_ascii(received.data)), _MOST + 1))
    if len(mails) <= 1:
        return mail.read(received._replace(data=mails[0] if mails else received.data))
    documents = [mail.mail_alone(received.part(number, data, ".eml")) for number, data in enumerate(mails[:_MOST], 1)]
    if len(mails) > _MOST:
        sentence = (
            f"This mailbox has more than {_MOST:,} mails, and only the first are opened: split it to read the rest."
        )
        documents[0] = documents[0]._replace(warnings=(*documents[0].warnings, sentence))
    return documents


def _mails(data: bytes) -> Iterator[bytes]:
    """The bytes of each mail, without the line before it and with its quoted lines as they were."""
    begun = _BEGINS.search(data)
    if begun is not None and _FIRST_FIELD.match(before := data[: begun.start()]) is not None:
        yield before
    while begun is not None:
        start = begun.end()
        stated = _stated_end(data, start)
        following = _BEGINS.search(data, start if stated is None else stated)
        end = len(data) if following is None else following.start()
        one = data[start:end]
        if not (_INTERNAL_SUBJECT in one[:_LOOKED_AT] and _INTERNAL.search(one[:_LOOKED_AT])):
            yield _QUOTED.sub(rb"\1", one)
        begun = following


def _stated_end(data: bytes, start: int) -> int | None:
    """Where a mail ends by the length that it states (mboxcl), if another one or the end follows there."""
    head = data[start : start + _LOOKED_AT]
    ends = _HEAD_ENDS.search(head)
    length = _LENGTH.search(head, 0, ends.start()) if ends else None
    if ends is None or length is None:
        return None
    at = start + ends.end() + int(length[1])
    rest = data[at : at + 7].lstrip(b"\r\n")
    return max(at, start) if at <= len(data) and (not rest or rest.startswith(b"From ")) else None
