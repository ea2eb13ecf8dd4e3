"""The one root error: a sentence that says what is wrong and what to do next."""

from __future__ import annotations


def reason_of(error: Exception) -> str:
    """What was wrong according to the system, or else Python, as words within a sentence."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


class BriefmarkError(Exception):
    """Base of every error shown to a person; `str()` is the sentence, `exit_code` the command's exit code.

    Raised itself when something needs a person: a passage that is missing or occurs several times.
    """

    exit_code = 1


class UsageError(BriefmarkError):
    """An option or argument that makes no sense."""

    exit_code = 2


class InputError(BriefmarkError):
    """A briefing or annotation file that cannot be read."""

    exit_code = 3


class SaveError(BriefmarkError):
    """Something that could not be written safely."""

    exit_code = 4
