"""One annotation with its place in the current briefing and what was answered: what every export starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchored import AnchorState

if TYPE_CHECKING:
    from content.annotation.anchoring.mark import Mark
    from content.annotation.records.categories import Category, Codebook
    from content.annotation.records.model import Annotation
    from content.annotation.records.threads import Reply
    from content.document.model import TextRange


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """An annotation, where its passage is, and the replies to it.

    `range` is None when the passage is ambiguous or an orphan, and for what has no passage: a note on the whole
    briefing, or a reply without its mark. `was` are the words that it was made on, where they are others than those in
    `range`; else None. `own` is the annotator's own version, if somebody else made this one. `answered` is what
    a reply without its mark answered, if that is known. `meaning` is its category in the reader's codebook, if it is
    there.
    """

    annotation: Annotation
    range: TextRange | None
    state: AnchorState = AnchorState.ANCHORED
    was: str | None = None
    replies: tuple[Reply, ...] = ()
    own: Annotation | None = None
    answered: Annotation | None = None
    meaning: Category | None = None

    @classmethod
    def of(cls, mark: Mark) -> ExportEntry:
        """The entry of a mark."""
        return cls(mark.annotation, mark.range, mark.anchor.state, mark.was, mark.replies, mark.own, mark.answered)

    def in_book(self, codebook: Codebook) -> ExportEntry:
        """The same for reports: its category as a codebook calls it now, and what that says of it."""
        annotation = self.annotation.called_in(codebook)
        return replace(self, annotation=annotation, meaning=codebook.get(annotation.category))

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The annotation and all replies to it."""
        return (self.annotation, *(reply.annotation for reply in self.replies))
