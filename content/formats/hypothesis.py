"""Hypothesis's JSON: a search result of its API, a list of annotations, or a single one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.annotation.records.timestamps import read_time
from content.annotation.records.webannotation import as_string, selectors_of, target_of, whole_number
from content.formats.foreign import Foreign, Found
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.annotation.records.webannotation import JsonObject
    from content.formats.given import Given

_HOST = "hypothes.is"  # for an account that names no other
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
    tags = row.get("tags")
    return Foreign(
        exact=_text(quote.get("exact")),
        prefix=_text(quote.get("prefix")),
        suffix=_text(quote.get("suffix")),
        start=whole_number(position.get("start")),
        end=whole_number(position.get("end")),
        note=_text(row.get("text")),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        annotator=f"{_shown(row)} ({_account(row)})" if several and _account(row) else _shown(row),
        created=_text(row.get("created")),
        modified=_text(row.get("updated")),
        id=f"https://hypothes.is/a/{name}" if name else "",
        about=_text(row.get("uri")),
        creator=_creator(row),
        rest={key: inner for key, inner in row.items() if not _is_taken(key, inner)},
    )


def _is_taken(key: str, value: Any) -> bool:
    """Whether everything in a field is also elsewhere in the annotation."""
    if key in ("created", "updated"):
        return read_time(value) is not None
    if key == "tags":
        return isinstance(value, list) and all(isinstance(tag, str) and tag for tag in value)
    return key in ("id", "text") and isinstance(value, str)


def _account(row: JsonObject) -> str:
    return _text(row.get("user")).removeprefix("acct:")


def _shown(row: JsonObject) -> str:
    """The display name, else the account's, with its host if that is not Hypothesis's own."""
    info = row.get("user_info")
    shown = as_string(info.get("display_name")) if isinstance(info, dict) else None
    return shown or _account(row).removesuffix(f"@{_HOST}")


def _creator(row: JsonObject) -> JsonObject:
    user, account = _text(row.get("user")), _account(row)
    address = {"id": user} if user.startswith("acct:") else {}
    return {**address, "nickname": account.partition("@")[0]} if account else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
