"""Hypothesis's JSON: what its API answers to a search, a list of annotations, or one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.annotation.webannotation import as_string, selectors_of, target_of, whole_number
from content.store.imports.foreign import Foreign

if TYPE_CHECKING:
    from content.annotation.webannotation import JsonObject

_KNOWN = {"id", "created", "updated", "user", "text", "tags", "target", "user_info"}


def is_it(value: Any) -> bool:
    """Whether decoded JSON is Hypothesis's."""
    return any("uri" in row and "user" in row for row in _rows(value))


def read(value: Any) -> list[Foreign]:
    """All annotations, replies and page notes."""
    return [_foreign(row) for row in _rows(value)]


def _rows(value: Any) -> list[JsonObject]:
    if isinstance(value, dict):
        value = value.get("rows", [value])
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _foreign(row: JsonObject) -> Foreign:
    target = target_of(row)
    quote: JsonObject = next(selectors_of(target, "TextQuoteSelector"), {})
    position: JsonObject = next(selectors_of(target, "TextPositionSelector"), {})
    name = as_string(row.get("id"))
    tags = row.get("tags")
    return Foreign(
        exact=_text(quote.get("exact")),
        prefix=_text(quote.get("prefix")),
        suffix=_text(quote.get("suffix")),
        start=whole_number(position.get("start")),
        end=whole_number(position.get("end")),
        note=_text(row.get("text")),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        annotator=_annotator(row),
        created=_text(row.get("created")),
        modified=_text(row.get("updated")),
        id=f"https://hypothes.is/a/{name}" if name else "",
        about=_text(row.get("uri")),
        rest={key: inner for key, inner in row.items() if key not in _KNOWN},
    )


def _annotator(row: JsonObject) -> str:
    """The name that is shown, else the one in `acct:name@hypothes.is`."""
    info = row.get("user_info")
    shown = as_string(info.get("display_name")) if isinstance(info, dict) else None
    return shown or _text(row.get("user")).removeprefix("acct:").partition("@")[0]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
