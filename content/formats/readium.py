"""Readium's annotation sets, as Thorium Reader writes them: one body for each annotation, with a colour and tags."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from content.annotation.anchoring.selectors import select
from content.annotation.records import webannotation as wa
from content.annotation.records.categories import BUILT_IN
from content.annotation.records.model import REPLYING
from content.annotation.records.snapshot import sha256
from content.annotation.records.timestamps import read_time, write_time
from content.export.json_text import json_line
from content.formats.foreign import Foreign, Found
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from content.annotation.records.model import Annotation
    from content.annotation.records.webannotation import JsonObject
    from content.export.passage import Passage
    from content.formats.given import Given

_NINE = {name: name for name in BUILT_IN.names}  # these are written as tags; others have a field of their own
_TAGS = ("tag", "keyword", "tags")  # the specification has `keyword`, Thorium one of the others
_OF_A_BODY = ("type", "value", "category", *_TAGS)
_OF_A_TEXT = ("TextQuoteSelector", "TextPositionSelector")


def is_it(given: Given) -> bool:
    """Whether a file is an annotation set, or several."""
    return any(map(_is_set, given.first_values))


def _is_set(value: Any) -> bool:
    return isinstance(value, dict) and wa.has_type(value, "AnnotationSet")


def read(given: Given) -> Found:
    """All annotations of all sets, bookmarks and replies too.

    A colour or `tag` that is one of our categories becomes that. Everything that has no field of ours is kept as
    `item` in the annotation's `rest`, and what is said about a set as `set` in that of its first annotation.
    """
    values = [inner for value in given.values for inner in (value if isinstance(value, list) else [value])]
    sets = [value for value in values if _is_set(value)]
    foreign: list[Foreign] = []
    odd = 0
    for one in sets:
        items = one.get("items")
        items = items if isinstance(items, list) else [] if items is None else [items]
        known = [item for item in items if isinstance(item, dict) and ("target" in item or "body" in item)]
        odd += len(items) - len(known)
        of_set = zip(known, _sources(known), strict=True)
        found = [_foreign(item, about, given.categories) for item, about in of_set]
        if found:
            about = {key: value for key, value in one.items() if key not in ("@context", "type", "items")}
            found[0] = replace(found[0], rest={**found[0].rest, "set": about})
        foreign += found
    warnings = list(given.damaged)
    others = sum(value is not None for value in values) - len(sets)
    for count, noun in ((others, "value"), (odd, "item")):
        are = "is not an annotation and is" if count == 1 else "are not annotations and are"
        warnings += [f"{counted(count, noun)} in it {are} left out."] if count else []
    return Found(foreign, warnings)


def _sources(items: Sequence[JsonObject]) -> list[str]:
    """What each annotation is about; for replies, what the one that their thread begins with is about."""
    by_id: dict[str, JsonObject] = {}
    for item in items:
        name = wa.as_string(item.get("id"))
        if name:
            by_id.setdefault(name, item)
    usual = next((wa.target_source(wa.target_of(item)) for item in items if not _answered(item)), "")
    known: dict[int, str] = {}
    for item in items:
        path: dict[int, None] = {}
        at = item
        while id(at) not in known and id(at) not in path:
            path[id(at)] = None
            at = by_id.get(_answered(at), at)
        source = known.get(id(at), usual if _answered(at) else wa.target_source(wa.target_of(at)))
        known.update(dict.fromkeys(path, source))
    return [known[id(item)] for item in items]


def _answered(item: JsonObject) -> str:
    """The id of the annotation that this one answers; empty when it is not a reply."""
    target = wa.target_of(item)
    is_reply = wa.as_string(item.get("motivation")) == REPLYING and not target.get("selector")
    return wa.target_source(target) if is_reply else ""


def _foreign(item: JsonObject, about: str, categories: Mapping[str, str]) -> Foreign:
    target, creator = wa.target_of(item), item.get("creator")
    quote: JsonObject = next(wa.selectors_of(target, "TextQuoteSelector"), {})
    position: JsonObject = next(wa.selectors_of(target, "TextPositionSelector"), {})
    first, others = _bodies(item)
    category, tags = _category_and_tags(first, categories)
    further = [(purpose, body["value"]) for body in others if (purpose := wa.purpose_of(body, wa.NOTE))]
    note = [_text(first.get("value")), *(said for purpose, said in further if purpose == wa.NOTE)]
    kept = {key: value for key, value in item.items() if not _is_taken(key, value)}
    rest = {key: value for key, value in first.items() if key not in _OF_A_BODY or not _is_tag_or_text(value)}
    rest |= {key: first[key] for key in ("tag", "keyword") if isinstance(first.get(key), str)}
    kept |= {"body": [rest, *others] if others else rest} if isinstance(item.get("body"), (dict, list)) else {}
    return Foreign(
        exact=_text(quote.get("exact")),
        prefix=_text(quote.get("prefix")),
        suffix=_text(quote.get("suffix")),
        start=wa.whole_number(position.get("start")),
        end=wa.whole_number(position.get("end")),
        note=wa.BETWEEN_NOTES.join(filter(None, note)),
        tags=(*tags, *(said for purpose, said in further if purpose == wa.TAG and said)),
        category=category or next((said for purpose, said in further if purpose == wa.CATEGORY), ""),
        annotator=wa.agent_name(creator),
        created=_text(item.get("created")),
        modified=_text(item.get("modified")),
        id=wa.as_string(item.get("id")) or "",
        about=about,
        creator={key: value for key, value in creator.items() if key != "name"} if isinstance(creator, dict) else {},
        reply_to=_answered(item),
        contributor=wa.agent_name(item.get(wa.CONTRIBUTOR)),
        note_by=wa.strings(item.get("note_by")),
        rest={"item": kept} if kept else {},
    )


def _bodies(item: JsonObject) -> tuple[JsonObject, list[Any]]:
    """The body that has the note, the colour and the tags, and all others, which other tools may add."""
    bodies = wa.bodies(item)
    for number, body in enumerate(bodies):
        if isinstance(body, dict) and wa.purpose_of(body, wa.NOTE) in (wa.NOTE, None):
            return body, [*bodies[:number], *bodies[number + 1 :]]
    return {}, bodies


def _category_and_tags(body: JsonObject, categories: Mapping[str, str] = _NINE) -> tuple[str, list[str]]:
    """The category, or nothing, and the tags in the order of the keys that hold them."""
    tags = {key: [one for one in _items(body.get(key)) if isinstance(one, str) and one] for key in _TAGS}
    category = _text(body.get("category")) or _known(body.get("color"), categories)
    if not category and isinstance(body.get("tag"), str) and _known(body["tag"], categories):
        category = categories[tags.pop("tag")[0]]
    return category, list(dict.fromkeys(tag for key in tags for tag in tags[key]))


def _known(value: Any, categories: Mapping[str, str] = _NINE) -> str:
    """What a value is called as a category; nothing for other values."""
    return categories.get(value, "") if isinstance(value, str) else ""


def _is_taken(key: str, value: Any) -> bool:
    """Whether everything in a field is also elsewhere in the annotation."""
    if key in ("created", "modified"):
        return read_time(value) is not None
    if key == "creator":
        return bool(wa.agent_name(value)) and not isinstance(value, list)
    return key in ("@context", "bodyValue") or (key in ("id", "type") and isinstance(value, str))


def _is_tag_or_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) and one for one in value))


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def write(passages: Sequence[Passage]) -> str:
    """One annotation set. Offsets are code points of the canonical text.

    A category is written as `tag`, or as the colour that it came from. Colours, styles, bookmarks and, as long as the
    words are the same, places in an e-book go back as they were imported. Replies have the motivation `replying`.
    """
    items = [item for passage in passages for item in _written(passage)]
    markings = sorted({passage.briefing.stamp for passage in passages if passage.briefing.stamp})
    headlines = "; ".join(dict.fromkeys(passage.headline for passage in passages))
    made: JsonObject = {
        "@context": wa.ANNOTATION_CONTEXT,
        "id": f"urn:sha256:{sha256(json_line(items))}",
        "type": "AnnotationSet",
        "generator": {"id": "urn:briefmark", "type": "Software", "name": "Briefmark"},
        "title": f"Annotations: {headlines}",
        "about": {"dc:title": headlines},
        **_said_of_the_set(passages),
        **({"marking": ", ".join(markings)} if markings else {}),
        "items": items,
    }
    return f"{json_line(made)}\n"


def _said_of_the_set(passages: Sequence[Passage]) -> JsonObject:
    """The publication and title of the one set that all passages are from, as far as they say so."""
    sets = [found for passage in passages if (found := _imported(passage.entry.annotation, "set"))]
    said = {key: value for found in sets[:1] for key, value in found.items() if key in ("about", "title")}
    return said if all(found.get("about") == said.get("about") for found in sets) else {}


def _imported(annotation: Annotation, part: str) -> JsonObject:
    """What is kept of the item or set that an annotation came from; empty for others."""
    return _object(annotation.imported("readium").get(part))


def _object(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _written(passage: Passage) -> Iterator[JsonObject]:
    """The annotation, and the replies to it."""
    one, was = passage.entry.annotation, passage.entry.was
    more = {"was": was or "", "note_by": list(one.note_by)}
    yield {**_item(one, _target(passage)), **{name: value for name, value in more.items() if value}}
    for reply in passage.entry.replies:
        answer = reply.annotation
        yield {**_item(answer, {"source": answer.reply_to or ""}), "motivation": REPLYING}


def _item(annotation: Annotation, target: JsonObject) -> JsonObject:
    item = {
        "@context": wa.ANNOTATION_CONTEXT,
        "id": annotation.id,
        "type": "Annotation",
        "created": write_time(annotation.created) if annotation.created else "",
        "modified": write_time(annotation.modified) if annotation.modified else "",
        "creator": _creator(annotation),
        wa.CONTRIBUTOR: wa.person(annotation.contributor) if annotation.contributor else {},
        "motivation": _imported(annotation, "item").get("motivation"),
        "target": target,
        "body": _body(annotation),
    }
    return {key: value for key, value in item.items() if value}


def _creator(annotation: Annotation) -> JsonObject:
    """The annotator; with an id, which the format requires."""
    if not annotation.annotator:
        return {}
    name = annotation.annotator.encode("utf-8", "backslashreplace").decode()
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, name).urn,
        **wa.person(annotation.annotator),
        **_object(annotation.record.get("creator")),
    }


def _target(passage: Passage) -> JsonObject:
    """Where the passage is, in our text and, as long as its words are the same, where it was imported from."""
    kept = wa.target_of(_imported(passage.entry.annotation, "item"))
    quote, here = passage.entry.annotation.quote, passage.entry.range
    selectors: list[Any] = []
    if here:
        quote, position = select(passage.briefing.document.text, here)
        selectors = [{"type": "TextPositionSelector", "start": position.start, "end": position.end}]
    if quote is not None:
        selectors = [quote.json(), *selectors]
    imported: JsonObject = next(wa.selectors_of(kept, "TextQuoteSelector"), {})
    if _text(imported.get("exact")).split() == passage.text.split():
        selectors += [one for one in _items(kept.get("selector")) if isinstance(one, dict) and not _is_of_a_text(one)]
    else:
        kept = {key: value for key, value in kept.items() if key in ("source", "id")}
    source = wa.target_source(kept) or passage.entry.annotation.target_source or passage.briefing.document.source
    return {**kept, "source": source, "selector": selectors} if selectors else {"source": source}


def _is_of_a_text(selector: JsonObject) -> bool:
    return any(wa.has_type(selector, kind) for kind in _OF_A_TEXT)


def _body(annotation: Annotation) -> JsonObject:
    """Note, tags and category, with what was imported about the style; empty when there is nothing to say."""
    kept = next((body for body in _items(_imported(annotation, "item").get("body")) if isinstance(body, dict)), {})
    body = {key: value for key, value in kept.items() if key not in _OF_A_BODY}
    body |= _tags(annotation.tags, kept)
    category = annotation.category or ""
    if _known(body.get("color")):
        del body["color"]
        body |= {"color": category} if _known(category) else {}
    elif _known(category) and "tag" not in body:
        body["tag"] = category
    if category != _category_and_tags(body)[0]:
        body["category"] = category
    if annotation.note and not kept:
        body.setdefault("format", "text/markdown")
    return {"type": "TextualBody", "value": annotation.note, **body} if body or annotation.note else {}


def _tags(tags: Sequence[str], kept: Mapping[str, Any]) -> JsonObject:
    """The tags under the keys that they came from, as far as that keeps their order and makes none a category."""
    found: JsonObject = {}
    for key in ("tag", "keyword"):
        if tags and kept.get(key) == tags[0] and not (key == "tag" and _known(tags[0])):
            found[key], tags = tags[0], tags[1:]
    return {**found, "tags": [*tags]} if tags else found


def lost(passages: Sequence[Passage]) -> dict[str, int]:
    """What an annotation set cannot hold, by kind."""
    return {"decision on changed words": sum(passage.entry.annotation.decision is not None for passage in passages)}
