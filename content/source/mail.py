"""Mail to its canonical text: the header that a reader needs, the best part, and the names of what is attached.

What is attached follows as briefings of its own, as far as it can be opened.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Document, Markup
from content.document.text import Decoded, decode, with_bytes_of_ascii
from content.errors import InputError, UsageError
from content.source import mail_body, mime
from content.source.flowed import unflowed
from content.source.mail_body import HTML, contents_of
from content.source.rendering import InlinePiece, Rendering
from content.source.unpacking import cpu_seconds
from content.source.uuencoded import without_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.source.mime import Part
    from content.source.received import Received

MEDIA_TYPE = "message/rfc822"

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_STATED = (
    ("from", "from"), ("to", "to"), ("cc", "cc"), ("subject", "subject"), ("message_id", "message-id"),
    ("reply_to", "reply-to"), ("list", "list-id"),
)  # fmt: skip
_MOST_OPENED = 100  # attachments
_MOST_LISTED = 200
_SECONDS = 2.0  # of CPU for all attachments of a mail of up to a megabyte, less in a mail that is attached ...
_SECONDS_PER_MEGABYTE = 3.0  # ... and as many more for each further one
_LENGTH = re.compile(rb"\A\s{0,9}\d{1,12}[ \t]{0,99}\r?\n(?=[!-9;-~]{1,76}:)")
_ABOVE = re.compile(rb"\A(?:[ \t]{0,999}\r?\n){1,99}(?=[!-9;-~]{1,76}:)")
_BLANK_LINES = re.compile(r"\A(?:[ \t\f]*+\n)*+")
_PLIST = b"<?xml version"
_KIB = 1024
_OPENED_ALONE = "What is attached is only listed: save this mail as a file of its own to open that."
_NOT_OPENED = frozenset({
    "text/calendar", "message/delivery-status", "message/disposition-notification", "message/external-body",
    "text/rfc822-headers", "text/x-vcard", "text/vcard", "application/ms-tnef",
})  # fmt: skip
_NO_TEXT = ("image/", "audio/", "video/", "font/")
_NO_TEXT_SUFFIXES = frozenset({
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".ico", ".heic", ".mp3", ".wav", ".ogg",
    ".m4a", ".mp4", ".mov", ".avi", ".ics", ".vcf", ".p7s", ".asc", ".sig",
})  # fmt: skip


class _Attached(NamedTuple):
    name: str
    media_type: str
    data: bytes
    charset: str | None
    opens: bool


def read(received: Received) -> list[Document]:
    """The mail, and then what is attached to it; of a page saved with its pictures (MHTML) the page.

    Raises InputError for what is not text.
    """
    from content.source import notmuch

    if notmuch.is_it(received.data):
        return notmuch.read(received)
    limits = mime.Limits()
    mail = mime.parse(_unpacked(received.data), limits)
    if _is_page(mail, received.suffix):
        page = next((part for part in mail.leaves() if part.media_type == HTML), None)
        if page is not None:
            return _page(received, mail, page, limits)
    document, attached = _mail(received, mail, limits)
    opened, failed = _opened(received, attached)
    warnings = tuple(dict.fromkeys((*document.warnings, *failed)))
    return [document._replace(warnings=warnings), *opened]


def mail_alone(received: Received) -> Document:
    """The mail without what is attached to it, which is only listed."""
    limits = mime.Limits()
    document, attached = _mail(received, mime.parse(received.data, limits), limits)
    if any(one.opens for one in attached):
        document = document._replace(warnings=(*document.warnings, _OPENED_ALONE))
    return document


def _unpacked(data: bytes) -> bytes:
    """The mail itself, without blank lines above it, and without what Apple Mail keeps before and after it."""
    data = _ABOVE.sub(b"", with_bytes_of_ascii(data), count=1)
    if (length := _LENGTH.match(data[:200])) is None:
        return data
    size = int(length[0])
    within = data[length.end() : length.end() + size]
    return within if data[length.end() + size :].lstrip().startswith(_PLIST) else data[length.end() :]


def _is_page(mail: Part, suffix: str) -> bool:
    """Whether this is a page that a browser saved, and not a mail."""
    saved = any(name in {"snapshot-content-location", "content-location"} for name, _ in mail.fields)
    return suffix in {".mht", ".mhtml"} or (saved and not mail.value("to") and not mail.value("received"))


def _page(received: Received, mail: Part, page: Part, limits: mime.Limits) -> list[Document]:
    from content.source import html

    charset = page.parameters.get("charset")
    found = html.read(received._replace(data=page.data, suffix=".html", charset=charset))
    link = mail.words("snapshot-content-location") or page.words("content-location")
    stated = (("link", link),) if link.startswith(("http:", "https:")) else ()
    return [
        one._replace(
            metadata=(*(pair for pair in one.metadata if pair[0] != "link" or not stated), *stated),
            warnings=(*one.warnings, *limits.warnings),
        )
        for one in found
    ]


def _mail(received: Received, mail: Part, limits: mime.Limits) -> tuple[Document, list[_Attached]]:
    """The mail as a document, and what is attached to it."""
    contents = contents_of(mail)
    if contents.encrypted:
        limits.warn("This mail is encrypted: open it in your mail program, and save it decrypted.")
    attached: list[_Attached] = []
    texts: list[tuple[bool, Decoded]] = []
    for part in contents.shown:
        said = _text(received, part, attached)
        if said is None and not mail.fields:
            raise InputError("This is binary data, not a mail: save the mail as .eml in your mail program.")
        if said is None:
            attached.append(_as_attached(part))
        elif said.text.strip():
            texts.append((part.media_type == HTML, said))
            for sentence in said.warnings:
                limits.warn(sentence)
    attached += [_as_attached(part) for part in contents.attached]
    listed = _listed(attached)
    header = [f"{name}: {words}" for name in _SHOWN if (words := mail.words(name.lower()))]
    metadata = _metadata(mail, [one.name for one in attached])
    rendering = Rendering()
    marked = any(is_html for is_html, _ in texts) and _rendered(rendering, header, texts, listed, limits)
    if marked:
        text, markup = rendering.done()
    else:
        pieces = ("\n".join(header), *(one.text for _, one in texts), listed)
        trimmed = (_BLANK_LINES.sub("", piece).rstrip() for piece in pieces)
        text, markup = "\n\n".join(filter(None, trimmed)), ()
    encoding = texts[0][1].encoding if texts else "utf-8"
    if not text:
        raise InputError("This mail is empty: it has neither a header nor a text. Open another one.")
    warnings = tuple(limits.warnings)
    kind = "mail" if header else ""
    return Document(text, received.source, MEDIA_TYPE, encoding, markup, warnings, metadata, kind), attached


def _text(received: Received, part: Part, attached: list[_Attached]) -> Decoded | None:
    """The text of a part, without the files in it; None for what is not text. Raises UsageError."""
    data, files = (part.data, []) if part.media_type == HTML else without_files(part.data)
    try:
        decoded = decode(data, part.parameters.get("charset"), forced=received.options.encoding)
    except InputError:
        return None
    attached += [_Attached(one.name, "", one.data or b"", None, one.data is not None) for one in files]
    if part.parameters.get("format", "").lower() == "flowed":
        delete_space = part.parameters.get("delsp", "").lower() == "yes"
        return decoded._replace(text=unflowed(decoded.text, delete_space=delete_space))
    return decoded


def _rendered(
    rendering: Rendering,
    header: Sequence[str],
    texts: Sequence[tuple[bool, Decoded]],
    listed: str,
    limits: mime.Limits,
) -> bool:
    """Write a mail with HTML; False when its HTML cannot be read, which is then shown as written."""
    from content.source import fragment

    group = object()
    for line in header:
        rendering.write([InlinePiece(line)], Markup.PARAGRAPH, group=group, tight=True)
    for is_html, decoded in texts:
        if is_html and not fragment.render(decoded.text, rendering):
            limits.warn("The HTML of this mail is shown as written, since it cannot be read or is nested too deeply.")
            return False
        if not is_html:
            for paragraph in _paragraphs(decoded.text):
                rendering.write([InlinePiece(paragraph)], Markup.PARAGRAPH)
    rendering.write([InlinePiece(listed)], Markup.CAPTION)
    return True


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a plain text that stands beside HTML, each as written."""
    held: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            held.append(line)
        elif held:
            yield "\n".join(held).strip()
            held = []


