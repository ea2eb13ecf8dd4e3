"""What each line around a report of an agency is for, and what these lines tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Markup
from content.structure.kinds.rules import Parts
from content.structure.kinds.wire.envelope import (
    AGENCY,
    BY,
    CAPITALS,
    CARETED,
    CODE,
    CODED,
    ITEM,
    KEYWORD,
    NOTE,
    NOTEBOOK,
    NUMBER,
    NUMBERED_SLUG,
    POOL,
    ROUTING,
    ROW,
    RULED,
    SERVICE_NUMBER,
    SIGN_OFF,
    SLUG,
    TIME,
    TRANSMISSION,
    agency_of,
    bare,
    header_in,
)
from content.structure.kinds.wire.signs import mark_of
from content.structure.model import MetadataValue, Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_MOST = 25  # lines above the report
_LONG = 160  # characters; no line above the report is longer, but those between the signs of ANPA
_LONG_MARKED = 100  # a summary rather than a title
_MOST_BRACKETED = 5  # lines
_TAIL = 8
_SHORT = 60
_WRAPPED = 45  # characters of a line that goes on below

# What a format says a line is, and no look of its words changes.
_STATED = frozenset({Markup.HEADING, Markup.BYLINE, Markup.STANDFIRST, Markup.CAPTION, Markup.NOTE})

_ALSO = {"priority": "urgency", "update": "version"}
"""What a line tells, and the name that all formats of news agencies give it."""

_SEVERAL = frozenset({"advisories", "update", "correction"})

_HEADER = Role.OTHER, Reason.of("wire-header", 0.95)
_SLUG = Role.OTHER, Reason.of("slug", 0.9)
_MARK = Role.OTHER, Reason.of("wire", 0.9)
_NOTE = Role.OTHER, Reason.of("note-to-editors", 0.9)
_BYLINE = Role.BYLINE, Reason.of("written-by", 0.9)
_HEADLINE = Role.HEADLINE, Reason.of("wire-headline", 0.9)
_SUMMARY = Role.STANDFIRST, Reason.of("wire-summary", 0.8)
_HEADING = Role.HEADING, Reason.of("wire-heading", 0.85)
_ROW = Role.OTHER, Reason.of("figures", 0.85)
_BODY = Role.PARAGRAPH, Reason.of("wire-body", 0.85)
_END = Role.OTHER, Reason.of("wire-end", 0.9)


class _Told(NamedTuple):
    """A line above the report: what it is for and what it tells."""

    judged: Judged
    metadata: dict[str, str]


def starts(page: Page) -> frozenset[int]:
    """All lines above the report, the first of the report, and those that are indented as paragraphs."""
    told = list(_head(page))
    head = [index for index, _ in told]
    first = (head[-1] + 1,) if head and head[-1] + 1 < len(page.lines) else ()
    return frozenset([*head, *first, *_end(page), *_indented(page)]) - _goes_on(told)


def joins(page: Page) -> frozenset[int]:
    """The further lines of a headline."""
    return _goes_on(_head(page))


def _goes_on(head: Iterable[tuple[int, _Told]]) -> frozenset[int]:
    headline = [index for index, told in head if told.judged is _HEADLINE]
    return frozenset(headline[1:])


def _indented(page: Page) -> Iterator[int]:
    """Lines that stand further in than the one before: each begins a paragraph."""
    for index in range(1, len(page.lines)):
        if page.lines[index].indent >= 2 and page.lines[index - 1].indent < page.lines[index].indent:
            yield index


def roles(page: Page) -> dict[int, Judged]:
    """The roles of the lines above the report and below it."""
    known = {index: told.judged for index, told in _head(page)}
    known |= dict.fromkeys(_end(page), _END)
    for index, line in enumerate(page.words):
        if index in known or (len(line) > _SHORT and not RULED.match(line)):
            continue
        if ROW.search(line) or RULED.match(line):
            known[index] = _ROW
        elif CARETED.match(line) or _is_heading(page, index):
            known[index] = _HEADING
    return {index: judged for index, judged in known.items() if page.lines[index].markup not in _STATED}


def _is_heading(page: Page, index: int) -> bool:
    """Whether an indented line in capitals stands above a longer one: transmissions have no blank lines."""
    line, below = page.lines[index], page.at(index + 1)
    return line.indent >= 2 and line.words.isupper() and len(below) > _LONG and not below.isupper()


def body(page: Page) -> dict[int, Judged]:
    """All long lines below the first of the report that are not items are paragraphs."""
    head = [index for index, _ in _head(page)]
    first = head[-1] + 1 if head else 0
    return {
        index: _BODY
        for index in range(first, len(page.words))
        if page.lines[index].markup not in _STATED
        and (len(page.words[index]) > _LONG_MARKED or agency_of(page.words[index]))
        and not ITEM.match(page.words[index])
    }


def parts(page: Page, _: Sequence[Judged]) -> Parts:
    """What the lines around the report tell."""
    found: dict[str, list[str]] = {}
    for _index, told in _head(page):
        for name, value in told.metadata.items():
            found.setdefault(name, []).append(value)
    for index in _end(page):
        if time := TIME.match(bare(page.words[index])):
            found.setdefault("date", []).append(time["date"])
    metadata: dict[str, MetadataValue] = {
        name: tuple(values) if name in _SEVERAL and (len(values) > 1 or name == "advisories") else values[0]
        for name, values in found.items()
    }
    for part, said in _ALSO.items():
        if part in found and said not in metadata:
            metadata[said] = found[part][-1]
    if slugs := found.get("slug"):  # ANPA gives a short one first
        metadata["slug"] = slug = max(slugs, key=len)
        if "/" in slug:
            metadata["keywords"] = tuple(filter(None, map(str.strip, slug.split("/"))))
    return Parts(metadata=metadata)


def _head(page: Page) -> Iterator[tuple[int, _Told]]:
    """The lines above the report, each with its index."""
    headline: int | None = None
    above: Judged | None = None
    bracketed = _bracketed(page)
    ended = _ended_headline(page, bracketed)
    for index, line in enumerate(page.words[:_MOST]):
        words = bare(line)
        careted = line.startswith("^")
        if page.lines[index].markup in _STATED:
            headline = index if headline is None else headline
            continue
        if agency_of(words) or (len(words) > _LONG and not careted):
            return
        told = _told(words) if words else _Told(_HEADER, {})
        if told is None and index in bracketed:
            told = _Told(_NOTE, {})
        if told is None and headline is None and (index < ended or _is_topic(page, index)):
            told = _Told(_SLUG, {"slug": words})
        goes_on = headline == index - 1 and not careted and line.endswith("=") and not page.blank_before(index)
        below_name = above is _BYLINE and BY.match(bare(page.words[index - 1]))
        if told is None and below_name and (careted or AGENCY.match(words)):
            told = _Told(_BYLINE, {})
        elif told is None and (headline is None or goes_on):
            headline, told = index, _Told(_HEADLINE, {})
        elif told is None and careted:
            told = _Told(_SUMMARY if len(words) > _LONG_MARKED else _NOTE, {})
        if told is None or (headline is None and told.judged is _BYLINE):
            return
        above = told.judged
        yield index, told


def _bracketed(page: Page) -> frozenset[int]:
    """The lines above a report that stand in brackets as a whole, one or several together."""
    found: set[int] = set()
    first, depth = 0, 0
    for index, line in enumerate(page.words[:_MOST]):
        words = bare(line)
        if not depth:
            first = index
        if not depth and not words.startswith("("):
            continue
        closed = 0
        for at, sign in enumerate(words):
            depth += (sign == "(") - (sign == ")")
            if depth <= 0:
                closed = at + 1
                break
        if closed == len(words):
            found |= {*range(first, index + 1)}
        if closed or index - first >= _MOST_BRACKETED:
            depth = 0
    return frozenset(found)


def _ended_headline(page: Page, bracketed: frozenset[int]) -> int:
    """The first line of a headline that ends with an equals sign, as IPTC 7901 has it; 0 without one.

    The sign may stand after a byline or a note in brackets below the headline.
    """
    for index, line in enumerate(page.words[:_MOST]):
        words = bare(line)
        if agency_of(words) or line.startswith("^"):  # ANPA 1312 ends other lines so
            break
        if line.endswith("=") and (index in bracketed or not BY.match(words)):
            first = index
            while first and not page.blank_before(first) and (first in bracketed or BY.match(bare(page.words[first]))):
                first -= 1
            while (
                first and not page.blank_before(first) and _wraps(page.words[first - 1]) and first - 1 not in bracketed
            ):
                first -= 1
            return 0 if first in bracketed else first
    return 0


def _wraps(line: str) -> bool:
    return len(line) > _WRAPPED


def _is_topic(page: Page, index: int) -> bool:
    """Whether one or two words, or a few in capitals, stand above a line that is the headline, not in capitals."""
    line, below = page.words[index], page.at(index + 1)
    if len(line) > _SHORT or agency_of(below) or _told(bare(below)) is not None or not len(line) < len(below) <= _LONG:
        return False
    if line.count(" ") < 2 and page.blank_before(index + 1) and below.count(" ") > 2:
        return True
    capitals = line.isupper() and CAPITALS.match(line) is not None and not page.blank_before(index + 1)
    return capitals and not below.isupper()


def _told(words: str) -> _Told | None:
    """What a line says about the report, if that is what it is for."""
    if match := header_in(words):
        return _Told(_HEADER, _named(match.groupdict()))
    for pattern in (NUMBER, SERVICE_NUMBER, ROUTING, POOL, TIME, TRANSMISSION, CODED):
        if match := pattern.match(words):
            return _Told(_HEADER, _named(match.groupdict()))
    for pattern in (KEYWORD, SLUG, NUMBERED_SLUG):
        if match := pattern.match(words):
            return _Told(_SLUG, _slug(_named(match.groupdict())))
    if (part := mark_of(words)) is not None:
        return _Told(_MARK, {part: words.strip("()[] ")})
    if NOTE.match(words):
        return _Told(_NOTE, {"advisories": words.strip("()[] ")})
    if CODE.match(words):
        return _Told(_HEADER, {})
    signed = BY.match(words) and len(words) <= _LONG_MARKED and not words.endswith(".")
    return _Told(_BYLINE, {}) if signed else None


def _slug(named: dict[str, str]) -> dict[str, str]:
    """What a line with a slug tells: its second words may say that this is an update or a correction."""
    if "joined" in named:
        named["slug"] = named.pop("joined")
    said = named.pop("mark", named.pop("state", named.get("take")))
    part = mark_of(f"({said})") if said else None
    if said and part:
        named.pop("take", None)
        named[part] = said
    return named


def _named(found: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in found.items() if value}


def _end(page: Page) -> list[int]:
    """The indices of the lines below the report: what is for newsrooms only, sign-offs, the time."""
    count = len(page.words)
    notebook = next((index for index, line in enumerate(page.words) if NOTEBOOK.match(line)), count)
    tail = []
    above = max((index for index, _ in _head(page)), default=-1) + 1
    for index in range(max(above, count - _TAIL), notebook):
        words = bare(page.words[index])
        if len(words) <= _SHORT and any(one.match(words) for one in (TIME, TRANSMISSION, SIGN_OFF, AGENCY)):
            tail.append(index)
    return [*tail, *range(notebook, count)]
