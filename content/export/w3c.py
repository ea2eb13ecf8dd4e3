"""W3C Web Annotations: one a line, or all in one AnnotationCollection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from content.annotation.records.model import ANNOTATION_CONTEXT
from content.export.json_text import json_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Passage


def jsonl(passages: Sequence[Passage]) -> str:
    """One annotation a line, each as it was saved; a marked briefing's with the marking beside it."""
    return "".join(f"{json_line(_stamped(passage))}\n" for passage in passages)


def collection(passages: Sequence[Passage]) -> str:
    """All annotations as one AnnotationCollection with one page."""
    markings = sorted({passage.briefing.marking for passage in passages if passage.briefing.marking})
    items = [_stamped(passage) for passage in passages]
    made: dict[str, Any] = {
        "@context": ANNOTATION_CONTEXT,
        "id": _name(items),
        "type": "AnnotationCollection",
        "label": "Annotations: " + "; ".join(dict.fromkeys(passage.headline for passage in passages)),
        "total": len(items),
    }
    if markings:
        made["marking"] = ", ".join(markings)
    if items:  # the model wants no page without items
        page = f"{made['id']}:page"
        made["first"] = {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items}
        made["last"] = page
    return f"{json_line(made)}\n"


def _stamped(passage: Passage) -> dict[str, Any]:
    """The annotation as it was saved, with the context and name that the model wants where a line had none."""
    marking, annotation = passage.briefing.marking, passage.entry.annotation
    named = {"@context": ANNOTATION_CONTEXT, **annotation.record, "id": annotation.id}
    return {**named, **({"marking": marking} if marking else {})}


def _name(items: list[dict[str, Any]]) -> str:
    """A name made of the content, so that the same annotations always give the same file."""
    import hashlib

    return f"urn:sha256:{hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()}"
