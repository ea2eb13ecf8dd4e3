"""Writes brat standoff: passages with notes on them, and what else was in the files that they were imported from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from content.annotation.records.timestamps import write_time
from content.annotation.records.webannotation import whole_number
from content.export.json_text import json_line
from content.export.visible import in_line, same_length
from content.formats.brat_lines import KINDS, Line, Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from content.annotation.records.model import Annotation
    from content.document.model import TextRange
    from content.export.passage import Passage

_NOT_IN_TYPES = re.compile(r"[^\w-]+")

_Key = tuple[str, str]  # the file that a name is from, and the name in it


def write(passages: Sequence[Passage]) -> str:
    """An .ann file for one briefing's canonical text. Passages without a place cannot be written in this format.

    Offsets are code points. A passage over several lines is one annotation with several fragments, as in brat. What
    brat's fields cannot hold (a note of several lines, a category that is not a name) is repeated in a note of kind
    `Exactly`, as JSON. Relations, events and other lines of imported files follow, as long as all that they refer to is
    there; names change only where two files have the same.
    """
    return _Standoff(passages).text()


def left_out(passages: Sequence[Passage]) -> dict[str, int]:
    """How many lines of imported files cannot be written, because a passage that they refer to is gone, by kind.

    A line that goes with a passage that is gone is known by the others that it refers to. The kinds are singular:
    relation, event, equivalence, attribute, reference, note.
    """
    return _Standoff(passages).left_out()


def lost(passages: Sequence[Passage]) -> dict[str, int]:
    """The same, and what brat has no place for: times, and decisions on changed words."""
    ours = [passage.entry.annotation for passage in passages]
    times = sum(one.created is not None for one in ours)
    decisions = sum(one.decision is not None for one in ours)
    return {**left_out(passages), "time": times, "decision on changed words": decisions}


@dataclass(eq=False)
class _Kept:
    """A line of an imported file. `drops` says that its reader removed it, `lacks` that something it needs is gone."""

    line: Line
    file: str
    drops: bool = False
    lacks: bool = False

    @property
    def key(self) -> _Key:
        return self.file, self.line.name

    @property
    def arguments(self) -> list[_Key]:
        return [(self.file, name) for name in self.line.arguments]


@dataclass(eq=False)
class _Bound:
    """A passage to be written: its name, and the attributes on it as written, which need no tag of their own."""

    passage: Passage
    here: TextRange
    name: str = ""
    attributes: list[Line] = field(default_factory=list)


class _Standoff:
    """All that goes into one file."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._names = Names()
        self._bound = [_Bound(passage, passage.entry.range) for passage in passages if passage.entry.range is not None]
        self._by_key: dict[_Key, _Bound] = {}
        for bound in self._bound:
            file, name = _origin(bound.passage)
            if name.startswith("T"):
                bound.name = self._names.keep(name) or ""
                self._by_key.setdefault((file, name), bound)
        for bound in self._bound:
            bound.name = bound.name or self._names.new("T")
        self._kept = [kept for passage in passages for kept in _lines_of(passage)]
        self._elsewhere = {key for passage in passages for key in _lines_elsewhere(passage)}
        self._sort_out()

    def _sort_out(self) -> None:
        """Finds the lines that cannot stay, and those on which they depend in turn; then the attributes that stay."""
        lines: dict[_Key, _Kept] = {}
        for kept in self._kept:
            lines.setdefault(kept.key, kept)
        users: defaultdict[_Key, list[_Kept]] = defaultdict(list)
        for kept in self._kept:
            for key in kept.arguments:
                users[key].append(kept)
            kept.lacks = any(key not in lines and key not in self._by_key for key in kept.arguments)
            kept.drops = not kept.lacks and self._is_removed(kept)
        gone = [kept for kept in self._kept if kept.lacks or kept.drops]
        while gone:
            kept = gone.pop()
            for user in users[kept.key] if lines[kept.key] is kept and kept.key not in self._by_key else ():
                if not (user.lacks or user.drops):
                    user.lacks = True
                    gone.append(user)
        for kept in self._staying():
            bound = self._passage_of(kept)
            if bound is not None and kept.line.tag is not None:
                bound.attributes.append(kept.line.cleaned())

    def _staying(self) -> list[_Kept]:
        return [kept for kept in self._kept if not (kept.lacks or kept.drops)]

    def _is_removed(self, kept: _Kept) -> bool:
        """Whether it is an attribute of a passage that no longer has it as a tag."""
        bound = self._passage_of(kept)
        tag = kept.line.cleaned().tag
        return bound is not None and tag is not None and tag not in map(same_length, _tags(bound))

    def _passage_of(self, kept: _Kept) -> _Bound | None:
        return next((self._by_key[key] for key in kept.arguments if key in self._by_key), None)

    def left_out(self) -> dict[str, int]:
        gone = self._elsewhere - {(kept.file, kept.line.id) for kept in self._kept}
        lacking = [kept.line.kind for kept in self._kept if kept.lacks]
        return dict(Counter([*lacking, *(KINDS[name[0]] for _, name in gone)]))

    def text(self) -> str:
        further = list(self._further())
        lines = []
        for bound in self._bound:
            fragments = _fragments_of(bound.passage, bound.here)
            spans = ";".join(f"{start} {end}" for start, end in fragments)
            text = bound.passage.briefing.document.text
            words = same_length(" ".join(text[start:end] for start, end in fragments))
            lines.append(f"{bound.name}\t{_type_of(bound.passage.entry.annotation.category)} {spans}\t{words}")
            lines += [
                f"{self._names.new('#')}\t{kind} {bound.name}\t{said}" for kind, said in _said_of(bound, fragments)
            ]
        return "".join(f"{line}\n" for line in [*lines, *further])

    def _further(self) -> Iterator[str]:
        """The lines of imported files, under names that nothing else has."""
        staying = self._staying()
        names = [self._names.keep(kept.line.name) for kept in staying]
        given = [
            name or ("*" if kept.line.name == "*" else self._names.new(kept.line.name[0]))
            for name, kept in zip(names, staying, strict=True)
        ]
        by_file: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for (file, old), bound in self._by_key.items():
            by_file[file].setdefault(old, bound.name)
        for kept, new in zip(staying, given, strict=True):
            by_file[kept.file].setdefault(kept.line.name, new)
        for kept, new in zip(staying, given, strict=True):
            yield str(kept.line.renamed(new, by_file[kept.file]).cleaned())


