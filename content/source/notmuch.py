"""What `notmuch show` prints (its text format): mails with their header and parts between marks of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.source import mail

if TYPE_CHECKING:
    from content.document.model import Document
    from content.source.received import Received

_MARK = re.compile(rb"\x0c(message|header|body|part|attachment)([{}])([^\n]{0,2000})\n?")
_FIELD = re.compile(rb"^(?:Subject|From|To|Cc|Date):[^\n]{0,10000}\n", re.MULTILINE)
_TYPE = re.compile(rb"Content-type: ([\w.+/-]{1,80})")
_MOST = 1_000


def is_it(data: bytes) -> bool:
    """Whether bytes are such output."""
    return data.startswith(b"\x0cmessage{ ")


def read(received: Received) -> list[Document]:
    """One mail for each message, of its header and its text; what is attached is left out by notmuch itself."""
    mails: list[list[bytes]] = []
    opened = ""
    opened_at = 0
    for match in _MARK.finditer(received.data):
        name, sign = match[1].decode("ascii"), match[2]
        if name == "message" and sign == b"{":
            if len(mails) == _MOST:
                break
            mails.append([b"", b""])
        elif sign == b"{":
            opened, opened_at = name, match.end()
            kind = _TYPE.search(match[3])
            if name == "part" and (kind is None or kind[1] != b"text/plain"):
                opened = ""
        elif mails and name == opened:
            words = received.data[opened_at : match.start()]
            if name == "header":
                mails[-1][0] += b"".join(_FIELD.findall(words))
            elif name == "part":
                mails[-1][1] += words + b"\n"
            opened = ""
    made = [b"%s\n%s" % (header, text) for header, text in mails]
    if len(made) == 1:
        return [mail.mail_alone(received._replace(data=made[0]))]
    return [mail.mail_alone(received.part(number, one, ".eml")) for number, one in enumerate(made, 1)]
