"""All features of the reader, made once its session is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import UsageError
from tui.render.units import line_start
from tui.screens.reader.alone import Alone
from tui.screens.reader.as_is import AsIs
from tui.screens.reader.comparing import Comparing
from tui.screens.reader.ends import Ends
from tui.screens.reader.exchange import Exchange
from tui.screens.reader.greeting import greet
from tui.screens.reader.jumps import Jumps
from tui.screens.reader.kinds import Kinds
from tui.screens.reader.letters import Letters
from tui.screens.reader.links import Links
from tui.screens.reader.marks import Marks
from tui.screens.reader.notes import Notes
from tui.screens.reader.offers import Offers
from tui.screens.reader.others import Others
from tui.screens.reader.panes import Panes
from tui.screens.reader.parts import Parts
from tui.screens.reader.pictures import Pictures
from tui.screens.reader.places import Places
from tui.screens.reader.review import Review
from tui.screens.reader.roles import Roles
from tui.screens.reader.said import Said
from tui.screens.reader.saving import Saving
from tui.screens.reader.search import Search
from tui.screens.reader.series import Series
from tui.screens.reader.taking import Taking
from tui.screens.reader.words import Words
from tui.widgets.search_line import SearchLine
from tui.widgets.side_panes import SidePanes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from content.session import Session
    from tui.render.marks import MarkView
    from tui.screens.reader.feature import Commands, Reader


_DIGITS = 9  # of a line's number; no text has as many lines


class Features:
    """The features, and the widgets that they need besides the text."""

    def __init__(self, reader: Reader, session: Session, *, hint: bool) -> None:
        self._reader, self._session, self._hint = reader, session, hint
        self.side_panes = SidePanes(reader.keys, reader.looks, reader.share_out)
        self.search_line = SearchLine(id="prompt")
        self.saving = Saving(reader, session)
        self.jumps = Jumps(reader, session)
        self.marks = Marks(reader, session, self.saving)
        self.series = Series(reader, session, self.saving)
        self.alone = Alone(reader, session, self.saving)
        self.links = Links(reader, session)
        self.offers = Offers(reader, self.marks, self.links, hint=hint)
        self.notes = Notes(reader, session, self.saving, self.marks)
        self.search = Search(reader, session, self.search_line)
        self.panes = Panes(reader, self.side_panes)
        self.ends = Ends(
            reader,
            session,
            self.saving,
            marks=self.marks,
            notes=self.notes,
            search=self.search,
            offers=self.offers,
            panes=self.panes,
        )

    @property
    def commands(self) -> Commands:
        """What the features do, by id."""
        reader, session, saving = self._reader, self._session, self.saving
        features = (
            self.marks,
            self.notes,
            self.search,
            self.ends,
            self.alone,
            self.series,
            self.jumps,
            self.links,
            self.panes,
            Parts(reader),
            AsIs(reader),
            Places(reader, self.jumps),
            Letters(reader),
            Pictures(reader, session),
            Said(reader),
            Roles(reader, session, saving),
            Kinds(reader, session, saving),
            Taking(reader, session, self.marks),
            Review(reader, session, saving),
            Comparing(reader, session, saving),
            Exchange(reader, session, saving),
            Others(reader, session, saving),
            Words(reader, session, saving, self.ends),
        )

        def go_on(id_: str | None) -> None:
            if id_ is not None:
                reader.action_command(id_)

        def explain() -> None:
            from tui.screens.help import HelpDialog

            reader.app.push_screen(HelpDialog(reader.keys, reader.looks), go_on)

        commands: dict[str, Callable[[], object]] = {
            "help": explain,
            "redraw": lambda: reader.app.refresh(repaint=True, layout=True),
        }
        for feature in features:
            commands.update(feature.commands)
        return commands

    @property
    def taking_words(self) -> Mapping[str, Callable[[str], object]]:
        """The commands that take words after their name, by id. Each may raise UsageError."""
        return {"search": self.search.look_for, "mark": self.marks.make_as, "line": self._go_to_line}

    def _go_to_line(self, number: str) -> None:
        """Goes to the start of a line of the text, counted from 1; "$" is the end, and "50%" the middle."""
        view = self._reader.view
        if number == "$":
            view.move_text_end(1)
            return
        if number.endswith("%") and number[:-1].isdecimal():
            view.move_part(min(100, int(number[:-1])) / 100)
            return
        if not (number.isascii() and number.isdigit()):
            raise UsageError(f"{number!r} is not a number of a line.")
        view.go(line_start(self._session.document.text, int(number[:_DIGITS])), center=True)

    def give_place(self, mark: MarkView) -> None:
        """What Enter does on a mark of the pane without a place: gives it one, or answers it if it needs none."""
        if mark.loose:
            self.notes.answer(mark)
        else:
            self.ends.place(mark)

    def greet(self, others: int, told: str, *, noticed: bool) -> None:
        """Says what the reader must know first."""
        notices = () if noticed else self._session.document.warnings
        greet(self._reader, self._session, self.marks, others=others, notices=notices, told=told, hint=self._hint)
        self.series.look()
