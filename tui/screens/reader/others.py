"""What others did meanwhile: said when it happens, and what touched the reader's own annotations can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.annotation.anchoring.mark import first_words
from content.annotation.records.others import Deed
from content.wording import counted
from tui.render.clean import clean
from tui.render.items import excerpt
from tui.render.marks import called
from tui.screens.dialog import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.annotation.records.model import Annotation
    from content.annotation.records.others import News
    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_BACK, _STAND = "back", "stand"
_NOTE_CELLS = 24  # of the old and the new note in a sentence


class Others:
    """News of others' deeds."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving
        saving.when_followed(self._tell)

    @property
    def commands(self) -> Commands:
        """The command for what others did, by id."""
        return {"others": self._list}

    def _tell(self) -> None:
        """Says what others have changed, deleted or answered; what touches the reader's own annotations first."""
        found = sorted(self._session.take_news(), key=lambda deed: not self._is_own(deed))
        if not found:
            return
        words = self._told(found[0])
        if found[1:]:
            words += f" {counted(len(found) - 1, 'more change')} by others."
        first = found[0]
        taking = self._is_own(first) and first.deed in {Deed.CHANGED, Deed.DELETED}
        keys = self._reader.keys_for(["others"] if taking else ["pane.marks"], {"others": "take it back"})
        self._reader.say(Content.assemble(clean(words), "   ", keys), lasting=self._is_own(first))

    def _is_own(self, deed: News) -> bool:
        return deed.about.annotator == self._session.annotator

    def _told(self, deed: News) -> str:
        """One deed as a sentence."""
        who, about = called(deed.who) if deed.who else "Somebody", deed.about
        own = about.annotator in {"", deed.who}
        whose = "your" if self._is_own(deed) else "their own" if own else _possessive(about)
        thing = (
            f"{whose} {'reply' if about.reply_to else 'note' if about.is_page_note else 'mark'} {first_words(about)}"
        )
        match deed.deed:
            case Deed.REPLIED:
                return f"{who} replied to {thing}."
            case Deed.DELETED:
                return f"{who} deleted {thing}."
            case Deed.RESTORED:
                return f"{thing[:1].upper()}{thing[1:]} is back."
            case Deed.CHANGED if deed.parts == ("note",) and not about.note:
                return f"{who} wrote a note on {thing}."
            case Deed.CHANGED:
                return f"{who} changed {thing}: {'; '.join(_changes(deed))}."

    def _list(self) -> None:
        """Lists what others did to the reader's own annotations; choosing one asks whether to take it back."""
        found = self._session.touched
        if not found:
            self._reader.say("Nobody else has changed or deleted your annotations.")
            return
        rows = [
            (str(at), str(at + 1) if at < 9 else "", Content(clean(self._told(one)))) for at, one in enumerate(found)
        ]
        dialog = Choice("What others did to your annotations", rows)
        self._reader.app.push_screen(dialog, lambda at: self._ask(found[int(at)]) if at is not None else None)

    def _ask(self, deed: News) -> None:
        rows = [
            (_BACK, "b", Content("take it back: as you last had it")),
            (_STAND, "s", Content("accept it: it stays as it is, and is not listed again")),
        ]
        self._reader.app.push_screen(Choice(self._told(deed), rows), lambda answer: self._answered(deed, answer))

    def _answered(self, deed: News, answer: str | None) -> None:
        if answer is None:
            return
        name = deed.about.id
        settle = self._session.take_back if answer == _BACK else self._session.let_stand
        if self._saving.do(lambda: settle(name)):
            mark = self._session.get(name)
            if mark is not None and mark.range is not None and answer == _BACK:
                self._reader.view.go(mark.range.start)
            words = "Taken back: it is as you last had it." if answer == _BACK else "Accepted."
            self._reader.say(Content.assemble(f"{words}   ", self._reader.keys_for(["undo"])))


def _changes(deed: News) -> Iterator[str]:
    """What was changed, with what was there before."""
    old, new = deed.about, deed.now or deed.about
    for part in deed.parts:
        match part:
            case "category":
                yield f"{old.category or old.role or 'no category'} → {new.category or new.role or 'no category'}"
            case "note":
                yield f"the note “{excerpt(old.note, _NOTE_CELLS)}” → “{excerpt(new.note, _NOTE_CELLS)}”"
            case "tags":
                yield f"tags {', '.join(old.tags) or 'none'} → {', '.join(new.tags) or 'none'}"
            case _:
                yield "its ends"


def _possessive(about: Annotation) -> str:
    return f"{called(about.annotator)}’s" if about.annotator else "an unnamed"
