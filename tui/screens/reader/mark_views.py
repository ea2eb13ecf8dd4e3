"""The session's marks as widgets need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchoring.anchored import AnchorState
from content.annotation.anchoring.mark import first_words
from content.structure.joins import unwrapped
from tui.render.marks import MarkView, ReplyView

if TYPE_CHECKING:
    from content.annotation.anchoring.anchored import Anchor
    from content.annotation.records.model import Annotation
    from content.annotation.records.threads import Reply
    from content.session import Mark
    from content.structure.model import Join
    from tui.theme import Looks


class MarkViews:
    """Makes a view of a mark once for each state of it."""

    def __init__(self, text: str, reader: str, looks: Looks) -> None:
        """`reader` is who reads, as an annotator; `looks` are those of the categories."""
        self._text, self._reader, self._looks = text, reader, looks
        self._breaks: tuple[Join, ...] = ()
        self._made: dict[str, tuple[Mark, MarkView]] = {}

    def twin(self) -> MarkViews:
        """One that makes the same views, for another thread."""
        made = MarkViews(self._text, self._reader, self._looks)
        made._breaks = self._breaks
        return made

    def is_like(self, other: MarkViews) -> bool:
        """Whether it still makes the same views as a twin."""
        return self._breaks is other._breaks

    def join(self, breaks: tuple[Join, ...]) -> bool:
        """Reads the words of marks with these breaks of hard-wrapped lines joined; returns whether they are others."""
        if breaks is self._breaks or breaks == self._breaks:
            return False
        self._breaks = breaks
        self._made.clear()
        return True

    def of(self, mark: Mark) -> MarkView:
        """The view of a mark."""
        known = self._made.get(mark.id)
        if known is None or known[0] is not mark:
            known = self._made[mark.id] = mark, self._make(mark)
        return known[1]

    def _make(self, mark: Mark) -> MarkView:
        annotation, anchor = mark.annotation, mark.anchor
        loose = not annotation.has_passage
        words = unwrapped(self._text, anchor.range, self._breaks) if anchor.range else ""
        if loose:
            words = _about(mark)
        elif not words and annotation.quote:
            words = annotation.quote.exact
        return MarkView(
            id=annotation.id,
            range=anchor.range,
            words=words,
            category=self._looks.codebook.now(annotation.category),
            look=self._looks.of(annotation.category),
            note=annotation.note,
            tags=annotation.tags,
            annotator=annotation.annotator,
            saved=mark.saved,
            state="" if loose else _state(anchor),
            was=mark.was or "",
            contributor=annotation.contributor,
            category_author=annotation.category_author,
            note_authors=annotation.note_authors,
            replies=tuple(self._reply(reply) for reply in mark.replies),
            others=annotation.annotator not in {"", self._reader},
            shared=bool(mark.annotators - {self._reader}),
            loose=loose,
            order=_when(annotation),
        )

    def _reply(self, reply: Reply) -> ReplyView:
        one = reply.annotation
        return ReplyView(
            one.id,
            one.annotator,
            one.note,
            reply.depth,
            others=one.annotator != self._reader,
            authors=one.note_authors,
            order=_when(one),
        )


def _when(annotation: Annotation) -> float:
    """The moment at which it was made, in seconds; 0 where nothing tells it."""
    moment = annotation.created or annotation.time
    return moment.timestamp() if moment.year > 1 else 0.0


def _about(mark: Mark) -> str:
    """What an annotation without a passage is."""
    if mark.annotation.reply_to is None:
        return "Note on the whole briefing"
    answered = mark.answered
    if answered is None:
        return "Reply to a mark that is not here"
    return f"Reply to {answered.annotator or 'nobody'}’s deleted mark {first_words(answered)}"


def _state(anchor: Anchor) -> str:
    """What became of a mark, for readers; empty when its words are where they were."""
    if anchor.state is AnchorState.AMBIGUOUS:
        several = len(anchor.candidates) > 1
        return f"may be in {len(anchor.candidates)} places: Enter" if several else "changed; perhaps here: Enter"
    return {AnchorState.MOVED: "moved", AnchorState.ORPHAN: "not in the text: Enter"}.get(anchor.state, "")
