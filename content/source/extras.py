"""Libraries that only some formats need: the extra `briefmark[documents]`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from content.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType


def need(module: str, format_name: str) -> ModuleType:
    """The module of that name, imported. Raises InputError that says how to install it; `format_name` is "PDF"."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            f"To open {format_name} files, install the extra: pip install 'briefmark[documents]'."
        ) from error
