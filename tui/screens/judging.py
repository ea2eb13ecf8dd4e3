"""Judgements: why a block, a quotation or background was taken for one, and the reader's own word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.structure.model import Role
from content.structure.overruling import BACKGROUND, CURRENT
from content.structure.reasons import worded
from tui.render.clean import clean
from tui.screens.dialog import Choice
from tui.screens.noting import Noting
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from content.structure.model import Block, Reason

_ROLE_KEYS = ("t", "s", "b", "h", "p", "q", "a", "l", "c", "o")


class Judging(Noting, inherit_bindings=False):
    """Adds reasons, and overruling."""

    def _block(self) -> Block | None:
        blocks = self.briefing.blocks if self.briefing else ()
        return next((block for block in blocks if block.range == self.view.block), None)

    def action_why(self) -> None:
        """Says why the block at the caret has its role, and why a quotation or background there was taken for one."""
        block, briefing, caret = self._block(), self.briefing, self.view.caret
        if block is None or briefing is None:
            return
        found = [(block.role.value, block.reason)]
        found += [("quotation", one.reason) for one in briefing.quotations if one.range.covers(caret)]
        found += [("background", one.reason) for one in briefing.background if one.range.covers(caret)]
        words = Content(" ").join([_why(name, reason) for name, reason in found])
        self.say(
            Content.assemble(words, "  ", self.keys_for(["role.overrule"], {"role.overrule": "overrule"})), lasting=True
        )

    def action_overrule(self) -> None:
        """Lets the reader say which role the block at the caret has, and whether it is background."""
        block, briefing = self._block(), self.briefing
        if block is None or briefing is None:
            return
        rows = [(role.value, key, Content(role.value)) for role, key in zip(Role, _ROLE_KEYS, strict=True)]
        if any(mark.range.overlaps(block.range) for mark in briefing.background):
            rows.append((CURRENT, "n", Content("current: news, and no background")))
        else:
            rows.append((BACKGROUND, "k", Content("background: history or context")))
        dialog = Choice(f"This is a … (now {block.role.value})", rows, block.role.value)
        self.app.push_screen(dialog, lambda word: self._overruled(block, word))

    def _overruled(self, block: Block, word: str | None) -> None:
        if word and (word != block.role.value or block.reason.is_doubtful):
            self.act(lambda: self.session.overrule(block.range, word))
            self.say(Content.assemble(f"Now {word}.   ", self.keys_for(["undo"])))


def _why(name: str, reason: Reason) -> Content:
    doubt = f" {DOUBTFUL} doubtful" if reason.is_doubtful else ""
    sure = f"{round(100 * reason.confidence)} % sure"
    return Content.assemble((name, "bold"), f": {clean(worded(reason))}; {sure}{doubt}.")
