"""Brat standoff: the text-bound annotations of an .ann file, with the notes and attributes on them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from content.annotation.records.json_lines import read_json
from content.annotation.records.webannotation import whole_number
from content.export.json_text import json_line
from content.export.visible import in_line, same_length
from content.formats.foreign import Foreign, Found, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import TextRange
    from content.export.passage import Passage
    from content.formats.given import Given

_BOUND = re.compile(r"\A(T\S+)\t(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)(?:\t(.*))?\Z")
_NOTE = re.compile(r"\A#\S*\t(\S+) (\S+)(?:\t(.*))?\Z")
_ATTRIBUTE = re.compile(r"\A[AM]\S+\t(\S+) (\S+)(?: (.*))?\Z")
_REFERENCE = re.compile(r"\AN\S+\t(\S+) (\S+) (.*)\Z")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W_]|-")
_NOT_IN_TYPES = re.compile(r"[^\w-]+")

# What an annotation cannot hold, by the first character of its line: the singular and the plural.
_KINDS = {
    "R": ("a relation", "relations"),
    "E": ("an event", "events"),
    "*": ("an equivalence", "equivalences"),
    "A": ("an attribute without a passage", "attributes without a passage"),
    "M": ("an attribute without a passage", "attributes without a passage"),
    "N": ("a reference without a passage", "references without a passage"),
    "#": ("a note without a passage", "notes without a passage"),
    "T": ("a passage that cannot be read or repeats a name", "passages that cannot be read or repeat a name"),
}
_UNKNOWN = ("of an unknown kind", "of an unknown kind")


def is_it(given: Given) -> bool:
    """Whether one of the first lines is a text-bound annotation."""
    return any(_BOUND.match(line.rstrip("\r")) for line in (given.text or "")[:20_000].split("\n")[:200])


def read(given: Given) -> Found:
    """One annotation for each text-bound line; fragments are taken as one passage from the first to the last."""
    lines = {number: line.rstrip("\r") for number, line in enumerate((given.text or "").split("\n"), 1) if line.strip()}
    bound: dict[str, tuple[str, str, str]] = {}
    taken: set[int] = set()
    for number, line in lines.items():
        found = _BOUND.match(line)
        if found and found[1] not in bound:
            bound[found[1]] = (found[2], found[3], found[4] or "")
            taken.add(number)
    notes: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in bound}
    attributes: dict[str, list[str]] = {name: [] for name in bound}
    for number, line in lines.items():
        found = _NOTE.match(line) or _REFERENCE.match(line)
        flag = _ATTRIBUTE.match(line)
        if found and found[2] in bound:
            notes[found[2]][found[1]].append(found[3] or "")
        elif flag and flag[2] in bound:
            attributes[flag[2]].append(f"{flag[1]}={flag[3]}" if flag[3] else flag[1])
        else:
            continue
        taken.add(number)
    left = {number: line for number, line in lines.items() if number not in taken}
    return Found([_foreign(name, bound[name], notes[name], attributes[name]) for name in bound], _told(left))


def _told(left: dict[int, str]) -> list[str]:
    """A sentence on each kind of line that is left out."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for number, line in left.items():
        kinds.setdefault(_KINDS.get(line[0], _UNKNOWN), []).append(number)
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


def _foreign(name: str, bound: tuple[str, str, str], notes: dict[str, list[str]], attributes: list[str]) -> Foreign:
    kind, spans, words = bound
    offsets = [int(number) for number in _DIGITS.findall(spans)]
    fragments = sorted(zip(offsets[::2], offsets[1::2], strict=True))
    tags = [tag for line in notes.pop("Tags", []) for tag in line.split(", ") if tag]
    ids, annotators = notes.pop("Id", []), notes.pop("Annotator", [])
    remarks, exactly = notes.pop("AnnotatorNotes", []), notes.pop("Exactly", [])
    rest = {"spans": spans, **notes} if ";" in spans else dict(notes)
    plain = Foreign(
        exact=words,
        start=min(offsets),
        end=max(offsets),
        fragments=tuple(fragments) if len(fragments) > 1 else (),
        note="\n\n".join(remarks),
        tags=(*tags, *attributes),
        category="" if kind == "highlight" else kind.replace("_", " "),
        annotator=annotators[0] if annotators else "",
        id=ids[0] if ids else "",
        rest={"name": name, **rest},
    )
    return _exact(plain, exactly[0]) if exactly else plain


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
        same = shown(" ".join(tags).replace(",", " ")) == shown(" ".join(plain.tags).replace(",", " "))
        found = replace(found, tags=tuple(tags)) if same else found
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


