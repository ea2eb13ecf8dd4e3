"""A mark: an annotation together with where it lies and whether it is safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.document.model import TextRange

if TYPE_CHECKING:
    from pathlib import Path

    from content.annotation.anchor import Anchor
    from content.annotation.model import Annotation

_SHOWN = 40  # characters of a passage in a sentence


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation, where it lies in the text as it now is, whether it is on the disk, and in which file."""

    annotation: Annotation
    anchor: Anchor
    saved: bool
    file: Path

    @property
    def id(self) -> str:
        """The annotation's name."""
        return self.annotation.id

    @property
    def range(self) -> TextRange | None:
        """Where it lies; None when it is ambiguous or an orphan."""
        return self.anchor.range

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The key of the marks' order: by start, longer first; those without a place last, by where they were."""
        place = self.range or self.annotation.position or TextRange(0, 0)
        return (self.range is None, place.start, -place.end, self.id)


def first_words(annotation: Annotation) -> str:
    """The first words of a passage in quotation marks, for a sentence."""
    words = " ".join(annotation.quote.exact.split()) if annotation.quote else ""
    return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + '…'}”"
