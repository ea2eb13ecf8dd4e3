"""One text with its annotations: shown as marks, edited in memory at once, and written to disk by the next save."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchors import Anchors
from content.annotation.anchoring.mark import Mark, Marks, first_words
from content.annotation.anchoring.selectors import select
from content.annotation.records.collection import is_later
from content.annotation.records.edits import Edits
from content.annotation.records.model import KEEP, Annotation, Keep, Target, TextSnapshot, Tombstone
from content.annotation.records.target import target_source
from content.errors import UsageError
from content.store.log import AnnotationFile
from content.store.texts import kept_text, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from content.annotation.records.collection import Collection, Version
    from content.annotation.records.model import Record
    from content.document.model import Document, TextRange
    from content.store.files import AnnotationFiles


class MarkedText:
    """A document and the annotation files that belong to it.

    Every method may be called from any thread. Only `save`, `save_to`, `add`, `follow` and
    `look_for_lost` write or follow files, and an old text is read when first needed. During a save,
    only another save waits.
    """

    def __init__(
        self,
        document: Document,
        files: AnnotationFiles,
        *,
        annotator: str,
        snapshot: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self.document = document
        self.annotator = annotator
        self._files = files
        self.snapshot = snapshot
        self.clock = clock
        self._read_at = clock()
        self._state = threading.RLock()
        self._saving = threading.Lock()
        self._following = threading.Lock()
        self._edits = Edits(files.collection)
        self._elsewhere: dict[str, tuple[Version, Path]] = {}
        self._marks: Marks | None = None
        self._known: dict[str, Mark] = {}
        self._anchors = Anchors(document, kept_text)
        self._warnings: list[str] = []
        self._overruled: tuple[tuple[TextRange, str], ...] = ()
        self._overruled_in: Collection | None = None

    # What can be seen

    @property
    def path(self) -> Path:
        """The annotation file that is written."""
        return self._files.written.path

    @property
    def files(self) -> tuple[Path, ...]:
        """All annotation files that are written or read."""
        return self._files.paths

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on damaged lines and files that cannot be read."""
        with self._state:
            return (*self._files.warnings(), *self._warnings)

    @property
    def unsaved(self) -> int:
        """How many annotations have a change that is not on the disk yet."""
        with self._state:
            return len({version.id for version in self._edits.pending})

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The live annotations except overruled roles: by start, longer first; those without a place last."""
        return self._placed.marks

    @property
    def overrulings(self) -> tuple[Mark, ...]:
        """The live annotations that say which role a block has, in the order of marks."""
        with self._state:
            found = [self._mark_of(a) for a in self._edits.collection.live if a.role is not None]
        return tuple(sorted(found, key=lambda mark: mark.order))

    @property
    def overruled(self) -> tuple[tuple[TextRange, str], ...]:
        """The same as ranges of blocks and what they were said to be, the newest last."""
        with self._state:
            collection = self._edits.collection
            if self._overruled_in is not collection:
                self._overruled, self._overruled_in = self._anchors.overruled(collection), collection
            return self._overruled

    @property
    def collection(self) -> Collection:
        """What the files hold, with all edits."""
        with self._state:
            return self._edits.collection

    @property
    def saved(self) -> tuple[tuple[Path, ...], Collection]:
        """The files, and what they hold."""
        with self._state:
            return self._files.paths, self._files.collection

    def marks_at(self, offset: int) -> tuple[Mark, ...]:
        """The marks on the character at `offset`, the innermost first."""
        return self._placed.at(offset)

    def get(self, id: str) -> Mark | None:
        """The mark of that name; None if there is none or it was deleted."""
        with self._state:
            annotation = self._edits.collection.get(id)
            return self._mark_of(annotation) if annotation else None

    # Edits

    def mark(  # noqa: PLR0913 - each part of an annotation is one argument, all but one by name
        self,
        range: TextRange,
        *,
        category: str | None = None,
        note: str = "",
        tags: Sequence[str] = (),
        annotator: str | None = None,
        id: str | None = None,
    ) -> Mark:
        """A new mark on a passage of the current text."""
        with self._state:
            if id and id in self._edits.collection.versions:
                raise UsageError(f"There is an annotation {id} already. Give another --id, or change it with --edit.")
            annotation = Annotation.make(
                self._target(range),
                annotator=annotator or self.annotator,
                now=self.clock(),
                id=id,
                category=category,
                note=note,
                tags=tuple(tags),
            )
            self._edit(annotation, f"marking {first_words(annotation)}")
            return self._mark_of(annotation)

    def change(
        self,
        id: str,
        *,
        category: str | Keep | None = KEEP,
        note: str | Keep = KEEP,
        tags: Sequence[str] | Keep = KEEP,
        range: TextRange | Keep = KEEP,
    ) -> Mark:
        """Changes only the named parts of a mark, whoever made it."""
        with self._state:
            old = self._live(id)
            new = old.changed(
                now=self.clock(),
                category=category,
                note=note,
                tags=KEEP if tags is KEEP else tuple(tags),
                target=KEEP if range is KEEP else self._target(range),
            )
            said = {"category": category, "note": note, "tags": tags, "ends": range}
            what = " and ".join(name for name, value in said.items() if value is not KEEP)
            self._edit(new, f"changing the {what} of {first_words(new)}")
            return self._mark_of(new)

    def delete(self, id: str) -> None:
        """Deletes a mark."""
        with self._state:
            old = self._live(id)
            self._edit(Tombstone.make(id, self.clock(), after=old.time), f"deleting {first_words(old)}")

    def overrule(self, block_range: TextRange, word: str) -> None:
        """Says what a block is: the name of a role, or "background" or "current". Replaces what was said before."""
        from content.structure.overruling import BACKGROUND, CURRENT

        of_time = {BACKGROUND, CURRENT}
        with self._state:
            collection = self._edits.collection
            for old in collection.live:
                same = old.role is not None and (old.role in of_time) == (word in of_time)
                if same and self._anchors.anchor(old, collection).range == block_range:
                    new = old.changed(now=self.clock(), category=word)
                    break
            else:
                target = self._target(block_range)
                new = Annotation.make(target, annotator=self.annotator, now=self.clock(), role=word)
            self._edit(new, f"saying what {first_words(new)} is")

    def undo(self) -> str | None:
        """Undoes this session's last edit; returns words for it, or None when there is nothing to undo."""
        with self._state:
            words = self._edits.undo(self.clock())
            self._changed(*(version.id for version in self._edits.pending[-1:]))
            return words

    def redo(self) -> str | None:
        """Redoes what was undone last; returns words for it, or None when there is nothing to redo."""
        with self._state:
            words = self._edits.redo(self.clock())
            self._changed(*(version.id for version in self._edits.pending[-1:]))
            return words

    # Files

    def save(self) -> None:
        """Puts all pending edits on the disk, and returns when they are safe there.

        What others did to the same annotations until then is kept. Raises SaveError; then everything stays pending
        and the next save tries again.
        """
        with self._saving:
            if not self.unsaved:
                return
            with self._files.written.file.locked() as append:
                self.follow()  # so that pending edits are later than what others have written so far
                with self._state:
                    batch = tuple(self._edits.pending)
                records = (*self._snapshots(batch), *batch)
                warnings = append(records)
            with self._state:
                self._files.took(records)
                self._edits.saved(batch)
                self._changed(*(version.id for version in batch))
                self._warn(warnings)

    def save_to(self, path: Path, *, waiting: bool = True) -> None:
        """Puts all pending edits into another file, for when the usual one cannot be saved. Raises SaveError.

        Without `waiting` it does so even while a save is under way, which may then put them into the usual file, too.
        """
        with self._saving if waiting else nullcontext():
            with self._state:
                batch = tuple(self._edits.pending)
            if batch:
                file = AnnotationFile(path)
                warnings = file.append([*self._snapshots(batch, anew=True), *batch], None if waiting else 0.0)
                file.close()
                with self._state:
                    self._elsewhere |= {version.id: (version, path) for version in batch}
                    self._edits.saved_elsewhere(batch)
                    self._changed(*(version.id for version in batch))
                    self._warn(warnings)

    def follow(self) -> bool:
        """Reads what others appended; whether anything changed. Costs next to nothing when nothing did."""
        with self._following:
            seen = self._files.look()
            with self._state:
                if not self._files.take(seen):
                    return False
                lost = [version for version in self._edits.made_here() if self._files.lacks(version)]
                self._edits.lost(lost)
                elsewhere = [version for version, _ in self._elsewhere.values()]
                self._changed(*self._known)
                return self._edits.rebase(self._files.collection.adding(elsewhere)) or bool(lost)

    def add(self, records: Sequence[Record]) -> tuple[int, str]:
        """Puts records of another tool on the disk: how many were new, and a sentence if the text was not kept.

        Raises SaveError and InputError.
        """
        texts, trouble = text_of(records, self.document) if self.snapshot else ((), "")
        with self._saving:
            added = self._files.written.file.add((*texts, *records), is_later)
        self.follow()
        return added, trouble

    def look_for_lost(self) -> None:
        """Makes unsaved again what is gone from its file, perhaps because somebody removed the folder."""
        self.follow()
        self.follow()  # a file that is being replaced may be away for a moment
        with self._state:
            if self._files.written.trouble:  # something else stands in its place
                self._edits.lost(self._edits.made_here())

    def warn(self, sentence: str) -> None:
        """Adds a warning, unless it is there already."""
        with self._state:
            self._warn([sentence])

    def close(self) -> None:
        """Closes the files. Saves no edits: `save` does."""
        self._files.close()

    # Within

    @property
    def _placed(self) -> Marks:
        with self._state:
            if self._marks is None:
                self._marks = Marks(self._mark_of(a) for a in self._edits.collection.live if a.role is None)
            return self._marks

    def _edit(self, after: Version, words: str) -> None:
        self._edits.make(after, words)
        self._changed(after.id)

    def _changed(self, *ids: str) -> None:
        """Forgets the marks of these annotations, and no others."""
        self._marks = None
        for changed in ids:
            self._known.pop(changed, None)

    def _warn(self, warnings: Sequence[str]) -> None:
        self._warnings += [warning for warning in warnings if warning not in self._warnings]

    def _live(self, id: str) -> Annotation:
        found = self._edits.collection.get(id)
        if found is None:
            raise UsageError(f"There is no annotation {id}. Export them as jsonl to see their ids.")
        return found

    def _target(self, range: TextRange) -> Target:
        try:
            words, position = select(self.document.text, range)
        except ValueError as error:
            raise UsageError(f"There is nothing to mark: {error}. Give a passage of the text.") from error
        return Target(target_source(self.document), self.document.sha256, words, position, self._read_at)

    def _mark_of(self, annotation: Annotation) -> Mark:
        known = self._known.get(annotation.id)
        if known is not None:
            return known
        elsewhere = self._elsewhere.get(annotation.id)
        file = elsewhere[1] if elsewhere and elsewhere[0] == annotation else self._files.origin(annotation)
        mark = Mark(
            annotation=annotation,
            anchor=self._anchors.anchor(annotation, self._edits.collection),
            saved=not self._edits.is_pending(annotation),
            file=file,
        )
        self._known[mark.id] = mark
        return mark

    def _snapshots(self, batch: Sequence[Version], *, anew: bool = False) -> tuple[TextSnapshot, ...]:
        """The snapshot of the current text, if one of the annotations is the first that was made on it."""
        if not self.snapshot or not (anew or self._files.lacks_text(self.document.sha256)):
            return ()
        texts, trouble = text_of(batch, self.document)
        if trouble:
            with self._state:
                self._warnings.append(trouble)
        return texts
