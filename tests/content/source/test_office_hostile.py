"""Damaged and hostile documents end in a text or in a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import InputError
from content.source import docx, epub, odt, rtf
from content.source.opened_zip import OpenedZip, beside
from content.source.received import Received

if TYPE_CHECKING:
    from content.document.model import Document

FILES = Path(__file__).parent / "files"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
IMPORTERS = {"pandoc.docx": docx, "pandoc.odt": odt, "pandoc.rtf": rtf, "pandoc.epub": epub}


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def worded(body: str, before: str = "") -> Document:
    parts = {"word/document.xml": f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"}
    return docx.read(Received(packed(**parts), "a.docx", ".docx"))[0]


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def rich(body: str) -> Document:
    return rtf.read(Received(f"{{\\rtf1\\ansi {body}}}".encode("latin-1"), "a.rtf", ".rtf"))[0]


def test_hidden_text_of_a_docx_is_left_out_with_a_warning() -> None:
    document = worded(paragraph("secret", "<w:vanish/>") + paragraph("seen"))
    assert (document.text, len(document.warnings)) == ("seen", 1)


def test_deleted_words_of_a_docx_are_left_out_and_inserted_ones_kept() -> None:
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
    assert worded(f"<w:p>{deleted}</w:p>").text == "new"


def test_a_large_first_letter_of_a_docx_begins_the_word_after_it() -> None:
    letter = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
    document = worded(letter + paragraph("he piers are closed."))
    assert (document.text, document.warnings) == ("The piers are closed.", ())


def test_short_bold_lines_are_headings_where_none_is_marked_up() -> None:
    text = paragraph("Piers closed", "<w:b/>") + paragraph("Nobody knows for how long.") * 3
    text += paragraph("What was found", "<w:b/>") + paragraph("Cracks of more than a metre.") * 2
    markup = [
        (span.level, span.range.of(worded(text).text)) for span in worded(text).markup if span.markup == "heading"
    ]
    assert markup == [(1, "Piers closed"), (2, "What was found")]
    assert all(span.markup != "heading" for span in worded(paragraph("All of it is bold", "<w:b/>") * 4).markup)


def test_the_code_of_a_field_is_left_out() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert worded(f"<w:p>{field}</w:p>").text == "7"


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("outside words")
    dtd = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{outside.as_uri()}">]>'
    assert "outside words" not in worded(paragraph("&e; seen"), dtd).text


def test_tables_nested_beyond_the_limit_of_the_parser_end_in_text_or_an_error() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 10_000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 10_000
    with pytest.raises(InputError):
        worded(deep)


def test_a_member_that_expands_too_far_is_refused() -> None:
    bomb = packed(a="\0" * (40 << 20))
    with pytest.raises(InputError, match="too large"):
        OpenedZip(bomb, "DOCX").read("a")


def test_an_archive_of_too_many_members_is_refused() -> None:
    with pytest.raises(InputError, match="parts"):
        OpenedZip(packed(**{str(number): "" for number in range(20_001)}), "EPUB")


def test_a_target_above_the_root_is_a_name_within_the_archive() -> None:
    assert not beside("word/document.xml", "/../../etc/passwd").startswith("/")


def test_a_spreadsheet_is_named_as_one() -> None:
    with pytest.raises(InputError, match="spreadsheet"):
        docx.read(Received(packed(**{"xl/workbook.xml": "<workbook/>"}), "a.docx", ".docx"))


def test_an_epub_with_encrypted_chapters_is_locked() -> None:
    parts = {
        "META-INF/container.xml": '<container><rootfile full-path="c.opf"/></container>',
        "META-INF/encryption.xml": '<encryption><EncryptionMethod Algorithm="urn:aes"/></encryption>',
        "c.opf": "<package/>",
    }
    with pytest.raises(InputError, match="locked"):
        epub.read(Received(packed(**parts), "a.epub", ".epub"))


def test_letters_of_an_rtf_are_in_the_code_page_of_their_font() -> None:
    assert rich(r"{\fonttbl{\f0\fcharset204 Arial;}}\f0 \'cc\'e8\'f0\par").text == "Мир"


def test_a_unicode_letter_of_an_rtf_replaces_what_follows_it() -> None:
    assert rich(r"\uc1 caf\u233?\par").text == "café"


def test_html_in_an_rtf_is_read_as_html() -> None:
    document = rich(r"\fromhtml1 {\*\htmltag <h1>}Head{\*\htmltag </h1>}\htmlrtf {\b x}\htmlrtf0 {\*\htmltag <p>}Text")
    assert document.text == "Head\n\nText"


def test_groups_of_an_rtf_nested_very_deeply_are_read() -> None:
    assert rich("{" * 50_000 + "deep" + "}" * 50_000).text == "deep"


@pytest.mark.parametrize("name", list(IMPORTERS))
@given(st.data())
def test_any_change_of_bytes_ends_in_a_document_or_a_sentence(name: str, data: st.DataObject) -> None:
    written = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        written[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(written)))
    for damaged in (bytes(written), bytes(written[:cut])):
        try:
            made = IMPORTERS[name].read(Received(damaged, name))
        except InputError:
            continue
        assert len(made) == 1
