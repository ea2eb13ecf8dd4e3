"""`board`: how things stand between this machine and a team's board; and the tables that a board is made of."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from content.errors import BriefmarkError, InputError, UsageError
from content.store.board.board_names import is_board
from content.wording import counted

if TYPE_CHECKING:
    import argparse

    from content.store.board.exchange import Board
    from content.store.board.replica import Replica
    from tui.console import Console

_MAY = {"read": "you may read", "write": "you may read and write", "curate": "you may read, and write in any name"}


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the schema, or exchange with a board and say what came of it; 1 when something waits or was refused."""
    if options.schema:
        console.text(resources.files("content.store.board").joinpath("schema.sql").read_text("utf-8"))
        return 0
    if not options.address or not is_board(options.address):
        raise UsageError("Give the address of a board, such as postgresql://HOST/BOARD, or --schema.")
    from content.store.board.address import board_address
    from content.store.board.exchange import Board
    from content.store.board.replica import Replica, own_file

    replica = Replica(own_file(board_address(options.address), new=False))
    board = Board(replica)
    try:
        board.exchange()
    except BriefmarkError as error:
        raise InputError(str(error)) from error
    for sentence in board.sentences():
        console.error("", sentence)
    if board.is_new:
        return InputError.exit_code
    board.close()
    return _said(board, replica, console)


def _said(board: Board, replica: Replica, console: Console) -> int:
    known, count = board.known, len(replica.copy.read().records)
    console.text(
        f"{board.shown}: {_MAY[known.rights]}; your name there is {known.name}.\n"
        f"{counted(count, 'record')} in {replica.copy.path}, {counted(board.waiting, 'change')} waiting.\n"
    )
    return int(bool(board.waiting or known.refused))
