"""`config --check` says everything that is wrong in the settings, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.theme import BUILTIN_THEMES

from content.errors import UsageError
from tui.config import check
from tui.in_force import load
from tui.keys import EVERY_COMMAND
from tui.theme import THEMES
from tui.theme_names import THEME_NAMES
from tui.toml_lines import lines_of
from tui.wrong_settings import own_keys

if TYPE_CHECKING:
    from pathlib import Path

WRONG = """# my settings
theem = "dark"
theme = "drak"
mouse = "yes"
"history" = 3
annotator = true

[keys]
mark = "x"
note = [
  "x",  # as mark
  "ctl+y",
]
"move.lefft" = "h"
move.right = ["l", 3]
"""


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (2, "There is no setting 'theem' (did you mean 'theme'?)"),
        (3, "The setting 'theme' cannot be \"drak\" (did you mean 'dark'?): choose one of dark, light"),
        (4, "The setting 'mouse' must be true or false, not \"yes\"."),
        (5, "The setting 'history' must be true or false, not 3."),
        (6, "The setting 'annotator' must be a text"),
        (10, "The key 'x' is given to both 'mark' and 'note'"),
        (10, "'ctl+y' is not a key"),
        (14, "No command is called 'move.lefft' (did you mean 'move.left'?)"),
        (15, "The keys of 'move.right' must be a key or a list of keys"),
    ],
)
def test_each_thing_that_is_wrong_has_its_line(wrong: Path, line: int, words: str) -> None:
    assert any(said.startswith(f"{wrong}:{line}: {words}") for said in check(str(wrong)) or [])


def test_all_is_said_once_in_the_order_of_the_lines(wrong: Path) -> None:
    said = check(str(wrong)) or []
    lines = [int(one.removeprefix(f"{wrong}:").partition(":")[0]) for one in said]
    assert lines == [2, 3, 4, 5, 6, 10, 10, 14, 15]


def test_a_start_gives_the_first_of_these_sentences(wrong: Path) -> None:
    with pytest.raises(UsageError) as raised:
        load(str(wrong))
    assert str(raised.value) == (check(str(wrong)) or [""])[0]


@pytest.mark.parametrize(
    ("words", "line"), [('mouse = true\ntheme = "dark\n', 2), ("mouse = true\n= 3\n", 2), ("\n\n\n'\udcff'\n", 4)]
)
def test_what_is_not_toml_is_said_with_its_line(tmp_path: Path, words: str, line: int) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(words.encode("utf-8", "surrogateescape"))
    (said,) = check(str(path)) or []
    assert said.startswith(f"{path}:{line}: The settings are not TOML")


def test_a_way_to_draw_pictures_that_is_not_known_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('pictures = "sixels"\n', encoding="utf-8")
    (said,) = check(str(path)) or []
    assert "(did you mean 'sixel'?): choose one of auto, kitty, sixel, blocks." in said


def test_keys_that_do_not_go_with_the_set_are_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('keyset = "vim"\n\n[keys]\nmark = "z"\n"list.open" = "d"\n', encoding="utf-8")
    (said,) = check(str(path)) or []
    assert "The key 'z' is given to 'mark', but the keys 'z z'" in said


def test_a_key_may_be_given_to_a_command_of_lists_and_to_another(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nmark = "w w"\n"list.open" = "w w"\n"move.word-next" = []\n', encoding="utf-8")
    assert check(str(path)) == []


def test_all_default_keys_are_keys() -> None:
    assert not list(own_keys({one.id: list(one.keys) for one in EVERY_COMMAND}))


@pytest.mark.parametrize("key", ["question_mark", "ctrl+shift+left", "f12", "ctrl+backslash", "ß", "plus", "+"])
def test_keys_may_be_named_as_the_terminal_library_names_them(key: str) -> None:
    assert not list(own_keys({"mark": key}))


@pytest.mark.parametrize("key", ["ctl+x", "pgdn", "questionmark", "f25", "ctrl"])
def test_a_name_that_no_key_has_is_wrong(key: str) -> None:
    assert [one.place for one in own_keys({"mark": key})] == [("keys", "mark")]


def test_the_themes_are_those_that_there_are() -> None:
    assert set(THEME_NAMES) == {"dark", "light", *(theme.name for theme in THEMES), *BUILTIN_THEMES}


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2\n", ("b",), 2),
        ("# b = 0\na = 'b = 1'\n  b=2", ("b",), 3),
        ("\"a b\" = 1\n'c.d' = 2\n", ("c.d",), 2),
        ("a = 1\nb.c.d = 2\n", ("b", "c", "d"), 2),
        ('a = 1\n\n[b."c d"]\ne = 1\n\n[b.f]\ne = 2\n', ("b", "f", "e"), 7),
        ("[b]  # the table\n[b.c]\nd = 1\n", ("b", "c"), 2),
        ("a = [\n 'b',  # ]\n]\nb = 1\n", ("b",), 4),
        ('a = """\nb = 1\n[c]\n"""\nb = 2\n', ("b",), 5),
        ("a = { b = 1, c.d = 2 }\n", ("a", "c", "d"), 1),
        ("[[a]]\nb = 1\n[[a]]\nb = 2\nc = 3\n", ("a", "c"), 5),
        ("a = 1\r\nb = 2\r\n", ("b",), 2),
    ],
)
def test_a_key_is_found_on_its_line(text: str, path: tuple[str, ...], line: int) -> None:
    assert lines_of(text)[path] == line
