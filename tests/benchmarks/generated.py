"""Texts of any length for measurements, and annotation files on them: the same each time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from content.annotation.anchoring.selectors import select
from content.annotation.records.categories import CATEGORIES
from content.annotation.records.model import Annotation
from content.annotation.records.target import Target, target_source
from content.document.model import TextRange
from content.source import open_document, sample_document
from content.store.log import AnnotationFile

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


def marks_on(text: Path, file: Path, count: int, *, on_one_paragraph: bool) -> None:
    """Writes an annotation file with so many marks on a text, spread over it or all on its first paragraph."""
    chance = random.Random(2)
    document = open_document(text)
    begin = len(_HEAD)
    end = document.text.index("\n", begin) if on_one_paragraph else len(document.text)
    source, first = target_source(document), datetime(2026, 11, 1, tzinfo=UTC)

    def mark(number: int) -> Annotation:
        start = chance.randrange(begin, end - 40)
        words, position = select(document.text, TextRange(start, start + chance.randint(5, 40)))
        target = Target(source, document.sha256, words, position)
        now = first + timedelta(seconds=number)
        return Annotation.make(target, annotator="ann", now=now, category=CATEGORIES[number % 9])

    AnnotationFile(file).append([mark(number) for number in range(count)])
