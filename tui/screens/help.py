"""All keys in force, grouped by purpose."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys import COMMANDS, LIST_COMMANDS, MOVES, Command, shown_key
from tui.render.clean import clean
from tui.render.key_row import key_of
from tui.render.paint import FOLDED, NOTED
from tui.screens.dialog import Dialog
from tui.theme import DOUBTFUL
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from tui.theme import Looks

_KEYS_WIDTH = 16
_LEAST_ROOM = 12  # cells for words; with fewer, a whole line wraps as it is
_COLUMN = 50  # cells that a column has at least
_BETWEEN = 3  # cells between columns
_ORDER = ("Mark", "Select", "Panes", "Structure", "Find", "Review", "Files", "Queue", "Move", "Briefmark",
          "Lists", "Move in lists")  # fmt: skip
_BY_NAME = "Without a key, by name"


_SIGNS = (
    (DOUBTFUL, "doubtful: less than 80 % sure; {} says why"),
    ("┊", "background: history or context, not the current event"),
    ("▎", "a quote that stands by itself"),
    ("?  →  ·", "in the list of turns: question, answer, procedure"),
    ("U  U/", "portion marking of the paragraph: its level; with a slash, more than the level"),
    (NOTED, "the mark has a note"),
    (FOLDED, "lines that are folded: go there, or unfold them with their key"),
    ("●", "marks in this section"),
)
_STATES = {"unread": "unread", "later": "kept for later", "archived": "put away"}


class Row(NamedTuple):
    """Keys, and what they do."""

    keys: Content
    words: Content


class HelpDialog(Dialog[str]):
    """Lists the commands with their keys as they are now, and the categories; what is typed leaves those with it.

    Its result is a command to go on with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field, which has the focus: it needs only its own row.
        Binding("up", "scroll('up')", show=False, priority=True),
        Binding("down", "scroll('down')", show=False, priority=True),
        Binding("pageup", "scroll('page_up')", show=False, priority=True),
        Binding("pagedown", "scroll('page_down')", show=False, priority=True),
        Binding("ctrl+home", "scroll('home')", show=False, priority=True),
        Binding("ctrl+end", "scroll('end')", show=False, priority=True),
        Binding("ctrl+t", "begin_tutorial", show=False, priority=True),
    ]

    def action_scroll(self, where: str) -> None:
        """Scrolls the page."""
        getattr(self.query_one(VerticalScroll), f"scroll_{where}")(animate=False)

    def action_begin_tutorial(self) -> None:
        """Closes the page; the tutorial follows."""
        if not self._is_of_list:
            self.dismiss("tutorial")

    def __init__(
        self, keys: Mapping[str, Sequence[str]], looks: Looks | None = None, *, of_list: frozenset[str] | None = None
    ) -> None:
        """`looks` are those of the categories; of a list, the ids of what can be done there are all that is needed."""
        tutorial = "Ctrl+T tutorial · " if of_list is None else ""
        super().__init__(
            "Keys" if of_list is None else "Keys of this list", f"Type to find · ↑ ↓ PgDn scroll · {tutorial}Esc close"
        )
        self._keys_in_force, self._looks, self._is_of_list = keys, looks, of_list is not None
        self._commands = COMMANDS if of_list is None else [one for one in LIST_COMMANDS if one.id in of_list]

    def body(self) -> ComposeResult:
        """A field, and one long page that scrolls."""
        field = LineInput()
        field.placeholder = "Type words or a key to find a command"
        yield field
        with VerticalScroll(can_focus=False):
            yield Static()

    def on_resize(self) -> None:
        """Wraps the lines to fit."""
        self.call_after_refresh(self._fill)

    def on_input_changed(self) -> None:
        """Leaves the commands that have what was typed."""
        self._fill()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leaves after what ends it in Vim and less; else the words stay."""
        if event.value in {"q", ":q"}:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Shows everything again, and then leaves."""
        field = self.query_one(LineInput)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

    def _fill(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        sought = self.query_one(LineInput).value.strip()
        is_one = sought or self.app.has_class("plain")
        count = 1 if is_one else max(1, (width + _BETWEEN) // (_COLUMN + _BETWEEN))
        room = (width - (count - 1) * _BETWEEN) // count
        groups = [[row for line in group for row in _rows(line, room)] for group in self._groups(sought)]
        if not groups:
            groups = [[Content("No command has these words, and none this key.")]]
        self.query_one(Static).update(Content("\n").join(beside(columns(groups, count), room, _BETWEEN)))

    def _groups(self, sought: str) -> list[list[Row | Content]]:
        """The lines of each group under its title; of words that are sought, only what has them."""
        if sought:
            return self._found(sought)
        groups = []
        keyless = list(filter(self._is_keyless, self._commands))
        order = sorted((one for one in self._commands if one not in keyless), key=lambda one: _ORDER.index(one.group))
        for group, commands in groupby(order, key=lambda command: command.group):
            lines = [self._line(one) for one in commands if _has_a_line(one)]
            if group == "Mark":
                lines += self._categories()
            if group == "Select":
                lines.append(_row("Shift+arrows", "select on the way; also with Home, End and the page keys"))
            groups.append((group, lines))
        groups.append((_BY_NAME, [self._line(one) for one in keyless]))
        groups.append(("Signs", self._signs()))
        return [[Content.styled(name, "bold $primary"), *lines] for name, lines in groups if lines]

    def _found(self, sought: str) -> list[list[Row | Content]]:
        """The commands that have the words, those that begin with them first, and the signs."""
        found = [one for one in self._commands if self._has(one, sought)]
        found.sort(key=lambda one: (not one.words.casefold().startswith(sought.casefold()), self._is_keyless(one)))
        signs = [row for row in self._signs() if sought.casefold() in row.words.plain.casefold()]
        return [[*map(self._line, found), *signs]] if found or signs else []

    def _is_keyless(self, command: Command) -> bool:
        return not self._keys_in_force[command.id]

    def _signs(self) -> list[Row]:
        if self.app.has_class("plain"):  # which says all in words
            return []
        if self._is_of_list:
            return _signs_of_list() if "list.read" in {one.id for one in self._commands} else []
        why = key_of(self._keys_in_force, "role.why")
        return [_row(sign, words.format(why)) for sign, words in _SIGNS]

    def _has(self, command: Command, sought: str) -> bool:
        """Whether a command has all of the words, or one of its keys is what was typed."""
        said = f"{command.group} {command.words} {command.id}".casefold()
        keys = map(shown_key, self._keys_in_force[command.id])
        return all(word in said for word in sought.casefold().split()) or sought in keys

    def _line(self, command: Command) -> Row:
        keys = "  ".join(map(shown_key, self._keys_in_force[command.id]))
        return _row(keys or f":{command.id}", command.words)

    def _categories(self) -> list[Row]:
        first, last = (key_of(self._keys_in_force, f"mark.{number}") for number in (1, 9))
        lines = [_row(f"{first} to {last}", "mark in that category, or change the mark's:")]
        lines += [
            _row("", Content.assemble((f"{look.key or ' '} {clean(look.sign)} ", look.ink), clean(look.name)))
            for look in (self._looks.known if self._looks else ())
        ]
        return lines


def _signs_of_list() -> list[Row]:
    from tui.render.listed import SIGNS

    return [_row(sign, _STATES[state]) for state, sign in SIGNS.items() if sign.strip()]


def columns(groups: Sequence[Sequence[Content]], count: int) -> list[list[Content]]:
    """Groups of rows in so many columns, in their order and about equally high; an empty row stands between groups."""
    left = sum(len(group) + 1 for group in groups)
    found: list[list[Content]] = [[]]
    for group in groups:
        column, height = found[-1], left / (count - len(found) + 1)
        if column and len(found) < count and len(column) + len(group) / 2 > height:
            left -= len(column)
            column = []
            found.append(column)
        column += [*group, Content("")]
    return found


def beside(columns: Sequence[Sequence[Content]], width: int, between: int) -> list[Content]:
    """Rows in which columns of a width in cells stand beside each other, with blanks between them."""
    blank = Content("")
    rows = []
    for row in zip_longest(*columns, fillvalue=blank):
        *padded, last = row
        parts = [part + Content(" " * (width - part.cell_length + between)) for part in padded]
        rows.append(Content.assemble(*parts, last))
    return rows


def _row(keys: str | Content, words: str | Content) -> Row:
    return Row(keys if isinstance(keys, Content) else Content.styled(keys, "bold"), Content.assemble(words))


def _rows(row: Row | Content, width: int) -> list[Content]:
    """A row in as many as it needs: the words under each other beside the keys, or below keys that are long."""
    if isinstance(row, Content):
        return [row]
    margin, start = Content("  "), _KEYS_WIDTH + 2
    room = width - start
    if room < _LEAST_ROOM:
        return list((margin + row.keys + Content(" ") + row.words).wrap(max(1, width)))
    words = list(row.words.wrap(room))
    if row.keys.cell_length < _KEYS_WIDTH:
        blank = Content(" " * (_KEYS_WIDTH - row.keys.cell_length))
        return [margin + row.keys + blank + words[0], *(Content(" " * start) + one for one in words[1:])]
    keys = [margin + one for one in row.keys.wrap(width - 2)]
    return [*keys, *(Content(" " * start) + one for one in words)]


def _has_a_line(command: Command) -> bool:
    """The nine categories and the Shift keys have one line together."""
    return not command.id.removeprefix("mark.").isdigit() and not MOVES.get(command.id, ("", False))[1]
