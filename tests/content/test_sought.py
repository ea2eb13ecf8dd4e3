"""Which marks are looked for."""

from __future__ import annotations

import pytest

from content.search.sought import Sought, sought

MARK = {
    "category": "key fact",
    "tags": ("budget", "Café"),
    "people": ("Ada Lovelace", "Ben"),
    "texts": ("The city pays for the wall", "Who élse?"),
}


def test_a_line_is_read_as_words_tags_people_and_categories() -> None:
    assert sought('#budget @ada category:"key fact" who "the wall"') == Sought(
        ("who", "the wall"), ("budget",), ("ada",), ("key fact",)
    )


@pytest.mark.parametrize("typed", ["#", "@", "category:", "", "  ", '"'])
def test_a_sign_alone_looks_for_nothing_yet(typed: str) -> None:
    assert not sought(typed)


@pytest.mark.parametrize(
    "typed",
    ["#bud", "#cafe", "@love", "@ada @nobody", "category:key", "category:claim category:key", "wall city", "ELSE",
     '"pays for"', "cafe", '#budget @ben "the wall'],
)  # fmt: skip
def test_what_a_mark_has_is_found(typed: str) -> None:
    assert sought(typed).admits(**MARK)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["#wall", "@wall", "category:fact", "wall harbour", "#budget #tax", '"for pays"'])
def test_what_it_does_not_have_is_not(typed: str) -> None:
    assert not sought(typed).admits(**MARK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [("", "wall"), ("wa", "wall"), ("wall", "the wall"), ("#b", "#budget x"), ("@a", "@ada"), ("x", "x @ada"),
     ("category:k category:c", "category:key"), ("@a @b", "@ada")],
)  # fmt: skip
def test_more_letters_and_more_words_admit_less(wider: str, narrower: str) -> None:
    assert sought(narrower).narrows(sought(wider))


@pytest.mark.parametrize(
    ("one", "other"), [("wa", "wall"), ("category:", "category"), ("@ada @b", "@ada"), ("#tax", "tax"), ("", "x")]
)
def test_what_may_admit_more_does_not_narrow(one: str, other: str) -> None:
    assert not sought(one).narrows(sought(other))
