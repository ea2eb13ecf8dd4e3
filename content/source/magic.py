"""What the first bytes of a file say it is, and what to do about a file that is not text."""

from __future__ import annotations

from content.errors import InputError

_SAVE_AS_TEXT = "save it as text or Markdown and open that"
_MAGIC = (
    (b"%PDF-", f"a PDF: {_SAVE_AS_TEXT} (`pdftotext FILE` turns it into text)"),
    (b"{\\rtf", f"an RTF document: {_SAVE_AS_TEXT}"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"an old Office document: {_SAVE_AS_TEXT}"),
    (b"\x89PNG\r\n\x1a\n", "a picture: open a text"),
    (b"\xff\xd8\xff", "a picture: open a text"),
    (b"GIF8", "a picture: open a text"),
    (b"II*\0", "a picture: open a text"),
    (b"MM\0*", "a picture: open a text"),
    (b"\x1f\x8b", "compressed (gzip): unpack it first (`gunzip FILE`)"),
    (b"BZh", "compressed (bzip2): unpack it first (`bunzip2 FILE`)"),
    (b"\xfd7zXZ\0", "compressed (xz): unpack it first (`unxz FILE`)"),
    (b"(\xb5/\xfd", "compressed (zstd): unpack it first (`unzstd FILE`)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"\x7fELF", "a program: open a text"),
    (b"SQLite format 3\0", "a database: open a text"),
)


def refuse_by_magic(data: bytes) -> None:
    """InputError when `data` begins as a format that is not text; says what it is and what to do."""
    what = _zip_kind(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None
    if what is None and data.startswith(b"RIFF") and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        what = "a picture or recording: open a text"
    if what is None:
        what = next((what for magic, what in _MAGIC if data.startswith(magic)), None)
    if what is not None:
        raise InputError(f"This is {what}.")


def _zip_kind(data: bytes) -> str:
    """What a ZIP archive holds, by the names that its first members must have."""
    head = data[:4096]
    if b"application/epub+zip" in head or b".opf" in head or b"META-INF/container" in head:
        return f"an EPUB book: {_SAVE_AS_TEXT}"
    if b"word/" in head or b"[Content_Types].xml" in head:
        return f"an Office document (docx or the like): {_SAVE_AS_TEXT}"
    if b"application/vnd.oasis.opendocument" in head:
        return f"an OpenDocument text: {_SAVE_AS_TEXT}"
    return "a ZIP archive: unpack it and open a text in it"
