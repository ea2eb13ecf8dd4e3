"""Judgements: why a block, a quotation or background was taken for one, and how the reader overrules it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.structure.model import Role
from content.structure.reasons import worded
from tui.render.clean import clean
from tui.screens.dialog import Choice
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from content.session import Session
    from content.structure.model import Block, Reason
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_ROLE_KEYS = ("t", "s", "b", "h", "p", "q", "a", "l", "c", "o")


class Roles:
    """Reasons, and overruling."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving

    @property
    def commands(self) -> Commands:
        """The commands for roles, by id."""
        return {"role.why": self._say_why, "role.overrule": self._ask_role}

    def _block(self) -> Block | None:
        blocks = self._reader.briefing.blocks if self._reader.briefing else ()
        return next((block for block in blocks if block.range == self._reader.view.block), None)

    def _say_why(self) -> None:
        """Says why the block at the caret has its role, and why a quotation or background there was taken for one."""
        block, briefing, caret = self._block(), self._reader.briefing, self._reader.view.caret
        if block is None or briefing is None:
            return
        found = [(block.role.value, block.reason)]
        found += [("quotation", one.reason) for one in briefing.quotations if one.range.covers(caret)]
        found += [("background", one.reason) for one in briefing.background if one.range.covers(caret)]
        words = Content(" ").join([_why(name, reason) for name, reason in found])
        self._reader.say(
            Content.assemble(words, "  ", self._reader.keys_for(["role.overrule"], {"role.overrule": "overrule"})),
            lasting=True,
        )

    def _ask_role(self) -> None:
        """Lets the reader say which role the block at the caret has, and whether it is background."""
        from content.structure.overruling import BACKGROUND, CURRENT  # with what overrules (6 ms)

        block, briefing = self._block(), self._reader.briefing
        if block is None or briefing is None:
            return
        rows = [(role.value, key, Content(role.value)) for role, key in zip(Role, _ROLE_KEYS, strict=True)]
        if any(mark.range.overlaps(block.range) for mark in briefing.background):
            rows.append((CURRENT, "n", Content("current: news, not background")))
        else:
            rows.append((BACKGROUND, "k", Content("background: history or context")))
        dialog = Choice(f"This is a … (now {block.role.value})", rows, block.role.value)
        self._reader.app.push_screen(dialog, lambda word: self._overruled(block, word))

    def _overruled(self, block: Block, word: str | None) -> None:
        if word and (word != block.role.value or block.reason.is_doubtful):
            self._saving.act(lambda: self._session.overrule(block.range, word))
            self._reader.say(Content.assemble(f"Now {word}.   ", self._reader.keys_for(["undo"])))


def _why(name: str, reason: Reason) -> Content:
    doubt = f" {DOUBTFUL} doubtful" if reason.is_doubtful else ""
    sure = f"{round(100 * reason.confidence)} % sure"
    return Content.assemble((name, "bold"), f": {clean(worded(reason))}; {sure}{doubt}.")
