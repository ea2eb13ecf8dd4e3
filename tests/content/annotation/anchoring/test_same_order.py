"""Equal places are told apart by the passages around them, whose offsets are known in the other text."""

from __future__ import annotations

from content.annotation.anchoring.same_order import SLACK, between_neighbours
from content.document.model import TextRange

PLACES = [TextRange(100, 104), TextRange(500, 504), TextRange(900, 904)]


def at(start: int) -> TextRange:
    return TextRange(start, start + 4)


def chosen(start: int, *neighbours: tuple[int, int], all_: bool = True) -> TextRange | None:
    return between_neighbours(PLACES, start, [(old, at(new)) for old, new in neighbours], all_=all_)


def test_the_place_between_its_neighbours_is_taken() -> None:
    assert chosen(5_000, (3_000, 300), (7_000, 700)) == PLACES[1]


def test_two_places_between_the_neighbours_are_left_open() -> None:
    assert chosen(5_000, (3_000, 300), (9_990, 990)) is None


def test_the_shift_is_between_those_of_the_neighbours() -> None:
    assert chosen(1_000, (900, 400), (1_500, 950)) == PLACES[1]


def test_a_place_may_be_off_by_some_blanks() -> None:
    assert chosen(600 + SLACK, (450, 350), (700, 600)) == PLACES[1]


def test_the_texts_begin_together() -> None:
    assert chosen(905, (1_000, 990)) == PLACES[2]


def test_without_a_passage_after_it_nothing_is_known() -> None:
    assert chosen(5_000, (3_000, 300)) is None
    assert chosen(5_000) is None


def test_a_neighbour_out_of_order_is_disregarded() -> None:
    assert chosen(5_000, (2_000, 200), (3_000, 300), (4_000, 990), (7_000, 700), (8_000, 800)) == PLACES[1]


def test_further_places_may_be_the_right_ones() -> None:
    assert chosen(20_000, (19_000, 850), (30_000, 2_000), all_=True) == PLACES[2]
    assert chosen(20_000, (19_000, 850), (30_000, 2_000), all_=False) is None
