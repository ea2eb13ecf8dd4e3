"""What a reader is told about two versions of a text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.comparing.aligning import align
from content.annotation.comparing.changes import Change, ChangeKind, changes

TEXTS = st.text("ab .\n中é’", max_size=120)
PARAGRAPHS = [
    "The convoy left at dawn with nine lorries of grain.",
    "Traders said that prices had doubled since March.",
    "A court in the capital put off its ruling on the vote.",
    "Floods closed the valley road for a second day.",
]


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(str(change.kind), change.old.of(old), change.new.of(new)) for change in changes(align(old, new))]


def test_nothing_is_reported_about_the_same_text() -> None:
    assert told(PARAGRAPHS[0], PARAGRAPHS[0]) == []


def test_a_new_wrapping_is_not_a_change() -> None:
    assert told("One two\nthree four.", "One two three\nfour.") == []


def test_a_paragraph_put_in_is_added() -> None:
    old, new = "\n\n".join(PARAGRAPHS[:2]), "\n\n".join([PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[1]])
    assert told(old, new) == [("added", "", PARAGRAPHS[2])]


def test_a_paragraph_taken_out_is_removed() -> None:
    old, new = "\n\n".join(PARAGRAPHS[:3]), "\n\n".join([PARAGRAPHS[0], PARAGRAPHS[2]])
    assert told(old, new) == [("removed", PARAGRAPHS[1], "")]


def test_words_replaced_are_edited_as_whole_words() -> None:
    assert told("He saw three governments fall.", "He saw four government fall.") == [
        ("edited", "three governments", "four government")
    ]


def test_edits_close_together_are_one() -> None:
    assert told("It rained on Monday in the town.", "It snowed on Tuesday in the town.") == [
        ("edited", "rained on Monday", "snowed on Tuesday")
    ]


def test_a_paragraph_that_changed_places_is_moved() -> None:
    old, new = "\n\n".join(PARAGRAPHS), "\n\n".join([*PARAGRAPHS[1:], PARAGRAPHS[0]])
    assert told(old, new) == [("moved", PARAGRAPHS[0], PARAGRAPHS[0])]


def test_neighbours_that_moved_together_are_one() -> None:
    old, new = "\n\n".join(PARAGRAPHS), "\n\n".join([PARAGRAPHS[3], *PARAGRAPHS[:3]])
    assert [kind for kind, _, _ in told(old, new)] == ["moved"]
    longer = [*PARAGRAPHS, "Nobody in the ministry answered calls on Sunday.", "Rescuers found the climbers alive."]
    old, new = "\n\n".join(longer), "\n\n".join([*longer[2:], *longer[:2]])
    assert told(old, new) == [("moved", "\n\n".join(longer[:2]), "\n\n".join(longer[:2]))]


@given(TEXTS, TEXTS)
def test_ranges_lie_in_their_texts_and_do_not_overlap(old: str, new: str) -> None:
    found = changes(align(old, new))
    for side, text in (([change.old for change in found], old), ([change.new for change in found], new)):
        ordered = sorted(place for place in side if place)
        assert all(before.end <= after.start for before, after in pairwise(ordered))
        assert all(place.end <= len(text) for place in side)


@given(TEXTS, TEXTS)
def test_an_addition_has_no_old_words_and_a_removal_no_new_ones(old: str, new: str) -> None:
    def fits(change: Change) -> bool:
        return (bool(change.old), bool(change.new)) == {
            ChangeKind.ADDED: (False, True),
            ChangeKind.REMOVED: (True, False),
        }.get(change.kind, (True, True))

    assert all(fits(change) for change in changes(align(old, new)))
