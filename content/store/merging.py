"""Merges annotation files: appends to one what only the others have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.errors import InputError
from content.store.addressed import annotation_file
from content.store.board.board_names import is_own_file
from content.store.paths import missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from content.annotation.records.model import Record


@dataclass(frozen=True, slots=True)
class Merged:
    """How many annotations and deletions were added, and sentences on damaged lines and files left out."""

    added: int
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def merge(files: Sequence[Path], output: Path) -> Merged:
    """Appends what `output` lacks, under its lock; merging again adds nothing. Raises SaveError, InputError."""
    records: list[Record] = []
    warnings, failures = [], []
    for path in files:
        file = annotation_file(path)
        if not is_own_file(path) and (reason := missing(path)):
            failures.append(f"{path} {reason}")
            continue
        try:
            contents = file.read()
        except InputError as error:
            failures.append(str(error))
            continue
        finally:
            file.close()
        warnings += file.sentences()
        records += contents.records
        warnings += [f"{path}, line {line.number}: {line.reason} It is left out." for line in contents.damaged]
    added = 0
    if records or not failures:
        file = annotation_file(output)
        added = len(file.add(records))
        warnings += file.sentences()
        file.close()
    return Merged(added, tuple(warnings), tuple(failures))