def _imported(annotation: Annotation) -> Mapping[str, Any]:
    """What is kept of the .ann file that an annotation came from; empty for others."""
    return annotation.imported("brat")


def _origin(passage: Passage) -> _Key:
    """The file that a passage was imported from, and its name there; empty when it was not."""
    imported = _imported(passage.entry.annotation)
    file, name = imported.get("file"), imported.get("name")
    return file if isinstance(file, str) else "", name if isinstance(name, str) else ""


def _lines_of(passage: Passage) -> Iterator[_Kept]:
    lines = _imported(passage.entry.annotation).get("lines")
    for text in lines if isinstance(lines, list) else ():
        line = Line.parse(text) if isinstance(text, str) else None
        if line is not None:
            yield _Kept(line, _origin(passage)[0])


def _lines_elsewhere(passage: Passage) -> Iterator[_Key]:
    """The lines that refer to a passage and are kept with another one."""
    names = _imported(passage.entry.annotation).get("elsewhere")
    for name in names if isinstance(names, list) else ():
        if isinstance(name, str) and name[:1] in KINDS:
            yield _origin(passage)[0], name


def _fragments_of(passage: Passage, here: TextRange) -> list[tuple[int, int]]:
    """The parts of a range that were marked, split so that each lies on one line."""
    text = passage.briefing.document.text
    found = [part for start, end in _marked(passage, here) for part in _lines_within(text, start, end)]
    return found or [(here.start, here.end)]


