"""A long plain text read slice by slice, so that its bytes are never in memory as a whole: a third less of 100 MB."""

from __future__ import annotations

import codecs
import io
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from content.document import charset
from content.document.model import Document
from content.document.text import controls
from content.errors import InputError
from content.source.declaration import declared
from content.source.magic import refuse_by_magic
from content.source.received import Received
from content.source.recognising import PLAIN, recognise

if TYPE_CHECKING:
    from pathlib import Path

    from content.source.received import Options

_SLICE = 1 << 18  # bytes


def sliced_text(path: Path, source: str, options: Options) -> Document | None:
    """The document at a path if it is a text in UTF-8 that nothing is to be asked about; else None: read it as a whole.

    What is in pure ASCII may be in another encoding, and is read as a whole.
    """
    if options.encoding is not None:
        return None
    with path.open("rb") as file:
        head = file.read(_SLICE)
        if not _is_plain(Received(head, source, path.suffix.lower(), options=options)):
            return None
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
        text = ""
        try:
            for piece in chain([head], iter(partial(file.read, _SLICE), b"")):
                if controls(piece):
                    return None
                # In place, where the text has no other name: CPython sees to it in a `for`, but not in a `while`, where
                # each slice would be a copy of the text. Pieces that are joined take twice the memory.
                text += decoder.decode(piece)
            text += decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return None if text.isascii() or text.isspace() else Document(text, source)


def _is_plain(received: Received) -> bool:
    """Whether the first bytes are those of a plain text that names no charset."""
    head = received.data
    if charset.from_mark(head) or b"\0" in head or declared(head, received.suffix) is not None:
        return False
    try:
        refuse_by_magic(head)
        return recognise(received) is PLAIN
    except InputError:
        return False
