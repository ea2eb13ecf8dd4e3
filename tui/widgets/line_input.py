"""A text field of one line that takes no control characters, however they come."""

from __future__ import annotations

from textual.widgets import Input


class LineInput(Input):
    """An input that cannot hold what would steer a terminal."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(value, id=id, restrict=r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]*")
