"""The reader's library: recent briefings, reading positions, what waits or is put away, and drafts of notes.

All of it may be lost: what cannot be read counts as absent, and what cannot be saved is skipped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from content.annotation.records.timestamps import write_time
from content.document.model import is_address, is_pipe
from content.document.read_state import ReadState
from content.store.durable import make_folder, replace
from content.store.keeping import Keeping
from content.store.locations import source_key
from content.store.paths import absolute
from content.store.regular import read_regular
from content.store.stopped import BRIEFINGS
from content.store.xdg import state_dir

if TYPE_CHECKING:
    from content.document.model import Document

_FAR = 2**53  # no text is as long as this
_ISSUES = 10  # numbers kept of a series of reports
_KEPT = 50_000  # briefings remembered; the oldest go first
_LEAD = 400  # characters
_STATES, _COMMANDS = "state", "command"


class Recent(NamedTuple):
    """A briefing that was read: where it is, its title and beginning, how far it was read, and when.

    `offset` and `length` are in code points; `kind` and `date` may be empty; `marks` counts them by category,
    and `signs` are those of the categories that are the reader's own.
    """

    source: str
    sha256: str
    title: str
    offset: int
    length: int
    opened: str
    lead: str = ""
    kind: str = ""
    date: str = ""
    marks: Mapping[str, int] = MappingProxyType({})
    signs: Mapping[str, str] = MappingProxyType({})


class Draft(NamedTuple):
    """An unfinished note on the annotation `id`; `base` is the note that it started from."""

    id: str
    note: str
    base: str = ""


class Library:
    """What this reader opened, in `folder` (default: the state directory)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or state_dir()
        self._kept = Keeping(self._folder / "library.sqlite")

    def is_first_start(self) -> bool:
        """Whether nothing was ever opened here."""
        return not self._kept.exists

    def recent(self, most: int = -1) -> tuple[Recent, ...]:
        """The briefings that were read, the last one first, each source once; of the `most` latest if that is given."""
        found: dict[str, Recent] = {}
        for _, value in self._kept.all(BRIEFINGS, most):
            recent = _recent(_parsed(value))
            if recent is not None:
                found.setdefault(recent.source, recent)
        return tuple(found.values())

    def remember(  # noqa: PLR0913 - what a list shows of a briefing, by name
        self,
        document: Document,
        offset: int,
        *,
        title: str = "",
        kind: str = "",
        marks: Mapping[str, int] | None = None,
        signs: Mapping[str, str] | None = None,
    ) -> bool:
        """Keeps the reading position, and what lists show; returns whether it was saved.

        What is not known this time (the `kind`, or how many `marks` of each category) stays as it was known; without
        a `title` it is called as the document calls itself.
        """
        known = self.find(document)
        recent = Recent(
            source=place_of_source(document.source),
            sha256=document.sha256,
            title=title or document.title,
            offset=offset,
            length=len(document.text),
            opened=write_time(datetime.now(UTC)),
            lead=lead_of(document),
            kind=kind or (known.kind if known else ""),
            date=day_of(document),
            marks=dict(marks if marks is not None else known.marks if known else {}),
            signs=dict(signs if signs is not None else known.signs if known else {}),
        )
        row = document.sha256, recent.opened, json.dumps(recent._asdict())
        return self._kept.put(BRIEFINGS, [row], most=_KEPT)

    def find(self, document: Document) -> Recent | None:
        """What is known about a briefing with this text, whatever its name."""
        return _recent(_parsed(self._kept.get(BRIEFINGS, document.sha256) or ""))

    def states(self) -> dict[str, ReadState]:
        """What the reader said of briefings, by the SHA-256 of their text or, of those never opened, by their place."""
        known = {state.value: state for state in ReadState}
        found = {_parsed_name(key): known.get(value) for key, value in self._kept.all(_STATES)}
        return {key: state for key, state in found.items() if key and state}

    def set_states(self, states: Mapping[str, ReadState]) -> bool:
        """Keeps what the reader said, by SHA-256 or place; returns whether it was saved."""
        now = write_time(datetime.now(UTC))
        rows = ((json.dumps(key), now, state.value) for key, state in states.items())
        return self._kept.put(_STATES, rows, most=_KEPT)

    def position(self, document: Document) -> int:
        """The offset at which reading stopped; 0 when it was never read."""
        found = self.find(document)
        return min(max(0, found.offset), len(document.text)) if found else 0

    def commands(self) -> list[str]:
        """The lines that were typed on the command line, the last one last."""
        return [line for key, _ in reversed(self._kept.all(_COMMANDS)) if (line := _parsed_name(key))]

    def keep_command(self, line: str, *, most: int) -> None:
        """Keeps a line, and of earlier ones the last so many."""
        self._kept.put(_COMMANDS, [(json.dumps(line), write_time(datetime.now(UTC)), "")], most=most)

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

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return


def place_of_source(source: str) -> str:
    """The absolute path or address by which lists know a briefing; a pipe has its name alone."""
    return source if is_address(source) or is_pipe(source) else str(absolute(Path(source)))


def day_of(document: Document) -> str:
    """When it was written, to the minute, as far as it says so itself."""
    date = dict(document.metadata).get("date", "")
    return date[:16].replace("T", " ") if isinstance(date, str) else ""


def lead_of(document: Document) -> str:
    """The beginning of its text after the first line, in one line, cut where a word ends."""
    _, _, rest = document.text[: 4 * _LEAD].lstrip().partition("\n")
    words = " ".join(rest.split())
    head = words[:_LEAD]
    return head if head == words else f"{head.rpartition(' ')[0] or head}…"


def _load(path: Path) -> dict[str, Any]:
    try:
        return _parsed(read_regular(path))
    except (OSError, ValueError):
        return {}


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _parsed_name(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _recent(value: dict[str, Any]) -> Recent | None:
    words = [value.get(key) for key in ("source", "sha256", "title", "opened")]
    numbers = [value.get(key) for key in ("offset", "length")]
    if not all(isinstance(word, str) for word in words) or not all(_is_place(number) for number in numbers):
        return None
    source, sha256, title, opened = map(str, words)
    offset, length = (int(number or 0) for number in numbers)
    lead, kind, date = (word if isinstance(word := value.get(key), str) else "" for key in ("lead", "kind", "date"))
    marks, signs = _counts(value.get("marks")), _signs(value.get("signs"))
    return Recent(source, sha256, title, offset, length, opened, lead, kind, date, marks, signs)


def _counts(value: Any) -> Mapping[str, int]:
    found = value if isinstance(value, dict) else {}
    return {name: count for name, count in found.items() if _is_place(count)}


def _signs(value: Any) -> Mapping[str, str]:
    found = value if isinstance(value, dict) else {}
    return {name: sign for name, sign in found.items() if isinstance(sign, str) and len(sign) == 1}


def _is_place(value: Any) -> bool:
    return type(value) is int and 0 <= value < _FAR


def _draft(value: dict[str, Any]) -> Draft | None:
    name, note, base = value.get("id"), value.get("note"), value.get("base", "")
    if not isinstance(name, str) or not isinstance(note, str) or not isinstance(base, str):
        return None
    return Draft(name, note, base)
