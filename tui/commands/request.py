"""What `annotate` is asked to do, from options or from a line of JSON, checked before anything is changed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from content.document.model import TextRange
from content.errors import BriefmarkError, UsageError
from content.search.folded import EXACT, EXACT_WHOLE, fold, folded
from content.structure.divided import divisions
from content.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from content.search.folded import Folded

_UNSEEN = r"\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # invisible when printed
_IRI = re.compile(rf"\A[A-Za-z][A-Za-z0-9+.-]*:[^\s{_UNSEEN}<>\"{{}}|\\^`]+")
_TEXTS = ("exact", "prefix", "suffix", "category", "note", "annotator", "id", "edit", "delete", "reply")
_NUMBERS = ("start", "end")
_EXAMPLE = 'write one a line, such as {"exact": "words of the text", "category": "claim"}'
_LISTED = 20  # places of words that are not unique


@dataclass(frozen=True, slots=True)
class Request:
    """One annotation to add, change (`edit`), answer (`reply`) or delete; None means that nothing was said."""

    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    category: str | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None
    annotator: str | None = None
    id: str | None = None
    edit: str | None = None
    delete: str | None = None
    reply: str | None = None

    @property
    def has_place(self) -> bool:
        """Whether it names a passage."""
        return self.exact is not None or self.start is not None or self.end is not None

    def place(self, text: str) -> TextRange:
        """The passage. Raises UsageError for impossible offsets, NotOneError for words missing or not unique."""
        if self.exact is None:
            if self.start is None or self.end is None:
                raise UsageError("Say which passage: --exact TEXT, or --start N with --end N.")
            if not self.start < self.end <= len(text):
                raise UsageError(
                    f"There is no passage from {self.start} to {self.end} in a text of {len(text)} characters."
                )
            return TextRange(self.start, self.end)
        if self.start is not None or self.end is not None:
            raise UsageError("Say either --exact or --start and --end, not both.")
        if not self.exact:
            raise UsageError("The words after --exact are empty: give at least one character.")
        places = list(_places(text, self))
        if not places and (self.prefix or self.suffix) and (anywhere := list(_places(text, Request(self.exact)))):
            raise NotOneError(
                text, self.exact, anywhere, "but none with that --prefix and --suffix: copy these exactly"
            )
        if len(places) != 1:
            raise NotOneError(text, self.exact, places)
        return places[0]


class NotOneError(BriefmarkError):
    """Words that are missing from the text or occur more than once; `lines` lists the places, one per line."""

    def __init__(self, text: str, words: str, places: list[TextRange], advice: str = "") -> None:
        where = counted(len(places), "place")
        said = f"occur in {where}: add --prefix or --suffix, or give --start and --end"
        if advice:
            said = f"occur in {where}, {advice}"
        elif not places:
            said = "are not in the text: copy them from the text exactly"
        super().__init__(f"The words “{words}” {said}.")
        self.lines = [f"{place.start} to {place.end}: {_context(text, place)}" for place in places[:_LISTED]]
        if len(places) > _LISTED:
            self.lines.append(f"and {len(places) - _LISTED} more")


def _places(text: str, request: Request) -> Iterator[TextRange]:
    """Where the words occur with the prefix before and the suffix after them; places may overlap.

    A blank stands for any white space, such as the line ends of wrapped text, and what is not seen does not count; but
    words with line ends or several blanks were copied from the text as it is: where they are so, no other place counts.
    A word that the end of a line divides counts whole, and as it stands.
    """
    words = request.exact or ""
    sought = request.prefix + words + request.suffix
    seen, before, up_to = (fold(part, EXACT).text for part in (sought, request.prefix, request.prefix + words))
    start, end = len(before), len(up_to)
    if seen != sought:
        as_written = list(_written(text, sought, len(request.prefix), len(words)))
        if as_written or start == end:
            yield from as_written
            return
    found = dict.fromkeys(_seen(folded(text, EXACT), seen, start, end))
    if divisions(text):
        found |= dict.fromkeys(_seen(folded(text, EXACT_WHOLE), seen, start, end))
    yield from sorted(found, key=lambda place: (place.start, place.end))


def _seen(text: Folded, sought: str, start: int, end: int) -> list[TextRange]:
    """The places of the part from `start` to `end` of what is sought, in a folded text."""
    return [text.range(first + start, first + end) for first in text.overlapping(sought)]


def _written(text: str, sought: str, start: int, length: int) -> Iterator[TextRange]:
    """The places of the words as they are written, which begin at `start` in what is sought."""
    at = text.find(sought)
    while at >= 0:
        yield TextRange(at + start, at + start + length)
        at = text.find(sought, at + 1)


def _context(text: str, place: TextRange) -> str:
    start, end = max(0, place.start - 30), min(len(text), place.end + 30)
    words = f"{text[start : place.start]}[{place.of(text)}]{text[place.end : end]}"
    return f"{'…' if start else ''}{' '.join(words.split())}{'…' if end < len(text) else ''}"


def from_options(options: argparse.Namespace) -> Request:
    """The request that the options make. Raises UsageError for arguments that are not valid text."""
    tags = tuple(options.tag) if options.tag is not None else None
    request = Request(
        **{name: getattr(options, name) for name in (*_TEXTS, *_NUMBERS)},
        tags=tags,
    )
    return _checked(request)


def from_json(line: bytes) -> Request:
    """The request on a line of JSON: keys as the options, `tag` a list. Raises UsageError with what is wrong."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"This is not a JSON object: {_EXAMPLE}.") from error
    if not isinstance(value, dict):
        raise UsageError(f"This is JSON, but not an object: {_EXAMPLE}.")
    unknown = sorted(set(value) - {*_TEXTS, *_NUMBERS, "tag"})
    if unknown:
        raise UsageError(
            f"There is no option {unknown[0]!r}: the options are {', '.join((*_TEXTS, *_NUMBERS, 'tag'))}."
        )
    given = {name: item for name, item in value.items() if item is not None and name != "tag"}
    for name, item in given.items():
        if name in _TEXTS and not isinstance(item, str):
            raise UsageError(f"{name!r} must be a string.")
        if name in _NUMBERS and (not isinstance(item, int) or isinstance(item, bool) or item < 0):
            raise UsageError(f"{name!r} must be a whole number, 0 or more.")
    return _checked(Request(**given, tags=_tags(value.get("tag"))))


