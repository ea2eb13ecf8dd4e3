"""Who said what, as the pane lists it: turns, quotations or statements, by speaker or not; and key figures."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from content.breath import breathing
from content.structure.joins import unwrapped
from content.structure.model import Act, SourceClass
from content.structure.speakers import shares, speaker_key, surname
from tui.render.fitted import fitted, on_one_line, person_forms
from tui.render.items import QUIET, Item, ends, excerpt, explaining, fold_item
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from content.structure.model import Briefing, Figure, Quotation, Statement, Turn


class Listed(StrEnum):
    """What the pane lists."""

    TURNS = "turns"
    FIGURES = "figures"
    QUOTATIONS = "quotations"
    STATEMENTS = "statements"


_MAIL_SIGNS = re.compile(r"^[ \t>]++", re.MULTILINE)


class Saying(NamedTuple):
    """One of the things that were said: `words` begin at `start`; `key` is shared by all of one speaker.

    `who` names the speaker, `aside` is what the text calls a speaker whose name stands elsewhere ("he"); of a `person`
    the surname is never cut: the last word, or that which is given as `surname`. `about` is what is known about the
    speaker, such as the source class, `note` about these words; `kind` is what the list can be limited to; `sign`
    stands before the words, and `means` this.
    """

    id: str
    start: int
    words: str
    key: str
    who: str
    about: Content
    kind: str
    aside: str = ""
    person: bool = False
    surname: str = ""
    sign: str = " "
    means: str = ""
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


def quote_items(
    briefing: Briefing, listed: Listed, *, grouped: bool, only: str | None = None, opened: bool = False
) -> list[Item]:
    """The list: by speaker with their share, or as in the text; `only` limits it to one kind.

    What is doubtful is folded under a line that opens it; when `opened`, it follows that line.
    """
    if listed is Listed.FIGURES:
        return [_figure(number, figure) for number, figure in enumerate(briefing.figures)]
    found = [saying for saying in breathing(_sayings(briefing, listed)) if only in {None, saying.kind}]
    doubtful = [saying for saying in found if saying.doubtful]
    parts = [[saying for saying in found if not saying.doubtful], *([doubtful] if opened else [])]
    drawn = _grouped(parts, _speaking(briefing, listed)) if grouped else [list(map(_alone, part)) for part in parts]
    items = drawn[0]
    if doubtful:
        items += [fold_item(len(doubtful), opened=opened), *(drawn[1] if opened else [])]
    return items


def _speaking(briefing: Briefing, listed: Listed) -> dict[str, float]:
    """The shares of those who speak most, by their keys; nothing where one alone speaks."""
    if listed is Listed.TURNS:
        found = shares(briefing, briefing.turns)
    else:
        found = shares(briefing, briefing.statements if listed is Listed.STATEMENTS else briefing.quotations)
    return {one.key: one.share for one in found[:_TOP]} if len(found) > 1 else {}


_TOP = 5  # speakers with a bar; those after them say too little to be compared by eye


def _grouped(parts: Sequence[Sequence[Saying]], speaking: Mapping[str, float]) -> list[list[Item]]:
    """Each part by speaker; the bars stand where a speaker comes first, and so does what a sign means."""
    bars, told = dict(speaking), set[str]()
    found = []
    for part in parts:
        groups: dict[str, list[Saying]] = {}
        for saying in part:
            groups.setdefault(saying.key, []).append(saying)
        items: list[Item] = []
        for key, group in groups.items():
            head = partial(_heading, group[0], len(group), bars.pop(key, 0.0))
            items.append(Item(head, None, f"speaker-{key}", heading=True))
            for saying in group:
                means = "" if saying.sign in told else saying.means
                told.add(saying.sign)
                items.append(_item(saying, means, speaker=False))
        found.append(items)
    return found


def _alone(saying: Saying) -> Item:
    return _item(saying, "", speaker=True)


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
    return Item(partial(_drawn_figure, figure.amount, figure.what), figure.range.start, f"figure-{number}")


def _drawn_figure(amount: str, what: str, room: int, more: int = 0) -> Content:
    amount = excerpt(amount, room)
    drawn = Content("\n".join(fitted(f"{amount} {what}", room, _FIGURE_ROWS + more)))
    return drawn.stylize("bold $accent", 0, len(amount))


def _item(saying: Saying, means: str, *, speaker: bool) -> Item:
    drawn = explaining(partial(_drawn, saying, speaker=speaker), means)
    return Item(drawn, saying.start, saying.id, counts=not saying.doubtful)


_FIGURE_ROWS, _WORDS_ROWS, _NAME_ROWS = 3, 3, 2
_BAR = 10  # cells of all words


def _heading(saying: Saying, count: int, share: float, room: int, more: int = 0) -> Content:
    del more
    right = Content(" · ").join(
        filter(None, [saying.about, Content.styled(str(count), QUIET) if count > 1 else Content("")])
    )
    rows = _named(saying, right, room)
    if not share:
        return Content("\n").join(rows)
    bar, above = _bar(share), _named(saying, Content(""), room)
    if len(above) < len(rows) and cell_len(bar.plain) + cell_len(right.plain) < room:
        return Content("\n").join([*above, ends(bar, right, room)])
    return Content("\n").join([*rows, bar])


def _bar(share: float) -> Content:
    """A share of the words as a bar in half cells, and in per cent."""
    halves = max(1, round(2 * share * _BAR))
    bar = "█" * (halves // 2) + "▌" * (halves % 2)
    return Content.assemble((f"{bar:<{_BAR}}", "$secondary 60%"), (f" {round(100 * share):>2} %", QUIET))


def _named(saying: Saying, right: Content, room: int) -> list[Content]:
    """The speaker, and at the right what is known about them: on one row where there is room for enough of the name."""
    if not saying.who.strip():
        return _beside([on_one_line(_NOBODY)], "bold $warning", right, room)
    who = on_one_line(saying.who)
    left = room - len(right.plain) - bool(right)
    forms = [f"{who} ({on_one_line(saying.aside)})" if saying.aside else who, who]
    if saying.person:
        forms += person_forms(who, on_one_line(saying.surname))
    fits = next((form for form in forms if cell_len(form) <= left), None)
    if fits is None and saying.person:
        fits = next((form for form in forms if cell_len(form) <= room), forms[-1])
        return _beside(fitted(fits, room, len(fits)), "bold $foreground", right, room)
    return _beside([fits] if fits else fitted(who, room, _NAME_ROWS), "bold $foreground", right, room)


def _beside(rows: Sequence[str], style: str, right: Content, room: int) -> list[Content]:
    """Rows with something at the right end of the last, or of a row more."""
    drawn = [Content.styled(row, style) for row in rows]
    if cell_len(rows[-1]) + cell_len(right.plain) + 1 <= room:
        return [*drawn[:-1], ends(drawn[-1], right, room) if right else drawn[-1]]
    return [*drawn, ends(Content(""), right.truncate(room, ellipsis=True), room)]


def _drawn(saying: Saying, room: int, more: int = 0, *, speaker: bool) -> Content:
    hang = cell_len(saying.sign)
    doubt = f" {DOUBTFUL}" if saying.doubtful else ""
    words = fitted(saying.words, room - hang - len(doubt), _WORDS_ROWS + more)
    drawn = Content.styled(saying.sign + f"\n{' ' * hang}".join(words), saying.ink)
    if saying.stands_out:
        drawn = drawn.stylize("bold $accent", 0, hang)
    if doubt:
        drawn = Content.assemble(drawn, (doubt, "$warning"))
    if not speaker:
        return drawn
    about = Content(" · ").join(filter(None, [saying.about, Content.styled(saying.note, QUIET)]))
    named = _named(saying, about, room - 2)
    return Content("\n").join([drawn, *(Content.assemble("  ", row) for row in named)])


def _sayings(briefing: Briefing, listed: Listed) -> Iterator[Saying]:
    text, breaks = briefing.document.text, briefing.breaks
    if listed is Listed.TURNS:
        for number, turn in enumerate(briefing.turns):
            yield _of_turn(f"turn-{number}", turn, briefing)
    elif listed is Listed.QUOTATIONS:
        for number, quotation in enumerate(briefing.quotations):
            words = unwrapped(text, quotation.range, breaks)
            saying = _attributed(f"quotation-{number}", quotation, words, briefing)
            yield _set_apart(saying, quotation.form) if quotation.form else saying
    else:
        for number, statement in enumerate(briefing.statements):
            words = " … ".join(unwrapped(text, span, breaks) for span in statement.spans)
            saying = _attributed(f"statement-{number}", statement, words, briefing)
            yield saying._replace(
                note=statement.kind.value, ink="$secondary" if statement.kind == "direct" else "$foreground"
            )


def _set_apart(saying: Saying, form: str) -> Saying:
    """A quotation that stands by itself, with the sign of its form; quoted mail without its own signs."""
    if form == "quoted mail":
        return saying._replace(words=_MAIL_SIGNS.sub("", saying.words), sign="> ", means="> quoted mail")
    return saying._replace(sign="▎", means=f"▎ {form}")


# Turns

_SIGN_OF_ACT = {Act.QUESTION: "? ", Act.ANSWER: "→ ", Act.STATEMENT: "  ", Act.PROCEDURE: "· "}
_NOBODY = "? nobody named"


def _of_turn(id: str, turn: Turn, briefing: Briefing) -> Saying:
    speaker, text, sign = turn.speaker, briefing.document.text, _SIGN_OF_ACT[turn.act]
    return Saying(
        id=id,
        start=turn.range.start,
        words=turn.words(text),
        key=speaker_key(turn, briefing),
        who=(speaker.name or speaker.range.of(text)) if speaker else "",
        person=True,
        surname=surname(turn, briefing),
        about=Content.styled(on_one_line((speaker.office if speaker else None) or ""), QUIET),
        kind=turn.act.value,
        sign=sign,
        means=f"{sign}{turn.act.value}" if sign.strip() else "",
        stands_out=True,
        ink=QUIET if turn.act is Act.PROCEDURE else "",
        note=turn.act.value,
    )


# Quotations and statements


def _attributed(id: str, said: Quotation | Statement, words: str, briefing: Briefing) -> Saying:
    text, breaks, speaker = briefing.document.text, briefing.breaks, said.speaker
    named = speaker.refers_to or speaker.range if speaker else None
    return Saying(
        id=id,
        start=said.range.start,
        words=words,
        key=speaker_key(said, briefing),
        who=unwrapped(text, named, breaks) if named else "",
        aside=unwrapped(text, speaker.range, breaks) if speaker and speaker.refers_to else "",
        person=said.source_class is SourceClass.NAMED,
        surname=surname(said, briefing),
        about=_class(said.source_class),
        kind=said.source_class.value,
        doubtful=said.reason.is_doubtful,
    )


@cache
def _class(source: SourceClass) -> Content:
    unnamed = source in {SourceClass.ANONYMOUS, SourceClass.UNATTRIBUTED}
    return Content.styled(source.value, "$warning" if unnamed else QUIET)
