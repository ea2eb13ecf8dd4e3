"""Open anything: the importer is picked by suffix, then by content."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from content.document.model import is_address
from content.document.text import decode
from content.errors import InputError, reason_of
from content.source import plain
from content.source.declaration import HTML, declared, is_html
from content.source.magic import refuse_by_magic

if TYPE_CHECKING:
    from content.document.model import Document

# A file is read whole, and takes several times its size in memory while it is open.
_LARGEST = 512 * 1024 * 1024  # bytes

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})

_SUFFIXES = _MARKDOWN | HTML | {".txt", ".text"}


def open_document(source: str | Path, *, encoding: str | None = None) -> Document:
    """The briefing at a path or an http or https address, or on stdin for "-".

    `encoding` is the charset that the reader named. Raises InputError when there is nothing to read there or it is
    not text, UsageError when `encoding` is not a charset.
    """
    name = str(source)
    if name == "-":
        return document_from_bytes(_standard_input(), source=name, encoding=encoding)
    if is_address(name):
        from content.source.web import fetch  # loads the network

        page = fetch(name, _LARGEST)
        return document_from_bytes(page.data, source=name, suffix=page.suffix, encoding=encoding, charset=page.charset)
    return document_from_bytes(_bytes_of(name), source=name, suffix=Path(name).suffix, encoding=encoding)


def document_from_bytes(
    data: bytes, *, source: str, suffix: str = "", encoding: str | None = None, charset: str | None = None
) -> Document:
    """The briefing in `data`; `source` is where it came from, `suffix` that of its file name (".md"), or empty.

    `charset` is the one that the sender named, which is believed when it fits.
    Raises InputError for what is not text or is too large, UsageError when `encoding` is not a charset.
    """
    if len(data) > _LARGEST:
        raise InputError(f"This is larger than {_LARGEST >> 20} MiB: split it, or open a part of it.")
    refuse_by_magic(data)
    kind = suffix.lower()
    decoded = decode(data, charset or declared(data, kind), forced=encoding)
    if kind in HTML or is_html(data):
        from content.source import html

        return html.read(decoded, source)
    if kind in _MARKDOWN:
        from content.source import markdown

        return markdown.read(decoded, source)
    return plain.read(decoded, source)


def sample_document() -> Document:
    """The sample that ships with the package; its source is the sample's real path."""
    return open_document(Path(__file__).parent.parent / "sample.txt")


def briefings_in(folder: str | Path) -> tuple[str, ...]:
    """The briefings in a folder, by name; not those in folders within it, and no hidden ones. Raises InputError."""
    try:
        found = sorted(
            str(path)
            for path in Path(folder).iterdir()
            if path.suffix.lower() in _SUFFIXES and not path.name.startswith(".") and path.is_file()
        )
    except OSError as error:
        raise InputError(f"This folder cannot be read ({error.strerror}): check its permissions.") from error
    if not found:
        raise InputError(f"This folder has no briefings ({', '.join(sorted(_SUFFIXES))}): name a file.")
    return tuple(found)


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(f"Standard input cannot be read ({error.strerror}): name a file.") from error


def _bytes_of(name: str) -> bytes:
    """The file's bytes. Raises InputError with a sentence for each way in which that can fail."""
    try:
        path = Path(name)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError("This is a folder: name a file in it.")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise InputError("This is a device or socket, not a file: name a file.")
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError("This file does not exist: check its name.") from error
    except PermissionError as error:
        raise InputError("This file may not be read: ask its owner, or change its permissions.") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise InputError(f"This file cannot be read ({reason_of(error)}): check its name and place.") from error
