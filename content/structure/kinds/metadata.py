"""What judged blocks tell: the values after labels, and the blocks under headings of certain names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.structure.kinds.hints import FIELD, section_name
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged
    from content.structure.model import MetadataValue

_BULLET = compiled(r"\A(?:[^\w\s(\"“„«$€£#<]{1,2}|o)\s+")
_MOST = 40  # values of one name
_LONGEST = 400  # characters of a value


def value_of(page: Page, labels: Collection[str], within: int = sys.maxsize) -> str | None:
    """The first value after one of these labels, on its line or the next, in the first blocks."""
    return next(values_of(page, labels, within), None)


def values_of(page: Page, labels: Collection[str], within: int = sys.maxsize) -> Iterator[str]:
    """The values after these labels, in order."""
    for index, words in enumerate(page.words[:within]):
        field = FIELD.match(words)
        if field is None or fold(field["label"].strip(" *-•")) not in labels:
            continue
        if field["value"]:
            yield field["value"][:_LONGEST]
        elif page.at(index + 1) and not page.blank_before(index + 1) and FIELD.match(page.at(index + 1)) is None:
            yield page.at(index + 1)[:_LONGEST]


def under(page: Page, judged: Sequence[Judged], names: Collection[str]) -> list[str]:
    """The words of the blocks under headings of these names, without bullets."""
    found: list[str] = []
    open_section = False
    for words, (role, _) in zip(page.words, judged, strict=True):
        if role is Role.HEADING:
            open_section = section_name(words) in names
        elif open_section and any(map(str.isalnum, words)):
            found.append(_BULLET.sub("", words)[:_LONGEST])
    return found[:_MOST]


def one_or_more(values: Sequence[str]) -> MetadataValue | None:
    """A single value as it is, several as a tuple, None for none."""
    return values[0] if len(values) == 1 else tuple(values) or None


def known(**values: MetadataValue | None) -> dict[str, MetadataValue]:
    """Metadata without what is not known."""
    return {name: value for name, value in values.items() if value}
