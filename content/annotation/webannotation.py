"""Web Annotations as they are found: reads objects or arrays, and takes a field of a wrong type as absent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

JsonObject = dict[str, Any]

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_SHA256 = re.compile(r"urn:sha256:([0-9a-fA-F]{64})\Z")

NOTE = "commenting"
TAG = "tagging"
CATEGORY = "classifying"

_PURPOSE_OF_MOTIVATION = {"tagging": TAG, "classifying": CATEGORY}


def canonical(value: Any) -> str:
    """One JSON text for equal values: sorted keys, no spaces. What the tie rule compares."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def as_string(value: Any) -> str | None:
    """The value if it is a string, or the first string of an array."""
    return next((item for item in _items(value) if isinstance(item, str)), None)


def has_type(record: JsonObject, name: str) -> bool:
    """Whether `type` is `name` or an array that holds it."""
    return name in [item for item in _items(record.get("type")) if isinstance(item, str)]


def sha256_of(value: Any) -> str | None:
    """The hexadecimal digits of a `urn:sha256:` name, in lower case."""
    found = _SHA256.match(value) if isinstance(value, str) else None
    return found[1].lower() if found else None


def agent_name(value: Any) -> str:
    """The name of a creator: a string, an object, or the first of an array that has one; else the empty string."""
    for item in _items(value):
        if isinstance(item, str) and item:
            return item
        if isinstance(item, dict):
            for key in ("name", "nickname", "id"):
                name = as_string(item.get(key))
                if name:
                    return name
    return ""


def bodies(record: JsonObject) -> list[Any]:
    """The bodies as a list; `bodyValue`, the model's short form, is a comment."""
    found = _items(record.get("body"))
    short = record.get("bodyValue")
    if isinstance(short, str):
        found.append({"type": "TextualBody", "value": short})
    return found


def purpose_of(body: Any, motivation: str) -> str | None:
    """Whether a body is a note, a tag or a category (one of the constants above); None for what is none of them.

    A text without a purpose has that of the annotation's motivation, and is a note unless that says otherwise.
    """
    if not isinstance(body, dict) or not isinstance(body.get("value"), str):
        return None
    said = [item for item in _items(body.get("purpose")) if isinstance(item, str)]
    if not said:
        return _PURPOSE_OF_MOTIVATION.get(motivation, NOTE)
    return next((purpose for purpose in (NOTE, TAG, CATEGORY) if purpose in said), None)


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
    """Puts note, tags and category into a record of our own, keeping bodies that say the same or are not known."""
    old = bodies(record)
    known = {(purpose_of(b, motivation), b["value"]): b for b in old if purpose_of(b, motivation)}
    new = [known.get((b["purpose"], b["value"]), b) for b in own_bodies(note, tags, category)]
    new += [b for b in old if purpose_of(b, motivation) is None]
    record.pop("bodyValue", None)
    record.pop("body", None)
    if new:
        record["body"] = new


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


def source_of(target: JsonObject) -> str:
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
    """An integer, also one written as `3.0`; None for booleans and all else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def _items(value: Any) -> list[Any]:
    """A list of a value that may be missing, single or an array."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
