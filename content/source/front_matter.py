"""What the front matter of a Markdown file states: YAML between lines of ---, or TOML between lines of +++.

It is parsed by libraries that only make values (PyYAML's base loader makes strings, lists and mappings, nothing else).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Value = str | tuple[str, ...]

_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*+\n((?:(?!(?:---|\+\+\+|\.\.\.)[ \t]*+(?:\n|\Z))[^\n]*+\n)*+)")
_END = re.compile(r"(---|\+\+\+|\.\.\.)[ \t]*+(?:\n|\Z)")
_YAML_ENDS = frozenset({"---", "..."})

# PyYAML is written in Python and takes 20 us a character at worst. The front matter of a briefing has a few lines.
_LONGEST = 16 * 1024  # characters
_DEEPEST = 16  # brackets and indents in each other
_MOST = 100  # values in a list

_NAME = re.compile(r"\W++")
_KEY = re.compile(r"[\w$@][\w .:/$@-]{0,39}")  # longer ones are prose between two rules
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")  # Obsidian's links
_AUTHORS = ("author", "authors", "by", "byline", "creator", "reporter")
_PARTS_OF_AUTHOR = ("name", "display_name", "fullname", "full_name", "title")
_NAMES = {"lang": "language", "keyword": "keywords", "summary": "description"}
_ONE_EACH = frozenset({
    "title", "date", "slug", "publisher", "language", "description", "embargo", "urgency", "version", "correction",
    "subject", "from", "link", "identifier", "number", "byline",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file states before its text: `metadata` by name in snake_case, `authors` as names; `body` is the rest.

    `shown` are the lines of front matter that could not be understood, to be shown as they stand.
    """

    body: str
    title: str = ""
    authors: tuple[str, ...] = ()
    metadata: tuple[tuple[str, Value], ...] = ()
    shown: str = ""


def front_matter(text: str) -> FrontMatter:
    """The front matter of a Markdown text, and the text after it; all of it is body when there is none."""
    match = _MATTER.match(text)
    end = _END.match(text, match.end()) if match is not None else None
    if match is None or end is None or (end[1] == "+++") != (match[1] == "+++"):
        return FrontMatter(text)
    body, lines = text[end.end() :], match[2]
    if (":" if end[1] in _YAML_ENDS else "=") not in lines or lines.startswith("\n"):
        return FrontMatter(text)
    stated = _parsed(lines, is_toml=match[1] == "+++")
    if stated is None:
        return FrontMatter(body, shown=lines.strip("\n"))
    metadata = dict(_metadata(stated))
    title = metadata.get("title", "")
    shown = "" if body.strip() else lines.strip("\n")  # a file that states all it has to say
    return FrontMatter(body, title if isinstance(title, str) else "", _authors(stated), tuple(metadata.items()), shown)


def _parsed(lines: str, *, is_toml: bool) -> Mapping[str, object] | None:
    """The values by their names; None for what cannot be parsed, or not safely."""
    if len(lines) > _LONGEST:
        return None
    try:
        found = _toml(lines) if is_toml else _yaml(lines)
    except (ValueError, RecursionError):
        return None
    is_stated = isinstance(found, dict) and all(isinstance(key, str) and _KEY.fullmatch(key) for key in found)
    return cast("dict[str, object]", found) if found and is_stated else None


def _toml(lines: str) -> object:
    import tomllib

    return tomllib.loads(lines)


def _yaml(lines: str) -> object:
    """The value of a YAML document; raises ValueError for one that is broken, too deep, or repeats parts of itself."""
    import yaml
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

    depth = 0
    try:
        for event in yaml.parse(lines, yaml.BaseLoader):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if isinstance(event, AliasEvent) or depth > _DEEPEST:  # aliases of aliases grow without end
                raise ValueError("aliases, or too deep")
        return yaml.load(lines, yaml.BaseLoader)  # noqa: S506 - it makes strings, lists and mappings only
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _metadata(stated: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
    """Names in snake_case with what they are, empty values left out; of mappings in each other only the outermost."""
    for written, value in stated.items():
        name = _name(written)
        if name in _AUTHORS:
            continue
        words = _words(value)
        if name and words:
            one = len(words) == 1 and not isinstance(value, list)
            yield _NAMES.get(name, name), words[0] if one else ", ".join(words) if name in _ONE_EACH else words
    if authors := _authors(stated):
        yield "author", authors[0] if len(authors) == 1 else authors


def _name(written: str) -> str:
    return _NAME.sub("_", written.strip().lower()).strip("_")


def _words(value: object) -> tuple[str, ...]:
    """A value as strings, one for each of a list."""
    values = value[:_MOST] if isinstance(value, list) else [value]
    return tuple(words for one in values if (words := _word(one)))


def _word(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return _WIKI.sub(r"\1", " ".join(str(value).split())) if isinstance(value, (str, int, float)) else ""


def _authors(stated: Mapping[str, object]) -> tuple[str, ...]:
    """The names of those who wrote it."""
    by_name = {_name(written): value for written, value in stated.items()}
    value = next((by_name[name] for name in _AUTHORS if by_name.get(name)), None)
    values = value[:_MOST] if isinstance(value, list) else [value]
    return tuple(name for one in values if (name := _author(one)))


def _author(value: object) -> str:
    if not isinstance(value, dict):
        return _word(value)
    by_name = {_name(str(written)): inner for written, inner in value.items()}
    return next((words for name in _PARTS_OF_AUTHOR if (words := _word(by_name.get(name)))), "")
