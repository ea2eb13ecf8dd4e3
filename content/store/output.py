"""Files that are made of annotations: reports and exports, put in place whole, and never over what is not theirs."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from content.errors import SaveError, UsageError
from content.store.durable import replace
from content.store.locations import is_annotation_name
from content.store.paths import real

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_output(path: Path, written: str, kept: Iterable[Path]) -> None:
    """Replaces the file at `path` whole or not at all; a link stays a link.

    Raises SaveError, and UsageError when it is one of the files to be `kept` or called like annotations of a briefing.
    """
    data = written.encode("utf-8", "replace")
    try:
        target = real(path)
        if any(target == real(other) for other in kept):
            raise UsageError(f"{path} is read to make this very output: choose another output.")
        mode = target.stat().st_mode if os.path.lexists(target) else stat.S_IFREG
        if stat.S_ISREG(mode):
            if is_annotation_name(target.name) and os.path.lexists(target):
                raise UsageError(f"{path} is called like the annotations of a briefing: choose another output.")
            if os.path.lexists(target) and not os.access(target, os.W_OK):
                raise SaveError(f"{path} is read-only: choose another output, or change its permissions.")
            replace(target, data)
        else:  # a device or pipe is written to, a folder says that it is one
            with target.open("wb") as file:
                file.write(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SaveError(f"{path} cannot be written ({reason}): choose another output.") from error
