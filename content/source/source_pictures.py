"""The pictures of a briefing, when its reader asks for them: in its file, or beside it; none of the web."""

from __future__ import annotations

import base64
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from content.document.model import container_of
from content.errors import InputError
from content.source import received_from
from content.source.isolated import told_apart
from content.source.received import NO_OPTIONS, Received

if TYPE_CHECKING:
    from content.document.model import Document

LARGEST = 20 << 20  # bytes of a picture beside the briefing
_SCHEME = re.compile(r"\A(?:[a-zA-Z][a-zA-Z0-9+.-]{0,30}:|//)")
_ON_THE_WEB = "It is on the web: not fetched."
_NOT_BESIDE = "It is not in the briefing's own folder."
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Picture(NamedTuple):
    """A picture: its number in the file from 1, its name and words, and its size in bytes.

    `path` is the file that holds it, None where it is in the briefing's own; `why_not` says why it cannot be shown.
    """

    number: int
    name: str
    words: str
    size: int
    path: Path | None = None
    why_not: str = ""


class Drawing(NamedTuple):
    """A picture as points: `width` and `height` of them; `size` is the picture's own.

    `points` are three bytes each (red, green, blue), row by row; with a `palette` of as many bytes for each colour,
    they are one byte each, the number of a colour.
    """

    width: int
    height: int
    size: tuple[int, int]
    points: bytes
    palette: bytes = b""


def pictures_of(document: Document) -> list[Picture]:
    """The pictures of a briefing, in the order of its file, which is read again. Raises InputError, UsageError."""
    received = _file_of(document)
    folder = Path(received.source).absolute().parent.resolve()
    return [
        _beside(folder, number, one) if one["target"] else Picture(number, one["name"], one["words"], one["size"])
        for number, one in enumerate(told_apart("picture_parts", received, {}), start=1)
    ]


def drawing_of(document: Document, picture: Picture, columns: int, rows: int, colors: int = 0) -> Drawing:
    """A picture that fits so many points across and down, with a palette of so many colours, up to 256, if any.

    Raises InputError, UsageError.
    """
    if picture.why_not:
        raise InputError(picture.why_not)
    room: dict[str, object] = {"columns": columns, "rows": rows, "colors": colors}
    if picture.path is None:
        told = told_apart("picture_parts", _file_of(document), {**room, "number": picture.number})
    else:
        told = told_apart("picture_drawing", Received(_bytes_of(picture.path), picture.name), room)
    width, height = told["size"]
    points, palette = (base64.b64decode(told[name]) for name in ("points", "palette"))
    return Drawing(told["width"], told["height"], (width, height), points, palette)


def _file_of(document: Document) -> Received:
    """The file of a briefing. Raises InputError for what is not one file of its own."""
    if document.is_piped or document.is_page:
        raise InputError("Pictures are shown of briefings that are files: save this one, and open the file.")
    if container_of(document.source) is not None and not Path(document.source).exists():
        raise InputError("This briefing is one of several in its file: save it alone to see its pictures.")
    return received_from(document.source, NO_OPTIONS)


def _beside(folder: Path, number: int, told: dict[str, str]) -> Picture:
    """A picture that a page names: a file in the folder of the briefing or below it, wherever links lead."""
    target, known = told["target"], Picture(number, told["name"], told["words"], 0)
    if _SCHEME.match(target):
        return known._replace(why_not=_ON_THE_WEB)
    name = unquote(target.partition("#")[0].partition("?")[0])
    try:
        path = (folder / name).resolve(strict=True)
        found = path.stat()
    except (OSError, ValueError, RuntimeError):
        return known._replace(why_not="There is no such file.")
    if not path.is_relative_to(folder) or not stat.S_ISREG(found.st_mode):
        return known._replace(why_not=_NOT_BESIDE)
    if found.st_size > LARGEST:
        return known._replace(why_not=f"It is larger than {LARGEST >> 20} MiB.")
    return known._replace(size=found.st_size, path=path)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file that has no links in its path. Raises InputError."""
    try:
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise InputError(_NOT_BESIDE)
            return file.read(LARGEST)
    except OSError as error:
        raise InputError(f"The picture cannot be read ({error.strerror}).") from error
