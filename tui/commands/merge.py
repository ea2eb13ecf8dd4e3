"""`merge`: appends to an annotation file what it lacks of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import InputError
from content.store.addressed import path_of_annotations
from content.store.merging import merge

if TYPE_CHECKING:
    import argparse

    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Unite the files; a bad one is reported, the others are still merged."""
    merged = merge([path_of_annotations(name) for name in options.files], path_of_annotations(options.output, new=True))
    for sentence in merged.warnings:
        console.warn("", sentence)
    for sentence in merged.failures:
        console.error("", sentence)
    console.text(f"{merged.added} added to {options.output}\n")
    return InputError.exit_code if merged.failures else 0
