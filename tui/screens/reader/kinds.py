"""What kind of briefing the text is: the judgement with its reason, and how the reader overrules it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.structure.model import Kind
from content.structure.reasons import worded
from tui.render.clean import clean
from tui.screens.dialog import Choice
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from content.session import Session
    from content.structure.model import Briefing
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_ABOUT = {
    Kind.ARTICLE: ("a", "news or a feature, told in order"),
    Kind.TRANSCRIPT: ("t", "spoken words, turn by turn"),
    Kind.INTERVIEW: ("i", "questions and answers"),
    Kind.SITREP: ("s", "a situation report with key figures"),
    Kind.DIGEST: ("d", "several stories"),
    Kind.WIRE: ("w", "copy of a news agency"),
    Kind.RELEASE: ("r", "a press release"),
    Kind.ADVISORY: ("v", "a warning or notice"),
    Kind.MAIL: ("m", "a message with its headers"),
    Kind.MINUTES: ("n", "what a meeting did"),
    Kind.LIVEBLOG: ("l", "entries with their times"),
}


class Kinds:
    """The kind, and overruling it."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving

    @property
    def commands(self) -> Commands:
        """The command for the kind, by id."""
        return {"kind.overrule": self._ask_kind}

    def _ask_kind(self) -> None:
        """Says why the text was taken for one of its kind, and lets the reader say otherwise."""
        briefing = self._reader.briefing
        if briefing is None:
            self._reader.say("The text is still being read. Try again in a moment.")
            return
        rows = [
            (kind.value, key, Content.assemble(f"{kind.value:<11}", (about, "$foreground 66%")))
            for kind, (key, about) in _ABOUT.items()
        ]
        now = briefing.kind
        dialog = Choice(f"This briefing is … (now {now.value})", rows, now.value, about=_why(briefing))
        self._reader.app.push_screen(dialog, lambda word: self._overruled(briefing, word))

    def _overruled(self, briefing: Briefing, word: str | None) -> None:
        if word is None or (word == briefing.kind.value and not briefing.kind_reason.is_doubtful):
            return
        if self._saving.do(lambda: self._session.overrule_kind(word)):
            self._reader.say(Content.assemble(f"Now read as {word}.   ", self._reader.keys_for(["undo"])))


def _why(briefing: Briefing) -> Content:
    reason = briefing.kind_reason
    doubt = f" {DOUBTFUL} doubtful" if reason.is_doubtful else ""
    sure = f"{round(100 * reason.confidence)} % sure"
    return Content.assemble((briefing.kind.value, "bold"), f": {clean(worded(reason))}; {sure}{doubt}.")
