"""The command line: one parser for each command, built only for the command that was asked for."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from math import isnan, nan
from typing import NoReturn

from content.errors import UsageError

_PLAIN = "no boxes, no colours, one thing on a line: for screen readers"
SHELLS = ("bash", "zsh", "fish")
Add = Callable[[argparse.ArgumentParser], None]

_ABOUT = """Read and mark up news briefings in the terminal.

  briefmark [read] [FILE ...]   read and mark (`briefmark` alone: recent briefings; at first, a sample)
  briefmark show FILE ...       print a briefing's structure
  briefmark annotate FILE       add, change, answer or delete an annotation
  briefmark export FILE ...     print annotations in other formats
  briefmark marks [FILE ...]    list the marks of all briefings
  briefmark verify FILE         find each annotation in the current text
  briefmark import FILE ...     read annotations from other tools
  briefmark merge FILE ...      merge annotation files
  briefmark compare FILE A B    compare annotators
  briefmark board ADDRESS       say how things stand with a team's board
  briefmark serve [FILE ...]    read and mark in a web browser
  briefmark archive IN ...      structure many briefings into tables
  briefmark config              print the settings in force
  briefmark keys                print the key map in force
  briefmark tutorial            learn the reader by doing, in three minutes
  briefmark completion SHELL    print the completion script of bash, zsh or fish
  briefmark man                 print the manual page

`briefmark COMMAND --help` says more about one command. FILE may be a path, a folder, an address on
the web, or - for standard input."""

# Options before the command that take a value: the word after one is not a command.
_WITH_VALUE = frozenset(
    {
        "--config",
        "--log-file",
        "--annotations",
        "--annotator",
        "--tlp",
        "--theme",
        "--line",
        "--encoding",
        "--as",
        "--column",
    }
)


_ANY_WIDTH = 80
_ALIKE = 0.75  # of what two words have in common
_LONGEST_WORD = 20  # letters of what could be a command


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of ending the program."""

    is_built = False

    def _get_formatter(self) -> argparse.HelpFormatter:
        """The formatter of the help. While arguments are added, argparse asks for one that it does not use.

        It need not know how wide the terminal is, for which compression would be loaded (3 ms).
        """
        return self.formatter_class(prog=self.prog, **({} if self.is_built else {"width": _ANY_WIDTH}))

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. See `{self.prog} --help`.")


def split_command(arguments: Sequence[str], commands: Sequence[str]) -> tuple[str, list[str]]:
    """The command, and the arguments without it; `read` when none is named. A file named like a command needs `./`."""
    at = _first_word(arguments)
    if at is not None and arguments[at] in commands:
        return arguments[at], [*arguments[:at], *arguments[at + 1 :]]
    return "read", list(arguments)


def _first_word(arguments: Sequence[str]) -> int | None:
    """The place of the first argument that is neither an option nor the value of one."""
    skip = False
    for at, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument == "--":
            break
        elif argument in _WITH_VALUE:
            skip = True
        elif not argument.startswith("-") or argument == "-":
            return at
    return None


def meant_by(arguments: Sequence[str]) -> str | None:
    """The command that the first word is almost called, where there is no such file; for when something went wrong."""
    from difflib import get_close_matches

    at = _first_word(arguments)
    word = "" if at is None else arguments[at]
    if word in COMMANDS or len(word) > _LONGEST_WORD or os.path.lexists(word):
        return None
    return next(iter(get_close_matches(word, COMMANDS, 1, _ALIKE)), None)


def parse(command: str, arguments: Sequence[str], *, named: bool) -> argparse.Namespace:
    """The options of one command; `named` is false when `read` was not written. Raises UsageError."""
    return parser_of(command, named=named).parse_args(arguments)


