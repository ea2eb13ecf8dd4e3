"""The formats in which annotations are written or read, by name; those of other tools have one module each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from content.errors import UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its module in `content`, and the functions in it, if any.

    `write` and `read` are the functions that write and read it, `recognise` the one that knows a file as the tool's
    own. `about` says in a few words what is written. `suffixes` are those of output files for which it is the default;
    `ending` is that of a file that is offered, where it is not the first of these. `places_only` says that it cannot
    hold an annotation whose passage has no place in the text. `lost` is the function that counts what else it cannot
    hold, by kind; `fit` the one that fits the offsets of a file to the text. `whole_text` says that it shows the text
    itself, so that `write` gets pairs of a briefing and its passages, also of one without any.
    """

    module: str
    about: str = ""
    write: str = ""
    read: str = ""
    recognise: str = ""
    suffixes: tuple[str, ...] = ()
    ending: str = ""
    places_only: bool = False
    lost: str = ""
    fit: str = ""
    whole_text: bool = False

    def load(self, function: str) -> Callable[..., Any]:
        """A function of its module, which is loaded when first needed."""
        found: Callable[..., Any] = getattr(import_module(f"content.{self.module}"), function)
        return found

    @property
    def is_report(self) -> bool:
        """Whether it is written for people rather than for other programs."""
        return self.module.startswith("export.")


FORMATS: Mapping[str, Format] = {
    "w3c": Format("formats.w3c", read="read"),
    "jsonl": Format("formats.w3c", "W3C annotations, one a line", write="write", suffixes=(".jsonl",)),
    "json": Format("formats.w3c", "W3C annotations, one collection", write="write_collection", suffixes=(".json",)),
    "markdown": Format(
        "export.markdown_report",
        "a report with sections, speakers and notes",
        write="report",
        suffixes=(".md", ".markdown"),
    ),
    "html": Format(
        "export.html_page",
        "the whole text with its marks and notes as one page for a browser",
        write="page",
        suffixes=(".html", ".htm"),
        whole_text=True,
    ),
    "csv": Format("export.csv_table", "a table, safe in spreadsheets", write="table", suffixes=(".csv",)),
    "text": Format("export.text_report", "a plain report", write="report", suffixes=(".txt",)),
    "hypothesis": Format(
        "formats.hypothesis",
        "for Hypothesis and tools that read its API",
        write="write",
        read="read",
        recognise="is_it",
        ending=".hypothesis.json",
        lost="lost",
    ),
    "brat": Format(
        "formats.brat",
        "standoff for the brat tool",
        write="write",
        read="read",
        recognise="is_it",
        suffixes=(".ann",),
        places_only=True,
        lost="lost",
        fit="with_bare_line_feeds",
    ),
    "doccano": Format(
        "formats.doccano",
        "for doccano",
        write="write",
        read="read",
        recognise="is_it",
        ending=".doccano.jsonl",
        places_only=True,
        lost="lost",
    ),
    "readwise": Format(
        "formats.readwise",
        "for Readwise and tools that read its CSV",
        write="write",
        read="read",
        recognise="is_it",
        ending=".readwise.csv",
        lost="lost",
    ),
    "readium": Format(
        "formats.readium",
        "for Thorium Reader and tools that read its sets",
        write="write",
        read="read",
        recognise="is_it",
        ending=".annotation",
        suffixes=(".annotation",),
        lost="lost",
    ),
}

WRITTEN = tuple(name for name, format_ in FORMATS.items() if format_.write)
WHOLE = frozenset({"jsonl", "json"})  # annotations as they were saved
READ = tuple(name for name, format_ in FORMATS.items() if format_.read)


def existing(name: str, names: Sequence[str]) -> str:
    """The name of a format. Raises UsageError when it is not one of `names`, which are WRITTEN or READ."""
    if name not in names:
        raise UsageError(f"There is no format {name!r}: choose one of {', '.join(names)}.")
    return name
