"""Marks as a reader makes, changes, answers and hides them, in memory; saving them is somebody else's job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchoring.mark import Mark, first_words
from content.annotation.records.edits import Edits
from content.annotation.records.model import KEEP, Annotation, Decision, Keep, Target, Tombstone
from content.annotation.records.others import touched
from content.annotation.records.target import WholeText, target_source
from content.errors import UsageError
from content.placed_marks import PlacedMarks
from content.store.hiding import hidden_ids, keep_hidden

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from content.annotation.records.collection import Collection, Version
    from content.annotation.records.history import Edit
    from content.annotation.records.others import News
    from content.annotation.records.row import Row
    from content.annotation.records.target import TextQuoteSelector
    from content.document.model import Document, TextRange


class Marking:
    """The marks of one document as one annotator edits them. Every method may be called from any thread.

    `lock` is held meanwhile; `origin` tells the file that an annotation is in; `warn` takes a sentence on what went
    wrong.
    """

    def __init__(  # noqa: PLR0913 - what a text is marked with, all but two by name
        self,
        document: Document,
        collection: Collection,
        *,
        annotator: str,
        clock: Callable[[], datetime],
        lock: threading.RLock,
        origin: Callable[[Annotation], Path],
        warn: Callable[[str], None],
    ) -> None:
        self.document, self.annotator, self.clock = document, annotator, clock
        self.edits = Edits(collection, annotator, hidden_ids())
        self._origin = origin
        self.placed = PlacedMarks(document, self.edits, origin, lock)
        self.gone: set[str] = set()  # ids of what was deleted meanwhile by records that do not say by whom
        self.absorbed: dict[str, News] = {}  # what others did to one's own that was merged with one's own edit
        self._state, self._warn = lock, warn
        self._read_at = clock()
        self._foreseen: tuple[TextRange, tuple[TextQuoteSelector, TextRange]] | None = None

    def placed_in(self, collection: Collection) -> PlacedMarks:
        """The marks of what the files hold, without edits. Takes no lock, and keeps no other thread waiting."""
        placed = PlacedMarks(self.document, Edits(collection), self._origin, self._state)
        placed.place_all()
        return placed

    def take(self, placed: PlacedMarks) -> None:
        """Takes marks in that were placed meanwhile."""
        with self._state:
            placed.belong_to(self.edits)
            self.placed = placed

    # What can be seen

    @property
    def marks(self) -> Row[Mark]:
        """The live annotations of passages except overruled roles: by start, longer first; without a place last."""
        with self._state:
            return self.placed.marks.marks

    @property
    def loose(self) -> tuple[Mark, ...]:
        """Notes on the whole text and replies whose mark is not there, in the order of time."""
        with self._state:
            return self.placed.loose

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of the annotations that this reader has hidden."""
        with self._state:
            return self.edits.hidden

    @property
    def overrulings(self) -> tuple[Mark, ...]:
        """The live annotations that say which role a block has, or which kind the text is, in the order of marks."""
        with self._state:
            return self.placed.overrulings

    @property
    def overruled(self) -> tuple[tuple[TextRange, str], ...]:
        """The same as ranges of blocks and what they were said to be, the newest last."""
        with self._state:
            return self.placed.overruled

    @property
    def said_kind(self) -> str | None:
        """What kind of briefing a reader said that the text is: the newest word on it."""
        with self._state:
            return self.placed.said_kind

    def marks_at(self, offset: int) -> tuple[Mark, ...]:
        """The marks on the character at `offset`, the innermost first."""
        with self._state:
            return self.placed.marks.at(offset)

    def get(self, id: str) -> Mark | None:
        """The mark of that name; None if there is none or it was deleted."""
        with self._state:
            annotation = self.edits.collection.get(id)
            return self.placed.of(annotation) if annotation else None

    def is_others(self, annotation: Annotation) -> bool:
        """Whether somebody else made it. What nobody is named for is anybody's."""
        return annotation.annotator not in {"", self.annotator}

    @property
    def as_made(self) -> tuple[tuple[Annotation, TextRange | None], ...]:
        """Each mark as its annotator left it, without what others changed in it, and its place: for comparisons."""
        with self._state:
            pairs = ((mark.own or mark.annotation, mark) for mark in self.placed.marks.marks)
            return tuple((one, self.placed.range_of(one) if mark.own else mark.range) for one, mark in pairs)

    @property
    def touched(self) -> tuple[News, ...]:
        """What others have changed or deleted of this reader's own annotations, the latest first."""
        with self._state:
            found = touched(self.edits.collection, self.annotator, self.gone)
            known = {deed.about.id for deed in found}
            return (*found, *(deed for name, deed in self.absorbed.items() if name not in known))

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
            self._must_be_new(id)
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
            return self.placed.of(annotation)

    def foresee(self, range: TextRange) -> None:
        """Looks for the words that tell a passage apart, before it is marked; for another thread than the screen's.

        In a text of a million characters that takes 3 ms, a third of the time of a new mark.
        """
        if range and (self._foreseen is None or self._foreseen[0] != range):
            self._foreseen = range, self._selected(range)

    def reply(self, to: str, note: str, *, annotator: str | None = None, id: str | None = None) -> Mark:
        """A new answer to an annotation."""
        if not note.strip():
            raise UsageError("A reply needs words: give it a note.")
        with self._state:
            self._must_be_new(id)
            answered = self._live(to)
            made = Annotation.reply(to, note, annotator=annotator or self.annotator, now=self.clock(), id=id)
            self._edit(made, f"replying to {first_words(answered)}")
            return self.placed.of(made)

    def change(  # noqa: PLR0913 - each part of an annotation is one argument, all but one by name
        self,
        id: str,
        *,
        category: str | Keep | None = KEEP,
        note: str | Keep = KEEP,
        tags: Sequence[str] | Keep = KEEP,
        range: TextRange | Keep = KEEP,
        annotator: str | None = None,
    ) -> Mark:
        """Changes only the named parts of a mark, whoever made it; `annotator` is who changes it."""
        with self._state:
            old = self._live(id)
            if old.reply_to is not None:
                _must_stay_a_reply(category, note, range)
            was = self.placed.of(old).was if range is not KEEP and old.has_passage else None
            new = old.changed(
                now=self.clock(),
                by=annotator or self.annotator,
                category=category,
                note=note,
                tags=KEEP if tags is KEEP else tuple(tags),
                target=KEEP if range is KEEP else self._target(range),
                decision=Decision("moved", was, annotator or self.annotator) if was else None,
            )
            said = {"category": category, "note": note, "tags": tags, "ends": range}
            what = " and ".join(name for name, value in said.items() if value is not KEEP)
            self._edit(new, f"changing the {what} of {first_words(new)}")
            return self.placed.of(new)

    def beside(
        self,
        id: str,
        *,
        category: str | Keep | None = KEEP,
        tags: Sequence[str] | Keep = KEEP,
        range: TextRange | Keep = KEEP,
    ) -> Mark:
        """The same change to one's own mark over the same words as somebody else's, made if there is none."""
        with self._state:
            other = self._live(id)
            place = self.placed.of(other).range if range is KEEP else range
            if place is None:
                raise UsageError("This mark has no place in the text: give it one first.")
            for mark in self.placed.marks.on(place):
                if mark.annotation.annotator == self.annotator:
                    same = category in {KEEP, mark.annotation.category} and tags in (KEEP, mark.annotation.tags)
                    return mark if same else self.change(mark.id, category=category, tags=tags)
            kind = other.category if category is KEEP else category
            return self.mark(place, category=kind, tags=() if tags is KEEP else tags)

    def confirm(self, id: str) -> Mark:
        """Says that a mark holds for the words at its place, which are not those that it was made on."""
        with self._state:
            old = self._live(id)
            mark = self.placed.of(old)
            if mark.range is None or mark.was is None:
                raise UsageError("There is nothing to confirm: the words of this mark have not changed.")
            target, decision = self._target(mark.range), Decision("confirmed", mark.was, self.annotator)
            new = old.changed(now=self.clock(), by=self.annotator, target=target, decision=decision)
            self._edit(new, f"confirming {first_words(new)}")
            return self.placed.of(new)

    def delete(self, id: str, *, annotator: str | None = None) -> None:
        """Deletes a mark for everybody; `annotator` is who does."""
        with self._state:
            old = self._live(id)
            by = annotator or self.annotator
            grave = Tombstone.make(id, self.clock(), after=old.time, by=by)
            self._edit(grave, f"deleting {first_words(old)}")

    def hide(self, id: str) -> None:
        """Hides somebody's annotation for this reader, here and whenever this file is opened again."""
        with self._state:
            self.edits.toggle([id], f"hiding {first_words(self._live(id))}")
            self._keep_hidden([id])

    def show_hidden(self) -> int:
        """Shows again all annotations of this text that were hidden; returns how many."""
        with self._state:
            here = [name for name in self.edits.hidden if name in self.edits.collection.versions]
            if here:
                self.edits.toggle(here, "showing what was hidden")
                self._keep_hidden(here)
            return len(here)

    def take_back(self, id: str) -> Mark:
        """Restores this reader's own version of an annotation that somebody else changed or deleted."""
        return self._settle(id, restore=True)

    def let_stand(self, id: str) -> None:
        """Leaves what somebody else made of an annotation of this reader's: from now on it is their own version."""
        self._settle(id, restore=False)

    def overrule(self, block_range: TextRange, word: str) -> None:
        """Says what a block is: the name of a role, or "background" or "current". Replaces what was said before."""
        from content.structure.overruling import BACKGROUND, CURRENT

        of_time = {BACKGROUND, CURRENT}
        with self._state:
            collection = self.edits.collection
            for old in collection.overruling:
                same = (old.role in of_time) == (word in of_time)
                if same and not self.is_others(old) and self.placed.range_of(old) == block_range:
                    new = old.changed(now=self.clock(), by=self.annotator, category=word)
                    break
            else:
                target = self._target(block_range)
                new = Annotation.make(target, annotator=self.annotator, now=self.clock(), role=word)
            self._edit(new, f"saying what {first_words(new)} is")

    def overrule_kind(self, word: str) -> None:
        """Says what kind of briefing the text is, by the kind's name. Replaces what this reader said before."""
        with self._state:
            said = self.edits.collection.overruling
            old = next((one for one in said if one.kind is not None and not self.is_others(one)), None)
            if old is not None:
                new = old.changed(now=self.clock(), by=self.annotator, category=word)
            else:
                target = WholeText(target_source(self.document), self.document.sha256, self._read_at)
                new = Annotation.make(target, annotator=self.annotator, now=self.clock(), role=word)
            self._edit(new, f"saying that this is of the kind {word}")

    def undo(self) -> str | None:
        """Undoes this session's last edit; returns words for it, or None when there is nothing to undo."""
        with self._state:
            return self._turned(self.edits.undo(self.clock()))

    def redo(self) -> str | None:
        """Redoes what was undone last; returns words for it, or None when there is nothing to redo."""
        with self._state:
            return self._turned(self.edits.redo(self.clock()))

    # Within

    def _must_be_new(self, id: str | None) -> None:
        if id and id in self.edits.collection.versions:
            raise UsageError(f"There is an annotation {id} already. Give another --id, or change it with --edit.")

    def _turned(self, edit: Edit | None) -> str | None:
        """The words of what was undone or redone, after it."""
        if edit is None:
            return None
        if edit.is_nothing:
            raise UsageError(f"Somebody else has changed that since: {edit.words} stays. Again: what was before it.")
        self.placed.forget(*(change.id for change in edit.changes))
        self._keep_hidden(edit.toggled)
        return edit.words

    def _keep_hidden(self, ids: Sequence[str]) -> None:
        if ids and not keep_hidden(ids, self.edits.hidden):
            self._warn("What is hidden could not be kept: it is shown again at the next start.")

    def _settle(self, id: str, *, restore: bool) -> Mark:
        """Makes what somebody else made of this reader's annotation, or what it was before, their own version."""
        with self._state:
            mine = next((deed.about for deed in self.touched if deed.about.id == id), None)
            current = self.edits.collection.versions.get(id)
            if mine is None or current is None:
                raise UsageError("Nobody has changed this annotation since you did.")
            kept = mine if restore else current
            made: Version
            if isinstance(kept, Annotation):
                made = kept.restamped(self.clock(), by=self.annotator, after=current.time)
            else:
                made = Tombstone.make(id, self.clock(), after=current.time, by=self.annotator)
            self._edit(made, f"taking back {first_words(mine)}" if restore else f"letting {first_words(mine)} stand")
            self.absorbed.pop(id, None)
            return self.placed.of(made if isinstance(made, Annotation) else mine)

    def _edit(self, after: Version, words: str) -> None:
        self._keep_open(after)
        self.edits.make(after, words)
        self.placed.forget(after.id)

    def _keep_open(self, after: Version) -> None:
        """Keeps what somebody else did to one's own annotation listed when one changes something else in it."""
        current = self.edits.collection.versions.get(after.id)
        theirs = current is not None and current.contributor
        if theirs and isinstance(after, Annotation) and after.maker == self.annotator == after.annotator:
            self.absorbed |= {deed.about.id: deed for deed in self.touched if deed.about.id == after.id}

    def _live(self, id: str) -> Annotation:
        found = self.edits.collection.get(id)
        if found is None:
            raise UsageError(
                f"There is no annotation {id}: it was deleted or was never here. Export them as jsonl to see their ids."
            )
        return found

    def _selected(self, range: TextRange) -> tuple[TextQuoteSelector, TextRange]:
        from content.annotation.anchoring.selectors import select  # with the first mark (8 ms)

        return select(self.document.text, range)

    def _target(self, range: TextRange) -> Target:
        foreseen = self._foreseen
        try:
            known = foreseen[1] if foreseen is not None and foreseen[0] == range else None
            words, position = known or self._selected(range)
        except ValueError as error:
            raise UsageError(f"There is nothing to mark: {error}. Give a passage of the text.") from error
        return Target(target_source(self.document), self.document.sha256, words, position, self._read_at)


def _must_stay_a_reply(category: str | Keep | None, note: str | Keep, range: TextRange | Keep) -> None:
    """Raises UsageError for a change that would leave a reply without words, or make something else of it."""
    if category is not KEEP or range is not KEEP:
        raise UsageError("A reply has no category and no passage: change its note, or mark the passage.")
    if note is not KEEP and not note.strip():
        raise UsageError("A reply needs words: delete it to take it away.")
