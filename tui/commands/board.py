"""`board`: how things stand between this machine and a team's board; and the tables that a board is made of."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from content.errors import BriefmarkError, InputError, UsageError
from content.store.addressed import path_of_annotations
from content.store.board.board_names import is_board
from content.wording import counted

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from content.store.board.exchange import Board
    from content.store.board.replica import Replica
    from tui.console import Console

_MAY = {"read": "you may read", "write": "you may read and write", "curate": "you may read, and write in any name"}


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the schema, or say how things stand; 1 when something waits or was refused, 3 when a board is away."""
    if options.schema:
        console.text(resources.files("content.store.board").joinpath("schema.sql").read_text("utf-8"))
        return 0
    if not options.address:
        return _listed(console)
    if not is_board(options.address):
        raise UsageError("Give the address of a board, such as postgresql://HOST/BOARD, or --schema.")
    return _told(path_of_annotations(options.address), console)


def _listed(console: Console) -> int:
    """Say what is here of all boards that were ever used here, without asking them."""
    from content.store.board.exchange import Board
    from content.store.board.replica import Replica, own_files

    code = 0
    for path in own_files():
        board = Board(Replica(path))
        board.count()
        console.text(f"{board.shown}: {counted(board.waiting, 'change')} waiting.\n")
        code |= int(bool(board.waiting))
    return code


def _told(path: Path, console: Console) -> int:
    """Exchange with a board, and say how things stand; the exit code."""
    from content.store.board.exchange import Board
    from content.store.board.replica import Replica

    replica, wrong = Replica(path), ""
    board = Board(replica)
    try:
        board.exchange()
    except BriefmarkError as error:
        wrong = str(error)
        board.count()
    for sentence in filter(None, (wrong, *board.sentences())):
        console.error("", sentence)
    is_away = board.is_away
    board.close()
    if not board.is_new:
        _say(board, replica, console, when="When last connected" if is_away else "")
    elif board.waiting:
        console.text(f"{counted(board.waiting, 'change')} waiting.\n")
    if board.waiting or board.known.refused:
        return 1
    return InputError.exit_code if is_away else 0


def _say(board: Board, replica: Replica, console: Console, *, when: str) -> None:
    known, count = board.known, len(replica.copy.read().records)
    may = f"{when}, {_MAY[known.rights]}" if when else _MAY[known.rights]
    console.text(
        f"{board.shown}: {may}; your name there is {known.name}.\n"
        f"{counted(count, 'record')} in {replica.copy.path}, {counted(board.waiting, 'change')} waiting.\n"
    )
