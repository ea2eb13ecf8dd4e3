"""Which tests need an extra that is not installed."""

from __future__ import annotations

from importlib.util import find_spec

EXTRAS = {"team": "psycopg", "archive": "datatrove", "serve": "textual_serve"}
"""The folders of tests that need an extra of the same name, each with a library that is in it."""


def missing() -> list[str]:
    """The extras that are not installed."""
    return [extra for extra, library in EXTRAS.items() if find_spec(library) is None]
