"""Questions about paths that never raise, where those of `pathlib` do: locked folders, loops of links, long names."""

from __future__ import annotations

import os
from pathlib import Path


def real(path: Path) -> Path:
    """Where a path leads, as far as its links can be followed."""
    return Path(os.path.realpath(path))


def is_there(path: Path) -> bool:
    """Whether there is anything at the path that can be seen."""
    return os.path.exists(path)  # noqa: PTH110
