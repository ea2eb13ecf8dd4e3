"""Files that are made of annotations: reports and exports, put in place whole, and never over what is not theirs."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from content.annotation.collection import Collection, fold, wins
from content.errors import InputError, SaveError, UsageError
from content.source import open_document
from content.store.durable import replace
from content.store.library import Library
from content.store.lines import read_lines
from content.store.locations import SUFFIX, is_annotation_name, shared_files
from content.store.paths import is_there, real
from content.store.regular import LARGEST, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from content.annotation.collection import Version


@dataclass
class Sources:
    """What an output is made of: the files that were read, what their records add up to, and their briefings' texts.

    `sha256` are the hashes of the canonical texts of the briefings.
    """

    files: set[Path] = field(default_factory=set)
    records: Collection = field(default_factory=Collection)
    sha256: set[str] = field(default_factory=set)

    def add(self, other: Sources) -> None:
        """Counts what another output is made of among the sources."""
        self.files |= other.files
        self.records = self.records.merge(other.records)
        self.sha256 |= other.sha256

    def lack(self, version: Version) -> bool:
        """Whether neither this record nor a newer one of its name is among the records."""
        known = self.records.versions.get(version.id)
        return known is None or (known != version and wins(version, known))


def write_output(path: Path, written: str, sources: Sources, *, force: bool = False) -> None:
    """Replaces the file at `path` whole or not at all; a link stays a link. Pipes and devices are written to.

    Raises SaveError, and UsageError when the file is one of the sources, has annotations that the sources lack, or is
    a briefing: one of the sources', one with annotations beside it, or one whose text the library knows. `force` goes
    over briefings.
    """
    data = written.encode("utf-8", "replace")
    try:
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            target = real(path)
            if mode is not None:
                _refuse(path, target, sources, force=force)
            replace(target, data)
        else:  # a device or pipe is written to, a folder says that it is one
            with path.open("wb") as file:
                file.write(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SaveError(f"{path} cannot be written ({reason}): choose another output.") from error


def _refuse(path: Path, target: Path, sources: Sources, *, force: bool) -> None:
    """Raises UsageError when the file is not to be replaced, SaveError when it may not be."""
    if has_other_annotations(target, sources):
        raise UsageError(f"{path} has annotations that this output lacks: choose another output.")
    if not force and is_briefing(target, sources.sha256):
        raise UsageError(f"{path} is a briefing: choose another output, or say --force to replace it.")
    same = any(_is_same(target, other) for other in sources.files)
    if same and not (force and is_briefing(target, sources.sha256)):
        raise UsageError(f"{path} is read to make this very output: choose another output.")
    if not os.access(target, os.W_OK):
        raise SaveError(f"{path} is read-only: choose another output, or change its permissions.")


def has_other_annotations(path: Path, sources: Sources) -> bool:
    """Whether a file has a record that the sources lack; of one called like annotations, also a line that is damaged.

    Raises OSError when it cannot be read.
    """
    lines = read_lines(read_regular(path, LARGEST))
    if lines.damaged and is_annotation_name(path.name):
        return True
    found = fold(lines.records)
    texts = sources.sha256 | set(sources.records.snapshots)
    return any(map(sources.lack, found.versions.values())) or not texts.issuperset(found.snapshots)


def is_briefing(path: Path, texts: Iterable[str] = ()) -> bool:
    """Whether a file has annotations beside it, or a text that the library knows or whose hash is one of `texts`."""
    if is_annotation_name(path.name):
        return False
    if is_there(path.with_name(path.name + SUFFIX)) or shared_files(path):
        return True
    try:
        document = open_document(path)
    except (InputError, RecursionError):
        return False
    return bool(document.text) and (document.sha256 in texts or Library().find(document) is not None)


def _mode(path: Path) -> int | None:
    """What sort of file there is, through links; None where there is none yet. Raises OSError for a loop of links."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _is_same(path: Path, other: Path) -> bool:
    try:
        return os.path.samefile(path, other)  # noqa: PTH121 - through hard links, too
    except OSError:
        return False
