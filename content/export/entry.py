"""One annotation with its place in the current briefing: what every export starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchor import AnchorState

if TYPE_CHECKING:
    from content.annotation.records.model import Annotation
    from content.document.model import TextRange


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """An annotation, and where its passage is; `range` is None when it is ambiguous or an orphan."""

    annotation: Annotation
    range: TextRange | None
    state: AnchorState = AnchorState.ANCHORED
