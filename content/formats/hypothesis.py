"""Hypothesis's JSON: a search result of its API, a list of annotations, or a single one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Any

from content.annotation.anchoring.selectors import select
from content.annotation.records.target import target_source
from content.annotation.records.timestamps import read_time, write_time
from content.annotation.records.webannotation import as_string, selectors_of, strings, target_of, whole_number
from content.export.json_text import json_line
from content.formats.foreign import Foreign, Found
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.annotation.records.model import Annotation
    from content.annotation.records.webannotation import JsonObject
    from content.export.passage import Passage
    from content.formats.given import Given

_HOST = "hypothes.is"  # for an account that names no other
_NOWHERE = "@localhost"  # the host of those who have no account there
_ADDRESS = f"https://{_HOST}/a/"
_OTHER_NAME = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_IN_ACCOUNTS = re.compile(r"[^\w.-]")
_CATEGORY, _CONTRIBUTOR, _WAS, _NOTE_BY = "category", "contributor", "was", "note_by"  # what our export adds to a row
_OF_A_ROW = ("uri", "user", "target", "text", "tags")


def is_it(given: Given) -> bool:
    """Whether a file is Hypothesis's."""
    return any(map(_is_answer, given.first_values))


def _is_answer(value: Any) -> bool:
    if isinstance(value, dict) and isinstance(value.get("rows"), list) and "total" in value:
        return True
    return any("uri" in row and "user" in row for row in _rows(value) if isinstance(row, dict))


def read(given: Given) -> Found:
    """All annotations, replies and page notes."""
    rows = [row for value in given.values for row in _rows(value)]
    known = [row for row in rows if isinstance(row, dict) and any(name in row for name in _OF_A_ROW)]
    others = len(rows) - len(known)
    warnings = [f"{counted(others, 'row')} in it cannot be read as annotations and are left out."] if others else []
    accounts: dict[str, set[str]] = {}
    for row in known:
        accounts.setdefault(_shown(row), set()).add(_account(row))
    foreign = [_foreign(row, several=len(accounts[_shown(row)]) > 1) for row in known]
    return Found(foreign, [*given.damaged, *warnings], lacking=missing(given.values))


def missing(values: Iterable[Any]) -> str:
    """A sentence on annotations that an answer counts but does not contain; empty when it contains all."""
    answers = [value for value in values if isinstance(value, dict) and isinstance(value.get("rows"), list)]
    total = max((whole_number(answer.get("total")) or 0 for answer in answers), default=0)
    lacking = total - sum(len(answer["rows"]) for answer in answers)
    if lacking <= 0:
        return ""
    others = "the other one is" if lacking == 1 else f"the other {lacking} are"
    has = f"It has {total - lacking} of {counted(total, 'annotation')}"
    return f"{has}; {others} at Hypothesis: fetch and import that too."


def _rows(value: Any) -> list[Any]:
    if isinstance(value, dict):
        rows, replies = value.get("rows", [value]), value.get("replies")
        value = [*rows, *(replies if isinstance(replies, list) else [])] if isinstance(rows, list) else []
    return value if isinstance(value, list) else []


def _foreign(row: JsonObject, *, several: bool) -> Foreign:
    """`several` says that somebody else has the same name as the annotator."""
    target = target_of(row)
    quote: JsonObject = next(selectors_of(target, "TextQuoteSelector"), {})
    position: JsonObject = next(selectors_of(target, "TextPositionSelector"), {})
    name = as_string(row.get("id"))
    category = _text(row.get(_CATEGORY))
    start, end = (whole_number(position.get(side)) for side in ("start", "end"))
    exact, parent = _text(quote.get("exact")), _parent(row)
    unread = () if exact or start is not None or parent else _selectors(target)
    return Foreign(
        exact=exact,
        prefix=_text(quote.get("prefix")),
        suffix=_text(quote.get("suffix")),
        start=None if parent else start,
        end=None if parent else end,
        note=_text(row.get("text")),
        tags=tuple(tag for tag in strings(row.get("tags")) if not category or tag != category),
        category=category,
        annotator=f"{_shown(row)} ({_account(row)})" if several and _account(row) else _shown(row),
        created=_text(row.get("created")),
        modified=_text(row.get("updated")),
        id=_iri(name),
        about=_text(row.get("uri")),
        creator=_creator(row),
        reply_to=_iri(parent),
        selectors=unread,
        contributor=_text(row.get(_CONTRIBUTOR)),
        note_by=strings(row.get(_NOTE_BY)),
        rest={key: inner for key, inner in row.items() if not _is_taken(key, inner)},
    )


def _is_taken(key: str, value: Any) -> bool:
    """Whether everything in a field is also elsewhere in the annotation."""
    if key == _NOTE_BY:
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    if key in (_CATEGORY, _CONTRIBUTOR):
        return isinstance(value, str)
    if key in ("created", "updated"):
        return read_time(value) is not None
    if key == "tags":
        return isinstance(value, list) and all(isinstance(tag, str) and tag for tag in value)
    return key in ("id", "text") and isinstance(value, str)


def _iri(name: str | None) -> str:
    """The name of an annotation: an address at Hypothesis, unless it is a name of another kind already."""
    return "" if not name else name if _OTHER_NAME.match(name) else f"{_ADDRESS}{name}"


def _parent(row: JsonObject) -> str:
    """The id of what a row answers, the last of its references; empty when it answers nothing."""
    return next((name for name in reversed(strings(row.get("references"))) if name), "")


