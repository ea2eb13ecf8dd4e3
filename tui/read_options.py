"""What flags and settings say about the reader's screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from content.source.received import NO_OPTIONS
from tui.graphics import AUTO
from tui.keysets import MARKS

if TYPE_CHECKING:
    from pathlib import Path

    from content.analyst import Analyst
    from content.annotation.records.categories import Codebook
    from content.document.model import Document
    from content.session import Session
    from content.source.received import Options


class ReadOptions(NamedTuple):
    """The flags and settings that concern the screen.

    `keys` are the reader's own keys by command id, on top of the set called `keyset`; `line` (from 1) is where the
    caret begins; `hint` shows the first start's hint; `annotator`, `snapshot` and `history` are for briefings opened
    from the library; `source_options` are what the reader said of the input, and `annotations` the files for the
    briefings named with them; `analyst` reads structures in a process of its own. `theme` is what flag or settings
    say, else `last_theme` was chosen. `tutorial` begins with the tutorial; `plain` is for screen readers; `pictures`
    says how they are drawn; `codebook` has the reader's own categories.
    """

    theme: str | None = None
    last_theme: str | None = None
    tutorial: bool = False
    plain: bool = False
    mouse: bool = True
    line: int | None = None
    marking: str | None = None
    keyset: str = MARKS
    keys: Mapping[str, Sequence[str]] = MappingProxyType({})
    hint: bool = False
    annotator: str | None = None
    snapshot: bool = True
    history: bool = True
    annotations: Sequence[Path] = ()
    source_options: Options = NO_OPTIONS
    analyst: Analyst | None = None
    pictures: str = AUTO
    codebook: Codebook | None = None


class Opening(NamedTuple):
    """A briefing whose text has been read, but not yet its marks.

    `session` reads them, off the screen's thread, and may raise BriefmarkError; `offset` is where reading stopped.
    """

    document: Document
    session: Callable[[], Session]
    offset: int = 0