def parser_of(command: str, *, named: bool = True) -> argparse.ArgumentParser:
    """The parser of one command; `named` is false when `read` was not written."""
    prog = f"briefmark {command}" if named else "briefmark"
    add, about = _COMMANDS[command]
    parser = _Parser(
        prog=prog,
        description=about if named else _ABOUT,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common = parser.add_argument_group("common options")
    common.add_argument("-V", "--version", action="store_true", help="print the version")
    common.add_argument("-q", "--quiet", action="store_true", help="no warnings")
    common.add_argument("--config", metavar="FILE", help="settings from this file")
    common.add_argument("--no-color", action="store_true", help="no colours (as with NO_COLOR)")
    common.add_argument("--log-file", metavar="FILE", help="also write warnings and errors here")
    add(parser)
    parser.is_built = True
    return parser


def _input(parser: argparse.ArgumentParser, named: str) -> None:
    """What can be said of the input where its name and content do not tell; `named` is what the input is called."""
    said = parser.add_argument_group(f"about the {named}")
    said.add_argument(
        "--as", dest="as_format", metavar="FORMAT", help="the format, such as markdown, html, text or mail"
    )
    said.add_argument("--encoding", metavar="NAME", help="the charset, such as cp1252")
    said.add_argument("--whole-page", action="store_true", help="all of an HTML page, not the article alone")
    said.add_argument("--column", metavar="NAME", help="the text column of CSV or JSON")


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a path, a folder, an address on the web, or - for standard input"
    )
    _input(parser, "files")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a path, an address on the web, or - for standard input")
    _input(parser, "file")


def _annotations(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--annotations", action="append", default=[], metavar="FILE", help=words)


def _reader(parser: argparse.ArgumentParser) -> None:
    """What can be said of the reader, in a terminal or a browser."""
    _annotations(parser, "an annotation file; the first is written, others are read")
    parser.add_argument("--annotator", metavar="NAME", help="your name as the annotator")
    parser.add_argument("--tlp", metavar="LABEL", help="the briefing's marking, such as TLP:AMBER")
    parser.add_argument("--theme", metavar="NAME", help="colours: light, dark, or another theme")


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="a path, a folder, an address on the web, or - for standard input"
    )
    _input(parser, "file")
    _reader(parser)
    parser.add_argument(
        "--plain", action="store_true", help="no boxes, no colours, one thing on a line: for screen readers"
    )
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.add_argument("--line", type=_positive, metavar="N", help="begin at this line")
    parser.add_argument("--no-snapshot", action="store_true", help="keep no copy of the text with annotations")
    parser.add_argument("--no-history", action="store_true", help="keep nothing about this briefing in the library")


def _show(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="the text with its structure visible (default)")
    form.add_argument("--json", action="store_true", help="one JSON object per file, each on its own line")
    form.add_argument("--markdown", action="store_true")
    parser.add_argument("--with-text", action="store_true", help="include the canonical text in JSON")
    parser.add_argument("--story", type=_positive, metavar="N", help="only this story of a digest; 1 is the first")
    _annotations(parser, "an annotation file whose overruled roles and kind apply")
    parser.add_argument("--tlp", metavar="LABEL", help="the briefing's marking, such as TLP:AMBER")


