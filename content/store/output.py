"""Files made from annotations, reports and exports: put in place whole, and never in place of something else."""

from __future__ import annotations

import filecmp
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from content.annotation.records.collection import Collection, fold, wins
from content.annotation.records.json_lines import read_lines
from content.annotation.records.model import Annotation
from content.errors import InputError, SaveError, UsageError, reason_of
from content.source import open_documents
from content.store.durable import replace
from content.store.library import Library
from content.store.locations import SUFFIX, is_annotated_nearby, is_annotation_name, shared_files
from content.store.paths import descriptor_of, is_same, is_there, real
from content.store.recognising import may_have_records
from content.store.regular import LARGEST, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from content.annotation.records.collection import Version

_ADDED = ("@context", "id", "marking")  # the id is compared as the record's name


@dataclass
class Inputs:
    """What an output is made from: the files that were read, the sum of their records, and their briefings' texts.

    `sha256` are the hashes of the briefings' canonical texts, `briefings` their files, which are not in `files`.
    """

    files: set[Path] = field(default_factory=set)
    records: Collection = field(default_factory=Collection)
    sha256: set[str] = field(default_factory=set)
    briefings: set[Path] = field(default_factory=set)

    def add(self, other: Inputs) -> None:
        """Adds the inputs of another output."""
        self.files |= other.files
        self.records = self.records.merge(other.records)
        self.sha256 |= other.sha256
        self.briefings |= other.briefings

    def lack(self, version: Version) -> bool:
        """Whether neither this record nor a newer one with its name is among the records."""
        known = self.records.versions.get(version.id)
        return known is None or (_as_saved(known) != _as_saved(version) and wins(version, known))

    def texts(self) -> set[str]:
        """The hashes of all texts that the annotations were made on, and of the briefings."""
        versions = self.records.versions.values()
        made_on = {version.sha256 for version in versions if isinstance(version, Annotation) and version.sha256}
        return self.sha256 | set(self.records.snapshots) | made_on


def write_output(path: Path, written: str, inputs: Inputs, *, force: bool = False) -> None:
    """Replaces the file at `path` whole or not at all; a link stays a link. Pipes and devices are written to.

    Raises SaveError, and UsageError when the file is one of the inputs, has annotations that the inputs lack, or is
    a briefing: one of the inputs' or a copy of it, one with annotations beside it, or one whose text the annotations
    were made on or the library knows. `force` replaces briefings.
    """
    data = written.encode("utf-8", "replace")
    try:
        mode, descriptor = _mode(path), descriptor_of(path)
        if descriptor is not None:  # the shell has opened its target
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.write(data)
        elif mode is None or stat.S_ISREG(mode):
            target = real(path)
            _refuse_inputs(path, inputs)
            if mode is not None:
                _refuse(path, target, inputs, force=force)
            replace(target, data)
        else:  # devices and pipes are written to; a folder raises
            with path.open("wb") as file:
                file.write(data)
    except (OSError, ValueError) as error:
        raise SaveError(f"{path} cannot be written ({reason_of(error)}): choose another output.") from error


def _refuse(path: Path, target: Path, inputs: Inputs, *, force: bool) -> None:
    """Raises UsageError when an existing file should not be replaced, SaveError when it cannot be."""
    if has_other_annotations(target, inputs):
        raise UsageError(f"{path} has annotations that this output lacks: choose another output.")
    if not force and (_is_copy(target, inputs.briefings) or is_briefing(target, inputs.texts())):
        raise UsageError(f"{path} is a briefing: choose another output, or use --force to replace it.")
    if not os.access(target, os.W_OK):
        raise SaveError(f"{path} is read-only: choose another output, or change its permissions.")


def _refuse_inputs(path: Path, inputs: Inputs) -> None:
    """Raises UsageError when this command uses the file, or will use it, except as a briefing."""
    if any(is_same(path, other) for other in inputs.files):
        raise UsageError(f"{path} is in use by this very command: choose another output.")


def has_other_annotations(path: Path, inputs: Inputs) -> bool:
    """Whether a file has a record that the inputs lack, or anything that may be one.

    Next to records, and in a file named like annotations, any unreadable line may be one. Raises OSError
    when the file cannot be read.
    """
    data = read_regular(path, LARGEST)
    lines = read_lines(data)
    if lines.damaged and (lines.records or is_annotation_name(path.name) or may_have_records(data)):
        return True
    found = fold(lines.records)
    lacking = set(found.snapshots) - inputs.sha256 - set(inputs.records.snapshots)
    return bool(lacking) or any(map(inputs.lack, found.versions.values()))


def is_briefing(path: Path, texts: Iterable[str] = ()) -> bool:
    """Whether a file has annotations beside it, or a text that is known.

    A text is known if its hash is one of `texts` or is in an annotation file in its folder, or the library has it.
    """
    if is_annotation_name(path.name):
        return False
    if is_there(path.with_name(path.name + SUFFIX)) or shared_files(path):
        return True
    try:
        documents = [document for document in open_documents(path) if document.text]
    except (InputError, RecursionError):
        return False
    known = set(texts)
    return any(
        document.sha256 in known or is_annotated_nearby(path, document) or Library().find(document) is not None
        for document in documents
    )


def _mode(path: Path) -> int | None:
    """The file's mode, through links; None where there is no file yet. Raises OSError for a loop of links."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _is_copy(path: Path, briefings: Iterable[Path]) -> bool:
    """Whether a file is one of the briefings, or has the same bytes."""
    for briefing in briefings:
        try:
            if is_same(path, briefing) or filecmp.cmp(path, briefing, shallow=False):
                return True
        except OSError:  # it is not there any more, or was never a file
            continue
    return False


def _as_saved(version: Version) -> dict[str, Any]:
    """A record without the fields that an export adds."""
    return {key: value for key, value in version.record.items() if key not in _ADDED}