def _letters(name: str) -> str:
    """The part of a category that a brat type can hold."""
    return "".join(_LETTER.findall(name)) or "highlight"


def write(passages: Sequence[Passage]) -> str:
    """An .ann file for one briefing's canonical text. Passages without a place cannot be written in this format.

    Offsets are code points. A passage over several lines is one annotation with several fragments, as in brat. What
    brat's fields cannot hold (a note of several lines, a category that is not a name) is repeated in a note of kind
    `Exactly`, as JSON.
    """
    lines: list[str] = []
    notes = 0
    placed = [(passage, passage.entry.range) for passage in passages if passage.entry.range]
    for number, (passage, here) in enumerate(placed, 1):
        fragments = _fragments_of(passage, here) if here else []
        spans = ";".join(f"{start} {end}" for start, end in fragments)
        words = same_length(" ".join(passage.briefing.document.text[start:end] for start, end in fragments))
        lines.append(f"T{number}\t{_type_of(passage.entry.annotation.category)} {spans}\t{words}")
        for kind, said in _said_of(passage, fragments):
            notes += 1
            lines.append(f"#{notes}\t{kind} T{number}\t{said}")
    return "".join(f"{line}\n" for line in lines)


def _fragments_of(passage: Passage, here: TextRange) -> list[tuple[int, int]]:
    """The parts of a range that were marked, split so that each lies on one line."""
    text = passage.briefing.document.text
    found = [part for start, end in _marked(passage, here) for part in _lines_within(text, start, end)]
    return found or [(here.start, here.end)]


def _marked(passage: Passage, here: TextRange) -> list[tuple[int, int]]:
    """The imported fragments, as long as the passage is still theirs; else the whole range."""
    annotation = passage.entry.annotation
    imported, made_on, quote = annotation.record.get("imported"), annotation.position, annotation.quote
    fragments = imported.get("fragments") if isinstance(imported, dict) else None
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


def _said_of(passage: Passage, fragments: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    annotation = passage.entry.annotation
    for kind, words in (
        ("AnnotatorNotes", annotation.note),
        ("Tags", ", ".join(annotation.tags)),
        ("Annotator", annotation.annotator),
        ("Id", annotation.id),
        ("Marking", passage.briefing.marking or ""),
    ):
        if words:
            yield kind, in_line(words)
    exactly = _left_to_say(passage, fragments)
    if exactly:
        yield "Exactly", exactly


def _left_to_say(passage: Passage, fragments: Sequence[tuple[int, int]]) -> str:
    """What cannot be read back from brat's own fields, as JSON; empty when everything can."""
    annotation, here = passage.entry.annotation, passage.entry.range
    said: dict[str, Any] = {}
    name = _type_of(annotation.category).replace("_", " ")
    if annotation.category and annotation.category != name:
        said["category"] = annotation.category
    if in_line(annotation.note) != annotation.note:
        said["note"] = annotation.note
    if [*annotation.tags] != [tag for tag in in_line(", ".join(annotation.tags)).split(", ") if tag]:
        said["tags"] = [*annotation.tags]
    if here and (here.start, here.end) != (fragments[0][0], fragments[-1][1]):
        text = passage.briefing.document.text
        said["blanks"] = [text[here.start : fragments[0][0]], text[fragments[-1][1] : here.end]]
    return json_line(said) if said else ""


def _type_of(category: str | None) -> str:
    """A brat type: letters, digits, underscores and hyphens."""
    return _NOT_IN_TYPES.sub("_", category or "highlight").strip("_") or "highlight"
