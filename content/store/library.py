"""The reader's library: recent briefings, reading positions and drafts of notes, one small file for each.

All of it may be lost: what cannot be read counts as absent, and what cannot be saved is skipped.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from content.annotation.records.timestamps import write_time
from content.store.durable import make_folder, replace
from content.store.locations import path_of, source_key, state_dir
from content.store.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from content.document.model import Document

_FAR = 2**53  # no text is as long as this
_ISSUES = 10  # numbers kept of a series of reports
_KEPT = 500  # briefings remembered; the oldest go first


class Recent(NamedTuple):
    """A briefing that was read: where it is, its first line, and how far it was read."""

    source: str
    sha256: str
    title: str
    offset: int
    length: int
    opened: str


class Draft(NamedTuple):
    """An unfinished note on the annotation `id`; `base` is the note that it started from."""

    id: str
    note: str
    base: str = ""


class Library:
    """What this reader opened, in `folder` (default: the state directory)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or state_dir()

    def is_first_start(self) -> bool:
        """Whether nothing was ever opened here."""
        return not self._briefings.exists()

    def recent(self) -> tuple[Recent, ...]:
        """The briefings that were read, the last one first, each source once."""
        found = sorted(filter(None, map(_recent, self._files(self._briefings))), key=lambda r: r.opened, reverse=True)
        return tuple({recent.source: recent for recent in reversed(found)}.values())[::-1]

    def remember(self, document: Document, offset: int) -> bool:
        """Keeps the reading position; returns whether it was saved."""
        path = path_of(document)
        recent = Recent(
            source=str(path) if path else document.source,
            sha256=document.sha256,
            title=document.title,
            offset=offset,
            length=len(document.text),
            opened=write_time(datetime.now(UTC)),
        )
        self._forget_oldest()
        return self._save(self._briefings / f"{document.sha256}.json", recent._asdict())

    def find(self, document: Document) -> Recent | None:
        """What is known about a briefing with this text, whatever its name."""
        return _recent(self._briefings / f"{document.sha256}.json")

    def position(self, document: Document) -> int:
        """The offset at which reading stopped; 0 when it was never read."""
        found = self.find(document)
        return min(max(0, found.offset), len(document.text)) if found else 0

    def save_draft(self, document: Document, draft: Draft) -> bool:
        """Keeps an unfinished note until it is dropped; returns whether it was saved."""
        return self._save(self._draft_path(document, draft.id), draft._asdict())

    def drafts(self, document: Document) -> dict[str, Draft]:
        """The unfinished notes on this briefing, by the ids of their annotations."""
        found = filter(None, (_draft(_load(path)) for path in self._files(self._drafts(document))))
        return {draft.id: draft for draft in found}

    def drop_draft(self, document: Document, id: str) -> None:
        """Forgets an unfinished note."""
        self._remove(self._draft_path(document, id))

    def issues(self, series: str) -> list[Any]:
        """The numbers of a series of reports that were opened, as they were kept, the last one last."""
        found = _load(self._series(series)).get("issues")
        return found if isinstance(found, list) else []

    def keep_issue(self, series: str, issue: dict[str, Any]) -> None:
        """Keeps a number of a series in place of what was kept of it before."""
        others = [
            one for one in self.issues(series) if not (isinstance(one, dict) and one.get("number") == issue["number"])
        ]
        self._save(self._series(series), {"issues": [*others, issue][-_ISSUES:]})

    def _series(self, name: str) -> Path:
        return self._folder / "series" / f"{name}.json"

    @property
    def _briefings(self) -> Path:
        return self._folder / "briefings"

    def _drafts(self, document: Document) -> Path:
        return self._folder / "drafts" / source_key(document)

    def _draft_path(self, document: Document, id: str) -> Path:
        return self._drafts(document) / f"{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()}.json"

    def _save(self, path: Path, value: dict[str, Any]) -> bool:
        try:
            make_folder(path.parent)
            replace(path, json.dumps(value).encode())
        except OSError:
            return False
        return True

    def _files(self, folder: Path) -> list[Path]:
        try:
            return [path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith(".")]
        except OSError:
            return []

    def _forget_oldest(self) -> None:
        files = self._files(self._briefings)
        if len(files) >= _KEPT:
            for path in sorted(files, key=_age)[: len(files) - _KEPT + 1]:
                self._remove(path)

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _load(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _recent(path: Path) -> Recent | None:
    value = _load(path)
    words = [value.get(key) for key in ("source", "sha256", "title", "opened")]
    numbers = [value.get(key) for key in ("offset", "length")]
    if not all(isinstance(word, str) for word in words) or not all(_is_place(number) for number in numbers):
        return None
    source, sha256, title, opened = map(str, words)
    offset, length = (int(number or 0) for number in numbers)
    return Recent(source, sha256, title, offset, length, opened)


def _is_place(value: Any) -> bool:
    return type(value) is int and 0 <= value < _FAR


def _draft(value: dict[str, Any]) -> Draft | None:
    name, note, base = value.get("id"), value.get("note"), value.get("base", "")
    if not isinstance(name, str) or not isinstance(note, str) or not isinstance(base, str):
        return None
    return Draft(name, note, base)
