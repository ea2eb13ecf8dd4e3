"""Texts of any length for measurements: the same each time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from content.source import sample_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = "Briefing for the day\n\n"
_AT_MOST = 1_000_000  # characters that are made anew: a longer text has them again and again
_SENTENCES = 4, 9  # in a paragraph


def _paragraphs(seed: int) -> Iterator[str]:
    """Paragraphs without end, of the sample's sentences with other numbers in them; some quote somebody."""
    chance = random.Random(seed)
    found = [one for one in sample_document().text.split("\n") if len(one) > 80]
    sentences = [sentence for one in found for sentence in one.split(". ")]
    while True:
        count = chance.randint(*_SENTENCES)
        chosen = [chance.choice(sentences).strip(".") for _ in range(count)]
        yield f"{chance.randint(2, 9999)} {'. '.join(chosen)}."


def prose(file: Path, length: int, seed: int = 1) -> None:
    """Writes a text of about so many bytes, in paragraphs with blank lines between them."""
    pieces, size = [_HEAD], len(_HEAD)
    for paragraph in _paragraphs(seed):
        pieces.append(f"{paragraph}\n\n")
        size += len(pieces[-1].encode())
        if size >= min(length, _AT_MOST):
            break
    text = "".join(pieces).encode()
    with file.open("wb") as out:
        out.write(text[:length].decode(errors="ignore").encode())
        for _ in range(length // size - 1):
            out.write(text)


def articles(folder: Path, count: int) -> list[Path]:
    """Writes so many articles of about 3 KB."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number}.txt" for number in range(count)]
    for number, file in enumerate(files):
        prose(file, 3000, seed=number)
    return files
