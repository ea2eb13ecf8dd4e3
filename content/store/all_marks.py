"""The marks of many briefings, read from annotation files alone: no briefing is opened for them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines
from content.annotation.records.threads import Threads
from content.annotation.records.timestamps import write_time
from content.document.model import is_address
from content.errors import reason_of
from content.languages.folding import plain
from content.store.annotated import Annotated, in_library, target_of
from content.store.keeping import Keeping
from content.store.paths import is_there
from content.store.regular import LARGEST, read_regular
from content.store.xdg import state_dir

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from content.annotation.records.categories import Codebook
    from content.annotation.records.model import Annotation, Record
    from content.store.annotated import Owner
    from content.store.codebooks import Books

_MARKS = "marks"
_MOST = 50_000  # briefings of which the marks are remembered
_AT_ONCE = 500  # briefings of which they are written at once
_TEXT = b'"type": "Text"'
_VALUE = b'"value": "'
_HEAD = 400  # bytes at the beginning of a line that show whether it is a text
_TITLE = 600  # bytes of a text that are looked at for its first line
_LONGEST = 200  # characters of a title


class Kept(NamedTuple):
    """What lists show of a mark, without its briefing: this is what is remembered of an annotation file.

    `words` are the passage as it was when it was marked, from `start` to `end` of the text of that time; a note on the
    whole briefing has none, and -1 for both. `time` is when this version was made, in UTC, in a form that sorts.
    `target` names the briefing as the mark does, and `sha256` the text; `replies` are the answers' notes.
    """

    id: str
    category: str
    words: str
    note: str
    tags: tuple[str, ...]
    annotator: str
    time: str
    start: int
    end: int
    target: str
    replies: tuple[str, ...]
    sha256: str


class Found(NamedTuple):
    """A mark of some briefing.

    `source` is the briefing's absolute path, its address, or the name that the mark gives; `title` its first line.
    `is_known` says whether a briefing can be opened by that source; `files` are those of its annotations.
    """

    source: str
    title: str
    mark: Kept
    files: tuple[Path, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which marks to list: any of the names in each list that is not empty, since a time, and with all the words."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    since: datetime | None = None
    words: str = ""

    def in_book(self, codebook: Codebook) -> Wanted:
        """The same, with the earlier names of each category."""
        names = (spelling for name in self.categories for spelling in codebook.spellings(name))
        return replace(self, categories=tuple(dict.fromkeys(names)))

    def of(self, found: Iterable[Found]) -> list[Found]:
        """The marks wanted, in their order."""
        words = plain(self.words).split()
        since = write_time(self.since) if self.since else ""
        return [one for one in found if self._takes(one.mark, since) and (not words or has_words(one, words))]

    def _takes(self, mark: Kept, since: str) -> bool:
        return (
            (not self.categories or mark.category in self.categories)
            and (not self.tags or not set(self.tags).isdisjoint(mark.tags))
            and (not self.annotators or mark.annotator in self.annotators)
            and mark.time >= since
        )


def has_words(found: Found, words: Iterable[str]) -> bool:
    """Whether plain words all occur in what can be read of a mark: passage, note, tags, replies, names, title."""
    text = plain_text(found.title, found.mark)
    return all(word in text for word in words)


@lru_cache(maxsize=1 << 17)  # each letter that is typed looks through all of them
def plain_text(title: str, mark: Kept) -> str:
    """What can be read of a mark in a briefing of that title, as it is searched."""
    said = (mark.words, mark.note, mark.category, mark.annotator, title, *mark.tags, *mark.replies)
    return plain("\0".join(" ".join(text.split()) for text in said))


def library_marks(trouble: list[str] | None = None, passing: Iterable[Annotated] = ()) -> Generator[list[Found]]:
    """The marks of all briefings in the library, briefing by briefing, as `marks_of` gives them.

    What was read is remembered until a file changes, so that only the first time takes long: about five seconds for
    100,000 marks. Those of `passing` briefings come first, and nothing of them is remembered. Sentences on what cannot
    be read are added to `trouble`.
    """
    trouble, passing = trouble if trouble is not None else [], tuple(passing)
    briefings = in_library()
    listed = {path for one in briefings for path in one.files}
    for path in dict.fromkeys(path for one in passing for path in one.files):
        if path not in listed and is_there(path):
            yield [*marks_of([_passing(path, [one for one in passing if path in one.files])], trouble)]
    memory = _Memory()
    try:
        for one in briefings:
            title, marks = memory.of(one.files, trouble)
            yield _found(one, title, marks)
    finally:
        memory.keep()


def _passing(path: Path, briefings: Sequence[Annotated]) -> Annotated:
    """A file of one or several briefings of which nothing is remembered."""
    first, *others = briefings
    if not others:
        return Annotated(first.source, first.title, (path,))
    return Annotated("", "", (path,), tuple(chain.from_iterable(one.owners for one in briefings)), frozenset({""}))


class _Memory:
    """What was read of annotation files, as long as they are as they were then."""

    def __init__(self) -> None:
        self._store = Keeping(state_dir() / "marks.sqlite")
        self._known = {key: value for key, value in self._store.all(_MARKS) if value}
        self._new: list[tuple[str, str, str]] = []

    def of(self, files: Sequence[Path], trouble: list[str]) -> tuple[str, list[Kept]]:
        """The title and the marks in files; what is damaged is said each time."""
        key, seen = "\0".join(map(str, files)), [*map(_signature, files)]
        kept = _read_back(self._known.get(key, ""), seen)
        if kept is None:
            damaged: list[str] = []
            kept = _read(files, damaged)
            trouble += damaged
            if not damaged:
                self._known[key] = json.dumps({"seen": seen, "title": kept[0], "marks": kept[1]})
                self._new.append((key, "", self._known[key]))
                if len(self._new) >= _AT_ONCE:
                    self.keep()
        return kept

    def keep(self) -> None:
        """Remembers what was read since the last time."""
        if self._new:
            self._store.put(_MARKS, self._new, most=_MOST)
            self._new = []


def marks_of(briefings: Iterable[Annotated], trouble: list[str] | None = None) -> Iterator[Found]:
    """The marks of each briefing in turn, in the order of its text; overruled roles and deleted marks are left out.

    Sentences on what cannot be read are added to `trouble`.
    """
    for briefing in briefings:
        title, marks = _read(briefing.files, trouble if trouble is not None else [])
        yield from _found(briefing, title, marks)


def called_now(one: Found, books: Books) -> Found:
    """The same with its category as the codebook of its briefing calls it now."""
    category = books.of(one.source).now(one.mark.category) or ""
    return one if category == one.mark.category else one._replace(mark=one.mark._replace(category=category))


def _found(briefing: Annotated, title: str, marks: Iterable[Kept]) -> list[Found]:
    """The marks in the files of a briefing, without those of other briefings."""
    if briefing.owners:
        return _found_of_each(briefing, marks)
    title = briefing.title or title
    if not briefing.source:
        return [_found_alone(briefing, title, mark) for mark in marks]
    return [Found(briefing.source, title, mark, briefing.files, is_known=True) for mark in marks]


def _found_of_each(briefing: Annotated, marks: Iterable[Kept]) -> list[Found]:
    """The marks wanted in a file that was named, owner by owner.

    A mark is of the owner on whose text it was made, else of the only owner that is called as the mark says. Any other
    is of a briefing not known here.
    """
    by_text = {(one.sha256, target_of(one.source)): one for one in reversed(briefing.owners)}
    by_text |= {(one.sha256, ""): one for one in reversed(briefing.owners)}
    by_name: dict[str, dict[str, Owner]] = {}
    for one in briefing.owners:
        by_name.setdefault(target_of(one.source), {})[one.source] = one
    found: dict[str, list[Found]] = {source: [] for source in (*(one.source for one in briefing.owners), "")}
    for mark in marks:
        owner = by_text.get((mark.sha256, mark.target)) or by_text.get((mark.sha256, ""))
        named = list(by_name.get(mark.target, {}).values())
        owner = owner or (named[0] if len(named) == 1 else None)
        if owner is None:
            found[""].append(_found_alone(briefing, "", mark))
        else:
            found[owner.source].append(Found(owner.source, owner.title, mark, briefing.files, is_known=True))
    return [one for source, ones in found.items() if {source, ""} & briefing.wanted for one in ones]


def _found_alone(briefing: Annotated, title: str, mark: Kept) -> Found:
    """A mark in a file that does not tell where its briefing is, but perhaps its address."""
    is_known = is_address(mark.target)
    source = mark.target if is_known else unquote(mark.target, errors="replace")
    return Found(source, title, mark, briefing.files, is_known)


def _signature(path: Path) -> list[int]:
    """What changes when a file changes: its time and its size."""
    try:
        found = path.stat()
    except OSError:
        return [0, 0]
    return [found.st_mtime_ns, found.st_size]


def _read_back(written: str, seen: list[list[int]]) -> tuple[str, list[Kept]] | None:
    """What was remembered of files, if they are as they were then; None for anything else."""
    try:
        value = json.loads(written) if written else {}
        if value.get("seen") != seen or not isinstance(value["title"], str):
            return None
        marks = [Kept._make([*row[:4], tuple(row[4]), *row[5:10], tuple(row[10]), *row[11:]]) for row in value["marks"]]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None
    return (value["title"], marks) if all(map(_is_whole, marks)) else None


def _is_whole(mark: Kept) -> bool:
    texts = (mark.id, mark.category, mark.words, mark.note, mark.annotator, mark.time, mark.target, mark.sha256)
    return all(type(text) is str for text in (*texts, *mark.tags, *mark.replies)) and (
        type(mark.start) is int and type(mark.end) is int
    )


def _read(files: Iterable[Path], trouble: list[str]) -> tuple[str, list[Kept]]:
    """The title of the text in annotation files, and the marks that they add up to."""
    records: list[Record] = []
    title = ""
    for path in files:
        try:
            data = read_regular(path, LARGEST)
        except (OSError, ValueError) as error:
            trouble.append(f"{path} cannot be read ({reason_of(error)}): it is left out.")
            continue
        data, text = _without_texts(data)
        title = title or text
        lines = read_lines(data)
        records += lines.records
        trouble += (f"{path}, line {line.number}: {line.reason} It is left as it is." for line in lines.damaged)
    live = fold(records).live
    threads = Threads(live)
    return title, [_kept(one, threads) for one in live if one.reply_to is None and one.role is None]


def _kept(annotation: Annotation, threads: Threads) -> Kept:
    quote, position = annotation.quote, annotation.position
    return Kept(
        annotation.id,
        annotation.category or "",
        quote.exact if quote else "",
        annotation.note,
        annotation.tags,
        annotation.annotator,
        write_time(annotation.time),
        position.start if position else -1,
        position.end if position else -1,
        annotation.target_source,
        tuple(reply.annotation.note for reply in threads.under(annotation.id)),
        annotation.sha256 or "",
    )


def _without_texts(data: bytes) -> tuple[bytes, str]:
    """The lines without those that keep a text, which are long, and the first line of the last text.

    A line that is taken out leaves an empty one, so that the others keep their numbers.
    """
    if _TEXT not in data:
        return data, ""
    lines = data.split(b"\n")
    title = ""
    for number, line in enumerate(lines):
        if _TEXT in line[:_HEAD] and line.startswith(b"{") and line.rstrip().endswith(b"}"):
            title = _first_line(line) or title
            lines[number] = b""
    return b"\n".join(lines), title


def _first_line(line: bytes) -> str:
    """The first line of the text in a record, as far as it is near the beginning."""
    at = line.find(_VALUE)
    if at < 0:
        return ""
    begin = line[at + len(_VALUE) : at + len(_VALUE) + _TITLE].lstrip(b" ")
    while begin.startswith(b"\\n"):
        begin = begin[2:].lstrip(b" ")
    head, end, _ = begin.partition(b"\\n")
    whole = head if end else head.partition(b'"')[0]
    try:
        words = json.loads(f'"{whole.decode("utf-8", "ignore").rstrip(chr(92))}"')
    except ValueError:  # cut within an escape
        return ""
    return str(words).strip()[:_LONGEST]
