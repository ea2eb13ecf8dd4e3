"""What the reader must know first when a briefing is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.wording import counted
from tui.render.items import excerpt
from tui.screens.reader.notes import reply_draft

if TYPE_CHECKING:
    from content.session import Session
    from tui.screens.reader.feature import Reader
    from tui.screens.reader.marks import Marks


def greet(  # noqa: PLR0913 - what there is to say, by name
    reader: Reader, session: Session, marks: Marks, *, others: int, notices: tuple[str, ...], told: str, hint: bool
) -> None:
    """Says it; the last sentence stays on screen: `told`, about what was open before. `others` wait in the queue.

    `notices` are of the text's source. `hint` says that this is the first start.
    """
    if session.place and not hint:  # the first start has enough to say; the command `where` says it, too
        reader.say(session.place)
    elif reader.view.caret == session.resumed_at > 0:
        keys = reader.keys_for(["move.top"], {"move.top": "goes to the start"})
        reader.say(Content.assemble("Here you stopped reading.   ", keys))
    _offer_draft(reader, session, marks)
    _say_changes(reader, session)
    _say_touched(reader, session)
    if others:
        words = "Another briefing waits.   " if others == 1 else f"{others} more briefings wait.   "
        keys = reader.keys_for(["queue.next", "queue.previous", "library"], {"library": "list"})
        reader.say(Content.assemble(words, keys))
    for sentence in (*notices, *session.warnings):
        reader.say(sentence, warning=True)
    if told:
        reader.say(told, lasting=True)


def _offer_draft(reader: Reader, session: Session, marks: Marks) -> None:
    drafts = session.drafts
    if not drafts:
        return
    mark = next((mark for mark in reader.marks if {mark.id, reply_draft(mark.id)} & set(drafts) and mark.range), None)
    if mark and mark.range:
        marks.choose(mark.id)
        reader.view.go(mark.range.start)
        id_ = "note" if mark.others or mark.id in drafts else "reply"
        keys = reader.keys_for([id_], {id_: "opens it"})
        reader.say(Content.assemble(f"There is an unfinished {id_} here.   ", keys))
    elif drafts and not any({mark.id, reply_draft(mark.id)} & set(drafts) for mark in reader.marks):
        words = next(iter(drafts.values())).note
        reader.say(f"An unfinished note is on a mark that was deleted: “{excerpt(words, 60)}”", lasting=True)


def _say_changes(reader: Reader, session: Session) -> None:
    """What became of the marks, if the text is not the one they were made on or was read again."""
    moved = sum(bool(mark.state and mark.range) for mark in reader.marks)
    changed = sum(bool(mark.was) and not mark.others for mark in reader.marks)
    lost = sum(mark.is_lost for mark in reader.marks)
    if changed:
        keys = reader.keys_for(["words"], {"words": "confirm, move or let go"})
        stand = "of your marks stands" if changed == 1 else "of your marks stand"
        words = f"{changed} {stand} on other words than before"
        words += f"; {lost} need{'s' * (lost == 1)} a place (end of the marks pane)" if lost else ""
        reader.say(Content.assemble(f"{words}.   ", keys), lasting=True)
    elif moved or lost:
        words = "The text has changed since it was marked"
        if moved:
            words += f"; {counted(moved, 'mark')} moved with it"
        if lost:
            words += f"; {lost} need{'s' * (lost == 1)} a place (end of the marks pane)"
        keys = reader.keys_for(["changes", "pane.marks"], {"changes": "what changed"})
        reader.say(Content.assemble(f"{words}.   ", keys))
    elif session.earlier == session.document.text:
        reader.say("It has not changed.")
    elif session.earlier is not None:
        keys = reader.keys_for(["changes"], {"changes": "what changed"})
        reader.say(Content.assemble("This is the newer text.   ", keys))


def _say_touched(reader: Reader, session: Session) -> None:
    """What others made of the reader's own marks since."""
    count = len(session.touched)
    if count:
        words = f"Others have changed or deleted {count} of your annotations.   "
        also = ["words"] if any(mark.was and not mark.others for mark in reader.marks) else []
        also += ["pane.marks"] if any(mark.is_lost for mark in reader.marks) else []
        said = {"others": "see, and take back", "words": "words changed, too", "pane.marks": "marks without a place"}
        keys = reader.keys_for(["others", *also], said)
        reader.say(Content.assemble(words, keys), lasting=True)
