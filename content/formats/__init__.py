"""The formats in which annotations are written or read, by name; those of other tools have one module each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its module in `content`, and the functions in it that write and read the format, if any.

    `suffixes` are those of output files for which it is the default. `places_only` says that it cannot
    hold an annotation whose passage has no place in the text.
    """

    module: str
    write: str = ""
    read: str = ""
    suffixes: tuple[str, ...] = ()
    places_only: bool = False

    def load(self, function: str) -> Callable[..., Any]:
        """A function of its module, which is loaded when first needed."""
        found: Callable[..., Any] = getattr(import_module(f"content.{self.module}"), function)
        return found


FORMATS: Mapping[str, Format] = {
    "w3c": Format("formats.w3c", read="read"),
    "jsonl": Format("formats.w3c", write="write"),
    "json": Format("formats.w3c", write="write_collection", suffixes=(".json",)),
    "markdown": Format("export.markdown_report", write="report", suffixes=(".md", ".markdown")),
    "html": Format("export.html_page", write="page", suffixes=(".html", ".htm")),
    "csv": Format("export.csv_table", write="table", suffixes=(".csv",)),
    "text": Format("export.text_report", write="report", suffixes=(".txt",)),
    "hypothesis": Format("formats.hypothesis", read="read"),
    "brat": Format("formats.brat", write="write", read="read", suffixes=(".ann",), places_only=True),
    "doccano": Format("formats.doccano", write="write", read="read", places_only=True),
    "readwise": Format("formats.readwise", write="write", read="read"),
}

WRITTEN = tuple(name for name, format_ in FORMATS.items() if format_.write)
READ = tuple(name for name, format_ in FORMATS.items() if format_.read)