def _selectors(target: JsonObject) -> tuple[JsonObject, ...]:
    said = target.get("selector")
    return tuple(one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict))


def _account(row: JsonObject) -> str:
    return _text(row.get("user")).removeprefix("acct:")


def _shown(row: JsonObject) -> str:
    """The display name, else the account's, with its host if that is not Hypothesis's own."""
    info = row.get("user_info")
    shown = as_string(info.get("display_name")) if isinstance(info, dict) else None
    return shown or _account(row).removesuffix(f"@{_HOST}").removesuffix(_NOWHERE)


def _creator(row: JsonObject) -> JsonObject:
    user, account = _text(row.get("user")), _account(row)
    if account.endswith(_NOWHERE):  # one that our export made up
        return {}
    address = {"id": user} if user.startswith("acct:") else {}
    return {**address, "nickname": account.partition("@")[0]} if account else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def write(passages: Sequence[Passage]) -> str:
    """A search result of Hypothesis's API: a row for each annotation and each reply.

    Offsets are UTF-16 units of the canonical text, as JavaScript counts. The category is a tag, and stands in a field
    of its own, `category`, by which the import tells it from other tags. `contributor` names who made a version that
    is not the annotator's, `note_by` who wrote the note, and `was` are the words that it was made on, if they changed.
    A row that came from Hypothesis keeps its fields, and its target if it is still about its words.
    """
    wide: dict[str, list[int]] = {}
    rows: list[JsonObject] = []
    for passage in passages:
        text = passage.briefing.document.text
        if text not in wide:
            wide[text] = [at for at, letter in enumerate(text) if letter > "\uffff"] if not text.isascii() else []
        parents = {one.id: one.reply_to for one in passage.entry.annotations}
        rows += [
            _row(passage, one, _target(passage, one, wide[text]), _references(one.reply_to, parents))
            for one in passage.entry.annotations
        ]
    return f"{json_line({'total': len(rows), 'rows': rows})}\n"


def _row(passage: Passage, one: Annotation, target: list[JsonObject], references: list[str]) -> JsonObject:
    kept = _kept(one)
    times = {"created": one.created, "updated": one.time if one.modified else one.created}
    own = {
        "id": _name(one.id),
        **{key: write_time(time) for key, time in times.items() if time},
        **({} if "user" in kept else _user(one)),
        "uri": kept.get("uri") or target_source(passage.briefing.document),
        "text": one.note,
        "tags": [*([one.category] if one.category else []), *one.tags],
        "target": target,
        **({"references": references} if references else {}),
        **({_CATEGORY: one.category} if one.category else {}),
        **({_CONTRIBUTOR: one.contributor} if one.contributor else {}),
        **({_NOTE_BY: list(one.note_by)} if one.note_by else {}),
        **({_WAS: passage.entry.was} if passage.entry.was and one is passage.entry.annotation else {}),
    }
    marking = passage.briefing.stamp
    return {**kept, **own, **({"marking": marking} if marking else {})}


def _kept(one: Annotation) -> JsonObject:
    """The fields of the row that it was imported from, but those that are made anew."""
    imported = one.imported("hypothesis")
    return {key: value for key, value in imported.items() if key not in {"from", "fragments", "references", _WAS}}


def _user(one: Annotation) -> JsonObject:
    creator = one.record.get("creator")
    address = creator.get("id") if isinstance(creator, dict) else None
    named = {"user_info": {"display_name": one.annotator}} if one.annotator else {}
    if isinstance(address, str) and address.startswith("acct:"):
        return {"user": address, **named}
    account = _NOT_IN_ACCOUNTS.sub("_", one.annotator) or "nobody"
    return {"user": f"acct:{account}{_NOWHERE}", **named}


def _target(passage: Passage, one: Annotation, wide: list[int]) -> list[JsonObject]:
    """The target as Hypothesis has it: as it came if it is still about the same words, else with our selectors."""
    imported, quote = _kept(one).get("target"), one.quote
    if isinstance(imported, list) and imported:
        said = next(selectors_of(target_of({"target": imported}), "TextQuoteSelector"), {}).get("exact")
        if (quote.exact.split() if quote else []) == _text(said).split():
            return imported
    source = {"source": target_source(passage.briefing.document)}
    if not one.has_passage:
        return [source]
    here, selectors = passage.entry.range, []
    if here is not None:
        quote, here = select(passage.briefing.document.text, here)
        start, end = (at + bisect_left(wide, at) for at in (here.start, here.end))
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    if quote is not None:
        words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
        selectors.append({"type": "TextQuoteSelector", **words})
    return [{**source, **({"selector": selectors} if selectors else {})}]


def _references(parent: str | None, parents: dict[str, str | None]) -> list[str]:
    """The chain of what a reply answers, from the first annotation to the one that it answers itself."""
    chain: list[str] = []
    while parent and _name(parent) not in chain:
        chain.append(_name(parent))
        parent = parents.get(parent)
    return chain[::-1]


def _name(id: str) -> str:
    return id.removeprefix(_ADDRESS)


def lost(passages: Sequence[Passage]) -> Counter[str]:
    """What Hypothesis cannot hold of annotations, by kind."""
    ours = [one for passage in passages for one in passage.entry.annotations]
    return Counter({"decision on changed words": sum(one.decision is not None for one in ours)})
