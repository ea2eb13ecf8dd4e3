"""Annotations from other tools, in a format that is named or recognised by content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from content.annotation.records.categories import BUILT_IN
from content.annotation.records.collection import is_later
from content.annotation.records.json_lines import ELSEWHERE, is_too_deep
from content.annotation.records.model import Annotation
from content.annotation.records.target import target_source
from content.errors import InputError
from content.formats import FORMATS, READ, existing, w3c, w3c_pages
from content.formats.adopting import Adopter
from content.formats.given import decoded
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from content.annotation.records.categories import Codebook
    from content.annotation.records.collection import Version
    from content.annotation.records.model import Record
    from content.document.model import Document
    from content.formats.foreign import Foreign, Found
    from content.formats.given import Given

_LONG = 40  # characters that two texts never share by chance


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of another tool holds for one briefing, and sentences on what else it holds.

    `incomplete` says that the file mentions more annotations than it holds; `lost` counts by kind what of it is not
    kept.
    """

    format: str
    records: tuple[Record, ...]
    warnings: tuple[str, ...] = ()
    incomplete: bool = False
    lost: str = ""


def read_annotations(
    data: bytes, document: Document, format_: str | None = None, *, now: datetime, codebook: Codebook = BUILT_IN
) -> Imported:
    """The annotations in `data` that are about the document, as records for our file, under the same names each time.

    `format_` is one of `READ`; None recognises it. `now` is when the document was read. Tags and colours that are
    called like a category of the `codebook` become that. Raises InputError for what is in none of the formats,
    UsageError for a format that does not exist.
    """
    given = decoded(data, codebook)
    found = _recognised(given) if format_ is None else existing(format_, READ)
    if found == "w3c":  # read line by line: a damaged line does not spoil the others
        imported = _w3c(given, document, now)
    elif given.text is None:
        raise InputError("It is not UTF-8: export it again as UTF-8.")
    else:
        imported = _adopted(Adopter(found, document, now), FORMATS[found].load("read")(given))
    _check(imported)
    return _shallow(imported)


def names_taken(records: Iterable[Record], known: Mapping[str, Version]) -> str:
    """A sentence on annotations left out because one with the same name is here that is just as new."""
    versions = [record for record in records if isinstance(record, Annotation) and record.id in known]
    taken = [one for one in versions if not is_later(one, known[one.id]) and not _says_the_same(one, known[one.id])]
    if not taken:
        return ""
    have, are = ("has", "It is") if len(taken) == 1 else ("have", "They are")
    return f"{counted(len(taken), 'annotation')} {have} the id of another that is just as new. {are} left out."


def _says_the_same(one: Annotation, known: Version) -> bool:
    """Whether a record with the id of a known one says nothing else, whenever and by whom it was read."""
    return isinstance(known, Annotation) and _said(one) == _said(known)


def _said(one: Annotation) -> tuple[object, ...]:
    return one.note, one.tags, one.category, one.annotator, one.reply_to, one.quote


def _recognised(given: Given) -> str:
    """The format of a tool that knows the file as its own; else W3C's for JSON, and for what is not even text."""
    for name in READ:
        recognise = FORMATS[name].recognise
        if recognise and FORMATS[name].load(recognise)(given):
            return name
    if given.text is None or given.first_values:
        return "w3c"
    raise InputError(f"Its format is not one that can be imported: {', '.join(READ)} (`import --format` says which).")


def _w3c(given: Given, document: Document, now: datetime) -> Imported:
    records, damaged = w3c.read(given, document, now)
    lacking = w3c_pages.missing(given.values)
    lines = [
        f"Line {line.number} is left out: {line.reason}" for line in damaged if not line.reason.startswith(ELSEWHERE)
    ]
    warnings = (*filter(None, [lacking]), *lines, *w3c.further_targets(records))
    return Imported("w3c", tuple(records), warnings, incomplete=bool(lacking))


def _adopted(adopter: Adopter, found: Found) -> Imported:
    """The annotations about our text in a file that may be about several."""
    foreign, warnings = found.foreign, [*filter(None, [found.lacking]), *found.warnings]
    groups = [list(group) for _, group in groupby(sorted(foreign, key=lambda one: one.about), lambda one: one.about)]
    ours = [group for group in groups if len(groups) == 1 or _is_about(group, adopter.document)]
    others = len(foreign) - sum(map(len, ours))
    if others and not ours:
        raise InputError(
            f"Its {counted(others, 'annotation')} are about other texts: name the briefing that they are about."
        )
    if others:
        are = "is about another text and is" if others == 1 else "are about other texts and are"
        warnings.append(f"{counted(others, 'annotation')} {are} left out.")
    chosen, tool = [one for group in ours for one in group], FORMATS[adopter.tool]
    annotations = adopter.adopt(tool.load(tool.fit)(chosen, adopter.document.text) if tool.fit else chosen)
    if adopter.joined:
        are = "is" if adopter.joined == 1 else "are"
        warnings.append(f"{counted(adopter.joined, 'passage')} with gaps {are} marked without them; the gaps are kept.")
    records: tuple[Record, ...] = (*adopter.snapshots(annotations), *annotations)
    lost = ", ".join(f"{count} {kind}" for kind, count in found.lost.items() if count)
    return Imported(adopter.tool, records, tuple(warnings), incomplete=bool(found.lacking), lost=lost)


def _is_about(group: list[Foreign], document: Document) -> bool:
    """Whether annotations of one text are about this one: it contains a long passage of theirs, or half of them.

    Notes on a whole text say by its name which one they mean.
    """
    text = document.text
    if not any(one.exact for one in group) and group[0].about in {document.source, target_source(document)}:
        return True
    quoted = [one.exact for one in group if one.exact]
    here = [words for words in quoted if words in text]
    return group[0].text == text or any(len(words) > _LONG for words in here) or 2 * len(here) > len(quoted)


def _check(imported: Imported) -> None:
    """Refuses a file without annotations for this briefing, unless it is complete and simply empty."""
    if imported.records or not imported.warnings:
        return
    if imported.incomplete:
        raise InputError(imported.warnings[0])
    raise InputError(
        f"There are no {imported.format} annotations for this briefing in it: check it, or choose another --format."
    )


def _shallow(imported: Imported) -> Imported:
    """The annotations without those nested too deeply to be read back."""
    kept = tuple(record for record in imported.records if not is_too_deep(record))
    deep = len(imported.records) - len(kept)
    if not deep:
        return imported
    are = "is" if deep == 1 else "are"
    sentence = f"{counted(deep, 'annotation')} nested too deeply {are} left out."
    return replace(imported, records=kept, warnings=(*imported.warnings, sentence))
