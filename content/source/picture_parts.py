"""The pictures in a file: those packed into it, and the names of those beside it; runs in a child process."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

from content.errors import InputError
from content.source import html, mime
from content.source.opened_zip import OpenedZip
from content.source.picture_drawing import drawn
from content.source.picture_words import picture_words
from content.source.recognising import recognise

if TYPE_CHECKING:
    from lxml.etree import _Element

    from content.source.received import Received

LARGEST = 20 << 20  # bytes of a picture
_MOST = 500  # pictures of a file
_LONGEST = 300  # characters of a picture's words and name
_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff")
_OBSIDIAN = re.compile(r"!\[\[([^\]|#\n]{1,200})")
_GONE = "This picture is no longer in the file: read the briefing again."


class Found(NamedTuple):
    """A picture: its name, its words, and its bytes, or the target that names it."""

    name: str
    words: str
    data: bytes = b""
    target: str = ""


def told(received: Received, number: int = 0, columns: int = 0, rows: int = 0, colors: int = 0) -> Any:
    """The pictures of a file, each with name, words, size in bytes, and the target of one that is not in the file.

    With a `number` (from 1) the picture of that number, which is in the file, as `drawn` gives it.
    """
    found = islice(_pictures(received), _MOST)
    if not number:
        return [
            {"name": one.name[-_LONGEST:], "words": one.words[:_LONGEST], "size": len(one.data), "target": one.target}
            for one in found
        ]
    picture = next(islice(found, number - 1, None), None)
    if picture is None or not picture.data:
        raise InputError(_GONE)
    return drawn(picture.data, columns, rows, colors)


def _pictures(received: Received) -> Iterator[Found]:
    """Those of a Markdown text, a page, a mail, a book or a document, in their order."""
    name = recognise(received).name
    if name in {"html", "markdown"}:
        text = received.decoded().text
        yield from _of_page(text) if name == "html" else _of_markdown(text)
    elif name == "mail":
        yield from _of_mail(received.data)
    elif name in {"docx", "odt", "epub"} and received.data.startswith(b"PK"):
        yield from _of_archive(received.data, name.upper())


def _of_page(text: str) -> Iterator[Found]:
    root = html.parsed(text)
    for element in root.iter("img") if root is not None else ():
        words = picture_words(element.get("alt") or "", element.get("title") or "")
        yield from _named(element.get("src") or "", words or _caption(element))


def _caption(element: _Element) -> str:
    figure = next(element.iterancestors("figure"), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    return " ".join("".join(islice(caption.itertext(), 50)).split()) if caption is not None else ""


def _of_markdown(text: str) -> Iterator[Found]:
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark").parse(text):
        for one in (token, *(token.children or ())):
            if one.type == "image":
                words = picture_words(one.content, str(one.attrs.get("title", "")))
                yield from _named(str(one.attrs["src"]), words)
            elif one.type in {"html_block", "html_inline"} and "<img" in one.content.lower():
                yield from _of_page(one.content)
            elif one.type == "text":
                for match in _OBSIDIAN.finditer(one.content):
                    yield from _named(match[1].strip(), "")


def _named(target: str, words: str) -> Iterator[Found]:
    """The picture that a page names: in the address itself, or somewhere else."""
    target = target.strip()
    if target[:5].lower() == "data:":
        head, _, rest = target.partition(",")
        if head[5:11].lower() != "image/" or len(rest) > 3 * LARGEST:
            return
        try:
            data = unquote_to_bytes(rest)
            data = b64decode(data) if head.lower().endswith(";base64") else data
        except (Error, ValueError):
            return
        if 0 < len(data) <= LARGEST:
            yield Found(head[5:].partition(";")[0], words, data)
    elif target:
        yield Found(PurePosixPath(target.partition("?")[0]).name or target, words, target=target[:_LONGEST])


def _of_mail(data: bytes) -> Iterator[Found]:
    for part in mime.parse(data, mime.Limits()).leaves():
        if part.media_type.startswith("image/") and 0 < len(part.data) <= LARGEST:
            yield Found(part.name or part.media_type, "", part.data)


def _of_archive(data: bytes, kind: str) -> Iterator[Found]:
    archive = OpenedZip(data, kind)
    for name in archive.names:
        if name.lower().endswith(_SUFFIXES):
            found = archive.read(name)
            if found and len(found) <= LARGEST:
                yield Found(PurePosixPath(name).name, "", found)