def _as_attached(part: Part) -> _Attached:
    kind = part.media_type
    name = part.name or part.words("content-description")[:80] or _subject_of(part) or kind
    opens = not (
        kind in _NOT_OPENED
        or kind.startswith(_NO_TEXT)
        or mail_body.is_signature(part)
        or _suffix_of(name) in _NO_TEXT_SUFFIXES
    )
    return _Attached(name, kind, part.data, part.parameters.get("charset"), opens)


def _subject_of(part: Part) -> str:
    """The subject of an attached mail; empty for other parts."""
    if part.media_type != MEDIA_TYPE:
        return ""
    fields, _ = mime.head_of(part.data, mime.Limits())
    return mime.Part(fields, b"").words("subject")[:120]


def _listed(attached: Sequence[_Attached]) -> str:
    """One line with the name, the type and the size of each attachment; empty without any."""
    named = [f"{one.name} ({', '.join((*_type_of(one), _size_of(one)))})" for one in attached[:_MOST_LISTED]]
    more = len(attached) - len(named)
    if more:
        named.append(f"and {more:,} more")
    return f"Attachments: {', '.join(named)}" if named else ""


def _type_of(one: _Attached) -> tuple[str, ...]:
    """What a list calls its type: the suffix of its name in capitals, or the media type."""
    suffix = _suffix_of(one.name)
    shown = suffix[1:].upper() or (one.media_type if one.media_type != one.name else "")
    return (shown,) if shown else ()