def _annotate(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    place = parser.add_argument_group("the passage")
    place.add_argument("--exact", metavar="TEXT", help="its words")
    place.add_argument("--prefix", default="", metavar="P", help="words just before it")
    place.add_argument("--suffix", default="", metavar="S", help="words just after it")
    place.add_argument("--start", type=_offset, metavar="N", help="offset of its first character, from 0")
    place.add_argument("--end", type=_offset, metavar="N", help="offset after its last character")
    parser.add_argument("--category", metavar="NAME")
    parser.add_argument("--note", metavar="TEXT", help="in Markdown")
    parser.add_argument("--tag", action="append", metavar="TAG", help="may be given several times")
    _annotations(parser, "an annotation file; the first is written, others are read")
    parser.add_argument("--annotator", metavar="NAME", help="the annotator's name")
    parser.add_argument("--id", metavar="URN", help="the new annotation's id")
    parser.add_argument("--no-snapshot", action="store_true", help="keep no copy of the text")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--batch", metavar="-", help="JSON objects with the options above, one per line, from stdin")
    other.add_argument("--edit", metavar="ID", help="change this annotation")
    other.add_argument("--delete", metavar="ID", help="delete this annotation for everybody")
    other.add_argument("--reply", metavar="ID", help="answer this annotation with --note")


def _export(parser: argparse.ArgumentParser) -> None:
    from content.formats import WRITTEN

    _files(parser)
    _annotations(parser, "an annotation file to read")
    parser.add_argument("--format", metavar="FORMAT", help=f"one of {', '.join(WRITTEN)}")
    parser.add_argument("--template", metavar="FILE", help="a template for Markdown")
    parser.add_argument("--output", metavar="FILE", help="write here instead of stdout")
    parser.add_argument("--force", action="store_true", help="may replace a briefing, but never other annotations")
    parser.add_argument("--tlp", metavar="LABEL", help="the briefing's marking, such as TLP:AMBER")
    only = parser.add_argument_group("only some annotations")
    only.add_argument("--category", action="append", default=[], metavar="NAME")
    only.add_argument("--tag", action="append", default=[], metavar="TAG")
    only.add_argument("--annotator", action="append", default=[], metavar="NAME")
    only.add_argument("--role", action="append", default=[], metavar="ROLE", help="in blocks of this role")
    only.add_argument("--since", metavar="TIME", help="made or changed since, such as 2026-11-22")


def _marks(parser: argparse.ArgumentParser) -> None:
    from content.formats import WRITTEN

    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="a briefing, an annotation file or a folder (default: the library)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object per mark, each on its own line")
    parser.add_argument("--check", action="store_true", help="find each mark in its briefing as it is now")
    parser.add_argument("--format", metavar="FORMAT", help=f"export them as one of {', '.join(WRITTEN)}")
    parser.add_argument("--template", metavar="FILE", help="a template for Markdown")
    parser.add_argument("--output", metavar="FILE", help="write here instead of stdout")
    parser.add_argument("--force", action="store_true", help="may replace a briefing, but never other annotations")
    parser.add_argument("--tlp", metavar="LABEL", help="the marking of what is exported, such as TLP:AMBER")
    only = parser.add_argument_group("only some marks")
    only.add_argument("--category", action="append", default=[], metavar="NAME")
    only.add_argument("--tag", action="append", default=[], metavar="TAG")
    only.add_argument("--annotator", action="append", default=[], metavar="NAME")
    only.add_argument(
        "--role", action="append", default=[], metavar="ROLE", help="in blocks of this role: opens each briefing"
    )
    only.add_argument("--since", metavar="TIME", help="made or changed since, such as 2026-11-22")
    only.add_argument("--words", default="", metavar="WORDS", help="with all these words in passage, note or tags")


def _verify(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _annotations(parser, "an annotation file to read")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def _import(parser: argparse.ArgumentParser) -> None:
    from content.formats import READ

    parser.add_argument("files", nargs="+", metavar="FILE", help="a file that the other tool exported")
    parser.add_argument("--into", required=True, metavar="ANNOTATIONS", help="the annotation file to add to")
    parser.add_argument("--briefing", required=True, metavar="BRIEFING", help="the text that was annotated")
    parser.add_argument("--format", metavar="FORMAT", help=f"one of {', '.join(READ)} (default: recognised)")
    parser.add_argument("--no-snapshot", action="store_true", help="keep no copy of the text")
    _input(parser, "briefing")


def _merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="annotation files")
    parser.add_argument("--output", required=True, metavar="FILE", help="the annotation file to add to")


