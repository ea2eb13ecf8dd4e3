"""What is off where the reader is served to a browser: it would touch files, programs or screens of the server.

Set once, before anything is opened, by the process that a visitor is given; nothing turns it off again.
"""

from __future__ import annotations

from collections.abc import Mapping

_OFF: Mapping[str, str] = {
    "pipe": "Piping to a command is off in the browser: copy the passage instead.",
    "note.editor": "Other editors are off in the browser: write the note here.",
    "export": "Exporting to a file is off in the browser: whoever serves this can export the marks.",
    "list.export": "Exporting to a file is off in the browser: whoever serves this can export the marks.",
    "import": "Importing files is off in the browser: whoever serves this can import them.",
    "open": "Opening other files is off in the browser: the list has those that are served.",
    "suspend": "Going back to the shell is off in the browser.",
    "list.suspend": "Going back to the shell is off in the browser.",
    "link.browser": "Opening links is off in the browser: copy the address instead.",
    "link.briefing": "Opening other briefings is off in the browser: copy the address instead.",
    "save.elsewhere": "Saving to another file is off in the browser: keep them in a file of their own.",
}
"""What is said instead, by the id of a command or of a part of one."""

_begun: list[bool] = []


def begin() -> None:
    """From now on this process is one that a visitor was given."""
    _begun.append(True)


def is_served() -> bool:
    """Whether this process is one that a visitor was given."""
    return bool(_begun)


def off(id: str) -> str:
    """Why a command does nothing here, as a sentence; empty where it does what it does."""
    return _OFF.get(id, "") if _begun else ""
