"""A PDF is read as it is seen: in order, without what pages repeat, with structure and the places of its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source.pdf import read
from content.source.received import Received

pytest.importorskip("pypdfium2")

FILES = Path(__file__).parent / "files"


def opened(name: str) -> Document:
    return read(Received((FILES / name).read_bytes(), name, ".pdf"))[0]


def marked(document: Document, markup: Markup) -> list[str]:
    return [span.range.of(document.text) for span in document.markup if span.markup is markup]


def made(*streams: str, page: str = "", extra: str = "") -> bytes:
    """A PDF with a page for each content stream, in Helvetica (F1) and Helvetica-Bold (F2)."""
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(streams)))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    }
    for at, stream in enumerate(streams):
        objects[10 + 2 * at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] {page} /Contents {11 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objects[11 + 2 * at] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    body = "".join(f"{number} 0 obj\n{words}\nendobj\n" for number, words in objects.items())
    return f"%PDF-1.7\n{body}trailer << /Root 1 0 R >>\n".encode("latin-1")


def lines(*words: str, top: int = 700, size: int = 12, left: int = 50) -> str:
    """A content stream of lines under each other."""
    shown = "".join(f"({word}) Tj 0 -{size + 2} Td " for word in words)
    return f"BT /F1 {size} Tf {left} {top} Td {shown}ET\n"


def read_made(*streams: str, page: str = "", extra: str = "") -> Document:
    return read(Received(made(*streams, page=page, extra=extra), "a.pdf", ".pdf"))[0]


def test_columns_are_read_one_after_the_other() -> None:
    text = opened("columns.pdf").text
    assert text.index("Part 1 of the account") < text.index("Part 2 of the account")
    assert "over the" not in text
    assert "found cracks in two of its oldest pillars. Engineers will examine the remaining pillars" in text


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    text = opened("columns.pdf").text
    assert "Harbour Bulletin" not in text
    assert "Page 1" not in text


def test_the_largest_words_at_the_top_are_the_headline() -> None:
    document = opened("columns.pdf")
    headings = [(span.level, span.range.of(document.text)) for span in document.markup if span.markup is Markup.HEADING]
    assert headings == [
        (1, "Quay closed after inspection"),
        (2, "Part 1 of the account"),
        (2, "Part 2 of the account"),
    ]


def test_what_the_file_says_of_itself_is_its_metadata() -> None:
    metadata = dict(opened("columns.pdf").metadata)
    assert (metadata["title"], metadata["author"]) == ("Quay closed after inspection", "Ada Berg")


def test_the_place_where_each_page_begins_is_kept() -> None:
    document = opened("columns.pdf")
    pages = dict(document.metadata)["pages"]
    assert [page.split(":")[0] for page in pages] == ["1", "2"]
    assert 0 < int(pages[1].split(":")[1]) < len(document.text)


def test_items_of_lists_are_marked() -> None:
    items = marked(opened("rich.pdf"), Markup.LIST_ITEM)
    assert [item[:15] for item in items] == ["• First measure", "• Second measur"]


def test_rows_of_tables_are_marked() -> None:
    rows = marked(opened("rich.pdf"), Markup.TABLE_ROW)
    assert rows == ["Quay | Ships | Delay", "North | 0 | closed", "South | 14 | one hour", "West | 3 | none"]


def test_links_lead_where_they_say() -> None:
    document = opened("rich.pdf")
    links = [(span.value, span.range.of(document.text)) for span in document.markup if span.markup is Markup.LINK]
    assert [value for value, _ in links] == ["https://example.org/quay"]


def test_a_word_divided_at_a_line_end_is_mended() -> None:
    assert "an example of it" in read_made(lines("This line has an exam-", "ple of it.")).text


def test_a_word_known_with_its_hyphen_keeps_it() -> None:
    text = read_made(lines("A long-term plan is made, and this is a long-", "term plan, too.")).text
    assert "this is a long-term plan" in text


def test_a_sentence_goes_on_over_the_page() -> None:
    document = read_made(lines("The council will meet again and"), lines("decide on the new budget."))
    assert document.text == "The council will meet again and decide on the new budget."


def test_a_page_that_begins_within_a_paragraph_has_its_place_there() -> None:
    document = read_made(lines("The council will meet again and"), lines("decide on the new budget."))
    at = int(dict(document.metadata)["pages"][1].split(":")[1])
    assert document.text[at:].startswith("decide")


def test_a_number_alone_at_the_foot_is_that_of_the_page() -> None:
    document = read_made(lines("Words of the page.") + lines("- 7 -", top=30))
    assert document.text == "Words of the page."


def test_pages_that_are_all_alike_are_kept() -> None:
    assert read_made(lines("Form 1"), lines("Form 2"), lines("Form 3")).text == "Form 1\n\nForm 2\n\nForm 3"


def test_rotated_text_is_left_out_with_a_warning() -> None:
    stamp = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 200 Tm (DRAFT) Tj ET\n"
    document = read_made(lines("Words that stand upright on this page.") + stamp)
    assert document.text == "Words that stand upright on this page."
    assert "5 characters" in document.warnings[0]


def test_a_page_on_its_side_is_read_upright() -> None:
    turned = "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (The first line of it) Tj 0 -14 Td (and the second one.) Tj ET"
    assert read_made(turned, page="/Rotate 90").text == "The first line of it and the second one."


def test_a_pdf_without_text_says_what_to_do() -> None:
    document = read_made("0 0 100 100 re f")
    assert document.text == ""
    assert "ocrmypdf" in document.warnings[0]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 100_000, b"\0" * 1000])
def test_what_is_no_pdf_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged"):
        read(Received(data, "a.pdf", ".pdf"))


def documents_or_sentence(data: bytes) -> list[Document] | str:
    try:
        return read(Received(data, "a.pdf", ".pdf"))
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.95])
def test_a_truncated_file_is_read_as_far_as_possible_or_refused(kept: float) -> None:
    data = (FILES / "rich.pdf").read_bytes()
    assert documents_or_sentence(data[: int(kept * len(data))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"/Kids [10 0 R]", b"/Kids [2 0 R 2 0 R]"),
        (b"/Count 1", b"/Count 2000000000"),
        (b"/Count 1", b"/Count -1"),
        (b"/MediaBox [0 0 600 800]", b"/MediaBox [0 0 1e30 -1e30]"),
        (b"/Contents 11 0 R", b"/Contents 10 0 R"),
        (b"/Length ", b"/Length 99999999"),
        (b"/BaseFont /Helvetica", b"/BaseFont /" + b"A" * 100_000),
        (b"/F1 12 Tf", b"/F1 1e38 Tf"),
        (b"50 700 Td", b"1e38 -1e38 Td"),
    ],
)
def test_a_hostile_file_ends_in_a_document_or_an_input_error(one: bytes, other: bytes) -> None:
    data = made(lines("Words of a page."))
    assert one in data
    assert documents_or_sentence(data.replace(one, other))


def test_actions_in_a_file_are_not_text_and_do_not_run() -> None:
    action = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    assert read_made(lines("Only these words."), extra=action).text == "Only these words."


def test_a_sentence_with_other_figures_on_each_page_is_not_a_margin() -> None:
    pages = [lines(f"Killed: {killed}", f"Report {killed}.", "It is said again.") for killed in (20, 35, 11)]
    text = read_made(*pages).text
    assert all(f"Killed: {killed}" in text for killed in (20, 35, 11))


def test_a_line_with_the_number_of_its_page_is_a_margin() -> None:
    pages = [
        lines(f"Bulletin 7, page {page} of 3", *(f"Sentence {page * 10 + line} tells." for line in range(9)))
        for page in (1, 2, 3)
    ]
    text = read_made(*pages).text
    assert "Bulletin" not in text
    assert "Sentence 10 tells." in text


def centred(*words: str, top: int, size: int = 12) -> str:
    """A content stream of lines with the same middle, each letter taken for half as wide as it is high."""
    shown = (
        f"BT /F1 {size} Tf {300 - len(word) * size // 4} {top - (size + 2) * at} Td ({word}) Tj ET\n"
        for at, word in enumerate(words)
    )
    return "".join(shown)


def test_lines_set_in_the_middle_are_paragraphs_and_those_of_a_title_one_heading() -> None:
    title = centred("Harbour towns brace as", "second storm nears", top=760, size=24)
    text = lines(
        *["The harbour towns have been told to brace for the storm that nears the coast this week."] * 6, top=640
    )
    document = read_made(title + centred("Ann Lee", "14 November 2026", top=690) + text)
    assert document.text.split("\n\n")[:3] == [
        "Harbour towns brace as second storm nears",
        "Ann Lee",
        "14 November 2026",
    ]


def test_small_figures_above_the_line_stay_above_it() -> None:
    stream = "BT /F1 12 Tf 50 700 Td (It rose to 600) Tj /F1 8 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( houses.) Tj ET\n"
    assert read_made(stream).text == "It rose to 600² houses."


def test_a_hyphen_between_figures_at_a_line_end_is_kept() -> None:
    text = lines(
        "The talks of the two cabinets in the years 2023-",
        "24 went on for the whole of the winter and",
        "of the spring.",
    )
    assert "2023-24 went on" in read_made(text).text
