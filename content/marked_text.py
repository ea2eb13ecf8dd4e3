"""One text with its annotation files: edited in memory at once, written by the next save, and followed."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

from content.annotation.records.collection import is_later
from content.annotation.records.model import Annotation, TextSnapshot, Tombstone
from content.annotation.records.others import Deed, news
from content.errors import SaveError
from content.marking import Marking
from content.store.log import AnnotationFile
from content.store.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from content.annotation.records.collection import Collection, Version
    from content.annotation.records.model import Record
    from content.annotation.records.others import News
    from content.document.model import Document
    from content.store.files import AnnotationFiles, Seen


class MarkedText:
    """A document and the annotation files that belong to it; `marking` has the marks.

    Every method may be called from any thread. Only `save`, `save_to`, `add`, `follow`, `look_for_lost` and `read_rest`
    touch files, and an old text is read when first needed. During a save, only another save waits.
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
        self._is_unread = files.is_unread
        self.snapshot = snapshot
        self.clock = clock
        self._state = threading.RLock()
        self._saving = threading.Lock()
        self._following = threading.Lock()
        self._elsewhere: dict[str, tuple[Version, Path]] = {}
        self._warnings: list[str] = []
        self._news: list[News] = []
        self.marking = Marking(
            document,
            files.collection,
            annotator=annotator,
            clock=clock,
            lock=self._state,
            origin=self._origin,
            warn=self.warn,
        )

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
            return len({version.id for version in self.marking.edits.pending})

    @property
    def collection(self) -> Collection:
        """What the files hold, with all edits."""
        with self._state:
            return self.marking.edits.collection

    @property
    def team(self) -> AnnotationFiles:
        """The files, for what is known of who else reads and what waits to be sent to them."""
        return self._files

    @property
    def saved(self) -> tuple[tuple[Path, ...], Collection]:
        """The files, and what they hold."""
        with self._state:
            return self._files.paths, self._files.collection

    def take_news(self) -> tuple[News, ...]:
        """What others have changed, deleted or answered since this was last asked."""
        with self._state:
            found, self._news = self._news, []
            return tuple(found)

    # Files

    def delete(self, id: str, *, annotator: str | None = None) -> None:
        """Deletes a mark for everybody; `annotator` is who does. Raises SaveError where the file would not take it."""
        old = self.collection.get(id)
        if old is not None and (why := self._files.written.file.why_not_deleted(old.annotator)):
            raise SaveError(why)
        self.marking.delete(id, annotator=annotator)

    def save(self) -> None:
        """Puts all pending edits on the disk, and returns when they are safe there.

        What others did to the same annotations until then is kept. Raises SaveError; then everything stays pending
        and the next save tries again.
        """
        if self.unsaved:
            self.read_rest()
        with self._saving:
            if not self.unsaved:
                return
            with self._files.written.file.locked() as append:
                self.follow()  # so that pending edits are later than what others have written so far
                with self._state:
                    batch = tuple(self.marking.edits.pending)
                records = (*self._snapshots(batch), *batch)
                warnings = append(records)
            with self._state:
                self._files.took(records)
                self.marking.edits.saved(batch)
                self.marking.placed.forget(*(version.id for version in batch))
                self._warn(warnings)

    def save_to(self, path: Path, *, waiting: bool = True) -> None:
        """Puts all pending edits into another file, for when the usual one cannot be saved. Raises SaveError.

        Without `waiting` it does so even while a save is under way, which may then put them into the usual file, too.
        """
        with self._saving if waiting else nullcontext():
            with self._state:
                batch = tuple(self.marking.edits.pending)
            if batch:
                file = AnnotationFile(path)
                warnings = file.append([*self._snapshots(batch, anew=True), *batch], None if waiting else 0.0)
                file.close()
                with self._state:
                    self._elsewhere |= {version.id: (version, path) for version in batch}
                    self.marking.edits.saved_elsewhere(batch)
                    self.marking.placed.forget(*(version.id for version in batch))
                    self._warn(warnings)

    @property
    def is_unread(self) -> bool:
        """Whether annotation files were too long to be read when the text was opened, and have not been read since."""
        return self._is_unread

    def read_rest(self) -> bool:
        """Reads the annotation files that were left for later; returns whether there were any.

        The marks are made before any lock is taken: other threads see all of them or none.
        """
        with self._following:
            if not self._is_unread:
                return False
            self._files.take(self._files.rest())
            elsewhere = [version for version, _ in self._elsewhere.values()]
            collection = self._files.collection.adding(elsewhere)
            placed = self.marking.placed_in(collection)
            with self._state:
                self.marking.edits.rebase(collection)
                self.marking.take(placed)
            self._is_unread = False
            return True

    def follow(self) -> bool:
        """Reads what others appended; whether anything changed. Costs next to nothing when nothing did."""
        if self.is_unread:
            return False
        with self._following:
            seen = self._files.look()
            with self._state:
                before, edits_before = self._files.collection, self.marking.edits.collection
                if not self._files.take(seen):
                    return False
                lost = [version for version in self.marking.edits.made_here() if self._files.lacks(version)]
                self.marking.edits.lost(lost)
                elsewhere = [version for version, _ in self._elsewhere.values()]
                changed = self.marking.edits.rebase(self._files.collection.adding(elsewhere))
                self._forget(seen, {*edits_before.differing(self.collection), *(one.id for one in lost)})
                self._note_news(before)
                return changed or bool(lost)

    def add(self, records: Sequence[Record], words: str = "importing") -> tuple[int, str]:
        """Puts records of another tool on the disk: how many were new, and a sentence if the text was not kept.

        `words` describe it when it is undone. Raises SaveError and InputError.
        """
        self.read_rest()
        texts, trouble = text_of(records, self.document) if self.snapshot else ((), "")
        with self._saving:
            self.follow()
            with self._state:
                before = self.marking.edits.collection
            added = self._files.written.file.add((*texts, *records), is_later)
        self.follow()
        with self._state:
            self.marking.edits.imported(before, added, words)
            imported = {version.id for version in added}  # the import says itself what it did
            self._news = [deed for deed in self._news if (deed.now or deed.about).id not in imported]
        return len(added), trouble

    def look_for_lost(self) -> None:
        """Makes unsaved again what is gone from its file, perhaps because somebody removed the folder."""
        self.follow()
        self.follow()  # a file that is being replaced may be away for a moment
        with self._state:
            if self._files.written.trouble:  # something else stands in its place
                self.marking.edits.lost(self.marking.edits.made_here())

    def warn(self, sentence: str) -> None:
        """Adds a warning, unless it is there already."""
        with self._state:
            self._warn([sentence])

    def close(self) -> None:
        """Closes the files. Saves no edits: `save` does."""
        self._files.close()

    # Within

    def _forget(self, seen: Sequence[Seen], names: set[str]) -> None:
        """Makes marks anew of which something was seen in the files or whose names are told.

        All anew where a file is another one now, or where an earlier text may place other marks differently.
        """
        found = [record for _, contents, _ in seen for record in contents.records]
        here = {None, self.document.sha256}
        if any(contents.anew for _, contents, _ in seen) or any(_text_of(record) not in here for record in found):
            self.marking.placed.forget_all()
        else:
            self.marking.placed.forget(*names, *(record.id for record in found))

    def _note_news(self, before: Collection) -> None:
        """Remembers what others did in the files since then."""
        marking = self.marking
        found = list(news(before, self._files.collection, self.annotator))
        self._news += found
        marking.gone |= {deed.about.id for deed in found if deed.now is None and not deed.who}
        for deed in found:
            mine = deed.deed in {Deed.CHANGED, Deed.DELETED} and deed.about.annotator == self.annotator
            version = marking.edits.collection.versions.get(deed.about.id)
            if mine and isinstance(version, Annotation) and version.maker == self.annotator:
                marking.absorbed[deed.about.id] = deed

    def renewed(self, records: Sequence[Record]) -> list[Record]:
        """Records to import; those whose import was undone here are later than that."""
        with self._state:
            return [self._again(record) for record in records]

    def _again(self, record: Record) -> Record:
        if isinstance(record, Annotation) and self.marking.edits.was_undone(record.id):
            grave = self.marking.edits.collection.versions.get(record.id)
            if isinstance(grave, Tombstone):
                return record.restamped(self.clock(), by=record.maker, after=grave.time)
        return record

    def _warn(self, warnings: Sequence[str]) -> None:
        self._warnings += [warning for warning in warnings if warning not in self._warnings]

    def _origin(self, annotation: Annotation) -> Path:
        elsewhere = self._elsewhere.get(annotation.id)
        return elsewhere[1] if elsewhere and elsewhere[0] == annotation else self._files.origin(annotation)

    def _snapshots(self, batch: Sequence[Version], *, anew: bool = False) -> tuple[TextSnapshot, ...]:
        """The snapshot of the current text, if one of the annotations is the first that was made on it."""
        if not self.snapshot or not (anew or self._files.lacks_text(self.document.sha256)):
            return ()
        texts, trouble = text_of(batch, self.document)
        if trouble:
            with self._state:
                self._warnings.append(trouble)
        return texts


def _text_of(record: Record) -> str | None:
    """The SHA-256 of the text that a record is or is about; None where it names none."""
    return None if isinstance(record, Tombstone) else record.sha256
