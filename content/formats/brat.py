"""Brat standoff: the text-bound annotations of an .ann file, with all that is said about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from content.annotation.records.json_lines import read_json
from content.annotation.records.snapshot import sha256
from content.annotation.records.webannotation import strings
from content.formats.brat_lines import KINDS, Line, Names
from content.formats.brat_writing import left_out, lost, write
from content.formats.foreign import Foreign, Found, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from content.formats.given import Given

__all__ = ["OURS", "is_it", "left_out", "lost", "read", "with_bare_line_feeds", "write"]

_BOUND = re.compile(r"\A(T\S+)\t(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)(?:\t(.*))?\Z")
_NOTE = re.compile(r"\A#\S*\t(\S+) (\S+)(?:\t(.*))?\Z")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W_]|-")
OURS = frozenset(
    ["AnnotatorNotes", "Tags", "Annotator", "Contributor", "NoteBy", "Was", "Id", "Marking", "Exactly", "Reply"]
)
"""The kinds of notes on passages that are fields of ours."""


def is_it(given: Given) -> bool:
    """Whether one of the first lines is a text-bound annotation."""
    return any(_BOUND.match(line.rstrip("\r")) for line in (given.text or "")[:20_000].split("\n")[:200])


@dataclass(eq=False)
class _Bound:
    """A text-bound annotation with the notes that are fields of ours, the attributes, and the lines that go with it.

    `elsewhere` names the lines that refer to it and go with another one.
    """

    name: str
    type: str
    spans: str
    words: str
    notes: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    attributes: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def read(given: Given) -> Found:
    """One annotation for each text-bound line; fragments are taken as one passage from the first to the last.

    Offsets are those of the file, see `with_bare_line_feeds`. Relations, events and all other lines are kept in the
    `rest` of the first annotation that they depend on, with the annotation's name and the file's; the others that they
    refer to have their names, so that it is known when they are gone. Replies follow.
    """
    texts = {number: line.rstrip("\r") for number, line in enumerate((given.text or "").split("\n"), 1) if line.strip()}
    bound: dict[str, _Bound] = {}
    left: dict[int, str] = {}
    for number, text in texts.items():
        found = _BOUND.match(text)
        if found and found[1] not in bound:
            bound[found[1]] = _Bound(found[1], found[2], found[3], found[4] or "")
        else:
            left[number] = text
    unknown: list[int] = []
    lines: list[Line] = []
    for number, text in left.items():
        line = Line.parse(text) if bound else None
        if line is None:
            unknown.append(number)
        elif not _take(line, bound):
            lines.append(line)
    lines = _told_apart(lines)
    _hand_out(lines, bound)
    file = _file(bound.values(), lines) if lines else ""
    foreign = [_foreign(one, file) for one in bound.values()]
    replies = [reply for one in bound.values() for said in one.notes["Reply"] for reply in _replies(said)]
    return Found([*foreign, *replies], _told({number: left[number] for number in unknown}))


def _take(line: Line, bound: Mapping[str, _Bound]) -> bool:
    """Whether a line is a note on a passage that says one of our fields; then that has it."""
    found = _NOTE.match(str(line))
    if not found or found[1] not in OURS or found[2] not in bound:
        return False
    said = found[3] or ""
    if found[1] == "Reply" and not any(_replies(said)):
        return False
    bound[found[2]].notes[found[1]].append(said)
    return True


def _told_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with a new name for each that repeats one: whoever uses the name means the first that has it."""
    names = Names()
    for line in lines:
        names.keep(line.name)
    seen: set[str] = set()
    told = []
    for line in lines:
        repeats = line.name in seen and line.name != "*"
        seen.add(line.name)
        told.append(line.renamed(names.new(line.name[0]), {}) if repeats else line)
    return told


