"""What an archive will be made of, written into its folder before it is begun: a run that goes on does the same."""

from __future__ import annotations

import hashlib
import json
import os
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from content.archive.inputs import TABLES, InputKind, inputs_of
from content.archive.rows import layout_in
from content.archive.shares import Piece, documents_in, shards_of
from content.document.text import decode
from content.errors import InputError, SaveError, UsageError, reason_of
from content.source import open_documents
from content.source.received import Options
from content.source.recognising import named
from content.store.durable import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.archive.inputs import Input

_NAME = "plan.jsonl"
_NOT_OURS = "This folder has other things in it: name a new folder after --output."
_IS_INPUT = "This folder is what is to be read: name another folder after --output."


class Plan(NamedTuple):
    """What is known of an archive: how many shards it has, of how many documents each where that is known.

    `folder` is where the names of the inputs begin, `options` what was said of them.
    """

    output: Path
    folder: str
    options: Options
    documents: tuple[int | None, ...]

    @property
    def shards(self) -> int:
        """How many there are."""
        return len(self.documents)

    @property
    def logs(self) -> Path:
        """The folder of what datatrove writes: which shards are done, statistics and logs."""
        return self.output / "logs"


def planned(names: Sequence[str], output: Path, options: Options, size: int) -> Plan:
    """The plan of an archive in the folder `output`, in shards of about `size` documents; it is written there.

    Raises UsageError for options that make no sense and when the folder has an archive of something else, InputError
    when an input cannot be read, SaveError when nothing can be written there.
    """
    _check(names, output, options)
    inputs = inputs_of(names, output)
    said = _said(inputs, options, size)
    if (output / _NAME).exists():
        _refuse_other(said, output)
        return plan_of(output)
    if output.is_dir() and any(output.iterdir()):
        raise UsageError(_NOT_OURS)
    if len(inputs) == 1:
        _need_texts(inputs[0], options)
    shards = list(shards_of(inputs, size))
    if not shards:
        raise InputError("There are no documents in these files: name others.")
    try:
        output.mkdir(parents=True, exist_ok=True)
        (output / "logs").mkdir(exist_ok=True)
        header = said | {"documents": [documents_in(shard) for shard in shards]}
        replace(output / _NAME, "".join(f"{json.dumps(line)}\n" for line in (header, *shards)).encode("ascii"))
    except OSError as error:
        raise SaveError(f"{output}: This cannot be written ({reason_of(error)}): choose another place.") from error
    return plan_of(output)


def _check(names: Sequence[str], output: Path, options: Options) -> None:
    """Raises UsageError for a format or charset that does not exist, and for a folder that cannot be the archive."""
    if options.as_format is not None:
        named(options.as_format)
    decode(b"", forced=options.encoding)
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file: name a new folder.")
    if not (output / _NAME).exists() and any(os.path.realpath(name) == os.path.realpath(output) for name in names):
        raise UsageError(f"{output}: {_IS_INPUT}")


def _need_texts(one: Input, options: Options) -> None:
    """Raises InputError when the only input is a table without texts, before anything is begun; damage comes later."""
    try:
        if one.kind in TABLES:
            layout_in(one.path, one.kind, options)
        elif one.kind is InputKind.FILE and options.column is not None:
            open_documents(one.path, options)
    except InputError as error:
        raise InputError(f"{one.path}: {error}") from error
    except Exception:  # noqa: BLE001 - each library has errors of its own for what is damaged
        return


def plan_of(output: Path) -> Plan:
    """The plan that is written in a folder. Raises SaveError when it cannot be read."""
    with _opened(output) as file:
        said = json.loads(file.readline())
    return Plan(output, said["folder"], Options(**said["options"]), tuple(said["documents"]))


def pieces_of(output: Path, shard: int) -> list[Piece]:
    """What one shard is made of, the first being 0."""
    with _opened(output) as file:
        pieces = (Piece(*written) for written in json.loads(next(islice(file, shard + 1, None))))
    return [piece._replace(kind=InputKind(piece.kind)) for piece in pieces]


def _opened(output: Path) -> TextIO:
    try:
        return (output / _NAME).open(encoding="ascii")
    except OSError as error:
        raise SaveError(f"{output}: This cannot be read ({reason_of(error)}): choose another place.") from error


def _said(inputs: Iterable[Input], options: Options, size: int) -> dict[str, Any]:
    """What an archive depends on, all of which must be as it was when it is gone on with."""
    digest = hashlib.sha256()
    are_absolute = True
    for one in inputs:
        digest.update(f"{one!r}\n".encode("utf-8", "surrogatepass"))
        are_absolute = are_absolute and Path(one.path).is_absolute()
    return {
        "version": version("briefmark"),
        "folder": os.sep if are_absolute else str(Path.cwd()),
        "inputs": digest.hexdigest(),
        "options": options._asdict(),
        "shard_size": size,
    }


def _refuse_other(said: dict[str, Any], output: Path) -> None:
    """Raises UsageError when the archive in a folder is one of something else."""
    with _opened(output) as file:
        was = json.loads(file.readline())
    others = [words for name, words in _IN_WORDS.items() if was[name] != said[name]]
    if others:
        raise UsageError(
            f"{output} was begun with {' and '.join(others)}: begin anew with another --output, "
            f"or go on with what it was begun with."
        )


_IN_WORDS = {
    "version": "another version of briefmark",
    "folder": "files of another working directory",
    "inputs": "other files (or some have changed since)",
    "options": "other --as, --column or --encoding",
    "shard_size": "another --shard-size",
}
