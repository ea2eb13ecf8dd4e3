"""What the panes list: outline and background, made from values and cut to a pane's width."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rich.cells import cell_len
from textual.content import Content

from content.document.model import TextRange
from content.languages.language import load
from content.structure.background.timeline import in_time, moments_of
from content.structure.joins import unwrapped
from content.structure.model import BackgroundLevel, Role
from content.structure.syntax.sentences import split_sentences
from tui.render.cells import elided
from tui.render.clean import clean
from tui.render.fitted import fitted, on_one_line
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from content.annotation.comparing.changes import Change
    from content.structure.background.timeline import Moment
    from content.structure.model import Briefing
    from tui.render.shown_marks import ShownMarks

_WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)


QUIET = "$foreground 66%"


DOUBTFUL_ID = "doubtful"
"""The id of the line that opens and closes what is doubtful."""


class Drawing(Protocol):
    """Draws an item in rows of `room` cells: in as few as a full pane has for it, and `more` where it has them."""

    def __call__(self, room: int, more: int = 0) -> Content:
        """The rows, none of them wider than `room`."""


class Item(NamedTuple):
    """One entry of a pane: what it shows, the offset that it stands for (None: none), its id."""

    draw: Drawing
    offset: int | None
    id: str | None = None
    heading: bool = False  # a title over the items that follow; it cannot be chosen
    counts: bool = True  # whether it is one of those that the pane's title counts
    folds: int = 0  # how many doubtful items it opens and closes; they follow it when they are shown
    tallies: TextRange | None = None  # where the marks begin that it counts

    @property
    def leads(self) -> bool:
        """Whether it stays in view over the items that follow it."""
        return self.heading or bool(self.folds)


def fold_item(count: int, *, opened: bool) -> Item:
    """The line that opens and closes what is doubtful."""
    return Item(partial(_fold, count, opened=opened), None, DOUBTFUL_ID, counts=False, folds=count)


def _fold(count: int, room: int, more: int = 0, *, opened: bool) -> Content:
    del more
    said = f"{DOUBTFUL} {count} doubtful: Enter hides" if opened else f"{DOUBTFUL} {count} more, doubtful"
    fits = said if len(said) <= room else f"{DOUBTFUL} {count} doubtful"
    return Content.styled(excerpt(fits, room), "$warning")


def explaining(drawing: Drawing, words: str) -> Drawing:
    """A drawing with a quiet line under it that says what a sign means; without words, as it is."""
    return partial(_explained, drawing, words) if words else drawing


def _explained(drawing: Drawing, words: str, room: int, more: int = 0) -> Content:
    said = "\n".join(f"  {row}" for row in fitted(words, room - 2, 2))
    return Content("\n").join([drawing(room, more), Content.styled(said, f"{QUIET} italic")])


def first_choice(items: Sequence[Item], indices: Iterable[int]) -> int | None:
    """The first of the indices that is that of an item and not of a heading."""
    return next((at for at in indices if 0 <= at < len(items) and not items[at].heading), None)


def excerpt(text: str, cells: int) -> str:
    """Text on one line, cut at a word to fit a number of cells."""
    line = on_one_line(text[: cells * 8])
    if cell_len(line) <= cells and not text[cells * 8 :].strip():
        return line
    kept = ""
    for word in line.split(" "):
        if cell_len(kept) + cell_len(word) + 2 > cells:
            break
        kept = f"{kept} {word}".strip()
    return f"{kept}…" if kept else elided(line, max(2, cells))


def _excerpt_with(text: str, at: int, cells: int) -> str:
    """The same, but always with the words at an offset: where they do not fit, it begins at their clause."""
    if cell_len(on_one_line(text[:at])) <= cells // 2:
        return excerpt(text, cells)
    back = max(cells // 3, cells - len(text) + at - 2)
    start = text.find(" ", max(0, at - back), at) + 1 or at
    return f"…{excerpt(text[start:], cells - 1)}"


def ends(left: Content, right: Content, room: int) -> Content:
    """Two pieces at the two ends of a line of `room` cells."""
    blank = room - cell_len(left.plain) - cell_len(right.plain)
    return Content.assemble(left, " " * max(0, blank), right)


class Begun:
    """How many marks begin in a range; `marks` may be replaced when there are others."""

    def __init__(self, marks: ShownMarks) -> None:
        self.marks = marks

    def __call__(self, inside: TextRange) -> int:
        return self.marks.begun_between(inside.start, inside.end)


def outline_items(briefing: Briefing, begun: Begun) -> list[Item]:
    """The headline, and each section, story and entry with the number of marks in it, as they stand in the text.

    Marks are counted when an item is drawn, so that the items stay the same when there are others.
    """
    text, headline = briefing.document.text, briefing.headline
    starts = [0, *(section.range.start for section in briefing.sections[1:]), len(text) + 1]
    first = next((index for index, section in enumerate(briefing.sections) if section.background), None)
    items = [*_story_items(briefing, begun), *_entry_items(briefing, begun)]
    told = {item.offset for item in items}
    for index, section in enumerate(briefing.sections):
        offset = section.range.start
        if section.heading is None and headline and offset <= headline.start:
            offset = next((b.range.start for b in briefing.blocks if b.section == 0 and b.role not in _TOP), offset)
        if offset not in told:  # a story may begin with its heading
            name = section.heading.of(text) if section.heading else "Lead"
            inside = TextRange(starts[index], starts[index + 1])
            named = partial(_section, name, partial(begun, inside), background=section.background)
            drawn = explaining(named, "┊ background" if index == first else "")
            items.append(Item(drawn, offset, f"section-{index}", tallies=inside))
    items.sort(key=lambda item: item.offset or 0)
    if headline:
        items.insert(0, Item(partial(_title, headline.of(text)), headline.start, "headline"))
    return items


def _story_items(briefing: Briefing, begun: Begun) -> list[Item]:
    text = briefing.document.text
    items = []
    for number, story in enumerate(briefing.stories):
        words = unwrapped(text, story.headline or story.range, briefing.breaks)
        drawn = partial(_part, f"{number + 1} ", words, partial(begun, story.range))
        items.append(Item(drawn, story.range.start, f"story-{number}", tallies=story.range))
    return items


def _entry_items(briefing: Briefing, begun: Begun) -> list[Item]:
    text = briefing.document.text
    items = []
    for number, entry in enumerate(briefing.entries):
        name = f"{excerpt(entry.time.of(text), _TIME_CELLS)} "
        drawn = partial(_part, name, entry.words(text), partial(begun, entry.range))
        items.append(Item(drawn, entry.range.start, f"entry-{number}", tallies=entry.range))
    return items


_TIME_CELLS = 12


def _part(name: str, words: str, count: Callable[[], int], room: int, more: int = 0) -> Content:
    """A story or an entry: its number or time, and its first words."""
    return _entry("  ", (clean(name), "$accent"), (words, ""), count(), room=room, more=more)


@lru_cache(maxsize=1024)  # with each mark all that are in view are measured and painted again: 2 of 15 ms
def _entry(  # noqa: PLR0913 - the two ends of a row, and the room for it
    sign: str, name: tuple[str, str], words: tuple[str, str], count: int, *, room: int, more: int
) -> Content:
    """A row of the outline, the number of its marks at the end; where there is room, as many rows as the words need."""
    begin = Content.assemble((sign, words[1]), name)
    right, hang = _number(count), cell_len(begin.plain)
    text, style = words
    first, *others = fitted(text, max(1, room - hang - cell_len(right.plain)), 1 + more)
    rows = [ends(Content.assemble(begin, (first, style)), right, room)]
    return Content("\n").join([*rows, *(Content.styled(" " * hang + row, style) for row in others)])


def _number(count: int) -> Content:
    """The number of marks, at the end of a row."""
    return Content.styled(f" {count}●" if count > 1 else " ●" if count else "", "$accent")


_TOP = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BYLINE})


_TITLE_ROWS = 3


def _title(words: str, room: int, more: int = 0) -> Content:
    return Content.styled("\n".join(fitted(words, room, _TITLE_ROWS + more)), "bold $primary")


def _section(name: str, count: Callable[[], int], room: int, more: int = 0, *, background: bool) -> Content:
    style = QUIET if background else ""
    return _entry("┊ " if background else "  ", ("", ""), (name, style), count(), room=room, more=more)


def outline_summary(briefing: Briefing) -> str:
    """How many sections the text has and how long it takes to read: "5 · 2 min"; of a part that was read how many."""
    if briefing.part:
        return f"{len(briefing.sections)} in this part"
    minutes = max(1, round(briefing.document.text.count(" ") / _WORDS_A_MINUTE))
    return f"{len(briefing.sections)} · {minutes} min"


def background_items(briefing: Briefing, *, dated: bool, opened: bool = False) -> list[Item]:
    """The background, each with the first year it names, as in the text or by date; what is doubtful is folded."""
    dates = [moment for moment in moments_of(briefing) if moment.year]
    headings = {section.range.start: section.heading for section in briefing.sections}
    rows = []
    for index, found in enumerate(briefing.background):
        at = bisect_left(dates, found.range.start, key=lambda moment: moment.range.start)
        date = dates[at] if at < len(dates) and found.range.contains(dates[at].range) else None
        heading = headings.get(found.range.start) if found.level is BackgroundLevel.SECTION else None
        sure = not found.reason.is_doubtful
        words = unwrapped(briefing.document.text, heading or found.range, briefing.breaks)
        begin = f"{date} " if date and not words.startswith(str(date)) else ""
        drawn = partial(_background, _Context(begin, words, sure, heading is not None))
        rows.append((date, found, Item(drawn, found.range.start, f"background-{index}", counts=sure)))
    if dated:
        rows.sort(key=lambda row: (row[0] is None, row[0] or row[1].range.start))
    return folded([item for _, _, item in rows], opened=opened)


def folded(items: Sequence[Item], *, opened: bool) -> list[Item]:
    """Items that count, which are those that are sure, and after them the line that opens the doubtful ones."""
    sure = [item for item in items if item.counts]
    doubtful = [item for item in items if not item.counts]
    fold = [fold_item(len(doubtful), opened=opened)] if doubtful else []
    return [*sure, *fold, *(doubtful if opened else ())]


_BACKGROUND_ROWS, _HEADING_ROWS = 3, 2


class _Context(NamedTuple):
    """Background: its date and a blank, or nothing; its words, or its heading."""

    date: str
    words: str
    sure: bool
    heading: bool


def _background(found: _Context, room: int, more: int = 0) -> Content:
    rows = fitted(found.date + found.words, room - 2, (_HEADING_ROWS if found.heading else _BACKGROUND_ROWS) + more)
    style = "bold" if found.heading else ""
    sign = ("┊ ", QUIET) if found.sure else (f"{DOUBTFUL} ", "$warning")
    first = Content.styled(rows[0], style)
    first = first.stylize("$accent", 0, len(found.date)) if found.date else first
    others = [Content.styled(f"  {row}", style) for row in rows[1:]]
    return Content("\n").join([Content.assemble(sign, first), *others])


def timeline_items(briefing: Briefing) -> list[Item]:
    """The dates that the text mentions, in chronological order, each with the words around it."""
    found = in_time(moments_of(briefing))
    return [Item(partial(_dated, moment, briefing), moment.range.start, str(moment.range.start)) for moment in found]


def _dated(moment: Moment, briefing: Briefing, room: int, more: int = 0) -> Content:
    del more
    text, blocks = briefing.document.text, briefing.blocks
    at = bisect_right(blocks, moment.range.start, key=lambda block: block.range.start) - 1
    block = blocks[at].range if at >= 0 and blocks[at].range.contains(moment.range) else moment.range
    sentence = next(
        (
            one
            for one in split_sentences(text, block.start, block.end, load(briefing.language))
            if one.contains(moment.range)
        ),
        moment.range,
    )
    at = moment.range.start - sentence.start
    return Content.assemble((f"{moment!s:<10} ", "bold $accent"), _excerpt_with(sentence.of(text), at, room - 11))


_AROUND = 40  # characters of unchanged text shown on each side of a change


def change_item(change: Change, old: str, new: str, room: int) -> Content:
    """A passage that changed, in its sentence: the old words as [-old-], the new ones as {+new+}."""
    from content.annotation.comparing.changes import ChangeKind

    before = on_one_line(new[max(0, change.new.start - _AROUND) : change.new.start]).partition(" ")[2]
    after = on_one_line(new[change.new.end : change.new.end + _AROUND]).rpartition(" ")[0]
    parts: list[Content | tuple[str, str]] = [(f"{change.kind.value}: ", "bold $accent"), (f"…{before} ", QUIET)]
    if change.old and change.kind is not ChangeKind.MOVED:
        parts.append((f"[-{excerpt(change.old.of(old), room * 2)}-]", "$error"))
    if change.new:
        parts.append((f"{{+{excerpt(change.new.of(new), room * 2)}+}}", "$success"))
    return Content.assemble(*parts, (f"{' ' * after[:1].isalnum()}{after}…\n", QUIET))
