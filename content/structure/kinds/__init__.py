"""The kinds of briefings, each with its rules in a package of its own, and which kind a text is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Markup
from content.structure.kinds.page import Page
from content.structure.kinds.rules import KindRules, Parts
from content.structure.model import Kind, MetadataValue, Reason, Role

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.structure.lines.judged_lines import Judged

_NO_OTHER = Reason.of("no-other-kind", 0.7)
ARTICLE = KindRules(Kind.ARTICLE, lambda _: _NO_OTHER)
KINDS: tuple[KindRules, ...] = tuple(
    import_module(f"{__name__}.{kind.value}").RULES for kind in Kind if kind is not Kind.ARTICLE
)
"""All kinds but the article, which a text is when it is of no other; each has a package of its name."""

_SURE = 0.5  # from which a text is taken to be of a kind
_MOST_LINES = 20_000  # by which the kind is told; 1 MB of mail in lines has fewer
_HELD = 0.8  # ... and from which what a wrapping holds is
_SET = Reason.of("set", 1.0)
_STATED = Reason.of("stated-by-format", 0.95)


class Reading(NamedTuple):
    """The kind that a text is read as, and the wrappings around it: a mail that holds a digest is a digest."""

    rules: KindRules
    reason: Reason
    wrappings: tuple[KindRules, ...] = ()

    @property
    def _all(self) -> tuple[KindRules, ...]:
        return (self.rules, *self.wrappings)

    @property
    def has_own_rules(self) -> bool:
        """Whether the text is read in any other way than an article."""
        return self.rules is not ARTICLE or bool(self.wrappings)

    def starts(self, page: Page) -> frozenset[int]:
        """The indices of lines that begin a block."""
        return frozenset().union(*(rules.starts(page) for rules in self._all))

    def joins(self, page: Page) -> frozenset[int]:
        """The indices of lines that carry on the block above."""
        return frozenset().union(*(rules.joins(page) for rules in self._all))

    def roles(self, page: Page) -> dict[int, Judged]:
        """The roles that the kinds know, by the index of the block; a wrapping knows best what is its own."""
        known: dict[int, Judged] = dict(self.rules.body(page))
        for rules in self._all:
            known.update(rules.roles(page))
        if page.lines and page.lines[0].markup is Markup.HEADING:  # what opens the text is its headline, as marked up
            known.pop(0, None)
            others = [index for index, (role, _) in known.items() if role is Role.HEADLINE]
        else:
            headlines = sorted(index for index, (role, _) in known.items() if role is Role.HEADLINE)
            others = headlines[1:]  # that of what a wrapping holds
        return known | {index: (Role.HEADING, known[index][1]) for index in others}

    def own_words(self, text: str, title: TextRange | None) -> TextRange | None:
        """The range of the words of a headline, standfirst or byline, of that of its line."""
        if title is None:
            return None
        for rules in self._all:
            title = rules.own_words(text, title)
        return title

    def parts(self, page: Page, judged: Sequence[Judged]) -> Parts:
        """What the kind adds; of the wrappings only what they tell besides."""
        own = self.rules.parts(page, judged)
        if not self.wrappings:
            return own
        metadata: dict[str, MetadataValue] = {"wrapping": self.wrappings[0].kind.value}
        for rules in self.wrappings:
            metadata |= rules.parts(page, judged).metadata
        return Parts(own.turns, own.stories, own.entries, own.figures, metadata | dict(own.metadata))


def read_as(page: Page, kind: Kind | None = None, stated: Kind | None = None) -> Reading:
    """The kind of a page; the reader's own word on it, if given, wins, then what the format of the source `stated`."""
    if len(page.lines) > _MOST_LINES:
        page = Page(page.text, page.lines[:_MOST_LINES], page.language, page.links)
    outer = _found(page, wraps=True, stated=stated)
    wrappings = tuple(rules for rules, _ in outer)
    if kind is not None:
        rules, reason = next((rules for rules in KINDS if rules.kind is kind), ARTICLE), _SET
    else:
        held = _found(_held(page, wrappings), wraps=False, stated=stated)
        sure = [one for one in held if not wrappings or one[1].confidence >= _HELD]
        rules, reason = max(sure or outer, key=lambda one: one[1].confidence, default=(ARTICLE, _NO_OTHER))
    return Reading(rules, reason, tuple(one for one in wrappings if one is not rules))


def _found(page: Page, *, wraps: bool, stated: Kind | None) -> list[tuple[KindRules, Reason]]:
    """The kinds that a page may be of, each with its reason; either those that can hold another or the rest."""
    some = (rules for rules in KINDS if rules.wraps is wraps)
    reasons = ((rules, _STATED if rules.kind is stated else rules.recognise(page)) for rules in some)
    return [(rules, reason) for rules, reason in reasons if reason and reason.confidence >= _SURE]


def _held(page: Page, wrappings: Iterable[KindRules]) -> Page:
    """What the wrappings hold: the page without the lines that are theirs."""
    own = {index for rules in wrappings for index, (role, _) in rules.roles(page).items() if role is Role.OTHER}
    lines = [line for index, line in enumerate(page.lines) if index not in own]
    return Page(page.text, lines, page.language, page.links) if own else page