def _size_of(one: _Attached) -> str:
    size = len(one.data)
    if size < _KIB:
        return f"{size} bytes"
    return f"{size / _KIB:.0f} KB" if size < _KIB * _KIB else f"{size / _KIB / _KIB:.1f} MB"


def _suffix_of(name: str) -> str:
    """The suffix of a file name in lower case with its dot; empty when it has none."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if stem and dot and suffix.isalnum() and len(suffix) <= 8 else ""


def _metadata(mail: Part, names: list[str]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    stated: list[tuple[str, str | tuple[str, ...]]] = [
        (name, words) for name, field in _STATED if (words := mail.words(field))
    ]
    if date := mail.words("date"):
        stated.append(("date", _iso(date)))
    if names:
        stated.append(("attachments", tuple(names)))
    return tuple(stated)


def _iso(date: str) -> str:
    """The date of a header in ISO 8601, or as written where it is not one."""
    try:
        return parsedate_to_datetime(date[:100]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return date


def _opened(received: Received, attached: Sequence[_Attached]) -> tuple[list[Document], list[str]]:
    """What is attached as documents, as far as it can be opened, and sentences about what cannot."""
    from content.source import opened

    found: list[Document] = []
    failed: list[str] = []
    seconds = _SECONDS + _SECONDS_PER_MEGABYTE * (len(received.data) >> 20)
    until = cpu_seconds() + seconds / (1 + received.depth)
    number = 1
    for one in attached:
        if not one.opens or not one.data.strip():
            continue
        if number > _MOST_OPENED or cpu_seconds() > until:
            failed.append("This mail has too many attachments to open them all: save those that you need as files.")
            break
        number += 1
        try:
            found += opened(received.part(number, one.data, _suffix(one), one.charset))
        except (InputError, UsageError) as error:
            failed.append(f"The attachment {one.name} was not opened: {error}")
    return found, failed


def _suffix(one: _Attached) -> str:
    from content.source.recognising import suffix_of_media_type

    if one.media_type == MEDIA_TYPE:
        return ".eml"
    return _suffix_of(one.name) or suffix_of_media_type(one.media_type)
