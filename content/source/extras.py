"""Libraries that only some formats need: the extras `briefmark[documents]` and `briefmark[pictures]`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from content.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType


def need(module: str, format_name: str, extra: str = "documents") -> ModuleType:
    """The module of that name, imported. Raises InputError that says how to install it; `format_name` is "PDF"."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            f"To open {format_name} files, install the extra: pip install 'briefmark[{extra}]'."
        ) from error
