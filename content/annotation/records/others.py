"""What other people did: to anything meanwhile, and to a reader's own annotations."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.model import Annotation, Tombstone

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from content.annotation.records.collection import Collection, Version


class Deed(StrEnum):
    """What somebody did to an annotation."""

    REPLIED = "replied"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


class News(NamedTuple):
    """Somebody else changed, deleted or answered an annotation.

    `who` is empty where the record does not say; `about` is the annotation as it was before (for a reply: what it
    answers, as it is), `now` as it is: None when it was deleted.
    """

    deed: Deed
    who: str
    about: Annotation
    now: Annotation | None

    @property
    def parts(self) -> tuple[str, ...]:
        """Which parts were changed."""
        if self.deed is not Deed.CHANGED or self.now is None:
            return ()
        old, new = self.about, self.now
        pairs = {
            "note": (old.note, new.note),
            "category": (old.category or old.role, new.category or new.role),
            "tags": (old.tags, new.tags),
            "ends": (old.record.get("target"), new.record.get("target")),
        }
        return tuple(name for name, (one, other) in pairs.items() if one != other)


def differences(old: Annotation, new: Annotation) -> Iterator[str]:
    """What a version says differently from an earlier one, in words."""
    for part in News(Deed.CHANGED, new.maker, old, new).parts:
        if part == "category":
            yield f"category was {old.category or old.role or 'none'}"
        elif part == "tags":
            yield f"tags were {', '.join(old.tags) or 'none'}"
        elif part == "note":
            yield f"note was “{old.note}”" if old.note else "there was no note"
        else:
            yield "other ends"


def news(before: Collection, after: Collection, reader: str) -> Iterator[News]:
    """What others than the `reader` did between two states of the files. New marks are not news."""
    for name, version in after.versions.items():
        old = before.versions.get(name)
        if old is version:
            continue
        if isinstance(old, Tombstone) and isinstance(version, Annotation):
            if version.maker != reader or old.contributor not in {"", reader}:
                yield News(Deed.RESTORED, "", version, version)
        elif isinstance(old, Annotation):
            found = _done_to(old, version, reader)
            if found is not None and found.who != reader:
                yield found
        elif isinstance(version, Annotation) and version.reply_to and version.maker != reader:
            answered = after.get(version.reply_to)
            if answered is not None:
                yield News(Deed.REPLIED, version.maker, answered, version)


def touched(collection: Collection, reader: str, gone: Container[str]) -> list[News]:
    """What others have changed or deleted of the `reader`'s own annotations, the latest first.

    A deletion that does not say by whom was somebody else's if it is among the ids in `gone`.
    """
    found = []
    for name, own in collection.own.items():
        version = collection.versions[name]
        if own.annotator != reader or not (version.contributor or name in gone):
            continue
        deed = _done_to(own, version, reader)
        if deed is not None and deed.who != reader:
            found.append((version.time, name, deed))
    return [deed for _, _, deed in sorted(found, key=lambda one: one[:2], reverse=True)]


def _done_to(old: Annotation, version: Version, reader: str) -> News | None:
    """What the version did to the annotation; None for nothing that can be seen."""
    if not isinstance(version, Annotation):
        who = version.contributor or ("" if old.annotator == reader else old.annotator)
        return News(Deed.DELETED, who, old, None)
    made = News(Deed.CHANGED, version.maker, old, version)
    return made if made.parts else None
