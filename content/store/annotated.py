"""The briefings that have annotations, and the files these are in: of the library, and of files and folders named."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.target import target_source
from content.document.model import Document, container_of, is_address, is_pipe
from content.errors import InputError
from content.store.library import Library
from content.store.locations import SUFFIX, is_annotation_name, source_key
from content.store.paths import absolute, is_there, missing
from content.store.places import all_known_places, all_named
from content.store.recognising import begins_annotations
from content.store.regular import read_regular
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_SIGN = ".annotations."
_HEAD = 4096  # bytes that show whether a file is one of annotations
_KEY = 32  # digits at the end of the name of a file in the data directory, which stand for its briefing


class Owner(NamedTuple):
    """A briefing that annotation files were named for: place and title as lists know it, and its text's SHA-256."""

    source: str
    title: str
    sha256: str


class Annotated(NamedTuple):
    """A briefing with annotations.

    `source` is its absolute path or its address, or empty where nothing tells; `title` what the library calls it, or
    empty; `files` hold its annotations. A file that the reader named for several briefings has these as its `owners`
    instead of a source: each annotation tells whose it is. Those of the sources `wanted` are meant; with "" among them
    all are, those of nobody as well. A briefing of this sitting of which nothing is remembered has a source, and itself
    as the only owner: whether it shares a file is found out when marks are listed.
    """

    source: str
    title: str
    files: tuple[Path, ...]
    owners: tuple[Owner, ...] = ()
    wanted: frozenset[str] = frozenset()


def in_library() -> list[Annotated]:
    """The briefings with annotations that the reader has opened, the last one first, then others in the data directory.

    Reads no annotation file.
    """
    found = _Finding()
    for one in found.recent:
        found.add(one.source, found.of(one.source))
    for path in sorted(_files_in(data_dir() / "annotations")):
        recent = found.by_key.get(path.name.removesuffix(SUFFIX)[-_KEY:])
        found.add(recent.source if recent else "", [path])
    for digest, path in all_known_places():
        if not is_annotation_name(path.name) or not is_there(path):
            continue
        beside = _briefing_of(path)
        recent = found.by_text.get(digest)
        found.add(str(beside) if is_there(beside) else recent.source if recent else "", [path])
    for paths in found.named.values():
        found.add("", paths)
    return found.all()


def of_named(names: Sequence[str]) -> list[Annotated]:
    """The same of the files and folders named, with the folders in them: briefings, and files of annotations.

    Raises InputError, which names it, for what is not there.
    """
    found = _Finding()
    for name in names:
        if is_address(name):
            found.add(name, found.of(name))
            continue
        path = absolute(Path(name))
        if reason := missing(path):
            raise InputError(f"{name} {reason}")
        if path.is_dir():
            for folder, _, files in os.walk(path):
                found.add_folder(Path(folder), files)
            found.add_elsewhere(path)
        elif is_annotation_name(path.name) or _is_annotations(path):
            beside = _briefing_of(path)
            found.add(str(beside) if beside != path and is_there(beside) else "", [path])
        else:
            found.add(str(path), found.of(str(path)))
            for part in found.parts(path):
                found.add(part, found.of(part))
    return found.all()


