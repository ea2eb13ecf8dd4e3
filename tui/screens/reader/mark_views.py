"""The session's marks as widgets need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchoring.anchor import AnchorState
from tui.render.items import MarkView

if TYPE_CHECKING:
    from content.annotation.anchoring.anchor import Anchor
    from content.session import Mark


class MarkViews:
    """Makes a view of a mark once for each state of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: dict[str, tuple[Mark, MarkView]] = {}

    def of(self, mark: Mark) -> MarkView:
        """The view of a mark."""
        known = self._made.get(mark.id)
        if known is None or known[0] is not mark:
            known = self._made[mark.id] = mark, self._make(mark)
        return known[1]

    def _make(self, mark: Mark) -> MarkView:
        annotation, anchor = mark.annotation, mark.anchor
        words = anchor.range.of(self._text) if anchor.range else ""
        if not words and annotation.quote:
            words = annotation.quote.exact
        return MarkView(
            id=annotation.id,
            range=anchor.range,
            words=words,
            category=annotation.category,
            note=annotation.note,
            tags=annotation.tags,
            annotator=annotation.annotator,
            saved=mark.saved,
            state=_state(anchor),
        )


def _state(anchor: Anchor) -> str:
    """What became of a mark, for readers; empty when its words are where they were."""
    if anchor.state is AnchorState.AMBIGUOUS:
        several = len(anchor.candidates) > 1
        return f"may be in {len(anchor.candidates)} places: Enter" if several else "changed; perhaps here: Enter"
    return {AnchorState.MOVED: "moved", AnchorState.ORPHAN: "not in the text: Enter"}.get(anchor.state, "")
