"""What a press release tells besides: when it may be used, whom to ask, and who sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.hints import FIELD, is_dated
from content.structure.kinds.metadata import known
from content.structure.kinds.release.phrases import ABOUT, CONTACT, EMBARGO, IMMEDIATE, LABEL, LINK, REACHED
from content.structure.kinds.rules import Parts
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_HEAD = 20  # blocks
_LONGEST = 200  # characters of a line about a release or contact
_MOST = 12  # lines of contacts
_NEAR = 2  # lines between somebody's name and how to reach them


def parts(page: Page, judged: Sequence[Judged]) -> Parts:
    """The metadata of a press release."""
    others = [words for words, (role, _) in zip(page.words, judged, strict=True) if role is Role.OTHER]
    short = [words for words in others[:_HEAD] if len(words) <= _LONGEST]
    metadata = known(
        embargo=next((words for words in short if EMBARGO.match(words)), None),
        release=next((words for words in short if IMMEDIATE.match(words)), None)
        or next((words for words in short if LABEL.match(words)), None),
        contacts=tuple(_contacts(page, judged))[:_MOST],
        sender=_sender(page, judged),
    )
    return Parts(metadata=metadata)


def _contacts(page: Page, judged: Sequence[Judged]) -> Iterator[str]:
    """The lines on whom to ask: those that begin so, and those around an address or number."""
    roles = [role for role, _ in judged]
    reached = {at for at, words in enumerate(page.words) if len(words) <= _LONGEST and REACHED.search(words)}
    near = {other for at in reached for other in range(at - _NEAR, at + 1)}
    for index, words in enumerate(page.words):
        if roles[index] is not Role.OTHER or len(words) > _LONGEST or words[-1] == ".":
            continue
        begins = CONTACT.match(words)
        field = FIELD.match(words)
        if begins and field and not field["value"]:
            continue
        if LABEL.match(words) or LINK.match(words) or IMMEDIATE.match(words) or is_dated(words):
            continue
        if begins or index in near:
            yield words


def _sender(page: Page, judged: Sequence[Judged]) -> str | None:
    """The name in the heading of what the sender says of itself."""
    for words, (role, _) in zip(page.words, judged, strict=True):
        about = ABOUT.match(words) if role is Role.HEADING else None
        if about and words[about.end() :].strip(" :"):
            return words[about.end() :].strip(" :")
    return None
