"""Each format holds every annotation whole, and nothing in it comes to life."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from content.annotation.anchoring.anchored import AnchorState
from content.annotation.records.model import Annotation
from content.document.model import Document, TextRange
from content.errors import UsageError
from content.export.csv_table import safe_cell
from content.export.entry import ExportEntry
from content.export.escaping import markdown_lines, markdown_words
from content.export.visible import shortened, visible
from content.formats import WRITTEN
from content.formats.writing import export
from content.structure.model import Briefing

Mark = Callable[..., ExportEntry]

_SPAN = re.compile(r"(\d+) (\d+)")
ATTACK = "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.example/p.png) www.e.example\n=1+1\x1b[2J"


def test_jsonl_is_each_record_as_it_was_saved(briefing: Briefing, mark: Mark) -> None:
    entries = [mark("port", note="a\u2028b"), mark("storm", tags=("x", "y"))]
    lines = export([(briefing, entries)], "jsonl").split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [entry.annotation.record for entry in entries]
    assert lines[-1] == ""


def test_json_is_one_collection(briefing: Briefing, mark: Mark) -> None:
    entries = [mark("port"), mark("storm")]
    made = json.loads(export([(briefing, entries)], "json"))
    assert (made["type"], made["total"]) == ("AnnotationCollection", 2)
    assert made["first"]["items"] == [entry.annotation.record for entry in entries]
    assert "first" not in json.loads(export([(briefing, [])], "json"))


@pytest.mark.parametrize("format_", WRITTEN)
def test_every_export_of_a_marked_briefing_bears_the_marking(briefing: Briefing, mark: Mark, format_: str) -> None:
    marked = briefing._replace(marking="TLP:RED")
    written = export([(marked, [mark("port", category="place")])], format_)
    assert "TLP:RED" in written
    assert "TLP" not in export([(briefing, [mark("port")])], format_)


@pytest.mark.parametrize("format_", WRITTEN)
def test_every_export_bears_the_embargo(briefing: Briefing, mark: Mark, format_: str) -> None:
    held = briefing._replace(metadata={"embargo": "0600 GMT"})
    assert "Embargo: 0600 GMT" in export([(held, [mark("port")])], format_)
    both = held._replace(marking="TLP:RED")
    assert "TLP:RED · Embargo: 0600 GMT" in export([(both, [mark("port")])], format_)


@pytest.mark.parametrize("format_", WRITTEN)
def test_no_export_steers_a_terminal(format_: str, mark: Mark) -> None:
    text = f"Head \x1b]0;x\x07 \x9b2J\n{ATTACK}\n"
    briefing = Briefing(Document(text, source="\x1b[31m.txt"))
    entry = mark(text.strip(), note=ATTACK, category="\x1b[1m", tags=("\x07",), text=text)
    assert not re.search("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", export([(briefing, [entry])], format_))


HIDING = "\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufff9\U000e0041"


def test_no_report_reorders_words_and_no_data_loses_them(mark: Mark) -> None:
    text = f"Pay 100\u202e001 to Ada\u2066{HIDING}\n"
    briefing = Briefing(Document(text, source=f"a{HIDING}.txt"))
    entry = mark(text.strip(), note=text, category="x\u202ey", tags=("a\u200fb",), text=text)
    hidden = re.compile(f"[{HIDING}]")
    for format_ in ("markdown", "html", "text"):
        assert not hidden.search(export([(briefing, [entry])], format_))
    template = "$passage $note $category $tags $source"
    assert not hidden.search(export([(briefing, [entry])], "markdown", template=template))
    for format_ in ("jsonl", "json", "doccano"):
        written = export([(briefing, [entry])], format_)
        assert not hidden.search(written)
        assert text in _strings(json.loads(written))
    for format_ in ("csv", "readwise"):
        (row,) = rows(export([(briefing, [entry])], format_))
        assert text in (row["note"] if format_ == "csv" else row["Note"])
    assert "Pay 100\u202e001 to Ada\u2066" in export([(briefing, [entry])], "brat")


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [string for inner in value for string in _strings(inner)]
    return [value] if isinstance(value, str) else []


def test_an_orphan_is_reported_with_its_words(briefing: Briefing, mark: Mark) -> None:
    lost = dataclasses.replace(mark("storm"), range=None, state=AnchorState.ORPHAN)
    for format_ in ("markdown", "html", "text"):
        assert "not found in the current text, orphan" in export([(briefing, [lost])], format_)
    for format_ in ("jsonl", "json", "markdown", "html", "csv", "text", "readwise"):
        assert "storm" in export([(briefing, [lost])], format_)


def test_markdown_reads_like_a_report(briefing: Briefing, mark: Mark) -> None:
    entry = mark("wait outside", category="key fact", note="Check *this*.\n\nTwice.", tags=("sea",))
    assert export([(briefing, [entry])], "markdown") == (
        "# Harbour closed\n\n"
        "- Source: port.txt\n"
        "- Annotations: 1\n"
        f"- SHA-256 of the text: `{briefing.document.sha256}`\n\n"
        "## wait outside\n\n"
        "**\\* key fact**\n\n"
        "> Officials said: “Ships **wait outside**.”\n\n"
        "Check \\*this\\*.\n\nTwice.\n\n"
        "- Speaker: Officials (anonymous)\n"
        "- Tags: sea\n"
        "- Annotator: Ada\n"
        "- Made: 2026-11-22T09:30:00.000000Z\n"
        "- Place: lead, paragraph 1, anchored\n"
        "- Annotation: urn:test:1\n"
    )


@pytest.mark.parametrize("format_", ["markdown", "html", "text"])
def test_each_report_calls_a_mark_by_its_words_and_then_its_category(
    briefing: Briefing, mark: Mark, format_: str
) -> None:
    written = export([(briefing, [mark("shut on Monday", category="claim")])], format_)
    shown = re.sub(r"<[^>]*>|[#*\\]", " ", written.partition("<body>")[2] or written)
    assert re.search(r"\bshut on Monday\s+-*\s*\**\[?=\s+claim\b", shown)


def test_a_mark_without_words_is_called_by_its_note(briefing: Briefing, mark: Mark) -> None:
    blank = dataclasses.replace(mark("port", note="What is missing here"), range=TextRange(14, 16))
    assert "## What is missing here\n" in export([(briefing, [blank])], "markdown")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short words", "short words"),
        ("  words\n over  lines ", "words over lines"),
        ("the harbour was closed at noon", "the harbour was…"),
        ("closed, since the storm", "closed, since the…"),
        ("x" * 40, "x" * 20 + "…"),
        ("ab\x1b[2J cd", "ab␛[2J cd"),
        ("e\u0301" * 20, "e\u0301" * 10 + "…"),
        ("x" + "e\u0301" * 20, "x" + "e\u0301" * 9 + "…"),
    ],
)
def test_a_heading_is_cut_between_words_and_never_within_a_letter(text: str, shown: str) -> None:
    assert shortened(text, 20) == shown


@pytest.mark.parametrize("words", ["Monday. Officials", "shut on Mon", "“Ships", "outside.” ", "day. Officials said:"])
def test_the_passage_is_bold_and_the_sentence_whole_wherever_it_begins(
    briefing: Briefing, mark: Mark, words: str
) -> None:
    html = MarkdownIt("commonmark").render(export([(briefing, [mark(words)])], "markdown"))
    assert f"<strong>{words.strip()}</strong>" in html
    assert "**" not in html


def test_a_passage_over_paragraphs_is_whole(briefing: Briefing, mark: Mark) -> None:
    words = "knows more.\nOlder trouble\nIn 2011"
    rendered = MarkdownIt("commonmark").render(export([(briefing, [mark(words)])], "markdown"))
    for line in words.split("\n"):
        assert f"<strong>{line}</strong>" in rendered
    assert "a storm closed it too." in rendered


@given(st.text(st.sampled_from("ab1 \t\n\\`*_[]()<>#+-.!|~&=:@$\"'{}^"), max_size=60) | st.text(max_size=40))
def test_escaped_words_render_as_they_are(words: str) -> None:
    plain = " ".join(words.translate(dict.fromkeys(range(32), " ")).split())
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for source in (f"x{markdown_words(plain)}x", markdown_lines(f"{plain}\n")):
        tokens = parser.parse(source)
        assert [token.type for token in tokens if token.type != "inline"] in (
            ["paragraph_open", "paragraph_close"],
            [],
        )
        kinds = {child.type for token in tokens for child in token.children or []}
        assert kinds <= {"text", "hardbreak", "softbreak"}
        shown = "".join(child.content for token in tokens for child in token.children or [])
        assert visible(plain).replace("\u2421", "") in shown.replace("\u2421", "") or re.search("[\x7f-\x9f]", plain)


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written, newline="")))


@given(st.text(st.sampled_from("=+-@\t\r\n'ab,;\"＝\ufeff\u200b "), max_size=12))
def test_no_cell_is_a_formula_and_the_words_come_back(words: str) -> None:
    cell = safe_cell(words)
    assert not re.match("[\\s\ufeff\u200b]*[-=+@＝]", cell)
    assert not cell.startswith(("\t", "\r", "\n"))
    assert cell.removeprefix("'") == words


FORMULAS = ["=1+1", "\t=1+1", "\n=1+1", "-2+3", "@SUM(A1)", " +1", "\0=1", "'quoted", 'a "b", c;\nd']


@pytest.mark.parametrize("words", FORMULAS)
def test_a_csv_row_gives_back_what_was_marked(mark: Mark, words: str) -> None:
    text = f"Before {words} after"
    briefing = Briefing(Document(text))
    (row,) = rows(export([(briefing, [mark(words, note=words, text=text)])], "csv"))
    for column in ("passage", "note"):
        cell = row[column]
        assert (cell.removeprefix("'")) == words
    assert all(not re.match(r"[=+\-@\t\r\n]", cell) for cell in row.values())


def test_brat_splits_at_line_ends(briefing: Briefing, mark: Mark) -> None:
    entry = mark("knows more.\nOlder trouble", category="key fact", note="two\nlines")
    lines = export([(briefing, [entry])], "brat").split("\n")
    spans = re.match(r"T1\tkey_fact ([0-9 ;]+)\tknows more. Older trouble$", lines[0])
    assert spans is not None
    parts = [
        briefing.document.text[int(start) : int(end)]
        for start, end in (span.split() for span in spans.group(1).split(";"))
    ]
    assert parts == ["knows more.", "Older trouble"]
    assert lines[1:3] == ["#1\tAnnotatorNotes T1\ttwo lines", "#2\tAnnotator T1\tAda"]


def imported(entry: ExportEntry, fragments: object) -> ExportEntry:
    record = {**entry.annotation.record, "imported": {"from": "brat", "fragments": fragments}}
    return dataclasses.replace(entry, annotation=Annotation(record))


def spans(briefing: Briefing, entry: ExportEntry) -> list[str]:
    found = _SPAN.findall(export([(briefing, [entry])], "brat").split("\t")[1])
    return [briefing.document.text[int(start) : int(end)] for start, end in found]


def test_brat_gives_fragments_back_that_were_imported_while_the_passage_is_the_same(
    briefing: Briefing, mark: Mark
) -> None:
    entry = mark("Ships wait outside")
    start = briefing.document.text.index("Ships")
    parts = [[start, start + 5], [start + 11, start + 18]]
    assert spans(briefing, imported(entry, parts)) == ["Ships", "outside"]
    later = briefing._replace(document=Document("New. " + briefing.document.text))
    moved = dataclasses.replace(imported(entry, parts), range=TextRange(start + 5, start + 23))
    assert spans(later, moved) == ["Ships", "outside"]
    assert spans(briefing, imported(mark("wait outside"), parts)) == ["wait outside"]
    assert spans(briefing, dataclasses.replace(imported(entry, parts), range=TextRange(0, 7))) == ["Harbour"]
    for odd in (5, [], [5], [[5]], [["a", "b"]], [[start, 1.5]], [parts[1], parts[0]], [[None, None]]):
        assert spans(briefing, imported(entry, odd)) == ["Ships wait outside"]


def test_doccano_has_the_text_and_labels(briefing: Briefing, mark: Mark) -> None:
    line = json.loads(export([(briefing, [mark("port", category="place"), mark("storm")])], "doccano"))
    assert [(line["text"][start:end], label) for start, end, label in line["label"]] == [
        ("port", "place"),
        ("storm", "highlight"),
    ]


def test_readwise_has_its_columns(briefing: Briefing, mark: Mark) -> None:
    (row,) = rows(export([(briefing, [mark("port", category="key fact", note="See.", tags=("sea",))])], "readwise"))
    assert (row["Highlight"], row["Title"], row["Note"]) == ("port", "Harbour closed", ".key_fact .sea\nSee.")
    assert row["Date"] == "2026-11-22 09:30:00"


def test_several_briefings_go_into_one_export(briefing: Briefing, mark: Mark) -> None:
    other = briefing._replace(document=Document(briefing.document.text, source="b.txt"))
    written = export([(briefing, [mark("port")]), (other, [mark("storm")])], "markdown")
    assert written.count("# Harbour closed\n") == 2
    assert len(rows(export([(briefing, [mark("port")]), (other, [mark("storm")])], "csv"))) == 2


def test_a_template_is_filled(briefing: Briefing, mark: Mark) -> None:
    template = "# $headline ($count)\n<!-- each annotation -->\n* $passage: $note $$1\n<!-- end -->\nEnd\n"
    entries = [mark("port", note="<b>"), mark("storm")]
    assert export([(briefing, entries)], "markdown", template=template) == (
        "# Harbour closed (2)\n* port: &lt;b\\> $1\n* storm:  $1\nEnd\n"
    )
    assert export([(briefing, entries)], "markdown", template="$passage\n") == "port\nstorm\n"


@pytest.mark.parametrize("template", ["$nothing", "costs $5", "${"])
def test_a_faulty_template_is_refused_in_words(briefing: Briefing, mark: Mark, template: str) -> None:
    with pytest.raises(UsageError, match="template"):
        export([(briefing, [mark("port")])], "markdown", template=template)


def test_unknown_formats_are_refused_and_the_known_ones_named(briefing: Briefing) -> None:
    with pytest.raises(UsageError, match="readwise"):
        export([(briefing, [])], "pdf")
    with pytest.raises(UsageError, match="Markdown"):
        export([(briefing, [])], "csv", template="x")


def test_nothing_is_cut_short(mark: Mark) -> None:
    words = "word " * 20_000 + "end"
    briefing = Briefing(Document(words))
    entry: ExportEntry = mark(words, note=words, text=words)
    for format_ in WRITTEN:
        assert words in export([(briefing, [entry])], format_)


def test_a_line_without_context_and_name_is_a_valid_annotation_when_exported(briefing: Briefing) -> None:
    bare = Annotation({"type": "Annotation", "target": "port.txt"})
    (line,) = export([(briefing, [ExportEntry(bare, None)])], "jsonl").splitlines()
    found = json.loads(line)
    assert (found["@context"], found["id"]) == ("http://www.w3.org/ns/anno.jsonld", bare.id)
