"""Web Annotations as they occur: reads objects or arrays, and treats a field of the wrong type as absent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

JsonObject = dict[str, Any]

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_SHA256 = re.compile(r"urn:sha256:([0-9a-fA-F]{64})\Z")

_FARTHEST = 2**53  # up to here every program counts the same (IEEE 754)

NOTE = "commenting"
TAG = "tagging"
CATEGORY = "classifying"

BETWEEN_NOTES = "\n\n"
"""What joins several comments into one note."""

CONTRIBUTOR = "dcterms:contributor"
"""Who made this version, if that is not the creator (DCMI Metadata Terms; the prefix is in W3C's context)."""

_PURPOSES = (NOTE, TAG, CATEGORY)
_PURPOSE_OF_MOTIVATION = {"tagging": TAG, "classifying": CATEGORY}


def canonical(value: Any) -> str:
    """The same JSON text for equal values: sorted keys, no spaces. Ties are broken by it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def as_string(value: Any) -> str | None:
    """The value if it is a string, or the first string of an array."""
    if isinstance(value, str):  # as nearly always
        return value
    return next((item for item in _items(value) if isinstance(item, str)), None)


def strings(value: Any) -> tuple[str, ...]:
    """The strings of a list; none of anything else."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def has_type(record: JsonObject, name: str) -> bool:
    """Whether `type` is `name` or an array that holds it."""
    said = record.get("type")
    return name == said or (isinstance(said, list) and any(item == name for item in said))


def sha256_of(value: Any) -> str | None:
    """The hexadecimal digits of a `urn:sha256:` name, in lower case."""
    found = _SHA256.match(value) if isinstance(value, str) else None
    return found[1].lower() if found else None


def agent_name(value: Any) -> str:
    """The name of a creator: a string, an object, or the first of an array that has one; else the empty string."""
    for item in _items(value):
        if isinstance(item, str) and item.strip():
            return item
        if isinstance(item, dict):
            for key in ("name", "nickname", "id"):
                name = as_string(item.get(key))
                if name and name.strip():
                    return name
    return ""


def person(name: str) -> JsonObject:
    """A person of that name, as a creator or contributor."""
    return {"type": "Person", "name": name}


def contributed(record: JsonObject, by: str | None, annotator: str) -> JsonObject:
    """The record as a version made `by` somebody: the contributor, unless that is the annotator."""
    plain = {key: value for key, value in record.items() if key != CONTRIBUTOR}
    return plain if not by or by == annotator else {**plain, CONTRIBUTOR: person(by)}


def authors(body: JsonObject, annotator: str) -> tuple[str, ...]:
    """The names of who wrote a body; the annotator where it does not say."""
    named = tuple(filter(None, map(agent_name, _items(body.get("creator")))))
    return named or (annotator,)


def sign_bodies(  # noqa: PLR0913 - two records, and who is who
    record: JsonObject, old: JsonObject, motivation: str, annotator: str, *, by: str, note_by: Sequence[str]
) -> None:
    """Adds to those bodies of a record that the `old` one lacks who wrote them: nothing if only the annotator did.

    That is `by`; of a note it is `note_by`, and of its earlier authors those of whose comments something is left.
    """
    before = bodies(old)
    same = set(map(canonical, before))
    notes = [body for body in before if purpose_of(body, motivation) == NOTE]
    signed = []
    for body in bodies(record):
        purpose = purpose_of(body, motivation)
        if canonical(body) in same or purpose is None:
            signed.append(body)
            continue
        left = [one for one in notes if purpose == NOTE and is_left(one["value"], body["value"])]
        earlier = [name for one in left for name in authors(one, annotator)]
        names = tuple(dict.fromkeys([*earlier, *note_by])) if purpose == NOTE else (by,)
        plain = {key: value for key, value in body.items() if key != "creator"}
        signed.append(plain if names == (annotator,) else {**plain, "creator": people(names)})
    if signed:
        record["body"] = signed


def people(names: Sequence[str]) -> JsonObject | list[JsonObject]:
    """Persons of these names, as the creator of something."""
    found = [person(name) for name in names]
    return found if found[1:] else found[0]


_SHORT_RUN, _SHARE = 3, 0.2  # characters, and the share of such runs that must be there; in doubt, both are named
_LONG_RUN = 12  # characters that two people do not write by chance


def is_left(old: str, new: str) -> bool:
    """Whether something of an old text is left in a new one, whatever its script; blanks do not count."""
    one, other = ("".join(text.split()) for text in (old, new))
    short, long = (_runs(one, size) & _runs(other, size) for size in (_SHORT_RUN, _LONG_RUN))
    return (bool(one) and one in other) or bool(long) or len(short) > _SHARE * len(_runs(one, _SHORT_RUN))


def _runs(text: str, size: int) -> set[str]:
    return {text[at : at + size] for at in range(len(text) - size + 1)}


def bodies(record: JsonObject) -> list[Any]:
    """The bodies as a list; `bodyValue`, the model's short form, is a comment."""
    found = _items(record.get("body"))
    short = record.get("bodyValue")
    if isinstance(short, str):
        found.append({"type": "TextualBody", "value": short})
    return found


def purpose_of(body: Any, motivation: str) -> str | None:
    """Whether a body is a note, a tag or a category (one of the constants above); None for anything else.

    A text without a purpose takes the annotation's motivation, and is a note unless that says otherwise.
    """
    if not isinstance(body, dict) or not isinstance(body.get("value"), str):
        return None
    purpose = body.get("purpose")
    if isinstance(purpose, str):  # as nearly always
        return purpose if purpose in _PURPOSES else None
    said = [item for item in _items(purpose) if isinstance(item, str)]
    if not said:
        return _PURPOSE_OF_MOTIVATION.get(motivation, NOTE)
    return next((one for one in _PURPOSES if one in said), None)


def own_bodies(note: str, tags: tuple[str, ...], category: str | None) -> list[Any]:
    """Note, tags and category as bodies; those that are empty are left out."""
    found: list[Any] = []
    if note:
        found.append({"type": "TextualBody", "purpose": NOTE, "format": "text/markdown", "value": note})
    found += [{"type": "TextualBody", "purpose": TAG, "value": tag} for tag in tags if tag]
    if category:
        found.append({"type": "TextualBody", "purpose": CATEGORY, "value": category})
    return found


def set_bodies(record: JsonObject, motivation: str, note: str, tags: tuple[str, ...], category: str | None) -> None:
    """Puts note, tags and category into a record of our own.

    A body keeps its other fields when its value changes. Bodies whose value stays, or that are not ours, do not change.
    """
    old = bodies(record)
    said: dict[str | None, list[Any]] = {NOTE: [], TAG: [], CATEGORY: [], None: []}
    for body in old:
        purpose = purpose_of(body, motivation)
        said[purpose if purpose and body["value"] else None].append(body)
    new = [*_notes(said[NOTE], note), *_tags(said[TAG], tags), *_categories(said[CATEGORY], category), *said[None]]
    record.pop("bodyValue", None)
    record.pop("body", None)
    if new:
        record["body"] = new


def _notes(old: list[Any], note: str) -> list[Any]:
    """The note's bodies: those that it still begins or ends with stay, and one takes all that changed."""
    if not old or note == BETWEEN_NOTES.join(body["value"] for body in old):
        return old or own_bodies(note, (), None)
    first, last = 0, len(old)
    while first < last - 1 and (left := _after(note, old[first]["value"])) is not None:
        note, first = left, first + 1
    while first < last - 1 and (left := _before(note, old[last - 1]["value"])) is not None:
        note, last = left, last - 1
    changed = [_saying(old[first], NOTE, note)] if note else []
    return [*old[:first], *changed, *old[last:]]


def _after(note: str, begin: str) -> str | None:
    """What is left of a note that begins with one of its parts."""
    if note == begin:
        return ""
    return note.removeprefix(begin + BETWEEN_NOTES) or None if note.startswith(begin + BETWEEN_NOTES) else None


def _before(note: str, end: str) -> str | None:
    """What is left of a note that ends with one of its parts."""
    if note == end:
        return ""
    return note.removesuffix(BETWEEN_NOTES + end) or None if note.endswith(BETWEEN_NOTES + end) else None


def _tags(old: list[Any], tags: tuple[str, ...]) -> list[Any]:
    known = {body["value"] for body in old}
    kept = {tag: [body for body in old if body["value"] == tag] for tag in dict.fromkeys(tags)}
    return [body for tag in kept for body in (kept[tag] if tag in known else own_bodies("", (tag,), None))]


def _categories(old: list[Any], category: str | None) -> list[Any]:
    """Only the first counts, so only the first changes."""
    if not old or not category:
        return own_bodies("", (), category)
    return [_saying(old[0], CATEGORY, category), *old[1:]]


def _saying(body: JsonObject, purpose: str, value: str) -> JsonObject:
    """The body with another value; one without a purpose gets the one that it was read with."""
    return body if body["value"] == value else {"purpose": purpose, **body, "value": value}


def target_of(record: JsonObject) -> JsonObject:
    """The first target that has a selector, else the first of all; a bare name becomes its source."""
    targets = _items(record.get("target"))
    objects = [item for item in targets if isinstance(item, dict)]
    chosen = next((item for item in objects if item.get("selector")), objects[0] if objects else None)
    if chosen is not None:
        return chosen
    name = as_string(targets)
    return {"source": name} if name else {}


def replaced_target(record: JsonObject, new: JsonObject) -> Any:
    """The record's target, or targets, with `new` for the one that `target_of` chooses."""
    chosen, targets = target_of(record), record.get("target")
    if isinstance(targets, list) and any(item is chosen for item in targets):
        return [new if item is chosen else item for item in targets]
    return new


def target_source(target: JsonObject) -> str:
    """The name of what a target is about, or the empty string."""
    source = target.get("source", target.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    return as_string(source) or ""


def selectors_of(target: JsonObject, kind: str) -> Iterator[JsonObject]:
    """The target's selectors of one type, in order. A refinement counts where it can be read without its parent."""
    for item in _items(target.get("selector")):
        if isinstance(item, dict):
            if has_type(item, kind):
                yield item
            inner = item.get("refinedBy")
            if kind == "TextQuoteSelector" and isinstance(inner, dict) and has_type(inner, kind):
                yield inner


def cached_hash(target: JsonObject) -> str | None:
    """The SHA-256 of the text that a target was made on."""
    for state in _items(target.get("state")):
        if isinstance(state, dict):
            digest = sha256_of(as_string(state.get("cached")))
            if digest:
                return digest
    return None


def whole_number(value: Any) -> int | None:
    """An integer, also one written as `3.0`; None for booleans, numbers beyond `_FARTHEST`, and anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -_FARTHEST <= value <= _FARTHEST:
        return None
    return int(value) if isinstance(value, int) or value.is_integer() else None


def _items(value: Any) -> list[Any]:
    """A list of a value that may be missing, single or an array."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
