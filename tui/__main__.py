"""Runs the command and exits with its code, never with a traceback."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit.

    Loading modules makes no garbage: without the collector it takes a tenth less time. Whatever runs for longer
    turns it on again.
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
    """Exit at once: taking the interpreter down takes longer than printing most structures (quit 130 ms -> 90 ms).

    What is left in the buffers may go to a pipe that nobody reads, or to a terminal that is gone.
    """
    import atexit
    import os

    atexit._run_exitfuncs()  # noqa: SLF001 - what Python does; what was to be removed at the end is removed
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError, KeyboardInterrupt):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    os._exit(code)


if __name__ == "__main__":
    main()
