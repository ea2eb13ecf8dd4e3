"""`marks`: the marks of all briefings, from their annotation files alone, or exported with their briefings."""

from __future__ import annotations

from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.errors import UsageError
from content.export.json_text import json_line
from content.export.looks import look_of
from content.export.passage import Passage
from content.export.visible import one_line, shortened
from content.formats import WHOLE
from content.store.all_marks import Wanted, called_now, library_marks, marks_of
from content.store.annotated import of_named
from content.store.codebooks import Books
from content.wording import counted
from tui.commands import briefings
from tui.commands.export import deliver, format_of, roles_of, since_of, template_of
from tui.in_force import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from content.annotation.records.categories import Codebook
    from content.export.entry import ExportEntry
    from content.reopened import Reopened
    from content.store.all_marks import Found
    from content.structure.model import Briefing
    from tui.console import Console

_WORDS = 60  # characters of a passage, and of a note, on a line
_TITLE = 100


_Key = tuple[str, str]  # the source of a briefing and the id of a mark: a copy of a briefing has the same ids


class _State(NamedTuple):
    """Where a mark is in its briefing as it is now, and how it was found there."""

    start: int | None
    end: int | None
    state: str


def run(options: argparse.Namespace, console: Console) -> int:
    """Print or export the marks; a briefing that cannot be opened is reported, the others are still done."""
    exports = options.format is not None or options.template is not None or options.output is not None
    if exports and (options.json or options.check):
        raise UsageError("--json and --check are for the list: leave them out, or --format, --template and --output.")
    if "-" in options.files:
        raise UsageError("Standard input cannot be looked up: name files or folders, or nothing for the library.")
    names, roles = (tuple(options.category), tuple(options.tag), tuple(options.annotator)), roles_of(options)
    codebook = load(options.config).categories
    wanted, books = Wanted(*names, since_of(options.since), options.words), Books(codebook)
    trouble: list[str] = []
    with console.working("reading annotation files …"):
        by_one = [marks_of(of_named(options.files), trouble)] if options.files else library_marks(trouble)
        everything = list(chain.from_iterable(by_one))
        places = {source: at for at, source in enumerate(dict.fromkeys(one.source for one in everything))}
        everything.sort(key=lambda one: places[one.source])  # a briefing may have marks in a file of several, too
        of_each = groupby(everything, key=lambda one: one.source)
        found = [one for source, ones in of_each for one in wanted.in_book(books.of(source)).of(ones)]
    for sentence in trouble:
        console.warn("", sentence)
    if not found:
        console.warn("", _nothing(everything, options))
    opening = _Opening(briefings.Outcome(console), codebook, roles)
    if exports:
        return _export(found, options, opening)
    outcome, states = opening.outcome, None
    if options.check or roles:
        states = dict(_states(found, opening))
    if roles and found:
        found = [one for one in found if states and _key(one) in states]
        if not found:
            console.warn("", _nothing(everything, options))
    shown = [called_now(one, books) for one in found]
    _print(shown, states if options.check else None, console, books, as_json=options.json)
    if options.check and states and any(one.state in {"ambiguous", "orphan"} for one in states.values()):
        return max(1, outcome.code)
    return outcome.code


def _nothing(everything: Sequence[Found], options: argparse.Namespace) -> str:
    if everything:
        return f"None of {counted(len(everything), 'mark')} is as asked for: leave out a filter."
    where = "in the files named" if options.files else "in the library: name files or folders"
    return f"There are no marks {where}."


def _print(
    found: Sequence[Found], states: dict[_Key, _State] | None, console: Console, books: Books, *, as_json: bool
) -> None:
    lines: list[str] = []
    for (source, title), group in groupby(found, key=lambda one: (one.source, one.title)):
        if as_json:
            lines += (json_line(_fields(one, states)) for one in group)
        else:
            heading = shortened(title, _TITLE) or one_line(source)
            lines += [*([""] if lines else []), heading, *([f"  {one_line(source)}"] if heading != source else [])]
            lines += (_line(one, states, books) for one in group)
    text = "".join(f"{line}\n" for line in lines)
    (console.data if as_json else console.text)(text)