def _compare(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "annotations",
        nargs="+",
        metavar="ANNOTATIONS",
        help="one file per annotator, or one file with several annotators",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--fail-under", type=_alpha, metavar="X", help="exit with 1 when alpha is below X")


def _alpha(words: str) -> float:
    """A number that alpha can be compared with. argparse reports the words of its error."""
    try:
        value = float(words)
    except ValueError:
        value = nan
    if isnan(value):
        raise argparse.ArgumentTypeError(f"{words!r} is not a number: give one such as 0.8")
    return value


def _board(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", nargs="?", metavar="ADDRESS", help="a board: postgresql://HOST/BOARD")
    parser.add_argument("--schema", action="store_true", help="print the SQL that makes a board of a database")


def _archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar="IN", help="a folder, JSON Lines, Parquet, WARC, tar or zip, or one briefing"
    )
    _input(parser, "briefings")
    parser.add_argument(
        "--output", required=True, metavar="FOLDER", help="the archive: a new one, or one to go on with"
    )
    parser.add_argument(
        "--workers", type=_positive, metavar="N", help="documents at a time (default: one for each core)"
    )
    parser.add_argument(
        "--shard-size", type=_positive, default=1000, metavar="N", help="documents in a file of a table (default: 1000)"
    )
    parser.add_argument(
        "--timeout", type=_positive, default=60, metavar="SECONDS", help="at most for one document (default: 60)"
    )
    parser.add_argument(
        "--memory", type=_positive, default=2048, metavar="MIB", help="at most for a worker (default: 2048)"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--slurm", action="store_true", help="write a job for Slurm, and submit it where sbatch is")
    where.add_argument("--ray", action="store_true", help="work by Ray: on the cluster of RAY_ADDRESS, else here")
    parser.add_argument(
        "--sbatch",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of sbatch, such as partition=long",
    )


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--path", action="store_true", help="print where settings are looked for")
    parser.add_argument("--check", action="store_true", help="say everything that is wrong in them, with its line")


def _keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--defaults", action="store_true", help="print the default keys as TOML, to edit")
    parser.add_argument("--keyset", metavar="NAME", help="those of another set: marks, vim or less")


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=f"one of {', '.join(SHELLS)}")


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """For a command without options of its own."""


def _tutorial(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--theme", metavar="NAME", help="colours: light, dark, or another theme")
    parser.add_argument(
        "--plain", action="store_true", help="no boxes, no colours, one thing on a line: for screen readers"
    )
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="a path, a folder, or an address on the web (default: a sample)"
    )
    _input(parser, "files")
    _reader(parser)
    parser.add_argument("--no-snapshot", action="store_true", help="keep no copy of the text with annotations")
    door = parser.add_argument_group("who may come")
    door.add_argument(
        "--share", action="store_true", help="let in whoever has the address, and ask each visitor's name"
    )
    door.add_argument("--port", type=_port, default=0, metavar="N", help="the port (default: any that is free)")
    door.add_argument("--address", metavar="URL", help="the address of a proxy or tunnel in front, as visitors see it")
    door.add_argument("--visitors", type=_positive, default=10, metavar="N", help="readers open at once (default: 10)")
    door.add_argument(
        "--idle", type=_minutes, default=30.0, metavar="MINUTES", help="end a reader left alone so long (default: 30)"
    )


def _positive(words: str) -> int:
    number = _offset(words)
    if number == 0:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _port(words: str) -> int:
    number = _offset(words)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{words!r} is not a port: give one from 1 to 65535")
    return number


def _minutes(words: str) -> float:
    try:
        value = float(words)
    except ValueError:
        value = nan
    if not 0 < value <= 10_000:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of minutes: give one such as 30")
    return value


def _offset(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 19):
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number")
    return int(words)


_COMMANDS: dict[str, tuple[Add, str]] = {
    "read": (_read, "Read briefings and mark them up."),
    "show": (_show, "Print the structure of briefings."),
    "annotate": (_annotate, "Add, change, answer or delete an annotation; prints its id once it is safe on disk."),
    "export": (_export, "Print or write the annotations of briefings in another format."),
    "marks": (_marks, "List or export the marks of all briefings in the library, or of the files and folders named."),
    "verify": (_verify, "Find each annotation in the current text."),
    "import": (_import, "Import annotations from other tools into an annotation file; importing again adds nothing."),
    "merge": (_merge, "Append to an annotation file what only the others have, in any order, any number of times."),
    "compare": (_compare, "Measure how far annotators agree, and list the passages on which they differ."),
    "board": (
        _board,
        "Exchange with a team's board and say how things stand, or print the SQL that makes one.",
    ),
    "serve": (_serve, "Serve the reader to a web browser on this machine, at an address that works once."),
    "archive": (
        _archive,
        "Structure many briefings into tables in Parquet; the same command goes on where it stopped.",
    ),
    "config": (_config, "Print the settings in force as TOML."),
    "keys": (_keys, "Print the key map in force."),
    "completion": (_completion, "Print the script that completes briefmark's commands and options in a shell."),
    "tutorial": (_tutorial, "Learn the reader by doing, in three minutes; nothing of it is kept."),
    "man": (_nothing, "Print the manual page; `briefmark man | man -l -` shows it."),
}
COMMANDS = tuple(_COMMANDS)