class _Finding:
    """What has been found so far. Each folder is listed once, and each file counts once."""

    def __init__(self) -> None:
        self.recent = Library().recent()
        self.by_key = {_key(one.source, one.sha256): one for one in self.recent}
        self.by_text = {one.sha256: one for one in self.recent}
        self._titles = {one.source: one.title for one in self.recent}
        self._hidden = {path.name.removesuffix(SUFFIX)[-_KEY:]: path for path in _files_in(data_dir() / "annotations")}
        self.named: defaultdict[str, list[Path]] = defaultdict(list)
        self._owners: defaultdict[Path, list[Owner]] = defaultdict(list)
        for source, digest, path in all_named():
            if is_there(path) and not is_pipe(source):
                self.named[source].append(path)
                self._owners[path].append(Owner(source, self._titles.get(source, ""), digest))
        self._wanted: defaultdict[Path, set[str]] = defaultdict(set)  # of files named for several briefings
        self._folders: dict[Path, dict[str, list[Path]]] = {}
        self._files: defaultdict[str, list[Path]] = defaultdict(list)
        self._seen: set[Path] = set()

    def all(self) -> list[Annotated]:
        """The briefings in the order in which they were found; a file whose briefing is not known stands for itself."""
        known: list[Annotated] = []
        for source, files in self._files.items():
            own = tuple(path for path in files if path not in self._wanted)
            if source and own:
                known.append(Annotated(source, self._titles.get(source, ""), own))
            named = (path for path in files if path in self._wanted)
            known += (Annotated("", "", (path,), *self._shared(path)) for path in named)
        alone = (path for path in self._files.get("", ()) if path not in self._wanted)
        return [*known, *(Annotated("", "", (path,)) for path in alone)]

    def add(self, source: str, files: Iterable[Path]) -> None:
        """Adds files of a briefing; "" is one that is not known. What was named for others that are known is theirs."""
        for path in files:
            owners = dict.fromkeys(one.source for one in self._owners.get(path, ()))
            beside = source not in {"", *owners} and is_there(Path(source))
            if path not in self._seen:
                self._seen.add(path)
                self._files[source if beside or source in owners or not owners else next(iter(owners))].append(path)
                if len(owners) > 1 and not beside:
                    self._wanted[path].add(source)
            elif path in self._wanted:
                self._wanted[path].add(source)

    def _shared(self, path: Path) -> tuple[tuple[Owner, ...], frozenset[str]]:
        """Whom a file was named for, and whose annotations in it are meant."""
        return tuple(self._owners[path]), frozenset(self._wanted[path])

    def add_folder(self, folder: Path, names: Iterable[str]) -> None:
        """Adds the annotation files in a folder."""
        for name in sorted(filter(is_annotation_name, names)):
            beside = _briefing_of(folder / name)
            self.add(str(beside), [folder / name])

    def add_elsewhere(self, folder: Path) -> None:
        """Adds those in the data directory, and where the reader named them, whose briefings are in a folder."""
        within = f"{folder}{os.sep}"
        for key, path in self._hidden.items():
            recent = self.by_key.get(key)
            if recent is not None and recent.source.startswith(within):
                self.add(recent.source, [path])
        for source, paths in self.named.items():
            if source.startswith(within):
                self.add(source, paths)

    def of(self, source: str) -> list[Path]:
        """The annotation files of a briefing that exist: beside it, in the data directory, and those named for it."""
        hidden = self._hidden.get(_key(source, ""))
        elsewhere = [*([hidden] if hidden else []), *self.named.get(source, ())]
        if is_address(source):
            return elsewhere
        path = Path(source)
        return [*self._listed(path.parent).get(path.name, ()), *elsewhere]

    def parts(self, path: Path) -> list[str]:
        """The briefings with annotations that are the n-th of a file."""
        return [str(path.with_name(name)) for name in self._listed(path.parent) if container_of(name) == path.name]

    def _listed(self, folder: Path) -> dict[str, list[Path]]:
        """The annotation files in a folder by the names of their briefings."""
        listed = self._folders.get(folder)
        if listed is None:
            listed = self._folders[folder] = {}
            for path in sorted(_files_in(folder)):
                if is_annotation_name(path.name):
                    listed.setdefault(_briefing_of(path).name, []).append(path)
        return listed


def _files_in(folder: Path) -> list[Path]:
    """The annotation files in a folder; none when it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [folder / entry.name for entry in entries if _SIGN in entry.name or entry.name.endswith(SUFFIX)]
    except OSError:
        return []


def _briefing_of(path: Path) -> Path:
    """The briefing beside which an annotation file stands, by its name; the file itself for any other name."""
    name = path.name.removesuffix(".jsonl")
    return path.with_name(f"{name}.".rpartition(_SIGN)[0] or path.name)


def target_of(source: str) -> str:
    """What annotations of a briefing say that they are about."""
    return target_source(Document("", source))


def _is_annotations(path: Path) -> bool:
    try:
        return begins_annotations(read_regular(path, 1 << 40, count=_HEAD), whole=False)
    except (OSError, ValueError):
        return False


def _key(source: str, sha256: str) -> str:
    """The end of the name that a briefing's annotations have in the data directory."""
    document = Document("", source)
    return hashlib.sha256(sha256.encode()).hexdigest()[:_KEY] if document.is_piped else source_key(document)