def _hand_out(lines: Sequence[Line], bound: Mapping[str, _Bound]) -> None:
    """Puts each line with the annotation that holds it, and attributes as tags with those that they are on."""
    holders = _holders(lines, bound) if lines else []
    for line, holder in zip(lines, holders, strict=True):
        bound[holder].lines.append(line)
        on = [name for name in dict.fromkeys(line.arguments) if name in bound]
        for name in on:
            if name != holder:
                bound[name].elsewhere.append(line.id)
        if line.tag is not None and on:
            bound[on[0]].attributes.append(line.tag)


def _holders(lines: Sequence[Line], bound: Mapping[str, _Bound]) -> list[str]:
    """The first annotation, in the order of names, that each line depends on, directly or through other lines.

    For lines that depend on none it is the first of all.
    """
    users: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for name in line.arguments:
            users[name].append(number)
    order = sorted(bound, key=lambda name: (len(name), name))
    holders: dict[int, str] = {}
    for holder in order:
        waiting = [holder]
        while waiting:
            for number in users.pop(waiting.pop(), ()):
                if number not in holders:
                    holders[number] = holder
                    waiting.append(lines[number].name)
    return [holders.get(number, order[0]) for number in range(len(lines))]


def _file(bound: Iterable[_Bound], lines: Iterable[Line]) -> str:
    """A name for a file that tells its names apart from those of others: it stays the same when nothing changes."""
    said = [f"{one.name} {one.spans} {one.words}" for one in bound] + [str(line) for line in lines]
    return sha256("\n".join(sorted(said)))[:16]


_UNREAD = {key: (f"a{'n' if kind[0] in 'ae' else ''} {kind}", f"{kind}s") for key, kind in KINDS.items()}
_UNREAD["T"] = ("a passage that cannot be read or repeats a name", "passages that cannot be read or repeat a name")
_UNKNOWN = ("of an unknown kind", "of an unknown kind")


def _told(left: dict[int, str]) -> list[str]:
    """A sentence on each kind of line that is left out."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for number, text in left.items():
        known = text.startswith("T") or Line.parse(text) is not None
        kinds.setdefault(_UNREAD[text[0]] if known else _UNKNOWN, []).append(number)
    return [
        f"Line {numbers[0]} is left out: It is {one}."
        if len(numbers) == 1
        else f"Lines {_listed(numbers)} are left out: They are {several}."
        for (one, several), numbers in kinds.items()
    ]


def _listed(numbers: Sequence[int]) -> str:
    """Numbers in order, each run without gaps as its first and last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    parts = [" to ".join(map(str, run)) for run in runs]
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _foreign(bound: _Bound, file: str) -> Foreign:
    """The annotation; `file` is empty when no line of the file depends on it."""
    offsets = [int(number) for number in _DIGITS.findall(bound.spans)]
    fragments = sorted(zip(offsets[::2], offsets[1::2], strict=True))
    notes = bound.notes
    tags = [tag for line in notes["Tags"] for tag in line.split(", ") if tag]
    rest: dict[str, Any] = {"name": bound.name}
    rest |= {"spans": bound.spans} if ";" in bound.spans else {}
    rest |= {"Marking": notes["Marking"]} if notes["Marking"] else {}
    rest |= {"file": file} if file else {}
    rest |= {"lines": [str(line) for line in bound.lines]} if bound.lines else {}
    rest |= {"elsewhere": bound.elsewhere} if bound.elsewhere else {}
    plain = Foreign(
        exact=bound.words,
        start=min(offsets),
        end=max(offsets),
        fragments=tuple(fragments) if len(fragments) > 1 else (),
        note="\n\n".join(notes["AnnotatorNotes"]),
        tags=(*bound.attributes, *tags),
        category="" if bound.type == "highlight" else bound.type.replace("_", " "),
        annotator=_first(notes["Annotator"]),
        id=_first(notes["Id"]),
        contributor=_first(notes["Contributor"]),
        note_by=_names(_first(notes["NoteBy"])),
        rest={**rest, **({"was": was} if (was := _first(notes["Was"])) else {})},
    )
    return _exact(plain, notes["Exactly"][0]) if notes["Exactly"] else plain


