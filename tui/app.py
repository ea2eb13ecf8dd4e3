"""The Textual application: opens the screens, and saves everything before it ends with an exit code."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import CompositorUpdate
from textual.binding import Binding, BindingType
from textual.filter import Monochrome, NoColor

from content.errors import BriefmarkError, UsageError
from tui.colour_depth import Depth, depth_of
from tui.depth import InDepth
from tui.few_signs import signs_of
from tui.keys import keys_in_force
from tui.opened_ahead import OpenedAhead
from tui.parting import PartingApp
from tui.read_options import Opening, ReadOptions
from tui.render.frames import Frames
from tui.render.page import AT_ONCE
from tui.render.units import line_start
from tui.screens.aside import within
from tui.screens.dialog import cursor_to_row
from tui.screens.reader.screen import ReaderScreen
from tui.sheet import Sheet
from tui.shelf import Shelf
from tui.signs import Signs
from tui.terminal import is_painted, send
from tui.theme import THEMES, own_variables
from tui.theme_names import default_theme, theme_named
from tui.triage import Triage
from tui.tutorial import Tutorial

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.geometry import Offset, Region
    from textual.screen import Screen
    from textual.widgets import OptionList

    from content.document.model import Document
    from content.session import Session
    from tui.commanding import Commanding
    from tui.screens.all_marks import AllMarksScreen
    from tui.screens.library import LibraryScreen
    from tui.screens.list_keys import ListKeys
    from tui.screens.reader.feature import Commands
    from tui.screens.reader.links import Links


__all__ = ["BriefmarkApp", "Opening", "ReadOptions", "read"]

_PATIENCE = 2.0  # seconds until a text is shown without its structure
_MANY_OBJECTS = 200_000  # those of a hundred pages
_BROKEN = 70  # the exit code after a crash (EX_SOFTWARE of sysexits.h)


def _palette() -> type[Provider]:
    from tui.palette import Palette

    return Palette


class BriefmarkApp(PartingApp, inherit_bindings=False):
    """Reads one briefing, or lets the reader choose one."""

    TITLE = "Briefmark"
    CSS_PATH = "styles/opening.tcss"
    COMMANDS: ClassVar = {_palette}
    ENABLE_COMMAND_PALETTE = False  # its key would work over every dialog; the reader's own key opens the palette
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit_briefmark", "Quit", show=False, priority=True)]

    def __init__(
        self,
        briefing: Opening | Session | None,
        options: ReadOptions,
        named: Sequence[Document | str] = (),
        opened: Session | None = None,
    ) -> None:
        """`named` are all briefings that the reader named, where they are several: by name those not yet read.

        `opened` is the session of an opening, if it is there already.

        Raises UsageError for keys that cannot work.
        """
        self.options = options  # first: the theme asks how many colours there are
        self.frames = Frames()
        # With those of the panes: when these are read later, all styles are parsed again (panes filled: 20 ms earlier).
        super().__init__(["styles/opening.tcss", "styles/reader.tcss"] if briefing is not None else None)
        self.stylesheet = Sheet(variables=self.stylesheet._variables)  # noqa: SLF001 - those that it was made with
        self._keys = keys_in_force(options.keys, options.keyset)
        self._shelf = Shelf(named, history=options.history)
        self._triage = Triage(self, self._shelf, options, self._keys, self.show_reader)
        for theme in THEMES:
            self.register_theme(theme)
        self.set_class(options.plain, "plain")  # what style sheets, panes and the text ask
        self.theme = theme_named(options.theme or options.last_theme or default_theme())
        self.failure: BriefmarkError | None = None
        self._briefing = briefing
        self._first = opened
        self._commanding: Commanding | None = None  # made when it is first asked for
        self._tutorial = Tutorial(self, options, self._keys, lambda: self.commands)

    def on_mount(self) -> None:
        """Reads what is still unread; a signal ends the application as quitting does, with everything saved."""
        self.catch_signals()
        if isinstance(self._briefing, Opening) and self._first is None:
            self.call_after_refresh(self._open, self._briefing)
        elif self.options.tutorial:
            self._tutorial.open()
            self.call_after_refresh(_settle)
        elif self._briefing is None:
            self._show(self._triage.library())
        else:
            self.call_after_refresh(_settle)

    def get_default_screen(self) -> Screen[None]:
        """The briefing's text, if there is one, is shown before its marks and its structure are known."""
        if self._briefing is None:
            return super().get_default_screen()
        if isinstance(self._briefing, Opening):
            opening, session = self._briefing, self._first
            others = max(0, len(self._shelf.queue) - 1)
            reader = self._reader(opening.document, self._start(opening), session, others=others)
        else:
            reader = self._open_reader(self._briefing)
        # As if it had been pushed: otherwise Textual would not let another take its place.
        reader._push_result_callback(self, None)  # noqa: SLF001
        return reader

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The categories' colours, for any theme."""
        return own_variables(self.current_theme, self._depth)

    @cached_property
    def _depth(self) -> Depth:
        return Depth.NONE if self.options.plain else depth_of(self.console.color_system, os.environ)

    @cached_property
    def _own_filters(self) -> tuple[LineFilter, ...]:
        return InDepth(self._depth), Signs(signs_of(os.environ.get("TERM", "")))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, with ours for colours in place of its own for none, and the signs that the font has."""
        theirs = (one for one in super().get_line_filters() if not isinstance(one, Monochrome | NoColor))
        return [*theirs, *(one for one in self._own_filters if one.enabled)]

    def _display(self, screen: Screen[object], renderable: object) -> None:
        """Sends what a frame changes on the terminal, in one piece; all else goes Textual's way."""
        if isinstance(renderable, CompositorUpdate) and is_painted(self) and self._running and not self._batch_count:
            at = self.screen.outer_size.clamp_offset(self.cursor_position)
            frame = self.frames.encode(renderable, self.size, self.console)
            if frame or at != self._previous_cursor_position:
                self._previous_cursor_position = at
                frame += f"\x1b[{at.y + 1};{at.x + 1}H"
                send(self, f"{SYNC_START}{frame}{SYNC_END}" if self._sync_available else frame)
            self.post_display_hook()
        else:
            super()._display(screen, renderable)  # type: ignore[arg-type]

    def forget(self, region: Region | None = None) -> None:
        """From now on it is not known what the terminal shows in a region, or at all: what is painted there is sent."""
        self.frames.forget(region)

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paints everything again, whatever the terminal is thought to show."""
        self.forget()
        return super().refresh(repaint=repaint, layout=layout, recompose=recompose)

    def on_resize(self) -> None:
        """A terminal may show anything once it has had another size."""
        self.forget()

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor is to be."""
        return self._cursor

    @cursor_position.setter
    def cursor_position(self, at: Offset) -> None:
        """Textual moves it with the next paint, which there may be none of: on a plain screen it moves at once."""
        self._cursor = at
        if self.is_running and self.has_class("plain"):
            send(self, f"\x1b[{at.y + 1};{at.x + 1}H")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Puts the terminal's own cursor at the highlighted row of a list: screen readers and magnifiers follow it."""
        self.call_after_refresh(cursor_to_row, event.option_list)

    def _start(self, opening: Opening) -> int:
        line = self.options.line
        return opening.offset if line is None else line_start(opening.document.text, line)

    def _open(self, opening: Opening) -> None:
        """Reads marks and structure while the text is already on screen."""

        def read_marks() -> None:
            try:
                session = opening.session()
            except BriefmarkError as error:
                self.call_from_thread(self._fail, error)
                return
            if len(opening.document.text) <= AT_ONCE:
                _wait_for_structure(session)
            importlib.import_module("tui.screens.reader.features")
            self.call_from_thread(self._opened, session)

        self.run_worker(read_marks, thread=True)

    def _opened(self, session: Session) -> None:
        self.session = session
        self._shelf.opened(session)
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.session = session
                screen.call_after_refresh(_settle)

    def _show(self, screen: Screen[None]) -> None:
        """Replaces the screen; an empty one stays below, as an application needs one."""
        if self._briefing is None and len(self.screen_stack) == 1:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)
        self.call_after_refresh(_settle_again)

    def _fail(self, error: BriefmarkError) -> None:
        self.failure = error
        self.exit(return_code=error.exit_code)

    def end_analysis(self) -> None:
        """Ends the process that reads structures."""
        if self.options.analyst is not None:
            self.options.analyst.close()

    def show_reader(self, session: Session, told: str = "") -> None:
        """Shows a briefing in place of what is on screen; `told` is said first."""
        self._show(self._open_reader(session, told))

    def _open_reader(self, session: Session, told: str = "") -> ReaderScreen:
        """The reader of a briefing whose session is open."""
        return self._reader(session.document, session.position, session, told=told)

    def _reader(
        self, document: Document, offset: int, session: Session | None = None, *, others: int = 0, told: str = ""
    ) -> ReaderScreen:
        if session is not None:
            self.session = session
            self._shelf.opened(session)
        return ReaderScreen(
            document,
            self._keys,
            self.commands,
            session=session,
            offset=offset,
            width=0 if self.options.plain else self.size.width,
            marking=self.options.marking,
            pictures=self.options.pictures,
            hint=self.options.hint,
            others=others,
            place=self._shelf.place(document.source),
            told=told,
            noticed=self._shelf.noticed(document),
        )

    @property
    def commands(self) -> Commands:
        """The commands that reach beyond the open briefing, by id."""
        return {
            "reload": self._reload,
            **self._triage.commands,
            "command.line": self._ask_command,
            "palette": self._find_command,
            "theme": self._change_theme,
            "tutorial": lambda: self.part(self._tutorial.open),
            "suspend": self.action_suspend_process,
            "quit": self.action_quit_briefmark,
        }

    def action_quit_briefmark(self) -> None:
        """Quits; of the tutorial nothing is kept, and of the briefing under it everything."""
        self._tutorial.drop()
        super().action_quit_briefmark()

    def _find_command(self) -> None:
        from textual.command import CommandPalette

        self.push_screen(CommandPalette())

    def use_theme(self, name: str) -> None:
        """Shows everything in the theme of that name. Raises UsageError."""
        name = theme_named(name)
        if name not in self.available_themes:
            raise UsageError(f"There is no theme {name!r}: Tab after “theme ” lists them.")
        self._take_theme(name)

    def _change_theme(self) -> None:
        """Light or dark."""
        self._take_theme(theme_named("light" if self.current_theme.dark else "dark"))

    def _take_theme(self, name: str) -> None:
        """At the next start, too, unless flag or settings name a theme: they do so for every start."""
        from content.store.chosen_theme import keep_theme

        self.theme = name
        if self.options.theme is None:
            keep_theme(self.theme)
            words = f"The theme is now {self.theme}, and it will be at the next start."
        else:
            words = f"The theme is now {self.theme} until you quit: your settings or --theme name another."
        self.tell(words, warning=False)

    def _reload(self) -> None:
        """Reads the briefing again from its source, once everything made so far is saved."""
        session = self.session
        if session is None:
            return
        if session.document.is_piped:
            self.tell("This briefing was piped in: it cannot be read again.")
            return

        name = session.document.source

        def read_again(documents: list[Document]) -> None:
            document = next((one for one in documents if one.source == name), documents[0])
            if self.session is session and isinstance(self.screen, ReaderScreen):  # and no dialog over it
                self.part(lambda: self._show_again(session, document))

        def say(why: str) -> None:
            self.tell(f"It could not be read again. {why}")

        self.read_documents(name, read_again, say, options=self.options.source_options)

    def _show_again(self, session: Session, document: Document) -> None:
        if not isinstance(self.screen, ReaderScreen):  # a dialog was opened while the marks were saved
            return
        try:
            newer = session.again(document)
        except BriefmarkError as error:
            self.tell(f"It could not be read again. {error}")
            return
        session.close()
        self._shelf.named.renew(document)
        self._show(self._open_reader(newer))

    def on_links_wanted(self, event: Links.Wanted) -> None:
        """Opens what is at the address of a link, behind the briefing that it stands in."""
        self._triage.open(event.address)

    def on_all_marks_screen_left(self, event: AllMarksScreen.Left) -> None:
        """Goes back to the text; of keys typed twice one counts."""
        if self.screen is event.screen:
            self.pop_screen()

    def on_all_marks_screen_opened(self, event: AllMarksScreen.Opened) -> None:
        """Opens the briefing of the mark that was chosen."""
        self._triage.open_mark(event.screen, event.found)

    def on_library_screen_left(self, event: LibraryScreen.Left) -> None:
        """Goes back to the text, or quits."""
        self._triage.left(event.library, quits=event.quits)

    def on_library_screen_opened(self, event: LibraryScreen.Opened) -> None:
        """Opens what was chosen in the list."""
        self._triage.open_rows(event.library, event.rows, event.shown)

    def on_library_screen_stated(self, event: LibraryScreen.Stated) -> None:
        """Keeps what the reader said of briefings in the list."""
        self._triage.set_state(event.library, event.rows, event.state)

    def on_list_keys_wanted(self, event: ListKeys.Wanted) -> None:
        """Does over a list what the application does."""
        commands: Commands = {
            "list.command-line": self._ask_command,
            "list.help": lambda: self._help_on(event.keys),
            "list.theme": self._change_theme,
            "list.redraw": lambda: self.refresh(repaint=True, layout=True),
            "list.suspend": self.action_suspend_process,
        }
        commands[event.id]()

    def _help_on(self, keys: ListKeys) -> None:
        from tui.screens.help import HelpDialog

        self.push_screen(HelpDialog(keys.in_force, of_list=keys.known))

    def _ask_command(self) -> None:
        from tui.commanding import Commanding

        if self._commanding is None:
            taking = {"open": self._triage.open, "theme": self.use_theme}
            self._commanding = Commanding(self, self._keys, self.commands, taking, history=self.options.history)
        self._commanding.ask()


