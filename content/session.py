"""One open briefing with its annotations: what screens and commands use to reach it."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from content.annotation.anchoring.mark import Mark
from content.annotation.records.categories import BUILT_IN
from content.document.model import TextRange
from content.errors import BriefmarkError, SaveError
from content.marked_text import MarkedText
from content.store.codebooks import codebook_beside
from content.store.files import AnnotationFiles
from content.store.library import Draft, Library
from content.store.locations import SUFFIX, Place, file_of, given_place, login_name, place_of, same_text_elsewhere
from content.store.output import Inputs
from content.store.places import keep_named, keep_places, known_places
from content.store.refuge import keep_text, new_files, remove
from content.store.texts import kept_text
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from content.annotation.comparing.changes import Revision
    from content.annotation.records.categories import Codebook
    from content.annotation.records.model import Annotation
    from content.annotation.records.others import News
    from content.annotation.records.row import Row
    from content.document.model import Document
    from content.structure.excerpt import Analyse
    from content.structure.model import Briefing
    from content.structure.series import NewSince

    Overruled = tuple[tuple[tuple[TextRange, str], ...], str | None]

__all__ = ["Mark", "Session"]

_LONGEST_TITLE = 200  # code points of what a list shows
_AT_CARET = 60  # characters from the caret on that locate it in a newer version


class Session:
    """One briefing that is being read and marked.

    Every method may be called from any thread. Besides those of MarkedText, only `open`, `again`, `bring_in`,
    `revision`, `news`, `sources`, `close` and those on drafts touch files; the first `briefing` takes a while.
    """

    def __init__(self, text: MarkedText, place: Place, *, library: Library | None, analyse: Analyse | None) -> None:
        document = text.document
        self.document = document
        self.annotator = text.annotator
        self.place = place.why
        self._text, self.team = text, text.team
        # Marking does everything with marks, MarkedText with their files.
        marking = self._marking = text.marking
        self.get, self.marks_at, self.is_others = marking.get, marking.marks_at, marking.is_others
        self.mark, self.change, self.delete = marking.mark, marking.change, text.delete
        self.foresee = marking.foresee
        self.overrule, self.overrule_kind = marking.overrule, marking.overrule_kind
        self.reply, self.beside, self.confirm = marking.reply, marking.beside, marking.confirm
        self.hide, self.show_hidden = marking.hide, marking.show_hidden
        self.take_back, self.let_stand, self.take_news = marking.take_back, marking.let_stand, text.take_news
        self.undo, self.redo = marking.undo, marking.redo
        self.save, self.save_to = text.save, text.save_to
        self.follow, self.look_for_lost, self.read_rest = text.follow, text.look_for_lost, text.read_rest
        self._analyse = analyse
        self._analysing = threading.Lock()
        self._library = library
        self._structure: tuple[Briefing, Overruled] | None = None  # with what was overruled
        self._places: tuple[Path, ...] = ()
        self.codebook: Codebook = BUILT_IN
        self._own_codebook: Codebook | None = None  # of the settings
        self._given: tuple[tuple[Path, ...], bool | None] = ((), None)
        self._later = False
        self.earlier: str | None = None  # the text that was read before it
        self.position = library.position(document) if library else 0
        self.resumed_at = self.position  # where reading stopped last time; 0 the first time
        self._drafts = library.drafts(document) if library else {}
        self._unkept: set[str] = set()  # drafts that are in no file
        self._kept: object = None  # what the library was last told

    @classmethod
    def open(  # noqa: PLR0913 - one briefing, and all that can be said about reading it, by name
        cls,
        document: Document,
        *,
        annotation_files: Sequence[Path] = (),
        annotator: str | None = None,
        snapshot: bool = True,
        history: bool = True,
        shared: bool | None = None,
        analyse: Analyse | None = None,
        codebook: Codebook | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        later: bool = False,
    ) -> Session:
        """Opens the annotations of a document.

        `annotation_files`: the first is written, the others are read; without any, the place beside the briefing or in
        the data directory. `shared` says whether the files `BRIEFING.annotations.NAME.jsonl` beside the briefing
        are read too; by default when the written file is such a file itself or none was given. `history` says
        whether the library keeps anything about this briefing. `analyse` reads the structure in place of
        `content.structure.analyse`. `codebook` has the reader's own categories; the one beside the briefing comes
        before it, and the nine that are built in are for those who have none. `later` leaves long files of
        annotations unread, until `read_rest` is called or something is saved.

        Raises InputError when the written file exists and cannot be read, UsageError when it is the briefing itself.
        """
        place = given_place(document, annotation_files) if annotation_files else place_of(document)
        found = () if annotation_files else same_text_elsewhere(document, place, known_places(document))
        briefing = place.beside if (place.shared if shared is None else shared) else None
        files = AnnotationFiles(place, found, document, briefing=briefing, later=later)
        name = files.written.file.name or annotator or login_name()
        text = MarkedText(document, files, annotator=name, snapshot=snapshot, clock=clock)
        for path in found:
            text.warn(f"Annotations of the same text were found in {path} and are shown.")
        session = cls(text, place, library=Library() if history else None, analyse=analyse)
        try:
            session.codebook = codebook_beside(document) or codebook or BUILT_IN
        except BriefmarkError as error:
            text.warn(f"{error} Until then the categories are the nine that are built in.")
        session._own_codebook, session._later = codebook, later
        session._given = tuple(annotation_files), shared
        session._places = () if annotation_files else (place.path, *found)
        return session

    def again(self, document: Document) -> Session:
        """The same annotations on a newer version of the briefing, with the caret where its words are now.

        Raises as `open` does. The caller closes this session.
        """
        files, shared = self._given
        session = Session.open(
            document,
            annotation_files=files,
            annotator=self.annotator,
            snapshot=self._text.snapshot,
            history=self._library is not None,
            shared=shared,
            analyse=self._analyse,
            codebook=self._own_codebook,
            clock=self._text.clock,
            later=self._later,
        )
        old, caret = self.document, self.position
        session.earlier = old.text
        session._drafts |= self._drafts  # noqa: SLF001 - the same class: what history does not keep
        here = TextRange(min(caret, len(old.text)), min(caret + _AT_CARET, len(old.text)))
        session.position = min(caret, len(document.text))
        if here:
            from content.annotation.anchoring.anchor import Anchorer  # a text without marks needs none of it
            from content.annotation.anchoring.selectors import select

            found = Anchorer(document.text, {old.sha256: old.text}).anchor(*select(old.text, here), old.sha256).range
            session.position = found.start if found else session.position
        return session

    # What can be seen

    @property
    def path(self) -> Path:
        """The annotation file that is written."""
        return self._text.path

    @property
    def files(self) -> tuple[Path, ...]:
        """All annotation files that are written or read."""
        return self._text.files

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on damaged lines, and on files that cannot be read or drafts that cannot be kept."""
        return self._text.warnings

    @property
    def unsaved(self) -> int:
        """How many annotations have a change that is not on the disk yet."""
        return self._text.unsaved

    @property
    def is_unread(self) -> bool:
        """Whether there are annotations that have not been read yet."""
        return self._text.is_unread

    @property
    def marks(self) -> Row[Mark]:
        """The marks of the text, those without a place last; also those that the reader has hidden."""
        return self._marking.marks

    @property
    def title(self) -> str:
        """What lists call the briefing: its headline as far as it is known, else what the source calls it."""
        known, document = self.known_briefing, self.document
        headline = known.headline.of(document.text) if known and known.headline else document.title
        return " ".join(headline.split())[:_LONGEST_TITLE]

    @property
    def marks_by_category(self) -> dict[str, int]:
        """How many marks each category has that is used; those without one count as ""."""
        return dict(Counter(mark.annotation.category or "" for mark in self.marks))

    @property
    def own_signs(self) -> dict[str, str]:
        """The signs of the categories that are the reader's own."""
        return {one.name: one.sign for one in self.codebook.categories if one.sign and one != BUILT_IN.get(one.name)}

    @property
    def loose(self) -> tuple[Mark, ...]:
        """Notes on the whole text and replies whose mark is not there."""
        return self._marking.loose

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of the annotations that the reader has hidden."""
        return self._marking.hidden

    @property
    def as_made(self) -> tuple[tuple[Annotation, TextRange | None], ...]:
        """Each mark as its annotator left it, without what others changed in it, and its place: for comparisons."""
        return tuple((annotation.called_in(self.codebook), place) for annotation, place in self._marking.as_made)

    @property
    def touched(self) -> tuple[News, ...]:
        """What others have changed or deleted of this reader's own annotations, the latest first."""
        return self._marking.touched

    @property
    def overrulings(self) -> tuple[Mark, ...]:
        """The annotations that say which role a block has, or which kind of briefing the text is."""
        return self._marking.overrulings

    @property
    def _overruled(self) -> Overruled:
        return self._marking.overruled, self._marking.said_kind

    @property
    def known_briefing(self) -> Briefing | None:
        """The structure, if it was read with roles and kind as overruled now."""
        known = self._structure
        return known[0] if known is not None and known[1] == self._overruled else None

    @property
    def briefing(self) -> Briefing:
        """The structure of the text, with what readers overruled. Raises InputError when it cannot be read."""
        with self._analysing:
            known = self.known_briefing
            if known is None or known.part is None:
                return known or self._read_structure(None)
            before, whole = self._structure, self._read_structure(None)
            self._structure = before  # the reader goes on with a part: the whole is for who asks for it
            return whole

    def briefing_around(self, offset: int) -> Briefing:
        """The same; of a very long text that of the part around an offset. What is known is kept where it is enough."""
        from content.structure.excerpt import WHOLE, part_around

        with self._analysing:
            text, known = self.document.text, self.known_briefing
            if known is not None and self.is_read(offset):
                return known
            return self._read_structure(part_around(text, offset) if len(text) > WHOLE else None)

    def is_read(self, offset: int) -> bool:
        """Whether the structure around an offset is known."""
        from content.structure.excerpt import is_inside

        known, length = self.known_briefing, len(self.document.text)
        return known is not None and (known.part is None or is_inside(known.part, offset, length))

    def _read_structure(self, part: TextRange | None) -> Briefing:
        from content.structure.model import Kind, Role
        from content.structure.overruling import BACKGROUND, CURRENT

        if self._analyse is None:
            from content.structure import analyse  # a quarter of the time that annotating takes

            self._analyse = analyse
        overruled = self._overruled
        said, kind = overruled
        names = set(Role)
        roles = {place: Role(word) for place, word in said if word in names}
        times = {place: word for place, word in said if word in {BACKGROUND, CURRENT}}
        of_kind = Kind(kind) if kind in set(Kind) else None
        if part is None:
            briefing = self._analyse(self.document, roles, times, of_kind)
        else:
            from content.structure.excerpt import analyse_part

            briefing = analyse_part(self._analyse, self.document, part, (roles, times, of_kind))
        self._structure = briefing, overruled
        return briefing

    def revision(self) -> Revision | None:
        """What changed since the text that most marks were made on, else since the one read before; or None.

        Marks that have lost their place come first: their text says why. Compares the two texts again
        each time, which takes about a second for a million characters.
        """
        from content.annotation.comparing.changes import revision  # only where a text has changed

        self.read_rest()
        marks, texts = self.marks, self._text.collection.texts
        made_on = Counter(mark.annotation.sha256 for mark in marks)
        lost = Counter(mark.annotation.sha256 for mark in marks if mark.range is None)
        for digest, _ in (*lost.most_common(), *made_on.most_common()):
            if digest and digest != self.document.sha256:
                old = texts.get(digest) or kept_text(digest)
                if old is not None:
                    return revision(old, self.document.text)
        return None if self.earlier is None else revision(self.earlier, self.document.text)

    def news(self) -> NewSince | None:
        """What is new in a numbered report since the number before it that was opened; keeps this number for later.

        Touches files. None for other briefings, without history, and before the structure is known.
        """
        briefing, library = self.known_briefing, self._library
        if briefing is None or briefing.part or library is None or not briefing.metadata.get("number"):
            return None
        from content.structure.series import issue_of, news_since, read_issue, series_of

        series, issue = series_of(briefing), issue_of(briefing)
        if series is None or issue is None:
            return None
        kept = [one for one in map(read_issue, library.issues(series)) if one is not None and one.number < issue.number]
        library.keep_issue(series, issue.json())
        return news_since(max(kept, key=lambda one: one.number), briefing) if kept else None

    def remember(self, offset: int) -> None:
        """Notes the reading position, which `keep_position` and `close` keep."""
        self.position = offset

    # Unfinished notes

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Notes that were begun and not saved, by the ids of their annotations."""
        kept = ((self.get(draft.id), draft) for draft in self._drafts.values())
        return {draft.id: draft for mark, draft in kept if mark is None or mark.annotation.note != draft.note}

    def keep_draft(self, id: str, note: str, base: str = "") -> None:
        """Keeps an unfinished note; across restarts, too, unless history is off.

        `base` is the note that the annotation had when this one was begun.
        """
        draft = Draft(id, note, self._drafts[id].base if id in self._drafts else base)
        self._drafts[id] = draft
        if self._library is None:
            self._unkept.add(id)
        elif not self._library.save_draft(self.document, draft):
            self._unkept.add(id)
            self._text.warn("A draft of a note could not be kept for the next start. Save the note instead.")

    def drop_draft(self, id: str) -> None:
        """Forgets a draft."""
        if self._drafts.pop(id, None) is not None and self._library is not None:
            self._library.drop_draft(self.document, id)

    @property
    def sources(self) -> Inputs:
        """The input of this briefing's exports."""
        self.read_rest()
        files, records = self._text.saved
        path = file_of(self.document)
        own: set[Path] = {path} if path else set()
        return Inputs(set(files), records, {self.document.sha256}, own)

    def bring_in(self, data: bytes, name: str = "a file") -> tuple[int, tuple[str, ...]]:
        """Adds the annotations of another tool or file; returns how many were new, and what was left out.

        `name` is what undo calls it. Raises InputError when no tool is recognised, SaveError when the file cannot be
        written.
        """
        from content.formats.reading import names_taken, read_annotations

        found = read_annotations(data, self.document, now=self._text.clock(), codebook=self.codebook)
        records = self._text.renewed(found.records)
        taken = names_taken(records, self._text.collection.versions)
        added, trouble = self._text.add(records, f"importing {name}")
        lost = f"Not kept: {found.lost}." if found.lost else ""
        return added, (*found.warnings, *filter(None, [trouble, taken, lost]))

    # Leaving

    def rescue(self) -> tuple[str, ...]:
        """Puts what is in no file into the data directory, else into a private file; returns sentences that say where.

        Does not wait for locks. What cannot be put anywhere stays pending, and is reported.
        """
        return (*self._rescue_marks(), *self._rescue_notes())

    def _rescue_marks(self) -> Iterator[str]:
        count = self.unsaved
        if not count:
            return
        changes = counted(count, "change")
        for path in new_files(SUFFIX):
            try:
                self.save_to(path, waiting=False)
            except SaveError:
                remove(path)
            else:
                yield f"{changes} that {self.path} could not take {'is' if count == 1 else 'are'} in {path}."
                return
        yield f"{changes} could not be saved anywhere."

    def _rescue_notes(self) -> Iterator[str]:
        for name, draft in self.drafts.items():
            if name in self._unkept:
                path = keep_text(draft.note)
                if path:
                    self._unkept.discard(name)
                yield f"An unfinished note is in {path}." if path else "A note could not be saved anywhere."

    def close(self) -> None:
        """Keeps the reading position. Saves no edits: `save` does."""
        self._text.close()
        self.keep_position()
        if self._library is not None:
            self.keep_places()

    def keep_position(self) -> None:
        """Keeps the reading position and what lists show in the library, unless history is off."""
        if self._library is not None:
            known = self._structure
            kind = known[0].kind.value if known else ""
            marked = None if self.is_unread else self.marks_by_category
            now = self.position, self.title, kind, marked, self.own_signs
            position, title, kind, marks, signs = now
            if now != self._kept and self._library.remember(
                self.document, position, title=title, kind=kind, marks=marks, signs=signs
            ):
                self._kept = now

    def keep_places(self) -> None:
        """Remembers where this text's annotations are: briefings get moved, and files may be named from anywhere."""
        if self._text.collection.versions or self.is_unread:
            named, _ = self._given
            if named:
                keep_named(self.document, named)
            else:
                keep_places(self.document, self._places)