def _fields(one: Found, states: dict[_Key, _State] | None) -> dict[str, object]:
    """What `--json` prints; `place` and `state` are those of the present text with `--check`, else as marked."""
    mark = one.mark
    place: dict[str, int] | None = {"start": mark.start, "end": mark.end} if mark.start >= 0 else None
    state = None
    if states is not None:
        now = states.get(_key(one))
        place = {"start": now.start, "end": now.end} if now and now.start is not None and now.end is not None else None
        state = now.state if now else None
    return {
        "source": one.source,
        "title": one.title,
        "id": mark.id,
        "category": mark.category or None,
        "words": mark.words,
        "note": mark.note,
        "tags": list(mark.tags),
        "annotator": mark.annotator,
        "time": mark.time,
        "place": place,
        "state": state,
        "replies": list(mark.replies),
    }


def _line(one: Found, states: dict[_Key, _State] | None, books: Books) -> str:
    """A mark on one line: category, first words, annotator, note, tags, and how it was found."""
    mark = one.mark
    sign = look_of(mark.category, books.of(one.source).get(mark.category)).sign
    category = f"{sign} {one_line(mark.category)}" if mark.category else "· highlight"
    words = f"“{shortened(mark.words, _WORDS)}”" if mark.words.strip() else "(the whole briefing)"
    note = f": {shortened(mark.note, _WORDS)}" if mark.note.strip() else ""
    tags = "".join(f" #{one_line(tag)}" for tag in mark.tags)
    replies = f" ({counted(len(mark.replies), 'reply', 'replies')})" if mark.replies else ""
    now = states.get(_key(one)) if states is not None else None
    state = f" [{now.state}]" if now and now.state != "anchored" else ""
    return f"  {category}  {words}  {one_line(mark.annotator)}{note}{replies}{tags}{state}"


def _export(found: Sequence[Found], options: argparse.Namespace, opening: _Opening) -> int:
    from content.reopened import by_briefing
    from content.store.output import Inputs

    format_, template, marking = format_of(options), template_of(options.template), briefings.marking(options.tlp)
    if format_ == "brat" and len(list(by_briefing(found))) > 1:
        raise UsageError("A brat file is about one text: export one briefing at a time.")
    inputs = Inputs(files={Path(name) for name in (options.template, options.config, options.log_file) if name})
    outcome = opening.outcome
    chosen: list[tuple[Briefing, list[ExportEntry]]] = []
    for one in opening.of(found, whole=format_ in WHOLE):
        inputs.add(one.inputs)
        if one.entries or not opening.roles:
            chosen.append((one.briefing._replace(marking=marking) if marking else one.briefing, one.entries))
    if chosen or not outcome.code:
        if found and not chosen:
            outcome.console.warn("", _nothing(found, options))
        deliver(chosen, format_, template, inputs, options, outcome.console)
    return outcome.code


def _states(found: Sequence[Found], opening: _Opening) -> Iterator[tuple[_Key, _State]]:
    for one in opening.of(found, whole=True):
        for entry in one.entries:
            here = entry.range
            state = entry.state.value if entry.annotation.has_passage else "anchored"
            now = _State(here.start if here else None, here.end if here else None, state)
            yield (one.source, entry.annotation.id), now


def _key(one: Found) -> _Key:
    return one.source, one.mark.id


class _Opening(NamedTuple):
    """How the briefings of marks are opened: with which categories, and for marks in blocks of which roles, if any."""

    outcome: briefings.Outcome
    codebook: Codebook | None
    roles: tuple[str, ...]

    def of(self, found: Sequence[Found], *, whole: bool) -> Iterator[Reopened]:
        """The briefings of the marks, one by one; what cannot be opened is reported."""
        from content.reopened import by_briefing, reopened

        console, of_each = self.outcome.console, list(by_briefing(found))
        for number, ones in enumerate(of_each, 1):
            source = ones[0].source
            place = f"{number} of {len(of_each)}: " if len(of_each) > 1 else ""
            with self.outcome.of(source), console.working(f"reading {place}{source} …"):
                one = reopened(ones, self.codebook, whole=whole)
                for sentence in one.warnings:
                    console.warn(source, sentence)
                chosen = [entry for entry in one.entries if self._takes(one.briefing, entry)]
                yield one._replace(entries=chosen)

    def _takes(self, briefing: Briefing, entry: ExportEntry) -> bool:
        return not self.roles or Passage(briefing, entry).role in self.roles
