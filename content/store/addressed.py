"""An annotation file by what a reader calls it: a path, or the address of a board."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from content.errors import BriefmarkError, UsageError
from content.store.board.board_names import is_board, is_own_file
from content.store.log import AnnotationFile


def path_of_annotations(name: str, *, new: bool = False) -> Path:
    """The path of an annotation file; for the address of a board that of the file here which stands for it.

    `new` says that it may be written before anything is known of it. Raises UsageError for an address that cannot be
    used, SaveError when there is no place for the file.
    """
    if not is_board(name):
        if "://" in name:
            kind = name.partition("://")[0]
            raise UsageError(f"{kind}:// is not the address of a board: write postgresql://HOST/BOARD.")
        return Path(name)
    from content.store.board.address import board_address
    from content.store.board.replica import own_file

    return own_file(board_address(name), new=new)


def called(path: Path) -> str:
    """What a reader calls an annotation file: the address of the board that it stands for, or else its path."""
    if is_own_file(path):
        from content.store.board.replica import Replica

        with suppress(BriefmarkError, OSError):  # the file with the address was changed or is gone
            return Replica(path).address.shown
    return str(path)


def annotation_file(path: Path, *, make_folders: bool = False, live: bool = False) -> AnnotationFile:
    """The annotation file at a path, which may stand for a board: `live` keeps that up to date in the background."""
    if is_own_file(path):
        from content.store.board.board_file import BoardFile

        return BoardFile(path, live=live)
    return AnnotationFile(path, make_folders=make_folders)
