"""What is fuzzed, by name: each target takes any bytes, and raises only when something is wrong."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from zlib import crc32

from content.annotation.anchoring.anchors import Anchors
from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines, write_record
from content.annotation.records.model import Record, TextSnapshot
from content.document.model import Document, TextRange
from content.document.text import decode
from content.errors import BriefmarkError, InputError, UsageError
from content.export.entry import ExportEntry
from content.formats import READ, WRITTEN
from content.formats.reading import names_taken, read_annotations
from content.formats.writing import export
from content.source import document_from_bytes
from content.source.received import Received
from content.source.recognising import recognise
from content.structure import analyse
from content.structure.model import Briefing, Role
from content.structure.overruling import BACKGROUND, CURRENT
from tests.fuzz.format_seeds import SEEDS
from tests.fuzz.invariants import check_document, check_renderings, check_structure, must
from tests.fuzz.seeds import DOCUMENT, NOW, TEXT, marks
from tui.in_force import load

_LABELS = (
    "utf-8", "ascii", "utf-16", "utf-32", "utf-7", "cp1252", "cp1254", "koi8-r", "shift_jis", "euc-jp", "gb18030",
    "big5", "iso-2022-jp", "iso-2022-kr", "hz", "cp932", "tis-620", "idna", "rot13", "hex", "unicode_escape",
    "undefined", "punycode", "utf-8-sig", "",
)  # fmt: skip


def decoding(data: bytes) -> None:
    """Bytes to text, in the encoding that they declare, that the reader forces, or that is guessed."""
    own = data[:12].decode("latin-1")
    label = _LABELS[crc32(data) % len(_LABELS)]
    for declared, forced in ((None, None), (label, None), (None, label), (own, None), (None, own)):
        try:
            found = decode(data, declared, forced=forced)
        except InputError:
            continue
        except UsageError:
            must(forced is not None, "UsageError though no charset was forced")
            continue
        must("\r" not in found.text, "a carriage return in the canonical text")
        must(decode(data, declared, forced=forced) == found, "another text at the second time")


def briefing(suffix: str, data: bytes) -> None:
    """A file of one kind to its document, its structure and everything that `show` prints."""
    try:
        document = document_from_bytes(data, source=f"fuzz{suffix}", suffix=suffix)
    except BriefmarkError:
        return
    check_document(document)
    found = analyse(document)
    check_structure(found)
    check_renderings(found)


def format_of(suffix: str, data: bytes) -> None:
    """A file of one format to its briefings, read in this process, and the structure of the first of them."""
    received = Received(data, f"fuzz{suffix}", suffix)
    try:
        module = import_module(f"content.source.{recognise(received).module}")
        documents = module.read(received)
    except BriefmarkError:
        return
    for document in documents:
        check_document(document)
        must(document.source.startswith(received.source), "a briefing of another file")
    for document in documents[:1]:
        check_structure(analyse(document))


def annotation_file(data: bytes) -> None:
    """An annotation file: its lines, their sum, their places in a text, and every export."""
    lines = read_lines(data)
    must(0 <= lines.size <= len(data), "more was read than there is")
    _check_records(lines.records)


def importing(data: bytes) -> None:
    """Another tool's file, recognised or read as each format, and then what it becomes in our own file."""
    for format_ in (None, *READ):
        try:
            found = read_annotations(data, DOCUMENT, format_, now=NOW)
        except InputError:
            continue
        names_taken(found.records, fold(found.records).versions)
        if format_ is None or crc32(data) % 8 == 0:
            _check_records(found.records)


def settings(data: bytes) -> None:
    """The settings file."""
    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(data)
        file.flush()
        try:
            load(file.name)
        except (InputError, UsageError) as error:
            str(error).encode("utf-8", "replace")


def templates(data: bytes) -> None:
    """A report template."""
    try:
        template = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    place = TextRange(TEXT.index("shut on"), TEXT.index("shut on") + 14)
    entries = [ExportEntry(one, place) for one in marks()]
    try:
        export([(_briefing_of_ours(), entries)], "markdown", template=template).encode("utf-8", "replace")
    except UsageError:
        return


@cache
def _briefing_of_ours() -> Briefing:
    return analyse(DOCUMENT)


def _check_records(records: tuple[Record, ...]) -> None:
    """Records can be written and read back, add up to the same in any order, and have places and exports."""
    written = b"".join(map(write_record, records))
    again = read_lines(written)
    must(not again.damaged, f"a record that does not read back: {again.damaged[:1]}")
    must(len(again.records) == len(records), "another number of records when they are read back")
    collection, backwards = fold(again.records), fold(reversed(records))
    must(set(collection.versions) == set(backwards.versions), "other names in another order")
    for name, version in collection.versions.items():
        must(version.canonical == backwards.versions[name].canonical, "another version in another order")
    anchors = Anchors(DOCUMENT, _no_text)
    entries = []
    for annotation in collection.live:
        anchor = anchors.anchor(annotation, collection)
        for place in (anchor.range, *anchor.candidates):
            must(place is None or place.end <= len(TEXT), "a place beyond the end of the text")
        entries.append(ExportEntry(annotation, anchor.range, anchor.state))
    for format_ in WRITTEN:
        _check_export(export([(_briefing_of_ours(), entries)], format_), format_)
    _check_overruled(anchors.overruled(collection))
    TextSnapshot.make(written.decode())


def _check_export(text: str, format_: str) -> None:
    if format_ == "json":
        json.loads(text)
    elif format_ in {"jsonl", "doccano"}:
        for line in text.split("\n"):
            must(not line or json.loads(line), "a line that says nothing")
    text.encode("utf-8", "replace")


def _check_overruled(overruled: tuple[tuple[TextRange, str], ...]) -> None:
    """The structure with roles and background that readers set."""
    if overruled:
        names = set(Role)
        roles = {place: Role(word) for place, word in overruled if word in names}
        times = {place: word for place, word in overruled if word in {BACKGROUND, CURRENT}}
        check_structure(analyse(DOCUMENT, roles, times))


def _no_text(_: str) -> None:
    return None


def warm_up() -> None:
    """Loads whatever is loaded lazily, so that no input is charged for it."""
    for target in TARGETS.values():
        target(TEXT.encode())
    document = Document(TEXT)
    check_renderings(analyse(document))
    for seed in marks():
        annotation_file(write_record(seed))
    decode(TEXT.encode("cp1254", "replace") + b"\xfe\xfd")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "decoding": decoding,
    "plain": partial(briefing, ".txt"),
    "html": partial(briefing, ".html"),
    "markdown": partial(briefing, ".md"),
    "annotations": annotation_file,
    "imports": importing,
    "settings": settings,
    "templates": templates,
    **{f"format{suffix}": partial(format_of, suffix) for suffix in SEEDS},
}