def _wait_for_structure(session: Session) -> None:
    """Lets a session read the structure, so that a text whose structure is quick to read is first shown with it."""
    within(_PATIENCE, lambda: session.briefing)  # kept by the session; if it fails, the reader's screen asks again


def _settle() -> None:
    """Nothing alive when the reader has settled becomes garbage: frozen, it spares long pauses of the collector.

    Until then the collector is off, as it took a tenth of the start. What is garbage by then, about 1 MB, is frozen
    with the rest: to look for it took as long as a frame of the whole screen (40 ms). Later the collector has its turn
    when no key comes (see `tui.screens.reader.painting`); in between only where very much is made.
    """
    gc.freeze()
    gc.set_threshold(_MANY_OBJECTS)
    gc.enable()


def _settle_again() -> None:
    """The same once another briefing is shown, when the one before is garbage, which was frozen (2 MB each)."""
    gc.unfreeze()
    gc.collect()
    _settle()


def read(
    briefing: Opening | None, options: ReadOptions, say: Callable[[str], None], named: Sequence[Document | str] = ()
) -> int:
    """Runs the reader until it ends; returns the exit code. Without a briefing those named and recent are listed.

    `say` gets the sentences to print afterwards.

    Raises BriefmarkError, with the terminal restored, when the marks of the briefing cannot be read.
    """
    from tui.terminal import Driver

    opened = None
    if briefing is not None and len(briefing.document.text) <= AT_ONCE:
        ahead = OpenedAhead(briefing.session)
        opened, briefing = ahead.at_once(), briefing._replace(session=ahead)
    app = BriefmarkApp(briefing, options, named, opened)
    if "TEXTUAL_DRIVER" not in os.environ:  # a web server brings its own
        app.driver_class = Driver
    app.run(mouse=options.mouse)
    for sentence in app.farewell:
        say(sentence)
    if app.failure is not None:
        raise app.failure
    return _BROKEN if app.return_code is None else app.return_code