def _marked(passage: Passage, here: TextRange) -> list[tuple[int, int]]:
    """The imported fragments, as long as the passage is still theirs; else the whole range."""
    annotation = passage.entry.annotation
    made_on, quote = annotation.position, annotation.quote
    fragments = annotation.imported().get("fragments")
    if not isinstance(fragments, list) or made_on is None or quote is None or quote.exact != passage.text:
        return [(here.start, here.end)]
    offsets = [whole_number(offset) for part in fragments if isinstance(part, list) for offset in part]
    known = [offset for offset in offsets if offset is not None]
    whole = known == sorted(known) and len(known) == len(offsets) == 2 * len(fragments)
    if not whole or (known[:1], known[-1:]) != ([made_on.start], [made_on.end]):
        return [(here.start, here.end)]
    moved = [offset - made_on.start + here.start for offset in known]
    return list(zip(moved[::2], moved[1::2], strict=True))


def _lines_within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _tags(bound: _Bound) -> tuple[str, ...]:
    return bound.passage.entry.annotation.tags


def _said_of(bound: _Bound, fragments: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """The notes on a passage: their kinds and words."""
    entry = bound.passage.entry
    annotation = entry.annotation
    for kind, words in (
        ("AnnotatorNotes", annotation.note),
        ("Tags", ", ".join(_further_tags(bound))),
        ("Annotator", annotation.annotator),
        ("Contributor", annotation.contributor),
        ("Was", entry.was or ""),
        ("Id", annotation.id),
        ("Marking", bound.passage.briefing.stamp or ""),
    ):
        if words:
            yield kind, in_line(words)
    if annotation.note_by:
        yield "NoteBy", json_line(list(annotation.note_by))
    exactly = _left_to_say(bound, fragments)
    if exactly:
        yield "Exactly", exactly
    for reply in entry.replies:
        yield "Reply", json_line(_reply(reply.annotation))


def _reply(reply: Annotation) -> dict[str, Any]:
    """What a reply says, by the names that `brat.read` looks for; empty fields are left out."""
    said = {
        "id": reply.id,
        "to": reply.reply_to or "",
        "note": reply.note,
        "tags": [*reply.tags],
        "annotator": reply.annotator,
        "contributor": reply.contributor,
        "created": write_time(reply.created) if reply.created else "",
        "modified": write_time(reply.modified) if reply.modified else "",
    }
    return {name: value for name, value in said.items() if value}


def _further_tags(bound: _Bound) -> list[str]:
    """The tags that no attribute says."""
    said = {line.tag for line in bound.attributes}
    return [tag for tag in _tags(bound) if same_length(tag) not in said]


def _left_to_say(bound: _Bound, fragments: Sequence[tuple[int, int]]) -> str:
    """What cannot be read back from brat's own fields, as JSON; empty when everything can."""
    passage, here = bound.passage, bound.here
    annotation = passage.entry.annotation
    said: dict[str, Any] = {}
    name = _type_of(annotation.category).replace("_", " ")
    if annotation.category and annotation.category != name:
        said["category"] = annotation.category
    if in_line(annotation.note) != annotation.note:
        said["note"] = annotation.note
    read_back = [line.tag for line in bound.attributes]
    read_back += [tag for tag in in_line(", ".join(_further_tags(bound))).split(", ") if tag]
    if [*annotation.tags] != [*dict.fromkeys(read_back)]:
        said["tags"] = [*annotation.tags]
    if (here.start, here.end) != (fragments[0][0], fragments[-1][1]):
        text = passage.briefing.document.text
        said["blanks"] = [text[here.start : fragments[0][0]], text[fragments[-1][1] : here.end]]
    return json_line(said) if said else ""


def _type_of(category: str | None) -> str:
    """A brat type: letters, digits, underscores and hyphens."""
    return _NOT_IN_TYPES.sub("_", category or "highlight").strip("_") or "highlight"
