"""Where the annotations of a collection lie in the current text."""

from __future__ import annotations

from datetime import UTC, datetime

from content.annotation.anchoring.anchors import Anchors
from content.annotation.anchoring.selectors import select
from content.annotation.records.collection import Collection, fold
from content.annotation.records.model import ANNOTATION_CONTEXT, Annotation, Target
from content.annotation.records.snapshot import TextSnapshot, sha256
from content.document.model import Document, TextRange

FIRST = "A court in the capital put off its ruling on the case of the two journalists."
SECOND = "Rescuers found the climbers alive near the hut after a search of two days."
OLD = f"No comment. {FIRST} No comment. {SECOND}"
NEW = f"No comment. {FIRST} {SECOND}"


def annotation(name: str, words: str, start: int = 0) -> Annotation:
    at = OLD.index(words, start)
    target = Target(
        "text.txt", sha256(OLD), *select(OLD, TextRange(at, at + len(words))), datetime(2026, 1, 1, tzinfo=UTC)
    )
    return Annotation(
        {
            "@context": ANNOTATION_CONTEXT,
            "id": f"urn:test:{name}",
            "type": "Annotation",
            "modified": "2026-01-01T00:00:00.000000Z",
            "target": target.json({}),
        }
    )


ALL = [annotation("a", FIRST), annotation("b", "No comment.", 20), annotation("c", SECOND)]


def placed(collection: Collection, *, kept: str | None = None) -> list[TextRange | None]:
    anchors = Anchors(Document(NEW), lambda _: kept)
    return [anchors.anchor(each, collection).range for each in ALL]


def test_annotations_of_a_lost_text_help_to_place_each_other() -> None:
    first, comment, second = placed(fold(ALL))
    assert first == TextRange(12, 12 + len(FIRST))
    assert second == TextRange(NEW.index(SECOND), len(NEW))
    assert comment is None


def test_the_order_in_which_they_are_asked_for_is_the_same() -> None:
    anchors, collection = Anchors(Document(NEW), lambda _: None), fold(ALL)
    backwards = [anchors.anchor(each, collection).range for each in reversed(ALL)]
    assert backwards[::-1] == placed(collection)


def test_a_deletion_moves_no_other() -> None:
    anchors = Anchors(Document(NEW), lambda _: None)
    before = anchors.anchor(ALL[1], fold(ALL))
    assert anchors.anchor(ALL[1], fold(ALL[1:2])) == before


def test_a_text_that_turns_up_is_used() -> None:
    snapshot = TextSnapshot.make(OLD)
    assert placed(fold(ALL), kept=OLD) == placed(fold([*ALL, snapshot]))
