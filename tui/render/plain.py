"""The plain screen, for screen readers: each item of a pane is one line that says all of it, in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import cell_len

from content.structure.model import Role
from content.wording import counted
from tui.render.items import excerpt
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.model import Briefing
    from tui.render.items import Item
    from tui.render.marks import MarkView

_MARKED = "●"
_SIGNS = str.maketrans(dict.fromkeys("┊▎▸", " ") | {"✎": "note:", "↳": "reply:", "→": "answer:", "·": ","})
_BLOCKS = re.compile("[\u2580-\u259f]+")  # bars
_COLUMNS = re.compile(r" {2,}")
_LEAST = 12  # cells for the words of an item, however much is to be said of them
_SHORT = 40  # cells of a name, or of one of several notes
_WIDE = 1000  # cells that an item is drawn for, so that nothing in it is cut or wrapped


def item_line(name: str, place: tuple[int, int], words: str, facts: Sequence[str], room: int) -> str:
    """One line about an item: which it is of how many, its words as far as there is room, and what is known of them."""
    begin = f"{name} {place[0]} of {place[1]}: "
    said = [fact for fact in facts if fact]
    left = room - cell_len(begin) - sum(cell_len(fact) + 2 for fact in said)
    if left < _LEAST and said:  # the longest gives way, and what follows it is still said
        longest = max(range(len(said)), key=lambda at: cell_len(said[at]))
        said[longest] = excerpt(said[longest], max(_LEAST, cell_len(said[longest]) + left - _LEAST))
        left = room - cell_len(begin) - sum(cell_len(fact) + 2 for fact in said)
    return excerpt(", ".join([f"{begin}{excerpt(words, max(_LEAST, left))}", *said]), room)


def spoken_of(items: Sequence[Item], index: int) -> tuple[str, list[str]]:
    """The words of one of the items of a pane and what is known of it, from it and from the heading above it.

    The line that opens what is doubtful ends the part of the heading above.
    """
    if items[index].folds:
        words = items[index].draw(_WIDE).plain.replace(DOUBTFUL, " ").strip()
        return words, [] if "Enter" in words else ["Enter shows it"]
    leading = next((at for at in range(index - 1, -1, -1) if items[at].leads), None)
    above = [] if leading is None or items[leading].folds else items[leading].draw(_WIDE).plain.split("\n")
    return spoken(items[index].draw(_WIDE).plain.split("\n"), above)


def spoken(rows: Sequence[str], above: Sequence[str]) -> tuple[str, list[str]]:
    """The words of a drawn item and what is known of them; `above` are the rows of the heading that it stands under."""
    first, *rest = rows
    facts = []
    if DOUBTFUL in first:
        first, facts = first.replace(DOUBTFUL, " "), ["doubtful"]
    words = first.translate(_SIGNS).split()
    if words and words[-1].endswith(_MARKED):
        count = words.pop().removesuffix(_MARKED)
        facts.append(counted(int(count) if count.isdigit() else 1, "mark"))
    # Rows that explain a sign begin with two blanks: here no sign is left to explain.
    facts += [" ".join(row.translate(_SIGNS).split()) for row in rest if not row.startswith("  ")]
    if above:
        facts += _heading(above)
    return " ".join(words), list(dict.fromkeys(facts))


def _heading(rows: Sequence[str]) -> list[str]:
    """What a heading says: a speaker with their number and class, not their share; or that what follows is doubtful."""
    first, *rest = (_BLOCKS.sub(" ", row).replace(DOUBTFUL, " ").replace("?", " ") for row in rows)
    name, *classes = _COLUMNS.split(first.strip())
    words = name.split()
    if len(words) > 1 and words[-1].isdigit():
        words.pop()
    said = (part for row in rest for part in _COLUMNS.split(row.strip()))
    return [" ".join(words), *(part for part in (*said, *classes) if part and not part.endswith("%"))]


def mark_facts(mark: MarkView) -> tuple[str, list[str]]:
    """The words of a mark and what is known of it: category, who made it, note, tags, replies, whether it is saved."""
    facts = [mark.category or "no category", f"by {excerpt(mark.annotator, _SHORT)}" if mark.shared else ""]
    facts += [f"note: {excerpt(mark.note, _SHORT)}" if mark.note else ""]
    facts += [counted(len(mark.replies), "reply", "replies") if mark.replies else ""]
    facts += [f"tagged {excerpt(' '.join(mark.tags), _SHORT)}" if mark.tags else "", mark.state]
    facts += ["words changed" if mark.was else "", "" if mark.saved else "not saved yet"]
    return mark.words, [fact for fact in facts if fact]


def in_mark(mark: MarkView) -> str:
    """What the footer says of the mark at the caret."""
    return f"In a mark: {', '.join(mark_facts(mark)[1])}.   "


def what_is_here(briefing: Briefing, caret: int) -> str:
    """What the footer says of the place of the caret, which others see by colours and signs; nothing in a paragraph."""
    text, said = briefing.document.text, []
    at = bisect_right(briefing.blocks, caret, key=lambda block: block.range.start) - 1
    if at >= 0 and briefing.blocks[at].range.covers(caret) and briefing.blocks[at].role is not Role.PARAGRAPH:
        said.append(briefing.blocks[at].role.value.replace("-", " "))
    quotation = next((one for one in briefing.quotations if one.range.covers(caret)), None)
    if quotation:
        speaker = excerpt(quotation.speaker.range.of(text), _SHORT) if quotation.speaker else "nobody named"
        doubt = ["doubtful"] if quotation.reason.is_doubtful else []
        said.append(", ".join(["quotation", speaker, quotation.source_class.value, *doubt]))
    found = [one.reason for one in briefing.background if one.range.covers(caret)]
    if found:
        said.append("background" + (", doubtful" if all(reason.is_doubtful for reason in found) else ""))
    words = "; ".join(said)
    return f"{words[:1].upper()}{words[1:]}.   " if words else ""
