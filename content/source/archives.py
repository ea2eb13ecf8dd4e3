"""The members of ZIP and TAR archives, as names and bytes."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
import zlib
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from content.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.source.unpacking import Budget

_DAMAGED = "This archive is damaged: get it again."
_DAMAGED_MEMBER = "It is damaged: get the archive again."
_ENCRYPTED = "It is encrypted: unpack it with its password first."
_TOO_LARGE = "It unpacks to more than is opened from an archive of this size: unpack it with another program first."
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
"""LZMA is not among them: in ZIP it may ask for any amount of memory."""

_ENCRYPTION = 0x41  # the bits of a member that say so, the second one for strong encryption
_UTF_8 = 0x800  # the bit of a member that says in what its name is
_OLD_NAMES = "cp437"  # in which the standard library reads other names
_MOST = 20_000  # members of a TAR archive that are looked at: pure Python takes its time
_OF_SYSTEMS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RecursionError,
)
"""What the standard library raises for archives that are damaged or made to harm. ValueError: a name that cannot be."""


class Member(NamedTuple):
    """One file in an archive; `read` gives its bytes, and raises InputError when it cannot be unpacked."""

    name: str
    read: Callable[[], bytes]


def is_tar(data: bytes) -> bool:
    """Whether the first bytes are those of a TAR archive."""
    return data[257:262] == b"ustar"


def members_of_zip(data: bytes, budget: Budget) -> list[Member]:
    """The files in a ZIP archive, but for what systems put there for themselves. Raises InputError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        found = archive.infolist()
    except (*_BROKEN, NotImplementedError) as error:
        raise InputError(_DAMAGED) from error
    return [
        Member(name, lambda info=info: from_zip(archive, info, budget))  # type: ignore[misc]
        for info, name in zip(found, _names(found), strict=True)
        if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16) and is_file(name)
    ]


def names_in_zip(data: bytes) -> frozenset[str] | None:
    """The names of all members of a ZIP archive; None of a damaged one."""
    try:
        return frozenset(info.filename for info in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (*_BROKEN, NotImplementedError):
        return None


def _names(found: list[zipfile.ZipInfo]) -> list[str]:
    """The names of members; those that do not say that they are UTF-8 in a charset that fits all of them."""
    from content.document.text import decode

    names = [info.filename for info in found]
    old = [at for at, info in enumerate(found) if not info.flag_bits & _UTF_8 and not info.filename.isascii()]
    with suppress(InputError, ValueError):  # ValueError: a name with other letters than the standard library gives
        guessed = decode(b"\n".join(names[at].encode(_OLD_NAMES) for at in old)).text.split("\n")
        for at, name in zip(old, guessed, strict=True):
            names[at] = name
    return names


def members_of_tar(data: bytes, budget: Budget) -> list[Member]:
    """The files in a TAR archive; links and devices are left out. Raises InputError."""
    infos: list[tarfile.TarInfo] = []
    try:
        archive = tarfile.open(fileobj=io.BytesIO(data), mode="r:")  # noqa: SIM115 - it holds bytes, and members read it later
    except _BROKEN as error:
        raise InputError(_DAMAGED) from error
    with suppress(*_BROKEN):  # what comes before the damage is opened
        infos.extend(islice(archive, _MOST))
    return [
        Member(info.name, lambda info=info: from_tar(archive, info, budget))  # type: ignore[misc]
        for info in infos
        if info.isreg() and not info.issparse() and is_file(info.name)
    ]


def from_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of a member of a ZIP archive. Raises InputError."""
    if info.flag_bits & _ENCRYPTION:
        raise InputError(_ENCRYPTED)
    if info.compress_type not in _METHODS:
        raise InputError("It is packed by a method that is not known here: unpack it with another program first.")
    if info.file_size > budget.left:
        raise InputError(_TOO_LARGE)
    try:
        with archive.open(info) as file:
            found = file.read(budget.left + 1)
    except (*_BROKEN, NotImplementedError, RuntimeError) as error:  # RuntimeError: encrypted after all
        raise InputError(_DAMAGED_MEMBER) from error
    budget.take(len(found))
    return found


def from_tar(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> bytes:
    """The bytes of a member of a TAR archive. Raises InputError."""
    if info.size > budget.left:
        raise InputError(_TOO_LARGE)
    try:
        file = archive.extractfile(info)
        found = file.read(budget.left + 1) if file is not None else b""
    except (*_BROKEN, KeyError) as error:
        raise InputError(_DAMAGED_MEMBER) from error
    budget.take(len(found))
    return found


def is_file(name: str) -> bool:
    """Whether a member is a file of whoever made the archive, and not one that their system added."""
    place, _, last = name.replace("\\", "/").rpartition("/")
    return last.lower() not in _OF_SYSTEMS and not last.startswith("._") and not place.startswith("__MACOSX")
