"""What W3C collections and pages announce but do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.annotation.records.webannotation import as_string, has_type, whole_number
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.annotation.records.webannotation import JsonObject

_NAMED = 3  # addresses in a sentence


def missing(values: Iterable[Any]) -> str:
    """A sentence on how many annotations are missing and where they are; empty when none are."""
    parts = list(_parts(list(values)))
    here = {as_string(part.get("id")) for part in parts}
    pages = [part for part in parts if has_type(part, "AnnotationPage")]
    items = [item for page in pages for item in _list(page.get("items"))]
    held = sum(isinstance(item, dict) for item in items)
    links = [*(part.get(key) for part in parts for key in ("first", "next", "prev")), *items]
    addresses = list(dict.fromkeys(link for link in links if isinstance(link, str) and link and link not in here))
    total = sum({repr(part.get("id", at)): _total(part) for at, part in enumerate(parts)}.values())
    where = ", ".join(addresses[:_NAMED]) + (f" and {len(addresses) - _NAMED} more" if addresses[_NAMED:] else "")
    if total > held:
        others = "the other one is" if total - held == 1 else f"the other {total - held} are"
        place = f"elsewhere, at {where}: fetch and import that too" if where else "missing: export all of them"
        return f"It has {held} of {counted(total, 'annotation')}; {others} {place}."
    more, too = ("More of its", " too") if held else ("Its", "")
    return f"{more} annotations are elsewhere, at {where}: fetch and import that{too}." if where else ""


def _parts(value: Any) -> Iterator[JsonObject]:
    """All collections, pages and annotations in it."""
    if isinstance(value, list):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, dict):
        yield value
        if has_type(value, "AnnotationCollection") or has_type(value, "AnnotationPage"):
            for key in ("first", "next", "last", "items", "partOf"):
                yield from _parts(value.get(key))


def _total(part: JsonObject) -> int:
    return max(0, whole_number(part.get("total")) or 0) if has_type(part, "AnnotationCollection") else 0


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
