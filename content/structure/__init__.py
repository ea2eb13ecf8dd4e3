"""The structure of a briefing: blocks, sections, quotations and background, each judgement with its reason."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.document.model import Document, TextRange
    from content.structure.model import Briefing, Kind, Role

__all__ = ["analyse"]

_NO_ROLES: Mapping[TextRange, Role] = MappingProxyType({})
_NO_WORDS: Mapping[TextRange, str] = MappingProxyType({})


def analyse(
    document: Document,
    roles: Mapping[TextRange, Role] = _NO_ROLES,
    background: Mapping[TextRange, str] = _NO_WORDS,
    kind: Kind | None = None,
) -> Briefing:
    """The structure of a document; the same document and overrulings always give the same.

    `roles` maps the ranges of blocks to the roles that the reader set; they win, and all else follows from them.
    `background` says of blocks in the same way whether they are "background" or "current", `kind` of the whole text
    what sort of briefing it is.
    Never raises, whatever the text; takes time in proportion to its length.
    """
    from content.structure.assembly import assemble
    from content.structure.seen import as_seen

    seen = as_seen(document)
    if seen is None:
        return assemble(document, roles, background, kind)
    return seen.back(assemble(seen.document, seen.forth(roles), seen.forth(background), kind))
