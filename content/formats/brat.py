"""Brat standoff: the text-bound annotations of an .ann file, with the notes and attributes on them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from content.annotation.records.json_lines import read_json
from content.formats.foreign import Foreign, Found, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOUND = re.compile(r"\A(T\S+)\t(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)(?:\t(.*))?\Z")
_NOTE = re.compile(r"\A#\S*\t(\S+) (\S+)(?:\t(.*))?\Z")
_ATTRIBUTE = re.compile(r"\A[AM]\S+\t(\S+) (\S+)(?: (.*))?\Z")
_REFERENCE = re.compile(r"\AN\S+\t(\S+) (\S+) (.*)\Z")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W_]|-")

# What has no place in an annotation, by the first sign of its line; one, and several.
_KINDS = {
    "R": ("a relation", "relations"),
    "E": ("an event", "events"),
    "*": ("an equivalence", "equivalences"),
    "A": ("an attribute of no passage", "attributes of no passage"),
    "M": ("an attribute of no passage", "attributes of no passage"),
    "N": ("a reference of no passage", "references of no passage"),
    "#": ("a note on no passage", "notes on no passage"),
    "T": ("a passage that cannot be read or has the name of another", "passages that cannot be read or named again"),
}
_UNKNOWN = ("of no known kind", "of no known kind")


def is_it(text: str) -> bool:
    """Whether one of the first lines is a text-bound annotation."""
    return any(_BOUND.match(line.rstrip("\r")) for line in text[:20_000].split("\n")[:200])


def read(text: str) -> Found:
    """One annotation a text-bound line; several fragments are taken as the passage from the first to the last."""
    lines = {number: line.rstrip("\r") for number, line in enumerate(text.split("\n"), 1) if line.strip()}
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
    """A sentence on each kind of lines that are left out."""
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
    """Numbers in order, those without a gap between them as the first and the last."""
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
    """With what our export says exactly, where brat's own fields still say the same."""
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
    """What of a category is in a brat type too."""
    return "".join(_LETTER.findall(name)) or "highlight"
