"""The records of zip and tar archives: the members that would be briefings in a folder."""

from __future__ import annotations

import tarfile
import zipfile
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from content.archive.inputs import InputKind, unpacked_stream
from content.archive.record import Record, id_of, own
from content.source import opened
from content.source.archives import from_tar, from_zip, is_file
from content.source.folders import is_exported, is_ours
from content.source.received import Received
from content.source.recognising import may_be_briefing
from content.source.unpacking import Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from content.archive.shares import Piece
    from content.document.model import Document
    from content.source.received import Options


def in_zip(piece: Piece, options: Options) -> Iterator[Record]:
    """The members of a piece of a zip archive. Raises what libraries raise for a damaged one."""
    with zipfile.ZipFile(piece.path) as archive:
        found = islice(archive.infolist(), piece.first, None)
        for number, info in enumerate(own(piece, found)):
            if not info.is_dir() and _may_be_wanted(info.filename):
                yield _record(
                    id_of(piece, number),
                    piece.path,
                    info.filename,
                    options,
                    lambda info=info: from_zip(archive, info, Budget(info.compress_size)),  # type: ignore[misc]
                )


def in_tar(piece: Piece, options: Options) -> Iterator[Record]:
    """The members of a piece of a tar archive, packed or not. Raises the same."""
    is_packed = piece.kind is InputKind.PACKED_TAR
    with unpacked_stream(Path(piece.path)) as file:
        if piece.at:
            file.seek(piece.at)
        with tarfile.open(fileobj=file, mode="r|" if is_packed else "r:") as archive:
            for number, info in enumerate(own(piece, _members(archive))):
                if info.isreg() and not info.issparse() and _may_be_wanted(info.name):
                    yield _record(
                        id_of(piece, number),
                        piece.path,
                        info.name,
                        options,
                        lambda info=info: from_tar(archive, info, Budget(info.size)),  # type: ignore[misc]
                    )


def _members(archive: tarfile.TarFile) -> Iterable[tarfile.TarInfo]:
    for info in archive:
        yield info
        archive.members.clear()  # type: ignore[attr-defined] # it would keep them all


def _record(id: str, source: str, name: str, options: Options, data_of: Callable[[], bytes]) -> Record:
    def read() -> list[Document]:
        data = data_of()
        suffix = PurePosixPath(name).suffix.lower()
        if not may_be_briefing(suffix, data) or is_exported(data[:_HEAD]):
            return []
        found = opened(Received(data, id, suffix, options=options))
        return [one._replace(metadata=(("member", name), *one.metadata)) for one in found]

    return Record(id, source, read)


_HEAD = 4096  # bytes of a member by which it is known as one of our exports


def _may_be_wanted(name: str) -> bool:
    """Whether a member could be a briefing by its name: not hidden, not a system's, not one of our annotation files."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in path.parts)
    return is_file(name) and not hidden and not is_ours(path.name)
