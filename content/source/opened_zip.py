"""The members of a ZIP archive, read in memory with limits; no path in it is ever written or followed."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib

from content.errors import InputError

_MOST_ENTRIES = 20_000
_LARGEST_MEMBER = 64 << 20  # bytes of one member, expanded
_LARGEST_TOTAL = 192 << 20  # bytes of all that are read
_RATIO = 300  # XML of long tables comes to 60; deflate ends at 1030
_SMALL = 4 << 20  # bytes to which any member may expand
_ENCRYPTED = 1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)


class OpenedZip:
    """The members of an archive by their names; of two with the same name the last counts.

    `kind` is what the archive is called in sentences ("DOCX"). Raises InputError when it is not a ZIP archive or has
    too many members.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        self._left = _LARGEST_TOTAL
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except _DAMAGE as error:
            raise InputError(
                f"This {kind} file is damaged, or not a {kind}: open it in the program that made it, and save it again."
            ) from error
        if len(members) > _MOST_ENTRIES:
            raise InputError(f"This {kind} file has more than {_MOST_ENTRIES} parts: save it again with fewer.")
        self._members = {member.filename: member for member in members}
        self._folded = {name.lower(): member for name, member in self._members.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, as written."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member; None when there is none of that name, in any case of its letters.

        Raises InputError when it is encrypted, damaged, or expands beyond the limits.
        """
        member = self._members.get(name) or self._folded.get(name.lower())
        if member is None:
            return None
        if member.flag_bits & _ENCRYPTED:
            raise InputError(f"This {self._kind} file needs a password: save it without one, and open that.")
        most = min(_LARGEST_MEMBER, self._left, max(_SMALL, _RATIO * member.compress_size))
        try:
            with self._archive.open(member) as opened:
                data = opened.read(most + 1)
        except _DAMAGE as error:
            raise InputError(
                f"This {self._kind} file is damaged: open it in the program that made it, and save it again."
            ) from error
        if len(data) > most:
            raise InputError(f"This {self._kind} file is too large when unpacked: save its text, and open that.")
        self._left -= len(data)
        return data


def beside(part: str, target: str) -> str:
    """The name of the member that `target` names in `part`; one beginning with a slash is from the archive's root."""
    path = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(path).lstrip("/")
