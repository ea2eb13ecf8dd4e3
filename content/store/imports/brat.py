"""Brat standoff: the text-bound annotations of an .ann file, with the notes and attributes on them."""

from __future__ import annotations

import re
from collections import defaultdict

from content.store.imports.foreign import Foreign

_BOUND = re.compile(r"(T\S+)\t(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)(?:\t(.*))?\Z")
_NOTE = re.compile(r"#\S*\t(\S+) (\S+)(?:\t(.*))?\Z")
_ATTRIBUTE = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (.*))?\Z")


def is_it(text: str) -> bool:
    """Whether one of the first lines is a text-bound annotation."""
    return any(_BOUND.match(line) for line in text[:20_000].split("\n")[:200])


def read(text: str) -> list[Foreign]:
    """One annotation a text-bound line; several fragments are taken as the passage from the first to the last."""
    bound: dict[str, tuple[str, str, str]] = {}
    notes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    attributes: dict[str, list[str]] = defaultdict(list)
    for line in text.split("\n"):
        if found := _BOUND.match(line.rstrip("\r")):
            bound[found[1]] = (found[2], found[3], found[4] or "")
        elif found := _NOTE.match(line.rstrip("\r")):
            notes[found[2]][found[1]].append(found[3] or "")
        elif found := _ATTRIBUTE.match(line.rstrip("\r")):
            attributes[found[2]].append(f"{found[1]}={found[3]}" if found[3] else found[1])
    return [_foreign(name, bound[name], notes[name], attributes[name]) for name in bound]


def _foreign(name: str, bound: tuple[str, str, str], notes: dict[str, list[str]], attributes: list[str]) -> Foreign:
    kind, spans, words = bound
    offsets = [int(number) for number in re.findall(r"\d+", spans)]
    tags = [tag for line in notes.pop("Tags", []) for tag in line.split(", ") if tag]
    ids, annotators = notes.pop("Id", []), notes.pop("Annotator", [])
    remarks = notes.pop("AnnotatorNotes", [])
    rest = {"spans": spans, **notes} if ";" in spans else dict(notes)
    return Foreign(
        exact=words,
        start=min(offsets),
        end=max(offsets),
        gaps=";" in spans,
        note="\n\n".join(remarks),
        tags=(*tags, *attributes),
        category="" if kind == "highlight" else kind.replace("_", " "),
        annotator=annotators[0] if annotators else "",
        id=ids[0] if ids else "",
        rest={"name": name, **rest},
    )
