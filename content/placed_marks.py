"""The annotations of one text as marks: where each lies, on which words it was made, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchoring.anchored import ORPHAN
from content.annotation.anchoring.anchors import Anchors
from content.annotation.anchoring.mark import Mark, Marks
from content.annotation.records.threads import Threads
from content.breath import breathing
from content.store.texts import kept_text

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from content.annotation.anchoring.anchored import Anchor
    from content.annotation.records.collection import Collection
    from content.annotation.records.edits import Edits
    from content.annotation.records.model import Annotation
    from content.annotation.records.threads import Reply
    from content.document.model import Document, TextRange


class PlacedMarks:
    """Marks made from the annotations of `edits`, each only once for each state of it. Not for several threads at once.

    `origin` tells the file that an annotation is in; `lock` is taken where a mark is asked for its thread.
    """

    def __init__(
        self, document: Document, edits: Edits, origin: Callable[[Annotation], Path], lock: threading.RLock
    ) -> None:
        self._document, self._edits, self._origin, self._lock = document, edits, origin, lock
        self._anchors = Anchors(document, kept_text)
        self._known: dict[str, Mark] = {}
        self._texts: dict[str, str] = {}
        self._marks: Marks | None = None
        self._changed: dict[str, Mark | None] = {}  # of these ids the marks are others than in `_marks`; what is there
        self._threads: Threads | None = None
        self._overruled: tuple[tuple[TextRange, str], ...] = ()
        self._overruled_in: Collection | None = None

    @property
    def marks(self) -> Marks:
        """The live annotations of passages, except overruled roles."""
        if self._marks is None:
            self._marks = Marks(map(self.of, filter(_is_mark, self._edits.collection.live)))
            self._changed.clear()
        elif self._changed:
            now = filter(None, map(self._edits.collection.get, self._changed))
            self._marks = self._marks.changed(filter(None, self._changed.values()), map(self.of, filter(_is_mark, now)))
            self._changed.clear()
        return self._marks

    @property
    def loose(self) -> tuple[Mark, ...]:
        """Notes on the whole text and replies whose mark is not there, in the order of time."""
        found = *self._edits.collection.page_notes, *self.threads.strays
        return tuple(self.of(one) for one in sorted(found, key=lambda one: (one.time, one.id)))

    @property
    def threads(self) -> Threads:
        """The replies below what they answer; those to overruled roles, which are not marks, stand alone."""
        if self._threads is None:
            aside = (a for a in self._edits.collection.aside if a.role is None)
            self._threads = Threads(aside, self._can_be_answered)
        return self._threads

    def _can_be_answered(self, id: str) -> bool:
        answered = self._edits.collection.get(id)
        return answered is not None and answered.role is None

    @property
    def overrulings(self) -> tuple[Mark, ...]:
        """The live annotations that say which role a block has, or which kind the text is, in the order of marks."""
        found = [self.of(one) for one in self._edits.collection.overruling]
        return tuple(sorted(found, key=lambda mark: mark.order))

    @property
    def overruled(self) -> tuple[tuple[TextRange, str], ...]:
        """The same as ranges of blocks and what they were said to be, the newest last."""
        collection = self._edits.collection
        if self._overruled_in is not collection:
            self._overruled, self._overruled_in = self._anchors.overruled(collection), collection
        return self._overruled

    @property
    def said_kind(self) -> str | None:
        """What kind of briefing a reader said that the text is: the newest word on it."""
        found = [a for a in self._edits.collection.overruling if a.kind is not None]
        return max(found, key=lambda a: (a.time, a.id)).kind if found else None

    def range_of(self, annotation: Annotation) -> TextRange | None:
        """Where an annotation lies."""
        return self._anchors.anchor(annotation, self._edits.collection).range

    def of(self, annotation: Annotation) -> Mark:
        """The mark of an annotation."""
        known = self._known.get(annotation.id)
        if known is not None:
            return known
        anchor = self._anchors.anchor(annotation, self._edits.collection) if annotation.has_passage else ORPHAN
        mark = Mark(
            annotation=annotation,
            anchor=anchor,
            saved=not self._edits.is_pending(annotation),
            file=self._origin(annotation),
            was=self._was(annotation, anchor),
            own=self._edits.collection.own.get(annotation.id) if annotation.contributor else None,
            answered=self._answered(annotation),
            thread=lambda: self._thread(annotation.id),
        )
        self._known[mark.id] = mark
        return mark

    def place_all(self) -> None:
        """Makes all marks, with pauses for other threads."""
        for annotation in breathing(self._edits.collection.live):
            self.of(annotation)
        _ = self.marks

    def belong_to(self, edits: Edits) -> None:
        """From now on these are the marks of other edits, most of whose annotations are the same."""
        before, self._edits = self._edits, edits
        self.forget(*before.collection.differing(edits.collection))

    def forget(self, *ids: str) -> None:
        """Makes the marks of these annotations anew, and those with them in their threads, and no others.

        All marks anew took 100 ms for each edit of ten thousand.
        """
        before, names = self._threads, set(ids)
        if before is not None and any(before.concerns(name) or self._is_reply(name) for name in ids):
            self._threads = None
            names.update(root for name in ids for root in (before.root(name), self.threads.root(name)))
        for name in names:
            known = self._known.pop(name, None)
            if self._marks is not None:
                self._changed.setdefault(name, known if known is not None and _is_mark(known.annotation) else None)

    def forget_all(self) -> None:
        """Makes all marks anew."""
        self._marks = self._threads = None
        self._changed.clear()
        self._known.clear()

    def _thread(self, id: str) -> tuple[Reply, ...]:
        with self._lock:
            return self.threads.under(id)

    def _answered(self, annotation: Annotation) -> Annotation | None:
        collection, parent = self._edits.collection, annotation.reply_to
        return None if parent is None else collection.get(parent) or collection.own.get(parent)

    def _is_reply(self, id: str) -> bool:
        annotation = self._edits.collection.get(id)
        return annotation is not None and annotation.reply_to is not None

    def _was(self, annotation: Annotation, anchor: Anchor) -> str | None:
        """The words that an annotation was made on, if those at its place are others."""
        if anchor.range is None:
            return None
        old = _imported_was(annotation) or (
            annotation.quote.exact if annotation.quote else self._words_at_position(annotation)
        )
        now = anchor.range.of(self._document.text)
        return old if old and old.split() != now.split() else None

    def _words_at_position(self, annotation: Annotation) -> str:
        digest, position = annotation.sha256, annotation.position
        if not digest or position is None or digest == self._document.sha256:
            return ""
        if digest not in self._texts:
            self._texts[digest] = self._edits.collection.texts.get(digest) or kept_text(digest) or ""
        text = self._texts[digest]
        return position.of(text) if position.end <= len(text) else ""


def _is_mark(annotation: Annotation) -> bool:
    """Whether it is a mark: about a passage, and not about what its block is."""
    return annotation.role is None and annotation.has_passage


def _imported_was(annotation: Annotation) -> str:
    """The earlier words that came with an imported annotation, until its annotator has decided about them."""
    imported = annotation.imported() if annotation.decision is None else {}
    item = imported.get("item")
    found = imported.get("was") or (item.get("was") if isinstance(item, dict) else None)
    return found if isinstance(found, str) else ""
