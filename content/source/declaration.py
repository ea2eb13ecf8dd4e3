"""What the first bytes of a file say it is: a page of HTML or not, and in which charset."""

from __future__ import annotations

import re

HTML = frozenset({".html", ".htm", ".xhtml"})

_BEGINS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s++html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(rb"<meta\b[^<>]*?charset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*+<\?xml\b[^<>]*?encoding\s*+=\s*+[\"']([\w.:-]+)", re.IGNORECASE)
_MAIL = re.compile(rb"^content-type:(?:[^\n]|\n[ \t])*?charset\s*+=\s*+\"?([\w.:-]+)", re.IGNORECASE | re.MULTILINE)
_SNIFFED = 4096  # bytes


def is_html(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does."""
    return _BEGINS.match(data[:_SNIFFED]) is not None


def declared(data: bytes, suffix: str = "") -> str | None:
    """The charset that a page, XML or (by its suffix) a mail says it is in; None if it declares nothing.

    An impossible charset, such as UTF-16 declared in plain ASCII, is ignored.
    """
    head = data[:_SNIFFED]
    match = _XML.match(head)
    if match is None and suffix == ".eml":
        match = _MAIL.search(head)
    elif match is None and (suffix in HTML or is_html(data)):
        match = _META.search(head)
    label = match.group(1).decode("ascii", "replace") if match is not None else None
    return None if label is None or label.lower().startswith(("utf-16", "utf-32", "ucs")) else label
