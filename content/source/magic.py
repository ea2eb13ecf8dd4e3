"""What the first bytes of a file say it is, and what to do about a file that is not text."""

from __future__ import annotations

from content.errors import InputError

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document or an Outlook message: save it as .docx or .eml"),
    (b"\x89PNG\r\n\x1a\n", "a picture: open a text"),
    (b"\xff\xd8\xff", "a picture: open a text"),
    (b"GIF8", "a picture: open a text"),
    (b"II*\0", "a picture: open a text"),
    (b"MM\0*", "a picture: open a text"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"\x7fELF", "a program: open a text"),
    (b"SQLite format 3\0", "a database: open a text"),
)


def refuse_by_magic(data: bytes) -> None:
    """InputError when `data` begins as a format that has no text; says what it is and what to do."""
    what = next((what for magic, what in _MAGIC if data.startswith(magic)), None)
    if what is None and data.startswith(b"RIFF") and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        what = "a picture or recording: open a text"
    if what is not None:
        raise InputError(f"This is {what}.")
