"""What is found on a page once, however many kinds ask for it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.structure.kinds.page import Page

T = TypeVar("T")


def once_a_page(look: Callable[[Page], T]) -> Callable[[Page], T]:
    """The function, which looks at each page only once and then gives what it found there."""

    @wraps(look)
    def found_on(page: Page) -> T:
        if look not in page.found:
            page.found[look] = look(page)
        return cast("T", page.found[look])

    return found_on
