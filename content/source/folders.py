"""The briefings in a folder, with those in the folders within it."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import InputError
from content.source.recognising import may_be_briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST = 10_000  # files; a folder with more is not one of briefings
_HEAD = 4096  # bytes
_OURS = re.compile(r"\.(?:annotations|marks)\.")  # in the names of annotation files, and of exports as they are offered
_EXPORTED = re.compile(
    rb"\bSHA-256 of the text: `?[0-9a-f]{64}\b"  # in Markdown and text
    rb'|<meta name="generator" content="Briefmark'
    rb"|\bwww\.w3\.org/ns/anno\.jsonld\b"
    rb'|\A"id","source","headline","marking",'
)
"""What is only in exports and annotation files, near the beginning, whatever their names."""
_MAILDIR = frozenset({"cur", "new", "tmp"})


def briefings_in(folder: str | Path) -> tuple[str, ...]:
    """The briefings in a folder and the folders within it, by name: first its own, then those of each folder in turn.

    Hidden files and folders, annotation files, our own exports and what is not known as a briefing by its name or
    first bytes are left out; links to folders are not followed. Of a Maildir all mails are taken. Raises InputError.
    """
    found = tuple(islice(files_in(folder, _is_briefing), _MOST + 1))
    if len(found) > _MOST:
        raise InputError(f"This folder has more than {_MOST:,} briefings: name a folder within it.")
    if not found:
        raise InputError("This folder has no briefings in a format that can be opened: name a file.")
    return found


def files_in(folder: str | Path, is_wanted: Callable[[Path], bool]) -> Iterator[str]:
    """The files in a folder that are wanted, in the same order, whatever their number. Raises InputError."""
    failed: list[OSError] = []
    some = False
    for place, folders, files in os.walk(folder, onerror=failed.append):
        within = Path(place)
        in_maildir = _MAILDIR.issuperset({within.name}) and _MAILDIR.issubset(_names(within.parent))
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (in_maildir or name == "tmp"))
        for name in sorted(files):
            path = within / name
            if not name.startswith(".") and not is_ours(name) and (in_maildir or is_wanted(path)):
                some = True
                yield str(path)
    if failed and not some:
        raise InputError(f"This folder cannot be read ({failed[0].strerror}): check its permissions.") from failed[0]


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - the names alone
    except OSError:
        return frozenset()


def _is_briefing(path: Path) -> bool:
    """Whether a file is a regular one that is known as a briefing."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:  # of one that may not be read only opening tells, in a sentence
        return isinstance(error, PermissionError) and may_be_briefing(suffix, b"")
    except ValueError:
        return False
    return may_be_briefing(suffix, head) and not is_exported(head)


def is_ours(name: str) -> bool:
    """Whether a file is called as annotation files and our exports are."""
    return _OURS.search(name) is not None


def is_exported(head: bytes) -> bool:
    """Whether a file is one of our exports or annotation files, by its first bytes."""
    return _EXPORTED.search(head) is not None
