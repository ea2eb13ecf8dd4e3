"""Every command of a briefing and of the lists, once: its id joins key, footer, palette, help and own keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from content.annotation.records.categories import CATEGORIES
from content.errors import UsageError
from tui.keysets import MARKS, keyset


class Command(NamedTuple):
    """Something that a key does."""

    id: str
    keys: tuple[str, ...]
    words: str
    group: str
    short: str = ""


def _moves() -> Iterable[Command]:
    table = (
        ("left", ("left", "h"), "a character back"),
        ("right", ("right", "l"), "a character forward"),
        ("up", ("up", "k"), "a row up"),
        ("down", ("down", "j"), "a row down"),
        ("word-next", ("w", "ctrl+right"), "next word"),
        ("word-previous", ("b", "ctrl+left"), "previous word"),
        ("row-start", ("home", "0"), "start of the row"),
        ("row-end", ("end", "$"), "end of the row"),
        ("page-down", ("pagedown", "space"), "a page forward"),
        ("page-up", ("pageup", "backspace"), "a page back"),
        ("half-page-down", ("ctrl+d",), "half a page forward"),
        ("half-page-up", ("ctrl+u",), "half a page back"),
        ("word-end", (), "end of the word"),
        ("screen-top", (), "first row in view"),
        ("screen-middle", (), "middle row in view"),
        ("screen-bottom", (), "last row in view"),
        ("top", ("g", "ctrl+home"), "start of the text"),
        ("end", ("G", "ctrl+end"), "end of the text"),
        ("percent", (), "to that part of the text, after a number: 50 is the middle"),
        ("section-next", ("]",), "next section"),
        ("section-previous", ("[",), "previous section"),
        ("paragraph-next", ("}",), "next paragraph"),
        ("paragraph-previous", ("{",), "previous paragraph"),
        ("sentence-next", (")",), "next sentence"),
        ("sentence-previous", ("(",), "previous sentence"),
    )
    for name, keys, words in table:
        yield Command(f"move.{name}", keys, words, "Move")
    yield Command("scroll.down", ("ctrl+e",), "show one more row below", "Move")
    yield Command("scroll.up", ("ctrl+y",), "show one more row above", "Move")
    yield Command("scroll.middle", (), "put the caret’s row in the middle", "Move")
    yield Command("scroll.top", (), "put the caret’s row at the top", "Move")
    yield Command("scroll.bottom", (), "put the caret’s row at the bottom", "Move")


def _parts() -> Iterable[Command]:
    yield Command("jump.back", ("ctrl+o",), "back to where the last jump began; again: the one before", "Move", "back")
    yield Command("jump.forward", ("alt+right",), "forward again, after going back", "Move", "forward")
    yield Command("place.set", (), "remember this place under a letter", "Move", "remember")
    yield Command("place.go", (), "go to the place of a letter; twice: before the jump", "Move", "go to")
    letters = (
        ("next", "to the next letter that is typed, in the paragraph", "to a letter"),
        ("previous", "to the letter before that is typed", "back to a letter"),
        ("before-next", "to just before the next letter that is typed", "up to a letter"),
        ("after-previous", "to just after the letter before that is typed", "back up to a letter"),
        ("again", "to the next such letter", "again"),
        ("reverse", "to the next such letter, the other way", "other way"),
    )
    for name, words, short in letters:
        yield Command(f"letter.{name}", (), words, "Move", short)
    yield Command("part.next", ("*",), "next turn, story or entry", "Move", "next part")
    yield Command("part.previous", ("#",), "previous turn, story or entry", "Move", "previous part")
    yield Command("question.next", (";",), "next question of a transcript or interview", "Move", "next question")
    yield Command("question.previous", ("'",), "previous question", "Move", "previous question")
    yield Command(
        "news.next", ("+",), "next passage that is new since the last number of a report", "Move", "what is new"
    )
    yield Command("news.previous", ("-",), "previous passage that is new", "Move", "previous new")


def _selects() -> Iterable[Command]:
    yield Command("select.start", ("v",), "select from the caret; on a mark, its range", "Select", "select")
    yield Command(
        "select.widen", ("V",), "select the sentence; again: paragraph, turn or story, section", "Select", "wider"
    )
    table = (
        ("left", "shift+left", "select a character back"),
        ("right", "shift+right", "select a character forward"),
        ("up", "shift+up", "select a row up"),
        ("down", "shift+down", "select a row down"),
        ("word-next", "ctrl+shift+right", "select to the next word"),
        ("word-previous", "ctrl+shift+left", "select to the previous word"),
        ("row-start", "shift+home", "select to the start of the row"),
        ("row-end", "shift+end", "select to the end of the row"),
        ("page-down", "shift+pagedown", "select a page forward"),
        ("page-up", "shift+pageup", "select a page back"),
    )
    for name, key, words in table:
        yield Command(f"select.{name}", (key,), words, "Select")
    yield Command("select.swap", ("o",), "go to the other end of the selection", "Select", "other end")
    yield Command("select.apply", ("enter",), "give the mark the selected range", "Select", "keep")
    yield Command("leave", ("escape",), "leave the selection, search or pane", "Select", "leave")


COMMANDS: tuple[Command, ...] = (
    *_moves(),
    *_parts(),
    *_selects(),
    Command("mark", ("m",), "mark the selection, or the paragraph at the caret", "Mark", "mark"),
    *(
        Command(
            f"mark.{n}",
            (str(n),),
            f"mark as {CATEGORIES[n - 1]} (or as your own category {n}); on a mark, change it",
            "Mark",
        )
        for n in range(1, 10)
    ),
    Command(
        "mark.legend", ("c",), "the categories with their definitions: choose one by key or name", "Mark", "categories"
    ),
    Command("note", ("a",), "note on the mark at the caret, or on a new one", "Mark", "note"),
    Command("note.editor", ("e",), "edit the note in $VISUAL or $EDITOR", "Mark"),
    Command("reply", ("p",), "reply to the mark at the caret; again: change the reply", "Mark", "reply"),
    Command("tags", ("t",), "tags of the mark at the caret", "Mark", "tags"),
    Command("mark.delete", ("d", "delete"), "delete the mark at the caret", "Mark", "delete"),
    Command("undo", ("u",), "undo", "Mark", "undo"),
    Command("redo", ("ctrl+r",), "redo", "Mark"),
    Command("mark.next", (".",), "next mark", "Mark"),
    Command("mark.previous", (",",), "previous mark", "Mark"),
    Command("mark.other", ("x",), "the next of the overlapping marks at the caret", "Mark", "other mark"),
    Command("part.open", ("z",), "read the story, turn or entry on its own; again: all", "Structure", "on its own"),
    Command("fold", ("F",), "fold or unfold the envelope of wire copy or a message", "Structure", "fold"),
    Command("text.as-is", ("J",), "the lines as they stand in the file; again: joined", "Structure", "as in the file"),
    Command("role.why", ("r",), "why this role: the reason and how sure it is", "Structure", "why"),
    Command("role.overrule", ("R",), "overrule the role of the block at the caret, or background", "Structure"),
    Command("kind.overrule", ("K",), "overrule the kind of the briefing: article, transcript, …", "Structure", "kind"),
    Command("pane.outline", ("O",), "outline", "Panes", "outline"),
    Command("pane.quotes", ("Q",), "quotes", "Panes", "quotes"),
    Command("pane.background", ("B",), "background", "Panes", "background"),
    Command("pane.marks", ("M",), "marks", "Panes", "marks"),
    Command("pane.order", ("s",), "order of quotes, background or marks", "Panes", "order"),
    Command("pane.list", ("S",), "list turns, figures, quotations or all statements", "Panes", "list"),
    Command("pane.filter", ("f",), "quotes of one class (again: the next); in the marks: filter", "Panes", "filter"),
    Command("pane.hide", ("\\",), "hide the panes, or show them again", "Panes", "hide the panes"),
    Command("pane.widen", ("|",), "wide panes, or as before", "Panes", "wide panes"),
    Command("timeline", ("D",), "dates that the text mentions", "Panes", "dates"),
    Command("minimap", ("%",), "map of the text beside it: marks, hits, sections", "Panes", "map"),
    Command("pane.next", ("tab",), "next pane", "Panes"),
    Command("pane.previous", ("shift+tab",), "previous pane", "Panes"),
    Command("search.backward", (), "search backward; then the next hit is the one before", "Find"),
    Command("search", ("/",), "search in the text, in notes and tags", "Find", "search"),
    Command("search.next", ("n",), "next hit", "Find", "next"),
    Command("search.previous", ("N",), "previous hit", "Find", "previous"),
    Command("links", ("@",), "links: show the address, open it in the browser, copy it", "Find", "links"),
    Command("copy", ("y", "ctrl+c"), "copy with citation: the selection, mark or item of a pane", "Find", "copy"),
    Command("copy.leave", (), "copy with citation, and end the selection", "Find", "copy"),
    Command("search.word", (), "search for the word at the caret", "Find"),
    Command("search.word-backward", (), "search backward for the word at the caret", "Find"),
    Command("pictures", ("P",), "pictures in the file and beside it: see one", "Find", "pictures"),
    Command("pipe", ("!",), "pipe the passage to a command", "Find"),
    Command("changes", ("C",), "what changed since the text was marked", "Review", "changes"),
    Command("words", ("W",), "marks whose words changed: confirm, move or let go", "Review", "words changed"),
    Command("annotators", ("A",), "annotators: show or hide their marks", "Review", "annotators"),
    Command("others", ("U",), "what others did to your marks: take it back", "Review", "others’ changes"),
    Command("compare", ("=",), "decide the passages on which annotators differ", "Review", "compare"),
    Command("save", ("ctrl+s",), "whether all is saved, and where", "Files", "saved?"),
    Command("export", ("E",), "export the marks to a file", "Files", "export"),
    Command("marks.all", ("&",), "marks of all briefings: find, open, export", "Files", "all marks"),
    Command("import", ("I",), "import annotations of other tools and people", "Files", "import"),
    Command("where", ("i",), "where the briefing and its annotations are", "Files", "where"),
    Command("reload", ("f5",), "read the briefing again, when it has changed on disk", "Files", "read again"),
    Command("queue.next", (">",), "next briefing of the queue", "Queue", "next"),
    Command("queue.previous", ("<",), "previous briefing", "Queue", "previous"),
    Command("queue.later", ("Y",), "keep for later and go on; again: not any longer", "Queue", "later"),
    Command("queue.archive", ("X",), "put away and go on; again: back in the list", "Queue", "put away"),
    Command("library", ("L",), "list of briefings: filter, sort, choose", "Queue", "list"),
    Command("close", ("q",), "back to the list while there is a queue, else quit", "Queue", "close"),
    Command("message", ("ctrl+g",), "what was said last, in full", "Briefmark", "in full"),
    Command("help", ("?", "f1"), "all keys", "Briefmark", "help"),
    Command("command.line", (":",), "type a command, such as open FILE", "Briefmark", "command"),
    Command("tutorial", (), "tutorial: learn by doing, in three minutes", "Briefmark", "tutorial"),
    Command("palette", ("ctrl+p",), "find a command by name", "Briefmark"),
    Command("theme", ("T",), "light or dark", "Briefmark"),
    Command("redraw", ("ctrl+l",), "redraw the screen", "Briefmark"),
    Command("suspend", ("ctrl+z",), "go back to the shell; fg returns", "Briefmark"),
    Command("quit", ("ctrl+q",), "quit", "Briefmark", "quit"),
)


def _list_moves() -> Iterable[Command]:
    table = (
        ("down", ("down", "j"), "a line down"),
        ("up", ("up", "k"), "a line up"),
        ("page-down", ("pagedown", "ctrl+f"), "a page forward"),
        ("page-up", ("pageup", "ctrl+b"), "a page back"),
        ("half-page-down", ("ctrl+d",), "half a page forward"),
        ("half-page-up", ("ctrl+u",), "half a page back"),
        ("top", ("home", "g", "ctrl+home"), "first line"),
        ("end", ("end", "G", "ctrl+end"), "last line"),
        ("percent", (), "to that part of the list, after a number: 50 is the middle"),
        ("screen-top", (), "first line in view"),
        ("screen-middle", (), "middle line in view"),
        ("screen-bottom", (), "last line in view"),
        ("scroll-down", ("ctrl+e",), "show one more line below"),
        ("scroll-up", ("ctrl+y",), "show one more line above"),
    )
    for name, keys, words in table:
        yield Command(f"list.{name}", keys, words, "Move in lists")


_IN_LISTS = "Lists"
# The keys of a list are a world of their own: any of them may do something else in a briefing.
LIST_COMMANDS: tuple[Command, ...] = (
    Command("list.open", ("enter",), "open: what is highlighted, or all that is selected", _IN_LISTS, "open"),
    Command("list.filter", ("/",), "find by words: only what has them is listed", _IN_LISTS, "filter"),
    Command("list.filter-by", ("f",), "find by category, tag, annotator and words", _IN_LISTS, "filter"),
    Command("list.sort", ("s",), "sort by the next column, or in the next order", _IN_LISTS, "sort"),
    Command("list.sort-back", ("S",), "sort by the column before", _IN_LISTS),
    Command("list.select", ("space",), "select, to open several or to say something of them", _IN_LISTS, "select"),
    Command("list.read", ("r",), "read; again: unread", _IN_LISTS, "read or not"),
    Command("list.later", ("Y",), "keep for later; again: not any longer", _IN_LISTS, "later"),
    Command("list.archive", ("X",), "put away; again: back in the list", _IN_LISTS, "put away"),
    Command("list.export", ("E",), "export the marks that are listed", _IN_LISTS, "export"),
    Command("list.drop", ("escape",), "drop the words, then what is selected, then go back", _IN_LISTS),
    Command("list.back", ("L", "&", "h", "left"), "back to the text that is open", _IN_LISTS, "text"),
    Command("list.leave", ("q",), "back to the text, or quit where the list says so", _IN_LISTS),
    Command("list.help", ("?", "f1"), "all keys of the list", _IN_LISTS, "help"),
    Command("list.command-line", (":",), "type a command, such as open FILE", _IN_LISTS, "command"),
    Command("list.theme", ("T",), "light or dark", _IN_LISTS),
    Command("list.redraw", ("ctrl+l",), "redraw the screen", _IN_LISTS),
    Command("list.suspend", ("ctrl+z",), "go back to the shell; fg returns", _IN_LISTS),
    *_list_moves(),
)
EVERY_COMMAND = (*COMMANDS, *LIST_COMMANDS)
BY_ID: Mapping[str, Command] = {command.id: command for command in EVERY_COMMAND}
_WAYS = frozenset(command.id.removeprefix("move.") for command in COMMANDS if command.group == "Move")
# Commands that move the caret: where to, and whether they select on the way.
MOVES: Mapping[str, tuple[str, bool]] = {
    command.id: (way, group == "select")
    for command in COMMANDS
    for group, _, way in [command.id.partition(".")]
    if group in {"move", "select"} and way in _WAYS
}

_SHOWN = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc",
    "backspace": "Bksp", "space": "Space", "enter": "Enter", "home": "Home", "end": "End",
    "delete": "Del", "tab": "Tab",
}  # fmt: skip


def shown_key(key: str) -> str:
    """A key as people write it: `ctrl+shift+left` is Ctrl+Shift+←; of several pressed in turn, `g g` is gg."""
    shown = [_shown(one) for one in key.split(" ")] if len(key) > 1 else [_shown(key)]
    return ("" if all(len(one) == 1 for one in shown) else " ").join(shown)


def _shown(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    name = _SHOWN.get(last, last.upper() if last.startswith("f") and last[1:].isdigit() else last)
    return "+".join(
        [*(modifier.capitalize() for modifier in modifiers), name.upper() if modifiers and len(name) == 1 else name]
    )


def is_of_lists(id: str) -> bool:
    """Whether a command is one of the lists, whose keys may do something else in a briefing."""
    return id.startswith("list.")


def keys_of_reader(keys: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Of all keys by id those that work in a briefing."""
    return {id_: pressed for id_, pressed in keys.items() if not is_of_lists(id_)}


