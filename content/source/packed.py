"""Compressed files and archives: what is in them opens as if it had come alone.

Nothing is written anywhere: members are read as bytes, their names are only words, and links are not followed.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from content.errors import InputError
from content.source.archives import Member, is_tar, members_of_tar, members_of_zip
from content.source.unpacking import LimitError, budget_for, compression_of, unpacked

if TYPE_CHECKING:
    from content.document.model import Document
    from content.source.received import Received
    from content.source.unpacking import Budget

_DEEPEST = 4  # files in each other
_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_COMPRESSED = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".lzma", ".zst", *_COMPRESSED})
_LIGHT = frozenset({"plain", "table", "wire"})  # importers that look at each character once or twice
_MOST_WARNINGS = 10
_LONGEST_NAME = 80  # characters in a warning
_NAME_IN_GZIP = re.compile(rb"\x1f\x8b\x08[\x08\x18].{6}([^\0]{1,255})\0", re.DOTALL)
_TOO_DEEP = "This is packed in too many files within each other: unpack it first."


def read(received: Received) -> list[Document]:
    """What a compressed file has packed, under that file's own name; of an archive what can be opened in it.

    Each member tells its name in `metadata`. Raises InputError for what is damaged, encrypted, or beyond a limit, and
    when nothing in an archive can be opened.
    """
    with budget_for(len(received.data)) as budget:
        documents = _read(received, _name_of(received.source), budget)
    if len(documents) == 1:
        return [documents[0]._replace(source=received.source)]
    return [one._replace(source=f"{received.source}#{number}") for number, one in enumerate(documents, 1)]


def _read(received: Received, name: str, budget: Budget) -> list[Document]:
    """What is in a file called `name`, in whatever it is packed."""
    if received.depth > _DEEPEST:
        raise InputError(_TOO_DEEP)
    if received.data.startswith(_ZIP) or received.suffix == ".zip":
        return _members(received, members_of_zip(received.data, budget), budget)
    if compression := compression_of(received.data, received.suffix):
        name = _inner(name) if _is_compressed(name) else _in_gzip(received.data) or name
        data = unpacked(received.data, compression, budget)
        return _opened(_within(received, 1, data, name, received.source), name, budget)
    if is_tar(received.data) or received.suffix == ".tar":
        return _members(received, members_of_tar(received.data, budget), budget)
    if not received.data:
        raise InputError("This file is empty: get it again.")
    return _opened(_within(received, 1, received.data, _inner(name), received.source), _inner(name), budget)


def _opened(part: Received, name: str, budget: Budget) -> list[Document]:
    """The briefings in a part; one that is packed again keeps its name, which tells what is in it."""
    from content.source import opened
    from content.source.recognising import recognise

    module = recognise(part).module
    if module == "packed":
        return _read(part, name, budget)
    if module not in _LIGHT:
        budget.weigh(len(part.data))
    return opened(part)


def _members(received: Received, found: list[Member], budget: Budget) -> list[Document]:
    """The briefings in all members, with warnings for those that are none."""
    documents: list[Document] = []
    warnings: list[str] = []
    for number, member in enumerate(found, 1):
        try:
            budget.enter()
            part = _within(received, number, member.read(), member.name, f"{received.source}#{number}")
            new = _opened(part, member.name, budget)
        except LimitError as error:
            warnings.insert(0, f"{len(found) - number + 1:,} of {len(found):,} files in it are left out. {error}")
            break
        except InputError as error:
            warnings.append(f"{_shown(member.name)} in it cannot be opened. {error}")
        else:
            documents += (_named(document, member.name) for document in new)
    if not documents:
        raise InputError(warnings[0] if warnings else "There are no files in this archive: get it again.")
    if len(warnings) > _MOST_WARNINGS:
        more = len(warnings) - _MOST_WARNINGS
        warnings[_MOST_WARNINGS:] = [f"{more:,} more files in it cannot be opened."]
    documents[0] = documents[0]._replace(warnings=(*warnings, *documents[0].warnings))
    return documents


def _named(document: Document, name: str) -> Document:
    """The document with the name of the member that it is, within those of the archives that it is in."""
    stated = dict(document.metadata)
    within = stated.pop("member", None)
    return document._replace(metadata=(("member", f"{name}/{within}" if within else name), *stated.items()))


def _within(received: Received, number: int, data: bytes, name: str, source: str) -> Received:
    """A part; the charset that the reader named is that of the texts, since what packs them has none."""
    suffix = ".tar" if is_tar(data) else PurePosixPath(name).suffix.lower()
    part = received.part(number, data, suffix)
    return part._replace(source=source, options=part.options._replace(encoding=received.options.encoding))


def _name_of(source: str) -> str:
    """The file name in a path or an address."""
    return PurePosixPath(source.partition("?")[0] if "://" in source else source).name


def _is_compressed(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _SUFFIXES


def _inner(name: str) -> str:
    """The name of what is compressed in a file: "a.md" in "a.md.gz", "a.tar" in "a.tgz"."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    return path.stem + _COMPRESSED.get(suffix, "") if suffix in _SUFFIXES else name


def _in_gzip(data: bytes) -> str:
    """The name that a gzip file says its content has; empty when it says none."""
    match = _NAME_IN_GZIP.match(data)
    return PurePosixPath(match[1].decode("latin-1")).name if match else ""


def _shown(name: str) -> str:
    return f"“{name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + '…'}”"
