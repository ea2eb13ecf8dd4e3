"""Who said what, as the pane lists it: turns, quotations or statements, by speaker or not; and key figures."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from content.structure.model import Act, QuotationKind, SourceClass
from tui.render.items import QUIET, Item, ends, excerpt
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from content.structure.model import Briefing, Figure, Quotation, Statement, Turn


class Listed(StrEnum):
    """What the pane lists."""

    TURNS = "turns"
    FIGURES = "figures"
    QUOTATIONS = "quotations"
    STATEMENTS = "statements"


class Saying(NamedTuple):
    """One of the things that were said: `words` begin at `start`; `key` is shared by all of one speaker.

    `name` draws the speaker in a number of cells; `about` is what is known about the speaker, such as the source class,
    `note` about these words; `kind` is what the list can be limited to.
    """

    id: str
    start: int
    words: str
    key: str
    name: Callable[[int], Content]
    about: Content
    kind: str
    sign: str = " "
    ink: str = "$secondary"
    stands_out: bool = False  # the sign
    note: str = ""
    doubtful: bool = False


def lists_of(briefing: Briefing) -> list[Listed]:
    """What there is to list, the most telling first."""
    return [one for one in Listed if one is Listed.QUOTATIONS or total(briefing, one)]


def kinds_of(listed: Listed) -> list[str]:
    """What a list can be limited to."""
    if listed is Listed.FIGURES:
        return []
    return [one.value for one in (Act if listed is Listed.TURNS else SourceClass)]


def quote_items(briefing: Briefing, listed: Listed, *, grouped: bool, only: str | None = None) -> list[Item]:
    """The list: by speaker with their number, or as in the text; `only` limits it to one kind."""
    if listed is Listed.FIGURES:
        return [_figure(number, figure) for number, figure in enumerate(briefing.figures)]
    found = [saying for saying in _sayings(briefing, listed) if only in {None, saying.kind}]
    if not grouped:
        return [_item(saying, speaker=True) for saying in found]
    groups: dict[str, list[Saying]] = {}
    for saying in found:
        groups.setdefault(saying.key, []).append(saying)
    items = []
    for group in groups.values():
        items.append(Item(partial(_heading, group[0], len(group)), None, heading=True))
        items += [_item(saying, speaker=False) for saying in group]
    return items


def total(briefing: Briefing, listed: Listed) -> int:
    """How many there are in a list, whatever it is limited to."""
    parts: dict[Listed, Sequence[object]] = {
        Listed.TURNS: briefing.turns,
        Listed.FIGURES: briefing.figures,
        Listed.QUOTATIONS: briefing.quotations,
        Listed.STATEMENTS: briefing.statements,
    }
    return len(parts[listed])


def _figure(number: int, figure: Figure) -> Item:
    def drawn(room: int) -> Content:
        return Content.assemble((excerpt(figure.amount, room), "bold $accent"), " ", excerpt(figure.what, room * 2))

    return Item(drawn, figure.range.start, f"figure-{number}")


def _item(saying: Saying, *, speaker: bool) -> Item:
    return Item(partial(_drawn, saying, speaker=speaker), saying.start, saying.id)


def _heading(saying: Saying, count: int, room: int) -> Content:
    right = Content.styled(f" {count}" if count > 1 else "", QUIET)
    row = ends(saying.name(room - len(right.plain)), right, room)
    return Content.assemble(row, "\n", saying.about) if saying.about else row


def _drawn(saying: Saying, room: int, *, speaker: bool) -> Content:
    doubt = f" {DOUBTFUL}" if saying.doubtful else ""
    shown = excerpt(saying.words, room * 3 - 5)
    signed = (saying.sign, "bold $accent"), (shown, saying.ink)
    words = Content.assemble(
        *(signed if saying.stands_out else [(saying.sign + shown, saying.ink)]), (doubt, "$warning")
    )
    if not speaker:
        return words
    about = Content(" · ").join(filter(None, [saying.about, Content.styled(saying.note, QUIET)]))
    rows = [words, Content.assemble("  ", saying.name(room - 2)), *([Content.assemble("  ", about)] if about else [])]
    return Content("\n").join(rows)


def _sayings(briefing: Briefing, listed: Listed) -> Iterator[Saying]:
    text = briefing.document.text
    if listed is Listed.TURNS:
        for number, turn in enumerate(briefing.turns):
            yield _of_turn(f"turn-{number}", turn, text)
    elif listed is Listed.QUOTATIONS:
        for number, quotation in enumerate(briefing.quotations):
            pull = quotation.kind is QuotationKind.PULL
            words = quotation.range.of(text)
            yield _attributed(f"quotation-{number}", quotation, words, text)._replace(sign="▎" if pull else " ")
    else:
        for number, statement in enumerate(briefing.statements):
            saying = _attributed(f"statement-{number}", statement, statement.words(text), text)
            yield saying._replace(
                note=statement.kind.value, ink="$secondary" if statement.kind == "direct" else "$foreground"
            )


# Turns

_SIGN_OF_ACT = {Act.QUESTION: "? ", Act.ANSWER: "→ ", Act.STATEMENT: "  ", Act.PROCEDURE: "· "}


def _of_turn(id: str, turn: Turn, text: str) -> Saying:
    speaker = turn.speaker
    who = (speaker.name or speaker.range.of(text)) if speaker else ""
    return Saying(
        id=id,
        start=turn.range.start,
        words=turn.words(text),
        key=" ".join(who.casefold().split()),
        name=partial(_name, who),
        about=Content.styled((speaker.office if speaker else None) or "", QUIET),
        kind=turn.act.value,
        sign=_SIGN_OF_ACT[turn.act],
        stands_out=True,
        ink=QUIET if turn.act is Act.PROCEDURE else "",
        note=turn.act.value,
    )


def _name(who: str, room: int) -> Content:
    return Content.styled(excerpt(who, room), "bold $foreground") if who.strip() else _nobody()


def _nobody() -> Content:
    return Content.styled("? nobody named", "bold $warning")


# Quotations and statements


def _attributed(id: str, said: Quotation | Statement, words: str, text: str) -> Saying:
    return Saying(
        id=id,
        start=said.range.start,
        words=words,
        key=_speaker_key(said, text),
        name=partial(_who, said, text),
        about=_class(said),
        kind=said.source_class.value,
        doubtful=said.reason.is_doubtful,
    )


def _speaker_key(said: Quotation | Statement, text: str) -> str:
    """A key that mentions of one speaker share: the last word for named people, all but the article for others."""
    if said.speaker is None:
        return ""
    words = (said.speaker.refers_to or said.speaker.range).of(text).casefold().split()
    if said.source_class is SourceClass.NAMED:
        return words[-1] if words else ""
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "el", "los", "las"})


def _who(said: Quotation | Statement, text: str, room: int) -> Content:
    speaker = said.speaker
    if speaker is None:
        return _nobody()
    who = excerpt(speaker.range.of(text), room)
    if speaker.refers_to:
        who = excerpt(f"{speaker.refers_to.of(text)} ({who})", room)
    return Content.styled(who, "bold $foreground")


def _class(said: Quotation | Statement) -> Content:
    doubtful = said.source_class in {SourceClass.ANONYMOUS, SourceClass.UNATTRIBUTED}
    return Content.styled(said.source_class.value, "$warning" if doubtful else QUIET)