def default_keys(name: str) -> dict[str, tuple[str, ...]]:
    """The keys of each command by id in a set, without the reader's own. Raises UsageError for an unknown set."""
    found = keyset(name)
    return {one.id: one.keys if name == MARKS else found.keys.get(one.id, ()) for one in EVERY_COMMAND}


def keys_in_force(overrides: Mapping[str, Iterable[str]], name: str = MARKS) -> dict[str, tuple[str, ...]]:
    """The keys of each command by id, with the reader's own in place of those of the set of that name.

    A key may be several pressed in turn, with blanks between them. One key may have a command in a briefing and another
    in a list. Raises UsageError for an unknown set, for an id that no command has, for a key given to two commands, and
    for one that others begin with.
    """
    for command_id in overrides:
        if command_id not in BY_ID:
            raise UsageError(f"No command is called '{command_id}'. `briefmark keys` lists the ids of all commands.")
    table = {id_: tuple(overrides.get(id_, keys)) for id_, keys in default_keys(name).items()}
    for of_lists in (False, True):
        _give_each_key_once(table, [id_ for id_ in overrides if is_of_lists(id_) is of_lists], of_lists=of_lists)
    return table


def _give_each_key_once(table: dict[str, tuple[str, ...]], own: Sequence[str], *, of_lists: bool) -> None:
    """Takes keys from commands of the lists, or from the others, that the reader gave to one of their `own`.

    Raises UsageError for a key that the reader gave to two commands, and for one that others begin with.
    """
    owner: dict[str, str] = {}
    for command_id in [*own, *(id_ for id_ in table if is_of_lists(id_) is of_lists and id_ not in own)]:
        for key in table[command_id]:
            taken = owner.setdefault(key, command_id)
            if taken != command_id and command_id in own:
                raise UsageError(f"The key '{key}' is given to both '{taken}' and '{command_id}'. Give it to one.")
        table[command_id] = tuple(key for key in table[command_id] if owner[key] == command_id)
    _refuse_prefixes(owner)


def _refuse_prefixes(owner: Mapping[str, str]) -> None:
    """Raises UsageError where a key could never be told from the beginning of a longer one."""
    for key, id_ in owner.items():
        parts = key.split(" ")
        for length in range(1, len(parts)):
            begins = " ".join(parts[:length])
            if begins in owner:
                raise UsageError(
                    f"The key '{begins}' is given to '{owner[begins]}', but the keys '{key}' of '{id_}' begin with it. "
                    "Give one of them another key."
                )
