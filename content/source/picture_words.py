"""What a picture says in words: its alternative text and its title."""

from __future__ import annotations

_FILES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp", ".emf", ".wmf")


def picture_words(alternative: str, title: str) -> str:
    """The alternative text of a picture, and in brackets its title where that says something else, on one line.

    Names of files, which programs write there, are left out.
    """
    alternative, title = _said(alternative), _said(title)
    if not title or title.casefold() in alternative.casefold():
        return alternative
    if alternative.casefold() in title.casefold():
        return title
    return f"{alternative} ({title})"


def _said(words: str) -> str:
    words = " ".join(words.split())
    return "" if " " not in words and words.lower().endswith(_FILES) else words
