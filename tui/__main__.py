"""The command: runs it, and ends with its exit code and without a traceback."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit.

    Nothing is garbage while modules are loaded: without the collector that takes a tenth less time. Who goes on
    for longer turns it on.
    """
    gc.disable()
    try:
        from tui.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # during the imports, too
        code = 130
    except RuntimeError as error:  # ... where a class was being made
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        code = 130
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Exit; what is left in the buffers may go to a pipe that nobody reads, or a terminal that is no longer there."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError, KeyboardInterrupt):
            import os

            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    sys.exit(code)


if __name__ == "__main__":
    main()
