"""ninjs 1 to 3 (News in JSON, IPTC): one report, a list of them, or one on each line.

Version 1 has properties such as `body_text` and `byline`, later ones lists such as `bodies` and `headlines`, in names
with capitals inside; both are read, since agencies mix them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.errors import InputError
from content.source.entries import Written, as_guessed, plain
from content.source.json_tree import loaded, objects, on_one_line, said
from content.source.news_item import MOST, NewsItem, document, embargo_until, sources
from content.source.stated_dates import in_iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.document.model import Document
    from content.source.received import Received

MEDIA_TYPE = "application/json"
_CONTAINERS = ("items", "item", "data", "results", "docs", "news", "newsitems")
_SIGNS = frozenset({
    "versioncreated", "headline", "headlines", "bodytext", "bodyhtml", "bodyxhtml", "bodies", "pubstatus", "byline",
    "descriptiontext", "descriptions", "slugline", "title", "associations",
})  # fmt: skip
_DEEPEST = 4  # containers in each other
_HTML_FIRST = ("bodyxhtml", "bodyhtml", "bodyrichtext", "bodymain", "bodytext", "body")
_MAIN = frozenset({"", "main", "text", "html", "xhtml", "richtext", "headline", "plain", "body"})
_STANDFIRST = ("sub", "deck", "standfirst")
_TEXT = frozenset({"text", "composite"})


def read(received: Received) -> list[Document]:
    """A document for each report. Raises InputError for JSON that is not ninjs, or has no words in it."""
    tree = loaded(received)
    found = [item for value in tree.values for item in _items(value, 0)]
    if not found:
        raise InputError("This JSON has no report in the form of ninjs: open it with --as json.")
    items = [_report(item) for item in found[:MOST]]
    shown = [one for item in items if (one := document(item, received.source, MEDIA_TYPE, tree.decoded.encoding)).text]
    if not shown:
        raise InputError("This ninjs has no words in it: have it sent again.")
    warnings = tree.warnings
    if len(found) > MOST:
        warnings = (*warnings, f"Reports left out: {len(found) - MOST:,}. Split this file to see them.")
    names = sources(received, len(shown))
    return [one._replace(source=name, warnings=warnings) for one, name in zip(shown, names, strict=True)]


def _items(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The reports in a value: itself, then the texts that come with it; those in a list, or in what only holds them."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _items(one, depth + 1)
    elif isinstance(value, dict):
        folded = _folded(value)
        if not _SIGNS.isdisjoint(folded) and not _holds_items(folded):
            yield folded
            yield from (one for one in _associations(folded) if _is_text(one) and _body(one))
        else:
            for name in _CONTAINERS:
                if isinstance(folded.get(name), list | dict):
                    yield from _items(folded[name], depth + 1)
                    return


def _holds_items(folded: dict[str, Any]) -> bool:
    return isinstance(folded.get("items"), list) and not {"bodies", "bodytext", "bodyhtml"} & set(folded)


def _folded(value: dict[str, Any]) -> dict[str, Any]:
    """The object by names without capitals and underscores: the versions differ in little else."""
    return {str(name).replace("_", "").lower(): one for name, one in value.items()}


def _report(item: dict[str, Any]) -> NewsItem:
    headlines = [_folded(one) for one in objects(item.get("headlines"))]
    main = next((one for one in headlines if on_one_line(one.get("role")) in _MAIN), next(iter(headlines), {}))
    others = [one for one in headlines if any(part in on_one_line(one.get("role")) for part in _STANDFIRST)]
    headline = _first(item, "headline", "headlinemain") or plain(_valued(main)) or _first(item, "title", "name")
    body = _body(item)
    descriptions = _descriptions(item)
    kind = _first(item, "type").lower()
    is_media = bool(kind) and kind not in _TEXT
    byline = _first(item, "byline", "by")
    return NewsItem(
        headline=plain(as_guessed(headline)),
        standfirsts=[]
        if is_media
        else [*(plain(_valued(one)) for one in others if one is not main), *descriptions[:1]],
        byline=plain(as_guessed(byline)),
        dateline=_first(item, "dateline"),
        body=[body] if body else [],
        captions=[*((one, "") for one in descriptions[:1] if is_media), *_associated(item)],
        notes=[as_guessed(note) for note in (said(item.get("ednote")),) if note.strip()],
        metadata=_metadata(item, byline),
    )


def _first(item: dict[str, Any], *names: str) -> str:
    return next((found for name in names if (found := on_one_line(item.get(name)))), "")


def _valued(one: dict[str, Any]) -> Written:
    """The words of an element of `headlines`, `bodies` or `descriptions`, by its content type."""
    words = said(one.get("value"))
    kind = on_one_line(one.get("contenttype")).lower()
    if "html" in kind or "nitf" in kind:
        return Written(words, is_html=True)
    return Written(words) if kind == "text/plain" else as_guessed(words)


def _body(item: dict[str, Any]) -> Written | None:
    """The text, as HTML where there are several forms: that has its blocks."""
    bodies = [_valued(_folded(one)) for one in objects(item.get("bodies"))]
    named = [as_guessed(said(item[name])) for name in _HTML_FIRST if isinstance(item.get(name), str)]
    named += [
        as_guessed(said(value)) for name, value in item.items() if name.startswith("body") and name not in _HTML_FIRST
    ]
    found = [one for one in [*bodies, *named] if one.words.strip()]
    return next((one for one in found if one.is_html), found[0] if found else None)


def _descriptions(item: dict[str, Any]) -> list[str]:
    """What is said about the text or picture, in the order of preference."""
    listed = [plain(_valued(_folded(one))) for one in objects(item.get("descriptions"))]
    names = sorted(
        (name for name in item if name.startswith("description")), key=lambda name: name != "descriptiontext"
    )
    named = [plain(as_guessed(said(item[name]))) for name in names]
    return [one for one in [*listed, *named] if one]


def _associations(item: dict[str, Any]) -> list[dict[str, Any]]:
    """What comes with a report: in version 1 by names, later in a list."""
    associations = item.get("associations")
    if isinstance(associations, dict):
        associations = [one for value in associations.values() for one in objects(value)]
    return [_folded(one) for one in objects(associations)]


def _is_text(item: dict[str, Any]) -> bool:
    return _first(item, "type").lower() in _TEXT


def _associated(item: dict[str, Any]) -> list[tuple[str, str]]:
    """What comes with a report, by what is said of it: of pictures their captions, of texts their headlines."""
    found = []
    for one in _associations(item):
        headlines = [plain(_valued(_folded(line))) for line in objects(one.get("headlines"))]
        headline = _first(one, "headline", "title") or next(iter(headlines), "")
        caption = headline if _is_text(one) else next(iter(_descriptions(one)), "") or headline
        if caption or _first(one, "name"):
            found.append((caption or _first(one, "name"), _address(one)))
    return found


def _address(item: dict[str, Any]) -> str:
    """Where a picture is, else what it is called."""
    renditions = item.get("renditions")
    some = list(renditions.values()) if isinstance(renditions, dict) else renditions
    found = (on_one_line(_folded(one).get("href")) for one in objects(some))
    return next(filter(None, found), "") or _first(item, "uri")


def _names(item: dict[str, Any], *keys: str) -> list[str]:
    """What persons, bodies, places or subjects under these names are called."""
    values = [item.get(key) for key in keys]
    some = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [_first(_folded(one), "name", "literal") if isinstance(one, dict) else on_one_line(one) for one in some]


def _metadata(item: dict[str, Any], byline: str) -> list[tuple[str, str | Iterable[str]]]:
    rights = next((_folded(one) for one in objects(item.get("rightsinfo"))), {})
    counted = [_first(_folded(one), "wordcount") for one in objects(item.get("bodies"))]
    urgency = _first(item, "urgency")
    created = _first(item, "firstcreated", "contentcreated", "versioncreated")
    identifier = _first(item, "uri", "guid") or next(iter(_names(item, "altids")), "")
    status = _first(item, "pubstatus").lower()
    return [
        ("slug", _first(item, "slugline", "slug")),
        ("urgency", urgency),
        ("priority", _first(item, "priority") or urgency),
        ("embargo", _embargo(item)),
        ("version", _first(item, "version")),
        ("correction", _correction(item)),
        ("status", status),
        ("identifier", identifier),
        ("date", in_iso(created)),
        ("updated", in_iso(_first(item, "versioncreated", "contentmodified"))),
        ("expires", in_iso(_first(item, "expires"))),
        ("publisher", next(filter(None, _names(item, "provider", "source", "infosources", "copyrightholder")), "")),
        ("author", byline or ", ".join(filter(None, _names(item, "authors")))),
        ("located", _first(item, "located")),
        ("keywords", [*_names(item, "keywords"), *_names(item, "subject", "subjects")]),
        ("genre", next(filter(None, _names(item, "genre", "genres")), "")),
        ("rights", _first(item, "copyrightnotice") or _first(rights, "copyrightnotice", "linkedrights")),
        ("usage", plain(as_guessed(_first(item, "usageterms") or _first(rights, "usageterms")))),
        ("language", _first(item, "language")),
        ("link", next((uri for uri in (_first(item, "canonical", "url"),) if uri), "")),
        ("words", (_first(item, "wordcount") or next(filter(None, counted), "")).lstrip("0")),
        ("signals", _names(item, "signals", "signal")),
    ]


def _embargo(item: dict[str, Any]) -> str:
    """Until when, and why where that is said."""
    until = embargo_until(_first(item, "embargoed", "embargodate", "embargo"))
    reason = _first(item, "embargoedreason")
    return f"{until} ({reason})" if until and reason else until


def _correction(item: dict[str, Any]) -> str:
    """What a correction says of itself: its note, or the signal or type that names it."""
    named = [one for one in _names(item, "signals", "signal", "correction", "corrections") if one]
    signs = [one for one in named if "correct" in one.lower()] or [one for one in _names(item, "correction") if one]
    return (on_one_line(item.get("ednote")) or signs[0]) if signs else ""
