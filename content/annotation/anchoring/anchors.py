"""Where each annotation of a collection lies in the current text, found once and remembered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from content.annotation.anchoring.anchor import Anchorer
    from content.annotation.anchoring.anchored import Anchor
    from content.annotation.records.collection import Collection
    from content.annotation.records.model import Annotation
    from content.annotation.records.target import TextQuoteSelector
    from content.document.model import Document, TextRange

    Mark = tuple[TextQuoteSelector, TextRange]


class Anchors:
    """Anchors in one document. `kept_text` finds an old text by its SHA-256 where the file itself lacks it."""

    def __init__(self, document: Document, kept_text: Callable[[str], str | None]) -> None:
        self._document = document
        self._kept_text = kept_text
        self._known: dict[tuple[object, ...], Anchor] = {}
        self._anchorer: Anchorer | None = None  # made, and loaded, with the first annotation (14 ms)
        self._snapshots: set[str] = set()
        self._missing: dict[str, str | None] = {}
        self._collection: Collection | None = None
        self._marks: defaultdict[str, set[Mark]] = defaultdict(set)

    def _digest(self) -> str:
        return self._document.sha256

    def anchor(self, annotation: Annotation, collection: Collection) -> Anchor:
        """Where the annotation lies now; `collection` has snapshots of the annotated texts."""
        if annotation.sha256 not in {None, self._document.sha256}:  # made on another text
            self._use_texts(annotation, collection)
        key = (annotation.quote, annotation.position, annotation.sha256)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (self._anchorer or self._made({})).anchor(*key)
        return found

    def _made(self, texts: Mapping[str, str], marks: Mapping[str, set[Mark]] | None = None) -> Anchorer:
        from content.annotation.anchoring.anchor import Anchorer

        self._anchorer = Anchorer(self._document.text, texts, marks, self._digest)
        return self._anchorer

    def overruled(self, collection: Collection) -> tuple[tuple[TextRange, str], ...]:
        """The roles that readers gave to blocks, with the blocks' ranges, the newest last."""
        overruling = sorted((a for a in collection.overruling if a.role), key=lambda a: (a.time, a.id))
        found = ((self.anchor(a, collection).range, a.role) for a in overruling)
        return tuple((place, word) for place, word in found if place is not None and word is not None)

    def _use_texts(self, annotation: Annotation, collection: Collection) -> None:
        is_new = collection is not self._collection
        self._collection = collection
        learnt = [
            self._learn(each, collection) for each in ((*collection.live, annotation) if is_new else (annotation,))
        ]
        if any(learnt) or (is_new and self._snapshots != set(collection.snapshots)):
            self._snapshots = set(collection.snapshots)
            kept = {name: text for name, text in self._missing.items() if text is not None}
            self._made({**kept, **collection.texts}, self._marks)
            self._known.clear()

    def _learn(self, annotation: Annotation, collection: Collection) -> bool:
        """Remembers an annotation's text, or its passage when the text is lost; returns whether that is new.

        Passages of deleted annotations stay: deleting one annotation must not move another.
        """
        digest = annotation.sha256
        if digest is None or digest == self._document.sha256 or digest in collection.snapshots:
            return False
        if digest not in self._missing:
            self._missing[digest] = self._kept_text(digest)
            if self._missing[digest] is not None:
                return True
        quote, position = annotation.quote, annotation.position
        if self._missing[digest] is not None or quote is None or position is None:
            return False
        known = len(self._marks[digest])
        self._marks[digest].add((quote, position))
        return len(self._marks[digest]) > known
