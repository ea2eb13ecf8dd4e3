"""The settings in force. Where there is no file of them, nothing is loaded that would look for mistakes in one."""

from __future__ import annotations

from tui.settings import Settings, config_file, settings_data


def load(given: str | None) -> Settings:
    """The settings in the file given, which must exist, or in the usual one, which need not.

    Raises InputError when it cannot be read, UsageError with the first thing that is wrong in it.
    """
    path = config_file(given)
    data = settings_data(path, given)
    if data is None:
        return Settings()
    from tui.config import settings_in  # what may stand in them is of no interest until then

    return settings_in(path, data)
