"""The structure of one document, asked for before anybody needs it."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.document.model import Document, TextRange
    from content.structure.excerpt import Analyse
    from content.structure.model import Briefing, Kind, Role


class AskedAhead:
    """Asks at once for the structure of a document, as most are: with nothing overruled.

    The child process reads it on the other processor while Textual is imported here (panes filled: 150 ms earlier).
    """

    def __init__(self, analyse: Analyse, document: Document) -> None:
        self._analyse = analyse
        self._document: Document | None = document
        self._found: Briefing | Exception | None = None
        self._done = Event()
        Thread(target=self._ask, args=(document,), daemon=True).start()

    def _ask(self, document: Document) -> None:
        try:
            self._found = self._analyse(document, {}, {}, None)
        except Exception as error:  # noqa: BLE001 - it is raised where the structure is wanted
            self._found = error
        self._done.set()

    def __call__(
        self,
        document: Document,
        roles: Mapping[TextRange, Role],
        background: Mapping[TextRange, str],
        kind: Kind | None = None,
    ) -> Briefing:
        """What `analyse` gives, from what was asked ahead if that was the question. Raises what `analyse` raises."""
        if document is not self._document or roles or background or kind is not None:
            return self._analyse(document, roles, background, kind)
        self._done.wait()
        found, self._found, self._document = self._found, None, None
        if isinstance(found, Exception):
            raise found
        return found if found is not None else self._analyse(document, roles, background, kind)
