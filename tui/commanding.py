"""What can be typed on the command line, and what it means."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from content.document.model import is_address
from content.errors import BriefmarkError, UsageError
from content.store.library import Library
from content.store.locations import is_annotation_name
from tui.keys import BY_ID, COMMANDS, LIST_COMMANDS, shown_key
from tui.parting import Telling
from tui.screens.command_line import CommandLine, Offered
from tui.screens.list_keys import ListKeys, ListScreen
from tui.screens.reader.screen import ReaderScreen
from tui.served import off

if TYPE_CHECKING:
    from textual.app import App

_MOST_NAMES = 200  # files of a folder that are offered
_KEPT = 100  # lines

_SHORT: Mapping[str, str] = {
    "n": "queue.next", "p": "queue.previous", "q": "close", "q!": "quit", "qa": "quit", "x": "close", "wq": "close",
    "w": "save", "h": "help", "e": "open", "o": "open", "u": "undo", "d": "mark.delete",
    "edit": "open", "bn": "queue.next", "bp": "queue.previous", "next": "queue.next", "prev": "queue.previous",
    "bd": "close",
    "ls": "library", "wa": "save", "write": "save", "wqa": "quit", "xa": "quit", "qall": "quit", "exit": "close",
    "noh": "leave", "e!": "reload", "f": "where",
}  # fmt: skip
"""What people type who know vim or less."""

_TAKING: Mapping[str, str] = {
    "open": "open FILE, a folder, or an address: it joins the queue",
    "search": "search WORDS in the text, notes and tags",
    "line": "go to the LINE of that number; the number alone does, too",
    "mark": "mark in the CATEGORY of that name",
    "theme": "show it in the THEME of that name",
}
"""Commands that take words after their name, and what they do with them."""
_TAKING_IN_LISTS = frozenset({"open", "line", "theme"})
_OF_READER = frozenset(command.id for command in COMMANDS)

_NEEDING = frozenset({"open", "line"})  # which mean nothing alone
_EVERYWHERE = frozenset({"quit", "theme", "suspend"})  # which need no open briefing
_OF_LISTS = {"close": "list.leave", "command.line": "list.command-line"}
_LINE = re.compile(r"\A(?:[0-9]{1,18}%?|[$])\Z")


def parsed(line: str, known: frozenset[str] | None = None) -> tuple[str, str]:
    """The id of the command that a line means, and the words after it; `known` are the ids of the list it is typed in.

    Raises UsageError, with what may have been meant.
    """
    line = line.strip().lstrip(":").strip()
    if _LINE.match(line):
        return "line", line
    if line.startswith("/") and known is None:
        return "search", line[1:].strip()
    name, _, words = line.partition(" ")
    name = _SHORT.get(name, name)
    if known and not words:
        here = _OF_LISTS.get(name, f"list.{name.rpartition('.')[2]}")
        name = here if here in known else name
    if name in _OF_READER or name in _TAKING or name in (known or ()):
        return name, words.strip()
    names = [one.line for one in _described(known)]
    begun = [one for one in names if one.removeprefix("list.").startswith(line)]
    for called in ([one for one in names if line in one.split(".")], begun):
        if len(called) == 1:
            return called[0], ""
    found = [offered.line for offered in _commands_like(line, known)]
    if not found:
        raise UsageError(f"There is no command {line!r}: Tab shows what can be typed.")
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""
    raise UsageError(f"{line!r} could be {', '.join(found[:4])}{more}: type more of it.")


def _commands_like(typed: str, known: frozenset[str] | None) -> list[Offered]:
    """Commands whose name begins with what was typed, then those with all of its words."""
    words = typed.casefold().split()
    everything = [*_described(known)]
    first = [one for one in everything if one.line.startswith(typed)]
    said = {one: f"{one.line} {one.words}".casefold() for one in everything if one not in first}
    return [*first, *(one for one, text in said.items() if all(word in text for word in words))]


def _described(known: frozenset[str] | None) -> Iterator[Offered]:
    for name, words in _TAKING.items():
        if known is None or name in _TAKING_IN_LISTS:
            yield Offered(name, words)
    if known is not None:
        yield Offered("quit", BY_ID["quit"].words)
    for command in COMMANDS if known is None else LIST_COMMANDS:
        if command.id not in _TAKING and (known is None or command.id in known):
            yield Offered(command.id, command.words)


class Commanding:
    """Asks for commands, and runs them on the screen that is shown."""

    def __init__(
        self,
        app: App[None],
        keys: Mapping[str, Sequence[str]],
        commands: Mapping[str, Callable[[], object]],
        taking: Mapping[str, Callable[[str], object]],
        *,
        history: bool,
    ) -> None:
        """`commands` are the application's own, by id, and `taking` those of them that take words."""
        self._app, self._keys, self._commands, self._taking, self._history = app, keys, commands, taking, history
        self._typed: list[str] = []  # lines of this run

    def ask(self) -> None:
        """Asks for a command."""
        earlier = Library().commands() if self._history else []
        lines = [*dict.fromkeys(reversed([*earlier, *self._typed]))][::-1]
        self._app.push_screen(CommandLine(self._offer, lines), self._run)

    def _offer(self, typed: str) -> list[Offered]:
        name, blank, words = typed.lstrip().partition(" ")
        name = _SHORT.get(name, name)
        if not blank:
            found = _commands_like(typed.strip(), self._known)
            meant = [one for one in _described(self._known) if one.line == name and name != typed.strip()]
            first = [Offered(typed.strip(), one.words) for one in meant]  # what Enter will do
            return [*first, *(one._replace(key=self._key(one.line)) for one in found)]
        return [Offered(f"{name} {found}") for found in self._arguments(name, words.lstrip())]

    def _key(self, id_: str) -> str:
        return " ".join(map(shown_key, self._keys.get(id_, ())))

    def _arguments(self, name: str, typed: str) -> list[str]:
        if name == "open":
            return [] if off(name) else paths_like(typed)
        known: Sequence[str] = ()
        if name == "theme":
            known = sorted(self._app.available_themes)
        elif name == "mark" and (reader := self._reader) is not None and reader.features is not None:
            known = reader.features.marks.categories
        return [one for one in known if typed.casefold() in one.casefold()]

    @property
    def _reader(self) -> ReaderScreen | None:
        screen = self._app.screen
        return screen if isinstance(screen, ReaderScreen) else None

    @property
    def _list(self) -> ListKeys | None:
        """Of the list that is shown, what its keys can do."""
        screen = next((one for one in reversed(self._app.screen_stack) if not isinstance(one, CommandLine)), None)
        return screen.list_keys if isinstance(screen, ListScreen) else None

    @property
    def _known(self) -> frozenset[str] | None:
        return self._list.known if self._list else None

    def _run(self, line: str | None) -> None:
        if not line or not line.strip():
            return
        self._typed.append(line.strip())
        if self._history:
            Library().keep_command(line.strip(), most=_KEPT)
        try:
            self._do(*parsed(line, self._known))
        except BriefmarkError as error:
            self._say(str(error))

    def _say(self, sentence: str) -> None:
        screen = self._app.screen
        if isinstance(screen, Telling):
            screen.say(sentence, warning=True)

    def _do(self, id_: str, words: str) -> None:
        if why := off(id_):
            raise UsageError(why)
        if words and id_ not in _TAKING:
            raise UsageError(f"{id_} takes no words after its name: type it alone.")
        if id_ in self._taking and words:
            self._taking[id_](words)
        elif id_ in _NEEDING and not words:
            self._app.push_screen(CommandLine(self._offer, self._typed, f"{id_} "), self._run)
        elif (reader := self._reader) is not None:
            if words and reader.features is not None:
                reader.features.taking_words[id_](words)
            elif not words:
                reader.action_command(id_)
        elif (shown := self._list) is not None and (id_ == "line" or id_ in shown.known):
            shown.go_to(words) if id_ == "line" else shown.carry_out(id_)
        elif id_ in _EVERYWHERE:
            self._commands[id_]()
        else:
            raise UsageError(f"{id_} is a command for the text of a briefing: go to one first.")


def paths_like(typed: str) -> list[str]:
    """The files and folders whose path begins with what was typed, folders with a slash; annotation files are not."""
    if is_address(typed):
        return []
    before, _, start = typed.rpartition("/")
    shown = f"{before}/" if "/" in typed else ""
    folder = os.path.expanduser(shown) or "."  # noqa: PTH111 - it never raises
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not start.startswith(".")
                if entry.name.startswith(start) and not hidden and not is_annotation_name(entry.name):
                    found.append(f"{shown}{entry.name}{'/' if entry.is_dir() else ''}")
    except (OSError, ValueError):
        return []
    return sorted(found)[:_MOST_NAMES]