def _tags(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    tags = [value] if isinstance(value, str) else value
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise UsageError("'tag' must be a list of strings.")
    return tuple(tags)


def _checked(request: Request) -> Request:
    for name in _TEXTS:
        _must_be_text(name, getattr(request, name))
    for tag in request.tags or ():
        _must_be_text("tag", tag)
    if request.id is not None and not _IRI.fullmatch(request.id):
        raise UsageError(f"{request.id!r} is not a valid id: give a URN such as urn:uuid:….")
    named = [f"--{name}" for name in ("edit", "delete", "reply") if getattr(request, name) is not None]
    if len(named) > 1:
        raise UsageError(f"Say either {' or '.join(named)}, not both.")
    if request.delete is not None and replace(request, delete=None, annotator=None) != Request():
        raise UsageError("--delete takes no other options: leave them out, or change the annotation with --edit.")
    if request.reply is not None:
        if replace(request, reply=None, annotator=None, id=None, note=None) != Request():
            raise UsageError("--reply takes only --note, --annotator and --id: leave the other options out.")
        if not (request.note or "").strip():
            raise UsageError("A reply needs words: give them with --note.")
    if request.edit is not None and request.id is not None:
        raise UsageError("An annotation keeps its id: leave out --id, or --edit to make a new one.")
    return request


def _must_be_text(name: str, words: str | None) -> None:
    """Half a surrogate pair, from a broken program or a locale that is not UTF-8, cannot be saved as UTF-8."""
    try:
        (words or "").encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"The value of {name!r} is not valid text: give it in UTF-8.") from error
