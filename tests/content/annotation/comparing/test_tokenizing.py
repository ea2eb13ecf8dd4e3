"""How texts are cut into folded tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.comparing.tokenizing import Lexicon, cuts_word, fold, shared_head, tokens


def words(text: str) -> list[str]:
    found = tokens(text, Lexicon())
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two words", ["Two", "words"]),
        ("“Don’t,” she said.", ["“", "Don’t", ",", "”", "she", "said", "."]),
        ("a -- b ... c", ["a", "--", "b", "...", "c"]),
        ("中文 text", ["中", "文", "text"]),
        ("ถนน", ["ถ", "น", "น"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("zero\u200bwidth", ["zero\u200bwidth"]),
        (" \n\t", []),
    ],
)
def test_words_marks_and_ideographs_are_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“", '"'),
        ("„", '"'),
        ("’", "'"),
        ("`", "'"),
        ("—", "-"),
        ("--", "–"),
        ("...", "…"),
        ("ﬁre", "FIRE"),
        ("é", "e\u0301"),
        ("Straße", "STRASSE"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_what_typesetting_changes_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_as_written_are_distinguished_and_still_fold_alike() -> None:
    lexicon = Lexicon(as_written=True)
    upper, lower = tokens("Team team", lexicon).numbers
    assert upper != lower
    assert lexicon.folded[upper] == lexicon.folded[lower]


@given(st.text())
def test_tokens_hold_everything_but_white_space(text: str) -> None:
    found = tokens(text, Lexicon())
    gaps = zip([0, *found.ends], [*found.starts, len(text)], strict=True)
    assert all(not fold(text[start:end]).strip() for start, end in gaps)


def test_an_offset_inside_a_word_cuts_it() -> None:
    assert cuts_word("word", 2)
    assert not cuts_word("two words", 3)
    assert not cuts_word("中文", 1)
    assert not cuts_word("word", 4)


def test_shared_heads_are_counted() -> None:
    assert [shared_head("abc", "abd"), shared_head("ab", "abc"), shared_head("", "a")] == [2, 2, 0]
