"""Values: what `dataclasses` does for a class, without what it costs."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from functools import cached_property

import pytest

from content.values import field, fields_of, replace, value


@value
class Place:
    """Two numbers and what does not count."""

    row: int
    column: int = 0
    seen: list[str] = field(default_factory=list, compare=False)


@value(order=True)
class Step:
    """One number."""

    number: int


@value(slots=False)
class Line:
    """A value with something found on it once."""

    words: str

    @cached_property
    def small(self) -> str:
        return self.words.lower()


@value(eq=False)
class Thing:
    """It equals only itself."""

    name: str


def test_values_of_equal_fields_are_equal() -> None:
    assert Place(1, 2) == Place(1, column=2)
    assert Place(1, 2) != Place(1, 3)
    assert len({Place(1, 2), Place(1, 2), Place(2)}) == 2
    one: object = Step(1)
    assert one != Place(1)


def test_a_field_that_is_not_compared_makes_no_difference() -> None:
    assert Place(1, 2, ["a"]) == Place(1, 2)


def test_each_value_has_a_default_of_its_own() -> None:
    assert Place(1).seen is not Place(1).seen


def test_values_are_ordered_by_their_fields() -> None:
    assert sorted([Step(2), Step(1)]) == [Step(1), Step(2)]
    assert Step(1) <= Step(1) < Step(2) >= Step(2) > Step(1)


def test_values_without_eq_equal_only_themselves() -> None:
    assert Thing("a") != Thing("a")


def test_a_field_without_a_default_must_be_given() -> None:
    with pytest.raises(TypeError, match="row"):
        Place()  # type: ignore[call-arg]


def test_what_is_found_once_is_kept() -> None:
    line = Line("ABC")
    assert line.small is line.small
    assert not hasattr(Step(1), "__dict__")


@pytest.mark.parametrize("one", [Place(1, 2, ["a"]), Step(3), Line("A")])
def test_values_can_be_sent_and_copied(one: object) -> None:
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - from the same line
    assert copy.deepcopy(one) == one


def test_values_are_shown_with_their_fields() -> None:
    assert repr(Place(1)) == "Place(row=1, column=0, seen=[])"


def test_fields_are_replaced() -> None:
    place = replace(Place(1, 2, ["a"]), column=5)
    assert (place.row, place.column, place.seen) == (1, 5, ["a"])
    assert fields_of(place) == ("row", "column", "seen")
    assert fields_of("words") == ()


def test_dataclasses_takes_them_as_its_own() -> None:
    place = dataclasses.replace(Place(1, 2), row=3)
    assert dataclasses.astuple(place) == (3, 2, [])
    assert [one.name for one in dataclasses.fields(Step)] == ["number"]


def test_the_structure_of_a_text_is_found_without_dataclasses() -> None:
    """They load `inspect`, which takes as long as three kinds of briefings."""
    code = (
        "import sys; from content.analyst import serve; from content.document.model import Document; "
        "from content.structure import analyse; analyse(Document('A\\n\\n“Yes,” said Ann.')); print(*sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert {"dataclasses", "inspect"}.isdisjoint(found.stdout.split())
