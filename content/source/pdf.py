"""PDF with a text layer: the text in reading order, with headings, lists, tables, links and the places of its pages."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from content.document.model import Document
from content.errors import InputError
from content.source.extras import need
from content.source.pdf_blocks import blocks_of
from content.source.pdf_layout import lines_of, reading_order
from content.source.pdf_margins import without_margins
from content.source.pdf_text import hyphenated, write
from content.source.pdf_words import Page, page_of
from content.source.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.source.received import Received

_MOST_PAGES = 2_000
_MOST_CHARACTERS = 3_000_000
_SECONDS, _SECONDS_PER_MEGABYTE = 2.5, 1.0  # of CPU: beside what the process that reads it is allowed
_LONGEST_VALUE = 1_000  # characters of what the file says of itself
_PASSWORD = 4  # FPDF_ERR_PASSWORD of fpdfview.h
_DATE = re.compile(r"(?:D:)?([0-9]{4})([0-9]{2})?([0-9]{2})?")
_FILE_NAMES = (".doc", ".docx", ".pdf", ".indd", ".odt", ".rtf", ".tex", ".ppt", ".pptx", ".xls", ".xlsx", ".qxd")
_LOCKED = (
    "This PDF is locked with a password: open it in a PDF reader with the password, print it to a new PDF, "
    "and open that (or `qpdf --password=... --decrypt IN OUT`)."
)
_DAMAGED = "This PDF is damaged or none at all: open it in a PDF reader, print it to a new PDF, and open that."
_NO_TEXT = "This PDF has no text, perhaps pictures of pages: run OCR (`ocrmypdf IN OUT`), and open OUT."
_ROTATED = "Rotated text is left out ({} characters, such as stamps at the margin): see it in a PDF reader."
_PICTURES = "{} of {} pages are pictures without text: run OCR (`ocrmypdf IN OUT`) to read them."
_BROKEN_PAGES = "{} of {} pages are damaged and left out: open the file in a PDF reader."
_CUT = "Only the first {} of {} pages are shown, as the file is very large: split it to read the others."


def read(received: Received) -> list[Document]:
    """The document of a PDF.

    Its `metadata` has what the file says of itself, and `pages`: "LABEL:OFFSET" for each stretch of the text that
    comes from one page, in order (footnotes stand at the end, so a page may come twice). One without text opens empty,
    with a warning. Raises InputError for a PDF that is locked or damaged. Nothing in it runs: pdfium is built without
    JavaScript, and no action and no form is opened.
    """
    pypdfium2: Any = need("pypdfium2", "PDF")
    try:
        opened = pypdfium2.PdfDocument(received.data)
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        raise InputError(_LOCKED if getattr(error, "err_code", None) == _PASSWORD else _DAMAGED) from error
    try:
        return [_document(opened, received, pypdfium2.PdfiumError)]
    finally:
        opened.close()


def _document(opened: Any, received: Received, failure: type[Exception]) -> Document:
    count = len(opened)
    seconds = _SECONDS + _SECONDS_PER_MEGABYTE * (len(received.data) >> 20)
    pages, broken, tried = _pages(opened, min(count, _MOST_PAGES), seconds, failure)
    if not pages:
        raise InputError(_DAMAGED)
    metadata = _metadata(opened)
    if not any(page.words for page in pages):
        return Document("", received.source, "application/pdf", warnings=(_NO_TEXT,), metadata=tuple(metadata))
    title = dict(metadata).get("title", "")
    bare = without_margins([(page.height, _numbered_lines(page)) for page in pages])
    hyphens = hyphenated(bare)
    blocks = blocks_of(
        [(reading_order(lines), page.pictures) for page, lines in zip(pages, bare, strict=True)],
        title if isinstance(title, str) else "",
    )
    rendering = Rendering()
    places = write(blocks, rendering, hyphens)
    text, markup = rendering.done()
    metadata.append(("pages", tuple(f"{_label(opened, number)}:{offset}" for number, offset in places)))
    warnings = _warnings(pages, broken, tried, count)
    return Document(text, received.source, "application/pdf", "utf-8", markup, warnings, tuple(metadata))


def _numbered_lines(page: Page) -> list[Any]:
    lines = lines_of(page.words)
    for line in lines:
        line.page = page.number
    return lines


def _pages(opened: Any, count: int, seconds: float, failure: type[Exception]) -> tuple[list[Page], int, int]:
    """The pages that can be read, how many are damaged, and how many were looked at before a limit."""
    until = time.process_time() + seconds
    pages: list[Page] = []
    broken, left = 0, _MOST_CHARACTERS
    for number in range(count):
        if number and (time.process_time() > until or left <= 0):
            return pages, broken, number
        try:
            page = page_of(opened, number, left)
        except (failure, ValueError, OSError):
            broken += 1
            continue
        left -= page.characters
        pages.append(page)
        if page.cut:
            return pages, broken, number + 1
    return pages, broken, count


def _warnings(pages: Sequence[Page], broken: int, tried: int, count: int) -> tuple[str, ...]:
    warnings: list[str] = []
    if tried < count or any(page.cut for page in pages):
        warnings.append(_CUT.format(tried, count))
    if empty := sum(not page.words and not page.rotated and bool(page.pictures) for page in pages):
        warnings.append(_PICTURES.format(empty, count))
    if broken:
        warnings.append(_BROKEN_PAGES.format(broken, count))
    if rotated := sum(page.rotated for page in pages):
        warnings.append(_ROTATED.format(rotated))
    return tuple(warnings)


def _label(opened: Any, number: int) -> str:
    """What the PDF itself calls a page, else its number from 1."""
    try:
        label = str(opened.get_page_label(number) or "").strip()
    except (ValueError, OSError):
        label = ""
    return label[:20].replace(":", "") or str(number + 1)


def _metadata(opened: Any) -> list[tuple[str, str | tuple[str, ...]]]:
    try:
        stated = {name: str(value).strip()[:_LONGEST_VALUE] for name, value in opened.get_metadata_dict().items()}
    except (ValueError, OSError):
        return []
    found: list[tuple[str, str | tuple[str, ...]]] = []
    title = stated.get("Title", "")
    if " " in title and not title.lower().endswith(_FILE_NAMES):  # others are names of files, or of templates
        found.append(("title", title))
    found += [(name, stated[key]) for name, key in (("author", "Author"), ("subject", "Subject")) if stated.get(key)]
    if words := tuple(part.strip() for part in stated.get("Keywords", "").split(",") if part.strip()):
        found.append(("keywords", words))
    if date := _DATE.match(stated.get("CreationDate", "")):
        found.append(("date", "-".join(part for part in date.groups() if part)))
    return found
