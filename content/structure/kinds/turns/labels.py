"""The labels of a text that open turns, among those that could."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from content.structure.kinds.turns.candidates import Label, Shape, candidates
from content.structure.kinds.turns.vocabulary import WORDS, initials, is_role_label, without_address

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_RECORD = WORDS.pattern(r"\b{records}\b")
_LONGEST_VALUE = 60
_TITLE_LINES, _TITLE = 6, 160  # lines of the head, and characters of each, in which that is looked for


class Labels:
    """The labels of a page, found once."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def is_record(self) -> bool:
        """Whether the title says that the text is a record of what was said."""
        return any(_RECORD.search(words[:_TITLE]) for words in self._page.words[:_TITLE_LINES])

    @cached_property
    def accepted(self) -> list[Label]:
        """The lines that begin a turn, in order."""
        possible = _without_fields(self._page, _one_name_each(list(candidates(self._page))))
        counts = Counter(label.key for label in possible)
        groups: dict[tuple[Shape, bool], list[Label]] = {}
        for label in possible:
            look = label.shape, label.capitals and label.shape is not Shape.STOP
            groups.setdefault(look, []).append(label)
        found = [label for group in groups.values() for label in _of_group(group, counts, record=self.is_record)]
        keys = {label.key for label in found}
        if keys:  # whoever speaks again, in whatever form, and people without a name
            taken = {label.line for label in found}
            first = min(taken)
            others = [one for one in possible if one.line > first and one.line not in taken]
            found += [one for one in others if one.key in keys or is_role_label(one.key) or _is_known(one, keys)]
        return sorted(found, key=lambda label: label.line)


def _one_name_each(found: Sequence[Label]) -> list[Label]:
    """The labels, with initials taken for the name that has them: NB is Nick Brethauer."""
    names = {initials(without_address(label.key)): label.key for label in found if " " in without_address(label.key)}
    return [label._replace(key=names[label.key]) if label.capitals and label.key in names else label for label in found]


def _without_fields(page: Page, found: Sequence[Label]) -> list[Label]:
    """The labels without those before values, as in "Posted: 12 August, 1:49 pm", which come again and never speak."""
    before: dict[str, list[bool]] = {}
    lines = {label.line for label in found}
    for label in found:
        if label.shape is Shape.COLON:
            after = label.line + 1
            ended = after in lines or after == len(page.lines) or page.blank_before(after)
            before.setdefault(label.key, []).append(ended and _is_value(page, label))
    fields = {key for key, values in before.items() if len(values) > 1 and all(values)}
    return [label for label in found if label.key not in fields]


def _is_value(page: Page, label: Label) -> bool:
    """Whether a few words stand behind a label, and no sentence."""
    value = page.text[label.speech : page.lines[label.line].range.end].strip()
    return 0 < len(value) <= _LONGEST_VALUE and value[-1].isalnum()


def _of_group(group: Sequence[Label], counts: Counter[str], *, record: bool) -> list[Label]:
    """Those labels of one look that open turns: few are enough in capitals, by address or by letter.

    Of a text that says that it is a `record` of what was said, one is enough.
    """
    shape, capitals = group[0].shape, group[0].capitals
    often = [label for label in group if counts[label.key] > 1]
    speakers = len({label.key for label in often})
    sure = [label for label in group if label.addressed or label.named or is_role_label(label.key)]
    special = _of_special_shape(group, often, sure)
    if special is not None:
        return special
    if len(group) < (1 if record else 2):
        return []
    if capitals or shape is Shape.BOLD:
        if not (often or len(sure) > 1 or (sure and (record or len(group) > 2))):
            return []
        return [one for one in group if speakers > 1 or sure or one in often or _is_name(one)]
    certain = [label for label in sure if label.addressed or label.named]
    if not often and len(certain) >= (1 if record else 2):
        return certain
    if speakers > 1 or (often and sure):
        first = min(often[0].line, *(one.line for one in sure)) if sure else often[0].line
        return [one for one in group if one in often or one in sure or (_is_name(one) and one.line > first)]
    if len(group) > 2 and len({one.key for one in group}) == 2 and _alternate(group):
        return list(group)
    names = [one for one in group if often and _is_name(one) and one.line >= often[0].line]
    return names if len(names) > 1 else []


def _of_special_shape(group: Sequence[Label], often: Sequence[Label], sure: Sequence[Label]) -> list[Label] | None:
    """The same for labels without a colon; None for others."""
    shape, capitals = group[0].shape, group[0].capitals
    several = len({label.key for label in often}) > 1
    match shape:
        case Shape.LETTER:
            return list(group) if len(group) > 1 else []
        case Shape.INITIALS:
            return list(group) if often and len(group) > 1 else []
        case Shape.STOP:
            named = [one for one in group if one.capitals or one in sure]
            enough = (len(sure) > 2 and often) or (len(sure) > 1 and all(one.formal for one in sure))
            return named if enough or (several and len(named) > 3) else []
        case Shape.ALONE:
            return [one for one in group if one in often or one in sure] if several or len(sure) > 2 else []
        case Shape.DASH if not capitals:
            return [*often, *sure] if several and len(often) > 3 else []
        case _:
            return None


def _alternate(group: Sequence[Label]) -> bool:
    """Whether no speaker speaks twice in a row."""
    return all(one.key != other.key for one, other in pairwise(group))


def _is_name(label: Label) -> bool:
    """Whether a label looks like a whole name."""
    return label.addressed or len(label.key.split()) in {2, 3, 4}


def _is_known(label: Label, keys: set[str]) -> bool:
    """Whether a label is part of one that is known: its surname, or its initials."""
    words = label.key.split()
    if len(words) != 1 or label.shape is Shape.DASH:
        return False
    return any(words[0] == initials(key) or words[0] == key.split()[-1] for key in keys if " " in key)
