"""Three-way merge: two independent edits of one annotation become one that keeps both changes."""

from __future__ import annotations

from content.annotation.records.collection import Version, wins
from content.annotation.records.model import KEEP, Annotation, Keep


def merged(base: Version | None, mine: Version, theirs: Version | None, *, by: str | None = None) -> Version:
    """`mine` on top of `theirs`, where both were made from `base`; later than both when there was something to merge.

    Of two changed categories or ends, mine wins. Of two changed notes both are kept, theirs first. Tags that
    either side added are kept, and tags that either removed are gone. `mine` stays as it is if one side is a
    deletion, it overrules a role, or `theirs` is not newer than `base`. `by` is who merges, if not who made `mine`.
    """
    if base is None or theirs is None or theirs in (base, mine) or wins(base, theirs):
        return mine
    if not (isinstance(base, Annotation) and isinstance(mine, Annotation) and isinstance(theirs, Annotation)):
        return mine
    if mine.role is not None:
        return mine
    ends = mine.record.get("target") != base.record.get("target")
    if ends:
        decided = {"decision": mine.record["decision"]} if mine.decision else {}
        theirs = Annotation({**theirs.record, "target": mine.record.get("target"), **decided})
    return theirs.changed(
        now=mine.time,
        by=by or mine.maker,
        note_by=mine.note_authors,
        category=mine.category if mine.category != base.category else KEEP,
        note=_note(base.note, mine.note, theirs.note),
        tags=_tags(base.tags, mine.tags, theirs.tags),
    )


def _note(base: str, mine: str, theirs: str) -> str | Keep:
    if mine in (base, theirs):
        return KEEP
    if theirs == base or theirs in mine or not theirs.strip():
        return mine
    return f"{theirs}\n\n{mine}" if mine.strip() else KEEP


def _tags(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...] | Keep:
    if mine == base:
        return KEEP
    off = set(base) - set(mine)
    return (*(tag for tag in theirs if tag not in off), *(tag for tag in mine if tag not in base and tag not in theirs))
