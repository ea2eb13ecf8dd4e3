"""Picks what is about one briefing out of a board, which may have the annotations of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.model import Annotation, TextSnapshot
from content.document.model import sha256

if TYPE_CHECKING:
    from content.annotation.records.model import Record
    from content.store.following import Contents


class About(NamedTuple):
    """A briefing, by what annotations call it and by the hash of its text."""

    source: str
    sha256: str

    @property
    def words(self) -> str:
        """Two words, of letters and digits; others who read the same briefing have at least one of them."""
        return " ".join(sha256(word)[:16] for word in self)


class Sieve:
    """Lets through annotations of a briefing, in all their versions, with answers to them and their texts."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._taken: set[str] = set()  # ids of annotations, and hashes of texts
        self._texts: dict[str, TextSnapshot] = {}  # those that no annotation has asked for yet

    def sifted(self, contents: Contents) -> Contents:
        """What of some contents is about the briefing; contents that come later may be about what came before."""
        if contents.anew:
            self._taken.clear()
            self._texts.clear()
        found: list[Record] = []
        for record in contents.records:
            if isinstance(record, TextSnapshot) and record.sha256 not in self._taken:
                self._texts[record.sha256] = record
            elif isinstance(record, TextSnapshot):
                found.append(record)
            elif self._is_about(record):
                found += self._with_text(record)
        return contents._replace(records=tuple(found))

    def _is_about(self, record: Record) -> bool:
        if record.id in self._taken:
            return True
        if not isinstance(record, Annotation):
            return False
        if record.reply_to is not None:
            return record.reply_to in self._taken
        return record.sha256 == self._about.sha256 or record.target_source in {"", self._about.source}

    def _with_text(self, record: Record) -> list[Record]:
        self._taken.add(record.id)
        digest = record.sha256 if isinstance(record, Annotation) else None
        if digest is None or digest in self._taken:
            return [record]
        self._taken.add(digest)
        text = self._texts.pop(digest, None)
        return [record] if text is None else [text, record]
