"""What a kind of briefing tells about its texts: how it is recognised, what its lines are for, and what it adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from content.structure.model import NOTHING_STATED

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged
    from content.structure.model import Entry, Figure, Kind, MetadataValue, Reason, Story, Turn


class Parts(NamedTuple):
    """What a kind adds to a briefing beside the roles of its lines."""

    turns: tuple[Turn, ...] = ()
    stories: tuple[Story, ...] = ()
    entries: tuple[Entry, ...] = ()
    figures: tuple[Figure, ...] = ()
    metadata: Mapping[str, MetadataValue] = NOTHING_STATED


def _no_starts(_: Page) -> frozenset[int]:
    return frozenset()


def _no_roles(_: Page) -> dict[int, Judged]:
    return {}


def _no_parts(_: Page, __: Sequence[Judged]) -> Parts:
    return Parts()


def _whole(_: str, title: TextRange) -> TextRange:
    return title


def when_needed(module: str, name: str) -> Callable[..., Any]:
    """A function of a module that is loaded when it is first called.

    Every text is asked whether it is of a kind, and few are: so 25 modules less are loaded, a seventh of the time.
    """

    def called(*values: object) -> Any:
        return getattr(import_module(module), name)(*values)

    return called


class KindRules(NamedTuple):
    """The rules of one kind, as plain functions of a page.

    `recognise` is asked about every text: why it is of this kind, and how sure that is, or None. The others are asked
    about texts of this kind only. `starts` gives the indices of lines that begin a block, however the text is wrapped;
    `roles` the roles of blocks that the kind knows, by their index: these win over the rules for all texts; `parts`
    what the kind adds, given the blocks and all their roles.
    Of a `cautious` kind only what surely tells of the past is background: it does not report one event.
    A kind that `wraps` can hold a text of another kind: both kinds' `starts`, `roles` and `metadata` apply then.
    `joins` gives the indices of lines that carry on the block above, where no blank line stands between.
    `body` gives the roles of all other blocks, unless a text of another kind is held. `own_words` gives the range of
    the words in the text, of the range of the line of a headline, standfirst or byline.
    """

    kind: Kind
    recognise: Callable[[Page], Reason | None]
    starts: Callable[[Page], frozenset[int]] = _no_starts
    roles: Callable[[Page], Mapping[int, Judged]] = _no_roles
    parts: Callable[[Page, Sequence[Judged]], Parts] = _no_parts
    wraps: bool = False
    cautious: bool = False
    body: Callable[[Page], Mapping[int, Judged]] = _no_roles
    joins: Callable[[Page], frozenset[int]] = _no_starts
    own_words: Callable[[str, TextRange], TextRange] = _whole
