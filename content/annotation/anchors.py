"""Where each annotation of a collection lies in the current text, found once and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchor import Anchor, Anchorer

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.annotation.collection import Collection
    from content.annotation.model import Annotation
    from content.document.model import Document, TextRange


class Anchors:
    """Anchors in one document. `kept_text` finds an old text by its SHA-256 where the file itself has it not."""

    def __init__(self, document: Document, kept_text: Callable[[str], str | None]) -> None:
        self._document = document
        self._kept_text = kept_text
        self._known: dict[tuple[object, ...], Anchor] = {}
        self._anchorer = Anchorer(document.text, {})
        self._snapshots: set[str] = set()
        self._missing: dict[str, str | None] = {}

    def anchor(self, annotation: Annotation, collection: Collection) -> Anchor:
        """Where the annotation lies now; `collection` has the snapshots of the texts that were annotated."""
        self._use_texts(annotation.sha256, collection)
        key = (annotation.quote, annotation.position, annotation.sha256)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._anchorer.anchor(*key)
        return found

    def overruled(self, collection: Collection) -> tuple[tuple[TextRange, str], ...]:
        """What readers said that blocks are, with the blocks' ranges, the newest last."""
        overruling = sorted((a for a in collection.live if a.role), key=lambda a: (a.time, a.id))
        found = ((self.anchor(a, collection).range, a.role) for a in overruling)
        return tuple((place, word) for place, word in found if place is not None and word is not None)

    def _use_texts(self, digest: str | None, collection: Collection) -> None:
        new = self._snapshots != set(collection.snapshots)
        here = digest is None or digest == self._document.sha256 or digest in collection.snapshots
        if digest is not None and not here and digest not in self._missing:
            self._missing[digest] = self._kept_text(digest)
            new = new or self._missing[digest] is not None
        if new:
            self._snapshots = set(collection.snapshots)
            kept = {name: text for name, text in self._missing.items() if text is not None}
            self._anchorer = Anchorer(self._document.text, {**kept, **collection.texts})
            self._known.clear()
