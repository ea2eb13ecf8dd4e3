"""Open anything: what was received is recognised, and read by the importer of its format."""

from __future__ import annotations

import stat
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from content.document.model import container_of, is_address
from content.errors import InputError, reason_of
from content.source.magic import refuse_by_magic
from content.source.received import NO_OPTIONS, Options, Received
from content.source.recognising import recognise

if TYPE_CHECKING:
    from content.document.model import Document

# A file is read whole, and takes several times its size in memory while it is open.
_LARGEST = 512 * 1024 * 1024  # bytes

_LONG = 4 << 20  # bytes of a text that is read slice by slice
_DEEPEST = 4  # containers in each other; mail in an archive in a mail is the deepest that anybody sends


def open_documents(source: str | Path, options: Options = NO_OPTIONS) -> list[Document]:
    """The briefings at a path or an http or https address, or on stdin for "-"; of a feed, mailbox or package several.

    Of several each `source` is FILE#n, n counting from 1 in their order; such a name opens that one alone. What a mail
    has attached follows it in the same way, while the mail keeps the name of its file.
    Raises InputError when there is nothing to read there or it cannot be read, UsageError for impossible options.
    """
    name = str(source)
    container = container_of(name)
    if container is None or _is_there(name):
        if (long := _long_text(name, options)) is not None:
            return [long]
        return _numbered(opened(received_from(name, options)), name)
    if not is_address(container) and not _is_there(container):
        return opened(received_from(name, options))  # which says that it is not there
    found = _numbered(opened(received_from(container, options)), container)
    chosen = [document for document in found if document.source == name]
    if not chosen and is_address(container) and len(found) == 1:  # a place in a page
        return found
    if not chosen:
        has = f"{len(found)} briefings" if len(found) > 1 else "only one briefing"
        raise InputError(f"There is no such part: {container} has {has}.")
    return chosen


def open_document(source: str | Path, *, encoding: str | None = None, options: Options = NO_OPTIONS) -> Document:
    """The briefing at a path or address, or on stdin for "-"; `encoding` is the charset that the reader named.

    Raises as `open_documents` does, and InputError when there are several.
    """
    name = str(source)
    return one_of(open_documents(name, options if encoding is None else options._replace(encoding=encoding)), name)


def one_of(documents: list[Document], name: str) -> Document:
    """The briefing called `name` among those of its file. Raises InputError when the file has several equal ones."""
    if len(documents) == 1 or documents[0].source == name:
        return documents[0]
    raise InputError(f"This file has {len(documents)} briefings: name one of them, such as {documents[0].source}.")


def document_from_bytes(
    data: bytes, *, source: str, suffix: str = "", encoding: str | None = None, charset: str | None = None
) -> Document:
    """The briefing in `data`; `source` is where it came from, `suffix` that of its file name (".md"), or empty.

    `charset` is the one that the sender named, which is believed when it fits.
    Raises InputError for what is not text or is too large, UsageError when `encoding` is not a charset.
    """
    received = Received(data, source, suffix.lower(), charset, Options(encoding=encoding))
    return one_of(_numbered(opened(received), source), source)


def opened(received: Received) -> list[Document]:
    """The briefings in what was received, one or more. Raises InputError, UsageError."""
    if len(received.data) > _LARGEST:
        raise InputError(f"This is larger than {_LARGEST >> 20} MiB: split it, or open a part of it.")
    if received.depth > _DEEPEST:
        raise InputError("This is packed in too many files within each other: unpack it first.")
    refuse_by_magic(received.data)
    found = recognise(received)
    if found.apart:
        from content.source.isolated import read_apart

        documents: list[Document] = read_apart(found.module, received)
    else:
        documents = import_module(f"content.source.{found.module}").read(received)
    sentence = "There is no text in this file, perhaps only pictures." if received.data else "This file is empty."
    return [
        document
        if (document.text and not document.text.isspace()) or document.warnings
        else document._replace(warnings=(sentence,))
        for document in documents
    ]


def sample_document() -> Document:
    """The sample that ships with the package; its source is the sample's real path."""
    return open_document(Path(__file__).parent.parent / "sample.txt")


def tutorial_document() -> Document:
    """The briefing that the tutorial is about."""
    return open_document(Path(__file__).parent.parent / "tutorial.txt")


def _numbered(documents: list[Document], source: str) -> list[Document]:
    """The documents, of several each with its number; one alone, and a mail before what is attached, keep the name."""
    if not documents:
        raise InputError("There is no briefing in this file: open another one.")
    if len(documents) == 1:
        return documents if documents[0].source == source else [documents[0]._replace(source=source)]
    return [
        document if document.source == source else document._replace(source=f"{source}#{number}")
        for number, document in enumerate(documents, 1)
    ]


def received_from(name: str, options: Options) -> Received:
    """The bytes at a path, at an address or on stdin. Raises InputError."""
    if name == "-":
        return Received(_standard_input(), name, options=options)
    if is_address(name):
        from content.source.web import fetch  # loads the network

        page = fetch(name, _LARGEST)
        return Received(page.data, name, page.suffix, page.charset, options)
    return Received(_bytes_of(name), name, Path(name).suffix.lower(), options=options)


def _long_text(name: str, options: Options) -> Document | None:
    """The document of a long plain text; None for all else, which is read as a whole."""
    if name == "-" or is_address(name):
        return None
    path = Path(name)
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) and _LONG <= found.st_size <= _LARGEST):
            return None
        from content.source.sliced import sliced_text  # nothing else needs it

        return sliced_text(path, name, options)
    except (OSError, ValueError):
        return None


def _is_there(name: str) -> bool:
    try:
        return name == "-" or Path(name).exists()
    except (OSError, ValueError):
        return False


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
