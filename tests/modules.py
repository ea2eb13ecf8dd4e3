"""All modules of a package, for tests of what each of them has."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from tests.extras import EXTRAS, missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_LIBRARIES = {"aiohttp", "pyarrow", "warcio", *EXTRAS.values()}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """The modules of a package, loaded, but for those that need an extra that is not installed."""
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if info.name.endswith("__main__"):
            continue
        try:
            yield importlib.import_module(info.name)
        except ModuleNotFoundError as error:
            if not (missing() and error.name in _LIBRARIES):
                raise