def _first(said: Sequence[str]) -> str:
    return said[0] if said else ""


def _replies(said: str) -> Iterator[Foreign]:
    """The reply that a note of kind `Reply` holds as JSON; none if it says nothing to anybody."""
    try:
        value = read_json(said)
    except ValueError:
        return
    if not isinstance(value, dict):
        return
    words = {name: value[name] for name in value if isinstance(value[name], str)}
    if not words.get("to") or not words.get("note"):
        return
    yield Foreign(
        note=words["note"],
        tags=strings(value.get("tags")),
        annotator=words.get("annotator", ""),
        created=words.get("created", ""),
        modified=words.get("modified", ""),
        id=words.get("id", ""),
        reply_to=words["to"],
        contributor=words.get("contributor", ""),
    )


def _exact(plain: Foreign, said: str) -> Foreign:
    """With the exact values that our export adds, where brat's own fields still say the same."""
    try:
        exactly = read_json(said)
    except ValueError:
        return plain
    if not isinstance(exactly, dict):
        return plain
    note, tags, category, blanks = (exactly.get(key) for key in ("note", "tags", "category", "blanks"))
    found = plain
    if isinstance(note, str) and shown(note) == shown(plain.note):
        found = replace(found, note=note)
    if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
        found = replace(found, tags=tuple(tags)) if _words(tags) == _words(plain.tags) else found
    if isinstance(category, str) and _letters(category) == _letters(plain.category or "highlight"):
        found = replace(found, category=category)
    if isinstance(blanks, list) and len(blanks) == 2 and plain.start is not None and plain.end is not None:
        before, after = (blank if isinstance(blank, str) and not blank.strip() else "" for blank in blanks)
        found = replace(
            found,
            exact=f"{before}{plain.exact}{after}",
            start=plain.start - len(before),
            end=plain.end + len(after),
        )
    return found


def _words(tags: Iterable[str]) -> list[str]:
    """The words of all tags, in the order of the alphabet."""
    return sorted(shown(" ".join(dict.fromkeys(tags)).replace(",", " ")))


def _letters(name: str) -> str:
    """The part of a category that a brat type can hold."""
    return "".join(_LETTER.findall(name)) or "highlight"


def with_bare_line_feeds(foreign: Sequence[Foreign], text: str) -> list[Foreign]:
    """The annotations with offsets in `text`, whose lines end with a line feed alone; all offsets are code points.

    The text that they were made on may have had a carriage return before each line feed, which brat counts. That is
    so if more passages have their words in `text` without these characters than with them.
    """
    line_feeds = [offset for offset, character in enumerate(text) if character == "\n"]
    returns = [offset + number for number, offset in enumerate(line_feeds)]
    bare = [_moved(one, returns) for one in foreign]
    votes = 0
    for before, after in zip(foreign, bare, strict=True):
        if before != after:
            votes += _fits(after, text) - _fits(before, text)
    return bare if votes > 0 else list(foreign)


def _moved(one: Foreign, returns: Sequence[int]) -> Foreign:
    """With offsets that do not count the characters at `returns`."""
    if one.start is None or one.end is None:
        return one
    start, end = (offset - bisect_left(returns, offset) for offset in (one.start, one.end))
    fragments = tuple(
        (first - bisect_left(returns, first), last - bisect_left(returns, last)) for first, last in one.fragments
    )
    return replace(one, start=start, end=end, fragments=fragments)


def _fits(one: Foreign, text: str) -> bool:
    """Whether the text has the words at their offsets, apart from blanks."""
    parts = one.fragments or ((one.start or 0, one.end or 0),)
    words = shown(" ".join(text[max(0, start) : end] for start, end in parts))
    return bool(words) and words == shown(one.exact)


def _names(said: str) -> tuple[str, ...]:
    """Names from a JSON list; none from anything else."""
    try:
        found = read_json(said) if said else []
    except ValueError:
        return ()
    return strings(found)
